//! The state log: one line for each step of the library's handshake state machine.
//!
//! The book enables wolfSSL's debug log and filters it for `connect state:`, `SendTls13…` and `DoTls13…`.
//! OpenSSL reports its steps to a callback (`SSL_CTX_set_info_callback`, `SSL_state_string_long`).

use std::cell::Cell;
use std::ffi::c_int;

use openssl::ssl::{SslContextBuilder, SslRef};

use common::alert::Alert;
use common::note;

/// Logs the steps of all connections of `ctx` to standard error.
pub(crate) fn attach(ctx: &mut SslContextBuilder) {
    // SSL_CTX_set_info_callback
    ffi::SSL_CTX_set_info_callback(ctx, log);
}

/// The state in which OpenSSL reports the handshake as done, so that early data can be sent or received, and
/// later as started again.
const EARLY_DATA: &str = "TED";

/// OpenSSL's only code for both a client that writes End of Early Data and a server that reads it.
const END_OF_EARLY_DATA: &str = "TWEOED";

/// Logs one step. `event` says what happened (`SSL_CB_…`), `value` the result or the alert.
fn log(ssl: &SslRef, event: c_int, value: c_int) {
    let who = if ssl.is_server() { "server" } else { "client" };
    let state = ssl.state_string_long();
    if event & ffi::SSL_CB_ALERT != 0 {
        let arrow = if event & ffi::SSL_CB_READ != 0 { "<-" } else { "->" };
        let level = if value >> 8 == 1 { "warning" } else { "fatal" };
        let description = Alert(u8::try_from(value & 0xff).unwrap_or(u8::MAX));
        note!("{who} {arrow} {level} alert {description}");
    } else if event & ffi::SSL_CB_HANDSHAKE_START != 0 {
        let starts = if ssl.state_string() == EARLY_DATA { "goes on" } else { "starts" };
        note!("{who} -- handshake {starts}");
    } else if event & ffi::SSL_CB_HANDSHAKE_DONE != 0 && ssl.state_string() == EARLY_DATA {
        note!("{who} -- handshake stops for early data");
    } else if event & ffi::SSL_CB_HANDSHAKE_DONE != 0 {
        let cipher = ssl.current_cipher().map_or("no cipher", |cipher| cipher.name());
        note!("{who} -- handshake done: {}, {cipher}", ssl.version_str());
    } else if event & ffi::SSL_CB_LOOP != 0 {
        if is_news(ssl) {
            // SSL_state_string: a short code, whose second letter distinguishes reading from writing steps.
            let code = ssl.state_string();
            match code.as_bytes().get(1) {
                Some(b'W') if !(ssl.is_server() && code == END_OF_EARLY_DATA) => note!("{who} -> {state}"),
                Some(b'R' | b'W') => note!("{who} <- {state}"),
                _ => note!("{who} -- {state}"),
            }
        }
    } else if event & ffi::SSL_CB_EXIT != 0 && value <= 0 {
        note!("{who} -- stopped in: {state}");
    }
}

/// Whether the connection has reached another state since the last call. OpenSSL reports some states twice:
/// when the writing side leaves them and when the reading side does. A server's tickets are the exception:
/// two reports in a row are two tickets.
fn is_news(ssl: &SslRef) -> bool {
    thread_local! { static LAST: Cell<(usize, &'static str)> = const { Cell::new((0, "")) } }
    const WRITE_SESSION_TICKET: &str = "TWST";

    let code = ssl.state_string();
    let now = (std::ptr::from_ref(ssl).addr(), code);
    let before = LAST.replace(now);
    !code.starts_with("SSLOK") && (now != before || code == WRITE_SESSION_TICKET)
}

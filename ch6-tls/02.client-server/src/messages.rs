//! The messages of section 6.1: the inner loops of `client-tls.c` and `server-tls.c`.
//!
//! Later samples differ from 6.1 in how they connect, not in the messages, so they all call these functions.
//! They work over any transport with a time limit ([`SetDeadline`]): TCP, or a transport of your own (chapter
//! 8).

use std::io::ErrorKind;
use std::time::Duration;

use common::net::{Patience, SetDeadline};
use common::terminal::{Terminal, text};
use common::{Error, Reason, ffi};
use openssl::error::ErrorStack;
use openssl::ssl::{self, ShutdownResult, ShutdownState, SslRef, SslStream};

/// The buffer of one SSL_read, in bytes. It is smaller than the largest record (16 KiB), so SSL_pending is needed.
pub const MSG_SIZE: usize = 256;

/// The longest message, in bytes: what fits into one record (RFC 8446 section 5.1), so that one message is one record.
pub const MAX_MESSAGE: usize = 16 * 1024;

/// The longest message on the connection `ssl`, in bytes: [`MAX_MESSAGE`], or less if client and server have
/// agreed on shorter records (max_fragment_length, section 6.2).
pub fn longest_message(ssl: &SslRef) -> usize {
    // Rust only: SSL_SESSION_get_max_fragment_length
    match ssl.session().map(ffi::SSL_SESSION_get_max_fragment_length) {
        // RFC 6066 section 4: 1 for 2^9 bytes, and so on.
        Some(code @ 1..=4) => 1 << (8 + code),
        _ => MAX_MESSAGE,
    }
}

/// What an empty line sends.
pub const HTTP_GET_MSG: &[u8] = b"GET /index.html HTTP/1.0\r\n\r\n";

/// What a server answers to every message: a C string, sent with its NUL, 22 bytes.
pub const REPLY: &[u8] = b"I hear ya fa shizzle!\0";

/// How long a silent client may take for the server's farewell: it fits into the system's buffer, or the client is
/// gone.
const FAREWELL: Duration = Duration::from_secs(1);

/// The message that ends a session.
pub const BREAK: &[u8] = b"break";

/// The client's loop: sends each line of the input, prints each answer; returns after `break` or at the end of
/// the input.
///
/// # Errors
/// [`Error::Tls`]: the server has closed the connection, reset it, or not answered within `limit`. [`Error::Input`],
/// [`Error::Output`]: the terminal.
pub fn client_messages<S: SetDeadline>(
    stream: &mut SslStream<S>,
    terminal: &mut Terminal,
    limit: Duration,
) -> Result<(), Error> {
    if exchange(stream, terminal, limit)? {
        writeln!(terminal, "Sending break command")?;
    }
    Ok(())
}

/// The same loop, but without `Sending break command` at its end, where section 6.4 saves the session instead. Returns
/// whether it was `break` that ended it, and not the end of the input.
///
/// # Errors
/// Those of [`client_messages`].
pub fn exchange<S: SetDeadline>(
    stream: &mut SslStream<S>,
    terminal: &mut Terminal,
    limit: Duration,
) -> Result<bool, Error> {
    let longest = longest_message(stream.ssl());
    loop {
        write!(terminal, "Message to send: ")?;
        // C: fgets (here: read_line). The C original does not notice the end of the input: it would loop for ever.
        let Some(line) = terminal.read_line(longest)? else {
            writeln!(terminal)?;
            return Ok(false);
        };
        let msg = if line.is_empty() { HTTP_GET_MSG } else { &line };

        send(stream, msg)?;

        if msg == BREAK {
            return Ok(true);
        }

        let reply = receive(stream, limit)?;
        writeln!(terminal, "Received: {}", text(&reply))?;
    }
}

/// The server's loop for one client: prints and answers each message; returns after `break` or when the client closes
/// the connection in good order.
///
/// # Errors
/// [`Error::Tls`]: the client has gone without close_notify, sent nothing for as long as it may, or not taken an
/// answer; or its session has lasted too long. [`Error::Output`]: the terminal.
pub fn server_messages<S: SetDeadline>(
    stream: &mut SslStream<S>,
    terminal: &mut Terminal,
    patience: Patience,
) -> Result<(), Error> {
    let session = patience.session.begin();
    loop {
        let buff = match receive(stream, session.within(patience.idle)) {
            Err(Error::Tls { reason: Reason::CloseNotify, .. }) => return Ok(()),
            Err(silent) if is_silence(&silent) => {
                give_up(stream);
                return Err(if session.is_over() { session.over("SSL read") } else { silent });
            }
            received => received?,
        };
        writeln!(terminal, "Received: {}", text(&buff))?;

        if buff == BREAK {
            return writeln!(terminal, "Received break command");
        }

        // A client that does not read may hold us for the time of an answer, not for that of its next message.
        stream.get_mut().set_deadline(patience.timeout);
        send(stream, REPLY)?;
    }
}

/// Whether the peer has said nothing for as long as it may.
fn is_silence(error: &Error) -> bool {
    matches!(error, Error::Tls { reason: Reason::Io(error), .. } if error.kind() == ErrorKind::TimedOut)
}

/// Sends one message.
pub fn send<S: SetDeadline>(stream: &mut SslStream<S>, message: &[u8]) -> Result<(), Error> {
    // SSL_write: all of it, since SSL_MODE_ENABLE_PARTIAL_WRITE is not set.
    stream.ssl_write(message).map_err(|e| why_not_sent("SSL write", e, stream))?;
    Ok(())
}

/// Why nothing can be sent: the peer has closed the connection. If it sent an alert first, the alert can still
/// be read, and says more than "connection reset". A TLS 1.3 server refuses a client's certificate in this way,
/// since the client's handshake ends before the server sees the certificate.
fn why_not_sent<S: SetDeadline>(call: &'static str, failure: ssl::Error, stream: &mut SslStream<S>) -> Error {
    stream.get_mut().set_deadline(Duration::from_secs(1)); // it is there, or it never comes
    let alert = stream.ssl_read(&mut [0]).err().filter(|e| e.ssl_error().is_some());
    Error::tls(call, &alert.unwrap_or(failure), stream.ssl())
}

/// Receives one message, that is, one record: at most [`MAX_MESSAGE`] bytes. The peer has `limit` for it.
pub fn receive<S: SetDeadline>(stream: &mut SslStream<S>, limit: Duration) -> Result<Vec<u8>, Error> {
    stream.get_mut().set_deadline(limit);
    let mut message = Vec::new();
    let mut buff = [0; MSG_SIZE];
    loop {
        // SSL_read: never more than one record, nor more than the buffer holds.
        // SSL_get_error (here: Error::tls): tells close_notify from a cut connection. `Read::read` would not.
        let count = stream.ssl_read(&mut buff).map_err(|e| Error::tls("SSL read", &e, stream.ssl()))?;
        message.extend_from_slice(&buff[..count]);

        // SSL_pending: what is left of the record can be read without waiting for the peer.
        if stream.ssl().pending() == 0 {
            return Ok(message);
        }
    }
}

/// Ends the TLS connection: sends close_notify, and waits for the peer's, at most for `limit`.
///
/// The TCP connection ends when the stream is dropped. Without close_notify, the peer could not tell the end of
/// the data from an attack that cuts the connection.
pub fn close<S: SetDeadline>(stream: &mut SslStream<S>, limit: Duration) -> Result<(), Error> {
    stream.get_mut().set_deadline(limit);
    // SSL_shutdown: sends our close_notify.
    let sent = match stream.shutdown() {
        Ok(sent) => sent,
        Err(failure) => return gone(why_not_sent("SSL shutdown", failure, stream), stream.get_shutdown()),
    };
    if sent == ShutdownResult::Received {
        return Ok(());
    }
    // SSL_shutdown: waits for the peer's. If we closed with its last records unread, the system would reset the
    // connection. A peer need not answer (RFC 8446 section 6.1), so only an alert counts as a failure here.
    let answer = stream.shutdown();
    // A fatal alert ends the connection as well: SSL_shutdown then returns success, and leaves the alert in the queue.
    let reason = match answer {
        Ok(_) => Reason::of_stack(&ErrorStack::get()),
        Err(error) => Reason::of(&error, stream.ssl()),
    };
    match reason {
        Reason::Alert(_) => Err(Error::Tls { call: "SSL shutdown", reason }),
        _ => Ok(()),
    }
}

/// What it means that our close_notify cannot be sent, for the reason `why`: nothing if the peer has sent its own before,
/// and has gone. Then nobody is left to tell. (`shutdown` is the stream's state, after all that came has been read.)
///
/// # Errors
/// `why`: the peer has gone without a word, or with a fatal alert, which OpenSSL counts as the end of its data, too.
pub fn gone(why: Error, shutdown: ShutdownState) -> Result<(), Error> {
    let refused = matches!(why, Error::Tls { reason: Reason::Alert(_), .. });
    if !refused && shutdown.contains(ShutdownState::RECEIVED) { Ok(()) } else { Err(why) }
}

/// Ends a session in which the client has said nothing for too long. It learns that the session has ended, and was not
/// cut.
fn give_up<S: SetDeadline>(stream: &mut SslStream<S>) {
    stream.get_mut().set_deadline(FAREWELL);
    // Rust only: SSL_shutdown (here: shutdown): sends our close_notify. Only our own transport has given up, so that
    // OpenSSL can still do it.
    let _ = stream.shutdown();
}

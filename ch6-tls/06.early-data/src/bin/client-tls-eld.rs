//! Section 6.5, the client: `client-tls-resume` of section 6.4, which sends a message with its first flight.
//!
//! Beside `Examples/1.Protocol/06.early-data/client-tls-earlydata.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-eld
//! cargo run -q --bin client-tls-session
//! cargo run -q --bin client-tls-eld
//! ```
//!
//! It says what has become of the early data. A server may reject it, and does not say why.
//!
//! **Early data is not as safe as the rest of the session.** Whoever records it can replay it to a server that
//! does not protect itself (`replay-eld`). Whoever gets `session.bin`, or what the server keeps for it, can
//! decrypt it, even years later: its keys do not depend on this connection's key exchange.
//!
//! Unlike the C original, besides what `client-tls-resume` says:
//! - early data that the ticket does not allow, or for which there is no session, is not sent, and standard
//!   error says why. The C original fails there, after it has connected.
//! - rejected data is lost unless it is sent again: `--resend`.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use clap::builder::NonEmptyStringValueParser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslRef, SslSession, SslSessionRef, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::terminal::{line, text};
use common::versions::Versions;
use common::{Error, Terminal, ffi, note};
use observe::Observe;
use resume::session::{self, SAVED_SESS};

/// The message that is sent as early data (`kEarlyMsg`).
const EARLY_MSG: &str = "good early morning";

/// The TLS client of section 6.5: early data. Without arguments it connects to server-tls-eld on this machine.
#[derive(Parser)]
#[command(name = "client-tls-eld", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// File that client-tls-session has saved the session in
    #[arg(long, value_name = "FILE", default_value = SAVED_SESS)]
    session: PathBuf,

    /// What to send as early data: only what may be read later, and may arrive twice
    #[arg(long, value_name = "MESSAGE", default_value = EARLY_MSG, value_parser = NonEmptyStringValueParser::new())]
    early_data: String,

    /// Send the early data again, as an ordinary message, unless the server has accepted it
    #[arg(long)]
    resend: bool,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    if args.ca_cert.is_default() {
        writeln!(terminal, "Send to localhost({LOCALHOST})")?;
    }
    let ca_cert = args.ca_cert.path();

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);
    let ctx = ctx.build();

    // SSL_new
    let mut ssl = Ssl::new(&ctx)?;

    // The certificate must be for this host. Without this check, any certificate from the CA would do.
    match &args.host {
        Host::Name(name) => {
            // OpenSSL only: SSL_set_tlsext_host_name (here: set_hostname): the server name, SNI.
            ssl.set_hostname(name)?;
            // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host): the certificate must be for this name.
            ssl.param_mut().set_host(name)?;
        }
        // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip). An IP address is not sent as a server name.
        Host::Address(address) => ssl.param_mut().set_ip(*address)?,
    }

    // fopen, fread, d2i_SSL_SESSION, SSL_set_session, SSL_SESSION_free (here: read_sess)
    read_sess(&args.session, &mut ssl, &args.host, &mut terminal)?;

    // C: socket, connect (here: net::connect): in C before SSL_new. Here a missing file is noticed before connecting.
    let sockfd = net::connect(&args.host, args.port, args.connect.timeout)?;

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(sockfd))?;

    // SSL_write_early_data (here: write_early_data): with the Client Hello, before the server has said anything.
    write_early_data(&mut stream, &mut terminal, &args.early_data)?;

    // SSL_connect: the rest of the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;

    // SSL_session_reused (here: session_reused): a server that does not take the session says nothing about why.
    if stream.ssl().session_reused() {
        writeln!(terminal, "Session is reused")?;
    } else {
        writeln!(terminal, "Session is not reused. New session was negotiated.")?;
    }

    // SSL_get_early_data_status (here: early_data_status)
    let accepted = early_data_status(stream.ssl(), &mut terminal)?;

    if args.resend && !accepted {
        // Rust only: the library does not send rejected data again. Now it is protected like all other data.
        writeln!(terminal, "Sending as a message: {}", args.early_data)?;
        messages::send(&mut stream, args.early_data.as_bytes())?;
        let reply = messages::receive(&mut stream, args.connect.timeout)?;
        writeln!(terminal, "Received: {}", text(&reply))?;
    }

    // SSL_write, SSL_read (here: client_messages): the loop of section 6.1.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// Reads a session from the file and offers it to `host`, the server that `ssl` will connect to (`read_SESS`).
///
/// A session that cannot be used is no failure: it would only have saved a part of the handshake. Standard error says
/// why it is not offered, and the handshake will be a full one.
fn read_sess(file: &Path, ssl: &mut SslRef, host: &Host, terminal: &mut Terminal) -> Result<(), Error> {
    // fopen, fread (here: load)
    let buff = session::load(file)?;
    writeln!(terminal, "{} size = {}", line(file.display()), buff.len())?;

    // d2i_SSL_SESSION (here: SslSession::from_der): the bytes before the checksum, see `session.rs` of 6.4.
    let sess = session::der(&buff).and_then(|p| SslSession::from_der(p).map_err(session::undecodable));

    match sess.and_then(|sess| session::usable(sess, ssl.ssl_context().cert_store(), host)) {
        Ok(sess) => {
            // SSL_set_session, SSL_SESSION_free (here: ffi::SSL_set_session): the connection takes the session over.
            ffi::SSL_set_session(ssl, sess)?;
            writeln!(terminal, "Resuming session")
        }
        Err(why) => {
            note!("{} is not used: {why}", line(file.display()));
            Ok(())
        }
    }
}

/// Sends `msg` with the first flight (`writeEarlyData`), if the session allows it.
fn write_early_data<S: Read + Write>(
    stream: &mut SslStream<S>,
    terminal: &mut Terminal,
    msg: &str,
) -> Result<(), Error> {
    // OpenSSL only: SSL_SESSION_get_max_early_data (here: max_early_data). Sending more would break the connection.
    let Some(limit) = stream.ssl().session().map(SslSessionRef::max_early_data) else {
        note!("There is no session to send early data in");
        return Ok(());
    };
    if msg.len() > limit as usize {
        note!("The early data has {} bytes, and the server allows {limit} in this session", msg.len());
        return Ok(());
    }
    writeln!(terminal, "Early Data: {msg}")?;
    // SSL_write_early_data: sends the Client Hello and the data, and does not wait for an answer.
    stream
        .write_early_data(msg.as_bytes())
        .map_err(|e| Error::tls("SSL write early data", &e, stream.ssl()))?;
    Ok(())
}

/// Says what has become of the early data (`EarlyDataStatus`); returns whether it was accepted.
fn early_data_status(ssl: &SslRef, terminal: &mut Terminal) -> Result<bool, Error> {
    // SSL_get_early_data_status (here: ffi::SSL_get_early_data_status): only after the handshake does the client know.
    let status = ffi::SSL_get_early_data_status(ssl);
    let words = match status {
        ffi::SSL_EARLY_DATA_NOT_SENT => "not sent.",
        ffi::SSL_EARLY_DATA_REJECTED => "rejected.",
        ffi::SSL_EARLY_DATA_ACCEPTED => "accepted",
        _ => "unknown...",
    };
    writeln!(terminal, "Early Data is {words}")?;
    Ok(status == ffi::SSL_EARLY_DATA_ACCEPTED)
}

//! Section 6.4, a client that shows each session that it gets, when it gets it, and saves each in a file of its own.
//! Otherwise it is `client-tls-session`.
//!
//! ```text
//! cargo run -q --bin server-tls-tickets -- --stateful
//! cargo run -q --bin client-tls-tickets
//! cargo run -q --bin client-tls-resume -- --session session-1.bin
//! ```
//!
//! It has no C original. A server of TLS 1.3 gives tickets after the handshake; the client takes them in when
//! it reads: with its first answer, or when it closes the connection. In TLS 1.2 the ticket or the session ID
//! is a part of the handshake.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Parser;
use openssl::ssl::{
    Ssl, SslContext, SslMethod, SslSession, SslSessionCacheMode, SslSessionRef, SslStream, SslVerifyMode,
};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::terminal::line;
use common::versions::Versions;
use common::{Error, Terminal, ffi, note};
use observe::Observe;
use resume::session::{self, SAVED_SESS};

/// How many sessions are kept: a server may send as many tickets as it likes.
const MAX_SESSIONS: usize = 10;

/// A TLS client that shows and saves each session that the server gives (section 6.4).
#[derive(Parser)]
#[command(name = "client-tls-tickets", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// File to save the sessions in, each with its number in the name: session-1.bin, session-2.bin …; they
    /// hold secrets
    #[arg(long, value_name = "FILE", default_value = SAVED_SESS)]
    session: PathBuf,

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

    // SSL_CTX_set_session_cache_mode: our callback is called for each session. One connection needs no cache.
    ctx.set_session_cache_mode(SslSessionCacheMode::CLIENT | SslSessionCacheMode::NO_INTERNAL);

    let sessions = Arc::new(Mutex::new(Vec::new()));
    let received = Arc::clone(&sessions);
    // SSL_CTX_sess_set_new_cb (here: set_new_session_callback): called for each ticket, when it is read.
    ctx.set_new_session_callback(move |_ssl, session| keep(&received, session));

    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);
    let ctx = ctx.build();

    // socket, connect (here: net::connect)
    let sockfd = net::connect(&args.host, args.port, args.connect.timeout)?;

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

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(sockfd))?;

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;
    writeln!(terminal, "The handshake is done")?;

    // SSL_write, SSL_read (here: exchange): the loop of section 6.1.
    messages::exchange(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): reads the tickets that have not been read yet.
    messages::close(&mut stream, args.connect.timeout)?;

    let sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
    for (number, session) in (1..).zip(sessions.iter()) {
        let file = numbered(&args.session, number);
        // i2d_SSL_SESSION (here: to_der)
        let buff = session.to_der()?;
        // fopen, fwrite (here: save): see `../session.rs`.
        session::save(buff, &file)?;
        writeln!(terminal, "Session {number} is in {}", line(file.display()))?;
    }
    Ok(())

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// Shows a session that the server has given, and keeps it if there are not too many.
fn keep(received: &Mutex<Vec<SslSession>>, session: SslSession) {
    let mut sessions = received.lock().unwrap_or_else(PoisonError::into_inner);
    let number = sessions.len() + 1;
    if number > MAX_SESSIONS {
        note!("A session more than {MAX_SESSIONS} is not kept");
        return;
    }
    note!("Session {number}: {}", described(&session));
    sessions.push(session);
}

/// What a session can be resumed with.
fn described(session: &SslSessionRef) -> String {
    // SSL_SESSION_get0_ticket
    let ticket = ffi::SSL_SESSION_get0_ticket(session);
    if ticket.is_empty() {
        // SSL_SESSION_get_id (here: id)
        return format!("session ID of {} bytes", session.id().len());
    }
    // SSL_SESSION_get_ticket_lifetime_hint
    let lifetime = ffi::SSL_SESSION_get_ticket_lifetime_hint(session);
    format!("ticket of {} bytes, good for {lifetime} s", ticket.len())
}

/// `session-1.bin` of `session.bin`.
fn numbered(file: &Path, number: usize) -> PathBuf {
    let mut name = file.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(format!("-{number}"));
    if let Some(extension) = file.extension() {
        name.push(".");
        name.push(extension);
    }
    file.with_file_name(name)
}

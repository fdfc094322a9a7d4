//! Section 6.4, the client of the resumption: `client-tls` of section 6.1, which offers the server a saved session.
//!
//! Beside `Examples/1.Protocol/05.resume/client-tls-resume.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls
//! cargo run -q --bin client-tls-session
//! cargo run -q --bin client-tls-resume
//! ```
//!
//! It says whether the session was resumed. If the server does not know it (it was restarted, or the ticket has
//! expired), the handshake is a full one; that is no failure.
//!
//! Unlike the C original, besides what `client-tls` says:
//! - the file is read before connecting: if it is missing, no connection is made.
//! - a session that is damaged, has expired or is another server's is not offered; the C original offers
//!   whatever it can decode, and says `Resuming session` even of what it cannot.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslRef, SslSession, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::terminal::line;
use common::versions::Versions;
use common::{Error, Terminal, ffi, note};
use observe::Observe;
use resume::session::{self, SAVED_SESS};

/// The TLS client of section 6.4 for the resumption. Without arguments it connects to server-tls on this machine.
#[derive(Parser)]
#[command(name = "client-tls-resume", version = common::version())]
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

    /// Save the new session in place of the old one, as a client should: a ticket that is used twice shows everybody on
    /// the path that both connections are one client's
    #[arg(long)]
    renew: bool,

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

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;

    // SSL_session_reused (here: session_reused): a server that does not take the session says nothing about why.
    if stream.ssl().session_reused() {
        writeln!(terminal, "Session is reused")?;
    } else {
        writeln!(terminal, "Session is not reused. New session was negotiated.")?;
    }

    // SSL_write, SSL_read (here: client_messages): the loop of section 6.1.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)?;

    if args.renew {
        // Rust only: SSL_get_session, SSL_SESSION_is_resumable (here: session). The server has given a new ticket.
        let session = stream.ssl().session().filter(|session| ffi::SSL_SESSION_is_resumable(session));
        let session = session.ok_or_else(|| session::no_ticket(&args.session))?;
        // Rust only: i2d_SSL_SESSION (here: to_der): the new ticket is for the next time.
        session::save(session.to_der()?, &args.session)?;
    }
    Ok(())

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

    // d2i_SSL_SESSION (here: SslSession::from_der): the bytes before the checksum, see `../session.rs`.
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

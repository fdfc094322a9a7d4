//! Section 6.4, the client of the first session: `client-tls` of section 6.1, which saves the session at its end.
//!
//! Beside `Examples/1.Protocol/05.resume/client-tls-session.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls
//! cargo run -q --bin client-tls-session
//! cargo run -q --bin client-tls-resume
//! ```
//!
//! After `break` the session is in `session.bin`, and `client-tls-resume` can resume it while the same server runs.
//!
//! Unlike the C original, besides what `client-tls` says:
//! - if `break` is the first message, the session is saved after SSL_shutdown, not before. The tickets of TLS 1.3 come
//!   after the handshake, and the library takes them in when it reads: nothing was read before.
//! - it is saved at the end of the input, too; a session without a ticket is an error, since nobody can resume it.
//! - the file is readable by its owner only, and replaces a former one whole or not at all.
//! - the session is not freed: the SSL owns it. The C original frees it, and so it is freed twice.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslSessionRef, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::terminal::line;
use common::versions::Versions;
use common::{Error, Terminal, ffi, note};
use observe::Observe;
use resume::session::{self, SAVED_SESS};

/// The TLS client of section 6.4 for the first session, which it saves. Without arguments it connects to server-tls on
/// this machine.
#[derive(Parser)]
#[command(name = "client-tls-session", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// File to save the session in; it holds a secret
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

    // SSL_write, SSL_read (here: exchange): the loop of section 6.1, see `../../../02.client-server/src/messages.rs`.
    messages::exchange(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_get_session (here: session): what a resumption needs, above all the ticket and its secret.
    let session = stream.ssl().session();

    // i2d_SSL_SESSION, fopen, fwrite (here: write_sess): before SSL_shutdown, which fails if the server has gone.
    let saved = write_sess(session, &args.session)?;

    // SSL_shutdown (here: close): reads the tickets that have not been read yet, too.
    let closed = messages::close(&mut stream, args.connect.timeout);
    if saved && closed.is_err() {
        note!("The session is saved all the same: {}", line(args.session.display()));
    }
    closed?;

    // Rust only: SSL_get_session (here: session). If nothing was read before `break`, the ticket has come only now.
    if !saved && !write_sess(stream.ssl().session(), &args.session)? {
        return Err(session::no_ticket(&args.session));
    }
    Ok(())

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// Writes a session to the file (`write_SESS`); returns whether there was one to write that can be resumed.
fn write_sess(session: Option<&SslSessionRef>, file: &Path) -> Result<bool, Error> {
    // OpenSSL only: SSL_SESSION_is_resumable. Without a ticket a session can be saved, but is of no use.
    let Some(session) = session.filter(|session| ffi::SSL_SESSION_is_resumable(session)) else {
        return Ok(false);
    };
    // i2d_SSL_SESSION (here: to_der)
    let buff = session.to_der()?;

    // fopen, fwrite (here: save): with a checksum, see `../session.rs`.
    session::save(buff, file)?;
    Ok(true)
}

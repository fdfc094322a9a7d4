//! Section 8.1, both ends in one process: the same client and server functions, whatever carries their records.
//!
//! There is no C original. In one terminal; the server's lines are indented:
//!
//! ```text
//! cargo run -q --bin pair-tls-iocb
//! cargo run -q --bin pair-tls-iocb -- --over sockets
//! ```
//!
//! `client` and `server` below take any transport: memory, or a pair of Unix sockets. TLS needs no network,
//! port or file, but only a transport that keeps the bytes in order.

use std::io;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CA_CERT_FILE, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::error::words;
use common::net::{Patience, Session, SetDeadline, Transport, seconds};
use common::versions::Versions;
use common::{Error, Terminal, report};
use iocallback::pair;
use observe::Observe;

/// The TLS client and the TLS server of section 8.1 in one process.
#[derive(Parser)]
#[command(name = "pair-tls-iocb", version = common::version())]
struct Args {
    /// What carries the bytes from one end to the other
    #[arg(long, value_name = "TRANSPORT", default_value = "memory")]
    over: Over,

    /// Certificate for the key certs/tb-server-key.pem that the server shows [default: the book's, certs/tb-server-cert.pem]
    #[arg(long, value_name = "FILE", default_value_os_t = certs(SERVER_CERT_FILE), hide_default_value = true)]
    server_cert: PathBuf,

    /// Seconds each end may take for the handshake, for an answer and for closing
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    /// Seconds the client may take for its next message
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    idle: Duration,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Over {
    /// Memory of this process
    Memory,
    /// A pair of Unix sockets
    Sockets,
}

/// The name that the server's certificate must hold.
const SERVER_NAME: &str = "localhost";

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    match args.over {
        Over::Memory => {
            let (client_end, server_end) = pair::memory(args.timeout);
            both(args, client_end, server_end)
        }
        Over::Sockets => sockets(args),
    }
}

#[cfg(unix)]
fn sockets(args: &Args) -> Result<(), Error> {
    // socketpair (here: pair::sockets)
    let (client_end, server_end) = pair::sockets(args.timeout).map_err(|e| no_sockets(&e))?;
    both(args, client_end, server_end)
}

#[cfg(not(unix))]
fn sockets(_args: &Args) -> Result<(), Error> {
    Err(no_sockets(&io::ErrorKind::Unsupported.into()))
}

fn no_sockets(error: &io::Error) -> Error {
    Error::Option { option: "--over sockets".to_owned(), reason: words(error) }
}

/// Runs both ends, each in a thread of its own, since each waits for the other.
fn both<S: Transport + SetDeadline + Send>(args: &Args, client_end: S, server_end: S) -> Result<(), Error> {
    thread::scope(|scope| {
        let server = scope.spawn(|| server(args, server_end));
        let client = client(args, client_end);
        let server = server.join().unwrap_or_else(|panic| resume_unwind(panic));
        match (client, server) {
            (Ok(()), server) => server,
            (client, Ok(())) => client,
            (client, Err(error)) => {
                report(&error);
                client
            }
        }
    })
}

/// `client-tls`, over any transport.
fn client<S: Transport + SetDeadline>(args: &Args, transport: S) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client)
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;
    let ca_cert = certs(CA_CERT_FILE);
    // SSL_CTX_load_verify_locations
    ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;
    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);

    // SSL_new
    let mut ssl = Ssl::new(&ctx.build())?;
    // The certificate must be for this host. Without this check, any certificate from the CA would do.
    // OpenSSL only: SSL_set_tlsext_host_name (here: set_hostname): the server name, SNI.
    ssl.set_hostname(SERVER_NAME)?;
    // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host): the certificate must be for this name.
    ssl.param_mut().set_host(SERVER_NAME)?;
    // wolfSSL_SetIOReadCtx, wolfSSL_SetIOWriteCtx (here: SslStream::new)
    let mut stream = SslStream::new(ssl, args.observe.tap(transport))?;
    // SSL_connect
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;
    // SSL_write, SSL_read (here: client_messages)
    messages::client_messages(&mut stream, &mut terminal, args.timeout)?;
    // SSL_shutdown (here: close)
    messages::close(&mut stream, args.timeout)
}

/// `server-tls` for one client, over any transport. Only the client's end is observed: both have the same bytes.
fn server<S: SetDeadline>(args: &Args, transport: S) -> Result<(), Error> {
    let mut terminal = Terminal::with_prefix("\t\t\t\t\t".to_owned());
    // SSL_CTX_new, SSLv23_server_method (here: SslContext::builder, SslMethod::tls_server)
    let mut ctx = SslContext::builder(SslMethod::tls_server())?;
    args.versions.apply(&mut ctx)?;
    // SSL_CTX_use_certificate_file (here: set_certificate_file)
    ctx.set_certificate_file(&args.server_cert, SslFiletype::PEM).map_err(Error::load(&args.server_cert))?;
    let server_key = certs(SERVER_KEY_FILE);
    // SSL_CTX_use_PrivateKey_file (here: set_private_key_file)
    ctx.set_private_key_file(&server_key, SslFiletype::PEM).map_err(Error::load(&server_key))?;
    // Rust only: SSL_CTX_check_private_key
    ctx.check_private_key().map_err(Error::load(&server_key))?;

    // SSL_new, wolfSSL_SetIOReadCtx, wolfSSL_SetIOWriteCtx (here: Ssl::new, SslStream::new)
    let mut stream = SslStream::new(Ssl::new(&ctx.build())?, transport)?;
    // SSL_accept
    stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
    writeln!(terminal, "Client connected successfully")?;
    let patience = Patience { idle: args.idle, timeout: args.timeout, session: Session { session: None } };
    // SSL_read, SSL_write (here: server_messages)
    messages::server_messages(&mut stream, &mut terminal, patience)?;
    // SSL_shutdown (here: close)
    messages::close(&mut stream, args.timeout)?;
    writeln!(terminal, "Closed the connection")
}

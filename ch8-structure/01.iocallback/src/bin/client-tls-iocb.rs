//! Section 8.1, the client: TLS over a transport of one's own, a pair of named pipes or of growing files.
//!
//! Beside `Examples/3.Config/01.iocallback/client-tls.c`. In two terminals, or in one with `&`: the server's
//! lines are indented.
//!
//! ```text
//! cargo run -q --bin server-tls-iocb
//! cargo run -q --bin client-tls-iocb
//! ```
//!
//! The transport itself is in `../comm.rs`; in C it is in `file-comm.h`. Messages are those of 6.1.
//!
//! Unlike the C original:
//! - wolfSSL calls a function to receive and one to send; here OpenSSL calls the transport's `Read` and `Write`.
//! - the original needs the two files to exist, and reads them in a busy loop. Here the server makes them, and
//!   both programs sleep while they wait.
//! - the server's certificate is verified. There is no host here, so argument 2 says whose certificate is expected.
//! - every wait has a limit; the exit status is 0 only on success.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CA_CERT_FILE, certs};
use common::net::{Host, seconds};
use common::versions::Versions;
use common::{Error, Terminal};
use iocallback::{Comm, Patient, Place};
use observe::Observe;

/// The TLS client of section 8.1. Without arguments it talks to a server-tls-iocb in the same folder.
#[derive(Parser)]
#[command(name = "client-tls-iocb", version = common::version())]
struct Args {
    /// CA certificate that the server's must be signed with [default: the book's, certs/tb-ca-cert.pem]
    #[arg(default_value_os_t = certs(CA_CERT_FILE), hide_default_value = true)]
    ca_cert: PathBuf,

    /// Host name or IP address that the server's certificate must hold
    #[arg(default_value = "localhost")]
    host: Host,

    #[command(flatten)]
    place: Place,

    /// Seconds the server may take to be there, for the handshake, and for each answer
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

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
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&args.ca_cert), None).map_err(Error::load(&args.ca_cert))?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);

    // wolfSSL only: wolfSSL_SetIORecv, wolfSSL_SetIOSend: the transport's `Read` and `Write`

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

    // open (here: Comm::connect): waits for a server to be there, see `../comm.rs`.
    let comm = Comm::connect(&args.place, args.timeout)?;
    let comm = Patient::new(comm, args.timeout);

    // wolfSSL_SetIOReadCtx, wolfSSL_SetIOWriteCtx (here: SslStream::new): this connection's transport, as a BIO.
    let mut stream = SslStream::new(ssl, args.observe.tap(comm))?;

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, the same as over TCP.
    messages::client_messages(&mut stream, &mut terminal, args.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.timeout)

    // SSL_free, SSL_CTX_free (here: Drop): and the two files are closed.
}

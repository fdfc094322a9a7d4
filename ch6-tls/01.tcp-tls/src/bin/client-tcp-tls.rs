//! Section 1.2, the client: one message to the server, one back, over TLS.
//!
//! Beside `Examples/1.Protocol/01.tcp-tls/client-tls.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tcp-tls
//! cargo run -q --bin client-tcp-tls
//! ```
//!
//! `diff client-tcp.rs client-tcp-tls.rs` shows what TLS adds.
//!
//! Unlike the C original: every wait has a limit; the exit status is 0 only on success; the server's
//! certificate is verified; the version is the highest that both sides have, not TLS 1.2.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{ShutdownResult, Ssl, SslContext, SslMethod, SslStream, SslVerifyMode};

use common::defaults::{CA_CERT_FILE, DEFAULT_PORT, LOCALHOST, certs};
use common::net::{self, Host, SetDeadline};
use common::terminal::text;
use common::{Error, Terminal};
use observe::Observe;

/// Bytes of a message, at most.
const MSG_SIZE: usize = 256;

/// The TLS client of section 1.2. Without arguments it connects to server-tcp-tls on this machine.
#[derive(Parser)]
#[command(name = "client-tcp-tls", version = common::version())]
struct Args {
    /// CA certificate that the server's must be signed with [default: the book's, certs/tb-ca-cert.pem]
    #[arg(default_value_os_t = certs(CA_CERT_FILE), hide_default_value = true)]
    ca_cert: PathBuf,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, TLSv1_2_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&args.ca_cert), None).map_err(Error::load(&args.ca_cert))?;

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

    write!(terminal, "Message to send: ")?;
    // fgets (here: read_line): one line; none at the end of the input.
    if let Some(mut msg) = terminal.read_line(MSG_SIZE - 1)? {
        msg.push(b'\n'); // as fgets leaves it, so that an empty line is a message, too

        // SSL_write: a message to the server.
        stream.ssl_write(&msg).map_err(|e| Error::tls("SSL write", &e, stream.ssl()))?;

        stream.get_mut().set_deadline(args.connect.timeout);
        let mut msg = [0; MSG_SIZE];
        // SSL_read: the message from the server.
        let count = stream.ssl_read(&mut msg).map_err(|e| Error::tls("SSL read", &e, stream.ssl()))?;
        writeln!(terminal, "Received: {}", text(&msg[..count]))?;
    } else {
        writeln!(terminal)?;
    }

    // SSL_shutdown: sends close_notify. The second call waits for the server's.
    if let Ok(ShutdownResult::Sent) = stream.shutdown() {
        let _ = stream.shutdown(); // the server need not answer
    }
    Ok(())

    // SSL_free, close, SSL_CTX_free (here: Drop)
}

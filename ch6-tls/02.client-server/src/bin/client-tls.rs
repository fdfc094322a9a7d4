//! Section 6.1, the client: connects to a server, verifies who it is, and sends it what is typed.
//!
//! Beside `Examples/1.Protocol/02.client-server/client-tls.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls
//! cargo run -q --bin client-tls
//! ```
//!
//! Type messages; an empty line sends an HTTP request, `break` ends the session.
//!
//! The C's `while (1)` loop is `client_messages` in `../messages.rs`, which all later samples call, too.
//!
//! Unlike the C original:
//! - a message is a record, up to 16 KiB (C: 255 bytes); `Send to localhost` goes to standard output.
//! - when the session has failed, there is no SSL_shutdown: dropping the stream closes the TCP connection.
//! - the server's certificate is verified, its host name or address included. OpenSSL leaves that out unless told.
//! - arguments come in the order that the book's text gives: CA certificate, host, port.
//! - the end of the input ends the session; every wait has a limit; the exit status is 0 only on success.

use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslContextBuilder, SslMethod, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::versions::Versions;
use common::{Error, Terminal, lists};
use observe::Observe;

/// The TLS client of section 6.1. Without arguments it connects to server-tls on this machine.
#[derive(Parser)]
#[command(name = "client-tls", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    versions: Versions,

    /// Groups for the key exchange, the most wanted first, such as P-256:X25519 [default: OpenSSL's]
    #[arg(long, value_name = "LIST")]
    groups: Option<String>,

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

    if let Some(list) = &args.groups {
        // Rust only: SSL_CTX_set1_groups_list (here: set_groups_list): the first is that of key_share. Section 6.2 has more.
        ctx.set_groups_list(list)
            .map_err(|_| lists::explain("--groups", list, "group", SslContextBuilder::set_groups_list))?;
    }

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

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `../messages.rs`.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

//! Section 6.1, mutual authentication: `client-tls` with a certificate of its own (table 6.1.3).
//!
//! The book only mentions it; there is no C original. `diff client-tls.rs client-tls-mutual.rs` shows what it takes. In
//! two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-mutual
//! cargo run -q --bin client-tls-mutual
//! ```
//!
//! With TLS 1.3 the client's handshake is over before the server has seen its certificate, so that a refusal comes
//! as an alert in place of the first answer. Try `--no-cert`, `--cert certs/broken/tb-client-stranger-cert.pem`, or
//! `--max-version 1.2`, where the handshake itself fails.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream, SslVerifyMode};

use client_server::identity::{self, Identity, Level, Source};
use client_server::messages;
use common::defaults::{CLIENT_CERT_FILE, CLIENT_KEY_FILE, CaCert, DEFAULT_PORT, LOCALHOST, certs};
use common::net::{self, Host};
use common::versions::Versions;
use common::{Error, Terminal};
use observe::Observe;

/// The TLS client of section 6.1 with a certificate of its own, for server-tls-mutual.
#[derive(Parser)]
#[command(name = "client-tls-mutual", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// Certificate that the client shows, and the chain behind it [default: the book's, certs/tb-client-cert.pem]
    #[arg(long, value_name = "FILE", default_value_os_t = certs(CLIENT_CERT_FILE), hide_default_value = true)]
    cert: PathBuf,

    /// Private key of that certificate [default: the book's, certs/tb-client-key.pem]
    #[arg(long, value_name = "FILE", default_value_os_t = certs(CLIENT_KEY_FILE), hide_default_value = true)]
    key: PathBuf,

    /// Show no certificate
    #[arg(long)]
    no_cert: bool,

    /// Where certificates and keys come from
    #[arg(long, value_enum, default_value_t = Source::File)]
    load: Source,

    /// What the client's certificate and key are set for
    #[arg(long, value_enum, default_value_t = Level::Context)]
    level: Level,

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
    let client = Identity { certificate: args.cert.clone(), key: args.key.clone() };

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_load_verify_locations (here: load_ca): the CA that must have signed the server's certificate.
    identity::load_ca(&mut ctx, args.load, &ca_cert)?;

    // SSL_CTX_set_verify: without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);

    if !args.no_cert && args.level == Level::Context {
        // SSL_CTX_use_certificate_file, SSL_CTX_use_PrivateKey_file (here: use_for_context): see `../identity.rs`.
        identity::use_for_context(&mut ctx, args.load, &client)?;
    }
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

    if !args.no_cert && args.level == Level::Session {
        // SSL_use_certificate_file, SSL_use_PrivateKey_file (here: use_for_session): see `../identity.rs`.
        identity::use_for_session(&mut ssl, args.load, &client)?;
    }

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(sockfd))?;

    // SSL_connect: the handshake, with the client's certificate if the server asks for it.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `../messages.rs`.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

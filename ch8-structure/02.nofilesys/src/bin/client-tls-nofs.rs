//! Section 8.2, the client: `client-tls` of 6.1 for a system without files. The CA certificate is compiled in.
//!
//! Beside `Examples/3.Config/02.nofilesys/client-tls.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-nofs
//! cargo run -q --bin client-tls-nofs
//! ```
//!
//! From `main` on, no file is opened; a test checks this. Three things would open one: loading certificates,
//! OpenSSL's initialisation (`openssl.cnf`), and looking up a host name. So the argument is an IP address.
//!
//! Unlike the C original:
//! - wolfSSL takes the bytes; for OpenSSL, the program first decodes them, from DER or PEM.
//! - the server's certificate is verified, its address included.
//! - every wait has a limit; the exit status is 0 only on success.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream, SslVerifyMode};
use openssl::x509::X509;
use openssl::x509::store::X509StoreBuilder;

use client_server::messages;
use common::defaults::{DEFAULT_PORT, LOCALHOST};
use common::ffi;
use common::net::{self, Host};
use common::versions::Versions;
use common::{Error, Terminal};
use observe::Observe;

/// `ca_cert_der_2048` of the C original, of the book's CA. In C it is an array in a header, made by a tool.
const CA_CERT_DER: &[u8] = include_bytes!("../../../../certs/tb-ca-cert.der");

/// The same certificate as text: a third longer, and it takes a base64 decoder.
const CA_CERT_PEM: &[u8] = include_bytes!("../../../../certs/tb-ca-cert.pem");

/// The TLS client of section 8.2. Without arguments it connects to server-tls-nofs on this machine.
#[derive(Parser)]
#[command(name = "client-tls-nofs", version = common::version())]
struct Args {
    /// IP address of the server [default: 127.0.0.1]
    address: Option<IpAddr>,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// Form of the CA certificate to use: both are compiled in
    #[arg(long, default_value = "der")]
    form: Form,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

/// The form of what is compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// `SSL_FILETYPE_ASN1`
    Der,
    /// `SSL_FILETYPE_PEM`
    Pem,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    if args.address.is_none() {
        writeln!(terminal, "Send to localhost({LOCALHOST})")?;
    }
    let address = args.address.unwrap_or(Ipv4Addr::LOCALHOST.into());

    // OpenSSL only: OPENSSL_init_crypto, OPENSSL_INIT_NO_LOAD_CONFIG (here: init_without_config): no openssl.cnf.
    ffi::init_without_config();

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    let compiled_in = Path::new("the CA certificate compiled in");
    let ca_cert = match args.form {
        // OpenSSL only: d2i_X509 (here: X509::from_der): from memory.
        Form::Der => X509::from_der(CA_CERT_DER),
        // OpenSSL only: PEM_read_bio_X509 (here: X509::from_pem): the BIO is in memory.
        Form::Pem => X509::from_pem(CA_CERT_PEM),
    }
    .map_err(Error::load(compiled_in))?;
    let mut store = X509StoreBuilder::new()?;
    // wolfSSL_CTX_load_verify_buffer (here: add_cert): the CA that must have signed the server's certificate.
    // OpenSSL only: X509_STORE_add_cert: OpenSSL verifies against a store of its objects.
    store.add_cert(ca_cert).map_err(Error::load(compiled_in))?;
    // OpenSSL only: SSL_CTX_set0_verify_cert_store (here: set_verify_cert_store): with that store only.
    ctx.set_verify_cert_store(store.build())?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);
    let ctx = ctx.build();

    // socket, connect (here: net::connect)
    let sockfd = net::connect(&Host::Address(address), args.port, args.connect.timeout)?;

    // SSL_new
    let mut ssl = Ssl::new(&ctx)?;

    // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip): without it any certificate of the CA would do.
    ssl.param_mut().set_ip(address)?;

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(sockfd))?;

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `messages.rs` of 6.1.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

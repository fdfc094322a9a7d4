//! Section 6.3, the client: connects with a key that the server has, too, in place of a certificate.
//!
//! Beside `Examples/1.Protocol/04.psk/client-tls-psk.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-psk
//! cargo run -q --bin client-tls-psk
//! ```
//!
//! Then as in 6.1: `diff client-tls.rs client-tls-psk.rs` is the lesson. Try another identity (`--keys FILE
//! --identity NAME`), `--mode psk_dhe_ke`, and a server that has a certificate as well.
//!
//! Unlike the C original:
//! - the callback hands the key over. The C original assigns it to its own copy of the pointer: OpenSSL then
//!   has no key, and the handshake fails; wolfSSL takes zeros.
//! - the client takes no certificate in place of the key, unless `--or-certificate` allows it; then it is
//!   verified as in 6.1. The C original would take any.
//! - both modes are offered, as in the book's Client Hello. OpenSSL alone offers `psk_dhe_ke` only.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::versions::Versions;
use common::{Error, Terminal, note};
use observe::Observe;
use psk::mode::{self, Mode};
use psk::{SHA256_SUITES, failed, keys};

/// The TLS client of section 6.3. Without arguments it connects to server-tls-psk on this machine.
#[derive(Parser)]
#[command(name = "client-tls-psk", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// Identity to connect as
    #[arg(long, value_name = "NAME", default_value = keys::IDENTITY, value_parser = keys::identity)]
    identity: String,

    /// File with the key, one a line: NAME:HEX, as gnutls-serv and psktool have it [default: the book's key]
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,

    /// Modes of the key exchange to offer, and show the one that the server takes [default: both]
    #[arg(long, value_enum)]
    mode: Option<Mode>,

    /// Also take a server that does not take the key but shows a certificate, which is verified with CA_CERT as in 6.1
    #[arg(long)]
    or_certificate: bool,

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
    let key = keys::of_client(args.keys.as_deref(), &args.identity)?;

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    if args.or_certificate {
        // Rust only: SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
        ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;
    }
    // OpenSSL only: SSL_CTX_set_verify. A server that does not know the key may show a certificate. Without a CA none
    // is good enough, so that only the key counts; without this line any would be.
    ctx.set_verify(SslVerifyMode::PEER);

    // Rust only: SSL_CTX_set_ciphersuites. The server must choose one that the key goes with.
    ctx.set_ciphersuites(SHA256_SUITES)?;
    args.mode.unwrap_or(Mode::Both).offer(&mut ctx)?;

    let identity = args.identity.clone();
    // SSL_CTX_set_psk_client_callback: asked for identity and key when SSL_connect makes the Client Hello.
    ctx.set_psk_client_callback(move |_ssl, _hint, id_buf, key_buf| {
        Ok(my_psk_client_cb(&identity, &key, id_buf, key_buf).unwrap_or(0)) // 0: no pre-shared key
    });
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
    // SSL_get_error, ERR_error_string (here: failed::connect): why it failed, in words.
    stream.connect().map_err(|e| failed::connect(&e, stream.ssl(), args.or_certificate))?;

    // Rust only: SSL_get_peer_certificate (here: peer_certificate): none, if the key was taken.
    if stream.ssl().peer_certificate().is_some() {
        note!("the server has not taken the pre-shared key; its certificate was verified in its place");
    } else if args.mode.is_some() {
        mode::show(&mut terminal, stream.ssl())?;
    }

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `messages.rs` of 6.1.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// The C's callback: writes the identity (a C string) and the key into OpenSSL's buffers; returns the key's length.
fn my_psk_client_cb(identity: &str, key: &[u8], id_buf: &mut [u8], key_buf: &mut [u8]) -> Option<usize> {
    let identity = [identity.as_bytes(), b"\0"].concat();
    id_buf.get_mut(..identity.len())?.copy_from_slice(&identity);
    key_buf.get_mut(..key.len())?.copy_from_slice(key);
    Some(key.len())
}

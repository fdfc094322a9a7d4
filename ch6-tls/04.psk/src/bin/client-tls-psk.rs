//! Section 6.3, the client: connects with a key that the server has, too, in place of a certificate.
//!
//! Beside `Examples/1.Protocol/04.psk/client-tls-psk.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-psk
//! cargo run -q --bin client-tls-psk
//! ```
//!
//! Then as in 6.1: `diff client-tls.rs client-tls-psk.rs` is the lesson. Try another identity (`--keys FILE --identity NAME`),
//! `--mode psk_dhe_ke`, and a server that has a certificate as well.
//!
//! Unlike the C original:
//! - the callback hands the key over. The C original assigns it to its own copy of the pointer: OpenSSL then has no key, and
//!   the handshake fails; wolfSSL takes zeros.
//! - the client takes no certificate in place of the key, unless `--or-certificate` allows it; then it is verified as in 6.1.
//!   The C original would take any.
//! - both modes are offered, as in the book's Client Hello. OpenSSL alone offers `psk_dhe_ke` only.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{self, Ssl, SslContext, SslMethod, SslRef, SslStream, SslVerifyMode};

use client_server::messages;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host};
use common::versions::Versions;
use common::{Error, Reason, Terminal, note};
use observe::Observe;
use psk::SHA256_SUITES;
use psk::keys::{self, Keys};
use psk::mode::{self, Mode};

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
    let key = key(args)?;

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    if args.or_certificate {
        // Rust only: SSL_CTX_load_verify_locations: the CA whose signature a server's certificate must bear.
        ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;
    }
    // OpenSSL only: SSL_CTX_set_verify. A server that does not know the key may show a certificate. Without a CA none is good
    // enough, so that only the key counts; without this line any would be.
    ctx.set_verify(SslVerifyMode::PEER);

    // Rust only: SSL_CTX_set_ciphersuites. The server must choose one that the key goes with.
    ctx.set_ciphersuites(SHA256_SUITES)?;
    args.mode.unwrap_or(Mode::Both).offer(&mut ctx)?;

    let identity = args.identity.clone();
    // SSL_CTX_set_psk_client_callback: asked for identity and key when SSL_connect makes the Client Hello.
    ctx.set_psk_client_callback(move |_ssl, _hint, identity_buffer, key_buffer| {
        Ok(my_psk_client_cb(&identity, &key, identity_buffer, key_buffer))
    });
    let ctx = ctx.build();

    // socket, connect (here: net::connect)
    let sockfd = net::connect(&args.host, args.port, args.connect.timeout)?;

    // SSL_new
    let mut ssl = Ssl::new(&ctx)?;

    // The certificate must be this host's: without this, any that the CA has signed would do.
    match &args.host {
        Host::Name(name) => {
            // OpenSSL only: SSL_set_tlsext_host_name (here: set_hostname): a server chooses by it.
            ssl.set_hostname(name)?;
            // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host)
            ssl.param_mut().set_host(name)?;
        }
        // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip). An address is no server name.
        Host::Address(address) => ssl.param_mut().set_ip(*address)?,
    }

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(sockfd))?;

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: failed): why it failed, in words.
    stream.connect().map_err(|e| failed(&e, stream.ssl(), args.or_certificate))?;

    // Rust only: SSL_get_peer_certificate (here: peer_certificate)
    if stream.ssl().peer_certificate().is_some() {
        note!("the server has not taken the pre-shared key; its certificate was verified in its place");
    } else if args.mode.is_some() {
        mode::show(&mut terminal, stream.ssl())?;
    }

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `messages.rs` of 6.1.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): tells the server that nothing more comes.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// The key of the identity to connect as.
fn key(args: &Args) -> Result<Vec<u8>, Error> {
    let (keys, source) = match &args.keys {
        Some(path) => (Keys::load(path)?, path.display().to_string()),
        None => (Keys::of_the_book(), "the book".to_owned()),
    };
    keys.get(args.identity.as_bytes()).map(<[u8]>::to_vec).ok_or_else(|| Error::Option {
        option: format!("--identity {}", args.identity),
        reason: format!("{source} has no key for it"),
    })
}

/// The C's callback: writes the identity, a C string, and the key into OpenSSL's buffers; returns the length of the key. 0 would
/// be: no pre-shared key.
fn my_psk_client_cb(identity: &str, key: &[u8], identity_buffer: &mut [u8], key_buffer: &mut [u8]) -> usize {
    let identity = [identity.as_bytes(), b"\0"].concat();
    match (identity_buffer.get_mut(..identity.len()), key_buffer.get_mut(..key.len())) {
        (Some(identity_part), Some(key_part)) => {
            identity_part.copy_from_slice(&identity);
            key_part.copy_from_slice(key);
            key.len()
        }
        _ => 0, // `Keys` has no such long ones
    }
}

/// Why the handshake has failed. A certificate in place of the key is not a matter of the certificate.
fn failed(error: &ssl::Error, ssl: &SslRef, or_certificate: bool) -> Error {
    match Error::tls("SSL connect", error, ssl) {
        Error::Tls { call, reason: Reason::Verify(_) } if !or_certificate => {
            let why = "the server has not taken the pre-shared key, but shown a certificate".to_owned();
            Error::Tls { call, reason: Reason::Refused(why) }
        }
        error => error,
    }
}

//! Section 6.2, the client: says in the extensions of its Client Hello what it can do and what it asks for.
//!
//! Beside `Examples/1.Protocol/03.tls-ext/client-tls-exts.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-exts
//! cargo run -q --bin client-tls-exts
//! ```
//!
//! After the handshake both show what they have agreed on; the messages are those of 6.1. The lesson is
//! `diff client-tls.rs client-tls-exts.rs`. Try other lists (`--groups`, `--sigalgs`, `--ciphersuites`),
//! `--alpn h2,http/1.1`, `--sni www.example.com`, and `--send 3000` with and without `--max-fragment none`.
//!
//! Unlike the C original:
//! - the cipher suite is OpenSSL's `TLS_AES_128_GCM_SHA256`. The C original gives wolfSSL's name for it to
//!   SSL_CTX_set_cipher_list, and fails on OpenSSL, where that call is for TLS 1.2 alone.
//! - the server name is that of the host, unless an address or `--sni` is given; the C original always sends
//!   `localhost`.
//! - what has been agreed on is shown.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use openssl::ssl::{Ssl, SslContext, SslContextBuilder, SslMethod, SslStream, SslVerifyMode, SslVersion};

use client_server::messages;
use client_server::records::ShowRecords;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host, SetDeadline};
use common::terminal::text;
use common::versions::Versions;
use common::{Error, Terminal, ffi, lists};
use observe::Observe;
use tls_ext::alpn::Protocols;
use tls_ext::{negotiated, server_name};

/// The TLS client of section 6.2. Without arguments it connects to server-tls-exts on this machine.
#[derive(Parser)]
#[command(name = "client-tls-exts", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// Cipher suites to offer; names that do not begin with TLS_ are OpenSSL's for TLS 1.2
    #[arg(long, value_name = "NAME:…", default_value = "TLS_AES_128_GCM_SHA256")]
    ciphersuites: String,

    /// Groups for the key exchange to offer (supported_groups), the most wanted first
    #[arg(long, value_name = "NAME:…", default_value = "P-521:P-384:P-256")]
    groups: String,

    /// Signature schemes to offer (signature_algorithms): KEY+HASH, or a name of RFC 8446
    #[arg(long, value_name = "NAME:…", default_value = "RSA+SHA256:RSA+SHA384:RSA-PSS+SHA256")]
    sigalgs: String,

    /// Name of the server to ask for (server_name) [default: the host; for an IP address, localhost]
    #[arg(long, value_name = "NAME", value_parser = server_name)]
    sni: Option<String>,

    /// Ask for records of at most this many bytes (max_fragment_length)
    #[arg(long, value_name = "BYTES", value_enum, default_value_t = MaxFragment::Of1024)]
    max_fragment: MaxFragment,

    /// Application protocols to offer (ALPN), the most wanted first [default: none]
    #[arg(long, value_name = "NAME,…")]
    alpn: Option<Protocols>,

    /// First send a message of this many bytes, up to 64 KiB, show the records, and wait for an answer to each
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..=65536))]
    send: Option<u32>,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

/// The four sizes that there are codes for (RFC 6066 section 4): 512 bytes is 1, and so on.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MaxFragment {
    #[value(name = "512")]
    Of512 = 1,
    #[value(name = "1024")]
    Of1024,
    #[value(name = "2048")]
    Of2048,
    #[value(name = "4096")]
    Of4096,
    /// Do not ask: a record may have 16 KiB
    None,
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
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);

    // SSL_CTX_set_max_proto_version: TLS 1.3 at most and, below, TLS 1.2 at least. Options may change both.
    ctx.set_max_proto_version(Some(SslVersion::TLS1_3))?;

    // SSL_CTX_set_min_proto_version
    ctx.set_min_proto_version(Some(SslVersion::TLS1_2))?;
    args.versions.apply(&mut ctx)?;

    // SSL_CTX_set_cipher_list (here: set_ciphersuites): suites of TLS 1.3. The book's Client Hello has none of TLS 1.2.
    lists::set_ciphersuites(&mut ctx, &args.ciphersuites)?;

    // SSL_CTX_set1_groups_list (here: set_groups_list): the first one is also the group of key_share.
    ctx.set_groups_list(&args.groups)
        .map_err(|_| lists::explain("--groups", &args.groups, "group", SslContextBuilder::set_groups_list))?;

    // SSL_CTX_set1_sigalgs_list (here: set_sigalgs_list): TLS 1.3 signs with RSA in PSS form only.
    ctx.set_sigalgs_list(&args.sigalgs).map_err(|_| {
        lists::explain("--sigalgs", &args.sigalgs, "signature scheme", SslContextBuilder::set_sigalgs_list)
    })?;
    let ctx = ctx.build();

    // socket, connect (here: net::connect)
    let sockfd = net::connect(&args.host, args.port, args.connect.timeout)?;

    // SSL_new
    let mut ssl = Ssl::new(&ctx)?;

    let sni = match (&args.sni, &args.host) {
        (Some(name), _) => name.as_str(),
        (None, Host::Name(name)) => name,
        (None, Host::Address(_)) => "localhost", // an address cannot be a server name
    };
    // SSL_set_tlsext_host_name (here: set_hostname): SNI. A server with several certificates chooses by it.
    ssl.set_hostname(sni)?;

    // The certificate must be for this host. Without this check, any certificate from the CA would do.
    match &args.host {
        // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host): the certificate must be for this name.
        Host::Name(name) => ssl.param_mut().set_host(name)?,
        // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip): the certificate must be for this address.
        Host::Address(address) => ssl.param_mut().set_ip(*address)?,
    }

    if args.max_fragment != MaxFragment::None {
        // SSL_set_tlsext_max_fragment_length: both sides keep to it, if the server supports it.
        ffi::SSL_set_tlsext_max_fragment_length(&mut ssl, args.max_fragment as u8)?;
    }

    if let Some(protocols) = &args.alpn {
        // SSL_set_alpn_protos
        ssl.set_alpn_protos(&protocols.wire)?;
    }

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, ShowRecords::new(args.observe.tap(sockfd)))?;

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;
    negotiated::show(&mut terminal, stream.ssl())?;

    if let Some(bytes) = args.send {
        send_long(&mut stream, &mut terminal, bytes as usize, args.connect.timeout)?;
    }

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `messages.rs` of 6.1.
    messages::client_messages(&mut stream, &mut terminal, args.connect.timeout)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// Sends `bytes` bytes in one SSL_write, and shows the records; the server takes each for a message, and answers it.
fn send_long(
    stream: &mut SslStream<ShowRecords<impl SetDeadline>>,
    terminal: &mut Terminal,
    bytes: usize,
    limit: Duration,
) -> Result<(), Error> {
    writeln!(terminal, "Message of {bytes} bytes")?;
    stream.get_mut().show();
    messages::send(stream, &vec![b'x'; bytes])?;
    stream.get_mut().hide();
    for _ in 0..stream.get_ref().sent() {
        let reply = messages::receive(stream, limit)?;
        writeln!(terminal, "Received: {}", text(&reply))?;
    }
    Ok(())
}

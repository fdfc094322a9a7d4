//! Section 6.2, the server: takes what it can of the extensions in a Client Hello, and shows what that was.
//!
//! No C original: the book names `Server-tls-exts` but lists the client alone. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-exts
//! cargo run -q --bin client-tls-exts
//! ```
//!
//! It is `server-tls` of 6.1, which accepts whatever its OpenSSL supports. Limit that with `--groups`,
//! `--sigalgs` and `--ciphersuites`; let it choose an application protocol with `--alpn`, and refuse clients
//! that ask for another server with `--sni`. A client's max_fragment_length is always accepted: OpenSSL has no
//! call to refuse it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{
    self, AlpnError, NameType, SniError, Ssl, SslContext, SslContextBuilder, SslFiletype, SslMethod, SslRef,
    SslStream,
};

use client_server::messages;
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net;
use common::terminal::name;
use common::versions::Versions;
use common::{Error, Reason, Terminal, files, lists, report};
use observe::Observe;
use tls_ext::alpn::Protocols;
use tls_ext::{negotiated, server_name};

/// The TLS server of section 6.2. Without arguments it waits for client-tls-exts on this machine.
#[derive(Parser)]
#[command(name = "server-tls-exts", version = common::version())]
struct Args {
    /// Certificate that the server shows [default: the book's, certs/tb-server-cert.pem]
    #[arg(default_value_os_t = certs(SERVER_CERT_FILE), hide_default_value = true)]
    server_cert: PathBuf,

    /// Private key of that certificate [default: the book's, certs/tb-server-key.pem]
    #[arg(default_value_os_t = certs(SERVER_KEY_FILE), hide_default_value = true)]
    server_key: PathBuf,

    /// Port to listen on; 0 lets the system choose
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,

    /// Cipher suites to take; names that do not begin with TLS_ are OpenSSL's for TLS 1.2 [default: OpenSSL's]
    #[arg(long, value_name = "NAME:…")]
    ciphersuites: Option<String>,

    /// Groups for the key exchange to take, the most wanted first [default: OpenSSL's]
    #[arg(long, value_name = "NAME:…")]
    groups: Option<String>,

    /// Signature schemes to sign with: KEY+HASH, or a name of RFC 8446 [default: OpenSSL's]
    #[arg(long, value_name = "NAME:…")]
    sigalgs: Option<String>,

    /// Name of this server: refuse clients that ask for another one [default: take any]
    #[arg(long, value_name = "NAME", value_parser = server_name)]
    sni: Option<String>,

    /// Application protocols to choose from (ALPN), the most wanted first [default: choose none]
    #[arg(long, value_name = "NAME,…")]
    alpn: Option<Protocols>,

    #[command(flatten)]
    listen: net::Listen,

    #[command(flatten)]
    session: net::Session,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Server")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_server_method (here: SslContext::builder, SslMethod::tls_server): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_server())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    let pem = SslFiletype::PEM;
    // SSL_CTX_use_certificate_file (here: set_certificate_file): the server's certificate.
    ctx.set_certificate_file(&args.server_cert, pem).map_err(Error::load(&args.server_cert))?;

    // SSL_CTX_use_PrivateKey_file (here: set_private_key_file): the private key of that certificate.
    ctx.set_private_key_file(&args.server_key, pem).map_err(Error::load(&args.server_key))?;

    // Rust only: SSL_CTX_check_private_key. The call above refuses a wrong key, but not a key of another type.
    ctx.check_private_key().map_err(Error::load(&args.server_key))?;
    files::note_readers("the private key", &args.server_key);

    if let Some(list) = &args.ciphersuites {
        // Rust only: SSL_CTX_set_ciphersuites, SSL_CTX_set_cipher_list (here: lists::set_ciphersuites): for `--ciphersuites`.
        lists::set_ciphersuites(&mut ctx, list)?;
    }
    if let Some(list) = &args.groups {
        // Rust only: SSL_CTX_set1_groups_list (here: set_groups_list): for `--groups`.
        ctx.set_groups_list(list)
            .map_err(|_| lists::explain("--groups", list, "group", SslContextBuilder::set_groups_list))?;
    }
    if let Some(list) = &args.sigalgs {
        // Rust only: SSL_CTX_set1_sigalgs_list (here: set_sigalgs_list): for `--sigalgs`.
        ctx.set_sigalgs_list(list).map_err(|_| {
            lists::explain("--sigalgs", list, "signature scheme", SslContextBuilder::set_sigalgs_list)
        })?;
    }
    if let Some(own) = args.sni.clone() {
        // Rust only: SSL_CTX_set_tlsext_servername_callback (here: set_servername_callback): a client without a server
        // name has not asked for another one.
        ctx.set_servername_callback(move |ssl, _unrecognized_name| {
            if asks_for_another(ssl, &own) { Err(SniError::ALERT_FATAL) } else { Ok(()) }
        });
    }
    if let Some(own) = args.alpn.clone() {
        // Rust only: SSL_CTX_set_alpn_select_cb (here: set_alpn_select_callback): not called if the client offers none.
        ctx.set_alpn_select_callback(move |_, offered| own.choose(offered).ok_or(AlpnError::ALERT_FATAL));
    }
    let ctx = ctx.build();

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;

    loop {
        writeln!(terminal, "Waiting for a connection...")?;

        // accept
        let connd = net::accept(&sockfd, args.listen.timeout)?;

        // SSL_new
        let ssl = Ssl::new(&ctx)?;

        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

        // SSL_accept: the handshake.
        // SSL_get_error, ERR_error_string (here: failed): why it failed, in words.
        stream.accept().map_err(|e| failed(&e, stream.ssl(), args.sni.as_deref()))?;
        writeln!(terminal, "Client connected successfully")?;
        negotiated::show(&mut terminal, stream.ssl())?;

        // SSL_read, SSL_write (here: server_messages): the loop over the client's messages, see `messages.rs` of 6.1.
        let session =
            messages::server_messages(&mut stream, &mut terminal, args.listen.patience(args.session))
                // SSL_shutdown (here: close): sends close_notify, and waits for the client's.
                .and_then(|()| messages::close(&mut stream, args.listen.timeout));
        if let Err(error) = session {
            report(&error); // and go on with the next client
        }

        // SSL_free, close (here: drop)
        drop(stream);
        writeln!(terminal, "Closed the connection")?;
    }

    // SSL_CTX_free (here: Drop)
}

/// Whether a client has asked for another server than `own`. Names are compared without regard to case (RFC
/// 6066 section 3).
fn asks_for_another(ssl: &SslRef, own: &str) -> bool {
    // Rust only: SSL_get_servername (here: servername_raw): the name that the client has asked for.
    ssl.servername_raw(NameType::HOST_NAME).is_some_and(|asked| !asked.eq_ignore_ascii_case(own.as_bytes()))
}

/// Why the handshake has failed. If our callback refused the server name, OpenSSL only says "callback failed".
fn failed(error: &ssl::Error, ssl: &SslRef, own: Option<&str>) -> Error {
    let call = "SSL accept";
    match own {
        Some(own) if asks_for_another(ssl, own) => {
            let asked = ssl.servername_raw(NameType::HOST_NAME).unwrap_or_default();
            let reason =
                Reason::Refused(format!("the client asks for the server {}, not {own}", name(asked)));
            Error::Tls { call, reason }
        }
        _ => Error::tls(call, error, ssl),
    }
}

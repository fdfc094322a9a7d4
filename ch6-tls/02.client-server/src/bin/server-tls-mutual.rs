//! Section 6.1, mutual authentication: `server-tls` that asks its clients for a certificate (table 6.1.3).
//!
//! The book only mentions it; there is no C original. `diff server-tls.rs server-tls-mutual.rs` shows what it takes. In
//! two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-mutual
//! cargo run -q --bin client-tls-mutual
//! ```
//!
//! Try `--optional`, and `--depth 0` with a client whose certificate was signed by an intermediate CA
//! (`--cert certs/tb-client-chain-cert.pem --key certs/tb-client-chain-key.pem`).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::nid::Nid;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslRef, SslStream, SslVerifyMode};

use client_server::identity::{self, Identity, Level, Source};
use client_server::messages;
use common::defaults::{CA_CERT_FILE, DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net;
use common::terminal::name;
use common::versions::Versions;
use common::{Error, Terminal, report};
use observe::Observe;

/// The TLS server of section 6.1 that asks its clients for a certificate, for client-tls-mutual.
#[derive(Parser)]
#[command(name = "server-tls-mutual", version = common::version())]
struct Args {
    /// Certificate that the server shows, and the chain behind it [default: the book's, certs/tb-server-cert.pem]
    #[arg(default_value_os_t = certs(SERVER_CERT_FILE), hide_default_value = true)]
    server_cert: PathBuf,

    /// Private key of that certificate [default: the book's, certs/tb-server-key.pem]
    #[arg(default_value_os_t = certs(SERVER_KEY_FILE), hide_default_value = true)]
    server_key: PathBuf,

    /// Port to listen on; 0 lets the system choose
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,

    /// CA certificate that a client's must lead to [default: the book's, certs/tb-ca-cert.pem]
    #[arg(long, value_name = "FILE", default_value_os_t = certs(CA_CERT_FILE), hide_default_value = true)]
    client_ca: PathBuf,

    /// Take clients without a certificate, too
    #[arg(long)]
    optional: bool,

    /// How many CAs may stand between a client's certificate and the trusted one
    #[arg(long, value_name = "NUMBER")]
    depth: Option<u8>,

    /// Where certificates and keys come from
    #[arg(long, value_enum, default_value_t = Source::File)]
    load: Source,

    /// What the server's certificate and key are set for
    #[arg(long, value_enum, default_value_t = Level::Context)]
    level: Level,

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
    let server = Identity { certificate: args.server_cert.clone(), key: args.server_key.clone() };

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_server_method (here: SslContext::builder, SslMethod::tls_server): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_server())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    if args.level == Level::Context {
        // SSL_CTX_use_certificate_file, SSL_CTX_use_PrivateKey_file (here: use_for_context): see `../identity.rs`.
        identity::use_for_context(&mut ctx, args.load, &server)?;
    }

    // SSL_CTX_load_verify_locations (here: load_ca): the CA that a client's certificate must lead to.
    identity::load_ca(&mut ctx, args.load, &args.client_ca)?;

    let demanded = if args.optional { SslVerifyMode::empty() } else { SslVerifyMode::FAIL_IF_NO_PEER_CERT };
    // SSL_CTX_set_verify: PEER asks each client for a certificate, FAIL_IF_NO_PEER_CERT insists on one.
    ctx.set_verify(SslVerifyMode::PEER | demanded);

    if let Some(depth) = args.depth {
        // SSL_CTX_set_verify_depth: CAs in between; the client's own certificate and the trusted one do not count.
        ctx.set_verify_depth(u32::from(depth));
    }

    // Rust only: SSL_CTX_set_session_id_context. A resumption skips the client's certificate. So OpenSSL
    // resumes only sessions with this name, and none if there is no name.
    ctx.set_session_id_context(b"server-tls-mutual")?;
    let ctx = ctx.build();
    if args.level == Level::Session {
        // Rust only: a trial on an SSL object of its own, to report a wrong file before any client connects.
        identity::use_for_session(&mut *Ssl::new(&ctx)?, args.load, &server)?;
    }

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;

    loop {
        writeln!(terminal, "Waiting for a connection...")?;

        // accept
        let connd = net::accept(&sockfd, args.listen.timeout)?;

        // SSL_new
        let mut ssl = Ssl::new(&ctx)?;

        if args.level == Level::Session {
            // SSL_use_certificate_file, SSL_use_PrivateKey_file (here: use_for_session): see `../identity.rs`.
            identity::use_for_session(&mut ssl, args.load, &server)?;
        }

        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

        // SSL_accept: the handshake, in which the client proves that the certificate is its own.
        // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
        stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
        writeln!(terminal, "Client connected successfully")?;
        writeln!(terminal, "Client certificate: {}", name(&client_name(stream.ssl())))?;

        // SSL_read, SSL_write (here: server_messages): the loop over the client's messages, see `../messages.rs`.
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

/// The common name in the client's certificate, as the client (or its CA) wrote it.
fn client_name(ssl: &SslRef) -> Vec<u8> {
    // Rust only: SSL_get_peer_certificate (here: peer_certificate)
    let Some(certificate) = ssl.peer_certificate() else {
        return b"none".to_vec();
    };
    let mut names = certificate.subject_name().entries_by_nid(Nid::COMMONNAME);
    names.next().map_or_else(|| b"without a common name".to_vec(), |name| name.data().as_slice().to_vec())
}

//! Section 8.2, the server: `server-tls` of 6.1 for a system without files. Certificate and private key are
//! compiled in.
//!
//! Beside `Examples/3.Config/02.nofilesys/server-tls.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-nofs
//! cargo run -q --bin client-tls-nofs
//! ```
//!
//! From `main` on, no file is opened; a test checks this. Whoever has this program has the private key. On a
//! device that others can take apart, a key belongs in hardware that does not reveal it.
//!
//! Unlike the C original:
//! - wolfSSL takes the bytes; for OpenSSL, the program first decodes them, from DER or PEM.
//! - it listens on this machine only, unless `--bind` says otherwise.
//! - a client that stays silent is disconnected after a time limit; one that closes the connection properly is
//!   no error.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use openssl::pkey::PKey;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};
use openssl::x509::X509;

use client_server::identity::Level;
use client_server::messages;
use common::defaults::DEFAULT_PORT;
use common::ffi;
use common::net;
use common::versions::Versions;
use common::{Error, Terminal, report};
use observe::Observe;

/// `server_cert_der_2048` of the C original, of the book's server. In C it is an array in a header, made by a tool.
const SERVER_CERT_DER: &[u8] = include_bytes!("../../../../certs/tb-server-cert.der");

/// `server_key_der_2048` of the C original.
const SERVER_KEY_DER: &[u8] = include_bytes!("../../../../certs/tb-server-key.der");

/// The same certificate as text.
const SERVER_CERT_PEM: &[u8] = include_bytes!("../../../../certs/tb-server-cert.pem");

/// The same key as text.
const SERVER_KEY_PEM: &[u8] = include_bytes!("../../../../certs/tb-server-key.pem");

/// The TLS server of section 8.2. Without arguments it waits for client-tls-nofs on this machine.
#[derive(Parser)]
#[command(name = "server-tls-nofs", version = common::version())]
struct Args {
    /// Port to listen on; 0 lets the system choose
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,

    /// Form of the certificate and the key to use: both are compiled in
    #[arg(long, default_value = "der")]
    form: Form,

    /// For what certificate and key are set
    #[arg(long, default_value = "context")]
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

/// The form of what is compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// `SSL_FILETYPE_ASN1`
    Der,
    /// `SSL_FILETYPE_PEM`
    Pem,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Server")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();

    // OpenSSL only: OPENSSL_init_crypto, OPENSSL_INIT_NO_LOAD_CONFIG (here: init_without_config): no openssl.cnf.
    ffi::init_without_config();

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_server_method (here: SslContext::builder, SslMethod::tls_server): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_server())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    let compiled_in = Path::new("the certificate and key compiled in");
    let (server_cert, server_key) = match args.form {
        // OpenSSL only: d2i_X509, d2i_AutoPrivateKey (here: X509::from_der, PKey::private_key_from_der): from memory.
        Form::Der => (X509::from_der(SERVER_CERT_DER), PKey::private_key_from_der(SERVER_KEY_DER)),
        // OpenSSL only: PEM_read_bio_X509, PEM_read_bio_PrivateKey (here: X509::from_pem, PKey::private_key_from_pem): the
        // BIO is in memory.
        Form::Pem => (X509::from_pem(SERVER_CERT_PEM), PKey::private_key_from_pem(SERVER_KEY_PEM)),
    };
    let server_cert = server_cert.map_err(Error::load(compiled_in))?;
    let server_key = server_key.map_err(Error::load(compiled_in))?;

    if args.level == Level::Context {
        // wolfSSL_CTX_use_certificate_buffer (here: set_certificate): the server's certificate.
        // OpenSSL only: SSL_CTX_use_certificate (here: set_certificate): OpenSSL takes an object, wolfSSL a buffer.
        ctx.set_certificate(&server_cert).map_err(Error::load(compiled_in))?;

        // wolfSSL_CTX_use_PrivateKey_buffer (here: set_private_key): the private key of that certificate.
        // OpenSSL only: SSL_CTX_use_PrivateKey (here: set_private_key): an object here, too.
        ctx.set_private_key(&server_key).map_err(Error::load(compiled_in))?;
    }
    let ctx = ctx.build();

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;

    loop {
        writeln!(terminal, "Waiting for a connection...")?;

        // accept
        let connd = net::accept(&sockfd, args.listen.timeout)?;

        // SSL_new
        let mut ssl = Ssl::new(&ctx)?;
        if args.level == Level::Session {
            // wolfSSL_use_certificate_buffer (here: set_certificate): the same for this connection only.
            // OpenSSL only: SSL_use_certificate (here: set_certificate): an object here, too.
            ssl.set_certificate(&server_cert).map_err(Error::load(compiled_in))?;

            // wolfSSL_use_PrivateKey_buffer (here: set_private_key)
            // OpenSSL only: SSL_use_PrivateKey (here: set_private_key): an object here, too.
            ssl.set_private_key(&server_key).map_err(Error::load(compiled_in))?;
        }

        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

        // SSL_accept: the handshake.
        // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
        stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
        writeln!(terminal, "Client connected successfully")?;

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

//! Section 6.1, the server: shows a certificate, prints and answers messages, one client after the other.
//!
//! Beside `Examples/1.Protocol/02.client-server/server-tls.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls
//! cargo run -q --bin client-tls
//! ```
//!
//! After each session it waits for the next client. It ends when a handshake fails, as in the book, or with Ctrl-C.
//! With `--keep-going`, a failed handshake does not end it.
//!
//! The C's inner `while (1)` loop is `server_messages` in `../messages.rs`, which all later samples call, too.
//!
//! Unlike the C original:
//! - argument 2 is the private key; the C original takes it for another certificate.
//! - it listens on this machine only, unless `--bind` says otherwise.
//! - a client that stays silent is disconnected after a time limit; one that closes the connection properly is
//!   no error.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream};

use client_server::messages;
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net;
use common::versions::Versions;
use common::{Error, Terminal, files, report};
use observe::Observe;

/// The TLS server of section 6.1. Without arguments it waits for client-tls on this machine.
#[derive(Parser)]
#[command(name = "server-tls", version = common::version())]
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

    /// Go on with the next client when a handshake fails; without it, one client that is refused ends the server, as in
    /// the book
    #[arg(long)]
    keep_going: bool,

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
        // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
        let accepted = stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()));
        if let (true, Err(refused)) = (args.keep_going, &accepted) {
            report(refused);
            continue;
        }
        accepted?;
        writeln!(terminal, "Client connected successfully")?;

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

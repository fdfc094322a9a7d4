//! Section 8.3, the server: `server-tls` of 6.1 in non-blocking mode. No network call waits: waiting has its own place.
//!
//! Beside the text's listing; the C repository has no sample of it. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-nb -- --waits
//! cargo run -q --bin client-tls-nb -- --waits
//! ```
//!
//! `--waits` shows each call that came back before its work was done. Without it both look exactly as in 6.1,
//! and `diff server-tls.rs server-tls-nb.rs` shows what has changed. It still serves one client after the
//! other: what non-blocking calls are good for is in `server-tls-poll`.
//!
//! Unlike the text:
//! - the loops around the calls are one function, `repeat` in `../wait.rs`; `poll` stands for `select`.
//! - every wait has a limit, except the wait for the next client.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslMode, SslStream};

use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::ffi;
use common::net;
use common::versions::Versions;
use common::{Error, Terminal, files, report};
use nonblocking::{Deadline, Waits, messages, repeat, tcp};
use observe::Observe;

/// The TLS server of section 6.1 in non-blocking mode. Without arguments it waits for client-tls-nb on this machine.
#[derive(Parser)]
#[command(name = "server-tls-nb", version = common::version())]
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

    #[command(flatten)]
    listen: net::Listen,

    #[command(flatten)]
    session: net::Session,

    #[command(flatten)]
    waits: Waits,

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
    let limit = args.waits.at_most(args.listen.timeout);
    let patience = args.listen.patience(args.session);

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

    // SSL_CTX_set_mode, SSL_MODE_ENABLE_PARTIAL_WRITE (here: set_mode, ENABLE_PARTIAL_WRITE): writes may be partial.
    ctx.set_mode(SslMode::ENABLE_PARTIAL_WRITE);

    // OpenSSL only: SSL_CTX_clear_mode, SSL_MODE_AUTO_RETRY (here: SSL_CTX_clear_mode, AUTO_RETRY): SSL_read
    // also returns after a record without data, so that the time limit holds for a peer that sends only
    // KeyUpdates, too.
    ffi::SSL_CTX_clear_mode(&mut ctx, SslMode::AUTO_RETRY);
    let ctx = ctx.build();

    // socket, fcntl, bind, listen (here: tcp::listen)
    let sockfd = tcp::listen(args.listen.bind, args.port)?;

    loop {
        writeln!(terminal, "Waiting for a connection...")?;

        // accept, select (here: tcp::accept): see `../tcp.rs`
        let connd = tcp::accept(&sockfd, args.waits)?;

        // SSL_new
        let ssl = Ssl::new(&ctx)?;

        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

        // wolfSSL_accept (here: SslStream::accept): a step of the handshake, as far as it goes without waiting.
        // SSL_get_error, ERR_error_string (here: repeat): why it ended. If "not yet", it waits and repeats.
        repeat(&mut stream, "SSL accept", Deadline::after(limit), SslStream::accept)?;
        writeln!(terminal, "Client connected successfully")?;

        // SSL_read, SSL_write (here: server_messages): the loop over the client's messages, see `../messages.rs`.
        let session = messages::server_messages(&mut stream, &mut terminal, patience, args.waits)
            // SSL_shutdown (here: close): sends close_notify, and waits for the client's.
            .and_then(|()| messages::close(&mut stream, limit));
        if let Err(error) = session {
            report(&error); // and go on with the next client
        }

        // SSL_free, close (here: drop)
        drop(stream);
        writeln!(terminal, "Closed the connection")?;
    }

    // SSL_CTX_free (here: Drop)
}

//! Section 6.4, a server whose tickets can be chosen: how many, for how long, and what is in them. Otherwise it is
//! `server-tls` of section 6.1.
//!
//! ```text
//! cargo run -q --bin server-tls-tickets -- --lifetime 2
//! cargo run -q --bin client-tls-session
//! cargo run -q --bin client-tls-resume
//! ```
//!
//! It has no C original. It says of each client whether its session is a resumed one.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslOptions, SslStream};

use client_server::messages;
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net;
use common::versions::Versions;
use common::{Error, Terminal, ffi, files, report};
use observe::Observe;

/// A TLS server whose tickets can be chosen (section 6.4).
#[derive(Parser)]
#[command(name = "server-tls-tickets", version = common::version())]
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

    /// Tickets to give after a full handshake of TLS 1.3 (after a resumption it is one)
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(..=100))]
    tickets: u8,

    /// Seconds for which a session can be resumed: at most a week (RFC 8446 section 4.6.1)
    #[arg(long, value_name = "SECONDS", default_value_t = 7200, value_parser = clap::value_parser!(i32).range(1..=604_800))]
    lifetime: i32,

    /// Keep the sessions in the server's memory and give out only a number for each: a session ID in TLS 1.2, a
    /// ticket of 32 bytes in TLS 1.3. Otherwise the ticket is the session itself, encrypted with a key that
    /// only the server has
    #[arg(long)]
    stateful: bool,

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

    // SSL_CTX_set_num_tickets: for TLS 1.3. Each should be used only once: several connections need several.
    ctx.set_num_tickets(args.tickets.into())?;

    // SSL_CTX_set_timeout: the lifetime in the ticket. The server itself accepts no older one.
    ffi::SSL_CTX_set_timeout(&mut ctx, args.lifetime);

    // SSL_CTX_set_options: with SSL_OP_NO_TICKET, TLS 1.2 has no ticket, and the ticket of TLS 1.3 is only a number.
    ctx.set_options(if args.stateful { SslOptions::NO_TICKET } else { SslOptions::empty() });

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
        stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
        writeln!(terminal, "Client connected successfully")?;

        // SSL_session_reused (here: session_reused)
        let reused = if stream.ssl().session_reused() { "is reused" } else { "is a new one" };
        writeln!(terminal, "Session {reused}")?;

        // SSL_read, SSL_write (here: server_messages): the loop over the client's messages of section 6.1.
        let session =
            messages::server_messages(&mut stream, &mut terminal, args.listen.patience(args.session))
                // SSL_shutdown (here: close): without it, OpenSSL would remove the session from its memory.
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

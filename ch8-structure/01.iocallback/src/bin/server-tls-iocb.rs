//! Section 8.1, the server: TLS over a transport of one's own, a pair of named pipes or of growing files.
//!
//! Beside `Examples/3.Config/01.iocallback/server-tls.c`. In two terminals, or in one with `&`: the server's
//! lines are indented.
//!
//! ```text
//! cargo run -q --bin server-tls-iocb
//! cargo run -q --bin client-tls-iocb
//! ```
//!
//! After each session it waits for the next client. It ends when a handshake fails, or with Ctrl-C.
//!
//! Unlike the C original:
//! - wolfSSL calls a function to receive and one to send; here OpenSSL calls the transport's `Read` and `Write`.
//! - it makes the two files, in place of those of a former run, and sleeps while it waits.
//! - a client that stays silent is disconnected after a time limit; one that closes the connection properly is
//!   no error.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream};

use client_server::messages;
use common::defaults::{SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net::{Patience, Session, seconds};
use common::versions::Versions;
use common::{Error, Terminal, files, report};
use iocallback::{Listener, Patient, Place};
use observe::Observe;

/// The TLS server of section 8.1. Without arguments it waits for a client-tls-iocb in the same folder.
#[derive(Parser)]
#[command(name = "server-tls-iocb", version = common::version())]
struct Args {
    /// Certificate that the server shows [default: the book's, certs/tb-server-cert.pem]
    #[arg(default_value_os_t = certs(SERVER_CERT_FILE), hide_default_value = true)]
    server_cert: PathBuf,

    /// Private key of that certificate [default: the book's, certs/tb-server-key.pem]
    #[arg(default_value_os_t = certs(SERVER_KEY_FILE), hide_default_value = true)]
    server_key: PathBuf,

    #[command(flatten)]
    place: Place,

    /// Seconds a client may take for the handshake and for closing
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    /// Seconds a connected client may take for its next message
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    idle: Duration,

    #[command(flatten)]
    session: Session,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

/// What stands before each line: both programs can share one terminal.
const INDENT: &str = "\t\t\t\t\t";

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), &format!("{INDENT}End of TLS Server"))
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::with_prefix(INDENT.to_owned());
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

    // wolfSSL only: wolfSSL_SetIORecv, wolfSSL_SetIOSend: the transport's `Read` and `Write`

    let ctx = ctx.build();
    let patience = Patience { idle: args.idle, timeout: args.timeout, session: args.session };

    loop {
        // C: open (here: Listener::new): in C after SSL_new. Makes the two files, see `../comm.rs`.
        let listener = Listener::new(&args.place)?;
        writeln!(terminal, "Waiting for a connection...")?;
        let comm = Patient::new(listener.accept()?, args.timeout);

        // SSL_new
        let ssl = Ssl::new(&ctx)?;

        // wolfSSL_SetIOReadCtx, wolfSSL_SetIOWriteCtx (here: SslStream::new): this connection's transport, as a BIO.
        let mut stream = SslStream::new(ssl, args.observe.tap(comm))?;

        // SSL_accept: the handshake.
        // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
        stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
        writeln!(terminal, "Client connected successfully")?;

        // SSL_read, SSL_write (here: server_messages): the loop over the client's messages, the same as over TCP.
        let session = messages::server_messages(&mut stream, &mut terminal, patience)
            // SSL_shutdown (here: close): sends close_notify, and waits for the client's.
            .and_then(|()| messages::close(&mut stream, args.timeout));
        if let Err(error) = session {
            report(&error); // and go on with the next client
        }

        // SSL_free (here: drop): and the two files are closed.
        drop(stream);
        writeln!(terminal, "Closed the connection")?;
    }

    // SSL_CTX_free (here: Drop)
}

//! Section 1.2, the server: one message from a client, one back, over TLS.
//!
//! Beside `Examples/1.Protocol/01.tcp-tls/server-tls.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tcp-tls
//! cargo run -q --bin client-tcp-tls
//! ```
//!
//! `diff server-tcp.rs server-tcp-tls.rs` shows what TLS adds.
//!
//! Unlike the C original: it listens on this machine only, unless `--bind` says otherwise; a client that stays
//! silent is disconnected after a time limit; the exit status is 0 only on success.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{ShutdownResult, Ssl, SslContext, SslFiletype, SslMethod, SslStream};

use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net::{self, SetDeadline};
use common::terminal::text;
use common::{Error, Terminal};
use observe::Observe;

/// Bytes of a message, at most.
const MSG_SIZE: usize = 256;

/// What the server answers: a C string, sent with its NUL.
const REPLY: &[u8] = b"I hear ya fa shizzle!\0";

/// The TLS server of section 1.2. It waits for one client-tcp-tls on this machine.
#[derive(Parser)]
#[command(name = "server-tcp-tls", version = common::version())]
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
    args.observe.attach(&mut ctx)?;

    let pem = SslFiletype::PEM;
    // SSL_CTX_use_certificate_file (here: set_certificate_file): the server's certificate.
    ctx.set_certificate_file(&args.server_cert, pem).map_err(Error::load(&args.server_cert))?;

    // SSL_CTX_use_PrivateKey_file (here: set_private_key_file): the private key of that certificate.
    ctx.set_private_key_file(&args.server_key, pem).map_err(Error::load(&args.server_key))?;

    // Rust only: SSL_CTX_check_private_key. The call above refuses a wrong key, but not a key of another type.
    ctx.check_private_key().map_err(Error::load(&args.server_key))?;
    common::files::note_readers("the private key", &args.server_key);
    let ctx = ctx.build();

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;

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

    stream.get_mut().set_deadline(args.listen.idle);
    let mut buff = [0; MSG_SIZE];
    // SSL_read: a message from the client.
    let count = stream.ssl_read(&mut buff).map_err(|e| Error::tls("SSL read", &e, stream.ssl()))?;
    writeln!(terminal, "Received: {}", text(&buff[..count]))?;

    // SSL_write: the reply to the client.
    stream.ssl_write(REPLY).map_err(|e| Error::tls("SSL write", &e, stream.ssl()))?;

    stream.get_mut().set_deadline(args.listen.timeout);
    // SSL_shutdown: sends close_notify. The second call waits for the client's.
    if let Ok(ShutdownResult::Sent) = stream.shutdown() {
        let _ = stream.shutdown(); // the client need not answer
    }

    // SSL_free, close (here: drop)
    drop(stream);
    writeln!(terminal, "Closed the connection")

    // SSL_CTX_free (here: Drop)
}

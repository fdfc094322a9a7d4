//! Section 6.1.4: how records are read, seen by the server.
//!
//! No C original. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-records -- --read-size 10000
//! cargo run -q --bin client-tls-records -- --send 100,16384,16385,40000
//! ```
//!
//! One SSL_read returns at most one record, whatever its buffer. What is left of a record that is longer than the
//! buffer comes with the next SSL_read; SSL_pending says how much it is. The server answers each record.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream};

use client_server::messages::{self, MAX_MESSAGE, REPLY};
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net::{self, Patience, SetDeadline};
use common::versions::Versions;
use common::{Error, Reason, Terminal, files, report};
use observe::Observe;

/// Shows how TLS records are read, for client-tls-records.
#[derive(Parser)]
#[command(name = "server-tls-records", version = common::version())]
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

    /// Buffer of one SSL_read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = MAX_MESSAGE as u32, value_parser = clap::value_parser!(u32).range(1..=0x10_0000))]
    read_size: u32,

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
        stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
        writeln!(terminal, "Client connected successfully")?;

        let patience = args.listen.patience(args.session);
        // SSL_read, SSL_pending, SSL_write (here: read_records)
        let session = read_records(&mut stream, &mut terminal, args.read_size as usize, patience)
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

/// Reads into a buffer of `read_size` bytes until the client closes the connection; answers each record.
fn read_records(
    stream: &mut SslStream<impl SetDeadline>,
    terminal: &mut Terminal,
    read_size: usize,
    patience: Patience,
) -> Result<(), Error> {
    let session = patience.session.begin();
    let mut buff = vec![0; read_size];
    loop {
        stream.get_mut().set_deadline(session.within(patience.idle));

        // SSL_read: at most one record, and at most a buffer full.
        let count = match stream.ssl_read(&mut buff).map_err(|e| Error::tls("SSL read", &e, stream.ssl())) {
            Err(Error::Tls { reason: Reason::CloseNotify, .. }) => return Ok(()),
            Err(_) if session.is_over() => return Err(session.over("SSL read")),
            read => read?,
        };

        // SSL_pending: what is left of the record.
        let pending = stream.ssl().pending();
        writeln!(terminal, "SSL_read({read_size}) = {count}, SSL_pending = {pending}")?;

        if pending == 0 {
            // A client that does not read may hold us for the time of an answer, not for that of its next message.
            stream.get_mut().set_deadline(patience.timeout);
            // SSL_write (here: send): a record has been read to its end.
            messages::send(stream, REPLY)?;
        }
    }
}

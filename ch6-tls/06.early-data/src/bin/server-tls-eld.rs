//! Section 6.5, the server: `server-tls` of section 6.1, which takes early data.
//!
//! Beside `Examples/1.Protocol/06.early-data/server-tls-earlydata.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-eld
//! cargo run -q --bin client-tls-session
//! cargo run -q --bin client-tls-eld
//! ```
//!
//! It prints early data as soon as it comes. By then the client has not proved that it is there: the data may
//! be a replay. Against replays, OpenSSL keeps each session in memory, and accepts its early data once (RFC
//! 8446 section 8.1). That works within one process; servers that share their tickets need more.
//!
//! Unlike the C original, besides what `server-tls` says:
//! - a failure of SSL_read_early_data is a failure of the handshake, of which it is a part. The C original goes
//!   on to SSL_accept, which then fails with a reason that says little.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream};

use client_server::messages::{self, MSG_SIZE};
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net;
use common::terminal::text;
use common::versions::Versions;
use common::{Error, Terminal, ffi, files, report};
use observe::Observe;

/// The early data that a session allows, in bytes.
const MAX_EARLYDATA_SZ: u32 = 32;

/// The TLS server of section 6.5: early data. Without arguments it waits for client-tls-eld on this machine.
#[derive(Parser)]
#[command(name = "server-tls-eld", version = common::version())]
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

    /// Bytes of early data that a session may have; 0: none is allowed
    #[arg(long, value_name = "BYTES", default_value_t = MAX_EARLYDATA_SZ, value_parser = clap::value_parser!(u32).range(..=16_384))]
    max_early_data: u32,

    /// DANGER: accept early data that was accepted before. Whoever has recorded a client's first flight can
    /// play it again, and its data is taken each time
    #[arg(long)]
    allow_replay: bool,

    /// Groups for the key exchange, as OpenSSL names them. With P-384 our clients' key share is of no use: the
    /// handshake begins again (HelloRetryRequest), and early data is rejected
    #[arg(long, value_name = "NAME:…")]
    groups: Option<String>,

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

    if args.allow_replay {
        // OpenSSL only: SSL_CTX_set_options, SSL_OP_NO_ANTI_REPLAY. The session is then in the ticket, and its
        // uses are not counted.
        ctx.set_options(ffi::SSL_OP_NO_ANTI_REPLAY);
    }
    if let Some(groups) = &args.groups {
        let unknown = |_| Error::Option {
            option: format!("--groups {groups}"),
            reason: "OpenSSL does not know all of these groups".to_owned(),
        };
        // OpenSSL only: SSL_CTX_set1_groups_list (here: set_groups_list): for `--groups`.
        ctx.set_groups_list(groups).map_err(unknown)?;
    }

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
        let mut ssl = Ssl::new(&ctx)?;

        // C: SSL_set_max_early_data (here: set_max_early_data): in C after SSL_set_fd. What the tickets will allow.
        ssl.set_max_early_data(args.max_early_data)?;

        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

        // SSL_read_early_data (here: read_early_data): the first part of the handshake, and the early data that
        // comes with it.
        read_early_data(&mut stream, &mut terminal)?;

        // SSL_accept: the rest of the handshake.
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

/// Prints the early data of a client, if it sends any (`ReadEarlyData`).
fn read_early_data<S: Read + Write>(stream: &mut SslStream<S>, terminal: &mut Terminal) -> Result<(), Error> {
    let mut early_data = [0; MSG_SIZE];
    loop {
        // SSL_read_early_data: begins the handshake; 0 means that no more early data will come, or that it is rejected.
        let count = stream
            .read_early_data(&mut early_data)
            .map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
        if count == 0 {
            return Ok(());
        }
        writeln!(terminal, "Early Data Client message: {}", text(&early_data[..count]))?;
    }
}

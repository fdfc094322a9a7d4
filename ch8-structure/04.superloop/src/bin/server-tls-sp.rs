//! Section 8.4, the server: a state machine that one endless loop, the super loop, calls again and again.
//!
//! Beside `Examples/3.Config/04.supperloop/server-tls-sp.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-sp -- --states --tick 1
//! cargo run -q --bin client-tls-sp -- --states
//! ```
//!
//! No step waits: one that cannot go on returns, and the loop has time for other work. Here that is printing
//! `tick`. When there is nothing to do, the loop sleeps; with `--busy` it never sleeps, as on a device without
//! an operating system.
//!
//! It serves one client after the other, and ends when a handshake fails, or with Ctrl-C.
//!
//! Unlike the C original:
//! - a state is a value that owns what it needs; in C it is a number with pointers beside it, valid in some states.
//! - waiting for the client's close_notify (`SERVER_SHUTDOWN`) is a state; the original does not wait for it.
//!   And after its first client has gone, the original tries to read from it for ever.
//! - it listens on this machine only, unless `--bind` says otherwise; a client that stays silent is
//!   disconnected after a time limit.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use openssl::ssl::{ShutdownResult, Ssl, SslContext, SslFiletype, SslMethod, SslMode, SslStream};
use rustix::event::{PollFd, PollFlags};

use client_server::messages::{BREAK, MSG_SIZE, REPLY};
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::ffi;
use common::net;
use common::terminal::text;
use common::versions::Versions;
use common::{Error, Reason, Terminal, files, report};
use nonblocking::tcp;
use observe::Observe;
use superloop::connection::TlsConnection;
use superloop::turns::{Options, Turns};

/// The states. Dropping one closes whatever it has open: that is `cleanup` of the C original.
enum Server {
    /// `SERVER_BEGIN`: nothing is there yet.
    Begin,
    /// `SERVER_TCP_ACCEPT`: waits for a client.
    TcpAccept(Base),
    /// `SERVER_SSL_ACCEPT`: the handshake.
    SslAccept(Base, TlsConnection),
    /// `SERVER_SSL_READ`: what has come of a message.
    SslRead(Base, TlsConnection, Vec<u8>),
    /// `SERVER_SSL_WRITE`: how much of the answer has been sent.
    SslWrite(Base, TlsConnection, usize),
    /// `SERVER_SHUTDOWN`: whether our close_notify has been sent.
    Shutdown(Base, TlsConnection, bool),
}

/// What lasts from one client to the next.
struct Base {
    ctx: SslContext,
    sockfd: TcpListener,
}

/// The TLS server of section 8.4. Without arguments it waits for client-tls-sp on this machine.
#[derive(Parser)]
#[command(name = "server-tls-sp", version = common::version())]
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
    turns: Options,

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
    let mut world = World { args, terminal: Terminal::new() };
    let mut turns = Turns::new(&args.turns);

    // The super loop.
    let mut server = Server::Begin;
    loop {
        // One task.
        let before = server.name();
        server = server.step(&mut world)?;
        turns.show(before, server.name());

        // The other task.
        turns.tick();

        if let Some((fd, deadline)) = server.waits_for() {
            turns.sleep(fd, deadline)?;
        }
    }
}

/// What all states have in common.
struct World<'a> {
    args: &'a Args,
    terminal: Terminal,
}

impl Server {
    fn name(&self) -> &'static str {
        match self {
            Self::Begin => "SERVER_BEGIN",
            Self::TcpAccept(_) => "SERVER_TCP_ACCEPT",
            Self::SslAccept(..) => "SERVER_SSL_ACCEPT",
            Self::SslRead(..) => "SERVER_SSL_READ",
            Self::SslWrite(..) => "SERVER_SSL_WRITE",
            Self::Shutdown(..) => "SERVER_SHUTDOWN",
        }
    }

    /// One step, as far as it goes without waiting: `server_main` of the C original.
    fn step(self, world: &mut World) -> Result<Self, Error> {
        match self {
            Self::Begin => begin(world),
            Self::TcpAccept(base) => accept(world.args, base),
            Self::SslAccept(base, session) => handshake(world, base, session),
            Self::SslRead(base, session, buff) => read(world, base, session, buff),
            Self::SslWrite(base, session, sent) => write(world, base, session, sent),
            Self::Shutdown(base, session, told) => shutdown(world, base, session, told),
        }
    }

    /// What an unfinished step waits for, and until when; `None` if the next one can be made at once.
    fn waits_for(&self) -> Option<(PollFd<'_>, Option<Instant>)> {
        match self {
            Self::Begin => None,
            Self::TcpAccept(Base { sockfd, .. }) => Some((PollFd::new(sockfd, PollFlags::IN), None)),
            Self::SslAccept(_, session)
            | Self::SslRead(_, session, _)
            | Self::SslWrite(_, session, _)
            | Self::Shutdown(_, session, _) => session.waits_for(),
        }
    }
}

fn begin(world: &mut World) -> Result<Server, Error> {
    let args = world.args;
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

    // OpenSSL only: SSL_CTX_set_mode, SSL_MODE_ENABLE_PARTIAL_WRITE (here: set_mode, ENABLE_PARTIAL_WRITE):
    // writes may be partial.
    ctx.set_mode(SslMode::ENABLE_PARTIAL_WRITE);

    // OpenSSL only: SSL_CTX_clear_mode, SSL_MODE_AUTO_RETRY (here: SSL_CTX_clear_mode, AUTO_RETRY): SSL_read
    // also returns after a record without data: a step must end even if the peer sends only KeyUpdates.
    ffi::SSL_CTX_clear_mode(&mut ctx, SslMode::AUTO_RETRY);

    // socket, fcntl, bind, listen (here: tcp::listen)
    let sockfd = tcp::listen(args.listen.bind, args.port)?;
    writeln!(world.terminal, "Waiting for a connection...")?;
    Ok(Server::TcpAccept(Base { ctx: ctx.build(), sockfd }))
}

fn accept(args: &Args, base: Base) -> Result<Server, Error> {
    // accept (here: tcp::try_accept): the next client, if one is there.
    let Some(tcp) = tcp::try_accept(&base.sockfd)? else { return Ok(Server::TcpAccept(base)) };

    // SSL_new
    let ssl = Ssl::new(&base.ctx)?;

    // SSL_set_fd (here: TlsConnection::new): see `../connection.rs`.
    let session = TlsConnection::new(ssl, tcp, &args.observe, args.listen.timeout)?;
    Ok(Server::SslAccept(base, session))
}

fn handshake(world: &mut World, base: Base, mut session: TlsConnection) -> Result<Server, Error> {
    // SSL_accept, SSL_want, SSL_get_error (here: SslStream::accept, attempt)
    if session.attempt("SSL accept", SslStream::accept)?.is_none() {
        return Ok(Server::SslAccept(base, session));
    }
    writeln!(world.terminal, "Client connected successfully")?;
    let session = session.lasting(world.args.session).within_session(world.args.listen.idle);
    Ok(Server::SslRead(base, session, Vec::new()))
}

fn read(
    world: &mut World,
    base: Base,
    mut session: TlsConnection,
    mut buff: Vec<u8>,
) -> Result<Server, Error> {
    let args = world.args;
    let mut part = [0; MSG_SIZE];
    // SSL_read, SSL_want (here: ssl_read, attempt)
    match session.attempt("SSL read", |stream| stream.ssl_read(&mut part)) {
        Ok(Some(count)) => buff.extend_from_slice(part.get(..count).unwrap_or_default()),
        Ok(None) => return Ok(Server::SslRead(base, session, buff)),
        Err(Error::Tls { reason: Reason::CloseNotify, .. }) => {
            return Ok(Server::Shutdown(base, session.within(args.listen.timeout), false));
        }
        Err(error) => return give_up(world, base, session, &error),
    }
    // OpenSSL only: SSL_pending. What is left of the record is there already.
    if session.pending() > 0 {
        return Ok(Server::SslRead(base, session, buff));
    }
    writeln!(world.terminal, "Received: {}", text(&buff))?;
    if buff == BREAK {
        writeln!(world.terminal, "Received break command")?;
        return Ok(Server::Shutdown(base, session.within(args.listen.timeout), false));
    }
    Ok(Server::SslWrite(base, session.within(args.listen.timeout), 0))
}

fn write(world: &mut World, base: Base, mut session: TlsConnection, sent: usize) -> Result<Server, Error> {
    let rest = REPLY.get(sent..).unwrap_or_default();
    // SSL_write, SSL_want (here: ssl_write, attempt)
    match session.attempt("SSL write", |stream| stream.ssl_write(rest)) {
        Ok(Some(count)) if sent + count < REPLY.len() => Ok(Server::SslWrite(base, session, sent + count)),
        Ok(Some(_)) => Ok(Server::SslRead(base, session.within_session(world.args.listen.idle), Vec::new())),
        Ok(None) => Ok(Server::SslWrite(base, session, sent)),
        Err(error) => give_up(world, base, session, &error),
    }
}

fn shutdown(world: &mut World, base: Base, mut session: TlsConnection, told: bool) -> Result<Server, Error> {
    // SSL_shutdown (here: SslStream::shutdown): sends close_notify. The next call waits for the client's.
    match session.attempt("SSL shutdown", SslStream::shutdown) {
        Ok(Some(ShutdownResult::Sent)) => Ok(Server::Shutdown(base, session, true)),
        Ok(None) => Ok(Server::Shutdown(base, session, told)),
        // The client has sent its close_notify before, and has gone: nobody is left to tell.
        Err(_) if session.close_notify_received() => next_client(world, base, session),
        // A client need not answer (RFC 8446 section 6.1), so only an alert counts as a failure here.
        Err(error) if !told || matches!(&error, Error::Tls { reason: Reason::Alert(_), .. }) => {
            give_up(world, base, session, &error)
        }
        Ok(Some(ShutdownResult::Received)) | Err(_) => next_client(world, base, session),
    }
}

/// The session has failed: reports why, and waits for the next client.
fn give_up(world: &mut World, base: Base, session: TlsConnection, error: &Error) -> Result<Server, Error> {
    report(error);
    next_client(world, base, session)
}

fn next_client(world: &mut World, base: Base, session: TlsConnection) -> Result<Server, Error> {
    // SSL_free, close (here: drop)
    drop(session);
    writeln!(world.terminal, "Closed the connection")?;
    writeln!(world.terminal, "Waiting for a connection...")?;
    Ok(Server::TcpAccept(base))

    // C: SSL_CTX_free (here: Drop)
}

//! Section 8.4, the client: a state machine that one endless loop, the super loop, calls again and again.
//!
//! Beside `Examples/3.Config/04.supperloop/client-tls-sp.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-sp -- --states
//! cargo run -q --bin client-tls-sp -- --states --tick 1
//! ```
//!
//! No step waits, for the network or for the keyboard: one that cannot go on returns, and the loop has time for
//! other work. Here that is printing `tick`. When there is nothing to do, the loop sleeps; with `--busy` it
//! never sleeps, as on a device without an operating system.
//!
//! A state is a value that owns what it needs, and a step takes the state and returns the next one. In C a state is a
//! number, and next to it stand pointers that are valid in some states and null in others.
//!
//! Unlike the C original:
//! - waiting for a line (`CLIENT_INPUT`) and for the server's close_notify (`CLIENT_SHUTDOWN`) are states; the
//!   original stops its loop for the line, and does not wait for close_notify.
//! - the server's certificate is verified, its host name or address included.
//! - every wait for the server has a limit; the exit status is 0 only on success. Looking up a name is the one
//!   call that may wait.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use openssl::ssl::{ShutdownResult, Ssl, SslContext, SslMethod, SslMode, SslStream, SslVerifyMode};

use client_server::messages::{BREAK, HTTP_GET_MSG, MAX_MESSAGE, MSG_SIZE};
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::ffi;
use common::net::{self, Host};
use common::terminal::text;
use common::versions::Versions;
use common::{Error, Reason, Terminal};
use nonblocking::tcp::Tcp;
use nonblocking::{Deadline, Nonblocking, Want};
use observe::Observe;
use rustix::event::PollFd;
use superloop::connection::{TlsConnection, from_now};
use superloop::input::{Input, Line};
use superloop::turns::{Options, Turns};

/// The states. Dropping one closes whatever it has open: that is `cleanup` of the C original.
enum Client {
    /// `CLIENT_BEGIN`: nothing is there yet.
    Begin,
    /// `CLIENT_TCP_CONNECT`: a connection has been begun.
    TcpConnect(SslContext, Connecting),
    /// `CLIENT_SSL_CONNECT`: the handshake.
    SslConnect(TlsConnection),
    /// `CLIENT_INPUT`: a line is to be typed; whether the prompt has been shown.
    Input(TlsConnection, bool),
    /// `CLIENT_SSL_WRITE`: a message, and how much of it has been sent.
    SslWrite(TlsConnection, Vec<u8>, usize),
    /// `CLIENT_SSL_READ`: what has come of the answer.
    SslRead(TlsConnection, Vec<u8>),
    /// `CLIENT_SHUTDOWN`: whether our close_notify has been sent.
    Shutdown(TlsConnection, bool),
    /// `CLIENT_END`: all has been done.
    End,
}

/// The TLS client of section 8.4. Without arguments it connects to server-tls-sp on this machine.
#[derive(Parser)]
#[command(name = "client-tls-sp", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    #[command(flatten)]
    turns: Options,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    if args.ca_cert.is_default() {
        writeln!(terminal, "Send to localhost({LOCALHOST})")?;
    }
    let mut world = World { args, terminal, input: Input::new() };
    let mut turns = Turns::new(&args.turns);

    // The super loop.
    let mut client = Client::Begin;
    loop {
        // One task.
        let before = client.name();
        client = client.step(&mut world)?;
        turns.show(before, client.name());
        if let Client::End = client {
            return Ok(());
        }

        // The other task.
        turns.tick();

        if let Some((fd, deadline)) = client.waits_for(&world.input) {
            turns.sleep(fd, deadline)?;
        }
    }
}

/// What all states have in common.
struct World<'a> {
    args: &'a Args,
    terminal: Terminal,
    input: Input,
}

/// A connection that has been begun, to the first of the host's addresses, with those to be tried after it.
struct Connecting {
    tcp: Tcp,
    address: SocketAddr,
    rest: Vec<SocketAddr>,
    deadline: Deadline,
}

impl Client {
    fn name(&self) -> &'static str {
        match self {
            Self::Begin => "CLIENT_BEGIN",
            Self::TcpConnect(..) => "CLIENT_TCP_CONNECT",
            Self::SslConnect(_) => "CLIENT_SSL_CONNECT",
            Self::Input(..) => "CLIENT_INPUT",
            Self::SslWrite(..) => "CLIENT_SSL_WRITE",
            Self::SslRead(..) => "CLIENT_SSL_READ",
            Self::Shutdown(..) => "CLIENT_SHUTDOWN",
            Self::End => "CLIENT_END",
        }
    }

    /// One step, as far as it goes without waiting: `client_main` of the C original.
    fn step(self, world: &mut World) -> Result<Self, Error> {
        match self {
            Self::Begin => begin(world.args),
            Self::TcpConnect(ctx, connecting) => connect(world.args, ctx, connecting),
            Self::SslConnect(session) => handshake(session),
            Self::Input(session, prompted) => input(world, session, prompted),
            Self::SslWrite(session, msg, sent) => write(world, session, msg, sent),
            Self::SslRead(session, reply) => read(world, session, reply),
            Self::Shutdown(session, told) => shutdown(session, told),
            Self::End => Ok(Self::End),
        }
    }

    /// What an unfinished step waits for, and until when; `None` if the next one can be made at once.
    fn waits_for<'a>(&'a self, input: &'a Input) -> Option<(PollFd<'a>, Option<Instant>)> {
        match self {
            Self::Begin | Self::Input(_, false) | Self::End => None,
            Self::TcpConnect(_, connecting) => {
                Some((connecting.tcp.watch(Want::Write), Some(connecting.deadline.end())))
            }
            Self::Input(_, true) => Some((input.waits_for()?, None)),
            Self::SslConnect(session)
            | Self::SslWrite(session, ..)
            | Self::SslRead(session, _)
            | Self::Shutdown(session, _) => session.waits_for(),
        }
    }
}

fn begin(args: &Args) -> Result<Client, Error> {
    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    let ca_cert = args.ca_cert.path();
    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);

    // OpenSSL only: SSL_CTX_set_mode, SSL_MODE_ENABLE_PARTIAL_WRITE (here: set_mode, ENABLE_PARTIAL_WRITE):
    // writes may be partial. A message keeps its place in memory when its state moves to the next step, as a
    // repeated SSL_write demands.
    ctx.set_mode(SslMode::ENABLE_PARTIAL_WRITE);

    // OpenSSL only: SSL_CTX_clear_mode, SSL_MODE_AUTO_RETRY (here: SSL_CTX_clear_mode, AUTO_RETRY): SSL_read
    // also returns after a record without data: a step must end even if the peer sends only KeyUpdates.
    ffi::SSL_CTX_clear_mode(&mut ctx, SslMode::AUTO_RETRY);
    let ctx = ctx.build();

    let deadline = from_now(args.connect.timeout);
    let connecting = next_address(net::resolve(&args.host, args.port)?, deadline)?;
    Ok(Client::TcpConnect(ctx, connecting))
}

/// Begins to connect to the first of `addresses`.
fn next_address(mut addresses: Vec<SocketAddr>, deadline: Deadline) -> Result<Connecting, Error> {
    let address = addresses.remove(0);
    // socket, fcntl, connect (here: Tcp::begin): returns at once.
    match Tcp::begin(address) {
        Ok(tcp) => Ok(Connecting { tcp, address, rest: addresses, deadline }),
        Err(_) if !addresses.is_empty() => next_address(addresses, deadline),
        Err(source) => Err(Error::Connect { address, source }),
    }
}

fn connect(args: &Args, ctx: SslContext, connecting: Connecting) -> Result<Client, Error> {
    match connecting.tcp.is_connected() {
        Ok(true) => {}
        Ok(false) if connecting.deadline.is_over() => {
            let source = connecting.deadline.missed(Want::Read);
            return Err(Error::Connect { address: connecting.address, source });
        }
        Ok(false) => return Ok(Client::TcpConnect(ctx, connecting)),
        Err(_) if !connecting.rest.is_empty() => {
            return Ok(Client::TcpConnect(ctx, next_address(connecting.rest, connecting.deadline)?));
        }
        Err(source) => return Err(Error::Connect { address: connecting.address, source }),
    }

    // SSL_new
    let mut ssl = Ssl::new(&ctx)?;

    // The certificate must be for this host. Without this check, any certificate from the CA would do.
    match &args.host {
        Host::Name(name) => {
            // OpenSSL only: SSL_set_tlsext_host_name (here: set_hostname): the server name, SNI.
            ssl.set_hostname(name)?;
            // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host): the certificate must be for this name.
            ssl.param_mut().set_host(name)?;
        }
        // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip). An IP address is not sent as a server name.
        Host::Address(address) => ssl.param_mut().set_ip(*address)?,
    }

    // SSL_set_fd (here: TlsConnection::new): see `../connection.rs`.
    let session = TlsConnection::new(ssl, connecting.tcp, &args.observe, args.connect.timeout)?;
    Ok(Client::SslConnect(session))
}

fn handshake(mut session: TlsConnection) -> Result<Client, Error> {
    // SSL_connect, SSL_want, SSL_get_error (here: SslStream::connect, attempt)
    match session.attempt("SSL connect", SslStream::connect)? {
        Some(()) => Ok(Client::Input(session, false)),
        None => Ok(Client::SslConnect(session)),
    }
}

fn input(world: &mut World, session: TlsConnection, prompted: bool) -> Result<Client, Error> {
    let limit = world.args.connect.timeout;
    if !prompted {
        write!(world.terminal, "Message to send: ")?;
    }
    // fgets (here: world.input.line): the line, if somebody has typed one.
    let msg = match world.input.line(MAX_MESSAGE)? {
        Line::NotYet => return Ok(Client::Input(session, true)),
        Line::End => {
            writeln!(world.terminal)?;
            return Ok(Client::Shutdown(session.within(limit), false));
        }
        Line::Whole(line) if line.is_empty() => HTTP_GET_MSG.to_vec(),
        Line::Whole(line) => line,
    };
    Ok(Client::SslWrite(session.within(limit), msg, 0))
}

fn write(world: &mut World, mut session: TlsConnection, msg: Vec<u8>, sent: usize) -> Result<Client, Error> {
    let limit = world.args.connect.timeout;
    let rest = msg.get(sent..).unwrap_or_default();
    // SSL_write, SSL_want (here: ssl_write, attempt)
    let Some(count) = session.attempt("SSL write", |stream| stream.ssl_write(rest))? else {
        return Ok(Client::SslWrite(session, msg, sent));
    };
    if sent + count < msg.len() {
        return Ok(Client::SslWrite(session, msg, sent + count));
    }
    if msg == BREAK {
        writeln!(world.terminal, "Sending break command")?;
        return Ok(Client::Shutdown(session.within(limit), false));
    }
    Ok(Client::SslRead(session.within(limit), Vec::new()))
}

fn read(world: &mut World, mut session: TlsConnection, mut reply: Vec<u8>) -> Result<Client, Error> {
    let mut msg = [0; MSG_SIZE];
    // SSL_read, SSL_want (here: ssl_read, attempt)
    let Some(count) = session.attempt("SSL read", |stream| stream.ssl_read(&mut msg))? else {
        return Ok(Client::SslRead(session, reply));
    };
    reply.extend_from_slice(msg.get(..count).unwrap_or_default());
    // OpenSSL only: SSL_pending. What is left of the record is there already.
    if session.pending() > 0 {
        return Ok(Client::SslRead(session, reply));
    }
    writeln!(world.terminal, "Received: {}", text(&reply))?;
    Ok(Client::Input(session, false))
}

/// Our close_notify has not reached the server. If it has sent its own before, all is well: nobody is left to tell. It may
/// have come with the last message, and is read only here.
fn gone(mut session: TlsConnection, why: Error) -> Result<Client, Error> {
    // SSL_read (here: ssl_read, attempt)
    match session.attempt("SSL read", |stream| stream.ssl_read(&mut [0])) {
        Err(refused @ Error::Tls { reason: Reason::Alert(_), .. }) => Err(refused),
        _ if session.close_notify_received() => Ok(Client::End),
        _ => Err(why),
    }
}

fn shutdown(mut session: TlsConnection, told: bool) -> Result<Client, Error> {
    // SSL_shutdown (here: SslStream::shutdown): sends close_notify. The next call waits for the server's.
    match session.attempt("SSL shutdown", SslStream::shutdown) {
        Ok(Some(ShutdownResult::Received)) => Ok(Client::End),
        Ok(Some(ShutdownResult::Sent)) => Ok(Client::Shutdown(session, true)),
        Ok(None) => Ok(Client::Shutdown(session, told)),
        // A peer need not answer (RFC 8446 section 6.1), so only an alert counts as a failure here.
        Err(refused @ Error::Tls { reason: Reason::Alert(_), .. }) => Err(refused),
        Err(_) if told => Ok(Client::End),
        Err(error) => gone(session, error),
    }
    // SSL_free, SSL_CTX_free, close (here: Drop)
}

//! Section 8.3, many clients in one thread: `server-tls-nb` that never waits for one client while another is ready.
//!
//! The book only mentions it; there is no C original. In several terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-poll
//! cargo run -q --bin client-tls
//! cargo run -q --bin client-tls
//! ```
//!
//! `server-tls-threads` of 6.1 needs a thread for each client, which can afford to wait. Here a call that would
//! have to wait returns what it waits for (`Want`), and one `poll` waits for all clients at once: that is the
//! loop in `run`. An idle client costs only its SSL object and a socket. Ctrl-C closes all connections properly
//! and ends the server; a second one ends it at once.
//!
//! It is not for tens of thousands of clients: `poll` looks at each of them each time. `epoll` and `kqueue` do
//! not, but each exists on some systems only.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use openssl::ssl::{
    self, ErrorCode, ShutdownResult, ShutdownState, Ssl, SslContext, SslFiletype, SslMethod, SslMode,
    SslStream,
};
use rustix::event::{PollFd, PollFlags};

use client_server::messages::{BREAK, MAX_MESSAGE, REPLY};
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::error::words;
use common::ffi;
use common::interrupt::{self, on_interrupt};
use common::net;
use common::terminal::{line, text};
use common::versions::Versions;
use common::{Error, Reason, Terminal, files, note, report};
use nonblocking::bell::{Bell, bell};
use nonblocking::tcp::{self, Tcp};
use nonblocking::{Deadline, Nonblocking, Waits, Want, wait};
use observe::{Observe, Tapped};

/// A TLS server for many clients in one thread.
#[derive(Parser)]
#[command(name = "server-tls-poll", version = common::version())]
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

    /// Clients at once; more are turned away
    #[arg(long, value_name = "NUMBER", default_value = "1000", value_parser = clap::value_parser!(u16).range(1..))]
    max_connections: u16,

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
    // OpenSSL only: SSL_MODE_RELEASE_BUFFERS (here: RELEASE_BUFFERS): an idle connection keeps no buffers,
    // otherwise 33 KiB.
    ctx.set_mode(SslMode::ENABLE_PARTIAL_WRITE | SslMode::RELEASE_BUFFERS);

    // OpenSSL only: SSL_CTX_clear_mode, SSL_MODE_AUTO_RETRY (here: SSL_CTX_clear_mode, AUTO_RETRY): SSL_read
    // also returns after a record without data: a client that sends only KeyUpdates would hold up all others.
    ffi::SSL_CTX_clear_mode(&mut ctx, SslMode::AUTO_RETRY);
    let ctx = ctx.build();

    // socket, fcntl, bind, listen (here: tcp::listen)
    let sockfd = tcp::listen(args.listen.bind, args.port)?;
    let stop = StopSignal::on_interrupt()?;
    writeln!(terminal, "Waiting for a connection...")?;

    let mut clients = Clients { args, ctx: &ctx, list: Vec::new(), count: 0 };
    let mut room = vec![0; MAX_MESSAGE]; // for a message of any client: none is kept
    let mut accept_from = Instant::now();
    while !(stop.is_set() && clients.list.is_empty()) {
        // What to wait for: Ctrl-C, the next client, and of each client what its last call could not do.
        let accepting = !stop.is_set() && Instant::now() >= accept_from;
        let mut fds = vec![stop.bell.watch()];
        fds.push(PollFd::new(&sockfd, if accepting { PollFlags::IN } else { PollFlags::empty() }));
        fds.extend(clients.list.iter().map(Client::watch));

        let pause = (!accepting && !stop.is_set()).then_some(accept_from);
        let until = clients.list.iter().map(|client| client.deadline.end()).chain(pause).min();
        // select (here: wait): the only place where this program waits.
        wait(&mut fds, until).map_err(Error::Accept)?;
        let ready: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();

        if ready.first() == Some(&true) {
            stop.bell.clear();
            clients.say_goodbye(&mut room)?;
            continue;
        }
        clients.serve(ready.iter().skip(2), &mut room)?;
        if accepting && ready.get(1) == Some(&true) {
            // accept (here: clients.accept)
            if let Err(error) = clients.accept(&sockfd) {
                // Most likely there is no free file descriptor. Until a client leaves, one line a second says so.
                report(&error);
                accept_from = Instant::now() + Duration::from_secs(1);
            }
        }
    }
    Ok(())

    // C: SSL_CTX_free (here: Drop): when the last of its connections has ended.
}

/// The clients that are connected at the moment.
struct Clients<'a> {
    args: &'a Args,
    ctx: &'a SslContext,
    list: Vec<Client>,
    /// How many there have been.
    count: u64,
}

impl Clients<'_> {
    /// Takes the clients that have come, but not so many that those who are there would have to wait.
    fn accept(&mut self, sockfd: &TcpListener) -> Result<(), Error> {
        const AT_ONCE: usize = 64;
        for _ in 0..AT_ONCE {
            // C: accept (here: tcp::try_accept)
            let Some(connd) = tcp::try_accept(sockfd)? else { break };
            self.count += 1;
            let number = self.count;
            if self.list.len() >= usize::from(self.args.max_connections) {
                note!("[{number}] turned away: {} clients are connected already", self.list.len());
                continue;
            }
            if let Err(why) = net::room_for_a_client() {
                note!("[{number}] turned away: {why}");
                continue;
            }
            // SSL_new
            let ssl = Ssl::new(self.ctx)?;

            // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
            let stream = SslStream::new(ssl, self.args.observe.tap(connd))?;
            let deadline = Deadline::after(self.args.waits.at_most(self.args.listen.timeout));
            let terminal = Terminal::with_prefix(format!("[{number}] "));
            self.list.push(Client {
                number,
                terminal,
                stream,
                state: State::Accept,
                want: Want::Read,
                deadline,
                session: self.args.session.begin(),
            });
        }
        Ok(())
    }

    /// Lets each client that is ready go on, and ends those that are done, have failed, or have taken too long.
    fn serve<'r>(&mut self, ready: impl Iterator<Item = &'r bool>, room: &mut [u8]) -> Result<(), Error> {
        let (args, now) = (self.args, Instant::now());
        let mut ready = ready.chain(std::iter::repeat(&false));
        let mut result = Ok(());
        self.list.retain_mut(|client| {
            let turn = if ready.next() == Some(&true) {
                client.go_on(args, room)
            } else if client.deadline.end() <= now {
                client.give_up()
            } else {
                return true;
            };
            match turn {
                Ok(stays) => return stays,
                // Nobody would see any more what this server prints.
                Err(error @ Error::Output(_)) => result = Err(error),
                // The other clients go on.
                Err(error) => note!("[{}] ERROR: {}", client.number, line(error)),
            }
            false // SSL_free, close: Drop
        });
        result
    }

    /// Ends the connections that can be ended in good order. A client in its handshake, or one that does not take its
    /// answer, is just left: nothing can be said to it.
    fn say_goodbye(&mut self, room: &mut [u8]) -> Result<(), Error> {
        let args = self.args;
        self.list.retain(|client| !matches!(client.state, State::Accept | State::Write(_)));
        for client in self.list.iter_mut().filter(|client| client.state == State::Read) {
            client.next(State::Shutdown, args);
        }
        self.serve(vec![true; self.list.len()].iter(), room)
    }
}

/// What a client's next call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Accept,
    Read,
    /// And how much of the answer has been sent.
    Write(usize),
    /// Sends our close_notify.
    Shutdown,
    /// Waits for the client's.
    Closing,
}

/// One client.
struct Client {
    number: u64,
    /// Where its messages are shown.
    terminal: Terminal,
    stream: SslStream<Tapped<Tcp>>,
    state: State,
    /// What its last call could not do.
    want: Want,
    deadline: Deadline,
    /// How long it has been here.
    session: net::Clock,
}

impl Client {
    fn watch(&self) -> PollFd<'_> {
        self.stream.get_ref().watch(self.want)
    }

    /// Makes the calls that need not wait, up to the end of one message, so that the others have their turn.
    /// Returns whether the client stays.
    fn go_on(&mut self, args: &Args, room: &mut [u8]) -> Result<bool, Error> {
        loop {
            let before = self.state;
            let done = match before {
                // SSL_accept (here: accept): the handshake.
                State::Accept => self.stream.accept().map(|()| 0),
                // SSL_read (here: ssl_read): there is room for any record, so nothing is left of it in the
                // library: SSL_pending would be 0. No socket becomes readable for what the library already has.
                State::Read => self.stream.ssl_read(room),
                // SSL_write (here: ssl_write): a call that is repeated gets the same bytes at the same place.
                State::Write(sent) => self.stream.ssl_write(REPLY.get(sent..).unwrap_or_default()),
                State::Shutdown | State::Closing => {
                    // SSL_shutdown (here: shutdown): sends close_notify. The next call waits for the client's.
                    self.stream.shutdown().map(|told| usize::from(told == ShutdownResult::Received))
                }
            };
            let count = match done {
                Ok(count) => count,
                // The client has closed the connection in good order: so does the server.
                Err(e) if before == State::Read && e.code() == ErrorCode::ZERO_RETURN => {
                    self.next(State::Shutdown, args);
                    continue;
                }
                // A client need not answer our close_notify (RFC 8446 section 6.1), nor wait for it when it has
                // sent its own.
                Err(e) if self.has_nothing_to_say() && Want::of(&e).is_none() => {
                    return self.closed();
                }
                Err(e) => return self.not_done(args, &e),
            };
            match before {
                State::Accept => {
                    writeln!(self.terminal, "Client connected successfully")?;
                    self.next(State::Read, args);
                    return Ok(true);
                }
                State::Read => {
                    let message = room.get(..count).unwrap_or_default();
                    writeln!(self.terminal, "Received: {}", text(message))?;
                    if message == BREAK {
                        writeln!(self.terminal, "Received break command")?;
                        self.next(State::Shutdown, args);
                    } else {
                        self.next(State::Write(0), args);
                    }
                }
                State::Write(sent) if sent + count < REPLY.len() => self.state = State::Write(sent + count),
                State::Write(_) => {
                    self.next(State::Read, args);
                    return Ok(true);
                }
                State::Shutdown if count == 0 => self.next(State::Closing, args),
                State::Shutdown | State::Closing => return self.closed(),
            }
        }
    }

    /// The last call has not done its work: it waits for something, or has failed.
    fn not_done(&mut self, args: &Args, error: &ssl::Error) -> Result<bool, Error> {
        // SSL_get_error (here: Want::of)
        let Some(want) = Want::of(error) else {
            return Err(Error::tls(self.call(), error, self.stream.ssl()));
        };
        self.want = want;
        if self.deadline.is_over() {
            return self.give_up(); // also a client that is always ready, and never done
        }
        args.waits.show(&format!("[{}] {}", self.number, self.call()), want);
        Ok(true)
    }

    /// Whether the connection may end without another word of the client.
    fn has_nothing_to_say(&mut self) -> bool {
        let told = self.stream.get_shutdown().contains(ShutdownState::RECEIVED);
        self.state == State::Closing || (self.state == State::Shutdown && told)
    }

    /// The client has taken too long.
    fn give_up(&mut self) -> Result<bool, Error> {
        if self.state == State::Closing {
            return self.closed();
        }
        if self.state == State::Read && self.session.is_over() {
            return Err(self.session.over(self.call()));
        }
        Err(Error::Tls { call: self.call(), reason: Reason::Io(self.deadline.missed(self.want)) })
    }

    fn closed(&mut self) -> Result<bool, Error> {
        writeln!(self.terminal, "Closed the connection")?;
        Ok(false)
    }

    /// Goes over to another state, and gives the client time for it.
    fn next(&mut self, state: State, args: &Args) {
        let time = match state {
            State::Read => self.session.within(args.listen.idle),
            _ => args.listen.timeout,
        };
        self.deadline = Deadline::after(args.waits.at_most(time));
        self.want = Want::Read;
        self.state = state;
    }

    fn call(&self) -> &'static str {
        match self.state {
            State::Accept => "SSL accept",
            State::Read => "SSL read",
            State::Write(_) => "SSL write",
            State::Shutdown | State::Closing => "SSL shutdown",
        }
    }
}

/// Ctrl-C: whether somebody has pressed it, and what wakes `wait` then.
struct StopSignal {
    set: Arc<AtomicBool>,
    bell: Bell,
}

impl StopSignal {
    /// Is set by Ctrl-C and SIGTERM. The second time the process ends at once.
    fn on_interrupt() -> Result<Self, Error> {
        let (bell, ringer) = bell().map_err(|e| Error::Interrupt(words(&e)))?;
        let set = Arc::new(AtomicBool::new(false));
        let stopping = Arc::clone(&set);
        on_interrupt(move || {
            if stopping.swap(true, Ordering::SeqCst) {
                interrupt::exit();
            }
            ringer.ring();
        })?;
        Ok(Self { set, bell })
    }

    fn is_set(&self) -> bool {
        self.set.load(Ordering::SeqCst)
    }
}

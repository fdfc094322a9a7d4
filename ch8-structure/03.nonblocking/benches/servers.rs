//! What a server for many clients costs: `server-tls-poll` (one thread) and `server-tls-threads` (a thread for
//! each client) beside `openssl s_server` (one client after the other), in one run: handshakes and round trips
//! a second, memory.
//!
//! The load comes from this program, in one thread with non-blocking calls. It verifies no certificate: the
//! servers are measured. Ratios are what may be written down; all numbers depend on the machine, and the load
//! has one of its processors.

use std::error::Error;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::ffi;
use nonblocking::tcp::Tcp;
use nonblocking::{Nonblocking, Want, wait};
use openssl::ssl::{self, Ssl, SslContext, SslMethod, SslSession, SslStream};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Connections at once.
const CONNECTIONS: [usize; 3] = [1, 10, 1000];

/// The length of one measurement, at least. The middle one of [`ROUNDS`] counts.
const ROUND: Duration = Duration::from_millis(700);
const ROUNDS: usize = 3;

/// The longest wait for a server.
const LIMIT: Duration = Duration::from_secs(30);

/// A line of 22 bytes, the length of our servers' answer; s_server sends the line back, the letters in reverse.
const LINE: &[u8; 22] = b"xxxxxxxxxxxxxxxxxxxxx\n";

fn main() -> Result<()> {
    // 1000 connections here, and twice as many descriptors in a server with threads.
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum.map(|most| most.min(10_000)).or(Some(10_000));
        setrlimit(Resource::Nofile, limit)?;
    }
    common::init();

    let mut servers = vec![
        Server::ours("server-tls-poll", &["--max-connections", "2000"])?,
        Server::ours("server-tls-threads", &["--max-connections", "2000"])?,
    ];
    if harness::on_path("openssl") {
        servers.push(Server::stranger()?);
    } else {
        show("skipped: openssl is not installed")?;
    }

    let names: Vec<_> = servers.iter().map(|server| server.name).collect();
    show("### Servers: handshakes and round trips a second, and the processor time of one\n")?;
    show(&format!("| | at once | {} | first to last |", names.join(" | ")))?;
    show(&format!("| --- | ---: |{} ---: |", " ---: |".repeat(servers.len())))?;
    for connections in CONNECTIONS {
        row("full handshakes/s", connections, &servers, |server| handshakes(server, connections, None))?;
    }
    for connections in CONNECTIONS {
        row("resumed handshakes/s", connections, &servers, |server| {
            handshakes(server, connections, Some(&session(server)?))
        })?;
    }
    for connections in CONNECTIONS {
        row("round trips/s", connections, &servers, |server| round_trips(server, connections))?;
    }
    memory(&servers)
}

fn show(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

/// Measures all servers in turn, several times, and shows the medians: how many a second, and the processor
/// time that one takes the server, which other programs of a busy machine disturb less.
fn row(
    what: &str,
    connections: usize,
    servers: &[Server],
    measure: impl Fn(&Server) -> Result<f64>,
) -> Result<()> {
    let mut rates = vec![Vec::new(); servers.len()];
    let mut costs = vec![Vec::new(); servers.len()];
    for _ in 0..ROUNDS {
        for ((server, rates), costs) in servers.iter().zip(&mut rates).zip(&mut costs) {
            if connections > server.most {
                continue;
            }
            let (start, before) = (Instant::now(), server.processor_time());
            let failed = |e| format!("{}, {what}, {connections}: {e}", server.name);
            let rate = measure(server).map_err(failed)?;
            let count = rate * start.elapsed().as_secs_f64();
            rates.push(rate);
            if let (Some(before), Some(after)) = (before, server.processor_time()) {
                costs.push(after.saturating_sub(before).as_secs_f64() * 1e6 / count);
            }
        }
    }
    line(what, connections, &mut rates)?;
    line(&format!("{what}: processor µs for one"), connections, &mut costs)
}

/// A row of the table: medians, each with the least and the most.
fn line(title: &str, connections: usize, numbers: &mut [Vec<f64>]) -> Result<()> {
    for numbers in numbers.iter_mut() {
        numbers.sort_by(f64::total_cmp);
    }
    let median = |numbers: &[f64]| numbers.get(numbers.len() / 2).copied();
    let cell = |numbers: &Vec<f64>| match (numbers.first(), median(numbers), numbers.last()) {
        (Some(least), Some(median), Some(most)) => format!("{median:.0} ({least:.0}–{most:.0})"),
        _ => "—".to_owned(),
    };
    let cells: Vec<_> = numbers.iter().map(cell).collect();
    let ratio =
        match (numbers.first().and_then(|one| median(one)), numbers.last().and_then(|one| median(one))) {
            (Some(first), Some(last)) => format!("{:.2}", first / last),
            _ => String::new(),
        };
    show(&format!("| {title} | {connections} | {} | {ratio} |", cells.join(" | ")))
}

/// The memory that a thousand idle connections take in a server, now and at its peak.
fn memory(servers: &[Server]) -> Result<()> {
    show("")?;
    for server in servers.iter().filter(|server| server.most > 1) {
        // A fresh server: memory that a server once had it does not give back to the system.
        let fresh = server.again()?;
        let Some(before) = kibibytes(&fresh, "VmRSS") else { return Ok(()) };
        let idle = connected(&fresh, 1000)?;
        thread::sleep(Duration::from_millis(300));
        let each = |kind| kibibytes(&fresh, kind).map_or(0, |all| all.saturating_sub(before)) * 1024 / 1000;
        show(&format!(
            "- {}: {} bytes for each of 1000 idle connections, {} at its peak",
            fresh.name,
            each("VmRSS"),
            each("VmHWM"),
        ))?;
        drop(idle);
    }
    show("")
}

/// A line of `/proc/PID/status`; `None` where there is no such thing.
fn kibibytes(server: &Server, kind: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// A server under test, which ends with this value.
struct Server {
    name: &'static str,
    arguments: Vec<String>,
    child: Child,
    address: SocketAddr,
    /// How many clients it can have at once.
    most: usize,
}

impl Server {
    fn ours(name: &'static str, arguments: &[&str]) -> Result<Self> {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self::start(name, arguments, usize::MAX)
    }

    /// It serves one client after the other: while one talks, the others wait.
    fn stranger() -> Result<Self> {
        let root = common::defaults::workspace().join("certs");
        let file = |name: &str| root.join(name).display().to_string();
        let (cert, key) = (file("tb-server-cert.pem"), file("tb-server-key.pem"));
        let arguments = ["s_server", "-rev", "-quiet", "-cert", &cert, "-key", &key];
        Self::start("openssl s_server", arguments.map(str::to_owned).to_vec(), 1)
    }

    fn again(&self) -> Result<Self> {
        Self::start(self.name, self.arguments.clone(), self.most)
    }

    fn start(name: &'static str, arguments: Vec<String>, most: usize) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = if let Some((program, _)) = name.split_once(' ') {
            let mut command = harness::stranger_command(program);
            command.args(&arguments).args(["-accept", &address.to_string()]);
            command
        } else {
            let mut command = harness::command(name)?;
            command.args(&arguments).env("TLSBOOK_PORT", address.port().to_string());
            command
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).env_remove("SSLKEYLOGFILE");
        let server = Self { name, arguments, child: command.spawn()?, address, most };
        let end = Instant::now() + LIMIT;
        while TcpStream::connect(address).is_err() {
            if Instant::now() > end {
                return Err(format!("{name} does not listen").into());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(server)
    }
}

impl Server {
    fn processor_time(&self) -> Option<Duration> {
        harness::processor_time(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn context() -> Result<SslContext> {
    Ok(SslContext::builder(SslMethod::tls_client())?.build())
}

/// A session to resume: it comes with the first answer.
fn session(server: &Server) -> Result<Vec<u8>> {
    let tcp = TcpStream::connect(server.address)?;
    tcp.set_read_timeout(Some(LIMIT))?;
    let ctx = context()?;
    let mut stream = SslStream::new(Ssl::new(&ctx)?, tcp)?;
    stream.connect()?;
    stream.write_all(LINE)?;
    stream.read_exact(&mut [0; LINE.len()])?;
    let session = stream.ssl().session().ok_or("no session")?.to_der()?;
    stream.shutdown()?;
    Ok(session)
}

/// Whole sessions a second without a message in them, `connections` at a time: TCP, handshake, close_notify both ways.
fn handshakes(server: &Server, connections: usize, session: Option<&[u8]>) -> Result<f64> {
    let ctx = context()?;
    let begin = || Client::begin(&ctx, server.address, session);
    let mut clients = (0..connections).map(|_| begin()).collect::<Result<Vec<_>>>()?;
    let (start, mut done) = (Instant::now(), 0_u32);
    // With a fair server all clients finish at the same time, near the end of the first turn.
    while start.elapsed() < ROUND || usize::try_from(done)? < connections {
        for at in ready(&clients)? {
            let Some(client) = clients.get_mut(at) else { continue };
            if client.go_on(Task::Close)? {
                done += 1;
                *client = begin()?;
            }
        }
    }
    Ok(f64::from(done) / start.elapsed().as_secs_f64())
}

/// Messages and answers a second, `connections` at a time.
fn round_trips(server: &Server, connections: usize) -> Result<f64> {
    let mut clients = connected(server, connections)?;
    let (start, mut done) = (Instant::now(), 0_u32);
    while start.elapsed() < ROUND {
        for at in ready(&clients)? {
            let Some(client) = clients.get_mut(at) else { continue };
            if client.go_on(Task::Talk)? {
                done += 1;
            }
        }
    }
    let rate = f64::from(done) / start.elapsed().as_secs_f64();
    // s_server has to see the end of one connection before it takes the next.
    for client in &mut clients {
        let _ = client.stream.shutdown();
    }
    Ok(rate)
}

/// Connections with their handshakes and their first round trip behind them.
fn connected(server: &Server, count: usize) -> Result<Vec<Client>> {
    let ctx = context()?;
    let mut clients =
        (0..count).map(|_| Client::begin(&ctx, server.address, None)).collect::<Result<Vec<_>>>()?;
    let end = Instant::now() + LIMIT;
    let mut missing = count;
    while missing > 0 {
        for at in ready(&clients)? {
            let Some(client) = clients.get_mut(at) else { continue };
            if !client.met && client.go_on(Task::Talk)? {
                client.met = true;
                missing -= 1;
            }
        }
        if Instant::now() > end {
            return Err(format!("{missing} of {count} connections are not there").into());
        }
    }
    Ok(clients)
}

/// Which of the clients can go on.
fn ready(clients: &[Client]) -> Result<Vec<usize>> {
    let mut fds: Vec<_> = clients.iter().map(|client| client.stream.get_ref().watch(client.want)).collect();
    if !wait(&mut fds, Some(Instant::now() + LIMIT))? {
        return Err("the server does not answer".into());
    }
    Ok(fds.iter().enumerate().filter(|(_, fd)| !fd.revents().is_empty()).map(|(at, _)| at).collect())
}

/// What a client does after its handshake.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Close,
    Talk,
}

enum State {
    Connect,
    Handshake,
    Close,
    Write,
    /// After so many bytes of the answer.
    Read(usize),
}

struct Client {
    stream: SslStream<Tcp>,
    state: State,
    want: Want,
    resumes: bool,
    met: bool,
}

impl Client {
    fn begin(ctx: &SslContext, address: SocketAddr, session: Option<&[u8]>) -> Result<Self> {
        let mut ssl = Ssl::new(ctx)?;
        if let Some(session) = session {
            ffi::SSL_set_session(&mut ssl, SslSession::from_der(session)?)?;
        }
        let stream = SslStream::new(ssl, Tcp::begin(address)?)?;
        Ok(Self { stream, state: State::Connect, want: Want::Write, resumes: session.is_some(), met: false })
    }

    /// Goes on as far as it can; `true` if a session, or a round trip, is complete.
    fn go_on(&mut self, task: Task) -> Result<bool> {
        loop {
            let done = match &mut self.state {
                State::Connect if self.stream.get_ref().is_connected()? => Ok(0),
                State::Connect => return Ok(false),
                State::Handshake => self.stream.connect().map(|()| 0),
                State::Write => self.stream.ssl_write(LINE),
                State::Read(_) => self.stream.ssl_read(&mut [0; 64]),
                State::Close => {
                    self.stream.shutdown().map(|told| usize::from(told == ssl::ShutdownResult::Received))
                }
            };
            let count = match (done, &self.state) {
                (Ok(count), _) => count,
                (Err(error), state) => match (Want::of(&error), state) {
                    (Some(want), _) => {
                        self.want = want;
                        return Ok(false);
                    }
                    // s_server does not always send a close_notify.
                    (None, State::Close) => return Ok(true),
                    (None, _) => return Err(error.into()),
                },
            };
            self.state = match self.state {
                State::Connect => State::Handshake,
                State::Handshake if self.resumes && !self.stream.ssl().session_reused() => {
                    return Err("the session is not resumed".into());
                }
                State::Handshake if task == Task::Close => State::Close,
                State::Handshake => State::Write,
                State::Close if count == 1 => return Ok(true),
                State::Close => State::Close,
                State::Write => State::Read(0),
                State::Read(before) if before + count < LINE.len() => State::Read(before + count),
                State::Read(_) => {
                    self.state = State::Write;
                    self.want = Want::Write;
                    return Ok(true);
                }
            };
        }
    }
}

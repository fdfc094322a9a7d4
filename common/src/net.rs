//! TCP connections with time limits.
//!
//! The C originals call `socket`, `connect`, `bind`, `listen` and `accept`, and then trust the peer to
//! answer. A peer that sends nothing, or one byte a minute, would hold them forever. Here each answer has a
//! time limit.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::str::FromStr;
use std::time::{Duration, Instant};

use crate::defaults::LOCALHOST;
use crate::error::Error;
use crate::note;

/// The time limit of a client.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Connect {
    /// Seconds the server may take for TCP connect, for the handshake, and for each answer
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,
}

/// Where a server listens, and its time limits.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Listen {
    /// Address to listen on; 0.0.0.0 or :: is every interface, as in the C original
    #[arg(long, value_name = "ADDRESS", default_value = LOCALHOST)]
    pub bind: IpAddr,

    /// Seconds a client may take for the handshake and for closing
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,

    /// Seconds a connected client may take for its next message
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    pub idle: Duration,
}

/// Parses a time limit in seconds: more than 0, at most a day, fractions allowed.
pub fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.001..=86_400.0).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err("seconds from 0.001 to 86400 are expected".to_owned()),
    }
}

/// A server as named on the command line: an IPv4 or IPv6 address, or a host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// An address. TLS sends no server name for it, and the certificate must contain the address itself.
    Address(IpAddr),
    /// A name. TLS sends it as the server name, and the certificate must contain it.
    Name(String),
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        // As in a URL: [::1]
        let bracketed = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(address) = bracketed.and_then(|inner| inner.parse::<Ipv6Addr>().ok()) {
            return Ok(Self::Address(IpAddr::V6(address)));
        }
        let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if text.is_empty() || text.len() > 253 || !text.chars().all(valid) {
            return Err("a host name or an IP address is expected".to_owned());
        }
        Ok(Self::Name(text.to_owned()))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// A transport for TLS records, on which no wait lasts forever.
pub trait Transport: Read + Write {
    /// Gives the peer `limit` from now for everything that is read until the next call. The limit covers all
    /// reads together, so a peer gains nothing by sending one byte at a time. A single write may take as
    /// long, too.
    fn allow(&mut self, limit: Duration);

    /// This side's address and the peer's, if the transport has addresses.
    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        None
    }
}

/// A TCP connection with a time limit, after which reads and writes fail with [`ErrorKind::TimedOut`].
#[derive(Debug)]
pub struct Connection {
    tcp: TcpStream,
    limit: Duration,
    deadline: Instant,
}

impl Connection {
    fn new(tcp: TcpStream, limit: Duration) -> io::Result<Self> {
        // Otherwise the system may hold back a short record until the one before it is acknowledged.
        tcp.set_nodelay(true)?;
        tcp.set_write_timeout(Some(limit))?;
        Ok(Self { tcp, limit, deadline: Instant::now() + limit })
    }

    /// The underlying socket, for `shutdown` from another thread (`TcpStream::try_clone`).
    #[must_use]
    pub fn tcp(&self) -> &TcpStream {
        &self.tcp
    }

    /// `send`: all of `message`.
    pub fn send(&mut self, message: &[u8]) -> io::Result<()> {
        self.write_all(message)
    }

    /// `recv`: what has arrived, at most a full `buffer`. The end of the connection is an error.
    pub fn recv(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.read(buffer) {
            Ok(0) => Err(io::Error::new(ErrorKind::UnexpectedEof, "the peer has closed the connection")),
            received => received,
        }
    }

    fn timed_out(&self, what: &str) -> io::Error {
        io::Error::new(ErrorKind::TimedOut, format!("{what} within {:?}", self.limit))
    }
}

impl Transport for Connection {
    fn allow(&mut self, limit: Duration) {
        if limit != self.limit && self.tcp.set_write_timeout(Some(limit)).is_ok() {
            self.limit = limit;
        }
        self.deadline = Instant::now() + limit;
    }

    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        Some((self.tcp.local_addr().ok()?, self.tcp.peer_addr().ok()?))
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(self.timed_out("no answer from the peer"));
            }
            self.tcp.set_read_timeout(Some(left))?;
            match self.tcp.read(buffer) {
                // SO_RCVTIMEO ends a read with EAGAIN, which OpenSSL would take for that of a non-blocking
                // socket.
                Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(self.timed_out("no answer from the peer"));
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

impl Write for Connection {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        loop {
            match self.tcp.write(buffer) {
                Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(self.timed_out("the peer takes nothing more"));
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// `socket`, `gethostbyname`, `connect`: tries each address of `host` in turn, all within `limit`. The first
/// answer then has the same limit. (The system does the name lookup, with its own limit.)
pub fn connect(host: &Host, port: u16, limit: Duration) -> Result<Connection, Error> {
    let addresses = resolve(host, port)?;
    let count = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
    let deadline = Instant::now() + limit;
    let mut failure = no_address(host);
    for (tried, address) in (0..).zip(&addresses) {
        // Share the time left among all remaining addresses: a silent one must not take it from the next.
        let left = deadline.saturating_duration_since(Instant::now()) / (count - tried);
        match TcpStream::connect_timeout(address, left.max(Duration::from_millis(1)))
            .and_then(|tcp| Connection::new(tcp, limit))
        {
            Ok(connection) => return Ok(connection),
            Err(source) => failure = Error::Connect { address: *address, source },
        }
    }
    Err(failure)
}

/// The addresses of `localhost`. Servers listen on the last one unless told otherwise: its failure is the one to report.
const LOOPBACK: [IpAddr; 2] = [IpAddr::V6(Ipv6Addr::LOCALHOST), IpAddr::V4(Ipv4Addr::LOCALHOST)];

/// `gethostbyname`: the addresses of `host`, at least one.
///
/// # Errors
/// [`Error::Resolve`] if the name has none.
pub fn resolve(host: &Host, port: u16) -> Result<Vec<SocketAddr>, Error> {
    let addresses: Vec<SocketAddr> = match host {
        Host::Address(address) => vec![SocketAddr::new(*address, port)],
        Host::Name(name) => {
            match (name.as_str(), port).to_socket_addrs() {
                Ok(addresses) => addresses.collect(),
                // This machine, even if the system's tables lack the name (RFC 6761 section 6.3).
                Err(_) if name.eq_ignore_ascii_case("localhost") => {
                    LOOPBACK.map(|ip| SocketAddr::new(ip, port)).into()
                }
                Err(source) => return Err(Error::Resolve { host: host.to_string(), source }),
            }
        }
    };
    if addresses.is_empty() { Err(no_address(host)) } else { Ok(addresses) }
}

fn no_address(host: &Host) -> Error {
    let source = io::Error::new(ErrorKind::NotFound, "the name has no address");
    Error::Resolve { host: host.to_string(), source }
}

/// `socket`, `bind`, `listen`, with `SO_REUSEADDR` where a restarted server would otherwise fail for a
/// minute.
///
/// For port 0, the system chooses a port, which is shown on standard error.
pub fn listen(bind: IpAddr, port: u16) -> Result<TcpListener, Error> {
    let asked = SocketAddr::new(bind, port);
    let bound = |source| Error::Bind { address: asked, source };
    let listener = TcpListener::bind(asked).map_err(bound)?;
    if port == 0 {
        note!("listening on {}", listener.local_addr().map_err(bound)?);
    }
    Ok(listener)
}

/// `accept`: waits for the next client without a time limit. The client then has `limit` for its handshake.
pub fn accept(listener: &TcpListener, limit: Duration) -> Result<Connection, Error> {
    loop {
        match listener.accept() {
            Ok((tcp, _)) => return Connection::new(tcp, limit).map_err(Error::Accept),
            // The client had gone before it was accepted, which is not a failure of the server.
            Err(e) if matches!(e.kind(), ErrorKind::ConnectionAborted | ErrorKind::Interrupted) => {}
            Err(e) => return Err(Error::Accept(e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_an_address_or_a_name() {
        assert_eq!("127.0.0.1".parse(), Ok(Host::Address(IpAddr::from([127, 0, 0, 1]))));
        assert_eq!("::1".parse(), Ok(Host::Address(IpAddr::V6(Ipv6Addr::LOCALHOST))));
        assert_eq!("[::1]".parse(), Ok(Host::Address(IpAddr::V6(Ipv6Addr::LOCALHOST))));
        assert_eq!("localhost".parse(), Ok(Host::Name("localhost".to_owned())));
        for wrong in
            ["", "a b", "http://localhost", "localhost:11111", "[::1", "あ", "a\0b", &"a".repeat(254)]
        {
            assert!(wrong.parse::<Host>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_time_limit_is_neither_nothing_nor_for_ever() {
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
        for wrong in ["", "0", "-1", "1e9", "inf", "NaN", "ten"] {
            assert!(seconds(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_peer_that_trickles_does_not_gain_time() {
        let listener = TcpListener::bind((LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let trickle = std::thread::spawn(move || {
            let (mut tcp, _) = listener.accept().unwrap();
            while tcp.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let start = Instant::now();
        let mut peer =
            connect(&Host::Address(address.ip()), address.port(), Duration::from_millis(300)).unwrap();
        let error = peer.read_exact(&mut [0; 1000]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(30));
        drop(peer);
        trickle.join().unwrap();
    }
}

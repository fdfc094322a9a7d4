//! TCP connections that never make their program wait.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use common::Error;
use common::net::{self, Host, Transport, uninterrupted};
use rustix::event::{PollFd, PollFlags};
use socket2::{Domain, Protocol, Socket, Type};

use crate::wait::{Deadline, Limit, Nonblocking, Waits, Want, events, wait};

/// The most that is read, in bytes, from a peer that talks on while its connection is closed: more than a handshake has.
const MOST_UNREAD: usize = 64 * 1024;

/// A TCP connection in non-blocking mode (`O_NONBLOCK`).
#[derive(Debug)]
pub struct Tcp(TcpStream);

impl Tcp {
    /// Begins to connect to `address`, and returns before that is done: [`Tcp::is_connected`] tells when it is.
    pub fn begin(address: SocketAddr) -> io::Result<Self> {
        // socket (here: Socket::new)
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;

        // fcntl (here: set_nonblocking): F_SETFL, O_NONBLOCK
        socket.set_nonblocking(true)?;

        // connect: sends the first packet.
        match socket.connect(&address.into()) {
            Ok(()) => {}
            // This is EINPROGRESS; Windows has another name for it.
            #[cfg(unix)]
            Err(e) if e.raw_os_error() == Some(rustix::io::Errno::INPROGRESS.raw_os_error()) => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => {}
            Err(e) => return Err(e),
        }
        Self::new(socket.into())
    }

    /// A connection that a listener has accepted.
    fn new(tcp: TcpStream) -> io::Result<Self> {
        // Not inherited from the listener on every system.
        tcp.set_nonblocking(true)?;
        // Without it the system may hold back a short record until the one before it is acknowledged.
        tcp.set_nodelay(true)?;
        Ok(Self(tcp))
    }

    /// Whether the connection that was begun is there by now.
    ///
    /// # Errors
    /// Why there will never be one.
    pub fn is_connected(&self) -> io::Result<bool> {
        // getsockopt (here: take_error): SO_ERROR
        if let Some(error) = self.0.take_error()? {
            return Err(error);
        }
        match self.0.peer_addr() {
            Ok(_) => Ok(true),
            Err(e) if e.kind() == ErrorKind::NotConnected => Ok(false),
            Err(e) => Err(e),
        }
    }
}

/// Closes gently (`close`), as [`net::Connection`] does, but without waiting for what the peer may still send.
///
/// C: `close` resets a connection with bytes that nobody has read, such as the rest of a flight whose certificate has
/// been refused. The reset may overtake the alert that says so.
impl Drop for Tcp {
    fn drop(&mut self) {
        if self.0.shutdown(Shutdown::Write).is_err() {
            return; // the peer has gone
        }
        let mut unread = [0; 4096];
        for _ in 0..MOST_UNREAD / unread.len() {
            if !matches!(self.read(&mut unread), Ok(1..)) {
                return;
            }
        }
    }
}

impl Transport for Tcp {
    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        Some((self.0.local_addr().ok()?, self.0.peer_addr().ok()?))
    }
}

impl Nonblocking for Tcp {
    fn watch(&self, want: Want) -> PollFd<'_> {
        PollFd::new(&self.0, events(want))
    }
}

impl Read for Tcp {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        uninterrupted(|| self.0.read(buffer))
    }
}

impl Write for Tcp {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        uninterrupted(|| self.0.write(buffer))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// `common::net::connect` in non-blocking mode: tries each address of `host` in turn, all within `limit`.
///
/// Only looking the name up may block: no system has a portable call for that which does not.
pub fn connect(host: &Host, port: u16, limit: Limit) -> Result<Tcp, Error> {
    let addresses = net::resolve(host, port)?;
    let count = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
    let deadline = Instant::now() + limit.time;
    let mut failure = None;
    for (tried, address) in (0..).zip(addresses) {
        // The time left is for all that are left: one that is silent must not take it from the next.
        let left = deadline.saturating_duration_since(Instant::now()) / (count - tried).max(1);
        let left = limit.waits.at_most(left.max(Duration::from_millis(1)));
        match connect_one(address, left) {
            Ok(tcp) => return Ok(tcp),
            Err(source) => failure = Some(Error::Connect { address, source }),
        }
    }
    let nothing = || io::Error::new(ErrorKind::NotFound, "the name has no address");
    Err(failure.unwrap_or_else(|| Error::Resolve { host: host.to_string(), source: nothing() }))
}

fn connect_one(address: SocketAddr, limit: Limit) -> io::Result<Tcp> {
    let deadline = Deadline::after(limit);
    let tcp = Tcp::begin(address)?;
    while !tcp.is_connected()? {
        limit.waits.show("connect", "in progress");
        // select (here: wait): a connection that is there, or never will be, is writable.
        if !wait(&mut [PollFd::new(&tcp.0, PollFlags::OUT)], Some(deadline.end()))? {
            return Err(io::Error::new(ErrorKind::TimedOut, "connection timed out"));
        }
    }
    Ok(tcp)
}

/// `common::net::listen` in non-blocking mode.
pub fn listen(bind: IpAddr, port: u16) -> Result<TcpListener, Error> {
    let listener = net::listen(bind, port)?;
    // fcntl (here: set_nonblocking): F_SETFL, O_NONBLOCK
    listener.set_nonblocking(true).map_err(Error::Accept)?;
    Ok(listener)
}

/// The next client, if one is there.
///
/// # Errors
/// [`Error::Accept`]: there may be one, but the system cannot hand it over.
pub fn try_accept(listener: &TcpListener) -> Result<Option<Tcp>, Error> {
    loop {
        // accept
        match listener.accept() {
            Ok((tcp, _)) => return Tcp::new(tcp).map(Some).map_err(Error::Accept),
            Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
            // The client was gone before it was accepted: not the server's failure.
            Err(e) if matches!(e.kind(), ErrorKind::ConnectionAborted | ErrorKind::Interrupted) => {}
            Err(e) => return Err(Error::Accept(e)),
        }
    }
}

/// `common::net::accept` in non-blocking mode: waits, as long as it takes, for the next client.
pub fn accept(listener: &TcpListener, waits: Waits) -> Result<Tcp, Error> {
    loop {
        if let Some(tcp) = try_accept(listener)? {
            return Ok(tcp);
        }
        waits.show("accept", "nobody there");
        // select (here: wait): a client makes the listener readable.
        wait(&mut [PollFd::new(listener, PollFlags::IN)], None).map_err(Error::Accept)?;
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn limit() -> Limit {
        Waits::default().at_most(Duration::from_secs(10))
    }

    #[test]
    fn a_connection_is_begun_and_then_there() {
        let listener = listen(Ipv4Addr::LOCALHOST.into(), 0).unwrap();
        assert!(try_accept(&listener).unwrap().is_none(), "nobody has come, and that is said at once");
        let host = "127.0.0.1".parse().unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut client = connect(&host, port, limit()).unwrap();
        let mut server = accept(&listener, Waits::default()).unwrap();
        assert_eq!(server.read(&mut [0; 4]).unwrap_err().kind(), ErrorKind::WouldBlock);
        client.write_all(b"abcd").unwrap();
        wait(&mut [server.watch(Want::Read)], None).unwrap();
        assert_eq!(server.read(&mut [0; 4]).unwrap(), 4);
    }

    #[test]
    fn the_peer_reads_our_last_words_although_we_have_not_read_its() {
        let listener = listen(Ipv4Addr::LOCALHOST.into(), 0).unwrap();
        let host = "127.0.0.1".parse().unwrap();
        let mut client = connect(&host, listener.local_addr().unwrap().port(), limit()).unwrap();
        let mut server = accept(&listener, Waits::default()).unwrap();
        server.write_all(&[0; 1000]).unwrap();
        wait(&mut [client.watch(Want::Read)], None).unwrap();
        client.write_all(b"why").unwrap();
        drop(client);
        let mut said = [0; 4];
        for end in [3, 0] {
            wait(&mut [server.watch(Want::Read)], None).unwrap();
            assert_eq!(server.read(&mut said).unwrap(), end);
        }
        assert_eq!(&said, b"why\0");
    }

    #[test]
    fn a_port_where_nobody_listens_refuses() {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let host = "127.0.0.1".parse().unwrap();
        match connect(&host, free.port(), limit()) {
            Err(Error::Connect { source, .. }) => assert_eq!(source.kind(), ErrorKind::ConnectionRefused),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_host_that_does_not_answer_is_given_up() {
        // A listener whose queue is full: Linux then drops the first packet of the next, as a silent host does.
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
        socket.listen(0).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        let waiting: Vec<_> = (0..4).map(|_| Tcp::begin(address)).collect();
        let host = "127.0.0.1".parse().unwrap();
        let start = Instant::now();
        let result = connect(&host, address.port(), Waits::default().at_most(Duration::from_millis(200)));
        if cfg!(target_os = "linux") {
            let Err(Error::Connect { source, .. }) = result else { panic!("connected") };
            assert_eq!(source.kind(), ErrorKind::TimedOut);
        }
        assert!(start.elapsed() < Duration::from_secs(30));
        drop(waiting);
    }
}

//! `connect`, `listen` and `accept`: TCP connections with a time limit.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use super::address::{no_address, resolve};
use super::host::Host;
use super::transport::{SetDeadline, Transport};
use crate::error::Error;
use crate::note;

/// How long closing a connection may take, for a peer that does not close its side.
const LINGER: Duration = Duration::from_millis(200);

/// A TCP connection with a time limit, after which reading and writing fail with [`ErrorKind::TimedOut`].
#[derive(Debug)]
pub struct Connection {
    tcp: TcpStream,
    limit: Duration,
    deadline: Instant,
    /// How long closing may take.
    linger: Duration,
}

impl Connection {
    fn new(tcp: TcpStream, limit: Duration) -> io::Result<Self> {
        // Otherwise the system may hold back a short record until the one before it is acknowledged.
        tcp.set_nodelay(true)?;
        tcp.set_write_timeout(Some(limit))?;
        Ok(Self { tcp, limit, deadline: Instant::now() + limit, linger: LINGER })
    }

    /// The underlying socket, for `shutdown` from another thread (`TcpStream::try_clone`).
    #[must_use]
    pub fn tcp(&self) -> &TcpStream {
        &self.tcp
    }

    /// Closes without a wait: for a server that must take its next client, and has told this one nothing.
    pub fn abandon(mut self) {
        self.linger = Duration::ZERO;
    }

    /// Sends all of `message` (`send`).
    pub fn send(&mut self, message: &[u8]) -> io::Result<()> {
        self.write_all(message)
    }

    /// Receives what has arrived, at most a full `buffer` (`recv`). The end of the connection is an error.
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

/// Closes gently (`close`).
///
/// C: `close` resets a connection whose peer has sent something that nobody has read. The reset overtakes what we sent
/// last: the peer then reads "connection reset" where we told it why in an alert. So this side ends what it sends
/// first (`shutdown`), and reads what the peer still says, until the peer has closed, too. In the normal case it has
/// done so already. A peer that stays gains 200 ms (`LINGER`), whatever it sends.
impl Drop for Connection {
    fn drop(&mut self) {
        let end = Instant::now() + self.linger;
        if self.tcp.shutdown(Shutdown::Write).is_err() {
            return; // the peer has gone
        }
        let mut unread = [0; 4096];
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.tcp.set_read_timeout(Some(left)).is_err() {
                return;
            }
            match self.tcp.read(&mut unread) {
                Ok(1..) => {}
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => return,
            }
        }
    }
}

impl SetDeadline for Connection {
    fn set_deadline(&mut self, limit: Duration) {
        if limit != self.limit && self.tcp.set_write_timeout(Some(limit)).is_ok() {
            self.limit = limit;
        }
        self.deadline = Instant::now() + limit;
    }
}

impl Transport for Connection {
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

/// Tries each address of `host` in turn, all within `limit` (`socket`, `gethostbyname`, `connect`). The first
/// answer then has the same limit. The system's name lookup has a limit of its own.
pub fn connect(host: &Host, port: u16, limit: Duration) -> Result<Connection, Error> {
    let addresses = resolve(host, port)?;
    let count = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
    let deadline = Instant::now() + limit;
    let mut failure = no_address(host);
    for (tried, address) in (0..).zip(&addresses) {
        // Divide the remaining time among all remaining addresses, so that a silent one leaves some for the
        // next.
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

/// Listens on a port (`socket`, `bind`, `listen`), with `SO_REUSEADDR` where a restarted server would otherwise
/// fail for a minute.
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

/// Waits for the next client without a time limit (`accept`). The client then has `limit` for its handshake.
pub fn accept(listener: &TcpListener, limit: Duration) -> Result<Connection, Error> {
    loop {
        match listener.accept() {
            Ok((tcp, _)) => return Connection::new(tcp, limit).map_err(Error::Accept),
            // The client left before it was accepted, which is not a failure of the server.
            Err(e) if matches!(e.kind(), ErrorKind::ConnectionAborted | ErrorKind::Interrupted) => {}
            Err(e) => return Err(Error::Accept(e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defaults::LOCALHOST;

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

    /// A connection, and the other side of it.
    fn pair() -> (Connection, TcpStream) {
        let listener = TcpListener::bind((LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let ours = connect(&Host::Address(address.ip()), address.port(), Duration::from_secs(20)).unwrap();
        (ours, listener.accept().unwrap().0)
    }

    #[test]
    fn the_peer_reads_our_last_words_although_we_have_not_read_its() {
        let (mut ours, mut peer) = pair();
        peer.write_all(&[0; 1000]).unwrap();
        ours.send(b"why").unwrap();
        let read = std::thread::spawn(move || {
            // Sends more, as a peer does that has not seen yet that we are closing.
            std::thread::sleep(Duration::from_millis(20));
            let _ = peer.write_all(&[0; 1000]);
            let mut said = Vec::new();
            peer.read_to_end(&mut said).map(|_| said)
        });
        drop(ours);
        assert_eq!(read.join().unwrap().unwrap(), b"why");
    }

    #[test]
    fn closing_does_not_wait_for_a_peer_that_has_closed_nor_long_for_one_that_has_not() {
        let (ours, peer) = pair();
        drop(peer);
        let start = Instant::now();
        drop(ours);
        assert!(start.elapsed() < LINGER, "{:?}", start.elapsed());

        // One that talks without end.
        let (ours, mut peer) = pair();
        let talk = std::thread::spawn(move || while peer.write_all(&[0; 4096]).is_ok() {});
        let start = Instant::now();
        drop(ours);
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
        talk.join().unwrap();
    }
}

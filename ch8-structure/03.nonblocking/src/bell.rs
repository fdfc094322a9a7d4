//! What a program is woken by that waits for sockets: another thread rings a bell.
//!
//! A socket, since Windows watches nothing else. It loses nothing: a datagram may be lost on a busy machine, even within
//! that machine, and the program would sleep on.

use std::io::{self, Read, Write};
#[cfg(any(not(unix), test))]
use std::net::{Ipv4Addr, TcpListener, TcpStream};
#[cfg(unix)]
use std::os::unix::net::UnixStream;

use rustix::event::{PollFd, PollFlags};

#[cfg(not(unix))]
type Socket = TcpStream;
#[cfg(unix)]
type Socket = UnixStream;

/// Hears the rings.
#[derive(Debug)]
pub struct Bell(Socket);

/// Rings the bell.
#[derive(Debug)]
pub struct Ringer(Socket);

/// A bell, and what rings it.
///
/// # Errors
/// The system's reason: it has no socket left.
pub fn bell() -> io::Result<(Bell, Ringer)> {
    #[cfg(unix)]
    let (heard, rung) = UnixStream::pair()?;
    #[cfg(not(unix))]
    let (heard, rung) = tcp_pair()?;
    heard.set_nonblocking(true)?;
    rung.set_nonblocking(true)?;
    Ok((Bell(heard), Ringer(rung)))
}

impl Bell {
    /// What [`wait`](fn@crate::wait) has to watch for a ring.
    #[must_use]
    pub fn watch(&self) -> PollFd<'_> {
        PollFd::new(&self.0, PollFlags::IN)
    }

    /// Forgets the rings so far, which would wake each `wait` otherwise.
    pub fn clear(&self) {
        while (&self.0).read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
    }
}

impl Ringer {
    /// Rings, and never waits.
    pub fn ring(&self) {
        // Fails if nobody hears it any more, or if it has been rung so often that it need not be.
        let _ = (&self.0).write(&[0]);
    }
}

/// Two connected sockets of a system that has no `socketpair`.
#[cfg(any(not(unix), test))]
fn tcp_pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let one = TcpStream::connect(listener.local_addr()?)?;
    let (other, peer) = listener.accept()?;
    if peer != one.local_addr()? {
        return Err(io::Error::other("another program has come in between"));
    }
    for end in [&one, &other] {
        end.set_nodelay(true)?; // a ring does not wait until the one before it is acknowledged
    }
    Ok((one, other))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use crate::wait;

    use super::*;

    #[test]
    fn what_one_end_writes_the_other_reads() {
        let (mut one, mut other) = tcp_pair().unwrap();
        one.write_all(b"a").unwrap();
        other.write_all(b"b").unwrap();
        let mut read = [0; 2];
        one.read_exact(&mut read[..1]).unwrap();
        other.read_exact(&mut read[1..]).unwrap();
        assert_eq!(&read, b"ba");
    }

    #[test]
    fn a_bell_is_heard_until_it_is_cleared() {
        let (bell, ringer) = bell().unwrap();
        let soon = Some(Instant::now() + Duration::from_secs(20));
        assert!(!wait(&mut [bell.watch()], Some(Instant::now())).unwrap(), "not rung yet");
        for _ in 0..100 {
            ringer.ring();
        }
        assert!(wait(&mut [bell.watch()], soon).unwrap());
        bell.clear();
        assert!(!wait(&mut [bell.watch()], Some(Instant::now())).unwrap(), "cleared");
    }
}

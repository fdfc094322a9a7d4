//! A TLS connection of which no call waits.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use common::net::Transport;
use common::{Error, Reason};
use iocallback::Comm;
use nonblocking::tcp::Tcp;
use nonblocking::{Deadline, Nonblocking, Waits, Want};
use observe::{Observe, Tapped};
use openssl::ssl::{self, ShutdownState, Ssl, SslStream};
use rustix::event::PollFd;

use crate::turn::Until;

/// What carries a session: the text's hint that a super loop with a transport of one's own needs no operating system.
#[derive(Debug)]
pub enum Link {
    /// A TCP connection.
    Tcp(Tcp),
    /// The files of section 8.1.
    Comm(Comm),
}

impl Read for Link {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(tcp) => tcp.read(buffer),
            Self::Comm(comm) => comm.read(buffer),
        }
    }
}

impl Write for Link {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(tcp) => tcp.write(buffer),
            Self::Comm(comm) => comm.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Tcp(tcp) => tcp.flush(),
            Self::Comm(comm) => comm.flush(),
        }
    }
}

impl Transport for Link {
    fn allow(&mut self, limit: Duration) {
        match self {
            Self::Tcp(tcp) => tcp.allow(limit),
            Self::Comm(comm) => comm.allow(limit),
        }
    }

    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        match self {
            Self::Tcp(tcp) => tcp.addresses(),
            Self::Comm(comm) => comm.addresses(),
        }
    }
}

impl Nonblocking for Link {
    fn watch(&self, want: Want) -> Option<PollFd<'_>> {
        match self {
            Self::Tcp(tcp) => tcp.watch(want),
            Self::Comm(comm) => comm.watch(want),
        }
    }
}

/// A time limit that begins to count now.
#[must_use]
pub fn from_now(limit: Duration) -> Deadline {
    Deadline::after(Waits::default().at_most(limit))
}

/// A TLS connection, what its last call could not do, and until when the peer has to make that possible.
#[derive(Debug)]
pub struct Session {
    stream: SslStream<Tapped<Link>>,
    want: Want,
    deadline: Deadline,
}

impl Session {
    /// The connection `ssl` over `link`. The peer has `limit` for the handshake.
    pub fn new(ssl: Ssl, link: Link, observe: &Observe, limit: Duration) -> Result<Self, Error> {
        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the link's `Read` and `Write`.
        let stream = SslStream::new(ssl, observe.tap(link))?;
        Ok(Self { stream, want: Want::Read, deadline: from_now(limit) })
    }

    /// Gives the peer `limit` from now.
    #[must_use]
    pub fn allow(self, limit: Duration) -> Self {
        Self { deadline: from_now(limit), ..self }
    }

    /// Makes one call; `None` if it could not be done yet.
    ///
    /// # Errors
    /// [`Error::Tls`]: the call has failed, or the peer's time is over.
    pub fn attempt<T>(
        &mut self,
        call: &'static str,
        attempt: impl FnOnce(&mut SslStream<Tapped<Link>>) -> Result<T, ssl::Error>,
    ) -> Result<Option<T>, Error> {
        let error = match attempt(&mut self.stream) {
            Ok(done) => return Ok(Some(done)),
            Err(error) => error,
        };
        // SSL_want, SSL_READING, SSL_WRITING (here: Want::of)
        match Want::of(&error) {
            Some(want) if self.deadline.is_over() => {
                Err(Error::Tls { call, reason: Reason::Io(self.deadline.missed(want)) })
            }
            Some(want) => {
                self.want = want;
                Ok(None)
            }
            // SSL_get_error, ERR_error_string (here: Error::tls)
            None => Err(Error::tls(call, &error, self.stream.ssl())),
        }
    }

    /// SSL_pending: the bytes of the last record that are still to be read.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.stream.ssl().pending()
    }

    /// Whether the peer's close_notify has come.
    #[must_use]
    pub fn is_told(&mut self) -> bool {
        self.stream.get_shutdown().contains(ShutdownState::RECEIVED)
    }

    /// What the last call waits for, and until when.
    #[must_use]
    pub fn until(&self) -> (Until<'_>, Option<Instant>) {
        (Until::ready(self.stream.get_ref().watch(self.want)), Some(self.deadline.end()))
    }
}

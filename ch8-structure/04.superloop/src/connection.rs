//! A TLS connection of which no call waits.

use std::time::{Duration, Instant};

use common::net::{Clock, Session};
use common::{Error, Reason};
use nonblocking::tcp::Tcp;
use nonblocking::{Deadline, Nonblocking, Waits, Want};
use observe::{Observe, Tapped};
use openssl::ssl::{self, ShutdownState, Ssl, SslStream};
use rustix::event::PollFd;

/// A time limit that begins to count now.
#[must_use]
pub fn from_now(limit: Duration) -> Deadline {
    Deadline::after(Waits::default().at_most(limit))
}

/// A TLS connection, what its last call waits for, and until when the peer has to make that possible.
#[derive(Debug)]
pub struct TlsConnection {
    stream: SslStream<Tapped<Tcp>>,
    /// `None`: for nothing, since it has done its work or failed.
    want: Option<Want>,
    deadline: Deadline,
    /// How long the session has lasted.
    session: Clock,
}

impl TlsConnection {
    /// The connection `ssl` over `tcp`. The peer has `limit` for the handshake.
    pub fn new(ssl: Ssl, tcp: Tcp, observe: &Observe, limit: Duration) -> Result<Self, Error> {
        let session = Session { session: None }.begin();
        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let stream = SslStream::new(ssl, observe.tap(tcp))?;
        Ok(Self { stream, want: None, deadline: from_now(limit), session })
    }

    /// Limits the whole session, which begins now.
    #[must_use]
    pub fn lasting(self, session: Session) -> Self {
        Self { session: session.begin(), ..self }
    }

    /// Gives the peer `limit` from now.
    #[must_use]
    pub fn within(self, limit: Duration) -> Self {
        Self { deadline: from_now(limit), ..self }
    }

    /// Gives the peer `limit` from now, or what is left of the session.
    #[must_use]
    pub fn within_session(self, limit: Duration) -> Self {
        let limit = self.session.within(limit);
        self.within(limit)
    }

    /// Makes one call; `None` if it could not be done yet.
    ///
    /// # Errors
    /// [`Error::Tls`]: the call has failed, or the peer's time is over.
    pub fn attempt<T>(
        &mut self,
        call: &'static str,
        attempt: impl FnOnce(&mut SslStream<Tapped<Tcp>>) -> Result<T, ssl::Error>,
    ) -> Result<Option<T>, Error> {
        self.want = None;
        let error = match attempt(&mut self.stream) {
            Ok(done) => return Ok(Some(done)),
            Err(error) => error,
        };
        // SSL_want, SSL_READING, SSL_WRITING (here: Want::of)
        match Want::of(&error) {
            Some(_) if self.session.is_over() => Err(self.session.over(call)),
            Some(want) if self.deadline.is_over() => {
                Err(Error::Tls { call, reason: Reason::Io(self.deadline.missed(want)) })
            }
            Some(want) => {
                self.want = Some(want);
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
    pub fn close_notify_received(&mut self) -> bool {
        self.stream.get_shutdown().contains(ShutdownState::RECEIVED)
    }

    /// What the last call waits for, and until when; `None` if the next one can be made at once.
    #[must_use]
    pub fn waits_for(&self) -> Option<(PollFd<'_>, Option<Instant>)> {
        let fd = self.stream.get_ref().watch(self.want?);
        Some((fd, Some(self.deadline.end())))
    }
}

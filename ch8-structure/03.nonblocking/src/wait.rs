//! What a program does when a call of a non-blocking connection returns before its work is done: it finds out what the
//! call waits for, waits for that, and calls again.

use std::fmt;
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use common::net::Transport;
use common::{Error, Reason, note};
use observe::Tapped;
use openssl::ssl::{self, ErrorCode, SslStream};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// What a call waits for. It need not be what its name says: SSL_read may have to write (the answer to a
/// KeyUpdate), and SSL_write to read (a handshake that has not ended).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// For bytes from the peer.
    Read,
    /// For room for our own bytes, until the peer or the network has taken some.
    Write,
}

impl Want {
    /// What a call waits for that has ended with `error`; `None` if it has failed, and calling it again is no use.
    #[must_use]
    pub fn of(error: &ssl::Error) -> Option<Self> {
        // SSL_get_error (here: error.code)
        match error.code() {
            // SSL_ERROR_WANT_READ (here: WANT_READ)
            ErrorCode::WANT_READ => Some(Self::Read),
            // SSL_ERROR_WANT_WRITE (here: WANT_WRITE)
            ErrorCode::WANT_WRITE => Some(Self::Write),
            _ => None,
        }
    }
}

impl fmt::Display for Want {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "SSL_ERROR_WANT_READ",
            Self::Write => "SSL_ERROR_WANT_WRITE",
        })
    }
}

/// A transport whose `read` and `write` never wait: they fail with [`ErrorKind::WouldBlock`] where others would.
///
/// It has no time limit of its own: the caller waits for it, until a [`Deadline`].
pub trait Nonblocking: Transport {
    /// What [`wait`](fn@wait) has to watch until `want` is possible.
    fn watch(&self, want: Want) -> PollFd<'_>;
}

impl<S: Nonblocking> Nonblocking for Tapped<S> {
    fn watch(&self, want: Want) -> PollFd<'_> {
        self.get_ref().watch(want)
    }
}

/// The events to watch for `want`.
#[must_use]
pub fn events(want: Want) -> PollFlags {
    match want {
        Want::Read => PollFlags::IN,
        Want::Write => PollFlags::OUT,
    }
}

/// Whether waiting is to be seen.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Waiting (section 8.3)")]
pub struct Waits {
    /// Show each call that would have waited, and what for
    #[arg(long)]
    waits: bool,
}

impl Waits {
    /// A wait of at most `time`.
    #[must_use]
    pub fn at_most(self, time: Duration) -> Limit {
        Limit { time, waits: self }
    }

    /// Says that `call` returned before its work was done.
    pub fn show(self, call: &str, why: impl fmt::Display) {
        if self.waits {
            note!("{call}: {why}, waiting");
        }
    }
}

/// How long a peer may take for something.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub(crate) time: Duration,
    pub(crate) waits: Waits,
}

/// When a [`Limit`] that has begun to count ends.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    limit: Limit,
    end: Instant,
}

impl Deadline {
    /// The end of `limit`, counted from now.
    #[must_use]
    pub fn after(limit: Limit) -> Self {
        Self { limit, end: Instant::now() + limit.time }
    }

    /// When it ends.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.end
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// The error of a peer that has not done in time what was wanted of it.
    #[must_use]
    pub fn missed(&self, want: Want) -> io::Error {
        let what = match want {
            Want::Read => "no answer from the peer",
            Want::Write => "the peer takes nothing more",
        };
        io::Error::new(ErrorKind::TimedOut, format!("{what} within {:?}", self.limit.time))
    }
}

/// Sleeps until one of `fds` is ready, or until `end`; returns whether one is. Their `revents` say which.
///
/// A descriptor whose peer has gone is ready: the next call finds out.
pub fn wait(fds: &mut [PollFd<'_>], end: Option<Instant>) -> io::Result<bool> {
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if fds.is_empty() {
            // Windows refuses to wait for nothing.
            std::thread::sleep(left.unwrap_or(Duration::MAX));
            return Ok(false);
        }
        // A limit of some hundred years, which `Timespec` cannot hold, is as good as none.
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        // select (here: poll): it does the same, and takes any number of descriptors of any value.
        match poll(fds, left.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(Errno::INTR) => {} // a signal that was caught
            Err(error) => return Err(error.into()),
        }
    }
}

/// Waits until `want` is possible on `transport`.
///
/// # Errors
/// [`ErrorKind::TimedOut`]: it does not become possible before `deadline`.
pub fn wait_for(transport: &impl Nonblocking, want: Want, deadline: Deadline) -> io::Result<()> {
    let ready = wait(&mut [transport.watch(want)], Some(deadline.end()))?;
    if deadline.is_over() || !ready { Err(deadline.missed(want)) } else { Ok(()) }
}

/// Calls `attempt` until it has done its work: the loop around each call of section 8.3. `call` is its name in errors.
///
/// # Errors
/// [`Error::Tls`]: the call has failed, or has not done its work before `deadline`.
pub fn repeat<S: Nonblocking, T>(
    stream: &mut SslStream<S>,
    call: &'static str,
    deadline: Deadline,
    mut attempt: impl FnMut(&mut SslStream<S>) -> Result<T, ssl::Error>,
) -> Result<T, Error> {
    loop {
        let error = match attempt(stream) {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let Some(want) = Want::of(&error) else {
            return Err(Error::tls(call, &error, stream.ssl()));
        };
        deadline.limit.waits.show(call, want);
        wait_for(stream.get_ref(), want, deadline)
            .map_err(|error| Error::Tls { call, reason: Reason::Io(error) })?;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::io::{Read, Write};
    use std::net::UdpSocket;
    use std::path::Path;

    use common::defaults::{SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
    use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslMode};

    use super::*;
    use crate::messages;

    /// A transport whose peer is the test: it takes `room` bytes of what is written, and returns what is in `come`.
    #[derive(Debug)]
    struct Strict {
        come: VecDeque<u8>,
        gone: Vec<u8>,
        room: usize,
        /// Whether the peer is gone, so that nothing can be written.
        broken: bool,
        /// What `poll` watches: it can always be written to, and never read from.
        socket: UdpSocket,
    }

    impl Read for Strict {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.come.is_empty() { Err(ErrorKind::WouldBlock.into()) } else { self.come.read(buffer) }
        }
    }

    impl Write for Strict {
        fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
            if self.broken {
                return Err(ErrorKind::BrokenPipe.into());
            }
            let count = buffer.len().min(self.room);
            if count == 0 {
                self.room = 10; // for the next try
                return Err(ErrorKind::WouldBlock.into());
            }
            self.room -= count;
            self.gone.extend_from_slice(&buffer[..count]);
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Transport for Strict {}

    impl Nonblocking for Strict {
        fn watch(&self, want: Want) -> PollFd<'_> {
            PollFd::new(&self.socket, events(want))
        }
    }

    fn pair() -> (SslStream<Strict>, SslStream<Strict>) {
        let mut client = SslContext::builder(SslMethod::tls_client()).unwrap();
        client.set_mode(SslMode::ENABLE_PARTIAL_WRITE);
        let mut server = SslContext::builder(SslMethod::tls_server()).unwrap();
        let file = |name: &str| certs(name);
        let (cert, key): (&Path, &Path) = (&file(SERVER_CERT_FILE), &file(SERVER_KEY_FILE));
        server.set_certificate_file(cert, SslFiletype::PEM).unwrap();
        server.set_private_key_file(key, SslFiletype::PEM).unwrap();
        let stream = |ctx: SslContext| {
            let transport = Strict {
                come: VecDeque::new(),
                gone: Vec::new(),
                room: 1 << 20,
                broken: false,
                socket: UdpSocket::bind("127.0.0.1:0").unwrap(),
            };
            SslStream::new(Ssl::new(&ctx).unwrap(), transport).unwrap()
        };
        (stream(client.build()), stream(server.build()))
    }

    /// Carries what one side has written to the other.
    fn carry(from: &mut SslStream<Strict>, to: &mut SslStream<Strict>) {
        to.get_mut().come.extend(from.get_mut().gone.drain(..));
    }

    fn limit(milliseconds: u64) -> Limit {
        Waits::default().at_most(Duration::from_millis(milliseconds))
    }

    #[test]
    fn writing_may_have_to_wait_for_bytes_and_reading_for_room() {
        let (mut client, mut server) = pair();
        // SSL_write makes the handshake first: it waits for the server's part of it.
        let error = client.connect().unwrap_err();
        assert_eq!(Want::of(&error), Some(Want::Read));
        let error = client.ssl_write(b"x").unwrap_err();
        assert_eq!(Want::of(&error), Some(Want::Read), "SSL_write waits for something to read");

        // SSL_read makes the handshake first: it waits for room for the server's part of it.
        carry(&mut client, &mut server);
        server.get_mut().room = 0;
        let error = server.accept().unwrap_err();
        assert_eq!(Want::of(&error), Some(Want::Write));
        server.get_mut().room = 0;
        let error = server.ssl_read(&mut [0]).unwrap_err();
        assert_eq!(Want::of(&error), Some(Want::Write), "SSL_read waits for room to write");
    }

    /// `pair` with its handshake behind it.
    fn connected() -> (SslStream<Strict>, SslStream<Strict>) {
        let (mut client, mut server) = pair();
        while client.connect().is_err() | server.accept().is_err() {
            carry(&mut client, &mut server);
            carry(&mut server, &mut client);
        }
        (client, server)
    }

    #[test]
    fn a_peer_that_has_said_good_bye_need_not_be_there_for_ours() {
        let (mut client, mut server) = connected();
        client.shutdown().unwrap();
        carry(&mut client, &mut server);
        let end = messages::receive(&mut server, limit(0)).unwrap_err();
        assert!(matches!(end, Error::Tls { reason: Reason::CloseNotify, .. }), "{end}");
        server.get_mut().broken = true;
        messages::close(&mut server, limit(0)).unwrap();

        let (_client, mut server) = connected();
        server.get_mut().broken = true;
        assert!(messages::close(&mut server, limit(0)).is_err(), "this one is gone without a word");
    }

    #[test]
    fn a_message_is_sent_however_little_the_network_takes_at_a_time() {
        let (mut client, mut server) = connected();
        client.get_mut().room = 10;
        let message = b"Hello server, this takes several calls";
        messages::send(&mut client, message, limit(10_000)).unwrap();
        carry(&mut client, &mut server);
        assert_eq!(messages::receive(&mut server, limit(0)).unwrap(), message);
    }

    #[test]
    fn a_peer_that_sends_nothing_is_given_up() {
        let (mut client, _server) = pair();
        let start = Instant::now();
        let error = repeat(&mut client, "SSL connect", Deadline::after(limit(100)), SslStream::connect);
        let error = error.unwrap_err().to_string();
        assert_eq!(error, "failed SSL connect (no answer from the peer within 100ms)");
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}

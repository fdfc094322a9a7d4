//! Seeing what a session does: the options that every TLS sample has in common.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use openssl::ssl::SslContextBuilder;

use crate::net::Transport;
use crate::{Error, keylog, state};

/// What to show of a session, on standard error, and what to keep of it.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Observing")]
pub struct Observe {
    /// Show each step of the library's state machine (the book filters wolfSSL's debug log for it)
    #[arg(long)]
    state: bool,

    /// Add the secrets of the session to a file, for Wireshark: whoever has it can read the session
    #[arg(long, value_name = "FILE", env = "SSLKEYLOGFILE", hide_env_values = true)]
    key_log: Option<OsString>,
}

impl Observe {
    /// Attaches what was asked for to the connections of `ctx`; must come before `Ssl::new`.
    ///
    /// # Errors
    /// [`Error::KeyLog`] if the key log cannot be opened.
    pub fn attach(&self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        if self.state {
            state::attach(ctx);
        }
        // Empty: as good as not set, as other programs see it.
        match &self.key_log {
            Some(path) if !path.is_empty() => keylog::attach(ctx, Path::new(path)),
            _ => Ok(()),
        }
    }
}

impl Observe {
    /// The transport of one connection, with an observer in it: what `SslStream::new` gets in place of `transport`.
    pub fn watch<S>(&self, transport: S) -> Watched<S> {
        Watched { transport }
    }
}

/// A transport whose bytes are observed on their way.
#[derive(Debug)]
pub struct Watched<S> {
    transport: S,
}

impl<S> Watched<S> {
    /// The transport inside.
    pub fn get_ref(&self) -> &S {
        &self.transport
    }

    /// The transport inside.
    pub fn get_mut(&mut self) -> &mut S {
        &mut self.transport
    }
}

impl<S: Read> Read for Watched<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.transport.read(buffer)
    }
}

impl<S: Write> Write for Watched<S> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.transport.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.transport.flush()
    }
}

impl<S: Transport> Transport for Watched<S> {
    fn allow(&mut self, limit: Duration) {
        self.transport.allow(limit);
    }
}

//! Seeing what a session does: the options that every TLS sample has in common.

use openssl::ssl::SslContextBuilder;

use crate::{Error, keylog, state};

/// What to show of a session, on standard error. Besides, the secrets of each connection are added to the file that
/// the environment variable `SSLKEYLOGFILE` names, for Wireshark.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Observing")]
pub struct Observe {
    /// Show each step of the library's state machine (the book filters wolfSSL's debug log for it)
    #[arg(long)]
    state: bool,
}

impl Observe {
    /// Attaches what was asked for to the connections of `ctx`; must come before `Ssl::new`.
    ///
    /// # Errors
    /// [`Error::KeyLog`] if the file of `SSLKEYLOGFILE` cannot be opened.
    pub fn attach(&self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        if self.state {
            state::attach(ctx);
        }
        keylog::attach(ctx)
    }
}

//! What another implementation must be able to do to meet ours.

use std::any::Any;
use std::path::Path;

use crate::ours;
use crate::outcome::Trouble;
use crate::subject::Subject;

/// Another implementation of TLS.
pub trait Peer: Sync {
    /// Its name.
    fn name(&self) -> String;

    /// Its version, and that of the library below it.
    fn version(&self) -> String;

    /// Starts a server.
    ///
    /// # Errors
    /// [`Trouble::Cannot`]: it has no server for this. [`Trouble::Failed`]: it has not started.
    fn serve(&self, subject: Subject) -> Result<Serving, Trouble>;

    /// Lets a client meet the server on `port`: it says `Hello server`, waits for the answer, and closes the
    /// connection.
    ///
    /// # Errors
    /// [`Trouble::Cannot`]: it has no client for this. [`Trouble::Failed`]: the session was not as it should be.
    fn connect(&self, subject: Subject, port: u16, folder: &Path) -> Result<(), Trouble>;

    /// Lets our clients meet its server.
    ///
    /// # Errors
    /// Those of [`serve`](Self::serve); [`Trouble::Failed`]: a client has not shown what it should.
    fn as_server(&self, subject: Subject, folder: &Path) -> Result<(), Trouble> {
        let server = self.serve(subject)?;
        ours::visit(subject, server.port, server.message, folder)
    }

    /// Lets its client meet our server.
    ///
    /// # Errors
    /// Those of [`connect`](Self::connect); [`Trouble::Failed`]: the server has not shown what it should.
    fn as_client(&self, subject: Subject, folder: &Path) -> Result<(), Trouble> {
        ours::host(subject, |port| self.connect(subject, port, folder))
    }
}

/// A server of another implementation. It ends with this value, unless it is a thread of the test.
pub struct Serving {
    /// Its port on 127.0.0.1.
    pub port: u16,
    /// What our clients type to get an answer, if it gives any. An empty line sends a whole one, `GET …`.
    pub message: Option<&'static str>,
    /// What keeps it running.
    pub process: Option<Box<dyn Any>>,
}

//! What came of a meeting.

use harness::Failure;

use crate::reason::Reason;

/// Why there was no session.
#[derive(Debug)]
pub enum Trouble {
    /// The peer cannot do this.
    Cannot(&'static Reason),
    /// It should, but did not.
    Failed(String),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.to_string())
    }
}

/// What came of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A session as it should be.
    Met,
    /// None, since the peer cannot.
    Cannot(&'static Reason),
}

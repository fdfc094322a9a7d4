//! What was played, and what was seen of it.

use std::path::PathBuf;

use crate::results::Row;
use crate::timeline::Timeline;

/// What was seen of an experiment.
pub(crate) struct Seen {
    /// What the windows have shown.
    pub(crate) timeline: Timeline,
    /// The captures of its TLS programs.
    pub(crate) captures: Vec<Capture>,
}

/// The capture of a program, below the folder of the site.
pub(crate) struct Capture {
    /// The window in which it ran.
    pub(crate) window: String,
    pub(crate) path: PathBuf,
}

/// An experiment that was played.
pub(crate) struct Played<'a> {
    pub(crate) row: Row<'a>,
    pub(crate) seen: Seen,
}

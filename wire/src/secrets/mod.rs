//! Secrets: what a key log (`SSLKEYLOGFILE`, RFC 9850) says of sessions.

mod file;
pub mod label;
mod line;
mod log;

pub use file::{Error, Found};
pub use line::{ClientRandom, Line, from_hex};
pub use log::{KeyLog, Secret};

pub(crate) use line::Name;
pub(crate) use log::MAX_LINES;

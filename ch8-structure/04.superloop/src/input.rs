//! Standard input that does not wait: `fgets`, if it could say "not yet".

#[cfg(any(not(unix), test))]
#[cfg_attr(unix, allow(dead_code, unreachable_pub))] // there, only its tests use it
mod reader;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub use reader::Input;
#[cfg(unix)]
pub use unix::Input;

/// What standard input has.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line, without its line end.
    Whole(Vec<u8>),
    /// Not a whole line so far.
    NotYet,
    /// No more lines.
    End,
}

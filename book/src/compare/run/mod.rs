//! At run time: plays the book's experiments with our programs and the user's builds of the originals, in every
//! combination.

pub(super) mod built;
mod commands;
mod hello;
mod meet;
mod meeting;
mod mixed;
mod original;
mod ports;
mod side;
mod started;
pub(super) mod trace;

pub(super) use built::Built;
pub(super) use commands::{programs, windows};
pub(super) use hello::lengths;
pub(super) use meet::meet;
#[cfg(test)]
pub(super) use meeting::Run;
pub(super) use meeting::{Meeting, Transcripts, explain, transcripts};
pub(super) use original::{Original, Says};
pub(super) use side::{Side, combinations, who};
pub(super) use trace::{Tool, Trace, Under};

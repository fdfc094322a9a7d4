//! Input and output files, whose failures have names and whose outputs appear whole or not at all: the `FILE *infp, *outfp`
//! that `Examples/common/main.c` opens for each program of chapter 7.
//!
//! An output is written beside its place and moved there by [`Writer::fclose`]. Until then an earlier file of that name is
//! as it was; after a failure it still is, and nothing else is left behind, not even by Ctrl-C.

mod arguments;
mod identity;
mod input;
mod output;
mod scratch;
#[cfg(test)]
mod tests;

pub use arguments::{Input, Output};
pub use input::Reader;
pub use output::{Contents, Writer, write_whole};
pub use scratch::Scratch;

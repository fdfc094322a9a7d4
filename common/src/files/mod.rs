//! Input and output files: the `FILE *infp, *outfp` that `Examples/common/main.c` opens for each program of
//! chapter 7. Errors name the file, and outputs appear whole or not at all.
//!
//! An output is written to a file beside its destination; [`Writer::fclose`] moves it there. Until then, an
//! earlier file of that name is unchanged. After a failure or Ctrl-C it stays unchanged, and nothing else is
//! left behind.

mod arguments;
mod identity;
mod input;
mod output;
mod readers;
mod scratch;
mod screen;
#[cfg(test)]
mod tests;

pub use arguments::{Input, Output};
pub use input::Reader;
pub use output::{Contents, Writer, write_whole};
pub use readers::note_readers;
pub use scratch::Scratch;

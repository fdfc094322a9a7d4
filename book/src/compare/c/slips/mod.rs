//! Finds slips in a C program from its syntax tree, according to the rules of C and the library's man pages. There
//! is no list of known slips: each check looks at what the program does, whichever program it is.

mod arguments;
mod files;
mod find;
mod loops;
mod memory;
mod network;
mod pair;
mod results;
mod scope;
mod slip;
#[cfg(test)]
mod spellings;
mod status;
#[cfg(test)]
mod tests;
mod text;
mod tls;

pub(crate) use find::find;
pub(crate) use network::foreign_address;
pub(crate) use pair::pair;
pub(crate) use slip::Slip;

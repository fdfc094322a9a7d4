//! The C side: a program's sources, its arguments, its slips, and the compiler's word on it.

pub(super) mod arguments;
mod compiler;
pub(super) mod slips;
mod syntax;

pub(super) use arguments::Role;
pub(super) use compiler::{Compiler, Library, Word};
pub(super) use slips::{Slip, plain};
pub(super) use syntax::{Call, File, Program, descendants, read};

//! The C side: the sources of a program, its arguments, its slips, and what the compiler says.

pub(super) mod arguments;
mod compiler;
mod names;
pub(super) mod slips;
mod syntax;

pub(super) use arguments::Role;
pub(super) use compiler::{Compiler, Word};
pub(super) use names::plain;
pub(super) use slips::{Slip, pair};
pub(super) use syntax::{Call, File, Program, descendants, read};

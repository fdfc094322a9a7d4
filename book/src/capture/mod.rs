//! Finished captures: explains and compares them.

pub(crate) mod diff;
pub(crate) mod explain;
mod wanted;

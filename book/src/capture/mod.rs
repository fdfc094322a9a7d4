//! Finished captures: explained, and held one beside the other.

pub(crate) mod diff;
pub(crate) mod explain;
mod wanted;

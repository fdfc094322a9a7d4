//! Finished captures: explains and compares them.

mod by_hand;
pub(crate) mod diff;
pub(crate) mod explain;
mod html;
mod remarks;
mod wanted;

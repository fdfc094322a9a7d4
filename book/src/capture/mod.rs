//! Finished captures: explains and compares them.

mod by_hand;
mod certificates;
pub(crate) mod diff;
pub(crate) mod explain;
mod filter;
mod folder;
mod follow;
mod html;
mod input;
mod list;
mod outcome;
mod pages;
mod remarks;
mod title;
mod views;
mod wanted;

//! Code shared by the programs of chapter 7.

pub mod digest;
pub mod keys;
pub mod legacy;
mod objects;
pub mod wrapper;

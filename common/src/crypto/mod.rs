//! What the programs of chapter 7 share.

pub mod digest;
pub mod keys;
pub mod legacy;
pub mod wrapper;

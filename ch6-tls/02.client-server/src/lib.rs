//! Section 6.1: what its programs share, and what the samples of 6.2 to 6.5 and of chapter 8 extend.
//!

pub mod identity;
pub mod messages;
pub mod records;

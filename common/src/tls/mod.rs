//! Code shared by the TLS connections of all samples.

pub mod key_exchange;
pub mod lists;
pub mod versions;

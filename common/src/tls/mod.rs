//! What TLS connections of all samples share.

pub mod key_exchange;
pub mod versions;

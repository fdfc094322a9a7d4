//! Section 6.2: what its two programs share.

pub mod alpn;
pub mod lists;
pub mod taken;

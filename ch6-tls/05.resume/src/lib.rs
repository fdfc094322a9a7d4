//! Section 6.4: what its programs and those of section 6.5 share.

pub mod session;

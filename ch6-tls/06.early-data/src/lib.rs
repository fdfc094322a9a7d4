//! Section 6.5: what the programs that look at early data from outside share.

pub mod flight;
pub mod forward_secrecy;

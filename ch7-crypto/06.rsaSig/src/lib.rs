//! What the programs of section 7.7 share: [`signature`].

pub mod signature;

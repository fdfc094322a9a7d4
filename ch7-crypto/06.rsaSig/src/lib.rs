//! What the programs of section 7.5.3 share: [`signature`].

pub mod signature;

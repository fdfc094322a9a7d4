//! What OpenSSL computes for us: opening records, HKDF and HMAC, the transcript's hash, signatures.

mod aead;
mod hash;
mod signature;
mod suite;
mod transcript;

pub(crate) use aead::Opener;
pub(crate) use hash::Hash;
pub(crate) use signature::{public_key, verify};
pub(crate) use suite::Suite;
pub(crate) use transcript::Transcript;

//! What OpenSSL computes: opened records, HKDF and HMAC, the hash of the transcript, signatures.

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

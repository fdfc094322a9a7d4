//! What OpenSSL computes: opened records, HKDF and HMAC, the hash of the transcript, signatures.

mod aead;
mod hash;
mod mac;
mod ocsp;
mod opener;
mod plaintext;
mod signature;
mod suite;
mod transcript;

pub(crate) use hash::Hash;
pub(crate) use ocsp::is_signed;
pub(crate) use opener::Opener;
pub(crate) use plaintext::Options;
pub(crate) use signature::{public_key, verify, verify_before_12};
pub(crate) use suite::{KeyPart, SideKeys, Suite};
pub(crate) use transcript::Transcript;

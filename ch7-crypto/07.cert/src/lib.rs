//! What the programs of section 7.8 share.
//!
//! | module | what |
//! | --- | --- |
//! | [`name`] | names of subjects and issuers: from the command line, and as text |
//! | [`extension`] | extensions of a request or certificate, from the command line |
//! | [`items`] | what can be read from a certificate |
//! | [`date`] | the time of `verifycert --date` |

pub mod date;
pub mod extension;
pub mod items;
pub mod name;

use openssl::hash::MessageDigest;
use openssl::pkey::{HasPublic, Id, PKeyRef};

/// The hash function for signing with `pkey`: SHA-256 as in the text, or none if the algorithm has its own.
pub fn signing_hash<T: HasPublic>(pkey: &PKeyRef<T>) -> MessageDigest {
    match pkey.id() {
        Id::ED25519 | Id::ED448 => MessageDigest::null(),
        _ => MessageDigest::sha256(),
    }
}

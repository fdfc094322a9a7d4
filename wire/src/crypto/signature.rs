//! Signatures, and the public keys that they are checked with.

use std::cell::RefCell;
use std::collections::VecDeque;

use names::codes::signature_algorithm as tls12;
use names::codes::signature_scheme::{
    ED448, ED25519, RSA_PSS_PSS_SHA256, RSA_PSS_PSS_SHA384, RSA_PSS_PSS_SHA512, RSA_PSS_RSAE_SHA256,
    RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512,
};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, PKeyRef, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};
use openssl::x509::X509;
use texts::{Sentence, say};

/// The public key of a certificate, or a raw public key (RFC 7250), in DER.
///
/// OpenSSL takes 0.2 ms for that, as much as for all the rest of a handshake, and servers send the same
/// certificate again and again. So the last few keys are kept.
pub(crate) fn public_key(der: &[u8]) -> Option<PKey<Public>> {
    type Kept = (Vec<u8>, PKey<Public>);
    const KEPT: usize = 64;
    const LONGEST: usize = 1 << 13;
    thread_local! { static KEYS: RefCell<VecDeque<Kept>> = const { RefCell::new(VecDeque::new()) } }

    KEYS.with_borrow_mut(|keys| {
        if let Some((_, key)) = keys.iter().find(|(kept, _)| kept == der) {
            return Some(key.clone());
        }
        let certificate = X509::from_der(der).and_then(|certificate| certificate.public_key());
        let key = certificate.or_else(|_| PKey::public_key_from_der(der));
        let _ = ErrorStack::get(); // what OpenSSL cannot read leaves errors in the queue
        let key = key.ok()?;
        if der.len() <= LONGEST {
            keys.truncate(KEPT - 1);
            keys.push_front((der.to_vec(), key.clone()));
        }
        Some(key)
    })
}

/// Whether `signature` is a signature of `content` by `key`; `Err`: why it cannot be checked here.
pub(crate) fn verify(
    key: &PKeyRef<Public>,
    scheme: u16,
    content: &[u8],
    signature: &[u8],
) -> Result<bool, Sentence> {
    const UNKNOWN: Sentence = say!("the signature scheme is not known here");
    let digest = match scheme {
        // RSASSA-PSS and EdDSA have their own places in the registry (RFC 8446 section 4.2.3).
        RSA_PSS_RSAE_SHA256 | RSA_PSS_PSS_SHA256 => Some(MessageDigest::sha256()),
        RSA_PSS_RSAE_SHA384 | RSA_PSS_PSS_SHA384 => Some(MessageDigest::sha384()),
        RSA_PSS_RSAE_SHA512 | RSA_PSS_PSS_SHA512 => Some(MessageDigest::sha512()),
        ED25519 | ED448 => None,
        // Otherwise the first byte is the hash, as in TLS 1.2.
        _ => Some(match scheme >> 8 {
            tls12::SHA1 => MessageDigest::sha1(),
            tls12::SHA224 => MessageDigest::sha224(),
            tls12::SHA256 => MessageDigest::sha256(),
            tls12::SHA384 => MessageDigest::sha384(),
            tls12::SHA512 => MessageDigest::sha512(),
            _ => return Err(UNKNOWN),
        }),
    };
    let fits = match scheme {
        RSA_PSS_PSS_SHA256..=RSA_PSS_PSS_SHA512 => key.id() == Id::RSA_PSS,
        RSA_PSS_RSAE_SHA256..=RSA_PSS_RSAE_SHA512 => key.id() == Id::RSA,
        ED25519 => key.id() == Id::ED25519,
        ED448 => key.id() == Id::ED448,
        _ => match scheme & 0xff {
            tls12::RSA => key.id() == Id::RSA,
            tls12::DSA => key.id() == Id::DSA,
            tls12::ECDSA => key.id() == Id::EC,
            _ => return Err(UNKNOWN),
        },
    };
    if !fits {
        return Ok(false); // a signature of another kind of key
    }
    let checked =
        verifier(key, scheme, digest).map(|mut verifier| verifier.verify_oneshot(signature, content));
    // A failure leaves errors in the queue, where the caller's next TLS call would find them.
    let _ = ErrorStack::get();
    match checked {
        // OpenSSL returns an error for bytes that are not even encoded like a signature.
        Ok(checked) => Ok(checked.unwrap_or(false)),
        // A policy of the system (against SHA-1, say), or a restriction in the key.
        Err(_) => Err(say!("OpenSSL does not allow this signature scheme with this key")),
    }
}

/// The same before TLS 1.2, where no scheme is named (RFC 2246 section 4.7): an RSA key signs MD5 and SHA-1, one behind
/// the other, any other key SHA-1.
pub(crate) fn verify_before_12(
    key: &PKeyRef<Public>,
    content: &[u8],
    signature: &[u8],
) -> Result<bool, Sentence> {
    let digest = match key.id() {
        Id::RSA => MessageDigest::from_nid(Nid::MD5_SHA1),
        Id::DSA | Id::EC => Some(MessageDigest::sha1()),
        _ => return Ok(false),
    };
    let checked = digest
        .and_then(|digest| Verifier::new(digest, key).ok())
        .map(|mut verifier| verifier.verify_oneshot(signature, content));
    let _ = ErrorStack::get();
    match checked {
        Some(checked) => Ok(checked.unwrap_or(false)),
        None => Err(say!("OpenSSL does not allow this signature scheme with this key")),
    }
}

/// What checks signatures of a scheme.
fn verifier(
    key: &PKeyRef<Public>,
    scheme: u16,
    digest: Option<MessageDigest>,
) -> Result<Verifier<'_>, ErrorStack> {
    let Some(digest) = digest else { return Verifier::new_without_digest(key) };
    let mut verifier = Verifier::new(digest, key)?;
    let pss = [RSA_PSS_RSAE_SHA256..=RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA256..=RSA_PSS_PSS_SHA512];
    if pss.iter().any(|schemes| schemes.contains(&scheme)) {
        verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
        verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    }
    Ok(verifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openssl_does_not_check_is_not_called_false() {
        if !harness::tool("openssl") {
            return;
        }
        // A key for RSASSA-PSS with SHA-512 alone (RFC 4055 section 1.2).
        let options =
            "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512";
        let made = harness::stranger_command("openssl").args(options.split(' ')).output().unwrap();
        let key = PKey::private_key_from_pem(&made.stdout).unwrap().public_key_to_der().unwrap();
        let key = PKey::public_key_from_der(&key).unwrap();
        assert_eq!(verify(&key, RSA_PSS_PSS_SHA512, b"content", &[1; 256]), Ok(false));
        let refused = say!("OpenSSL does not allow this signature scheme with this key");
        assert_eq!(verify(&key, RSA_PSS_PSS_SHA256, b"content", &[1; 256]), Err(refused));
        assert!(ErrorStack::get().errors().is_empty());
    }
}

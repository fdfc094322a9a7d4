//! Why early data has no forward secrecy: its key follows from the secret of the former session, and from nothing else.
//!
//! All other data of a resumed session is also protected by its key exchange, whose private keys both sides
//! delete. Early data is not: whoever has recorded it can decrypt it on getting the secret later. The secret is
//! in the client's file and in the server's memory, or in the ticket itself, for whoever has the key that the
//! server encrypts tickets with.
//!
//! The steps are those of RFC 8446 section 7.1; HKDF, the hash and the cipher are OpenSSL's.

use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::md::{Md, MdRef};
use openssl::pkey::Id;
use openssl::pkey_ctx::{HkdfMode, PkeyCtx};
use openssl::ssl::SslSessionRef;
use openssl::symm::{Cipher, decrypt_aead};

use common::ffi;

use crate::flight::{Flight, HEADER};

/// The tag at the end of an AES-GCM or ChaCha20-Poly1305 record, in bytes.
const TAG: usize = 16;

/// The nonce of these ciphers, in bytes.
const IV: usize = 12;

/// What a cipher suite of TLS 1.3 is made of.
struct Suite {
    hash: MessageDigest,
    md: &'static MdRef,
    cipher: Cipher,
}

impl Suite {
    /// By its name in RFC 8446 appendix B.4.
    fn named(name: &str) -> Option<Self> {
        let (sha256, sha384) =
            ((MessageDigest::sha256(), Md::sha256()), (MessageDigest::sha384(), Md::sha384()));
        let ((hash, md), cipher) = match name {
            "TLS_AES_128_GCM_SHA256" => (sha256, Cipher::aes_128_gcm()),
            "TLS_AES_256_GCM_SHA384" => (sha384, Cipher::aes_256_gcm()),
            "TLS_CHACHA20_POLY1305_SHA256" => (sha256, Cipher::chacha20_poly1305()),
            _ => return None,
        };
        Some(Self { hash, md, cipher })
    }
}

/// Decrypts the first record of early data in `flight`, with nothing but the session that it was sent in;
/// `None` if it belongs to another session.
pub fn read_early_data(session: &SslSessionRef, flight: &Flight) -> Option<Vec<u8>> {
    // OpenSSL only: SSL_SESSION_get0_cipher
    let suite = Suite::named(ffi::SSL_SESSION_get0_cipher(session)?.name())?;
    let mut psk = vec![0; session.master_key_len()];
    // SSL_SESSION_get_master_key: of TLS 1.3, the pre-shared key that belongs to the ticket.
    session.master_key(&mut psk);
    let transcript = hash(suite.hash, &flight.client_hello).ok()?;
    decrypt(&suite, &psk, &transcript, &flight.early_data).ok()
}

/// Decrypts the first record of early data. The Client Hello of `transcript` is public: `psk` is the only secret.
fn decrypt(suite: &Suite, psk: &[u8], transcript: &[u8], record: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let early_secret = extract(suite, psk)?;
    let traffic_secret = expand_label(suite, &early_secret, "c e traffic", transcript, suite.hash.size())?;
    let key = expand_label(suite, &traffic_secret, "key", b"", suite.cipher.key_len())?;
    // The nonce of the first record is the IV itself: the sequence number that it is combined with is 0.
    let nonce = expand_label(suite, &traffic_secret, "iv", b"", IV)?;
    let (header, content) = record.split_at(HEADER.min(record.len()));
    let (encrypted, tag) = content.split_at(content.len().saturating_sub(TAG));
    let mut inner = decrypt_aead(suite.cipher, &key, Some(&nonce), header, encrypted, tag)?;
    // TLSInnerPlaintext: the data, its content type, and zeros that hide the length.
    while inner.pop().is_some_and(|byte| byte == 0) {}
    Ok(inner)
}

/// HKDF-Expand-Label (RFC 8446 section 7.1).
fn expand_label(
    suite: &Suite,
    secret: &[u8],
    label: &str,
    context: &[u8],
    length: usize,
) -> Result<Vec<u8>, ErrorStack> {
    let label = format!("tls13 {label}");
    let byte = |length: usize| u8::try_from(length).unwrap_or(u8::MAX); // all are short
    let mut info = vec![0, byte(length), byte(label.len())];
    info.extend_from_slice(label.as_bytes());
    info.push(byte(context.len()));
    info.extend_from_slice(context);
    expand(suite, secret, &info, length)
}

/// HKDF-Extract (RFC 5869) with a salt of zeros.
fn extract(suite: &Suite, key: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let zeros = vec![0; suite.hash.size()];
    hkdf(suite, HkdfMode::EXTRACT_ONLY, key, suite.hash.size(), |ctx| ctx.set_hkdf_salt(&zeros))
}

/// HKDF-Expand.
fn expand(suite: &Suite, key: &[u8], info: &[u8], length: usize) -> Result<Vec<u8>, ErrorStack> {
    hkdf(suite, HkdfMode::EXPAND_ONLY, key, length, |ctx| ctx.add_hkdf_info(info))
}

fn hkdf(
    suite: &Suite,
    mode: HkdfMode,
    key: &[u8],
    length: usize,
    set_input: impl FnOnce(&mut PkeyCtx<()>) -> Result<(), ErrorStack>,
) -> Result<Vec<u8>, ErrorStack> {
    let mut ctx = PkeyCtx::new_id(Id::HKDF)?;
    ctx.derive_init()?;
    ctx.set_hkdf_mode(mode)?;
    ctx.set_hkdf_md(suite.md)?;
    ctx.set_hkdf_key(key)?;
    set_input(&mut ctx)?;
    let mut output = vec![0; length];
    ctx.derive(Some(&mut output))?;
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(digits: &str) -> Vec<u8> {
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        (0..digits.len()).step_by(2).map(byte).collect()
    }

    /// RFC 8448 section 4, "Resumed 0-RTT Handshake".
    #[test]
    fn the_early_data_of_rfc_8448_is_read() {
        let suite = Suite::named("TLS_AES_128_GCM_SHA256").unwrap();
        let psk = hex("4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3");
        // Of the whole ClientHello, binders included.
        let transcript = hex("08ad0fa05d7c7233b1775ba2ff9f4c5b8b59276b7f227f13a976245f5d960913");
        let record = hex("1703030017ab1df420e75c457a7cc5d2844f76d5aee4b4edbf049be0");
        assert_eq!(decrypt(&suite, &psk, &transcript, &record).unwrap(), b"ABCDEF");

        for at in 0..record.len() {
            let mut changed = record.clone();
            changed[at] ^= 1;
            assert!(decrypt(&suite, &psk, &transcript, &changed).is_err(), "byte {at}");
            assert!(decrypt(&suite, &psk, &transcript, &record[..at]).is_err(), "cut to {at}");
        }
        assert!(decrypt(&suite, &transcript, &psk, &record).is_err(), "another key");
    }
}

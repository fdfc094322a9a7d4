//! The vectors of Project Wycheproof, each through the programs: valid ones both ways, invalid ones refused.

#![allow(clippy::unwrap_used)]

mod programs;

use common::wrapper::hex;
use programs::Settings;
use sym::ciphers;
use wycheproof::{TestResult, aead, cipher};

/// How the line begins that says that the end of the data is wrong.
const FINAL: &str = "ERROR: EVP_CipherFinal (";

#[test]
fn aes_cbc_with_pkcs5_padding() {
    let (mut valid, mut invalid) = (0, 0);
    for group in cipher::TestSet::load(cipher::TestName::AesCbcPkcs5).unwrap().test_groups {
        let cipher = format!("aes-{}-cbc", group.key_size);
        for vector in group.tests {
            let settings = |buffer| Settings { cipher: &cipher, key: &vector.key, iv: &vector.nonce, buffer };
            if vector.result == TestResult::Valid {
                let encrypted = settings(16).symcipher("-e", &[], &vector.pt);
                assert_eq!(encrypted.unwrap(), *vector.ct, "{}", vector.tc_id);
                let decrypted = settings(16).symcipher("-d", &[], &vector.ct);
                assert_eq!(decrypted.unwrap(), *vector.pt, "{}", vector.tc_id);
                valid += 1;
            } else {
                let refused = settings(256).symcipher("-d", &[], &vector.ct).unwrap_err();
                assert!(refused.starts_with(FINAL), "{}: {refused}", vector.tc_id);
                invalid += 1;
            }
        }
    }
    println!("AES-CBC-PKCS5: {valid} valid, {invalid} invalid");
    assert!(valid > 50 && invalid > 50);
}

#[test]
fn aes_gcm() {
    authenticated(aead::TestName::AesGcm, |bits| format!("aes-{bits}-gcm"));
}

#[test]
fn chacha20_poly1305() {
    authenticated(aead::TestName::ChaCha20Poly1305, |_| "chacha20-poly1305".to_owned());
}

/// The vectors of a cipher that makes a tag. `named` is its name for keys of so many bits.
fn authenticated(vectors: aead::TestName, named: impl Fn(usize) -> String) {
    let (mut valid, mut invalid, mut other_iv) = (0, 0, 0);
    for group in aead::TestSet::load(vectors).unwrap().test_groups {
        let cipher = named(group.key_size);
        assert_eq!(group.tag_size, 128);
        for vector in group.tests {
            let settings = Settings { cipher: &cipher, key: &vector.key, iv: &vector.nonce, buffer: 16 };
            let tag = hex(&vector.tag).to_string();
            let opened = settings.open(&vector.aad, &tag, &vector.ct);
            let sealed = settings.seal(&vector.aad, &vector.pt);
            if vector.nonce.len() != 12 {
                // The program takes IVs of 12 bytes only, as TLS does. It refuses all others, valid or not.
                // (Some of these vectors have no tag either, which is noticed first.)
                let refused = opened.unwrap_err();
                let words = if vector.tag.len() == 16 { "ERROR: IV size = " } else { "ERROR: Tag size = " };
                assert!(refused.starts_with(words), "{}: {refused}", vector.tc_id);
                assert!(sealed.unwrap_err().starts_with("ERROR: IV size = "), "{}", vector.tc_id);
                other_iv += 1;
            } else if vector.result == TestResult::Valid {
                assert_eq!(opened.unwrap(), *vector.pt, "{}", vector.tc_id);
                assert_eq!(sealed.unwrap(), (vector.ct.to_vec(), tag), "{}", vector.tc_id);
                valid += 1;
            } else {
                let refused = opened.unwrap_err();
                assert!(refused.starts_with(FINAL), "{}: {refused}", vector.tc_id);
                invalid += 1;
            }
        }
    }
    let seen = format!(
        "{valid} valid, {invalid} invalid; {other_iv} with IVs that are not 12 bytes, which are refused"
    );
    assert!(valid > 50 && invalid > 20 && other_iv > 5, "{seen}");
}

#[test]
fn aes_xts() {
    let (mut valid, mut refused) = (0, 0);
    for group in cipher::TestSet::load(cipher::TestName::AesXts).unwrap().test_groups {
        for vector in group.tests {
            let cipher = format!("aes-{}-xts", vector.key.len() * 4);
            if ciphers::by_name(&cipher).is_err() {
                refused += 1; // AES-192
                continue;
            }
            // A short tweak is a number with its low byte first: zeros follow.
            let mut iv = vector.nonce.to_vec();
            iv.resize(16, 0);
            let settings = Settings { cipher: &cipher, key: &vector.key, iv: &iv, buffer: 65536 };
            let encrypted = settings.symcipher("-e", &[], &vector.pt);
            let decrypted = settings.symcipher("-d", &[], &vector.ct);
            if vector.result == TestResult::Invalid {
                assert!(encrypted.is_err() && decrypted.is_err(), "{}", vector.tc_id);
                refused += 1;
            } else {
                assert_eq!(encrypted.unwrap(), *vector.ct, "{}", vector.tc_id);
                assert_eq!(decrypted.unwrap(), *vector.pt, "{}", vector.tc_id);
                valid += 1;
            }
        }
    }
    println!("AES-XTS: {valid} valid, {refused} refused");
    assert!(valid > 50);
}

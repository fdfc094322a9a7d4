//! The vectors of Project Wycheproof, each through the functions that the programs call: valid ones both ways, invalid ones
//! refused.

#![allow(clippy::unwrap_used)]

mod paths;

use common::Error;
use common::wrapper::Direction;
use paths::Paths;
use sym::ciphers;
use wycheproof::{TestResult, aead, cipher};

#[test]
fn aes_cbc_with_pkcs5_padding() {
    let (mut valid, mut invalid) = (0, 0);
    for group in cipher::TestSet::load(cipher::TestName::AesCbcPkcs5).unwrap().test_groups {
        let cipher = ciphers::by_name(&format!("aes-{}-cbc", group.key_size)).unwrap();
        for vector in group.tests {
            let decrypt = |buffer| {
                let paths = Paths::new(&vector.ct);
                paths.cbc(&cipher, &vector.key, &vector.nonce, Direction::DECRYPT, true, buffer)
            };
            if vector.result == TestResult::Valid {
                let paths = Paths::new(&vector.pt);
                let encrypted = paths.cbc(&cipher, &vector.key, &vector.nonce, Direction::ENCRYPT, true, 16);
                assert_eq!(encrypted.unwrap(), *vector.ct, "{}", vector.tc_id);
                assert_eq!(decrypt(16).unwrap(), *vector.pt, "{}", vector.tc_id);
                valid += 1;
            } else {
                let refused = decrypt(256).unwrap_err();
                let final_step = matches!(refused, Error::Algorithm { call: "EVP_CipherFinal", .. });
                assert!(final_step, "{}: {refused}", vector.tc_id);
                invalid += 1;
            }
        }
    }
    println!("AES-CBC-PKCS5: {valid} valid, {invalid} invalid");
    assert!(valid > 50 && invalid > 50);
}

#[test]
fn aes_gcm() {
    let (mut valid, mut invalid, mut other_iv) = (0, 0, 0);
    for group in aead::TestSet::load(aead::TestName::AesGcm).unwrap().test_groups {
        let cipher = ciphers::by_name(&format!("aes-{}-gcm", group.key_size)).unwrap();
        assert_eq!(group.tag_size, 128);
        for vector in group.tests {
            let (key, iv, aad) = (&vector.key, &vector.nonce, &vector.aad);
            let opened = Paths::new(&vector.ct).open(&cipher, key, iv, aad, &vector.tag, 16);
            let sealed = Paths::new(&vector.pt).seal(&cipher, key, iv, aad, 16);
            if iv.len() != 12 {
                // The program takes IVs of 12 bytes only, as TLS does: any other is refused, valid or not.
                assert!(matches!(opened, Err(Error::Size { what: "IV", .. })), "{}", vector.tc_id);
                assert!(matches!(sealed, Err(Error::Size { what: "IV", .. })), "{}", vector.tc_id);
                other_iv += 1;
            } else if vector.result == TestResult::Valid {
                assert_eq!(opened.unwrap(), *vector.pt, "{}", vector.tc_id);
                assert_eq!(sealed.unwrap(), (vector.ct.to_vec(), vector.tag.to_vec()), "{}", vector.tc_id);
                valid += 1;
            } else {
                let refused = opened.unwrap_err();
                let final_step = matches!(refused, Error::Algorithm { call: "EVP_CipherFinal", .. });
                assert!(final_step, "{}: {refused}", vector.tc_id);
                invalid += 1;
            }
        }
    }
    println!(
        "AES-GCM: {valid} valid, {invalid} invalid; {other_iv} with IVs that are not 12 bytes, which are refused"
    );
    assert!(valid > 50 && invalid > 20 && other_iv > 20);
}

#[test]
fn aes_xts() {
    let (mut valid, mut refused) = (0, 0);
    for group in cipher::TestSet::load(cipher::TestName::AesXts).unwrap().test_groups {
        for vector in group.tests {
            let key = &vector.key;
            let Ok(cipher) = ciphers::by_name(&format!("aes-{}-xts", key.len() * 4)) else {
                refused += 1; // AES-192
                continue;
            };
            // A short tweak is a number with its low byte first: zeros follow.
            let mut iv = vector.nonce.to_vec();
            iv.resize(16, 0);
            let cbc = |data, mode| Paths::new(data).cbc(&cipher, key, &iv, mode, true, 65536);
            let encrypted = cbc(&vector.pt, Direction::ENCRYPT);
            let decrypted = cbc(&vector.ct, Direction::DECRYPT);
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

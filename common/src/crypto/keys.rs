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
//! | certificate | X.509 (RFC 5280) `CERTIFICATE`; `TRUSTED CERTIFICATE`, without what OpenSSL adds to it |
//! | certificate request | PKCS#10 (RFC 2986) `CERTIFICATE REQUEST` |
//!
//! A file that contains something else, is truncated or is too long is refused with an error that says so
//! ([`Error::Load`]).

use std::path::PathBuf;

use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkcs7::Pkcs7;
use openssl::pkcs12::Pkcs12;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef, Private, Public};
use openssl::rsa::{Padding, Rsa, RsaRef};
use openssl::x509::{X509, X509Crl, X509Req};

use super::objects::{CRL, ENCRYPTED, Object, PKCS7, objects, whole};
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
///
/// PEM objects with another label are left out, as OpenSSL does: a key, or parameters. A CRL, a PKCS#7 object and
/// what a `TRUSTED CERTIFICATE` is trusted for are left out with a note on standard error, because it says something
/// about certificates.
pub fn certificates(file: &Input) -> Result<Vec<X509>, Error> {
    const NEEDED: &str = "a certificate";
    let objects = objects(&file.load(MAX_FILE)?, NEEDED);
    let (wanted, others): (Vec<_>, Vec<_>) = objects.into_iter().partition(|object| object.claims(NEEDED));
    if wanted.is_empty() {
        // Says what the file has in their place.
        return certificate(file).map(|one| vec![one]);
    }
    for other in wanted.iter().chain(&others).filter_map(Object::about_certificates) {
        crate::note!("NOTE: {file} has {other}, too, not used here");
    }
    let certificate =
        |object: Object| object.der.and_then(|der| parse(&der, NEEDED, |der| X509::from_der(der).ok()));
    wanted.into_iter().map(certificate).collect::<Result<_, _>>().map_err(|why| wrong(file, why))
}

/// Reads a certificate request (`PEM_read_X509_REQ`, `d2i_X509_REQ`).
pub fn request(file: &Input) -> Result<X509Req, Error> {
    first(file, "a certificate request", |der| X509Req::from_der(der).ok())
}

/// Returns the first object of `file` that `read` accepts. `needed` describes it in the error.
fn first<T>(file: &Input, needed: &str, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, Error> {
    let (mut why, mut told) = (String::new(), false);
    // A file may contain more than the needed object: a certificate and its key, or parameters before a key.
    for object in objects(&file.load(MAX_FILE)?, needed) {
        // What is wrong with an object of the needed kind says more than what the others are.
        let fits = object.claims(needed);
        match object.der.and_then(|der| parse(&der, needed, &read)) {
            Ok(object) => return Ok(object),
            Err(error) if fits || !told => (why, told) = (error, fits),
            Err(_) => {}
        }
    }
    Err(wrong(file, why))
}

fn wrong(file: &Input, why: String) -> Error {
    Error::Load { path: PathBuf::from(file.to_string()), reason: Reason::Refused(why) }
}

/// Parses one object with `read`. If that fails, says what is wrong with the object.
fn parse<T>(der: &[u8], needed: &str, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, String> {
    whole(der, needed)?;
    read(der).ok_or_else(|| match contents(der) {
        Some(found) if found == ENCRYPTED => ENCRYPTED.to_owned(),
        Some(found) if found != needed => format!("{found}, where {needed} is needed"),
        _ => format!("damaged: not the DER form of {needed}"),
    })
}

/// Describes a DER object, if it is an encrypted key or one of the objects that are told apart here.
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
    } else if X509Crl::from_der(der).is_ok() {
        Some(CRL)
    } else if Pkcs7::from_der(der).is_ok() {
        Some(PKCS7)
    } else if Pkcs12::from_der(der).is_ok() {
        Some("a PKCS#12 file (`openssl pkcs12` shows what is in it)")
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
mod tests;

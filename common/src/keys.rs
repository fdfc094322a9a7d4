//! Keys and certificates from files, in whichever form they are.
//!
//! The C samples of chapter 7 read each kind of key in the one form that they know (`d2i_PrivateKey`, `d2i_PublicKey`,
//! `PEM_read_X509`), and a file of another form fails without a reason. Here the content decides, not the name:
//!
//! | what | in DER, and in PEM between lines such as |
//! | --- | --- |
//! | private key | PKCS#8 (RFC 5958) `PRIVATE KEY`, PKCS#1 (RFC 8017) `RSA PRIVATE KEY`, SEC 1 (RFC 5915) `EC PRIVATE KEY` |
//! | public key | SubjectPublicKeyInfo (RFC 5280) `PUBLIC KEY`, PKCS#1 `RSA PUBLIC KEY` |
//! | certificate | X.509 (RFC 5280) `CERTIFICATE` |
//! | certificate request | PKCS#10 (RFC 2986) `CERTIFICATE REQUEST` |
//!
//! What is something else, or cut, or too long, is refused with the words for it ([`Error::Load`]).

use std::path::PathBuf;

use openssl::base64;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef, Private, Public};
use openssl::rsa::{Padding, Rsa, RsaRef};
use openssl::x509::{X509, X509Req};

use crate::Error;
use crate::error::Reason;
use crate::files::Input;

/// Bytes that a file may have: a list of all public CAs has a quarter of it, an RSA key of 16384 bits a hundredth.
const MAX_FILE: usize = 1024 * 1024;

/// The algorithms that a program has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RSA (`EVP_PKEY_RSA`).
    Rsa,
    /// RSA, or RSA for nothing but PSS (`EVP_PKEY_RSA_PSS`).
    RsaSignature,
    /// ECDSA on any curve (`EVP_PKEY_EC`), or Ed25519 (`EVP_PKEY_ED25519`).
    Ecc,
    /// Whatever can sign a certificate.
    Any,
}

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
        if fits { Ok(()) } else { Err(format!("its algorithm is {}, where {needed} is needed", algorithm(key))) }
    }
}

/// The algorithm of a key in words: `RSA, 2048 bits`, `EC, P-256`, `Ed25519`.
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
/// Its private and its public half must belong together: a damaged file would sign what nobody can verify.
pub fn private_key(file: &Input, kind: Kind) -> Result<PKey<Private>, Error> {
    let key = first(file, "a private key", |der| PKey::private_key_from_der(der).ok())?;
    let sound = match key.id() {
        // RSA_check_key would test the primes, too, for seconds.
        Id::RSA | Id::RSA_PSS => key.rsa().and_then(|rsa| is_pair(&rsa)).unwrap_or(false),
        // EC_KEY_check_key
        Id::EC => key.ec_key().and_then(|ec| ec.check_key()).is_ok(),
        _ => true,
    };
    let sound = if sound { Ok(()) } else { Err("damaged: its private and public half do not belong together".to_owned()) };
    sound.and_then(|()| kind.check(&key)).map_err(|why| wrong(file, why))?;
    Ok(key)
}

/// Whether what the private half has signed comes out of the public half: the pairwise consistency test of FIPS 140.
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
    kind.check(&key).map_err(|why| wrong(file, why))?;
    Ok(key)
}

/// Refuses a private key, read from `file`, that is not the one of `public_key`.
pub fn check_pair(private_key: &PKeyRef<Private>, public_key: &PKeyRef<Public>, file: &Input) -> Result<(), Error> {
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

/// Reads all certificates of a file, of which there is at least one.
pub fn certificates(file: &Input) -> Result<Vec<X509>, Error> {
    let ders = objects(&file.load(MAX_FILE)?).map_err(|why| wrong(file, why))?;
    let certificate = |der: &Vec<u8>| parse(der, "a certificate", |der| X509::from_der(der).ok());
    ders.iter().map(|der| certificate(der).map_err(|why| wrong(file, why))).collect()
}

/// Reads a certificate request (`PEM_read_X509_REQ`, `d2i_X509_REQ`).
pub fn request(file: &Input) -> Result<X509Req, Error> {
    first(file, "a certificate request", |der| X509Req::from_der(der).ok())
}

/// The first object of `file` that `read` takes; `needed` are the words for it.
fn first<T>(file: &Input, needed: &str, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, Error> {
    let ders = objects(&file.load(MAX_FILE)?).map_err(|why| wrong(file, why))?;
    let mut why = String::new();
    // A file may hold more than is asked for: a certificate and its key, parameters before a key.
    for der in ders {
        match parse(&der, needed, &read) {
            Ok(object) => return Ok(object),
            Err(error) => why = error,
        }
    }
    Err(wrong(file, why))
}

fn wrong(file: &Input, why: String) -> Error {
    Error::Load { path: PathBuf::from(file.to_string()), reason: Reason::Words(why) }
}

/// The DER form of all that is in a PEM or DER file: at least one object.
fn objects(bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    const BEGIN: &str = "-----BEGIN ";
    // Text may stand before the first line of PEM and between objects: `openssl x509 -text` writes such files.
    let text = String::from_utf8_lossy(bytes);
    if !text.contains(BEGIN) {
        return Ok(vec![bytes.to_vec()]);
    }
    text.split(BEGIN).skip(1).map(pem).collect()
}

/// Decodes one object of a PEM file (RFC 7468), from behind `-----BEGIN `.
fn pem(text: &str) -> Result<Vec<u8>, String> {
    let (label, rest) = text.split_once("-----").ok_or("damaged: its -----BEGIN line has no end")?;
    let end = format!("-----END {label}-----");
    let (body, _) = rest.split_once(&end).ok_or_else(|| format!("truncated: the line {end} is missing"))?;
    // OpenSSL's older form of encryption has header lines (RFC 1421).
    if body.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(ENCRYPTED.to_owned());
    }
    let digits: String = body.split_ascii_whitespace().collect();
    base64::decode_block(&digits).map_err(|_| "damaged: its base64 text cannot be decoded".to_owned())
}

const ENCRYPTED: &str = "encrypted, and no pass phrase is asked for: decrypt it with `openssl pkey`";

/// Has `read` parse one object, or says what is wrong with it.
fn parse<T>(der: &[u8], needed: &str, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, String> {
    if der.is_empty() {
        return Err("empty".to_owned());
    }
    // OpenSSL takes no notice of what follows an object; here it is a file that was not meant.
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

/// The length of a DER `SEQUENCE` with its header, as the header has it (X.690, 8.1.3); all keys and certificates are one.
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

/// What a DER object is, if it is one that any of our programs takes, or an encrypted key.
fn contents(der: &[u8]) -> Option<&'static str> {
    // The first bytes of the OIDs of PKCS#5 and PKCS#12, which the algorithms of encrypted keys begin with (RFC 5958).
    const ENCRYPTIONS: [&[u8]; 2] = [b"\x2a\x86\x48\x86\xf7\x0d\x01\x05", b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c"];
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

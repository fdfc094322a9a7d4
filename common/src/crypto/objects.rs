//! The objects in a file: PEM (RFC 7468), each with a label, or DER, one without.

use openssl::base64;

use crate::error::openssh;

pub(super) const ENCRYPTED: &str =
    "encrypted, and no pass phrase is asked for: decrypt it with `openssl pkey`";
pub(super) const CRL: &str = "a certificate revocation list (CRL)";
pub(super) const PKCS7: &str = "a PKCS#7 object (`openssl pkcs7 -print_certs` shows its certificates)";

const BEGIN: &str = "-----BEGIN ";

/// An object of a file.
pub(super) struct Object {
    /// The PEM label; `None` in DER.
    label: Option<String>,
    /// Its DER form, or what is wrong with it.
    pub(super) der: Result<Vec<u8>, String>,
}

impl Object {
    /// Whether it is to be `needed`, such as `a certificate`, according to its label. DER has no label, and claims
    /// everything.
    pub(super) fn claims(&self, needed: &str) -> bool {
        let Some(label) = &self.label else { return true };
        match needed {
            // `X509 CERTIFICATE` is older than the RFC.
            "a certificate" => matches!(label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE" | TRUSTED),
            "a certificate request" => label.ends_with("CERTIFICATE REQUEST"),
            "a public key" => label.ends_with("PUBLIC KEY"),
            "a private key" => label.ends_with("PRIVATE KEY"),
            _ => false,
        }
    }

    /// What in it says something about certificates without being one.
    pub(super) fn about_certificates(&self) -> Option<&'static str> {
        match self.label.as_deref()? {
            TRUSTED => Some("settings of what to trust a certificate for"),
            "X509 CRL" => Some(CRL),
            "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" => Some(PKCS7),
            _ => None,
        }
    }
}

/// OpenSSL's own form (`openssl x509 -addtrust`): a certificate, and behind it what to trust it for.
const TRUSTED: &str = "TRUSTED CERTIFICATE";

/// The objects of a PEM or DER file, at least one. `needed` is what the caller looks for.
pub(super) fn objects(bytes: &[u8], needed: &str) -> Vec<Object> {
    // PEM files may contain text before the first object and between objects, as those of `openssl x509 -text`
    // do.
    let text = String::from_utf8_lossy(bytes);
    // Conversely, a DER certificate may contain any text.
    if sequence(bytes) == Some(bytes.len()) || !text.contains(BEGIN) {
        let der = match openssh(&text) {
            Some(key) => Err(format!("{key}, where {needed} is needed")),
            None => Ok(bytes.to_vec()),
        };
        return vec![Object { label: None, der }];
    }
    text.split(BEGIN).skip(1).map(|text| pem(text, needed)).collect()
}

/// Decodes one object of a PEM file; `text` starts after `-----BEGIN `.
fn pem(text: &str, needed: &str) -> Object {
    let Some((label, rest)) = text.split_once("-----") else {
        return Object { label: None, der: Err("damaged: its -----BEGIN line has no end".to_owned()) };
    };
    let der = match openssh(&format!("{BEGIN}{label}-----")) {
        Some(key) => Err(format!("{key}, where {needed} is needed")),
        None => decode(label, rest).map(|der| without_trust(label, der)),
    };
    Object { label: Some(label.to_owned()), der }
}

/// Decodes the text of one object, up to its `-----END` line.
fn decode(label: &str, rest: &str) -> Result<Vec<u8>, String> {
    let end = format!("-----END {label}-----");
    let (body, _) = rest.split_once(&end).ok_or_else(|| format!("truncated: the line {end} is missing"))?;
    // OpenSSL's older encrypted format has header lines (RFC 1421).
    if body.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(ENCRYPTED.to_owned());
    }
    let digits: String = body.split_ascii_whitespace().collect();
    base64::decode_block(&digits).map_err(|_| "damaged: its base64 text cannot be decoded".to_owned())
}

/// The certificate alone, without what it is trusted for.
fn without_trust(label: &str, mut der: Vec<u8>) -> Vec<u8> {
    if let Some(length) = sequence(&der).filter(|_| label == TRUSTED) {
        // Only if a second sequence, and nothing else, is behind it.
        if der.get(length..).is_some_and(|trust| sequence(trust) == Some(trust.len())) {
            der.truncate(length);
        }
    }
    der
}

/// Refuses what is not exactly one DER `SEQUENCE`.
pub(super) fn whole(der: &[u8], needed: &str) -> Result<(), String> {
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
    Ok(())
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

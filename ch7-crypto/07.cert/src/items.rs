//! The items of a certificate in the last table of section 7.8.3, as text and as JSON.

use std::fmt::Write;
use std::net::IpAddr;

use clap::ValueEnum;
use common::escape::steers;
use common::{Error, ffi, keys};
use openssl::nid::Nid;
use openssl::x509::{GeneralNameRef, X509NameRef, X509Ref};
use serde_json::{Value, json};

use crate::name;

/// An item of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Item {
    /// The first common name of the subject, as in the text
    Cn,
    /// Whose certificate it is
    Subject,
    /// Who signed it
    Issuer,
    /// The number that the issuer gave it, in hexadecimal digits
    Serial,
    /// When it becomes valid
    NotBefore,
    /// When it expires
    NotAfter,
    /// The algorithm and size of the public key
    PublicKey,
    /// The version of its form: 3
    Version,
    /// The names and addresses that a TLS client looks for
    San,
    /// All of these
    All,
}

impl Item {
    /// The items themselves, with `All` spelt out: each once, in the order of `asked`.
    #[must_use]
    pub fn spelt_out(asked: &[Self]) -> Vec<Self> {
        let mut items = Vec::new();
        for item in asked {
            let each: Vec<Self> = match item {
                Self::All => Self::value_variants().iter().copied().filter(|i| *i != Self::All).collect(),
                one => vec![*one],
            };
            for item in each {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
        }
        items
    }

    /// Its label: `CN`, `Issuer`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Cn => "CN",
            Self::Subject => "Subject",
            Self::Issuer => "Issuer",
            Self::Serial => "Serial Number",
            Self::NotBefore => "Not Before",
            Self::NotAfter => "Not After",
            Self::PublicKey => "Public Key",
            Self::Version => "Version",
            Self::San => "Subject Alternative Name",
            Self::All => "All",
        }
    }

    /// Its name in JSON: `cn`, `notBefore`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Cn => "cn",
            Self::Subject => "subject",
            Self::Issuer => "issuer",
            Self::Serial => "serialNumber",
            Self::NotBefore => "notBefore",
            Self::NotAfter => "notAfter",
            Self::PublicKey => "publicKey",
            Self::Version => "version",
            Self::San => "subjectAltName",
            Self::All => "all",
        }
    }

    /// Why the item of a certificate cannot be read, although it is there.
    #[must_use]
    pub fn unreadable(self, x509: &X509Ref) -> Option<String> {
        if self != Self::San || x509.subject_alt_names().is_some() {
            return None;
        }
        // Rust only: X509_get_ext_by_NID. In the bindings, X509_get_ext_d2i does not tell why it returns nothing.
        match ffi::X509_get_ext_by_NID(x509, Nid::SUBJECT_ALT_NAME).len() {
            0 => None,
            1 => Some("damaged: not the DER form of names".to_owned()),
            count => Some(format!("there {count} times, where RFC 5280 allows one")),
        }
    }

    /// The item of a certificate as text; `None` if it has none. One that is there but cannot be read is in
    /// parentheses.
    pub fn text(self, x509: &X509Ref) -> Result<Option<String>, Error> {
        Ok(match self.read(x509)? {
            Value::Null => None,
            Value::String(text) => Some(name::printable(&text)),
            Value::Array(names) if self == Self::San => {
                let text = |name: &Value| name.as_str().map(|name| name::printable(name).replace(',', "\\,"));
                Some(names.iter().filter_map(text).collect::<Vec<_>>().join(", "))
            }
            Value::Object(_) => self.unreadable(x509).map(|why| format!("({why})")),
            Value::Array(_) if self == Self::Subject => Some(name::text(x509.subject_name())),
            Value::Array(_) => Some(name::text(x509.issuer_name())),
            other => Some(other.to_string()),
        })
    }

    /// The item of a certificate as JSON; null if it has none, `{"unreadable": "damaged: …"}` if it cannot be read.
    pub fn read(self, x509: &X509Ref) -> Result<Value, Error> {
        Ok(match self {
            // X509_get_subject_name, X509_NAME_get_index_by_NID (here: subject_name, entries_by_nid)
            // X509_NAME_get_entry (here: next): the first of this field.
            Self::Cn => match x509.subject_name().entries_by_nid(Nid::COMMONNAME).next() {
                // X509_NAME_ENTRY_get_data, ASN1_STRING_data (here: name::value)
                Some(entry) => json!(name::value(entry)),
                None => Value::Null,
            },
            Self::Subject => attributes(x509.subject_name()),

            // X509_get_serialNumber (here: serial_number)
            Self::Serial => json!(x509.serial_number().to_bn()?.to_hex_str()?.to_string()),

            // X509_get_issuer_name (here: issuer_name)
            Self::Issuer => attributes(x509.issuer_name()),

            // X509_get_notBefore (here: not_before)
            Self::NotBefore => json!(x509.not_before().to_string()),

            // X509_get_notAfter (here: not_after)
            Self::NotAfter => json!(x509.not_after().to_string()),

            // X509_get_pubkey (here: public_key)
            Self::PublicKey => match x509.public_key() {
                Ok(key) => json!(keys::algorithm(&key)),
                Err(_) => json!("one that this OpenSSL does not know"),
            },

            // X509_get_version (here: version): counted from 0.
            Self::Version => json!(i64::from(x509.version()) + 1),

            // Rust only: X509_get_ext_d2i (here: subject_alt_names)
            Self::San => match x509.subject_alt_names() {
                Some(names) => names.iter().map(alternative).collect(),
                None => self.unreadable(x509).map_or(Value::Null, |why| json!({ "unreadable": why })),
            },
            Self::All => Value::Null,
        })
    }
}

/// JSON as text that is safe to print: JSON does not escape control characters from U+007F on.
#[must_use]
pub fn json_text(value: &Value) -> String {
    let mut text = String::new();
    for c in format!("{value:#}").chars() {
        if c != '\n' && steers(c) {
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

/// A name as JSON: its attributes in order, since a field may occur more than once.
fn attributes(name: &X509NameRef) -> Value {
    name.entries().map(|entry| json!({ name::field(entry): name::value(entry) })).collect()
}

/// A subject alternative name: `DNS:localhost`.
fn alternative(name: &GeneralNameRef) -> Value {
    let text = |kind: &str, text: Option<&str>| text.map(|text| format!("{kind}:{text}"));
    let address = |bytes: &[u8]| {
        let address = <[u8; 4]>::try_from(bytes)
            .map(IpAddr::from)
            .or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from));
        let wrong = |_| format!("IP:(damaged: {} bytes in place of 4 or 16)", bytes.len());
        address.map_or_else(wrong, |address| format!("IP:{address}"))
    };
    let shown = text("DNS", name.dnsname())
        .or_else(|| text("email", name.email()))
        .or_else(|| text("URI", name.uri()))
        .or_else(|| name.ipaddress().map(address))
        .or_else(|| name.directory_name().map(|name| format!("directory:{}", name::text(name))));
    json!(shown.unwrap_or_else(|| "a name of another kind".to_owned()))
}

//! Distinguished names (RFC 5280, section 4.1.2.4): a list of attributes such as
//! `commonName=www.example.com`.

use std::fmt::Write;
use std::str::FromStr;

use common::Error;
use common::escape::steers;
use openssl::asn1::Asn1Object;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::x509::{X509NameEntryRef, X509NameRef};

/// One attribute of a name: `FIELD=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// As on the command line: `commonName`, `CN` or `2.5.4.3`.
    pub field: String,
    /// The library's number of the field.
    pub nid: Nid,
    /// Its value.
    pub value: String,
}

impl FromStr for Attribute {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (field, value) =
            text.split_once('=').ok_or("FIELD=VALUE is expected, as in commonName=www.example.com")?;
        if value.is_empty() {
            return Err(format!("{field:?} has no value"));
        }
        // OBJ_txt2obj: it takes a C string, which has no NUL in it.
        let object = if field.contains('\0') { None } else { Asn1Object::from_str(field).ok() };
        match object.map(|object| object.nid()) {
            Some(nid) if nid != Nid::UNDEF => {
                Ok(Self { field: field.to_owned(), nid, value: value.to_owned() })
            }
            _ => Err(format!(
                "{field:?} is no attribute of a name: commonName, countryName, emailAddress … are"
            )),
        }
    }
}

impl Attribute {
    /// The error if OpenSSL refuses it as a part of a name. For `map_err(attribute.refused())`.
    pub fn refused(&self) -> impl FnOnce(ErrorStack) -> Error + '_ {
        move |stack| {
            let reason = stack.errors().iter().find_map(openssl::error::Error::reason);
            Error::Option {
                option: format!("{}={}", self.field, self.value),
                reason: reason.unwrap_or("not a value for this field").to_owned(),
            }
        }
    }
}

/// The short name of an entry's field, or its OID.
#[must_use]
pub fn field(entry: &X509NameEntryRef) -> String {
    let object = entry.object();
    // An OID that the library does not know has the number UNDEF, and that has a short name of its own.
    let nid = Some(object.nid()).filter(|&nid| nid != Nid::UNDEF);
    nid.and_then(|nid| nid.short_name().ok()).map_or_else(|| object.to_string(), str::to_owned)
}

/// The value of an entry, of any ASN.1 type.
#[must_use]
pub fn value(entry: &X509NameEntryRef) -> String {
    let data = entry.data();
    // ASN1_STRING_to_UTF8
    data.to_string().unwrap_or_else(|_| String::from_utf8_lossy(data.as_slice()).into_owned())
}

/// A name as one line: `C = JP, O = TLS Book Test, CN = localhost`, as `openssl x509` has it.
///
/// A comma or plus sign within a value has a backslash before it, so that no value looks like two attributes.
#[must_use]
pub fn text(name: &X509NameRef) -> String {
    let entry = |entry: &X509NameEntryRef| {
        let value = printable(&value(entry)).replace(',', "\\,").replace('+', "\\+");
        format!("{} = {value}", field(entry))
    };
    name.entries().map(entry).collect::<Vec<_>>().join(", ")
}

/// Text of a certificate that is safe to print, with control characters as `\x0a`. The text comes from a
/// stranger, and must not print lines of its own or control the terminal.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '\\' => shown.push_str("\\\\"),
            _ if steers(c) => {
                let _ = match u8::try_from(c) {
                    Ok(byte) => write!(shown, "\\x{byte:02x}"),
                    Err(_) => write!(shown, "\\u{{{:x}}}", u32::from(c)),
                };
            }
            _ => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use openssl::x509::X509Name;

    #[test]
    fn an_attribute_has_a_field_that_exists_and_a_value() {
        let attribute: Attribute = "commonName=a=b".parse().unwrap();
        assert_eq!((attribute.nid, attribute.value.as_str()), (Nid::COMMONNAME, "a=b"));
        assert_eq!("CN=x".parse::<Attribute>().unwrap().nid, Nid::COMMONNAME);
        for wrong in ["", "CN", "CN=", "=x", "colour=red", "CN\0=x"] {
            assert!(wrong.parse::<Attribute>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_value_cannot_look_like_more_than_it_is() {
        let mut name = X509Name::builder().unwrap();
        name.append_entry_by_nid(Nid::ORGANIZATIONNAME, "日本, Inc.").unwrap();
        name.append_entry_by_nid(Nid::COMMONNAME, "a\nVerified\x1b[2J\u{9b}\u{202e}").unwrap();
        assert_eq!(text(&name.build()), "O = 日本\\, Inc., CN = a\\x0aVerified\\x1b[2J\\x9b\\u{202e}");
    }
}

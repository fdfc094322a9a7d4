//! Names: the subject and the issuer of a certificate, and the other kinds that extensions hold.

use names::codes::oid;

use super::super::cursor::Cursor;
use super::super::der::{self, tag};
use super::super::field::{Label, Value};

/// `Name`: the subject or the issuer of a certificate. The words are Wireshark's, the last part first.
pub(crate) fn name(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
    let mut parts = Vec::new();
    let whole = der::element(c, label, tag::SEQUENCE, |c| c.each(|c| relative_name(c, &mut parts)));
    parts_in_words(c, parts);
    whole
}

/// The same, as a field without the header: the name of an authority that a server trusts.
pub(crate) fn name_of(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
    let mut parts = Vec::new();
    let whole = der::content(c, label, tag::SEQUENCE, |c| c.each(|c| relative_name(c, &mut parts)));
    parts_in_words(c, parts);
    whole
}

fn parts_in_words(c: &mut Cursor, mut parts: Vec<String>) {
    parts.reverse();
    c.words(format!("({})", parts.join(",")));
}

/// `RelativeDistinguishedName`: one part of a name, rarely two of equal rank.
fn relative_name(c: &mut Cursor, parts: &mut Vec<String>) -> Option<()> {
    der::content(c, ("RDNSequence item", "x509if.RDNSequence_item"), tag::SET, |c| {
        c.each(|c| {
            let label = ("RelativeDistinguishedName item", "x509if.RelativeDistinguishedName_item_element");
            der::element(c, label, tag::SEQUENCE, |c| {
                let id = der::oid(c, ("Object Id", "x509if.oid"))?;
                let name = names::oid(&id).unwrap_or(&id);
                parts.push(name.to_owned());
                directory_string(c, &id)?;
                if let (Some(part), Some(Value::Text(text))) =
                    (parts.last_mut(), c.fields().last().map(|field| &field.value))
                {
                    part.push('=');
                    part.push_str(text);
                }
                Some(())
            })?;
            let part = parts.last().cloned().unwrap_or_default();
            c.words(format!("({part})"));
            Some(())
        })
    })
}

/// The value of a part of a name, labelled by its type.
fn directory_string(c: &mut Cursor, attribute: &str) -> Option<()> {
    let label = match (attribute, der::next(c)?) {
        (oid::USER_ID, tag::UTF8_STRING) => ("Userid", "x509af.Userid"),
        (oid::ORGANIZATION_IDENTIFIER, _) => return der::any(c), // which Wireshark does not know
        (oid::COUNTRY_NAME, _) => ("CountryName", "x509sat.CountryName"),
        (oid::SERIAL_NUMBER | oid::DN_QUALIFIER, tag::PRINTABLE_STRING) => {
            ("PrintableString", "x509sat.PrintableString")
        }
        (_, tag::IA5_STRING) => ("IA5String", "x509sat.IA5String"),
        (_, tag::PRINTABLE_STRING) => ("printableString", "x509sat.printableString"),
        (_, tag::TELETEX_STRING) => ("teletexString", "x509sat.teletexString"),
        (_, tag::BMP_STRING) => ("bmpString", "x509sat.bmpString"),
        (_, tag::UNIVERSAL_STRING) => ("universalString", "x509sat.universalString"),
        (_, tag::UTF8_STRING) => ("uTF8String", "x509sat.uTF8String"),
        _ => return der::any(c),
    };
    der::string(c, label)
}

/// `GeneralNames`, of this type.
pub(crate) fn general_names(c: &mut Cursor, label: (&'static str, &'static str), expected: u8) -> Option<()> {
    let mut count = 0;
    der::content(c, label, expected, |c| {
        c.each(|c| {
            count += 1;
            general_name(c)
        })
    })?;
    c.words(format!("{count} item{}", if count == 1 { "" } else { "s" }));
    Some(())
}

/// `GeneralName`: a name of one of nine kinds, told by its type.
pub(crate) fn general_name(c: &mut Cursor) -> Option<()> {
    const OTHER: u8 = tag::structure(0);
    const EMAIL: u8 = tag::plain(1);
    const DNS: u8 = tag::plain(2);
    const DIRECTORY: u8 = tag::structure(4);
    const URI: u8 = tag::plain(6);
    const ADDRESS: u8 = tag::plain(7);
    const REGISTERED_ID: u8 = tag::plain(8);

    let text = |bytes: &[u8]| Value::Text(String::from_utf8_lossy(bytes).into_owned());
    let next = der::next(c)?;
    match next {
        EMAIL => der::value(c, ("rfc822Name", "x509ce.rfc822Name"), next, text).map(drop),
        DNS => der::value(c, ("dNSName", "x509ce.dNSName"), next, text).map(drop),
        URI => {
            let label = ("uniformResourceIdentifier", "x509ce.uniformResourceIdentifier");
            der::value(c, label, next, text).map(drop)
        }
        ADDRESS => address(c),
        REGISTERED_ID => der::oid_of(c, ("registeredID", "x509ce.registeredID"), next).map(drop),
        OTHER => der::content(c, ("otherName", "x509ce.otherName_element"), next, |c| {
            let id = der::oid(c, ("type-id", "x509ce.type_id"))?;
            der::around(c, tag::structure(0), |c| other_name(c, &id))
        }),
        DIRECTORY => {
            der::content(c, ("directoryName", "x509ce.directoryName"), next, |c| name(c, "rdnSequence"))
        }
        _ => der::any(c),
    }
}

/// A name of a form that others have defined.
fn other_name(c: &mut Cursor, form: &str) -> Option<()> {
    let (label, expected) = match form {
        oid::USER_PRINCIPAL_NAME => (("UTF8String", "x509sat.UTF8String").into(), tag::UTF8_STRING),
        oid::XMPP_ADDRESS => (("XmppAddr", "pkixqualified.XmppAddr").into(), tag::UTF8_STRING),
        oid::SERVICE_NAME => (("SRVName", "pkixqualified.SRVName").into(), tag::IA5_STRING),
        oid::SMTP_UTF8_MAILBOX => (Label::from("SmtpUTF8Mailbox"), tag::UTF8_STRING),
        _ => return der::any(c),
    };
    der::string_of(c, label, expected)
}

/// An address; in name constraints an address and a mask.
fn address(c: &mut Cursor) -> Option<()> {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    let ip = |bytes: &[u8]| -> Option<IpAddr> {
        let four = <[u8; 4]>::try_from(bytes).map(|bytes| Ipv4Addr::from(bytes).into());
        let sixteen = <[u8; 16]>::try_from(bytes).map(|bytes| Ipv6Addr::from(bytes).into());
        four.or(sixteen).ok()
    };
    let label = match c.left().get(1) {
        Some(4) => ("iPAddress", "x509ce.IPAddress.ipv4").into(),
        Some(16) => ("iPAddress", "x509ce.IPAddress.ipv6").into(),
        _ => Label::from("iPAddress"),
    };
    der::value(c, label, tag::plain(7), |bytes| {
        let (address, mask) = bytes.split_at(bytes.len() / 2);
        match (ip(bytes), ip(address), ip(mask)) {
            (Some(whole), ..) => Value::Text(whole.to_string()),
            (None, Some(address), Some(mask)) => Value::Text(format!("{address}/{mask}")),
            _ => Value::Bytes,
        }
    })
    .map(drop)
}

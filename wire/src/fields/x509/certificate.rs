//! A certificate as a whole.

use super::super::cursor::{Cursor, big_endian};
use super::super::der::{self, tag};
use super::super::field::{Field, Value};
use super::algorithm::{algorithm, is_two_integers, public_key_info, two_integers};
use super::extension::extension;
use super::name::name;

const SUBJECT: (&str, &str) = ("subject", "x509af.subject");

/// Reads a certificate.
pub(crate) fn certificate(c: &mut Cursor) -> Option<()> {
    // The certificate is the structure around this; its own header is a field of it.
    der::around(c, tag::SEQUENCE, signed_parts)
}

/// What a certificate consists of.
pub(super) fn signed_parts(c: &mut Cursor) -> Option<()> {
    let label = ("signedCertificate", "x509af.signedCertificate_element");
    der::element(c, label, tag::SEQUENCE, to_be_signed)?;
    algorithm(c, ("algorithmIdentifier", "x509af.algorithmIdentifier_element"))?;
    let signature = der::bit_string(c, ("encrypted", "x509af.encrypted"), tag::BIT_STRING)?;
    if is_two_integers(signature) {
        c.parts(|c| two_integers(c, "r", "s"));
    }
    Some(())
}

/// The subject of a certificate that [`certificate`] has read, as Wireshark has it, the last part first:
/// `id-at-commonName=localhost,id-at-countryName=JP`.
pub(crate) fn subject(certificate: &Field) -> Option<&str> {
    match &certificate.find(SUBJECT.1)?.value {
        Value::Group(words) => words.strip_prefix('(')?.strip_suffix(')'),
        _ => None,
    }
}

/// `TBSCertificate`: what the issuer has signed.
fn to_be_signed(c: &mut Cursor) -> Option<()> {
    if der::next(c) == Some(tag::structure(0)) {
        der::around(c, tag::structure(0), version)?;
    }
    der::big_integer(c, ("serialNumber", "x509af.serialNumber"))?;
    algorithm(c, ("signature", "x509af.signature_element"))?;
    name(c, ("issuer", "x509af.issuer"))?;
    der::element(c, ("validity", "x509af.validity_element"), tag::SEQUENCE, |c| {
        const FILTERS: [&str; 2] = ["x509af.utcTime", "x509af.generalizedTime"];
        der::time(c, "notBefore", FILTERS)?;
        der::time(c, "notAfter", FILTERS)
    })?;
    name(c, SUBJECT)?;
    public_key_info(c)?;
    for (number, unique) in [
        (1, ("issuerUniqueIdentifier", "x509af.issuerUniqueIdentifier")),
        (2, ("subjectUniqueIdentifier", "x509af.subjectUniqueIdentifier")),
    ] {
        if der::next(c) == Some(tag::plain(number)) {
            der::bit_string(c, unique, tag::plain(number))?;
        }
    }
    if der::next(c) == Some(tag::structure(3)) {
        der::around(c, tag::structure(3), |c| {
            der::content(c, ("extensions", "x509af.extensions"), tag::SEQUENCE, |c| c.each(extension))?;
            der::items(c, "x509af.Extension_element");
            Some(())
        })?;
    }
    Some(())
}

fn version(c: &mut Cursor) -> Option<()> {
    der::value(c, ("version", "x509af.version"), tag::INTEGER, |bytes| {
        let value = big_endian(bytes);
        let name = match value {
            0 => Some("v1"),
            1 => Some("v2"),
            2 => Some("v3"),
            _ => None,
        };
        Value::Code { value, name, hex: false }
    })
    .map(drop)
}

#[cfg(test)]
mod tests {
    use names::codes::oid;
    use openssl::x509::X509;

    use super::super::super::field::untiled;
    use super::super::super::line::Tree;
    use super::super::extension::extension_value;
    use super::*;

    const RSA: &[u8] = include_bytes!("../../../../certs/tb-server-cert.pem");
    const ECDSA: &[u8] = include_bytes!("../../../../certs/tb-server-ecdsa-cert.pem");
    const ED25519: &[u8] = include_bytes!("../../../../certs/tb-server-ed25519-cert.pem");
    const CA: &[u8] = include_bytes!("../../../../certs/tb-ca-cert.pem");

    fn der(pem: &[u8]) -> Vec<u8> {
        X509::from_pem(pem).unwrap().to_der().unwrap()
    }

    fn read(der: &[u8]) -> Field {
        let mut cursor = Cursor::new(der);
        let _ = cursor.group("Certificate", der.len(), certificate);
        let fields = cursor.finish();
        assert_eq!(untiled(&fields, 0..der.len()), None);
        fields.into_iter().next().unwrap()
    }

    fn malformed(field: &Field) -> usize {
        let mut count = 0;
        field.walk(&mut |field, _| count += usize::from(matches!(field.value, Value::Malformed(_))));
        count
    }

    #[test]
    fn the_books_certificates() {
        for (pem, lines) in [
            (
                RSA,
                &["sha256WithRSAEncryption", "publicExponent: 65537", "dNSName: localhost", "iPAddress: ::1"]
                    [..],
            ),
            (ECDSA, &["namedCurve: 1.2.840.10045.3.1.7 (secp256r1)", "Point format: uncompressed (4)"]),
            (ED25519, &["Algorithm Id: 1.3.101.112 (id-Ed25519)", "KeyUsage: 80 [digitalSignature]"]),
            (CA, &["cA: True", "uTF8String: TLS Book Test CA", "critical: True"]),
        ] {
            let der = der(pem);
            let field = read(&der);
            assert_eq!(malformed(&field), 0);
            let text = Tree { field: &field, buffer: &der, depth: 0 }.to_string();
            for line in lines {
                assert!(text.contains(line), "{line} in\n{text}");
            }
            assert!(!text.contains("ASN.1 header"), "{text}");
        }
        let der = der(RSA);
        let name = "id-at-commonName=localhost,id-at-organizationName=TLS Book Test,id-at-countryName=JP";
        assert_eq!(subject(&read(&der)), Some(name));
    }

    #[test]
    fn a_certificate_cut_off_anywhere_is_shown_up_to_there() {
        for pem in [RSA, ECDSA] {
            let der = der(pem);
            for length in 0..der.len() {
                let field = read(&der[..length]);
                assert!(length == 0 || malformed(&field) > 0, "{length}");
            }
        }
    }

    #[test]
    fn no_change_of_a_byte_makes_a_gap_or_a_panic() {
        for pem in [ECDSA, ED25519, CA] {
            let der = der(pem);
            for at in 0..der.len() {
                for value in [0, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff] {
                    let mut changed = der.clone();
                    changed[at] = value;
                    read(&changed);
                }
            }
        }
    }

    /// The value of an extension as text, and how much of it is malformed.
    fn extension_of(id: &str, value: &[u8]) -> (String, usize) {
        let mut cursor = Cursor::new(value);
        let _ = cursor.group("Extension", value.len(), |c| extension_value(c, id));
        let fields = cursor.finish();
        assert_eq!(untiled(&fields, 0..value.len()), None);
        (Tree { field: &fields[0], buffer: value, depth: 0 }.to_string(), malformed(&fields[0]))
    }

    #[test]
    fn names_of_other_forms_are_read() {
        // An otherName: its form, and a string of this type.
        let name = |form: &[u8], tag: u8, text: &[u8]| {
            let length = |content: &[u8]| u8::try_from(content.len()).unwrap();
            let inner = [&[tag, length(text)], text].concat();
            let inner = [&[6, length(form)], form, &[0xa0, length(&inner)], &inner].concat();
            let name = [&[0xa0, length(&inner)], inner.as_slice()].concat();
            [&[0x30, length(&name)], name.as_slice()].concat()
        };
        let of_microsoft = [0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 3];
        let of_pkix = |last| [0x2b, 6, 1, 5, 5, 7, 8, last];
        for (value, line) in [
            (name(&of_microsoft, 0x0c, b"a@b"), "UTF8String: a@b"),
            (name(&of_pkix(5), 0x0c, b"a@b"), "XmppAddr: a@b"),
            (name(&of_pkix(7), 0x16, b"_xmpp.b"), "SRVName: _xmpp.b"),
            (name(&of_pkix(9), 0x0c, "é@b".as_bytes()), "SmtpUTF8Mailbox: é@b"),
            (name(&of_pkix(99), 0x0c, b"a"), "type-id: 1.3.6.1.5.5.7.8.99\n"),
        ] {
            let (text, wrong) = extension_of(oid::SUBJECT_ALT_NAME, &value);
            assert!(text.contains(line) && wrong == 0, "{text}");
            for length in 1..value.len() {
                assert!(extension_of(oid::SUBJECT_ALT_NAME, &value[..length]).1 > 0, "{length}");
            }
        }
        // A service's name is of ASCII.
        assert_eq!(extension_of(oid::SUBJECT_ALT_NAME, &name(&of_pkix(7), 0x0c, b"_xmpp.b")).1, 1);
    }

    #[test]
    fn extensions_of_microsoft_and_of_european_law_are_read() {
        let template = [&[0x30, 10, 6, 2, 0x2a, 3], [2, 1, 100].as_slice(), &[2, 1, 4][..]].concat();
        let policies = [0x30, 6, 0x30, 4, 6, 2, 0x2a, 3];
        let statements = [0x30, 10, 0x30, 8, 6, 6, 4, 0, 0x8e, 0x46, 1, 1];
        for (id, value, line) in [
            (oid::MS_CERTIFICATE_TEMPLATE, template.as_slice(), "templateMinorVersion: 4"),
            (oid::MS_APPLICATION_POLICIES, &policies, "policyIdentifier: 1.2.3"),
            (oid::QC_STATEMENTS, &statements, "statementId: 0.4.0.1862.1.1 (id-etsi-qcs-QcCompliance)"),
        ] {
            let (text, wrong) = extension_of(id, value);
            assert!(text.contains(line) && wrong == 0, "{text}");
            for length in 1..value.len() {
                assert!(extension_of(id, &value[..length]).1 > 0, "{id}: {length}");
            }
        }
    }

    #[test]
    fn structures_within_structures_have_an_end() {
        // A thousand sequences, one in the other, as the value of an unknown extension.
        let mut inside = Vec::new();
        for _ in 0..1000 {
            let mut outside = vec![0x30, 0x82];
            outside.extend(u16::try_from(inside.len()).unwrap().to_be_bytes());
            outside.extend(inside);
            inside = outside;
        }
        let mut cursor = Cursor::new(&inside);
        extension_value(&mut cursor, "1.2.3.4");
        let fields = cursor.finish();
        assert_eq!(untiled(&fields, 0..inside.len()), None);
        let mut deepest = 0;
        fields[0].walk(&mut |_, depth| deepest = deepest.max(depth));
        assert!(deepest < 20, "{deepest}");
    }
}

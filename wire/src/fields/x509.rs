//! Certificates (RFC 5280) as fields, down to the last byte, in Wireshark's words.

use crate::names;

use super::der::{self, tag};
use super::extension;
use super::field::{Cursor, Field, Label, Value, big_endian};

/// Reads a certificate.
pub(crate) fn certificate(c: &mut Cursor) -> Option<()> {
    // The certificate is the structure around this; its own header is a field of it.
    der::around(c, tag::SEQUENCE, |c| {
        der::element(
            c,
            ("signedCertificate", "x509af.signedCertificate_element"),
            tag::SEQUENCE,
            to_be_signed,
        )?;
        algorithm(c, ("algorithmIdentifier", "x509af.algorithmIdentifier_element"))?;
        let signature = der::bit_string(c, ("encrypted", "x509af.encrypted"), tag::BIT_STRING)?;
        if is_two_integers(signature) {
            c.parts(|c| two_integers(c, "r", "s"));
        }
        Some(())
    })
}

/// The subject of a certificate that [`certificate`] has read, as Wireshark has it, the last part first:
/// `id-at-commonName=localhost,id-at-countryName=JP`.
pub(crate) fn subject(certificate: &Field) -> Option<&str> {
    match &certificate.find("x509af.subject")?.value {
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
    name(c, ("subject", "x509af.subject"))?;
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
            items(c, "x509af.Extension_element");
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

/// Says of the last field how many of these it holds: `extensions: 6 items`.
fn items(c: &mut Cursor, filter: &str) {
    let count = c.count(filter);
    c.words(format!("{count} item{}", if count == 1 { "" } else { "s" }));
}

/// `AlgorithmIdentifier`: an algorithm and its parameters.
fn algorithm(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    let mut words = None;
    let whole = der::element(c, label, tag::SEQUENCE, |c| {
        let id = der::oid(c, ("Algorithm Id", "x509af.algorithm.id"))?;
        words = Some(names::oid(&id).map_or_else(|| id.clone(), str::to_owned));
        parameters(c, &id)
    });
    if let Some(words) = words {
        c.words(format!("({words})"));
    }
    whole
}

/// The parameters of an algorithm.
fn parameters(c: &mut Cursor, algorithm: &str) -> Option<()> {
    match (algorithm, der::next(c)) {
        (_, None) => Some(()),
        (_, Some(tag::NULL)) => {
            let length = c.left().len(); // the header is all there is
            c.leaf("ASN.1 header", length.min(2), |_| Value::Framing("NULL".into()))?;
            Some(())
        }
        // id-ecPublicKey
        ("1.2.840.10045.2.1", Some(tag::OID)) => der::oid(c, ("namedCurve", "pkcs1.namedCurve")).map(drop),
        // id-RSASSA-PSS (RFC 4055 section 3.1)
        ("1.2.840.113549.1.1.10", _) => {
            der::element(c, ("RSASSA-PSS-params", "pkcs1.RSASSA_PSS_params_element"), tag::SEQUENCE, |c| {
                while let Some(next) = der::next(c) {
                    der::around(c, next, |c| match next {
                        0xa0 => algorithm_of_pss(c, ("hashAlgorithm", "pkcs1.hashAlgorithm_element")),
                        0xa1 => algorithm_of_pss(c, ("maskGenAlgorithm", "pkcs1.maskGenAlgorithm_element")),
                        0xa2 => der::integer(c, ("saltLength", "pkcs1.saltLength")),
                        _ => der::integer(c, ("trailerField", "pkcs1.trailerField")),
                    })?;
                }
                Some(())
            })
        }
        // id-mgf1: the hash that it uses
        ("1.2.840.113549.1.1.8", Some(tag::SEQUENCE)) => {
            let mut words = None;
            let whole =
                der::element(c, ("HashAlgorithm", "pkcs1.HashAlgorithm_element"), tag::SEQUENCE, |c| {
                    words = der::oid(c, ("Algorithm Id", "x509af.algorithm.id"));
                    if der::next(c).is_some() { der::any(c) } else { Some(()) }
                });
            if let Some(name) = words.as_deref().and_then(names::oid) {
                c.words(format!("({name})"));
            }
            whole
        }
        _ => der::any(c),
    }
}

/// A hash or a mask generation function among the parameters of RSASSA-PSS, which has no such parameters itself.
fn algorithm_of_pss(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    let mut words = None;
    let whole = der::element(c, label, tag::SEQUENCE, |c| {
        let id = der::oid(c, ("Algorithm Id", "x509af.algorithm.id"))?;
        words = names::oid(&id);
        match id.as_str() {
            "1.2.840.113549.1.1.10" => None,
            _ => parameters(c, &id),
        }
    });
    if let Some(words) = words {
        c.words(format!("({words})"));
    }
    whole
}

/// `Name`: whom a certificate is of, or from. The words are Wireshark's, the last part first.
fn name(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
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
        ("0.9.2342.19200300.100.1.1", tag::UTF8_STRING) => ("Userid", "x509af.Userid"),
        ("2.5.4.97", _) => return der::any(c), // organizationIdentifier, which Wireshark does not know
        ("2.5.4.6", _) => ("CountryName", "x509sat.CountryName"),
        ("2.5.4.5" | "2.5.4.46", tag::PRINTABLE_STRING) => ("PrintableString", "x509sat.PrintableString"),
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

/// `SubjectPublicKeyInfo` in a certificate.
fn public_key_info(c: &mut Cursor) -> Option<()> {
    let label = ("subjectPublicKeyInfo", "x509af.subjectPublicKeyInfo_element");
    der::element(c, label, tag::SEQUENCE, algorithm_and_key)
}

/// One in place of a certificate: a raw public key (RFC 7250).
pub(crate) fn raw_public_key(c: &mut Cursor) -> Option<()> {
    der::around(c, tag::SEQUENCE, algorithm_and_key)
}

/// Whether this is one: it begins with an algorithm, where a certificate has what is signed.
pub(crate) fn is_raw_public_key(bytes: &[u8]) -> bool {
    der::begins_with(bytes, &[tag::SEQUENCE, tag::SEQUENCE, tag::OID])
}

fn algorithm_and_key(c: &mut Cursor) -> Option<()> {
    algorithm(c, ("algorithm", "x509af.algorithm_element"))?;
    let algorithm = match c.fields().last().and_then(|field| field.find("x509af.algorithm.id")) {
        Some(Field { value: Value::Oid { dotted, .. }, .. }) => dotted.clone(),
        _ => String::new(),
    };
    let key = der::bit_string(c, ("subjectPublicKey", "x509af.subjectPublicKey"), tag::BIT_STRING)?;
    match (algorithm.as_str(), key) {
        // rsaEncryption, id-RSASSA-PSS
        ("1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.10", _) if der::is_value(key) => c.parts(rsa_key),
        // id-ecPublicKey: an uncompressed point (SEC 1 section 2.3.3)
        ("1.2.840.10045.2.1", [4, coordinates @ ..]) if coordinates.len() % 2 == 0 => {
            let width = coordinates.len() / 2;
            c.parts(|c| {
                c.code("Point format", 1, |_| Some("uncompressed"))?;
                c.bytes("X", width)?;
                c.bytes("Y", width).map(drop)
            });
        }
        _ => {}
    }
    Some(())
}

/// `RSAPublicKey` (RFC 8017 appendix A.1.1)
fn rsa_key(c: &mut Cursor) -> Option<()> {
    der::around(c, tag::SEQUENCE, |c| {
        der::big_integer(c, ("modulus", "pkcs1.modulus"))?;
        der::integer(c, ("publicExponent", "pkcs1.publicExponent"))
    })
}

/// Whether bytes look like `ECDSA-Sig-Value` or `DSA-Sig-Value`, which an RSA signature would have to hit by chance.
pub(crate) fn is_two_integers(bytes: &[u8]) -> bool {
    let mut cursor = Cursor::new(bytes);
    let _ = two_integers(&mut cursor, "r", "s"); // what is wrong is marked in the fields
    cursor.finish().iter().all(|field| !matches!(field.value, Value::Malformed(_)))
}

/// `ECDSA-Sig-Value` (RFC 3279 section 2.2.3): the signature's two numbers.
pub(crate) fn two_integers(c: &mut Cursor, first: &'static str, second: &'static str) -> Option<()> {
    der::around(c, tag::SEQUENCE, |c| {
        der::big_integer(c, first)?;
        der::big_integer(c, second)
    })
}

/// `Extension`: identifier, whether it is critical, and a value, which is DER in an OCTET STRING.
fn extension(c: &mut Cursor) -> Option<()> {
    let mut words = None;
    let whole = der::element(c, ("Extension", "x509af.Extension_element"), tag::SEQUENCE, |c| {
        let id = der::oid(c, ("Extension Id", "x509af.extension.id"))?;
        words = Some(names::oid(&id).map_or_else(|| id.clone(), str::to_owned));
        if der::next(c) == Some(tag::BOOLEAN) {
            der::boolean(c, ("critical", "x509af.critical"))?;
        }
        der::around(c, tag::OCTET_STRING, |c| extension_value(c, &id))
    });
    if let Some(words) = words {
        c.words(format!("({words})"));
    }
    whole
}

/// RFC 5280 section 4.2, and what else the public web's certificates have.
fn extension_value(c: &mut Cursor, id: &str) -> Option<()> {
    match id {
        "2.5.29.14" => {
            let label = ("SubjectKeyIdentifier", "x509ce.SubjectKeyIdentifier");
            der::value(c, label, tag::OCTET_STRING, |_| Value::Bytes).map(drop)
        }
        "2.5.29.15" => flags(c, ("KeyUsage", "x509ce.KeyUsage"), tag::BIT_STRING, &KEY_USAGE),
        "2.5.29.16" => private_key_usage_period(c),
        "2.5.29.17" | "2.5.29.18" => general_names(c, ("GeneralNames", "x509ce.GeneralNames"), tag::SEQUENCE),
        "2.5.29.19" => basic_constraints(c),
        "2.5.29.30" => name_constraints(c),
        "2.5.29.31" | "2.5.29.46" => distribution_points(c),
        "2.5.29.32" => policies(c),
        "2.5.29.33" => policy_mappings(c),
        "2.5.29.35" => authority_key(c),
        "2.5.29.36" => {
            let label = ("PolicyConstraintsSyntax", "x509ce.PolicyConstraintsSyntax_element");
            der::element(c, label, tag::SEQUENCE, |c| {
                plain_integer(c, 0, ("requireExplicitPolicy", "x509ce.requireExplicitPolicy"))?;
                plain_integer(c, 1, ("inhibitPolicyMapping", "x509ce.inhibitPolicyMapping"))
            })
        }
        "2.5.29.37" => {
            const PURPOSE: (&str, &str) = ("KeyPurposeId", "x509ce.KeyPurposeId");
            der::content(c, ("KeyPurposeIDs", "x509ce.KeyPurposeIDs"), tag::SEQUENCE, |c| {
                c.each(|c| der::oid(c, PURPOSE).map(drop))
            })?;
            items(c, PURPOSE.1);
            Some(())
        }
        "2.5.29.54" => der::integer(c, ("SkipCerts", "x509ce.SkipCerts")),
        "1.3.6.1.5.5.7.1.1" | "1.3.6.1.5.5.7.1.11" => access(c),
        "1.3.6.1.5.5.7.1.24" => {
            const FEATURE: (&str, &str) = ("Features item", "pkix1explicit.Features_item");
            der::content(c, ("Features", "pkix1explicit.Features"), tag::SEQUENCE, |c| {
                c.each(|c| {
                    der::value(c, FEATURE, tag::INTEGER, |bytes| {
                        let value = big_endian(bytes);
                        Value::Code { value, name: names::extension(value), hex: false }
                    })
                    .map(drop)
                })
            })?;
            items(c, FEATURE.1);
            Some(())
        }
        // Microsoft's and Netscape's, from long ago; certificates of authorities still have them.
        "1.3.6.1.4.1.311.20.2" => der::string(c, ("BMPString", "x509sat.BMPString")),
        "1.3.6.1.4.1.311.21.1" => der::integer(c, ("Integer", "x509sat.Integer")),
        "2.16.840.1.113730.1.1" => {
            flags(c, ("CertType", "ns_cert_exts.CertType"), tag::BIT_STRING, &NETSCAPE_TYPES)
        }
        "2.16.840.1.113730.1.13" => der::string(c, ("Comment", "ns_cert_exts.Comment")),
        // Of logs (RFC 6962 section 3.3): not DER inside.
        "1.3.6.1.4.1.11129.2.4.2" => {
            der::around(c, tag::OCTET_STRING, extension::signed_certificate_timestamps)
        }
        _ if der::is_value(c.left()) => der::any(c),
        _ => {
            c.rest("Value");
            Some(())
        }
    }
}

const KEY_USAGE: [&str; 9] = [
    "digitalSignature",
    "contentCommitment",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

const NETSCAPE_TYPES: [&str; 8] = [
    "ssl-client",
    "ssl-server",
    "smime",
    "object-signing",
    "reserved",
    "ssl-ca",
    "smime-ca",
    "object-signing-ca",
];

const REASONS: [&str; 9] = [
    "unused",
    "keyCompromise",
    "cACompromise",
    "affiliationChanged",
    "superseded",
    "cessationOfOperation",
    "certificateHold",
    "privilegeWithdrawn",
    "aACompromise",
];

/// A BIT STRING whose bits have names; those that are set become a note.
fn flags(c: &mut Cursor, label: (&'static str, &'static str), tag: u8, names: &[&str]) -> Option<()> {
    let bytes = der::bit_string(c, label, tag)?;
    let is_set = |bit: usize| bytes.get(bit / 8).is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0);
    let set: Vec<&str> =
        names.iter().enumerate().filter(|(bit, _)| is_set(*bit)).map(|(_, name)| *name).collect();
    c.note(set.join(", "));
    Some(())
}

/// An integer of the type `[number]`, if it is there.
fn plain_integer(c: &mut Cursor, number: u8, label: (&'static str, &'static str)) -> Option<()> {
    if der::next(c) == Some(tag::plain(number)) {
        return der::integer_of(c, label, tag::plain(number));
    }
    Some(())
}

fn basic_constraints(c: &mut Cursor) -> Option<()> {
    let label = ("BasicConstraintsSyntax", "x509ce.BasicConstraintsSyntax_element");
    der::element(c, label, tag::SEQUENCE, |c| {
        if der::next(c) == Some(tag::BOOLEAN) {
            der::boolean(c, ("cA", "x509ce.cA"))?;
        }
        if der::next(c) == Some(tag::INTEGER) {
            der::integer(c, ("pathLenConstraint", "x509ce.pathLenConstraint"))?;
        }
        Some(())
    })
}

/// RFC 3280 section 4.2.1.4: when the key signs, not the certificate holds.
fn private_key_usage_period(c: &mut Cursor) -> Option<()> {
    let label = ("PrivateKeyUsagePeriod", "x509ce.PrivateKeyUsagePeriod_element");
    der::element(c, label, tag::SEQUENCE, |c| {
        for (number, label) in [(0, ("notBefore", "x509ce.notBefore")), (1, ("notAfter", "x509ce.notAfter"))]
        {
            if der::next(c) == Some(tag::plain(number)) {
                der::generalized_time_of(c, label, tag::plain(number))?;
            }
        }
        Some(())
    })
}

fn authority_key(c: &mut Cursor) -> Option<()> {
    let label = ("AuthorityKeyIdentifier", "x509ce.AuthorityKeyIdentifier_element");
    der::element(c, label, tag::SEQUENCE, |c| {
        if der::next(c) == Some(tag::plain(0)) {
            der::value(c, ("keyIdentifier", "x509ce.keyIdentifier"), tag::plain(0), |_| Value::Bytes)?;
        }
        if der::next(c) == Some(tag::structure(1)) {
            general_names(c, ("authorityCertIssuer", "x509ce.authorityCertIssuer"), tag::structure(1))?;
        }
        if der::next(c) == Some(tag::plain(2)) {
            let label = ("authorityCertSerialNumber", "x509ce.authorityCertSerialNumber");
            der::value(c, label, tag::plain(2), |_| Value::Bytes)?;
        }
        Some(())
    })
}

/// `GeneralNames`, of this type.
fn general_names(c: &mut Cursor, label: (&'static str, &'static str), expected: u8) -> Option<()> {
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
fn general_name(c: &mut Cursor) -> Option<()> {
    let text = |bytes: &[u8]| Value::Text(String::from_utf8_lossy(bytes).into_owned());
    let next = der::next(c)?;
    match next {
        0x81 => der::value(c, ("rfc822Name", "x509ce.rfc822Name"), next, text).map(drop),
        0x82 => der::value(c, ("dNSName", "x509ce.dNSName"), next, text).map(drop),
        0x86 => {
            let label = ("uniformResourceIdentifier", "x509ce.uniformResourceIdentifier");
            der::value(c, label, next, text).map(drop)
        }
        0x87 => address(c),
        0x88 => der::oid_of(c, ("registeredID", "x509ce.registeredID"), next).map(drop),
        0xa0 => der::content(c, ("otherName", "x509ce.otherName_element"), next, |c| {
            der::oid(c, ("type-id", "x509ce.type_id"))?;
            der::any(c)
        }),
        0xa4 => der::content(c, ("directoryName", "x509ce.directoryName"), next, |c| name(c, "rdnSequence")),
        _ => der::any(c),
    }
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

fn distribution_points(c: &mut Cursor) -> Option<()> {
    const POINT: (&str, &str) = ("DistributionPoint", "x509ce.DistributionPoint_element");
    der::content(c, ("CRLDistPointsSyntax", "x509ce.CRLDistPointsSyntax"), tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, POINT, tag::SEQUENCE, |c| {
                if der::next(c) == Some(tag::structure(0)) {
                    der::around(c, tag::structure(0), |c| match der::next(c) {
                        Some(0xa0) => general_names(c, ("fullName", "x509ce.fullName"), tag::structure(0)),
                        _ => der::any(c),
                    })?;
                }
                if der::next(c) == Some(tag::plain(1)) {
                    flags(c, ("reasons", "x509ce.reasons"), tag::plain(1), &REASONS)?;
                }
                if der::next(c) == Some(tag::structure(2)) {
                    general_names(c, ("cRLIssuer", "x509ce.cRLIssuer"), tag::structure(2))?;
                }
                Some(())
            })
        })
    })?;
    items(c, POINT.1);
    Some(())
}

fn policies(c: &mut Cursor) -> Option<()> {
    const POLICY: (&str, &str) = ("PolicyInformation", "x509ce.PolicyInformation_element");
    let label = ("CertificatePoliciesSyntax", "x509ce.CertificatePoliciesSyntax");
    der::content(c, label, tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, POLICY, tag::SEQUENCE, |c| {
                der::oid(c, ("policyIdentifier", "x509ce.policyIdentifier"))?;
                if der::next(c).is_some() { qualifiers(c) } else { Some(()) }
            })
        })
    })?;
    items(c, POLICY.1);
    Some(())
}

fn qualifiers(c: &mut Cursor) -> Option<()> {
    const QUALIFIER: (&str, &str) = ("PolicyQualifierInfo", "x509ce.PolicyQualifierInfo_element");
    der::content(c, ("policyQualifiers", "x509ce.policyQualifiers"), tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, QUALIFIER, tag::SEQUENCE, |c| {
                let id = der::oid(c, ("Id", "x509ce.id"))?;
                match id.as_str() {
                    "1.3.6.1.5.5.7.2.1" => {
                        der::string(c, ("DirectoryString", "pkix1explicit.DirectoryString"))
                    }
                    "1.3.6.1.5.5.7.2.2" => user_notice(c),
                    _ => der::any(c),
                }
            })
        })
    })?;
    items(c, QUALIFIER.1);
    Some(())
}

fn user_notice(c: &mut Cursor) -> Option<()> {
    const NUMBER: (&str, &str) = ("noticeNumbers item", "pkix1implicit.noticeNumbers_item");
    der::element(c, ("UserNotice", "pkix1implicit.UserNotice_element"), tag::SEQUENCE, |c| {
        if der::next(c) == Some(tag::SEQUENCE) {
            der::element(c, ("noticeRef", "pkix1implicit.noticeRef_element"), tag::SEQUENCE, |c| {
                display_text(c, "organization")?;
                let label = ("noticeNumbers", "pkix1implicit.noticeNumbers");
                der::content(c, label, tag::SEQUENCE, |c| c.each(|c| der::integer(c, NUMBER)))?;
                items(c, NUMBER.1);
                Some(())
            })?;
        }
        if der::next(c).is_some() { display_text(c, "explicitText") } else { Some(()) }
    })
}

/// `DisplayText`: a string of one of four types.
fn display_text(c: &mut Cursor, name: &'static str) -> Option<()> {
    let filter = match der::next(c) {
        Some(tag::IA5_STRING) => "pkix1implicit.ia5String",
        Some(tag::VISIBLE_STRING) => "pkix1implicit.visibleString",
        Some(tag::BMP_STRING) => "pkix1implicit.bmpString",
        _ => "pkix1implicit.utf8String",
    };
    der::string(c, (name, filter))
}

fn policy_mappings(c: &mut Cursor) -> Option<()> {
    const MAPPING: (&str, &str) = ("PolicyMappingsSyntax item", "x509ce.PolicyMappingsSyntax_item_element");
    let label = ("PolicyMappingsSyntax", "x509ce.PolicyMappingsSyntax");
    der::content(c, label, tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, MAPPING, tag::SEQUENCE, |c| {
                der::oid(c, ("issuerDomainPolicy", "x509ce.issuerDomainPolicy"))?;
                der::oid(c, ("subjectDomainPolicy", "x509ce.subjectDomainPolicy")).map(drop)
            })
        })
    })?;
    items(c, MAPPING.1);
    Some(())
}

fn name_constraints(c: &mut Cursor) -> Option<()> {
    const SUBTREE: (&str, &str) = ("GeneralSubtree", "x509ce.GeneralSubtree_element");
    let label = ("NameConstraintsSyntax", "x509ce.NameConstraintsSyntax_element");
    der::element(c, label, tag::SEQUENCE, |c| {
        let lists = [
            (0, ("permittedSubtrees", "x509ce.permittedSubtrees")),
            (1, ("excludedSubtrees", "x509ce.excludedSubtrees")),
        ];
        for (number, label) in lists {
            if der::next(c) != Some(tag::structure(number)) {
                continue;
            }
            der::content(c, label, tag::structure(number), |c| {
                c.each(|c| {
                    der::element(c, SUBTREE, tag::SEQUENCE, |c| {
                        general_name(c)?;
                        plain_integer(c, 0, ("minimum", "x509ce.minimum"))?;
                        plain_integer(c, 1, ("maximum", "x509ce.maximum"))
                    })
                })
            })?;
            items(c, SUBTREE.1);
        }
        Some(())
    })
}

/// Authority and subject information access.
fn access(c: &mut Cursor) -> Option<()> {
    const DESCRIPTION: (&str, &str) = ("AccessDescription", "pkix1implicit.AccessDescription_element");
    let label = ("AuthorityInfoAccessSyntax", "pkix1implicit.AuthorityInfoAccessSyntax");
    der::content(c, label, tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, DESCRIPTION, tag::SEQUENCE, |c| {
                der::oid(c, ("accessMethod", "pkix1implicit.accessMethod"))?;
                general_name(c)
            })
        })
    })?;
    items(c, DESCRIPTION.1);
    Some(())
}

#[cfg(test)]
mod tests {
    use openssl::x509::X509;

    use super::super::field::{Tree, untiled};
    use super::*;

    const RSA: &[u8] = include_bytes!("../../../certs/tb-server-cert.pem");
    const ECDSA: &[u8] = include_bytes!("../../../certs/tb-server-ecdsa-cert.pem");
    const ED25519: &[u8] = include_bytes!("../../../certs/tb-server-ed25519-cert.pem");
    const CA: &[u8] = include_bytes!("../../../certs/tb-ca-cert.pem");

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

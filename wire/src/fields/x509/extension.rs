//! The extensions of a certificate (RFC 5280 section 4.2), and others in use on the public web.

use names::codes::oid;
use texts::Sentence;

use super::super::cursor::{Cursor, big_endian};
use super::super::der::{self, tag};
use super::super::field::Value;
use super::super::sct::signed_certificate_timestamps;
use super::name::{general_name, general_names};
use super::policy::{name_constraints, policies, policy_mappings};
use super::statement::{qualified_statements, template};

/// What an extension and its parts are called.
pub(super) struct Labels {
    pub(super) whole: (&'static str, &'static str),
    pub(super) id: (&'static str, &'static str),
    pub(super) critical: (&'static str, &'static str),
}

const OF_CERTIFICATE: Labels = Labels {
    whole: ("Extension", "x509af.Extension_element"),
    id: ("Extension Id", "x509af.extension.id"),
    critical: ("critical", "x509af.critical"),
};

/// An extension of a certificate.
pub(crate) fn extension(c: &mut Cursor) -> Option<()> {
    extension_as(c, &OF_CERTIFICATE)
}

/// `Extension`: identifier, whether it is critical, and a value, which is DER in an OCTET STRING.
pub(super) fn extension_as(c: &mut Cursor, labels: &Labels) -> Option<()> {
    let mut words = None;
    let whole = der::element(c, labels.whole, tag::SEQUENCE, |c| {
        let id = der::oid(c, labels.id)?;
        words = Some(names::oid(&id).map_or_else(|| id.clone(), str::to_owned));
        if der::next(c) == Some(tag::BOOLEAN) {
            der::boolean(c, labels.critical)?;
        }
        der::around(c, tag::OCTET_STRING, |c| extension_value(c, &id))
    });
    if let Some(words) = words {
        c.words(format!("({words})"));
    }
    whole
}

/// The value of an extension (RFC 5280 section 4.2, and others in use on the public web).
pub(super) fn extension_value(c: &mut Cursor, id: &str) -> Option<()> {
    match id {
        oid::SUBJECT_KEY_IDENTIFIER => {
            let label = ("SubjectKeyIdentifier", "x509ce.SubjectKeyIdentifier");
            der::value(c, label, tag::OCTET_STRING, |_| Value::Bytes).map(drop)
        }
        oid::KEY_USAGE => flags(c, ("KeyUsage", "x509ce.KeyUsage"), tag::BIT_STRING, &KEY_USAGE),
        oid::PRIVATE_KEY_USAGE_PERIOD => private_key_usage_period(c),
        oid::SUBJECT_ALT_NAME | oid::ISSUER_ALT_NAME => {
            general_names(c, ("GeneralNames", "x509ce.GeneralNames"), tag::SEQUENCE)
        }
        oid::BASIC_CONSTRAINTS => basic_constraints(c),
        oid::NAME_CONSTRAINTS => name_constraints(c),
        oid::CRL_DISTRIBUTION_POINTS | oid::FRESHEST_CRL => distribution_points(c),
        oid::CERTIFICATE_POLICIES | oid::MS_APPLICATION_POLICIES => policies(c),
        oid::POLICY_MAPPINGS => policy_mappings(c),
        oid::AUTHORITY_KEY_IDENTIFIER => authority_key(c),
        oid::POLICY_CONSTRAINTS => {
            let label = ("PolicyConstraintsSyntax", "x509ce.PolicyConstraintsSyntax_element");
            der::element(c, label, tag::SEQUENCE, |c| {
                der::optional_integer(c, 0, ("requireExplicitPolicy", "x509ce.requireExplicitPolicy"))?;
                der::optional_integer(c, 1, ("inhibitPolicyMapping", "x509ce.inhibitPolicyMapping"))
            })
        }
        oid::EXT_KEY_USAGE => {
            const PURPOSE: (&str, &str) = ("KeyPurposeId", "x509ce.KeyPurposeId");
            der::content(c, ("KeyPurposeIDs", "x509ce.KeyPurposeIDs"), tag::SEQUENCE, |c| {
                c.each(|c| der::oid(c, PURPOSE).map(drop))
            })?;
            der::items(c, PURPOSE.1);
            Some(())
        }
        oid::INHIBIT_ANY_POLICY => der::integer(c, ("SkipCerts", "x509ce.SkipCerts")),
        oid::AUTHORITY_INFO_ACCESS | oid::SUBJECT_INFO_ACCESS => access(c),
        oid::TLS_FEATURE => {
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
            der::items(c, FEATURE.1);
            Some(())
        }
        // Old ones of Microsoft and Netscape, which certificates of authorities still have.
        oid::MS_CERTIFICATE_TYPE => der::string(c, ("BMPString", "x509sat.BMPString")),
        oid::MS_CA_VERSION => der::integer(c, ("Integer", "x509sat.Integer")),
        oid::NETSCAPE_CERTIFICATE_TYPE => {
            flags(c, ("CertType", "ns_cert_exts.CertType"), tag::BIT_STRING, &NETSCAPE_TYPES)
        }
        oid::NETSCAPE_COMMENT => der::string(c, ("Comment", "ns_cert_exts.Comment")),
        oid::MS_CERTIFICATE_TEMPLATE => template(c),
        oid::QC_STATEMENTS => qualified_statements(c),
        // Of OCSP. Old clients make one that is not DER, which the response repeats.
        oid::OCSP_NONCE if der::is_value(c.left()) => {
            let label = ("ReOcspNonce", "ocsp.ReOcspNonce");
            der::value(c, label, tag::OCTET_STRING, |_| Value::Bytes).map(drop)
        }
        // Of logs (RFC 6962 section 3.3): not DER inside.
        oid::SIGNED_CERTIFICATE_TIMESTAMPS => {
            der::around(c, tag::OCTET_STRING, signed_certificate_timestamps)
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
    c.note(Sentence::verbatim(set.join(", ")));
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

/// RFC 3280 section 4.2.1.4: when the key may sign, which may end before the certificate does.
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

fn distribution_points(c: &mut Cursor) -> Option<()> {
    const FULL_NAME: u8 = tag::structure(0);
    const POINT: (&str, &str) = ("DistributionPoint", "x509ce.DistributionPoint_element");
    der::content(c, ("CRLDistPointsSyntax", "x509ce.CRLDistPointsSyntax"), tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, POINT, tag::SEQUENCE, |c| {
                if der::next(c) == Some(tag::structure(0)) {
                    der::around(c, tag::structure(0), |c| match der::next(c) {
                        Some(FULL_NAME) => general_names(c, ("fullName", "x509ce.fullName"), FULL_NAME),
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
    der::items(c, POINT.1);
    Some(())
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
    der::items(c, DESCRIPTION.1);
    Some(())
}

//! Policies that an authority certifies under (RFC 5280 section 4.2.1.4), and constraints on the names it may
//! certify.

use names::codes::oid;

use super::super::cursor::Cursor;
use super::super::der::{self, tag};
use super::name::general_name;

pub(crate) fn policies(c: &mut Cursor) -> Option<()> {
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
    der::items(c, POLICY.1);
    Some(())
}

fn qualifiers(c: &mut Cursor) -> Option<()> {
    const QUALIFIER: (&str, &str) = ("PolicyQualifierInfo", "x509ce.PolicyQualifierInfo_element");
    der::content(c, ("policyQualifiers", "x509ce.policyQualifiers"), tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, QUALIFIER, tag::SEQUENCE, |c| {
                let id = der::oid(c, ("Id", "x509ce.id"))?;
                match id.as_str() {
                    oid::CPS => der::string(c, ("DirectoryString", "pkix1explicit.DirectoryString")),
                    oid::USER_NOTICE => user_notice(c),
                    _ => der::any(c),
                }
            })
        })
    })?;
    der::items(c, QUALIFIER.1);
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
                der::items(c, NUMBER.1);
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

pub(crate) fn policy_mappings(c: &mut Cursor) -> Option<()> {
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
    der::items(c, MAPPING.1);
    Some(())
}

pub(crate) fn name_constraints(c: &mut Cursor) -> Option<()> {
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
                        der::optional_integer(c, 0, ("minimum", "x509ce.minimum"))?;
                        der::optional_integer(c, 1, ("maximum", "x509ce.maximum"))
                    })
                })
            })?;
            der::items(c, SUBTREE.1);
        }
        Some(())
    })
}

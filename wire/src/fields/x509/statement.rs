//! What an authority states of a certificate beyond its policies: statements of qualified certificates (RFC 3739
//! section 3.2.6), which European law has, and the template of Microsoft's authorities.

use names::codes::oid;

use super::super::cursor::Cursor;
use super::super::der::{self, tag};
use super::name::general_names;

pub(super) fn qualified_statements(c: &mut Cursor) -> Option<()> {
    const STATEMENT: (&str, &str) = ("QCStatement", "pkixqualified.QCStatement_element");
    der::content(c, ("QCStatements", "pkixqualified.QCStatements"), tag::SEQUENCE, |c| {
        c.each(|c| {
            der::element(c, STATEMENT, tag::SEQUENCE, |c| {
                let id = der::oid(c, ("statementId", "pkixqualified.statementId"))?;
                match (id.as_str(), der::next(c)) {
                    (_, None) => Some(()),
                    (oid::QC_SYNTAX_V1 | oid::QC_SYNTAX_V2, _) => semantics(c),
                    _ => der::any(c),
                }
            })
        })
    })?;
    der::items(c, STATEMENT.1);
    Some(())
}

/// What the subject's name means, and who gives such names.
fn semantics(c: &mut Cursor) -> Option<()> {
    let label = ("SemanticsInformation", "pkixqualified.SemanticsInformation_element");
    der::element(c, label, tag::SEQUENCE, |c| {
        if der::next(c) == Some(tag::OID) {
            der::oid(c, ("semanticsIdentifier", "pkixqualified.semanticsIdentifier"))?;
        }
        if der::next(c).is_some() {
            let label = ("nameRegistrationAuthorities", "pkixqualified.nameRegistrationAuthorities");
            general_names(c, label, tag::SEQUENCE)?;
        }
        Some(())
    })
}

pub(super) fn template(c: &mut Cursor) -> Option<()> {
    let label = ("CertificateTemplate", "x509ce.CertificateTemplate_element");
    der::element(c, label, tag::SEQUENCE, |c| {
        der::oid(c, ("templateID", "x509ce.templateID"))?;
        for label in [
            ("templateMajorVersion", "x509ce.templateMajorVersion"),
            ("templateMinorVersion", "x509ce.templateMinorVersion"),
        ] {
            if der::next(c).is_some() {
                der::integer(c, label)?;
            }
        }
        Some(())
    })
}

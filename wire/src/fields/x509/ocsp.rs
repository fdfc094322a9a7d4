//! OCSP responses (RFC 6960 section 4.2.1): what an authority says of certificates, and for how long. A server sends
//! one along with its certificate (stapling).

use names::codes::oid;

use super::super::cursor::{Cursor, big_endian};
use super::super::der::{self, tag};
use super::super::field::Value;
use super::algorithm::{algorithm, is_two_integers, two_integers};
use super::certificate::signed_parts;
use super::extension::{Labels, extension_as};
use super::name::name;

/// What Wireshark calls an extension here.
const EXTENSION: Labels = Labels {
    whole: ("Extension", "pkix1explicit.Extension_element"),
    id: ("Id", "pkix1explicit.id"),
    critical: ("critical", "pkix1explicit.critical"),
};

/// `OCSPResponse`
pub(crate) fn ocsp_response(c: &mut Cursor) -> Option<()> {
    der::around(c, tag::SEQUENCE, |c| {
        code(c, ("responseStatus", "ocsp.responseStatus"), response_status)?;
        if der::next(c).is_none() {
            return Some(()); // an error, of which no more is said
        }
        der::around(c, tag::structure(0), |c| {
            der::element(c, ("responseBytes", "ocsp.responseBytes_element"), tag::SEQUENCE, |c| {
                let kind = der::oid(c, ("ResponseType Id", "ocsp.responseType.id"))?;
                if kind == oid::OCSP_BASIC {
                    return der::around(c, tag::OCTET_STRING, basic_response);
                }
                der::value(c, ("response", "ocsp.response"), tag::OCTET_STRING, |_| Value::Bytes).map(drop)
            })
        })
    })
}

fn response_status(code: u64) -> Option<&'static str> {
    match code {
        0 => Some("successful"),
        1 => Some("malformedRequest"),
        2 => Some("internalError"),
        3 => Some("tryLater"),
        5 => Some("sigRequired"),
        6 => Some("unauthorized"),
        _ => None,
    }
}

/// An ENUMERATED.
fn code(
    c: &mut Cursor,
    label: (&'static str, &'static str),
    name: fn(u64) -> Option<&'static str>,
) -> Option<()> {
    der::value(c, label, tag::ENUMERATED, |bytes| {
        let value = big_endian(bytes);
        Value::Code { value, name: name(value), hex: false }
    })
    .map(drop)
}

/// `BasicOCSPResponse`: what is signed, the signature, and certificates to check it with.
fn basic_response(c: &mut Cursor) -> Option<()> {
    const CERTIFICATE: (&str, &str) = ("Certificate", "ocsp.Certificate_element");
    der::element(c, ("BasicOCSPResponse", "ocsp.BasicOCSPResponse_element"), tag::SEQUENCE, |c| {
        let label = ("tbsResponseData", "ocsp.tbsResponseData_element");
        der::element(c, label, tag::SEQUENCE, response_data)?;
        algorithm(c, ("signatureAlgorithm", "ocsp.signatureAlgorithm_element"))?;
        let signature = der::bit_string(c, ("signature", "ocsp.signature"), tag::BIT_STRING)?;
        if is_two_integers(signature) {
            c.parts(|c| two_integers(c, "r", "s"));
        }
        if der::next(c).is_none() {
            return Some(());
        }
        der::around(c, tag::structure(0), |c| {
            der::content(c, ("certs", "ocsp.certs"), tag::SEQUENCE, |c| {
                c.each(|c| der::element(c, CERTIFICATE, tag::SEQUENCE, signed_parts))
            })?;
            der::items(c, CERTIFICATE.1);
            Some(())
        })
    })
}

/// `ResponseData`: who answers, when, and what.
fn response_data(c: &mut Cursor) -> Option<()> {
    const SINGLE: (&str, &str) = ("SingleResponse", "ocsp.SingleResponse_element");
    if der::next(c) == Some(tag::structure(0)) {
        der::around(c, tag::structure(0), |c| der::integer(c, ("version", "ocsp.version")))?;
    }
    responder_id(c)?;
    time(c, ("producedAt", "ocsp.producedAt"))?;
    der::content(c, ("responses", "ocsp.responses"), tag::SEQUENCE, |c| {
        c.each(|c| der::element(c, SINGLE, tag::SEQUENCE, single_response))
    })?;
    der::items(c, SINGLE.1);
    extensions(c, ("responseExtensions", "ocsp.responseExtensions"))
}

/// `ResponderID`: who answers, by his name or by the hash of his key.
pub(crate) fn responder_id(c: &mut Cursor) -> Option<()> {
    const BY_NAME: u8 = tag::structure(1);
    if der::next(c) == Some(BY_NAME) {
        der::around(c, BY_NAME, |c| name(c, ("byName", "ocsp.byName")))
    } else {
        der::around(c, tag::structure(2), |c| bytes(c, ("byKey", "ocsp.byKey")))
    }
}

/// `SingleResponse`: of one certificate.
fn single_response(c: &mut Cursor) -> Option<()> {
    der::element(c, ("certID", "ocsp.certID_element"), tag::SEQUENCE, |c| {
        algorithm(c, ("hashAlgorithm", "ocsp.hashAlgorithm_element"))?;
        bytes(c, ("issuerNameHash", "ocsp.issuerNameHash"))?;
        bytes(c, ("issuerKeyHash", "ocsp.issuerKeyHash"))?;
        der::big_integer(c, ("serialNumber", "ocsp.serialNumber"))
    })?;
    certificate_status(c)?;
    time(c, ("thisUpdate", "ocsp.thisUpdate"))?;
    if der::next(c) == Some(tag::structure(0)) {
        der::around(c, tag::structure(0), |c| time(c, ("nextUpdate", "ocsp.nextUpdate")))?;
    }
    extensions(c, ("singleExtensions", "ocsp.singleExtensions"))
}

/// `CertStatus`: its type is what it says.
fn certificate_status(c: &mut Cursor) -> Option<()> {
    const GOOD: u8 = tag::plain(0);
    const REVOKED: u8 = tag::structure(1);
    const UNKNOWN: u8 = tag::plain(2);
    let (expected, words) = match der::next(c) {
        Some(REVOKED) => (REVOKED, "revoked"),
        Some(UNKNOWN) => (UNKNOWN, "unknown"),
        _ => (GOOD, "good"),
    };
    let label = ("certStatus", "ocsp.certStatus");
    let whole =
        der::element(c, label, expected, |c| if expected == REVOKED { revocation(c) } else { Some(()) });
    if whole.is_some() {
        c.words(words);
    }
    whole
}

fn revocation(c: &mut Cursor) -> Option<()> {
    time(c, ("revocationTime", "ocsp.revocationTime"))?;
    if der::next(c).is_none() {
        return Some(());
    }
    der::around(c, tag::structure(0), |c| code(c, ("revocationReason", "ocsp.revocationReason"), reason))
}

/// `CRLReason` (RFC 5280 section 5.3.1)
fn reason(code: u64) -> Option<&'static str> {
    match code {
        0 => Some("unspecified"),
        1 => Some("keyCompromise"),
        2 => Some("cACompromise"),
        3 => Some("affiliationChanged"),
        4 => Some("superseded"),
        5 => Some("cessationOfOperation"),
        6 => Some("certificateHold"),
        8 => Some("removeFromCRL"),
        9 => Some("privilegeWithdrawn"),
        10 => Some("aACompromise"),
        _ => None,
    }
}

/// Extensions, if there are any.
fn extensions(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    if der::next(c) != Some(tag::structure(1)) {
        return Some(());
    }
    der::around(c, tag::structure(1), |c| {
        der::content(c, label, tag::SEQUENCE, each_extension)?;
        der::items(c, EXTENSION.whole.1);
        Some(())
    })
}

/// The items of `Extensions`, as a request or an answer has them.
fn each_extension(c: &mut Cursor) -> Option<()> {
    c.each(|c| extension_as(c, &EXTENSION))
}

/// `Extensions` of a request.
pub(crate) fn request_extensions(c: &mut Cursor) -> Option<()> {
    der::around(c, tag::SEQUENCE, each_extension)
}

fn bytes(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    der::value(c, label, tag::OCTET_STRING, |_| Value::Bytes).map(drop)
}

fn time(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    der::generalized_time_of(c, label, tag::GENERALIZED_TIME)
}

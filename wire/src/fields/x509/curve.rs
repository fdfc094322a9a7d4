//! Elliptic curves whose parameters are written out (RFC 3279 section 2.3.5), and points on curves.

use names::codes::oid;
use texts::say;

use super::super::cursor::{Cursor, big_endian};
use super::super::der::{self, tag};
use super::super::field::Value;

/// `ECParameters`: all that a curve consists of, in place of its name. RFC 5480 section 2.1.1 forbids it: a verifier
/// that does not compare each number with those of a curve it knows would check signatures on the sender's own curve,
/// with a base point for which the sender knows a private key.
pub(super) fn specified_curve(c: &mut Cursor) -> Option<()> {
    let label = ("specifiedCurve", "pkcs1.specifiedCurve_element");
    let whole = der::element(c, label, tag::SEQUENCE, |c| {
        version(c)?;
        field(c)?;
        coefficients(c)?;
        let base = der::value(c, ("base", "pkcs1.base"), tag::OCTET_STRING, |_| Value::Bytes)?;
        parts_of_point(c, base);
        der::big_integer(c, ("order", "pkcs1.order"))?;
        if der::next(c) == Some(tag::INTEGER) {
            der::integer(c, ("cofactor", "pkcs1.cofactor"))?;
        }
        if der::next(c).is_some() { der::any(c) } else { Some(()) } // a hash, from version 2 on
    });
    c.wrong(say!("a certificate has to name its curve, not to describe it"));
    whole
}

fn version(c: &mut Cursor) -> Option<()> {
    der::value(c, ("version", "pkcs1.version"), tag::INTEGER, |bytes| {
        let value = big_endian(bytes);
        let name = match value {
            1 => Some("ecpVer1"),
            2 => Some("ecpVer2"),
            3 => Some("ecpVer3"),
            _ => None,
        };
        Value::Code { value, name, hex: false }
    })
    .map(drop)
}

/// `FieldID`: what the coordinates are.
fn field(c: &mut Cursor) -> Option<()> {
    der::element(c, ("fieldID", "pkcs1.fieldID_element"), tag::SEQUENCE, |c| {
        match der::oid(c, ("fieldType", "pkcs1.fieldType"))?.as_str() {
            oid::PRIME_FIELD => der::big_integer(c, ("Prime-p", "pkcs1.Prime_p")),
            _ => der::any(c),
        }
    })
}

/// `Curve`: y² = x³ + ax + b.
fn coefficients(c: &mut Cursor) -> Option<()> {
    der::element(c, ("curve", "pkcs1.curve_element"), tag::SEQUENCE, |c| {
        der::value(c, ("a", "pkcs1.a"), tag::OCTET_STRING, |_| Value::Bytes)?;
        der::value(c, ("b", "pkcs1.b"), tag::OCTET_STRING, |_| Value::Bytes)?;
        if der::next(c).is_some() {
            der::bit_string(c, ("seed", "pkcs1.seed"), tag::BIT_STRING)?;
        }
        Some(())
    })
}

/// Takes the last field apart, a point, if it is uncompressed (SEC 1 section 2.3.3).
pub(super) fn parts_of_point(c: &mut Cursor, point: &[u8]) {
    match point {
        [4, coordinates @ ..] if coordinates.len() % 2 == 0 => {
            let width = coordinates.len() / 2;
            c.parts(|c| {
                c.code("Point format", 1, |_| Some("uncompressed"))?;
                c.bytes("X", width)?;
                c.bytes("Y", width).map(drop)
            });
        }
        _ => {}
    }
}

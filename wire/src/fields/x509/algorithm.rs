//! Algorithms and their parameters, public keys, and signatures that are structures themselves.

use names::codes::oid;

use super::super::cursor::Cursor;
use super::super::der::{self, tag};
use super::super::field::{Field, Value};
use super::curve::{parts_of_point, specified_curve};

const ALGORITHM_ID: (&str, &str) = ("Algorithm Id", "x509af.algorithm.id");

/// `AlgorithmIdentifier`: an algorithm and its parameters.
pub(crate) fn algorithm(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    let mut words = None;
    let whole = der::element(c, label, tag::SEQUENCE, |c| {
        let id = der::oid(c, ALGORITHM_ID)?;
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
    const HASH: u8 = tag::structure(0);
    const MASK: u8 = tag::structure(1);
    const SALT_LENGTH: u8 = tag::structure(2);

    match (algorithm, der::next(c)) {
        (_, None) => Some(()),
        (_, Some(tag::NULL)) => {
            let length = c.left().len(); // the header is all there is
            c.leaf("ASN.1 header", length.min(2), |_| Value::Framing("NULL".into()))?;
            Some(())
        }
        (oid::EC_PUBLIC_KEY, Some(tag::OID)) => der::oid(c, ("namedCurve", "pkcs1.namedCurve")).map(drop),
        (oid::EC_PUBLIC_KEY, Some(tag::SEQUENCE)) => specified_curve(c),
        // RFC 4055 section 3.1
        (oid::RSASSA_PSS, _) => {
            der::element(c, ("RSASSA-PSS-params", "pkcs1.RSASSA_PSS_params_element"), tag::SEQUENCE, |c| {
                while let Some(next) = der::next(c) {
                    der::around(c, next, |c| match next {
                        HASH => algorithm_of_pss(c, ("hashAlgorithm", "pkcs1.hashAlgorithm_element")),
                        MASK => algorithm_of_pss(c, ("maskGenAlgorithm", "pkcs1.maskGenAlgorithm_element")),
                        SALT_LENGTH => der::integer(c, ("saltLength", "pkcs1.saltLength")),
                        _ => der::integer(c, ("trailerField", "pkcs1.trailerField")),
                    })?;
                }
                Some(())
            })
        }
        // The hash that it uses.
        (oid::MGF1, Some(tag::SEQUENCE)) => {
            let mut words = None;
            let whole =
                der::element(c, ("HashAlgorithm", "pkcs1.HashAlgorithm_element"), tag::SEQUENCE, |c| {
                    words = der::oid(c, ALGORITHM_ID);
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

/// A hash or a mask generation function among the parameters of RSASSA-PSS, which has no such parameters
/// itself.
fn algorithm_of_pss(c: &mut Cursor, label: (&'static str, &'static str)) -> Option<()> {
    let mut words = None;
    let whole = der::element(c, label, tag::SEQUENCE, |c| {
        let id = der::oid(c, ALGORITHM_ID)?;
        words = names::oid(&id);
        match id.as_str() {
            oid::RSASSA_PSS => None,
            _ => parameters(c, &id),
        }
    });
    if let Some(words) = words {
        c.words(format!("({words})"));
    }
    whole
}

/// `SubjectPublicKeyInfo` in a certificate.
pub(crate) fn public_key_info(c: &mut Cursor) -> Option<()> {
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
    let algorithm = match c.fields().last().and_then(|field| field.find(ALGORITHM_ID.1)) {
        Some(Field { value: Value::Oid { dotted, .. }, .. }) => dotted.clone(),
        _ => String::new(),
    };
    let key = der::bit_string(c, ("subjectPublicKey", "x509af.subjectPublicKey"), tag::BIT_STRING)?;
    match (algorithm.as_str(), key) {
        (oid::RSA_ENCRYPTION | oid::RSASSA_PSS, _) if der::is_value(key) => c.parts(rsa_key),
        (oid::EC_PUBLIC_KEY, point) => parts_of_point(c, point),
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

/// Whether bytes look like `ECDSA-Sig-Value` or `DSA-Sig-Value`. An RSA signature does so only by chance.
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

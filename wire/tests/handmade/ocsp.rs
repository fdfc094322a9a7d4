//! OCSP responses (RFC 6960), in DER. Nobody has signed them.

use wire::names::codes::oid as id;

use super::certificate::{
    BIT_STRING, ED25519, OCTET_STRING, integer, name, oid, plain, sequence, tagged, value, whole,
};

const GENERALIZED_TIME: u8 = 0x18;
const ENUMERATED: u8 = 0x0a;

/// A response by name with all that may be in it, one by key with what must be in it, one of another type, an error.
pub(super) fn responses() -> [Vec<u8>; 4] {
    let long = sequence(&[
        tagged(0, &[integer(0)]),
        tagged(1, &[name()]),
        time(),
        sequence(&[
            single(plain(0, &[]), true),
            single(tagged(1, &[time(), tagged(0, &[value(ENUMERATED, &[1])])]), false),
            single(plain(2, &[]), false),
        ]),
        tagged(1, &[extensions()]),
    ]);
    let short = sequence(&[
        tagged(2, &[value(OCTET_STRING, &[7; 20])]),
        time(),
        sequence(&[single(tagged(1, &[time()]), false)]),
    ]);
    let certificates = tagged(0, &[sequence(&[whole()])]);
    [
        successful(id::OCSP_BASIC, &signed(long, &[certificates])),
        successful(id::OCSP_BASIC, &signed(short, &[])),
        successful("1.2.3.4", &[1, 2, 3]),
        sequence(&[value(ENUMERATED, &[3])]), // tryLater
    ]
}

fn successful(kind: &str, response: &[u8]) -> Vec<u8> {
    let response = sequence(&[oid(kind), value(OCTET_STRING, response)]);
    sequence(&[value(ENUMERATED, &[0]), tagged(0, &[response])])
}

/// A response with a signature and certificates.
fn signed(response: Vec<u8>, certificates: &[Vec<u8>]) -> Vec<u8> {
    let signature = value(BIT_STRING, &[0; 65]);
    sequence(&[&[response, sequence(&[oid(ED25519)]), signature], certificates].concat())
}

fn time() -> Vec<u8> {
    value(GENERALIZED_TIME, b"20261127000000Z")
}

/// A response for one certificate, with this status.
fn single(status: Vec<u8>, with_all: bool) -> Vec<u8> {
    let hash = value(OCTET_STRING, &[9; 20]);
    let certificate = sequence(&[sequence(&[oid("1.3.14.3.2.26")]), hash.clone(), hash, integer(1)]);
    let mut parts = vec![certificate, status, time()];
    if with_all {
        parts.extend([tagged(0, &[time()]), tagged(1, &[extensions()])]);
    }
    sequence(&parts)
}

/// Those whose responses a client takes: one by name, one by key.
pub(super) fn responders() -> [Vec<u8>; 2] {
    [tagged(1, &[name()]), tagged(2, &[value(OCTET_STRING, &[7; 20])])]
}

/// A nonce, critical.
pub(super) fn extensions() -> Vec<u8> {
    let nonce = value(OCTET_STRING, &value(OCTET_STRING, b"nonce"));
    sequence(&[sequence(&[oid(id::OCSP_NONCE), value(0x01, &[0xff]), nonce])])
}

//! Signature algorithms (RFC 8446 section 4.2.3, RFC 5246 section 7.4.1.4.1).

use names::codes::signature_algorithm::{ECDSA, MD5, RSA, SHA512};

use super::cursor::Cursor;

/// The label of the field, which `facts` looks for.
pub(crate) const SIGNATURE_ALGORITHM: (&str, &str) = ("Signature Algorithm", "tls.handshake.sig_hash_alg");

/// Whether a signature algorithm consists of a hash and a signature, a byte each, as in TLS 1.2. The schemes
/// that TLS 1.3 added do not.
fn is_pair(code: u64) -> bool {
    let (hash, signature) = (code >> 8, code & 0xff);
    (MD5.into()..=SHA512.into()).contains(&hash) && (RSA.into()..=ECDSA.into()).contains(&signature)
}

pub(crate) fn signature_algorithm(c: &mut Cursor) -> Option<()> {
    let code = c.hex_code(SIGNATURE_ALGORITHM, 2, names::signature_algorithm)?;
    if is_pair(code) {
        c.parts(|c| {
            c.code(("Signature Hash Algorithm Hash", "tls.handshake.sig_hash_hash"), 1, names::hash)?;
            c.code(
                ("Signature Hash Algorithm Signature", "tls.handshake.sig_hash_sig"),
                1,
                names::signature,
            )?;
            Some(())
        });
    }
    Some(())
}

pub(crate) fn signature_algorithms(c: &mut Cursor) -> Option<()> {
    c.vector(
        ("Signature Hash Algorithms Length", "tls.handshake.sig_hash_alg_len"),
        2,
        ("Signature Hash Algorithms", "tls.handshake.sig_hash_algs"),
        |c| c.each(signature_algorithm),
    )?;
    c.counted(SIGNATURE_ALGORITHM.1, "algorithm", "algorithms");
    Some(())
}

//! Which of the known pre-shared keys a binder was made with, and under which label.

use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;

/// The labels of binder keys: for a ticket, an external key, an imported key (RFC 8446 section 7.1, RFC 9258).
const LABELS: [&str; 3] = ["res binder", "ext binder", "imp binder"];

/// The key and the label; `None`: it was made with none of them. `hello` is what the binder covers.
pub(super) fn of_binder<'a>(
    keys: impl Iterator<Item = &'a [u8]>,
    binder: &[u8],
    hello: &[u8],
) -> Option<(&'a [u8], &'static str)> {
    let digest = match binder.len() {
        32 => MessageDigest::sha256(),
        48 => MessageDigest::sha384(),
        _ => return None,
    };
    let transcript = openssl::hash::hash(digest, hello).ok()?;
    let empty = openssl::hash::hash(digest, b"").ok()?;
    for key in keys {
        let early = hmac(digest, &vec![0; binder.len()], key)?;
        for label in LABELS {
            let base = expand(digest, &early, label, &empty)?;
            let finished = expand(digest, &base, "finished", b"")?;
            if hmac(digest, &finished, &transcript)? == binder {
                return Some((key, label));
            }
        }
    }
    None
}

/// HKDF-Expand-Label for as many bytes as the digest has.
fn expand(digest: MessageDigest, secret: &[u8], label: &str, context: &[u8]) -> Option<Vec<u8>> {
    hmac(digest, secret, &[super::label::hkdf_label(label, context, digest.size()).as_slice(), &[1]].concat())
}

fn hmac(digest: MessageDigest, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let key = PKey::hmac(key).ok()?;
    Signer::new(digest, &key).ok()?.sign_oneshot_to_vec(data).ok()
}

//! The input secrets of the key schedule (RFC 8446 section 7.1), which a key log does not contain.

use openssl::derive::Deriver;
use openssl::error::ErrorStack;
use openssl::pkey::Id;
use openssl::ssl::SslRef;

/// The input secrets of a TLS 1.3 key exchange that OpenSSL exposes when it logs `line`, as `(label, secret)`.
///
/// `ECDHE_SECRET` is the shared secret of (EC)DHE. OpenSSL does not expose it for a hybrid group such as
/// X25519MLKEM768. `PSK` is the pre-shared key, either that of a resumed session or an external one. A
/// capture of one's own may have them, but not a key log: it is for other programs, which need neither.
#[must_use]
pub fn key_exchange_secrets(ssl: &SslRef, line: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut secrets = Vec::new();
    if line.starts_with("SERVER_HANDSHAKE_TRAFFIC_SECRET ") {
        secrets.extend(shared_secret(ssl).ok().map(|secret| ("ECDHE_SECRET", secret)));
    }
    if line.starts_with("SERVER_HANDSHAKE_TRAFFIC_SECRET ")
        || line.starts_with("CLIENT_EARLY_TRAFFIC_SECRET ")
    {
        secrets.extend(pre_shared_key(ssl).map(|key| ("PSK", key)));
    }
    secrets
}

/// Derives the shared secret from this side's ephemeral private key and the peer's public one.
fn shared_secret(ssl: &SslRef) -> Result<Vec<u8>, ErrorStack> {
    // SSL_get_tmp_key, SSL_get_peer_tmp_key
    let (own, peer) = (ssl.tmp_key()?, ssl.peer_tmp_key()?);
    let mut deriver = Deriver::new(&own)?;
    deriver.set_peer(&peer)?;
    let mut secret = deriver.derive_to_vec()?;
    if own.id() == Id::DH {
        // The secret is as long as the group's prime (RFC 8446 section 7.4.1); OpenSSL drops leading zeros.
        let missing = own.size().saturating_sub(secret.len());
        secret.splice(..0, std::iter::repeat_n(0, missing));
    }
    Ok(secret)
}

/// The pre-shared key. At this point, the session still has the secret it was resumed with.
fn pre_shared_key(ssl: &SslRef) -> Option<Vec<u8>> {
    // SSL_SESSION_get_master_key
    let session = ssl.session()?;
    let mut key = vec![0; session.master_key_len()];
    let length = session.master_key(&mut key);
    key.truncate(length);
    (!key.is_empty()).then_some(key)
}

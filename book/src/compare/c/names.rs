//! Names of the libraries.

/// Removes wolfSSL's prefix from a name: `wolfSSL_new` is `SSL_new`, `wolfSSL_EVP_sha256` is `EVP_sha256`.
pub(crate) fn plain(name: &str) -> &str {
    let Some(rest) = name.strip_prefix("wolfSSL_") else { return name.strip_prefix("wolf").unwrap_or(name) };
    let (family, _) = rest.split_once('_').unwrap_or((rest, ""));
    let own_family =
        ["ASN1", "BIO", "ERR", "EVP", "HMAC", "PEM", "RSA", "X509", "d2i", "i2d"].contains(&family);
    if own_family { rest } else { &name["wolf".len()..] }
}

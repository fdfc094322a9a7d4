//! What a function of OpenSSL is called for: some are newer names of others, or do the same.

/// Functions that the bindings call in place of another.
const IN_PLACE_OF: [(&str, &str); 10] = [
    ("SSL_set_bio", "SSL_set_fd"),
    ("TLS_client_method", "SSLv23_client_method"),
    ("TLS_server_method", "SSLv23_server_method"),
    ("OPENSSL_init_ssl", "SSL_library_init"),
    ("EVP_MD_fetch", "EVP_get_digestbyname"),
    ("EVP_DigestSignInit", "HMAC_Init"),
    ("EVP_DigestSignUpdate", "HMAC_Update"),
    ("EVP_DigestSignFinal", "HMAC_Final"),
    ("EVP_MD_CTX_new", "HMAC_CTX_new"),
    ("EVP_MD_CTX_free", "HMAC_CTX_free"),
];

/// What a function is called for: `SSL_read_ex` is `SSL_read`, `SSL_set_bio` in the bindings is `SSL_set_fd`.
pub(crate) fn purpose(name: &str) -> &str {
    let name = IN_PLACE_OF.iter().find(|(new, _)| *new == name).map_or(name, |(_, old)| old);
    name.strip_suffix("_ex").unwrap_or(name)
}

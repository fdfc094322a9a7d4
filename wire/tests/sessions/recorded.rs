//! Sessions of programs that the tests cannot start, or not on every machine: browsers, Java, servers that
//! would listen to all the world.
//!
//! They were recorded on loopback with `dumpcap -i lo` in a network namespace of their own (`unshare --net`),
//! with `SSLKEYLOGFILE` set; the server showed `certs/tb-server-cert.pem`, or its key. A line is a record;
//! then the lines of the key log that belong to the session.
//!
//! - `chromium.txt`: `chromium --headless --ignore-certificate-errors --user-data-dir=… --dump-dom
//!   https://localhost:4433/x.html`, and `openssl s_server -WWW` of OpenSSL 3.5, which takes the hybrid
//!   group, but no compression of certificates that the browser has.
//! - `gnutls-….txt`: `gnutls-serv --echo` and `gnutls-cli` of GnuTLS 3.7, through a relay that kept the bytes, both with
//!   `--priority NORMAL:-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+ARCFOUR-128:-MAC-ALL:+SHA1:+SIGN-RSA-SHA1:%VERIFY_ALLOW_BROKEN`
//!   and the like; those named `no-etm` also with `%NO_ETM`, the others of block ciphers encrypt and then authenticate.
//! - `java.txt`: an `SSLSocket` of Java 17, and `s_server`; it writes no key log.
//! - `next-protocol.txt`, `srp.txt`: `s_client` with `-nextprotoneg` and `-srpuser` (the suites of SRP are
//!   not taken).
//! - `raw-public-key-….txt`: `gnutls-serv --rawpkfile … --rawpkkeyfile …` and `gnutls-cli`, both with
//!   `--priority NORMAL:+CTYPE-SRV-RAWPK`.
//! - `rustls….txt`: a client and a server of 30 lines with rustls 0.23, which both take the hybrid group; the
//!   second connection resumes the first, with early data.

use super::{Recording, has_camellia};

const FILES: [(&str, &str); 15] = [
    ("GnuTLS, TLS 1.0, RC4", include_str!("../recorded/gnutls-rc4-tls10.txt")),
    ("GnuTLS, TLS 1.2, RC4", include_str!("../recorded/gnutls-rc4-tls12.txt")),
    ("GnuTLS, TLS 1.1, 3DES", include_str!("../recorded/gnutls-3des-tls11.txt")),
    ("GnuTLS, TLS 1.2, Camellia", include_str!("../recorded/gnutls-camellia-tls12-no-etm.txt")),
    ("GnuTLS, TLS 1.0, AES", include_str!("../recorded/gnutls-aes-tls10-no-etm.txt")),
    ("GnuTLS, TLS 1.0, NULL", include_str!("../recorded/gnutls-null-tls10.txt")),
    ("GnuTLS, TLS 1.2, NULL", include_str!("../recorded/gnutls-null-tls12.txt")),
    ("Chromium", include_str!("../recorded/chromium.txt")),
    ("Java", include_str!("../recorded/java.txt")),
    ("next protocol", include_str!("../recorded/next-protocol.txt")),
    ("raw public key, TLS 1.2", include_str!("../recorded/raw-public-key-tls12.txt")),
    ("raw public key, TLS 1.3", include_str!("../recorded/raw-public-key-tls13.txt")),
    ("rustls", include_str!("../recorded/rustls.txt")),
    ("rustls, early data", include_str!("../recorded/rustls-early-data.txt")),
    ("SRP", include_str!("../recorded/srp.txt")),
];

/// All of them.
pub(crate) fn all() -> Vec<Recording> {
    let files = FILES.iter().filter(|(name, _)| !name.contains("Camellia") || has_camellia());
    files.map(|(name, text)| Recording::parse((*name).to_owned(), text)).collect()
}

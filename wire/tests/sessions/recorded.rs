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
//! - `java.txt`: an `SSLSocket` of Java 17, and `s_server`; it writes no key log.
//! - `next-protocol.txt`, `srp.txt`: `s_client` with `-nextprotoneg` and `-srpuser` (the suites of SRP are
//!   not taken).
//! - `raw-public-key-….txt`: `gnutls-serv --rawpkfile … --rawpkkeyfile …` and `gnutls-cli`, both with
//!   `--priority NORMAL:+CTYPE-SRV-RAWPK`.
//! - `rustls….txt`: a client and a server of 30 lines with rustls 0.23, which both take the hybrid group; the
//!   second connection resumes the first, with early data.

use super::Recording;

const FILES: [(&str, &str); 8] = [
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
    FILES.iter().map(|(name, text)| Recording::parse((*name).to_owned(), text)).collect()
}

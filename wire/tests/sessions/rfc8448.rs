//! The sessions of RFC 8448: its records, and the secrets that it gives or derives.

use super::Recording;

const FILES: [(&str, &str); 5] = [
    ("simple 1-RTT", include_str!("../rfc8448/simple-1-rtt.txt")),
    ("resumed 0-RTT", include_str!("../rfc8448/resumed-0-rtt.txt")),
    ("Hello Retry Request", include_str!("../rfc8448/hello-retry-request.txt")),
    ("client authentication", include_str!("../rfc8448/client-authentication.txt")),
    ("compatibility mode", include_str!("../rfc8448/compatibility-mode.txt")),
];

/// All of them, in the order of the RFC.
pub(crate) fn all() -> Vec<Recording> {
    FILES.iter().map(|(name, text)| Recording::parse(format!("RFC 8448, {name}"), text)).collect()
}

//! The sessions of RFC 8448: its records, and the secrets that it gives or derives.

use std::time::Duration;

use wire::secrets::hex;
use wire::session::Direction;

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
    FILES.iter().map(|(name, text)| read(name, text)).collect()
}

/// A line is `client` or `server` and a record, or a line of a key log.
fn read(name: &str, text: &str) -> Recording {
    let (mut chunks, mut key_log) = (Vec::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (word, rest) = line.split_once(' ').unwrap();
        let time = Duration::from_millis(chunks.len() as u64);
        match word {
            "client" => chunks.push((Direction::FromClient, time, hex(rest).unwrap())),
            "server" => chunks.push((Direction::FromServer, time, hex(rest).unwrap())),
            _ => {
                key_log.push_str(line);
                key_log.push('\n');
            }
        }
    }
    Recording { name: format!("RFC 8448, {name}"), chunks, key_log }
}

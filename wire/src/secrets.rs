//! Secrets: what a key log (`SSLKEYLOGFILE`, RFC 9850) says of sessions.

use std::collections::HashMap;
use std::fmt;

/// The client's random, by which a key log identifies a session.
pub type ClientRandom = [u8; 32];

/// The labels of a key log (RFC 9850 section 2), and two of our own.
pub mod label {
    /// The master secret of TLS 1.2.
    pub const CLIENT_RANDOM: &str = "CLIENT_RANDOM";
    /// Protects early data.
    pub const CLIENT_EARLY_TRAFFIC_SECRET: &str = "CLIENT_EARLY_TRAFFIC_SECRET";
    /// Protects the client's part of the handshake.
    pub const CLIENT_HANDSHAKE_TRAFFIC_SECRET: &str = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
    /// Protects the server's part of the handshake.
    pub const SERVER_HANDSHAKE_TRAFFIC_SECRET: &str = "SERVER_HANDSHAKE_TRAFFIC_SECRET";
    /// Protects what the client sends after the handshake.
    pub const CLIENT_TRAFFIC_SECRET_0: &str = "CLIENT_TRAFFIC_SECRET_0";
    /// Protects what the server sends after the handshake.
    pub const SERVER_TRAFFIC_SECRET_0: &str = "SERVER_TRAFFIC_SECRET_0";
    /// For keys that an application derives for early data.
    pub const EARLY_EXPORTER_SECRET: &str = "EARLY_EXPORTER_SECRET";
    /// For keys that an application derives (RFC 8446 section 7.5).
    pub const EXPORTER_SECRET: &str = "EXPORTER_SECRET";
    /// Our own: a pre-shared key.
    pub const PSK: &str = "PSK";
    /// Our own: the shared secret of the key exchange.
    pub const ECDHE_SECRET: &str = "ECDHE_SECRET";
}

/// One line of a key log: the label, the client's random, the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// `SERVER_HANDSHAKE_TRAFFIC_SECRET`, `CLIENT_RANDOM`, …
    pub label: String,
    /// The session that it is about.
    pub client_random: ClientRandom,
    /// The secret.
    pub secret: Vec<u8>,
}

impl Line {
    /// Reads a line, with or without its line end. Returns `None` for a comment, an empty line or anything
    /// else.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let label = words.next().filter(|label| !label.starts_with('#'))?.to_owned();
        let client_random = from_hex(words.next()?)?.try_into().ok()?;
        let secret =
            from_hex(words.next()?).filter(|secret| !secret.is_empty() && secret.len() <= MAX_SECRET)?;
        words.next().is_none().then_some(Self { label, client_random, secret })
    }
}

/// The longest secret that is accepted, in bytes: twice the longest one in use, an (EC)DHE secret of 8192
/// bits.
const MAX_SECRET: usize = 2048;

/// How many secrets of one session are kept. TLS 1.3 has 8, and one more for each key update, which follows
/// from the one before.
pub(crate) const MAX_LINES: usize = 64;

/// Leaves the secret out: debugging output should not let anyone open the session.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("label", &self.label).finish_non_exhaustive()
    }
}

/// The secrets of any number of sessions.
#[derive(Clone, Default)]
pub struct KeyLog {
    sessions: HashMap<ClientRandom, Vec<Line>>,
    /// Pre-shared keys that count for every session.
    psks: Vec<Vec<u8>>,
}

/// Leaves the secrets out, as for a [`Line`].
impl fmt::Debug for KeyLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyLog").field("sessions", &self.sessions).finish_non_exhaustive()
    }
}

impl KeyLog {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds all lines of a key log and returns their number. Skips anything else, as Wireshark does.
    pub fn add(&mut self, text: &str) -> usize {
        let mut taken = 0;
        for line in text.lines().filter_map(Line::parse) {
            let known = self.sessions.entry(line.client_random).or_default();
            if known.len() < MAX_LINES && !known.contains(&line) {
                known.push(line);
            }
            taken += 1;
        }
        taken
    }

    /// Adds a pre-shared key that any session may have used. A session's binder tells whether it has.
    pub fn add_psk(&mut self, psk: Vec<u8>) {
        self.psks.push(psk);
    }

    /// The pre-shared keys of [`KeyLog::add_psk`].
    pub(crate) fn psks(&self) -> &[Vec<u8>] {
        &self.psks
    }

    /// The secrets of one session.
    pub fn of(&self, client_random: &ClientRandom) -> &[Line] {
        self.sessions.get(client_random).map_or(&[], Vec::as_slice)
    }

    /// Removes the secrets of one session and returns them, for a reader that will not see the session again.
    pub fn take(&mut self, client_random: &ClientRandom) -> Vec<Line> {
        self.sessions.remove(client_random).unwrap_or_default()
    }

    /// Whether it holds no secrets.
    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty() && self.psks.is_empty()
    }
}

/// Hexadecimal digits as bytes; `None` if there are other characters, or an odd number of digits.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16);
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_key_log() {
        let random = "ab".repeat(32);
        let line = Line::parse(&format!("CLIENT_RANDOM {random} 0102\r\n")).unwrap();
        assert_eq!(
            (line.label.as_str(), line.client_random, line.secret),
            ("CLIENT_RANDOM", [0xab; 32], vec![1, 2])
        );
        for wrong in ["", "# a comment", "CLIENT_RANDOM", "CLIENT_RANDOM ab 01", "あ い う"] {
            assert_eq!(Line::parse(wrong), None, "{wrong}");
        }
        for wrong in ["", "1", "xy", "01 02"] {
            assert_eq!(Line::parse(&format!("CLIENT_RANDOM {random} {wrong}")), None, "{wrong}");
        }
    }

    #[test]
    fn a_session_finds_its_secrets_and_no_others() {
        let mut log = KeyLog::new();
        let text = format!("# c\nA {0} 01\nB {0} 02\nB {0} 02\nA {1} 03", "00".repeat(32), "11".repeat(32));
        assert_eq!(log.add(&text), 4);
        assert_eq!(log.of(&[0; 32]).len(), 2);
        assert_eq!(log.take(&[0x11; 32]).len(), 1);
        assert!(log.of(&[0x11; 32]).is_empty());
    }

    #[test]
    fn a_session_of_very_many_lines_takes_neither_memory_nor_time() {
        let mut log = KeyLog::new();
        for n in 0..100_000 {
            log.add(&format!("CLIENT_RANDOM {} {n:08x}", "00".repeat(32)));
        }
        assert_eq!(log.of(&[0; 32]).len(), MAX_LINES);
        assert_eq!(log.of(&[0; 32]).first().map(|line| line.secret.as_slice()), Some(&[0; 4][..]));
    }
}

//! One line of a key log.

use std::fmt;

use super::label;

/// The client's random, by which a key log identifies a session.
pub type ClientRandom = [u8; 32];

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
    /// else, the lines that begin with `RSA` among them: they name a session by something else.
    pub fn parse(line: &str) -> Option<Self> {
        let Entry { label, name: Name::Random(client_random), secret } = Entry::parse(line)? else {
            return None;
        };
        Some(Self { label: label.to_owned(), client_random, secret })
    }
}

/// Leaves the secret out: debugging output should not let anyone open the session.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("label", &self.label).finish_non_exhaustive()
    }
}

/// By what a line names its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Name {
    /// The client's random.
    Random(ClientRandom),
    /// The session ID of its Server Hello: how many bytes, and the bytes.
    SessionId(u8, [u8; 32]),
    /// The first bytes of the premaster secret, encrypted with the server's RSA key.
    EncryptedPremaster([u8; 8]),
}

impl Name {
    /// By a session ID. An empty one names nothing.
    pub(crate) fn session_id(id: &[u8]) -> Option<Self> {
        let mut padded = [0; 32];
        padded.get_mut(..id.len())?.copy_from_slice(id);
        let length = u8::try_from(id.len()).ok().filter(|length| *length > 0)?;
        Some(Self::SessionId(length, padded))
    }

    /// By what a Client Key Exchange carries.
    pub(crate) fn encrypted_premaster(encrypted: &[u8]) -> Option<Self> {
        encrypted.first_chunk().copied().map(Self::EncryptedPremaster)
    }
}

/// The longest secret that is accepted, in bytes: twice the longest one in use, an (EC)DHE secret of 8192
/// bits.
const MAX_SECRET: usize = 2048;

/// What a line says.
pub(super) struct Entry<'a> {
    pub(super) label: &'a str,
    pub(super) name: Name,
    pub(super) secret: Vec<u8>,
}

impl<'a> Entry<'a> {
    /// Reads a line. The two that begin with `RSA` (NSS key log format) become what their secrets are: a master secret
    /// (`RSA Session-ID:… Master-Key:…`) and a premaster secret (`RSA` and its first 8 bytes, encrypted).
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        // A byte order mark begins a file, and is found between two that were joined.
        let mut words = line.trim_start_matches('\u{feff}').split_ascii_whitespace();
        let label = words.next().filter(|label| !label.starts_with('#'))?;
        let (first, second) = (words.next()?, words.next()?);
        if words.next().is_some() {
            return None;
        }
        let (label, name, secret) = match (label, first.strip_prefix("Session-ID:")) {
            ("RSA", Some(id)) => {
                let name = Name::session_id(&from_hex(id)?)?;
                (label::CLIENT_RANDOM, name, second.strip_prefix("Master-Key:")?)
            }
            ("RSA", None) => {
                let encrypted = from_hex(first)?.try_into().ok()?;
                (label::PMS_CLIENT_RANDOM, Name::EncryptedPremaster(encrypted), second)
            }
            _ => (label, Name::Random(from_hex(first)?.try_into().ok()?), second),
        };
        let secret = from_hex(secret).filter(|secret| !secret.is_empty() && secret.len() <= MAX_SECRET)?;
        Some(Self { label, name, secret })
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
        for line in
            [format!("CLIENT_RANDOM {random} 0102\r\n"), format!("\u{feff}CLIENT_RANDOM {random} 0102")]
        {
            let line = Line::parse(&line).unwrap();
            assert_eq!(
                (line.label.as_str(), line.client_random, line.secret),
                ("CLIENT_RANDOM", [0xab; 32], vec![1, 2])
            );
        }
        for wrong in ["", "# a comment", "CLIENT_RANDOM", "CLIENT_RANDOM ab 01", "あ い う"] {
            assert_eq!(Line::parse(wrong), None, "{wrong}");
        }
        for wrong in ["", "1", "xy", "01 02"] {
            assert_eq!(Line::parse(&format!("CLIENT_RANDOM {random} {wrong}")), None, "{wrong}");
        }
    }

    #[test]
    fn lines_of_an_rsa_key_exchange() {
        let name = |line: &str| Entry::parse(line).map(|entry| (entry.label.to_owned(), entry.name));
        let mut id = [0; 32];
        id[0] = 0xaa;
        let of_id = (label::CLIENT_RANDOM.to_owned(), Name::SessionId(1, id));
        assert_eq!(name("RSA Session-ID:aa Master-Key:0102"), Some(of_id));
        let of_premaster = (label::PMS_CLIENT_RANDOM.to_owned(), Name::EncryptedPremaster([1; 8]));
        assert_eq!(name("RSA 0101010101010101 0303"), Some(of_premaster));
        let long = "aa".repeat(33);
        for wrong in [
            "RSA Session-ID: Master-Key:01",
            "RSA Session-ID:aa 01",
            "RSA aa Master-Key:01",
            "RSA 01010101010101 0303",
            "RSA 010101010101010101 0303",
            "RSA 0101010101010101",
            &format!("RSA Session-ID:{long} Master-Key:01"),
        ] {
            assert_eq!(name(wrong), None, "{wrong}");
        }
    }
}

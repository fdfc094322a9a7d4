//! The secrets of any number of sessions.

use std::collections::HashMap;
use std::fmt;

use super::label;
use super::line::{ClientRandom, Entry, Name};

/// How many secrets of one session are kept. TLS 1.3 has 8, and one more for each key update, which follows
/// from the one before.
pub(crate) const MAX_LINES: usize = 64;

/// How much memory the secrets may take, in bytes: those of one and a half million sessions at least.
const MAX_HELD: usize = 512 << 20;

/// What a session costs besides its secrets: its name and the place of its last secret, in a table that is half full.
const COST_OF_SESSION: usize = 96;

/// The secrets of any number of sessions. They lie one after the other in one block of memory, as each may be only 32
/// bytes long, and there may be millions.
#[derive(Clone)]
pub struct KeyLog {
    /// Where the last secret of a session is.
    last: HashMap<Name, u32>,
    /// The secrets. Before each: where the session's secret before it is, the number of its label, its length.
    held: Vec<u8>,
    /// How many bytes may be held, with what the table takes.
    room: usize,
    /// How many secrets found no room.
    left_out: u64,
    /// Pre-shared keys that count for every session.
    psks: Vec<Vec<u8>>,
}

/// The session has no secret before this one.
const NONE: u32 = u32::MAX;

/// A secret of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret<'a> {
    /// One of [`label`]. Lines that begin with `RSA` have that of their secret: `CLIENT_RANDOM` for a master secret,
    /// `PMS_CLIENT_RANDOM` for a premaster secret.
    pub label: &'static str,
    /// The secret.
    pub secret: &'a [u8],
}

/// Leaves the secret out, as for a [`super::Line`].
impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("label", &self.label).finish_non_exhaustive()
    }
}

/// Leaves the secrets out, too.
impl fmt::Debug for KeyLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyLog").field("sessions", &self.last.len()).finish_non_exhaustive()
    }
}

impl Default for KeyLog {
    fn default() -> Self {
        Self { last: HashMap::new(), held: Vec::new(), room: MAX_HELD, left_out: 0, psks: Vec::new() }
    }
}

impl KeyLog {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty one that holds at most so many bytes.
    #[must_use]
    pub fn of_size(room: usize) -> Self {
        Self { room: room.min(MAX_HELD), ..Self::default() }
    }

    /// Adds all lines of a key log and returns their number. Skips anything else, as Wireshark does. A line ends with
    /// CR, LF or both (RFC 9850 section 2).
    pub fn add(&mut self, text: &str) -> usize {
        text.split(['\r', '\n']).filter_map(Entry::parse).map(|entry| self.keep(&entry)).count()
    }

    /// Keeps what a line says, unless it is known, or nothing asks for it.
    pub(super) fn keep(&mut self, Entry { label, name, secret }: &Entry<'_>) {
        let Some(number) = label::ALL.iter().position(|known| known == label) else { return };
        let previous = self.last.get(name).copied();
        let mut count = 0;
        for known in self.back_from(previous.unwrap_or(NONE)) {
            if (known.label, known.secret) == (*label, secret.as_slice()) {
                return;
            }
            count += 1;
        }
        if count >= MAX_LINES {
            return;
        }
        let more = HEAD + secret.len() + if previous.is_none() { COST_OF_SESSION } else { 0 };
        let taken = self.held.len() + self.last.len() * COST_OF_SESSION;
        let (Ok(number), Ok(length)) = (u8::try_from(number), u16::try_from(secret.len())) else { return };
        let (Ok(place), true) = (u32::try_from(self.held.len()), taken + more <= self.room) else {
            self.left_out += 1;
            return;
        };
        self.held.extend(previous.unwrap_or(NONE).to_le_bytes());
        self.held.push(number);
        self.held.extend(length.to_le_bytes());
        self.held.extend(secret);
        self.last.insert(*name, place);
    }

    /// The secrets of a session, from the one at `place` back to the first.
    fn back_from(&self, mut place: u32) -> impl Iterator<Item = Secret<'_>> {
        std::iter::from_fn(move || {
            let rest = self.held.get(usize::try_from(place).ok()?..)?;
            let (previous, rest) = rest.split_first_chunk()?;
            let (number, rest) = rest.split_first()?;
            let (length, rest) = rest.split_first_chunk()?;
            let secret = rest.get(..usize::from(u16::from_le_bytes(*length)))?;
            place = u32::from_le_bytes(*previous);
            Some(Secret { label: label::ALL.get(usize::from(*number))?, secret })
        })
    }

    /// Adds a pre-shared key that any session may have used. A session's binder tells whether it has.
    pub fn add_psk(&mut self, psk: Vec<u8>) {
        self.psks.push(psk);
    }

    /// The pre-shared keys of [`KeyLog::add_psk`].
    pub(crate) fn psks(&self) -> &[Vec<u8>] {
        &self.psks
    }

    /// The secrets of one session, in the order in which they were added.
    pub fn of(&self, client_random: &ClientRandom) -> Vec<Secret<'_>> {
        self.named(&Name::Random(*client_random))
    }

    /// The secrets of a session up to TLS 1.2 by its session ID, as lines `RSA Session-ID:…` name it.
    pub fn of_session_id(&self, id: &[u8]) -> Vec<Secret<'_>> {
        Name::session_id(id).map_or_else(Vec::new, |name| self.named(&name))
    }

    /// The secrets of a session up to TLS 1.2 by its premaster secret, encrypted with the server's RSA key, as lines
    /// `RSA …` name it.
    pub fn of_encrypted_premaster(&self, encrypted: &[u8]) -> Vec<Secret<'_>> {
        Name::encrypted_premaster(encrypted).map_or_else(Vec::new, |name| self.named(&name))
    }

    /// The pre-shared keys of [`KeyLog::add_psk`].
    pub fn for_every_session(&self) -> impl Iterator<Item = Secret<'_>> {
        self.psks.iter().map(|secret| Secret { label: label::PSK, secret })
    }

    /// The secrets of the session of that name.
    pub(crate) fn named(&self, name: &Name) -> Vec<Secret<'_>> {
        let mut found: Vec<_> = self.back_from(self.last.get(name).copied().unwrap_or(NONE)).collect();
        found.reverse();
        found
    }

    /// Whether it holds no secrets.
    pub fn is_empty(&self) -> bool {
        self.last.is_empty() && self.psks.is_empty()
    }

    /// How many secrets were left out, as there was no room for them.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

/// What stands before a secret, in bytes.
const HEAD: usize = 4 + 1 + 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_finds_its_secrets_and_no_others() {
        let mut log = KeyLog::new();
        let text = format!(
            "# c\nPSK {0} 01\r\nCLIENT_RANDOM {0} 02\rCLIENT_RANDOM {0} 02\n\nPSK {1} 03\nOTHER {1} 04",
            "00".repeat(32),
            "11".repeat(32)
        );
        assert_eq!(log.add(&text), 5);
        let first =
            [("PSK", &[1][..]), ("CLIENT_RANDOM", &[2])].map(|(label, secret)| Secret { label, secret });
        assert_eq!(log.of(&[0; 32]), first);
        assert_eq!(log.of(&[0x11; 32]), [Secret { label: "PSK", secret: &[3] }]);
        assert!(log.of(&[0x22; 32]).is_empty());
    }

    #[test]
    fn a_session_of_very_many_lines_takes_neither_memory_nor_time() {
        let mut log = KeyLog::new();
        for n in 0..100_000 {
            log.add(&format!("CLIENT_RANDOM {} {n:08x}", "00".repeat(32)));
        }
        assert_eq!(log.of(&[0; 32]).len(), MAX_LINES);
        assert_eq!(log.of(&[0; 32]).first().map(|one| one.secret), Some(&[0; 4][..]));
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let mut log = KeyLog::of_size(10 * (COST_OF_SESSION + HEAD + 4));
        for n in 0..15_u8 {
            assert_eq!(log.add(&format!("CLIENT_RANDOM {} 01020304", format!("{n:02x}").repeat(32))), 1);
        }
        assert_eq!(log.left_out(), 5);
        assert_eq!(log.of(&[9; 32]).len(), 1);
        assert!(log.of(&[10; 32]).is_empty());
        log.add(&format!("CLIENT_RANDOM {} 01020304", "09".repeat(32)));
        assert_eq!(log.left_out(), 5, "it is known already");
    }
}

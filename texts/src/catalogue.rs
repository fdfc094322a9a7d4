//! All texts, and how one is found.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use crate::text::{Id, Text, split};
use crate::{alerts, certificates, client_hello, extensions, keys, messages, rare, records, tls12, values};

/// The texts by topic, in the order in which a session shows them.
const TOPICS: [&[Text]; 19] = [
    records::TEXTS,
    messages::TEXTS,
    client_hello::TEXTS,
    extensions::hello::TEXTS,
    extensions::key_exchange::TEXTS,
    extensions::psk::TEXTS,
    extensions::names::TEXTS,
    extensions::certificates::TEXTS,
    extensions::other::TEXTS,
    values::TEXTS,
    certificates::TEXTS,
    keys::TEXTS,
    alerts::TEXTS,
    tls12::TEXTS,
    rare::messages::TEXTS,
    rare::extensions::TEXTS,
    rare::names::TEXTS,
    rare::certificates::TEXTS,
    rare::ocsp::TEXTS,
];

/// All texts.
pub fn all() -> impl Iterator<Item = &'static Text> {
    TOPICS.into_iter().flatten()
}

/// The texts of each name, with their kinds and messages. The names alone are hashed, which takes most of the time of
/// finding a text; hardly any name has two kinds.
type Names =
    HashMap<&'static str, Vec<(&'static str, &'static str, &'static Text)>, BuildHasherDefault<Quick>>;

/// A hash without a key: all names in the table are our own, so nobody can choose them to collide.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15; // 2^64 divided by the golden ratio: odd, its bits in no order
        for part in bytes.chunks(8) {
            let word = part.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte));
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// The first text of an id that is for one of the messages looked for. A message's own text comes before the one that
/// is for all.
fn first(id: Id<'_>, is_for: impl Fn(&str) -> bool) -> Option<&'static Text> {
    static TEXTS: OnceLock<Names> = OnceLock::new();
    let texts = TEXTS.get_or_init(|| {
        let mut texts = Names::default();
        for (text, (message, Id { kind, name })) in all().filter_map(|text| Some((text, split(text.id)?))) {
            texts.entry(name).or_default().push((kind, message, text));
        }
        for texts in texts.values_mut() {
            texts.sort_by_key(|(_, message, _)| message.is_empty());
        }
        texts
    });
    let mut texts = texts.get(id.name)?.iter();
    texts.find(|(kind, message, _)| *kind == id.kind && is_for(message)).map(|(_, _, text)| *text)
}

/// The text of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Text> {
    let (message, id) = split(id)?;
    first(id, |of| of == message)
}

/// The text of an id within a message: its own, or else the general one.
#[must_use]
pub fn find_in(message: &str, id: Id<'_>) -> Option<&'static Text> {
    first(id, |of| of == message || of.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_text_is_whole_in_both_languages() {
        let mut ids = HashSet::new();
        for Text { id, en, ja, source, book } in all() {
            assert!(ids.insert(id), "{id} is there twice");
            assert_eq!(find(id).map(|text| text.id), Some(*id));
            assert!(en.len() > 20 && en.ends_with('.') && en.is_ascii(), "{id}: {en}");
            assert!(ja.chars().count() > 10 && ja.ends_with('。'), "{id}: {ja}");
            assert!(en.split(". ").count() <= 5 && ja.matches('。').count() <= 5, "{id} is too long");
            assert!(
                ["RFC ", "FIPS ", "SEC ", "X."].iter().any(|series| source.starts_with(series)),
                "{id}: {source}"
            );
            assert!(book.is_empty() || book.starts_with(|c: char| c.is_ascii_digit()), "{id}: {book}");
            assert!(!en.contains("  ") && !ja.contains(' ') || ja.is_ascii() || !ja.contains("  "), "{id}");
        }
    }

    #[test]
    fn a_text_of_a_message_comes_before_the_general_one() {
        let field = |name| Id { kind: "field", name };
        let general = find("field/tls.handshake.length").unwrap();
        assert_eq!(find_in("Client Hello", field("tls.handshake.length")), Some(general));
        let general = find("field/tls.handshake.random").unwrap();
        assert_eq!(find_in("Client Hello", field("tls.handshake.random")), Some(general));
        let own = find("Server Hello/field/tls.handshake.random").unwrap();
        assert_eq!(find_in("Server Hello", field("tls.handshake.random")), Some(own));
        assert_ne!(own, general);
        assert_eq!(find("field/nothing"), None);
        assert_eq!(find("nothing"), None);
    }
}

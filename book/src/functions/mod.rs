//! What each function of C is for: a sentence for each name in the listings of the book, and in the comments above our
//! calls.
//!
//! The sentences are in our own words, by topic, each in English and in Japanese. A name that is no function, such as
//! `SSL_ERROR_WANT_READ`, has one as well.

mod certificates;
mod ciphers;
mod connections;
mod contexts;
mod extensions;
mod hashes;
mod identities;
mod keys;
mod sessions;
mod sockets;

use page::Words;

/// The topics, in the order of the book. An entry is a name, and what it is for in English and in Japanese.
const TOPICS: [&[(&str, &str, &str)]; 10] = [
    sockets::ENTRIES,
    contexts::ENTRIES,
    connections::ENTRIES,
    identities::ENTRIES,
    extensions::ENTRIES,
    sessions::ENTRIES,
    hashes::ENTRIES,
    ciphers::ENTRIES,
    keys::ENTRIES,
    certificates::ENTRIES,
];

/// What a function of C is for; `None` if we call it nowhere.
pub(crate) fn about(name: &str) -> Option<Words> {
    let mut all = TOPICS.into_iter().flatten();
    all.find(|(one, ..)| *one == name).map(|(_, en, ja)| Words::new(*en, *ja))
}

/// All names that have a sentence.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TOPICS.into_iter().flatten().map(|(name, ..)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_a_short_sentence_in_both_languages() {
        let mut seen = std::collections::HashSet::new();
        for (name, en, ja) in TOPICS.into_iter().flatten() {
            assert!(seen.insert(name), "{name} is there twice");
            assert!(en.is_ascii() && en.ends_with('.') && !en.contains("  "), "{name}: {en}");
            assert!(en.split_whitespace().count() <= 24, "{name} is too long: {en}");
            assert!(ja.ends_with('。') && !ja.contains("  ") && !ja.is_ascii(), "{name}: {ja}");
            assert!(ja.matches('。').count() <= 3 && ja.chars().count() <= 90, "{name} is too long: {ja}");
        }
    }
}

//! Sentences that are said in several languages: an English template that stands in the code where it is said, and
//! what fills it in.
//!
//! [`say!`] makes one. As in gettext, the English template is also the key to the Japanese one, which stands in
//! `sentences`; a test finds the templates that have none. Nothing is put together before somebody reads it, and a
//! sentence without arguments takes no memory of its own.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::lang::Lang;
use crate::sentences;

/// A sentence, or a few words. It displays as English; [`Sentence::of`] gives it in any language.
#[derive(Clone, PartialEq, Eq)]
pub struct Sentence {
    /// In English. `{0}` to `{9}` stand for the arguments.
    template: &'static str,
    /// What is filled in; `None`, which takes no memory, if there is nothing.
    arguments: Option<Box<[Argument]>>,
}

/// Something that is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The same in all languages: a name of the protocol, or what a peer has said.
    Text(Cow<'static, str>),
    /// A number.
    Number(u64),
    /// Words that have a language themselves.
    Sentence(Sentence),
    /// Words that data has in English and in Japanese.
    Both(String, String),
}

/// Makes a [`Sentence`] of an English template and its arguments, if it has any:
/// `say!("binder {0} of the {1}", 1, "Client Hello")`. The compiler checks that there are as many as the template
/// needs.
#[macro_export]
macro_rules! say {
    ($template:literal) => {{
        const _: () = assert!($crate::placeholders($template) == 0, "it needs arguments");
        $crate::Sentence::fixed($template)
    }};
    ($template:literal, $($argument:expr),+ $(,)?) => {{
        const _: () = assert!(
            $crate::placeholders($template) == [$(stringify!($argument)),+].len(),
            "it needs another number of arguments"
        );
        $crate::Sentence::filled($template, Box::new([$($crate::Argument::from($argument)),+]))
    }};
}

/// How many arguments a template needs.
///
/// # Panics
/// If a brace is not that of a placeholder, or a number is left out.
#[doc(hidden)]
#[must_use]
pub const fn placeholders(template: &str) -> usize {
    let (mut bytes, mut seen) = (template.as_bytes(), 0_u32);
    while let [byte, rest @ ..] = bytes {
        bytes = rest;
        if *byte == b'{' {
            let [digit @ b'0'..=b'9', b'}', rest @ ..] = rest else {
                panic!("a brace that begins no placeholder")
            };
            seen |= 1 << (*digit - b'0');
            bytes = rest;
        }
    }
    let count = seen.trailing_ones();
    assert!(seen >> count == 0, "a number is left out");
    count as usize
}

impl Sentence {
    /// A sentence without arguments. Use [`say!`], so that the test finds its template.
    #[doc(hidden)]
    #[must_use]
    pub const fn fixed(template: &'static str) -> Self {
        Self { template, arguments: None }
    }

    /// A sentence with arguments. Use [`say!`].
    #[doc(hidden)]
    #[must_use]
    pub fn filled(template: &'static str, arguments: Box<[Argument]>) -> Self {
        Self { template, arguments: Some(arguments) }
    }

    /// Words that are the same in all languages: a name of the protocol, or what a peer has said.
    #[must_use]
    pub fn verbatim(words: impl Into<Cow<'static, str>>) -> Self {
        Self::filled("{0}", Box::new([Argument::Text(words.into())]))
    }

    /// Words that data has in English and in Japanese.
    #[must_use]
    pub fn both(en: String, ja: String) -> Self {
        Self::filled("{0}", Box::new([Argument::Both(en, ja)]))
    }

    /// The sentence in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> Cow<'static, str> {
        if self.arguments.is_none() {
            return self.template_in(lang).into();
        }
        let mut sentence = String::new();
        let _ = self.write(&mut sentence, lang); // a String takes everything
        sentence.into()
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.template.is_empty()
    }

    fn template_in(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.template,
            Lang::Ja => sentences::japanese(self.template).unwrap_or(self.template),
        }
    }

    fn write<W: Write>(&self, out: &mut W, lang: Lang) -> fmt::Result {
        let mut rest = self.template_in(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.write_str(before)?;
            let (number, after) = after.split_once('}').unwrap_or_default();
            let argument = number.parse().ok().and_then(|number: usize| self.arguments.as_ref()?.get(number));
            match argument {
                Some(Argument::Text(text)) => out.write_str(text)?,
                Some(Argument::Number(number)) => write!(out, "{number}")?,
                Some(Argument::Sentence(sentence)) => sentence.write(out, lang)?,
                Some(Argument::Both(en, ja)) => out.write_str(lang.pick(en, ja))?,
                None => {} // `say!` has counted them
            }
            rest = after;
        }
        out.write_str(rest)
    }
}

/// In English.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, Lang::En)
    }
}

/// In English, as a test wants to see it.
impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.of(Lang::En), f)
    }
}

/// Compares the English sentence.
impl PartialEq<str> for Sentence {
    fn eq(&self, other: &str) -> bool {
        self.of(Lang::En) == other
    }
}

/// Compares the English sentence.
impl PartialEq<&str> for Sentence {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl From<&'static str> for Argument {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Cow<'static, str>> for Argument {
    fn from(text: Cow<'static, str>) -> Self {
        Self::Text(text)
    }
}

impl From<Sentence> for Argument {
    fn from(sentence: Sentence) -> Self {
        Self::Sentence(sentence)
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Argument {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u8> for Argument {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_in_both_languages() {
        let side = say!("client");
        let sentence = say!("verify_data is the {0}'s HMAC of the messages so far", side.clone());
        assert_eq!(sentence.to_string(), "verify_data is the client's HMAC of the messages so far");
        assert!(sentence.of(Lang::Ja).contains(&*side.of(Lang::Ja)), "{}", sentence.of(Lang::Ja));
        assert!(!sentence.of(Lang::Ja).contains('{'));
    }

    #[test]
    fn a_sentence_without_arguments_is_not_copied() {
        for lang in [Lang::En, Lang::Ja] {
            assert!(matches!(say!("the PSK is not known").of(lang), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn an_argument_can_stand_anywhere_and_does_not_fill_in_others() {
        let sentence = Sentence::filled("{1}, {0}, {1}", Box::new(["{1}".into(), Argument::from(7_u8)]));
        assert_eq!(sentence.to_string(), "7, {1}, 7");
        assert_eq!(placeholders("{1}, {0}, {1}"), 2);
        assert_eq!(placeholders("none"), 0);
    }

    #[test]
    fn what_a_peer_has_said_is_no_template() {
        let said = Sentence::verbatim("{0} the PSK is not known {9");
        assert!([Lang::En, Lang::Ja].iter().all(|lang| said.of(*lang) == "{0} the PSK is not known {9"));
    }

    #[test]
    fn words_of_data_have_both_languages() {
        let sentence = say!("client {0}", Sentence::both("one".to_owned(), "一".to_owned()));
        assert_eq!(sentence.to_string(), "client one");
        assert!(sentence.of(Lang::Ja).ends_with('一'));
    }

    #[test]
    fn an_unknown_template_stays_english() {
        assert_eq!(Sentence::fixed("nobody says this").of(Lang::Ja), "nobody says this");
    }
}

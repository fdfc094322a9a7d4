//! Words in both languages. A page has both, and shows one.

use std::borrow::Cow;

use maud::{Markup, Render, html};
use texts::{Lang, Sentence, Text};
use wire::fields::Escaped;

/// A phrase in English and in Japanese. Rendered, it is both; the page shows the one that the reader has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub en: Cow<'static, str>,
    /// In Japanese.
    pub ja: Cow<'static, str>,
}

impl Words {
    /// A phrase in both languages.
    pub fn new(en: impl Into<Cow<'static, str>>, ja: impl Into<Cow<'static, str>>) -> Self {
        Self { en: en.into(), ja: ja.into() }
    }

    /// A name that is the same in both.
    pub fn name(name: impl Into<Cow<'static, str>>) -> Self {
        let name = name.into();
        Self { en: name.clone(), ja: name }
    }

    /// The phrase in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.ja)
    }
}

impl From<&'static Text> for Words {
    fn from(text: &'static Text) -> Self {
        Self::new(text.en, text.ja)
    }
}

/// A sentence that may have in it what somebody else has said.
impl From<&Sentence> for Words {
    fn from(sentence: &Sentence) -> Self {
        let say = |lang| Escaped(&sentence.of(lang)).to_string();
        Self::new(say(Lang::En), say(Lang::Ja))
    }
}

impl Render for Words {
    fn render(&self) -> Markup {
        if self.en == self.ja {
            html! { (self.en) }
        } else {
            both(&self.en, &self.ja)
        }
    }
}

/// Something in both languages, within a line. The page shows the one that the reader has chosen.
#[allow(clippy::needless_pass_by_value)] // so that `both("a", html! { … })` needs no more signs
pub fn both(en: impl Render, ja: impl Render) -> Markup {
    html! { span lang="en" { (en) } span lang="ja" { (ja) } }
}

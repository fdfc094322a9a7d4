//! The texts that a page refers to: each stands in it once, at its end.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use maud::{Markup, html};
use texts::Text;

use crate::words::both;

/// Collects the texts that are referred to.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    used: RefCell<BTreeMap<&'static str, &'static Text>>,
}

impl Glossary {
    /// The anchor of a text.
    pub(super) fn anchor(&self, text: &'static Text) -> String {
        self.used.borrow_mut().insert(text.id, text);
        anchor(text.id)
    }

    /// All texts that were referred to.
    pub(super) fn show(&self) -> Markup {
        html! {
            div.glossary {
                @for text in self.used.borrow().values() {
                    div id=(anchor(text.id)) {
                        p.name { code { (text.id) } }
                        p lang="en" { (text.en) }
                        p lang="ja" { (text.ja) }
                        p.from { (source(text.source)) @if !text.book.is_empty() { " · " (both("the book, ", "本書")) (text.book) } }
                    }
                }
            }
        }
    }
}

/// The anchor of the text of an id: its number among all texts, since a page has thousands of links to them.
fn anchor(id: &str) -> String {
    static NUMBERS: LazyLock<HashMap<&str, usize>> =
        LazyLock::new(|| texts::all().zip(1..).map(|(text, number)| (text.id, number)).collect());
    format!("why-{}", NUMBERS.get(id).copied().unwrap_or_default())
}

/// The source of a text, as a link to the RFC if it is one: `RFC 8446 section 4.1.2`.
fn source(source: &str) -> Markup {
    let mut words = source.split(' ');
    let (rfc, number, section, at) = (words.next(), words.next(), words.next(), words.next());
    let number =
        number.filter(|number| rfc == Some("RFC") && number.bytes().all(|byte| byte.is_ascii_digit()));
    let at = at.filter(|at| {
        section == Some("section") && at.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    let fragment = at.map(|at| format!("#section-{at}")).unwrap_or_default();
    html! {
        @match number {
            Some(number) => a rel="noreferrer" href={ "https://www.rfc-editor.org/rfc/rfc" (number) (fragment) } { (source) },
            None => (source),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn anchors_are_different() {
        let anchors: HashSet<String> = texts::all().map(|text| anchor(text.id)).collect();
        assert_eq!(anchors.len(), texts::all().count());
    }

    #[test]
    fn an_rfc_is_a_link() {
        let link = source("RFC 8446 section 4.1.2").into_string();
        assert!(link.contains("href=\"https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2\""), "{link}");
        assert_eq!(source("X.509 section 7").into_string(), "X.509 section 7");
    }
}

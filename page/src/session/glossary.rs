//! The texts that a page refers to: each has its anchor once, beside what it explains or at the end of the page.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use maud::{Markup, html};
use texts::Text;

use crate::words::both;

/// Collects the texts that are referred to.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    used: RefCell<BTreeMap<&'static str, &'static Text>>,
    /// Those that stand elsewhere on the page.
    elsewhere: RefCell<HashSet<&'static str>>,
}

impl Glossary {
    /// The anchor of a text.
    pub(super) fn anchor(&self, text: &'static Text) -> String {
        self.used.borrow_mut().insert(text.id, text);
        anchor(text.id)
    }

    /// A text beside what it explains, where it is looked for first; from the second time on, a link to it.
    pub(super) fn here(&self, text: &'static Text) -> Markup {
        let first = self.elsewhere.borrow_mut().insert(text.id);
        html! {
            @if first {
                div.why id=(anchor(text.id)) { (said(text)) p.from { (source(text)) } }
            } @else {
                p.from { a href={ "#" (anchor(text.id)) } { (both("why it is there, above", "このメッセージがある理由（前述）")) } }
            }
        }
    }

    /// All texts that were referred to and stand nowhere else, by their sources.
    pub(super) fn show(&self) -> Markup {
        let (used, elsewhere) = (self.used.borrow(), self.elsewhere.borrow());
        let mut groups: BTreeMap<_, Vec<&'static Text>> = BTreeMap::new();
        for text in used.values().filter(|text| !elsewhere.contains(text.id)) {
            groups
                .entry((!text.source.starts_with("RFC"), numbers(text.source), text.source, text.book))
                .or_default()
                .push(text);
        }
        html! {
            div.glossary {
                @for texts in groups.values() {
                    section {
                        @for first in texts.iter().take(1) { h3.from { (source(first)) } }
                        @for text in texts { div id=(anchor(text.id)) { code { (text.id) } (said(text)) } }
                    }
                }
            }
        }
    }
}

/// A text in both languages.
fn said(text: &Text) -> Markup {
    html! { p lang="en" { (text.en) } p lang="ja" { (text.ja) } }
}

/// The anchor of the text of an id: its number among all texts, since a page has thousands of links to them.
fn anchor(id: &str) -> String {
    static NUMBERS: LazyLock<HashMap<&str, usize>> =
        LazyLock::new(|| texts::all().zip(1..).map(|(text, number)| (text.id, number)).collect());
    format!("w{}", NUMBERS.get(id).copied().unwrap_or_default())
}

/// The numbers in the name of a source, so that section 10 comes after section 9.
fn numbers(source: &str) -> Vec<u32> {
    source.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// The source of a text, and the section of the book that shows it.
fn source(text: &Text) -> Markup {
    html! { (document(text.source)) @if !text.book.is_empty() { " · " (both("the book, ", "本書")) (text.book) } }
}

/// A document, as a link to the RFC if it is one: `RFC 8446 section 4.1.2`.
fn document(source: &str) -> Markup {
    let mut words = source.split(' ');
    let (rfc, number, section, at) = (words.next(), words.next(), words.next(), words.next());
    let number =
        number.filter(|number| rfc == Some("RFC") && number.bytes().all(|byte| byte.is_ascii_digit()));
    let fragment = match (section, at) {
        (Some(part @ ("section" | "appendix")), Some(at)) => format!("#{part}-{at}"),
        _ => String::new(),
    };
    html! {
        @match number {
            Some(number) => a href={ "https://www.rfc-editor.org/rfc/rfc" (number) (fragment) } { (source) },
            None => (source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_different() {
        let anchors: HashSet<String> = texts::all().map(|text| anchor(text.id)).collect();
        assert_eq!(anchors.len(), texts::all().count());
    }

    #[test]
    fn an_rfc_is_a_link() {
        let link = document("RFC 8446 section 4.1.2").into_string();
        assert!(link.contains("href=\"https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2\""), "{link}");
        let link = document("RFC 8446 appendix D.4").into_string();
        assert!(link.contains("href=\"https://www.rfc-editor.org/rfc/rfc8446#appendix-D.4\""), "{link}");
        assert_eq!(document("X.509 section 7").into_string(), "X.509 section 7");
    }
}

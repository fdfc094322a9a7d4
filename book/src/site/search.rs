//! A list of everything that has a place on the pages. A script filters it; without the script, it is the list.

use std::collections::BTreeMap;

use page::maud::{Markup, html};
use page::{Words, both};

use super::index;
use super::markdown;
use super::model::{Book, Kind};

pub(super) const SCRIPT: &str = include_str!("search.js");

/// The first page that explains each text, by the number of the text, which is in its anchor: `w12`.
#[derive(Default)]
pub(super) struct Explained(BTreeMap<usize, String>);

impl Explained {
    /// Takes note of the texts on a page.
    pub(super) fn take(&mut self, file: &str, page: &str) {
        for rest in page.split(" id=\"w").skip(1) {
            if let Some(number) = rest.split('"').next().and_then(|number| number.parse().ok()) {
                self.0.entry(number).or_insert_with(|| file.to_owned());
            }
        }
    }
}

pub(super) fn body(book: &Book, explained: &Explained) -> Markup {
    html! {
        h1 { (both("Search", "検索")) }
        // The script shows it: without one, there is nothing to type into.
        p #search hidden {
            label for="query" { (both("Words to look for", "検索する語")) }
            input #query type="search" autocomplete="off" spellcheck="false";
        }
        p #found role="status" {}
        p #nothing hidden { (both("Titles and terms only.", "見出しと用語だけを検索します。")) }
        ul.found {
            @for page in &book.pages {
                (entry(&page.file, &page.title, &kind(&page.kind)))
                @if page.kind == Kind::Index {
                    @for (to, question) in index::answers(book) { li { a href=(to) { (question) } } }
                }
                @if let Kind::Document(path) = page.kind {
                    @for (en_id, ja_id, en, ja) in markdown::headings(book, path) {
                        // Each language has an anchor of its own.
                        li {
                            (both(
                                html! { a href=(format!("{}#{en_id}", page.file)) { (en) } },
                                html! { a href=(format!("{}#{ja_id}", page.file)) { (ja) } },
                            ))
                            " " span.faint { (page.title) }
                        }
                    }
                }
            }
            @for name in book.functions.keys() {
                (entry(&format!("functions.html#{name}"), &Words::name(name.clone()), &Words::name("C")))
            }
            // As the pages of sessions have them: `extension/key_share`.
            @for (number, text) in (1..).zip(texts::all()) {
                @if let Some(file) = explained.0.get(&number) {
                    li { a href={ (file) "#w" (number) } { code { (text.id) } } }
                }
            }
        }
    }
}

fn entry(to: &str, name: &Words, kind: &Words) -> Markup {
    html! { li { a href=(to) { (name) } " " span.faint { (kind) } } }
}

fn kind(kind: &Kind) -> Words {
    match kind {
        Kind::Document("docs/wire") => Words::new("captures, Wireshark", "キャプチャー、Wireshark"),
        Kind::Document("docs/key-log") => Words::new("for Wireshark and others", "Wiresharkなどで復号する"),
        Kind::Index | Kind::Document(_) | Kind::Functions | Kind::Search => Words::name(""),
        Kind::Section(_) => Words::new("section", "節"),
        Kind::Experiment(section, experiment) => Words::new(
            format!("experiment {}/{}", section.number, experiment.id),
            format!("実験{}/{}", section.number, experiment.id),
        ),
        Kind::Program(_) => Words::new("program", "プログラム"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_up_on_the_first_page_that_explains_it() {
        let mut explained = Explained::default();
        explained.take("first.html", "<div id=\"w12\"></div><a href=\"#w13\"></a><p id=\"wire\"></p>");
        explained.take("second.html", "<div id=\"w12\"></div><div class=\"why\" id=\"w13\"></div>");
        let all: Vec<(usize, &str)> =
            explained.0.iter().map(|(number, file)| (*number, file.as_str())).collect();
        assert_eq!(all, [(12, "first.html"), (13, "second.html")]);
    }
}

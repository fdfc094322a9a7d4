//! A list of everything that has a place on the pages. A script filters it; without the script, it is the list.

use page::maud::{Markup, html};
use page::{Words, both};

use super::markdown;
use super::model::{Book, Kind};

pub(super) const SCRIPT: &str = include_str!("search.js");

pub(super) fn body(book: &Book) -> Markup {
    html! {
        h1 { (both("Search", "検索")) }
        // The script shows it: without one, there is nothing to type into.
        p #search hidden {
            label for="query" { (both("Words to look for", "検索する語")) }
            input #query type="search" autocomplete="off" spellcheck="false";
        }
        p #found role="status" {}
        ul.found {
            @for page in &book.pages {
                (entry(&page.file, &page.title, &kind(&page.kind)))
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
                (entry(&format!("functions.html#{name}"), &Words::name(name.clone()), &Words::new("function of C", "Cの関数")))
            }
        }
    }
}

fn entry(to: &str, name: &Words, kind: &Words) -> Markup {
    html! { li { a href=(to) { (name) } " " span.faint { (kind) } } }
}

fn kind(kind: &Kind) -> Words {
    match kind {
        Kind::Index | Kind::Document(_) | Kind::Functions | Kind::Search => Words::name(""),
        Kind::Section(_) => Words::new("section", "節"),
        Kind::Experiment(section, experiment) => Words::new(
            format!("experiment {}/{}", section.number, experiment.id),
            format!("実験{}/{}", section.number, experiment.id),
        ),
        Kind::Program(_) => Words::new("program", "プログラム"),
    }
}

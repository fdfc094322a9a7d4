//! The page of a section: its README, with its experiments and programs below the first paragraph.

use page::maud::{Markup, html};
use page::{Words, both};

use super::document;
use super::marks;
use super::model::{self, Book};
use crate::catalogue::Crate;
use crate::error::Error;

pub(super) fn body(book: &Book, member: &Crate) -> Result<Markup, Error> {
    let (opening, rest) = document::divided(book, &member.folder.join("README"))?;
    let sources = || book.sources.iter().filter(|source| source.member.folder == member.folder);
    Ok(html! {
        (opening)
        nav.contents aria-labelledby="contents" {
            span.unseen #contents { (both("Experiments and programs", "実験とプログラム")) }
            @for section in &member.sections {
                @if !section.experiments.is_empty() {
                    details #{ "s-" (section.number) } {
                        summary {
                            (both("Experiments", "実験")) " " (section.number) " "
                            span.faint { (Words::new(section.title.clone(), section.title_ja.clone())) " (" (section.experiments.len()) ")" }
                        }
                        ul.experiments {
                            @for one in &section.experiments {
                                li { (marks::link(&section.number, one)) " " (marks::mark(book, section, one)) }
                            }
                        }
                    }
                } @else {
                    span #{ "s-" (section.number) } {}
                }
            }
            p {
                (both("Programs: ", "プログラム："))
                @for (at, source) in sources().enumerate() {
                    @if at > 0 { ", " }
                    a href=(model::program_file(&source.name)) { code { (source.name) } }
                }
            }
        }
        (rest)
    })
}

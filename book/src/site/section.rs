//! The page of a section: its experiments and programs, and its README.

use page::maud::{Markup, html};
use page::{Words, both};

use super::document;
use super::marks;
use super::model::{self, Book};
use crate::catalogue::Crate;
use crate::error::Error;

pub(super) fn body(book: &Book, member: &Crate) -> Result<Markup, Error> {
    let readme = document::body(book, &member.folder.join("README"))?;
    let sources = || book.sources.iter().filter(|source| source.member.folder == member.folder);
    Ok(html! {
        nav.contents aria-labelledby="contents" {
            span.unseen #contents { (both("Experiments and programs", "実験とプログラム")) }
            @for section in &member.sections {
                @if !section.experiments.is_empty() {
                    details open[member.sections.len() == 1] #{ "s-" (section.number) } {
                        summary {
                            (both("Experiments", "実験")) " " (section.number) " "
                            span.faint { (Words::new(section.title.clone(), section.title_ja.clone())) }
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
        (readme)
    })
}

//! The functions of C that the book's listings and our comments name, and where.

use page::both;
use page::maud::{Markup, html};

use super::model::{self, Book};

pub(super) fn body(book: &Book) -> Markup {
    html! {
        h1 { (both("Functions of C", "Cの関数")) }
        p.lead { (both(
            "What the listings of the book call, and what stands for it here.",
            "本書のリストで呼び出している関数と、本プロジェクトでそれに当たる呼び出しです。",
        )) }
        dl.functions {
            @for (name, places) in &book.functions {
                dt #(name) { code { (name) } }
                dd { ul {
                    @for (source, row) in places {
                        @if let Some(source) = book.sources.get(*source) {
                            @let listing = source.listing.and_then(|listing| book.listings.get(listing));
                            @if let Some(row) = listing.and_then(|listing| listing.rows.get(*row)) {
                                li {
                                    a href=(format!("{}#L{}", model::program_file(&source.name), row.line)) { code { (source.name) } }
                                    @if !row.rust.is_empty() { " " (super::markdown::inline(book, &row.rust)) }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

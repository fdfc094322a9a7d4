//! The functions of C that the book's listings and our comments name, and where.

use page::both;
use page::maud::{Markup, html};

use super::model::{self, Book};
use crate::functions;

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
                @if let Some(about) = functions::about(name) { dd { (about) } }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use common::defaults;

    use crate::{api, catalogue, functions};

    #[test]
    fn every_name_of_the_listings_and_comments_has_a_sentence_and_no_sentence_is_left_over() {
        let root = defaults::workspace();
        let mut used = BTreeSet::new();
        for member in catalogue::crates(root).unwrap() {
            for checked in api::check(&root.join(member.folder)).unwrap() {
                used.extend(checked.names);
                used.extend(checked.rows.into_iter().flat_map(|row| row.names));
            }
        }
        let known: BTreeSet<String> = functions::names().map(str::to_owned).collect();
        let missing: Vec<_> = used.difference(&known).collect();
        assert!(missing.is_empty(), "no sentence: {missing:?}");
        let unused: Vec<_> = known.difference(&used).collect();
        assert!(unused.is_empty(), "named nowhere: {unused:?}");
    }
}

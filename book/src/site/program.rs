//! The page of a program: the calls of the book's listing beside ours, and the source, tied together.

use std::collections::{HashMap, HashSet};

use page::maud::{Markup, html};
use page::{Words, both};

use super::markdown;
use super::marks;
use super::model::{self, Book, Source};
use super::windows;
use crate::api::{Marker, Row};
use crate::functions;
use crate::source::highlight::{self, Class};

/// Where the C originals are published: their folder `Examples`.
const ORIGINALS: &str = "https://github.com/kojo1/TLSbook-pub/blob/master/Examples/";

pub(super) fn body(book: &Book, source: usize) -> Markup {
    let Some(source) = book.sources.get(source) else { return html! {} };
    let listing = source.listing.and_then(|listing| book.listings.get(listing));
    let rows: &[Row] = listing.map_or(&[], |listing| &listing.rows);
    html! {
        p.eyebrow { (model::numbers(source.member)) }
        h1 { (source.name) }
        @if let Some((_, program)) = source.program { p.lead { (Words::new(program.does.clone(), program.does_ja.clone())) } }
        p { (both("Source: ", "ソース：")) code { (source.path.display()) } }
        @if let Some(c) = source.program.and_then(|(_, program)| program.c.first()) {
            p { (both("In the book: ", "本書：")) a href={ (ORIGINALS) (c) } rel="noreferrer" { code { "Examples/" (c) } } }
        }
        @if let Some(to) = book.compared(&source.name) {
            p { a href=(to) { (both("Beside the C original", "C版と並べて見る")) } }
        }
        (used_in(book, source))
        @if !rows.is_empty() {
            h2 #calls { (both("The calls", "呼び出し")) }
            div.wide tabindex="0" role="group" aria-labelledby="calls" { table.calls {
                thead { tr { th scope="col" { (both("the book (C)", "本書（C）")) } th scope="col" { (both("here (Rust)", "本プロジェクト（Rust）")) } th.number scope="col" { (both("line", "行")) } } }
                tbody { @for (at, row) in rows.iter().enumerate() { (call(book, at, row)) } }
            } }
        }
        h2 #source { (both("The source", "ソースコード")) }
        (listed(book, source, rows))
    }
}

/// The experiments that run it.
fn used_in(book: &Book, source: &Source) -> Markup {
    let uses = |command: &str| {
        command.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == source.name)
    };
    let all = book.crates.iter().flat_map(|member| &member.sections);
    let all = all.flat_map(|section| section.experiments.iter().map(move |one| (section, one)));
    let found: Vec<_> = all.filter(|(_, one)| windows::commands(one).any(uses)).collect();
    html! {
        @if source.program.is_some() && !found.is_empty() {
            details.users open[found.len() <= 6] {
                summary { (both(format!("Experiments with it: {}", found.len()), format!("このプログラムを使う実験：{}件", found.len()))) }
                ul { @for (section, one) in found { li { (section.number) " " (marks::link(&section.number, one)) } } }
            }
        }
    }
}

fn call(book: &Book, at: usize, row: &Row) -> Markup {
    html! {
        tr #{ "call-" (at) } {
            td {
                @for name in &row.names {
                    p {
                        a href=(format!("functions.html#{name}")) { code { (name) } }
                        @if let Some(marker) = row.marker { " " small.faint { (whose(marker)) } }
                        @if let Some(about) = functions::about(name) { small.about { (about) } }
                    }
                }
            }
            td { (markdown::inline(book, &row.rust)) }
            td.number { a href=(format!("#L{}", row.line)) { (row.line) } }
        }
    }
}

/// Who alone has a call.
fn whose(marker: Marker) -> Words {
    match marker {
        Marker::C => Words::name("C"),
        Marker::RustOnly => Words::new("Rust only", "Rustのみ"),
        Marker::OpensslOnly => Words::new("OpenSSL only", "OpenSSLのみ"),
        Marker::WolfsslOnly => Words::new("wolfSSL only", "wolfSSLのみ"),
    }
}

/// The source, line by line. The names of C in a comment lead to their row of the table.
fn listed(book: &Book, source: &Source, rows: &[Row]) -> Markup {
    let names: HashSet<String> = rows.iter().flat_map(|row| row.names.iter().cloned()).collect();
    let mut at_line: HashMap<usize, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        at_line.insert(row.line, at);
    }
    let mut last = None;
    // The call whose comment, or whose code, a line belongs to.
    let calls: Vec<Option<usize>> = (1..=source.text.lines().count())
        .map(|number| {
            last = at_line.get(&number).copied().or(last);
            last
        })
        .collect();
    html! {
        pre.listing { code {
            @for (number, pieces) in (1..).zip(highlight::rust(&source.text, &names)) {
                @let begins = at_line.get(&number).copied();
                @let call = calls.get(number - 1).copied().flatten();
                span.line.api[begins.is_some()] #{ "L" (number) } {
                    @for (class, text) in &pieces {
                        @match class {
                            Class::Plain => (text),
                            Class::Api => (api(book, rows, call, text)),
                            _ => span.(class.name()) { (text) },
                        }
                    }
                    "\n"
                }
            }
        } }
    }
}

/// A name of C in a comment: a link to the row of the table that has it, if the comment is that of the row. What it is
/// for appears below the name that the reader points at.
fn api(book: &Book, rows: &[Row], call: Option<usize>, name: &str) -> Markup {
    let row = call.filter(|at| rows.get(*at).is_some_and(|row| row.names.iter().any(|one| one == name)));
    let to = match row {
        Some(at) => format!("#call-{at}"),
        None if book.functions.contains_key(name) => format!("functions.html#{name}"),
        None => return html! { span.a { (name) } },
    };
    html! {
        a.a href=(to) {
            (name)
            @if let Some(about) = functions::about(name) { span.about { (about) } }
        }
    }
}

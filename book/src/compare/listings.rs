//! The two listings of a program side by side, cut where calls correspond, with what is known about each line.

use std::collections::BTreeMap;
use std::path::Path;

use maud::{Markup, html};
use page::Words;
use texts::say;

use super::paper::{Kind, Paper};
use crate::source::highlight::{Class, Lines};

/// The prefix for the line anchors of a C file: `c` for the first file on the page, then `c1-`, `c2-`, ….
fn side(file: usize) -> String {
    if file == 0 { "c".to_owned() } else { format!("c{file}-") }
}

/// The anchor of a C line; `None` if its file is not on the page, since the compiler also warns about the
/// library's headers.
pub(super) fn c_line(paper: &Paper, file: &str, line: usize) -> Option<String> {
    let at = paper.c_files.iter().position(|path| path.file_name().is_some_and(|name| name == file))?;
    Some(format!("{}{line}", side(at)))
}

/// A link to an anchor, or plain text without one.
pub(super) fn link(target: Option<String>, text: &Markup) -> Markup {
    html! { @match target {
        Some(target) => a href=(format!("#{target}")) { (text) },
        None => (text),
    } }
}

/// The two listings, split where lines correspond, so that these are side by side.
pub(super) fn listings(paper: &Paper, file: &str, c: &[Lines], rust: &Lines) -> Markup {
    let Some((first, more)) = c.split_first() else { return html! {} };
    let marks = Marks::new(paper);
    let mut cuts = vec![(1, 1)];
    cuts.extend(ties(paper).into_iter().map(|(c, rust)| (with_comment(first, c), rust)));
    let ends = cuts.iter().copied().skip(1).chain([(first.len() + 1, rust.len() + 1)]);
    html! {
        section.listings {
            div.head { b { "C" } " " code { (file) } } div.head { b { "Rust" } " " code { (paper.rust_file.display()) } }
            @for ((c_from, r_from), (c_to, r_to)) in cuts.iter().copied().zip(ends) {
                @let tied = c_from > 1;
                div.cell.tied[tied] { (label("C")) (lines(first, c_from, c_to, "c", &marks.c)) }
                div.cell.tied[tied] { (label("Rust")) (lines(rust, r_from, r_to, "r", &marks.rust)) }
            }
        }
        @for (at, (file, listing)) in (1..).zip(paper.c_files.iter().skip(1).zip(more)) {
            section.listings.single {
                div.head { b { "C" } " " code { (file.display()) } }
                @let name = file.file_name().unwrap_or_default().to_string_lossy();
                div.cell { (lines(listing, 1, listing.len() + 1, &side(at), &Marks::of_file(paper, &name))) }
            }
        }
    }
}

/// Which language a piece is in. Shown where the two stand one below the other.
fn label(language: &str) -> Markup {
    html! { p.label { (language) } }
}

/// The corresponding lines: calls that both programs make at this point, as long as both line numbers increase.
fn ties(paper: &Paper) -> Vec<(usize, usize)> {
    let main = paper
        .c_files
        .first()
        .and_then(|file| file.file_name())
        .map(|name| name.to_string_lossy().into_owned());
    let mut ties: Vec<(usize, usize)> = Vec::new();
    for row in paper.rows.iter().filter(|row| row.kind == Kind::Aligned) {
        let (Some(c), Some(rust)) = (&row.c, &row.rust) else { continue };
        let (last_c, last_rust) = ties.last().copied().unwrap_or((1, 1));
        if Some(&c.file) == main.as_ref() && c.within.is_none() && c.line > last_c && rust.line > last_rust {
            ties.push((c.line, rust.line));
        }
    }
    ties
}

/// The first line of the comment directly above a line, or the line itself if there is no comment.
fn with_comment(listing: &Lines, line: usize) -> usize {
    let is_comment = |number: &usize| {
        let pieces = number.checked_sub(1).and_then(|at| listing.get(at)).map_or(&[][..], Vec::as_slice);
        pieces.iter().any(|(class, _)| *class == Class::Comment)
            && pieces.iter().all(|(class, text)| *class == Class::Comment || text.trim().is_empty())
    };
    (1..line).rev().take_while(is_comment).last().unwrap_or(line)
}

/// What is known about a line.
#[derive(Default)]
struct Mark {
    class: &'static str,
    /// The line of ours that it corresponds to.
    tied: Option<usize>,
    notes: Vec<(&'static str, Words)>,
}

/// The marked lines of both listings.
struct Marks {
    c: BTreeMap<usize, Mark>,
    rust: BTreeMap<usize, Mark>,
}

impl Marks {
    fn new(paper: &Paper) -> Self {
        let main =
            paper.c_files.first().and_then(|file| file.file_name()).unwrap_or_default().to_string_lossy();
        let mut marks = Self { c: Self::of_file(paper, &main), rust: BTreeMap::new() };
        for row in &paper.rows {
            if let (Some(rust), true) =
                (&row.rust, Path::new(&row.rust.as_ref().map_or("", |r| &r.file)) == paper.rust_file)
            {
                let mark = marks.rust.entry(rust.line).or_default();
                mark.class = match row.kind {
                    Kind::Aligned | Kind::Elsewhere => "tie",
                    Kind::Explained | Kind::Unexplained => "only-rust",
                };
            }
        }
        marks
    }

    /// The marks of one C file.
    fn of_file(paper: &Paper, name: &str) -> BTreeMap<usize, Mark> {
        let mut marks: BTreeMap<usize, Mark> = BTreeMap::new();
        for row in &paper.rows {
            let Some(c) = row.c.as_ref().filter(|c| c.file == name) else { continue };
            let mark = marks.entry(c.line).or_default();
            let class = match row.kind {
                Kind::Aligned => "tie",
                Kind::Elsewhere => "again",
                Kind::Explained | Kind::Unexplained => "only-c",
            };
            // If a line has several calls, one that only the C makes is the most informative.
            if mark.class.is_empty() || class == "only-c" {
                mark.class = class;
            }
            if row.kind == Kind::Aligned {
                mark.tied = row.rust.as_ref().map(|rust| rust.line);
            } else {
                let note = say!("{0}: {1}", c.name.clone(), row.note.clone());
                mark.notes.push((class, Words::from(&note)));
            }
        }
        for slip in paper.slips.iter().filter(|slip| slip.file == name) {
            marks.entry(slip.line).or_default().notes.push(("slip", Words::from(&slip.what)));
        }
        marks
    }
}

/// The lines `from..to` of a listing, with their numbers and marks.
fn lines(listing: &Lines, from: usize, to: usize, side: &str, marks: &BTreeMap<usize, Mark>) -> Markup {
    let shown = listing.iter().enumerate().map(|(at, line)| (at + 1, line));
    html! {
        @for (number, line) in shown.filter(|(number, _)| (from..to).contains(number)) {
            @let mark = marks.get(&number);
            div.line.(mark.map_or("", |mark| mark.class)) id=(format!("{side}{number}")) {
                span.no { (number) }
                code { @for (class, text) in line {
                    @if class.name().is_empty() { (text) } @else { span class=(class.name()) { (text) } }
                } }
                @if let Some(tied) = mark.and_then(|mark| mark.tied) { a.to href=(format!("#r{tied}")) { "↔ " (tied) } }
            }
            @for (class, note) in mark.map_or(&[][..], |mark| &mark.notes) { p.note.(class) { (note) } }
        }
    }
}

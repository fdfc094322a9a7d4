//! The book as it ran on this machine: pages in both languages, for `tlsbook play --site`.
//!
//! Nothing on them is written for them: they show `sample.toml`, the READMEs, the listings, and what the windows and the TLS
//! sessions of this run have shown.

mod document;
mod experiment;
mod folder;
mod functions;
mod index;
mod markdown;
mod meeting;
mod model;
mod program;
mod search;
mod section;
mod windows;

use std::path::{Path, PathBuf};

use page::frame::{Frame, Link};
use page::maud::{Markup, html};
use page::{Words, both};
use texts::Lang;

use crate::catalogue::Crate;
use crate::error::Error;
use crate::results::Row;
use crate::timeline::Timeline;
pub(crate) use folder::Folder;
use model::{Book, Kind, Page};

const STYLE: &str = include_str!("site.css");

/// What was seen of an experiment.
pub(crate) struct Seen {
    /// What the windows have shown.
    pub(crate) timeline: Timeline,
    /// The captures of its TLS programs.
    pub(crate) captures: Vec<Capture>,
}

/// The capture of a program, below the folder of the site.
pub(crate) struct Capture {
    /// The window in which it ran.
    pub(crate) window: String,
    pub(crate) path: PathBuf,
}

/// An experiment that was played.
pub(crate) struct Played<'a> {
    pub(crate) row: Row<'a>,
    pub(crate) seen: Seen,
}

/// Writes all pages, and moves the folder to its place. Returns the path of the index.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`]; nothing has changed then.
pub(crate) fn write(
    folder: Folder,
    root: &Path,
    crates: &[Crate],
    played: &[Played<'_>],
    lang: Lang,
) -> Result<PathBuf, Error> {
    let book = Book::new(root, crates, played, &folder.path(""), lang)?;
    for (at, page) in book.pages.iter().enumerate() {
        folder.write(&page.file, whole(&book, at, page)?.as_bytes())?;
    }
    Ok(folder.place()?.join("index.html"))
}

/// A page in its frame.
fn whole(book: &Book, at: usize, page: &Page) -> Result<String, Error> {
    let body = match &page.kind {
        Kind::Index => index::body(book),
        Kind::Section(member) => section::body(book, member)?,
        Kind::Experiment(section, experiment) => experiment::body(book, section, experiment),
        Kind::Program(source) => program::body(book, *source),
        Kind::Document(path) => document::body(book, path)?,
        Kind::Functions => functions::body(book),
        Kind::Search => search::body(book),
    };
    let search = Link { to: "search.html".into(), name: Words::new("Search", "検索") };
    let mut frame = Frame {
        places: book.above(page),
        previous: at.checked_sub(1).and_then(|at| book.pages.get(at)).map(Page::link),
        next: book.pages.get(at + 1).map(Page::link),
        tools: html! { a href=(search.to) { (search.name) } },
        styles: vec![STYLE],
        ..Frame::new(book.lang, page.title.clone())
    };
    if page.kind == Kind::Search {
        frame.scripts.push(search::SCRIPT.into());
    }
    Ok(frame.page(&html! { main { (body) } }))
}

/// Something in both languages, as blocks.
fn blocks(en: &Markup, ja: &Markup) -> Markup {
    html! { div lang="en" { (en) } div lang="ja" { (ja) } }
}

/// A number of things in both languages.
fn counted(count: usize, one: &str, many: &str, ja: &str) -> Markup {
    both(format!("{count} {}", if count == 1 { one } else { many }), format!("{count}{ja}"))
}

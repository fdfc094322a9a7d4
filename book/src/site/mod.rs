//! The book as it ran on this machine: pages in both languages, for `tlsbook play --site`.
//!
//! Nothing on them is written for them: they show `sample.toml`, the READMEs, the listings, and what the windows and
//! the TLS sessions of this run have shown.

mod document;
mod experiment;
mod folder;
mod functions;
mod index;
mod markdown;
mod marks;
mod meeting;
mod model;
mod played;
mod program;
mod search;
mod section;
mod terminals;
mod windows;
mod words;

use std::path::{Path, PathBuf};

use page::Words;
use page::frame::{Frame, Link};
use page::maud::html;
use texts::Lang;

use crate::catalogue::Crate;
use crate::error::Error;
pub(crate) use folder::Folder;
use model::{Book, Kind, Page};
pub(crate) use played::{Capture, Played, Seen};

const STYLE: &str = include_str!("site.css");

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
        Kind::Document(path) => document::body(book, Path::new(path))?,
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
    match page.kind {
        Kind::Search => frame.scripts.push(search::SCRIPT.into()),
        Kind::Experiment(section, experiment)
            if !book.meetings(&section.number, &experiment.id).is_empty() =>
        {
            page::session::dress(&mut frame);
        }
        _ => {}
    }
    Ok(frame.page(&html! { main { (body) } }))
}

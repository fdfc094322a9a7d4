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
    let mut explained = search::Explained::default();
    for (at, page) in book.pages.iter().enumerate() {
        let whole = whole(&book, at, page, &explained)?;
        explained.take(&page.file, &whole);
        folder.write(&page.file, whole.as_bytes())?;
    }
    Ok(folder.place()?.join("index.html"))
}

/// A page in its frame. `explained` has the pages before it.
fn whole(book: &Book, at: usize, page: &Page, explained: &search::Explained) -> Result<String, Error> {
    let body = match &page.kind {
        Kind::Index => index::body(book),
        Kind::Section(member) => section::body(book, member)?,
        Kind::Experiment(section, experiment) => experiment::body(book, section, experiment),
        Kind::Program(source) => program::body(book, *source),
        Kind::Document(path) => document::body(book, Path::new(path))?,
        Kind::Functions => functions::body(book),
        Kind::Search => search::body(book, explained),
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

#[cfg(test)]
mod tests {
    use common::defaults;

    use super::*;
    use crate::catalogue;

    /// The pages of the book, of which nothing was played.
    fn pages(names: &[&str]) -> Vec<String> {
        let around = tempfile::tempdir().unwrap();
        let crates = catalogue::crates(defaults::workspace()).unwrap();
        let folder = Folder::claim(&around.path().join("site")).unwrap();
        let index = write(folder, defaults::workspace(), &crates, &[], Lang::En).unwrap();
        names.iter().map(|name| std::fs::read_to_string(index.with_file_name(name)).unwrap()).collect()
    }

    /// Where each of these begins on a page: one after the other.
    fn follow(page: &str, parts: &[&str]) {
        let mut from = 0;
        for part in parts {
            let at = page.get(from..).and_then(|rest| rest.find(part));
            from += at.unwrap_or_else(|| panic!("{part} is not there, or not in its place")) + part.len();
        }
    }

    #[test]
    fn pages_lead_to_what_they_name() {
        let names = [
            "ch6-02-client-server.html",
            "program-client-tls.html",
            "6.1-session.html",
            "read-along.html",
            "search.html",
        ];
        let pages = pages(&names);
        let [section, program, experiment, read_along, search] = pages.as_slice() else { panic!() };
        follow(
            section,
            &[
                "<h1 id=",
                "<p>A client that sends",
                "<nav class=\"contents\"",
                "<details id=\"s-6.1\"><summary>",
            ],
        );
        follow(section, &["<thead><tr><th scope=\"col\">command</th>", "</thead><tbody><tr><td>"]);
        let original =
            "TLSbook-pub/blob/master/Examples/1.Protocol/02.client-server/client-tls.c\" rel=\"noreferrer\"";
        follow(program, &["ch6-tls/02.client-server/src/bin/client-tls.rs", original, "id=\"calls\""]);
        follow(experiment, &["cargo run -q --bin <a href=\"program-server-tls.html\">server-tls</a>"]);
        follow(
            experiment,
            &["id=\"text\"", "<table class=\"beside\">", "<details><summary>", "<table class=\"beside\">"],
        );
        follow(read_along, &["<table class=\"beside\"><thead><tr><th scope=\"col\">"]);
        follow(search, &["Seeing the wire", "Wireshark"]);
    }
}

//! A document of the project, in both languages.

use std::fs;
use std::path::Path;

use page::maud::Markup;
use texts::Lang;

use super::markdown;
use super::model::Book;
use super::words::blocks;
use crate::error::Error;

/// The document at this path, which has no end: its text, rendered.
pub(super) fn body(book: &Book, path: &Path) -> Result<Markup, Error> {
    let read = |end: &str| {
        let path = book.root.join(path).with_extension(end);
        fs::read_to_string(&path).map_err(|source| Error::Read { path, source })
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let render = |text: &str, lang| markdown::document(book, folder, lang, text);
    Ok(blocks(&render(&read("md")?, Lang::En), &render(&read("ja.md")?, Lang::Ja)))
}

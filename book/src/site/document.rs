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
    let (en, ja) = (read(book, path, Lang::En)?, read(book, path, Lang::Ja)?);
    let render = |text: &str, lang| markdown::document(book, folder(path), lang, text);
    Ok(blocks(&render(&en, Lang::En), &render(&ja, Lang::Ja)))
}

/// The same in two pieces: its title with the first paragraph, and the rest.
pub(super) fn divided(book: &Book, path: &Path) -> Result<(Markup, Markup), Error> {
    let (en, ja) = (read(book, path, Lang::En)?, read(book, path, Lang::Ja)?);
    let render = |text: &str, lang| markdown::divided(book, folder(path), lang, text);
    let (en, ja) = (render(&en, Lang::En), render(&ja, Lang::Ja));
    Ok((blocks(&en.0, &ja.0), blocks(&en.1, &ja.1)))
}

/// The folder of a document, to which its links are relative.
fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn read(book: &Book, path: &Path, lang: Lang) -> Result<String, Error> {
    let path = book.root.join(path).with_extension(lang.pick("md", "ja.md"));
    fs::read_to_string(&path).map_err(|source| Error::Read { path, source })
}

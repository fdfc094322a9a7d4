//! The page of a document in `docs/`, and that of the project's README.

use std::path::Path;

use page::maud::Markup;

use super::model::{self, Book};
use crate::error::Error;

pub(super) fn body(book: &Book, path: &str) -> Result<Markup, Error> {
    model::document(book, Path::new(path))
}

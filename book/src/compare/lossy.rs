//! Writes to JSON what is no string of UTF-8: paths, which need not be, and sentences, which are in English there.

use std::path::{Path, PathBuf};

use serde::Serializer;
use texts::Sentence;

pub(super) fn path<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&path.display())
}

pub(super) fn paths<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(paths.iter().map(|path| path.display().to_string()))
}

pub(super) fn english<S: Serializer>(sentence: &Sentence, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(sentence)
}

pub(super) fn all_in_english<S: Serializer>(sentences: &[Sentence], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(sentences.iter().map(ToString::to_string))
}

pub(super) fn both_in_english<S: Serializer>(pair: &(Sentence, Sentence), to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq([pair.0.to_string(), pair.1.to_string()])
}

#[allow(clippy::ref_option)] // serde gives a field as it is
pub(super) fn english_if_any<S: Serializer>(sentence: &Option<Sentence>, to: S) -> Result<S::Ok, S::Error> {
    match sentence {
        Some(sentence) => to.collect_str(sentence),
        None => to.serialize_none(),
    }
}

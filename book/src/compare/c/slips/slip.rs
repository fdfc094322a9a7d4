//! A slip and its place.

use serde::Serialize;
use texts::Sentence;
use tree_sitter::Node;

use crate::compare::c::syntax::File;
use crate::compare::lossy::english;

/// A slip and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Slip {
    /// The name of the file.
    pub(crate) file: String,
    pub(crate) line: usize,
    #[serde(serialize_with = "english")]
    pub(crate) what: Sentence,
}

impl Slip {
    pub(super) fn at(file: &File, node: Node, what: Sentence) -> Self {
        Self::in_line(file, node.start_position().row + 1, what)
    }

    pub(super) fn in_line(file: &File, line: usize, what: Sentence) -> Self {
        Self { file: file.name(), line, what }
    }
}

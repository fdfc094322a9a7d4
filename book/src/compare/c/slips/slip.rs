//! A slip and its place.

use serde::Serialize;
use tree_sitter::Node;

use crate::compare::c::syntax::File;

/// A slip and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Slip {
    /// The name of the file.
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl Slip {
    pub(super) fn at(file: &File, node: Node, what: impl Into<String>) -> Self {
        Self::in_line(file, node.start_position().row + 1, what)
    }

    pub(super) fn in_line(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.name(), line, what: what.into() }
    }
}

//! A row of the two columns: a call of the C program, of ours, or of both.

use serde::Serialize;
use texts::Sentence;

use crate::compare::c;
use crate::compare::lossy::english;

/// A row of the two columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    pub(crate) c: Option<Place>,
    pub(crate) rust: Option<Place>,
    pub(crate) kind: Kind,
    /// Why only one side has it, or what our comment says.
    #[serde(serialize_with = "english")]
    pub(crate) note: Sentence,
}

/// A name and where it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) name: String,
    /// One of `Paper::c_files`, or a file of ours other than `Paper::rust_file`.
    pub(crate) file: String,
    pub(crate) line: usize,
    /// The C program's own function that contains the call, unless that is `main`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) within: Option<String>,
}

/// How the two sides of a row relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// Both sides have it here.
    Aligned,
    /// Both sides have it, but at different points of their order.
    Elsewhere,
    /// Only one side has it, for a known reason.
    Explained,
    /// Only one side has it, without a known reason.
    Unexplained,
}

impl Place {
    pub(super) fn of_c(call: &c::Call<'_>) -> Self {
        let within = call.within.map(str::to_owned);
        Self { name: call.name.to_owned(), file: call.file.name(), line: call.line, within }
    }
}

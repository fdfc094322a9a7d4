//! A line of the two columns: a call of the C program, one of ours, or both.

use serde::Serialize;

use crate::compare::c;

/// A line of the two columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    pub(crate) c: Option<Place>,
    pub(crate) rust: Option<Place>,
    pub(crate) kind: Kind,
    /// Why only one side has it; what our comment says.
    pub(crate) note: String,
}

/// A name, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) name: String,
    /// Which of `Paper::c_files`, or the file of ours beside `Paper::rust_file`.
    pub(crate) file: String,
    pub(crate) line: usize,
    /// The C program's own function that makes the call, unless that is `main`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) within: Option<String>,
}

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// Both have it, here.
    Aligned,
    /// Both have it, but not at the same place in their order.
    Elsewhere,
    /// Only one has it, and says why.
    Explained,
    /// Only one has it, and nothing says why.
    Unexplained,
}

impl Place {
    pub(super) fn of_c(call: &c::Call<'_>) -> Self {
        let file = call.file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let within = call.within.map(str::to_owned);
        Self { name: call.name.to_owned(), file, line: call.line, within }
    }
}

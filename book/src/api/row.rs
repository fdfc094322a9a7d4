//! The table of both languages side by side, in Markdown.

use super::marker::Marker;

/// The most characters of code in a cell.
pub(super) const LONGEST: usize = 90;

/// One row of the table: an API comment and its statement.
#[derive(Debug)]
pub(crate) struct Row {
    /// The line of the comment.
    pub(crate) line: usize,
    pub(crate) names: Vec<String>,
    pub(crate) marker: Option<Marker>,
    /// The words after the names.
    pub(crate) words: String,
    /// The right cell, in Markdown.
    pub(crate) rust: String,
}

/// Returns the table of both languages side by side, in Markdown, with a row for each API comment.
pub(crate) fn table(rows: &[Row], japanese: bool) -> String {
    let header = if japanese {
        "| 本書(C) | 本プロジェクト(Rust) |"
    } else {
        "| The book (C) | Here (Rust) |"
    };
    let mut lines = vec![header.to_owned(), "| --- | --- |".to_owned()];
    for row in rows {
        let cells = [row.c(), row.rust.clone()].map(|cell| cell.replace('|', "\\|"));
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.join("\n") + "\n"
}

impl Row {
    /// The left cell.
    fn c(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| in_backticks(name)).collect();
        let names = names.join("<br>");
        match self.marker {
            None | Some(Marker::C) => names,
            Some(marker) => format!("{names} *({marker})*"),
        }
    }
}

/// `code` in Markdown, shown unchanged; empty if `code` is empty.
pub(super) fn in_backticks(code: &str) -> String {
    if code.is_empty() {
        String::new()
    } else if code.contains('`') {
        format!("`` {code} ``")
    } else {
        format!("`{code}`")
    }
}

pub(super) fn shortened(code: &str) -> String {
    if code.chars().count() <= LONGEST {
        return code.to_owned();
    }
    let start: String = code.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

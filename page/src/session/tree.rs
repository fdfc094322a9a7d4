//! Fields as rows: each with its anchor and its place among the leaves.

use std::collections::HashMap;
use std::ops::Range;

use texts::Lang;
use wire::fields::{Escaped, Field, Value};

use crate::words::Words;

/// A field on the page.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) field: &'a Field,
    /// Its anchor: that of its buffer, a dot, and its name; `~2` for the second of that name.
    pub(super) anchor: String,
    /// The leaves that it is made of, by their numbers in the buffer.
    pub(super) leaves: Range<usize>,
    pub(super) children: Vec<Row<'a>>,
}

impl<'a> Row<'a> {
    /// The tree of a buffer; `root` is its anchor.
    pub(super) fn of(field: &'a Field, root: &str) -> Self {
        let mut names = HashMap::new();
        let mut leaves = 0;
        Self::at(field, root, &mut names, &mut leaves)
    }

    fn at(field: &'a Field, root: &str, names: &mut HashMap<String, usize>, leaves: &mut usize) -> Self {
        let name = name(field);
        let count = names.entry(name.clone()).or_default();
        *count += 1;
        let anchor = if *count == 1 { format!("{root}.{name}") } else { format!("{root}.{name}~{count}") };
        let first = *leaves;
        let children: Vec<Self> =
            field.children.iter().map(|child| Self::at(child, root, names, leaves)).collect();
        if children.is_empty() && !field.span.is_empty() {
            *leaves += 1;
        }
        Self { field, anchor, leaves: first..*leaves, children }
    }

    /// The row and all below it, in order.
    pub(super) fn walk<'r>(&'r self, visit: &mut impl FnMut(&'r Row<'a>)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }

    /// The leaves that have bytes, in order.
    pub(super) fn leaves<'r>(&'r self) -> Vec<&'r Row<'a>> {
        let mut leaves = Vec::new();
        self.walk(&mut |row| {
            if row.children.is_empty() && !row.field.span.is_empty() {
                leaves.push(row);
            }
        });
        leaves
    }
}

/// The name of a field in an anchor: Wireshark's, without what all of them begin with, or its own.
fn name(field: &Field) -> String {
    let name = match field.label.filter {
        Some(filter) => {
            filter.strip_prefix("tls.handshake.").or(filter.strip_prefix("tls.")).unwrap_or(filter)
        }
        None => field.label.name.split([' ', ':', '(']).next().unwrap_or_default(),
    };
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' })
        .collect()
}

/// The name of a field, and its value with the remark on it, as text that cannot steer anything.
pub(super) fn text(field: &Field, buffer: &[u8], shown: usize) -> (String, Words) {
    let name = Escaped(&field.label.name).to_string();
    let value = |lang| {
        let mut line = String::new();
        let _ = field.write(&mut line, buffer, shown, lang); // a String takes everything
        let value = line.strip_prefix(&name).unwrap_or(&line);
        value.strip_prefix(':').unwrap_or(value).trim_start().to_owned()
    };
    let value = Words::new(value(Lang::En), value(Lang::Ja));
    (name, value)
}

/// Whether a field is a type and a length of DER, which trees show faintly.
pub(super) fn is_framing(field: &Field) -> bool {
    matches!(field.value, Value::Framing(_))
}

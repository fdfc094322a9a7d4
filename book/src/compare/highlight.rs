//! Highlights the listings of the C originals.

use std::collections::HashSet;

use super::c::{File, descendants};
use crate::source::highlight::{Class, Lines, Painter};

/// Highlights a C listing, including `names`.
pub(crate) fn c(file: &File, names: &HashSet<String>) -> Lines {
    let mut lines = Painter::default();
    let mut done = 0;
    for node in descendants(file.root()) {
        if node.start_byte() < done {
            continue; // inside a piece that has been painted already
        }
        let class = match node.kind() {
            "comment" => Class::Comment,
            "string_literal" | "char_literal" | "system_lib_string" => Class::Text,
            _ if node.child_count() > 0 => continue,
            "primitive_type" | "type_identifier" => Class::Keyword,
            "identifier" if names.contains(file.of(node)) => Class::Api,
            kind if kind.starts_with('#') => Class::Keyword,
            kind if !node.is_named() && kind.chars().all(char::is_alphabetic) => Class::Keyword,
            _ => Class::Plain,
        };
        lines.add(Class::Plain, file.text.get(done..node.start_byte()).unwrap_or_default());
        lines.add(class, file.of(node));
        done = node.end_byte();
    }
    lines.add(Class::Plain, file.text.get(done..).unwrap_or_default());
    lines.finish()
}

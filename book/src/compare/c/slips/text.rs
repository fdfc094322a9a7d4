//! Text: its length, and what it is compared with.

use texts::say;

use super::scope::{Call, Scope, call};
use super::slip::Slip;

/// `text[strlen(text) - 1]` is before the start of an empty text.
pub(super) fn before_the_start(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("subscript_expression") {
        let Some(index) = node.child_by_field_name("index") else { continue };
        let part = |name: &str| index.child_by_field_name(name);
        let text = |name: &str| part(name).map_or("", |node| scope.file.of(node));
        let length = part("left").and_then(|left| call(scope.file, left));
        let Some(Call { name, .. }) = length.filter(|call| matches!(call.name, "strlen" | "strnlen")) else {
            continue;
        };
        if (text("operator"), text("right")) == ("-", "1") {
            let text = node.child_by_field_name("argument").map_or("", |node| scope.file.of(node));
            let what = say!(
                "{0} is before the start of {1} if that is empty (a line that begins with a zero byte)",
                format!("{text}[{name}(…) - 1]"),
                text.to_owned()
            );
            found.push(scope.slip(node, what));
        }
    }
}

/// `strncmp` with the length of the text that it compares with: anything that begins with that text is equal to it.
pub(super) fn prefix_for_the_whole(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let [value, literal, length] = arguments.as_slice() else { continue };
        let [value, literal, length] = [value, literal, length].map(|node| scope.file.of(*node));
        let Some(text) = literal.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { continue };
        // `"GET "`: what ends with a separator is meant to be followed by more.
        let whole = text.ends_with(char::is_alphanumeric) && !text.contains('\\');
        if *name == "strncmp" && whole && length.parse() == Ok(text.len()) {
            let [value, literal] = [value, literal].map(str::to_owned);
            let what = say!("any {0} that begins with {1} is taken for it", value, literal);
            found.push(scope.slip(*node, what));
        }
    }
}

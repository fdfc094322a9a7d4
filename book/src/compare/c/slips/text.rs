//! Text: its length, and what it is compared with.

use texts::say;
use tree_sitter::Node;

use super::scope::{Call, Scope, above, bare, call, leaves, literal};
use super::slip::Slip;
use crate::compare::c::syntax::{Program, descendants};

/// `text[strlen(text) - 1]` is before the start of an empty text.
pub(super) fn before_the_start(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("subscript_expression") {
        let part = |name: &str| node.child_by_field_name(name).map(bare);
        let (Some(text), Some(index)) = (part("argument"), part("index")) else { continue };
        // `text[strlen(text) - 1]`, or `text[n - 1]` and `text[n]` after `n = …`.
        let Some(length) = last_character(scope, index) else { continue };
        let text = scope.file.of(text);
        if !is_guarded(scope, node, &[text, scope.file.of(index), length.variable]) {
            let what = say!(
                "{0} is before the start of {1} if that is empty (a line that begins with a zero byte)",
                format!("{text}[{}(…) - 1]", length.name),
                text.to_owned()
            );
            found.push(scope.slip(node, what));
        }
    }
}

/// A length of a text, less one.
struct Length<'t> {
    /// The function that tells it.
    name: &'t str,
    /// The variable that has it, if one has.
    variable: &'t str,
}

/// The length whose last character an index is of.
fn last_character<'t>(scope: &Scope<'_, 't>, index: Node<'t>) -> Option<Length<'t>> {
    let file = scope.file;
    let part = |name: &str| index.child_by_field_name(name).map(bare);
    let value = |node: Node<'t>| scope.last_assignment(file.of(node), node).map(|one| bare(one.right));
    if index.kind() == "identifier" {
        return last_character(scope, value(index).filter(|value| value.kind() == "binary_expression")?);
    }
    let (left, operator, right) = (part("left")?, part("operator")?, part("right")?);
    if (file.of(operator), file.of(right)) != ("-", "1") {
        return None;
    }
    let variable = if left.kind() == "identifier" { file.of(left) } else { "" };
    let Call { name, .. } = call(file, left).or_else(|| call(file, value(left)?))?;
    matches!(name, "strlen" | "strnlen").then_some(Length { name, variable })
}

/// Whether somebody has looked for an empty text: in a condition around this, or in one before it that leaves.
fn is_guarded(scope: &Scope<'_, '_>, node: Node, names: &[&str]) -> bool {
    let asks = |condition: Node| {
        descendants(condition).filter(|one| one.end_byte() <= node.start_byte()).any(|one| {
            // Passed to another function than these, it is used, not looked at.
            let within = above(one).take_while(|above| *above != condition);
            let mut passed_to = within.filter_map(|above| call(scope.file, above));
            let looks = passed_to.all(|call| matches!(call.name, "strlen" | "strnlen"));
            one.kind() == "identifier" && names.contains(&scope.file.of(one)) && looks
        })
    };
    let around = above(node).any(|above| match above.kind() {
        "binary_expression" => above.child_by_field_name("left").is_some_and(asks),
        "if_statement" | "while_statement" | "for_statement" | "conditional_expression" => {
            above.child_by_field_name("condition").is_some_and(asks)
        }
        _ => false,
    });
    let left_before = || {
        let mut before = scope.nodes("if_statement").filter(|branch| branch.end_byte() <= node.start_byte());
        before.any(|branch| {
            let part = |name: &str| branch.child_by_field_name(name);
            part("condition").is_some_and(asks)
                && part("consequence").is_some_and(|body| descendants(body).any(|node| leaves(&node)))
        })
    };
    around || left_before()
}

/// `strncmp` with the length of the text that it compares with: anything that begins with that text is equal to it.
pub(super) fn prefix_for_the_whole(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let [one, other, length] = arguments.as_slice() else { continue };
        let texts = (literal(program, scope.file, *one), literal(program, scope.file, *other));
        let (value, word, text) = match texts {
            (None, Some(text)) => (one, other, text),
            (Some(text), None) => (other, one, text),
            _ => continue,
        };
        let [value, word, length] = [value, word, length].map(|node| scope.file.of(bare(*node)));
        let length = program.macro_value(length).unwrap_or(length).replace(' ', "");
        let of_the_text = length.parse() == Ok(text.len())
            || [format!("strlen({word})"), format!("sizeof({word})-1")].contains(&length);
        // `"GET "`: what ends with a separator is meant to be followed by more; so is what is read on behind it.
        let whole = text.ends_with(char::is_alphanumeric) && !text.contains('\\');
        let rest = [format!("{value}+{length}"), format!("{value}[{length}]")];
        let reads_on = descendants(scope.function.body).any(|node| {
            matches!(node.kind(), "binary_expression" | "subscript_expression")
                && rest.contains(&scope.file.of(node).replace(' ', ""))
        });
        if matches!(*name, "strncmp" | "strncasecmp") && whole && of_the_text && !reads_on {
            let (value, text) = (value.to_owned(), format!("\"{text}\""));
            let what = say!("any {0} that begins with {1} is taken for it", value, text);
            found.push(scope.slip(*node, what));
        }
    }
}

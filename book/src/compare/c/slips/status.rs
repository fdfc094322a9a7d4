//! What a function or the program returns: its status.

use texts::{Sentence, say};
use tree_sitter::Node;

use super::scope::{Assignment, Place, Scope, above, bare, call, calls_in, comparison, is_constant};
use super::slip::Slip;
use crate::compare::c::syntax::{Program, children, descendants};

/// `main` returns an exit status that does not mean what it should, 0 for success.
pub(super) fn exit_status(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let returns: Vec<_> = scope.nodes("return_statement").collect();
    let fails = scope.nodes("goto_statement").next().is_some();
    if let [only] = returns.as_slice() {
        let Some(value) = children(*only).find(Node::is_named) else { return };
        if matches!(scope.file.of(bare(value)), "0" | "EXIT_SUCCESS") && fails {
            found.push(scope.slip(*only, say!("the exit status is 0, whatever has failed")));
        }
    }
    let success = program.macro_value("SSL_SUCCESS").unwrap_or("1");
    for node in returns {
        let variable = children(node).find(Node::is_named).map_or("", |node| scope.file.of(bare(node)));
        let set = |to: &str, at_first: bool| {
            scope.assignments.iter().any(|one| {
                let first = one.place == Place::Declaration;
                one.left == variable && scope.file.of(bare(one.right)) == to && (at_first || !first)
            })
        };
        let fails = set("SSL_FAILURE", false) || set("SSL_FAILURE", true) && set("SSL_SUCCESS", false);
        if success == "1" && fails {
            let what = say!("the exit status is 1 (SSL_SUCCESS) for success and 0 for failure");
            found.push(scope.slip(node, what));
        }
    }
}

/// The variables that a function returns.
fn returned<'t>(scope: &Scope<'_, 't>) -> impl Iterator<Item = (Node<'t>, &'t str)> {
    let file = scope.file;
    scope.nodes("return_statement").filter_map(move |node| {
        let value = children(node).find(Node::is_named).map(bare)?;
        let value = Some(value).filter(|value| value.kind() == "identifier")?;
        Some((node, file.of(value)))
    })
}

/// A function returns a variable that still has its first value.
pub(super) fn never_assigned(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let Some((node, variable)) = returned(scope).last() else { return };
    // Text and other memory is filled, not assigned.
    let is_number =
        scope.type_of(variable).is_some_and(|kind| !kind.ends_with('*') && !kind.starts_with("const"));
    let mut of_it = scope.assignments.iter().filter(|one| one.left == variable);
    let first = of_it.find(|one| one.place == Place::Declaration).map(|one| one.right);
    let is_it = |node: &Node| scope.file.of(bare(*node)) == variable;
    let changed = descendants(scope.function.body).filter_map(changes).any(|node| is_it(&node));
    // `FAIL(ret)`: a macro may assign.
    let own = |name: &str| program.functions.iter().any(|function| function.name == name);
    let is_macro = |name: &str| !own(name) && scope.file.defines(name);
    let mut calls = scope.calls.iter().filter(|call| is_macro(call.name));
    let is_changed = changed || calls.any(|call| call.arguments.iter().any(&is_it));
    if let Some(first) = first.filter(|first| is_constant(scope.file, *first) && is_number && !is_changed) {
        let what = say!(
            "{0} returns {1}, whatever happens: {2} is never assigned",
            scope.function.name.to_owned(),
            scope.file.of(first).to_owned(),
            variable.to_owned()
        );
        found.push(scope.slip(node, what));
    }
}

/// What a piece of code changes, or may change later, having its address.
fn changes(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        "assignment_expression" => node.child_by_field_name("left"),
        "update_expression" | "pointer_expression" => node.child_by_field_name("argument"),
        _ => None,
    }
}

/// A failure that jumps to the end of the function while the status still says that a call before has worked.
pub(super) fn stale(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let Some((_, variable)) = returned(scope).last() else { return };
    let assigned: Vec<&Assignment> = scope.assignments.iter().filter(|one| one.left == variable).collect();
    let mut first: Option<(Node, Sentence)> = None;
    let mut more = 0_usize;
    let last = scope.nodes("return_statement").last();
    let returns = |node: Node| {
        let value = children(node).find(Node::is_named).map_or("", |node| scope.file.of(bare(node)));
        node.kind() == "return_statement" && value == variable && Some(node) != last
    };
    let ends = descendants(scope.function.body);
    for jump in ends.filter(|node| node.kind() == "goto_statement" || returns(*node)) {
        let Some(branch) = above(jump).find(|node| node.kind() == "if_statement") else { continue };
        let condition = branch.child_by_field_name("condition");
        let asks =
            condition.is_some_and(|node| descendants(node).any(|node| scope.file.of(node) == variable));
        if asks || assigned.iter().any(|one| branch.byte_range().contains(&one.node.start_byte())) {
            continue;
        }
        let before = assigned.iter().rfind(|one| one.node.end_byte() <= branch.start_byte());
        let Some(worked) = before.and_then(|one| known_to_have_worked(scope, one)) else { continue };
        if first.is_some() {
            more += 1;
            continue;
        }
        let failed = condition.and_then(|node| calls_in(scope.file, node).next());
        let failed =
            failed.map_or(say!("what comes before `goto`"), |call| Sentence::verbatim(call.name.to_owned()));
        let (variable, worked) = (variable.to_owned(), worked.to_owned());
        let what = say!("when {0} fails, {1} still says that {2} has worked", failed, variable, worked);
        first = Some((jump, what));
    }
    if let Some((node, what)) = first {
        let what = if more > 0 {
            say!("{0}, and so {1} times more: the failure is returned as a success", what, more)
        } else {
            say!("{0}: the failure is returned as a success", what)
        };
        found.push(scope.slip(node, what));
    }
}

/// The call of `if ((ret = f(…)) != SSL_SUCCESS) goto …`, or of `ret = f(…);` before such an `if`: whoever comes past it
/// knows that the call has worked.
fn known_to_have_worked<'t>(scope: &Scope<'_, 't>, assignment: &Assignment<'t>) -> Option<&'t str> {
    let asks = |branch: &Node<'t>| {
        let asked = branch.child_by_field_name("condition").and_then(|node| comparison(scope.file, node));
        let is_asked = asked.is_some_and(|one| {
            let of = bare(one.left);
            let same = scope.file.of(of) == assignment.left || of == assignment.node;
            same && one.operator == "!=" && matches!(one.right, "SSL_SUCCESS" | "WOLFSSL_SUCCESS" | "1")
        });
        let leaves = |node: Node| matches!(node.kind(), "goto_statement" | "return_statement");
        let body = branch.child_by_field_name("consequence");
        is_asked && body.is_some_and(|body| descendants(body).any(leaves))
    };
    let mut branches = scope.nodes("if_statement");
    branches.find(|branch| branch.end_byte() > assignment.node.end_byte()).filter(asks)?;
    Some(call(scope.file, bare(assignment.right))?.name)
}

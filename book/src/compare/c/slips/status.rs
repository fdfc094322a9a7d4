//! What a function or the program returns: its status.

use texts::{Sentence, say};
use tree_sitter::Node;

use super::scope::{Assignment, Scope, above, call, calls_in};
use super::slip::Slip;
use crate::compare::c::syntax::{Program, children, descendants};

/// `main` returns an exit status that does not mean what it should, 0 for success.
pub(super) fn exit_status(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let returns: Vec<_> = scope.nodes("return_statement").collect();
    let fails = scope.nodes("goto_statement").next().is_some();
    if let [only] = returns.as_slice() {
        let Some(value) = children(*only).find(Node::is_named) else { return };
        if scope.file.of(value) == "0" && fails {
            found.push(scope.slip(*only, say!("the exit status is 0, whatever has failed")));
        }
    }
    let success = program.macro_value("SSL_SUCCESS").unwrap_or("1");
    for node in returns {
        let variable = children(node).find(Node::is_named).map_or("", |node| scope.file.of(node));
        let set = |to: &str| {
            scope.assignments.iter().any(|one| one.left == variable && scope.file.of(one.right) == to)
        };
        if success == "1" && set("SSL_FAILURE") {
            let what = say!("the exit status is 1 (SSL_SUCCESS) for success and 0 for failure");
            found.push(scope.slip(node, what));
        }
    }
}

/// The variables that a function returns.
fn returned<'t>(scope: &Scope<'_, 't>) -> impl Iterator<Item = (Node<'t>, &'t str)> {
    let file = scope.file;
    scope.nodes("return_statement").filter_map(move |node| {
        let value = children(node).find(Node::is_named).filter(|value| value.kind() == "identifier")?;
        Some((node, file.of(value)))
    })
}

/// A function returns a variable that still has its first value.
pub(super) fn never_assigned(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let Some((node, variable)) = returned(scope).last() else { return };
    let first = scope.nodes("init_declarator").find_map(|declared| {
        let named = scope.file.of(declared.child_by_field_name("declarator")?) == variable;
        declared.child_by_field_name("value").filter(|_| named)
    });
    let mut changed = descendants(scope.function.body).filter_map(changes);
    let is_changed = changed.any(|node| scope.file.of(node) == variable);
    if let Some(first) = first.filter(|_| !is_changed) {
        let [function, value, variable] =
            [scope.function.name, scope.file.of(first), variable].map(str::to_owned);
        let what =
            say!("{0} returns {1}, whatever happens: {2} is never assigned", function, value, variable);
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
    for jump in scope.nodes("goto_statement") {
        let Some(branch) = above(jump).find(|node| node.kind() == "if_statement") else { continue };
        if assigned.iter().any(|one| branch.byte_range().contains(&one.node.start_byte())) {
            continue;
        }
        let before = assigned.iter().rfind(|one| one.node.end_byte() <= branch.start_byte());
        let Some(worked) = before.and_then(|one| known_to_have_worked(scope, one)) else { continue };
        if first.is_some() {
            more += 1;
            continue;
        }
        let condition = branch.child_by_field_name("condition");
        let failed = condition.and_then(|node| calls_in(scope.file, node).next());
        let failed =
            failed.map_or(say!("what comes before `goto`"), |call| Sentence::verbatim(call.name.to_owned()));
        let [variable, worked] = [variable, worked].map(str::to_owned);
        let what = say!("when {0} fails, {1} still says that {2} has worked", failed, variable, worked);
        first = Some((jump, what));
    }
    if let Some((node, what)) = first {
        let what = match more {
            0 => say!("{0}: the failure is returned as a success", what),
            more => say!("{0}, and so {1} times more: the failure is returned as a success", what, more),
        };
        found.push(scope.slip(node, what));
    }
}

/// The call of `if ((ret = f(…)) != SSL_SUCCESS) …`: whoever comes past it knows that the call has worked.
fn known_to_have_worked<'t>(scope: &Scope<'_, 't>, assignment: &Assignment<'t>) -> Option<&'t str> {
    let comparison = assignment.node.parent().filter(|node| node.kind() == "parenthesized_expression")?;
    let comparison = comparison.parent().filter(|node| node.kind() == "binary_expression")?;
    let part = |name: &str| comparison.child_by_field_name(name).map_or("", |node| scope.file.of(node));
    let asked = part("operator") == "!=" && matches!(part("right"), "SSL_SUCCESS" | "1");
    let branch = above(comparison).find(|node| node.kind() == "if_statement").filter(|_| asked)?;
    let leaves = |node: Node| matches!(node.kind(), "goto_statement" | "return_statement");
    descendants(branch.child_by_field_name("consequence")?).any(leaves).then_some(())?;
    Some(call(scope.file, assignment.right)?.name)
}

//! The arguments of the program.

use texts::say;
use tree_sitter::Node;

use super::scope::{Comparison, Place, Scope, above, are_alternatives, bare, comparison};
use super::slip::Slip;
use crate::compare::c::syntax::descendants;

/// Two arguments are assigned to the same variable.
pub(super) fn arguments_overwritten(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let of_argv = |right: Node| scope.file.of(bare(right)).starts_with("argv[");
    let from_argv: Vec<_> = scope.assignments.iter().filter(|one| of_argv(one.right)).collect();
    for (at, second) in from_argv.iter().enumerate() {
        let (left, argument) = (second.left, scope.file.of(bare(second.right)));
        let first = from_argv
            .iter()
            .take(at)
            .filter(|first| second.place != Place::Declaration && !are_alternatives(first.node, second.node))
            .find(|first| first.left == left && scope.file.of(bare(first.right)) != argument);
        if let Some(first) = first {
            let set = scope.file.of(bare(first.right)).to_owned();
            let (argument, left) = (argument.to_owned(), left.to_owned());
            let what = say!("{0} overwrites {1}, which {2} has set", argument, left, set);
            found.push(scope.slip(second.node, what));
        }
    }
}

/// An argument is only looked at if there are more than it takes: `argc > 2` for `argv[1]` leaves a single argument
/// out.
pub(super) fn arguments_left_out(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("binary_expression") {
        let Some(Comparison { left, operator, right }) = comparison(scope.file, node) else { continue };
        let number: Option<usize> = right.parse().ok();
        let least = match (scope.file.of(bare(left)), operator, number) {
            ("argc", ">", Some(number)) => number + 1,
            ("argc", ">=", Some(number)) => number,
            _ => continue,
        };
        // What the comparison guards: the rest of its condition, and the branch.
        let is_branch = |node: &Node| matches!(node.kind(), "if_statement" | "conditional_expression");
        let Some(branch) = above(node).find(is_branch) else { continue };
        let covered = ["condition", "consequence"].map(|name| branch.child_by_field_name(name));
        let used = covered.into_iter().flatten().flat_map(descendants).filter_map(|node| index(scope, node));
        let Some(highest) = used.max().filter(|number| *number > 0) else { continue };
        if highest + 1 < least {
            let (argument, others) = (format!("argv[{highest}]"), least - 1);
            let what = say!(
                "{0} is only looked at if there are {1} arguments: with fewer it is left out",
                argument,
                others
            );
            found.push(scope.slip(node, what));
        }
    }
}

/// The number of an argument: 1 for `argv[1]`.
fn index(scope: &Scope<'_, '_>, node: Node) -> Option<usize> {
    let text = Some(scope.file.of(node)).filter(|_| node.kind() == "subscript_expression")?;
    text.strip_prefix("argv[")?.strip_suffix(']')?.parse().ok()
}

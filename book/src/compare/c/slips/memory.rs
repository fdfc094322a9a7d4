//! Objects that are freed wrongly, and results that nobody gets.

use texts::say;
use tree_sitter::Node;

use super::scope::{Assignment, Call, Scope, above, are_alternatives, bare, block, call, is_loop};
use super::slip::Slip;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{children, descendants};

/// Functions that return a pointer to something owned by their argument. The caller must not free it.
const BORROW: [&str; 9] = [
    "SSL_get_session",
    "SSL_get0_session",
    "SSL_get_SSL_CTX",
    "SSL_get0_peer_certificate",
    "X509_get_subject_name",
    "X509_get_issuer_name",
    "X509_NAME_get_entry",
    "X509_NAME_ENTRY_get_data",
    "X509_get0_pubkey",
];

/// A borrowed object is freed, without having been made one's own.
pub(super) fn borrowed(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let Some(freed) = arguments.first().map(|node| bare(*node)).filter(|_| name.ends_with("_free"))
        else {
            continue;
        };
        let variable = scope.file.of(freed);
        let value = scope.last_assignment(variable, *node).map_or(freed, |one| bare(one.right));
        let getter = call(scope.file, value).map_or("", |call| plain(call.name));
        let is_own = scope.calls.iter().any(|call| {
            let first = call.arguments.first().map_or("", |node| scope.file.of(bare(*node)));
            call.name.ends_with("_up_ref") && first == variable
        });
        if BORROW.contains(&getter) && !is_own {
            let (name, getter) = ((*name).to_owned(), getter.to_owned());
            let what =
                say!("{0} frees what {1} has only lent: it is freed a second time later", name, getter);
            found.push(scope.slip(*node, what));
        }
    }
}

/// Functions whose result `free` frees.
const ALLOCATE: [&str; 5] = ["malloc", "calloc", "realloc", "strdup", "getline"];

/// `free` is called on an object of the library.
pub(super) fn wrong_free(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let variable = arguments.first().map_or("", |node| scope.file.of(bare(*node)));
        let kind = scope.type_of(variable).and_then(|kind| kind.strip_suffix(" *")).unwrap_or_default();
        let of_the_library =
            kind.len() > 1 && kind.chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c));
        // `BYTE *text = malloc(…)`: a name in capitals for something of the program's own.
        let is_own =
            scope.assignments.iter().filter(|one| one.left == variable).any(|one| {
                call(scope.file, bare(one.right)).is_some_and(|call| ALLOCATE.contains(&call.name))
            });
        if *name == "free" && of_the_library && kind != "FILE" && !is_own {
            let what =
                say!("{0} is a {1}: {1}_free frees it, not free", variable.to_owned(), kind.to_owned());
            found.push(scope.slip(*node, what));
        }
    }
}

/// Whether a function ends the life of its argument.
fn ends_life(name: &str) -> bool {
    matches!(name, "free" | "fclose" | "close") || name.ends_with("_free")
}

/// A function closes its argument, and its caller closes it again.
pub(super) fn closed_again(scopes: &[Scope<'_, '_>], scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name: callee, node: at, arguments } in &scope.calls {
        let Some(inner) = scopes.iter().find(|inner| inner.function.name == *callee) else { continue };
        for (argument, (parameter, _)) in arguments.iter().zip(&inner.function.parameters) {
            let variable = scope.file.of(bare(*argument));
            let closer = inner.calls.iter().find(|call| {
                ends_life(call.name)
                    && call.arguments.first().is_some_and(|a| inner.file.of(bare(*a)) == *parameter)
            });
            let Some(closer) = closer else { continue };
            let again = scope.calls.iter().find(|call| {
                // With another value, it is another object.
                let last = scope.last_assignment(variable, call.node);
                call.name == closer.name
                    && call.node.start_byte() > at.end_byte()
                    && is_reached(scope, *at, call.node)
                    && last.is_none_or(|last| last.node.start_byte() < at.end_byte())
                    && call.arguments.first().is_some_and(|a| scope.file.of(bare(*a)) == variable)
            });
            if let Some(again) = again {
                let what = say!(
                    "{0} is called twice: {1} has done so already, line {2} of {3}",
                    format!("{}({variable})", again.name),
                    (*callee).to_owned(),
                    closer.node.start_position().row + 1,
                    inner.file.name()
                );
                found.push(scope.slip(again.node, what));
            }
        }
    }
}

/// Whether a place in the text may be reached from one before it: the two are no alternatives, and no jump behind the
/// first leads past the second.
fn is_reached(scope: &Scope<'_, '_>, from: Node, to: Node) -> bool {
    let label = |node: Node| node.child_by_field_name("label").map(|label| scope.file.of(label));
    let leads_past = |jump: &Node| match jump.kind() {
        "return_statement" => true,
        "goto_statement" => {
            let mut labels = scope.nodes("labeled_statement").filter(|node| label(*node) == label(*jump));
            labels.any(|node| node.start_byte() > to.start_byte())
        }
        "break_statement" | "continue_statement" => {
            above(*jump).find(is_loop).is_some_and(|around| around.byte_range().contains(&to.start_byte()))
        }
        _ => false,
    };
    let behind = |node: &Node| from.end_byte() <= node.start_byte() && node.end_byte() <= to.start_byte();
    let mut jumps = block(from).into_iter().flat_map(children).filter(behind);
    !are_alternatives(from, to) && !jumps.any(|jump| leads_past(&jump))
}

/// The caller passes a buffer for a result, but the function only makes its parameter point elsewhere.
pub(super) fn lost_in_a_parameter(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for (parameter, kind) in &scope.function.parameters {
        if !matches!(kind.as_str(), "unsigned char *" | "char *" | "void *" | "uint8_t *") {
            continue;
        }
        for Assignment { node, left, right, .. } in &scope.assignments {
            let uses = |node: Node| descendants(node).any(|used| scope.file.of(used) == *parameter);
            // `if (host == NULL) host = "localhost";`: no result, but what the caller has left out.
            let is_default =
                above(*node).filter_map(|above| above.child_by_field_name("condition")).any(uses);
            if left == parameter && !uses(*right) && !is_default {
                let (parameter, right) = ((*parameter).to_owned(), scope.file.of(bare(*right)).to_owned());
                let what =
                    say!("{0} points to {1} now; the caller's buffer is never written", parameter, right);
                found.push(scope.slip(*node, what));
            }
        }
    }
}

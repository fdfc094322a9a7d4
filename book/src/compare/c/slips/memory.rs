//! Objects that are freed wrongly, and results that nobody gets.

use texts::say;

use super::scope::{Assignment, Call, Scope, bare, call};
use super::slip::Slip;
use crate::compare::c::syntax::descendants;

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

/// A borrowed object is freed.
pub(super) fn borrowed(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Assignment { left, right, .. } in &scope.assignments {
        let Some(Call { name: getter, .. }) = call(scope.file, bare(*right)) else { continue };
        if !BORROW.contains(&getter) {
            continue;
        }
        for Call { name, node, arguments } in &scope.calls {
            let same = arguments.first().is_some_and(|node| scope.file.of(*node) == *left);
            if name.ends_with("_free") && same {
                let [name, getter] = [*name, getter].map(str::to_owned);
                let what =
                    say!("{0} frees what {1} has only lent: it is freed a second time later", name, getter);
                found.push(scope.slip(*node, what));
            }
        }
    }
}

/// `free` is called on an object of the library.
pub(super) fn wrong_free(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let variable = arguments.first().map_or("", |node| scope.file.of(*node));
        let kind = scope.type_of(variable).and_then(|kind| kind.strip_suffix(" *")).unwrap_or_default();
        let of_the_library =
            kind.len() > 1 && kind.chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c));
        if *name == "free" && of_the_library && kind != "FILE" {
            let [variable, kind] = [variable, kind].map(str::to_owned);
            found.push(scope.slip(*node, say!("{0} is a {1}: {1}_free frees it, not free", variable, kind)));
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
            let variable = scope.file.of(*argument);
            let closer = inner.calls.iter().find(|call| {
                ends_life(call.name)
                    && call.arguments.first().is_some_and(|a| inner.file.of(*a) == *parameter)
            });
            let Some(closer) = closer else { continue };
            let again = scope.calls.iter().find(|call| {
                call.name == closer.name
                    && call.node.start_byte() > at.end_byte()
                    && call.arguments.first().is_some_and(|a| scope.file.of(*a) == variable)
            });
            if let Some(again) = again {
                let what = say!(
                    "{0} is called twice: {1} has done so already, line {2} of {3}",
                    format!("{}({variable})", again.name),
                    (*callee).to_owned(),
                    closer.node.start_position().row + 1,
                    inner.file.name(),
                );
                found.push(scope.slip(again.node, what));
            }
        }
    }
}

/// The caller passes a buffer for a result, but the function only makes its parameter point elsewhere.
pub(super) fn lost_in_a_parameter(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for (parameter, kind) in &scope.function.parameters {
        if !matches!(kind.as_str(), "unsigned char *" | "char *" | "void *" | "uint8_t *") {
            continue;
        }
        for Assignment { node, left, right } in &scope.assignments {
            let from_itself = descendants(*right).any(|used| scope.file.of(used) == *parameter);
            if left == parameter && !from_itself {
                let what = say!(
                    "{0} points to {1} now; the caller's buffer is never written",
                    (*parameter).to_owned(),
                    scope.file.of(bare(*right)).to_owned()
                );
                found.push(scope.slip(*node, what));
            }
        }
    }
}

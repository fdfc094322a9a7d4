//! Results of calls: compared wrongly, given to the wrong function, or not looked at.

use texts::{Sentence, say};
use tree_sitter::Node;

use super::scope::{Assignment, Call, Scope, assigned_call, bare, call, calls_in};
use super::slip::Slip;
use crate::api::is_api_name;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{Program, children};

/// Functions of the C library that return a pointer, which is NULL on failure.
const RETURN_POINTERS: [&str; 9] =
    ["fgets", "fopen", "gethostbyname", "malloc", "calloc", "realloc", "strchr", "strstr", "getenv"];

/// Functions that return a `size_t`.
const RETURN_SIZES: [&str; 4] = ["fread", "fwrite", "strlen", "strnlen"];

/// Comparisons of a result with 0 that can never be true, that C does not define, or that miss a failure.
pub(super) fn comparisons(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("binary_expression") {
        let operator = node.child_by_field_name("operator").map_or("", |node| scope.file.of(node));
        let Some(right) = node.child_by_field_name("right") else { continue };
        if !matches!(operator, "<" | "<=") || scope.file.of(right) != "0" {
            continue;
        }
        let Some(left) = node.child_by_field_name("left") else { continue };
        let Some((variable, Call { name, .. })) = assigned_call(scope.file, left) else { continue };
        let kind = variable.and_then(|variable| scope.type_of(variable)).unwrap_or_default();
        let unsigned = kind == "size_t" || kind.starts_with("unsigned") && !kind.contains('*');
        let own = name.to_owned();
        let what = if name == "fgets" && operator == "<" {
            say!(
                "{0} returns a pointer, NULL on failure: `< 0` is never true: the end of the input is not noticed",
                own
            )
        } else if RETURN_POINTERS.contains(&name) && operator == "<" {
            say!("{0} returns a pointer, NULL on failure: `< 0` is never true", own)
        } else if RETURN_POINTERS.contains(&name) {
            say!("{0} returns a pointer: `<= 0` is no comparison that C defines, `== NULL` is meant", own)
        } else if RETURN_SIZES.contains(&name) && operator == "<" {
            say!("{0} returns a size_t, which is never negative: `< 0` is never true", own)
        } else if unsigned {
            let [variable, kind] = [variable.unwrap_or_default(), kind].map(str::to_owned);
            say!(
                "{0} is a {1}: a negative result of {2} becomes a large number, no error",
                variable,
                kind,
                own
            )
        } else if matches!(name, "SSL_read" | "SSL_write") && operator == "<" {
            say!("{0} returns 0, too, when it fails: a peer that closes is not noticed", own)
        } else {
            continue;
        };
        found.push(scope.slip(node, what));
    }
}

/// `SSL_get_error` called with something other than the result of the failed call, or its result used as a code
/// of the error queue.
pub(super) fn error_codes(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let second = arguments.get(1).map(|node| scope.file.of(*node));
        if *name == "SSL_get_error" && second == Some("0") {
            let what = say!("SSL_get_error is not given what the failed call has returned: `0` in its place");
            found.push(scope.slip(*node, what));
        }
        let code = arguments.first().map_or("", |node| scope.file.of(*node));
        let of_ssl_get_error = scope.assignments.iter().any(|Assignment { left, right, .. }| {
            *left == code && call(scope.file, bare(*right)).is_some_and(|call| call.name == "SSL_get_error")
        });
        if *name == "ERR_error_string" && of_ssl_get_error {
            let what = say!(
                "ERR_error_string is given a code of SSL_get_error: OpenSSL's error codes come from \
                 ERR_get_error (wolfSSL takes both)"
            );
            found.push(scope.slip(*node, what));
        }
    }
}

/// `p = f(…); p->x` without a check of `p` in between.
pub(super) fn unchecked_pointers(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let identifiers: Vec<Node> = scope.nodes("identifier").collect(); // in the order of the text
    for Assignment { node, left, right } in &scope.assignments {
        let Some(Call { name, .. }) = call(scope.file, bare(*right)) else { continue };
        let parent = node.parent().map_or("", |parent| parent.kind());
        if !RETURN_POINTERS.contains(&name) || parent != "expression_statement" {
            continue;
        }
        let after = identifiers.partition_point(|used| used.start_byte() <= node.end_byte());
        let next = identifiers.iter().skip(after).find(|used| scope.file.of(**used) == *left);
        let first = next.and_then(Node::parent);
        if first.is_some_and(|first| first.kind() == "field_expression") {
            let [own, called] = [*left, name].map(str::to_owned);
            let what = if name == "gethostbyname" {
                say!(
                    "{0} is used without a look whether {1} has failed (a name that is not found crashes the program)",
                    own,
                    called
                )
            } else {
                say!("{0} is used without a look whether {1} has failed", own, called)
            };
            found.push(scope.slip(*node, what));
        }
    }
}

/// Whether a function of the library says by its result whether it has worked, and has no other way to say so.
fn tells_success(name: &str) -> bool {
    let name = plain(name);
    let works_on_data = name.starts_with("EVP_") || name.starts_with("HMAC_");
    let steps = ["Init", "Init_ex", "Update", "Final", "Final_ex"];
    let settings =
        ["SSL_set_fd", "SSL_set_session", "SSL_CTX_use_", "SSL_CTX_load_verify_", "SSL_CTX_set_cipher"];
    works_on_data && steps.iter().any(|step| name.ends_with(step))
        || settings.iter().any(|setting| name.starts_with(setting))
}

/// A result that nobody looks at.
pub(super) fn unread(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, .. } in &scope.calls {
        let alone = node.parent().is_some_and(|parent| parent.kind() == "expression_statement");
        if alone && tells_success(name) {
            found.push(scope.slip(*node, say!("nobody looks whether {0} has worked", (*name).to_owned())));
        }
    }
}

/// `if (ret = f(…) != SUCCESS)`: the variable gets the result of the comparison, in which a failure is 1.
pub(super) fn comparison_assigned(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Assignment { node, left, right } in &scope.assignments {
        let part = |name: &str| right.child_by_field_name(name);
        let operator = part("operator").map_or("", |node| scope.file.of(node));
        let in_condition = node.parent().is_some_and(|parent| parent.kind() != "expression_statement");
        if right.kind() != "binary_expression" || operator != "!=" || !in_condition {
            continue;
        }
        let called = part("left").and_then(|node| call(scope.file, bare(node)));
        if let (Some(Call { name, .. }), Some(other)) = (called, part("right")) {
            let other = scope.file.of(other);
            let what = say!(
                "{0} gets the result of the comparison, 1 when {1} fails: `{2}` is meant",
                (*left).to_owned(),
                name.to_owned(),
                format!("({left} = {name}(…)) != {other}")
            );
            found.push(scope.slip(*node, what));
        }
    }
}

/// A failure is reported, and then the program goes on as if nothing had happened.
pub(super) fn goes_on(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for branch in scope.nodes("if_statement") {
        let part = |name: &str| branch.child_by_field_name(name);
        let (Some(condition), Some(body), None) =
            (part("condition"), part("consequence"), part("alternative"))
        else {
            continue;
        };
        let Some(failed) = failure(scope, condition) else { continue };
        let statements: Vec<Node> = match body.kind() {
            "compound_statement" => children(body).filter(Node::is_named).collect(),
            _ => vec![body],
        };
        let only_reports = |node: &Node| {
            let called = children(*node).find(Node::is_named).and_then(|node| call(scope.file, node));
            node.kind() == "comment" || called.is_some_and(|call| reports(program, call.name))
        };
        if statements.iter().all(only_reports) && !statements.is_empty() {
            found.push(scope.slip(branch, say!("the program goes on after {0}", failed)));
        }
    }
}

/// Whether a function only writes: one that prints, or one of the program's own that calls no other.
fn reports(program: &Program<'_>, name: &str) -> bool {
    const WRITE: [&str; 5] = ["printf", "fprintf", "puts", "fputs", "perror"];
    let own = program.functions.iter().find(|function| function.name == name);
    let writes =
        |name: &str| WRITE.contains(&name) || matches!(plain(name), "SSL_get_error" | "ERR_error_string");
    WRITE.contains(&name) || own.is_some_and(|own| calls_in(own.file, own.body).all(|call| writes(call.name)))
}

/// What a condition says has gone wrong: a call of the library that has failed, or the number of arguments.
fn failure(scope: &Scope<'_, '_>, condition: Node) -> Option<Sentence> {
    let comparison = bare(condition);
    let part = |name: &str| {
        comparison.child_by_field_name(name).filter(|_| comparison.kind() == "binary_expression")
    };
    let text = |name: &str| part(name).map_or("", |node| scope.file.of(node));
    if text("left") == "argc" && text("operator") == "!=" {
        return Some(say!("it has told its usage: the arguments need not be there"));
    }
    let failing = [("!=", "SSL_SUCCESS"), ("!=", "1"), ("==", "NULL"), ("==", "-1"), ("<", "0"), ("<=", "0")];
    if !failing.contains(&(text("operator"), text("right"))) {
        return None;
    }
    let (_, Call { name, .. }) = assigned_call(scope.file, part("left")?)?;
    let ends = name.ends_with("_free") || plain(name) == "SSL_shutdown"; // nothing can be done about these
    (is_api_name(name) && !ends).then(|| say!("{0} has failed", name.to_owned()))
}

//! Results of calls: compared wrongly, given to the wrong function, or not looked at.

use texts::{Sentence, say};
use tree_sitter::Node;

use super::scope::{
    Assignment, Call, Comparison, Place, Scope, above, bare, block, call, calls_in, comparison, is_loop,
};
use super::slip::Slip;
use crate::api::is_api_name;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{Program, children, descendants};

/// Functions of the C library that return a pointer, which is NULL on failure.
const RETURN_POINTERS: [&str; 9] =
    ["fgets", "fopen", "gethostbyname", "malloc", "calloc", "realloc", "strchr", "strstr", "getenv"];

/// Functions that return a `size_t`.
const RETURN_SIZES: [&str; 4] = ["fread", "fwrite", "strlen", "strnlen"];

/// Comparisons of a result with 0 that can never be true, that C does not define, or that miss a failure.
pub(super) fn comparisons(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("binary_expression") {
        let Some(Comparison { left, operator, right }) = comparison(scope.file, node) else { continue };
        if !matches!(operator, "<" | "<=") || right != "0" {
            continue;
        }
        let Some((variable, Call { name, .. })) = scope.result_of(left) else { continue };
        let kind = variable.and_then(|variable| scope.type_of(variable)).unwrap_or_default();
        let unsigned = kind == "size_t" || kind.starts_with("unsigned") && !kind.contains('*');
        let called = name.to_owned();
        let what = if name == "fgets" && operator == "<" {
            say!(
                "{0} returns a pointer, NULL on failure: `< 0` is never true: the end of the input is not noticed",
                called
            )
        } else if RETURN_POINTERS.contains(&name) && operator == "<" {
            say!("{0} returns a pointer, NULL on failure: `< 0` is never true", called)
        } else if RETURN_POINTERS.contains(&name) {
            say!("{0} returns a pointer: `<= 0` is no comparison that C defines, `== NULL` is meant", called)
        } else if RETURN_SIZES.contains(&name) {
            if operator == "<=" {
                continue; // as good as `== 0`
            }
            say!("{0} returns a size_t, which is never negative: `< 0` is never true", called)
        } else if unsigned {
            say!(
                "{0} is a {1}: a negative result of {2} becomes a large number, no error",
                variable.unwrap_or_default().to_owned(),
                kind.to_owned(),
                called
            )
        } else if operator == "<" && !is_zero_looked_for(scope, left) {
            match plain(name) {
                "SSL_read" => {
                    say!("{0} returns 0, too, when it fails: a peer that closes is not noticed", called)
                }
                "SSL_write" => say!("{0} returns 0, too, when it fails: the program goes on", called),
                _ => continue,
            }
        } else {
            continue;
        };
        found.push(scope.slip(node, what));
    }
}

/// Whether the result in a variable is compared with 0 in another way, too: `if (n < 0) … else if (n == 0) …`.
fn is_zero_looked_for(scope: &Scope<'_, '_>, left: Node) -> bool {
    let variable = bare(left);
    let others = ["binary_expression", "unary_expression"].into_iter().flat_map(|kind| scope.nodes(kind));
    let mut others = others.filter_map(|node| comparison(scope.file, node));
    variable.kind() == "identifier"
        && others.any(|one| {
            let same = scope.file.of(bare(one.left)) == scope.file.of(variable);
            same && matches!((one.operator, one.right), ("==" | "!=" | "<=" | ">", "0") | (">=" | "<", "1"))
        })
}

/// `SSL_get_error` called with something other than the result of the failed call, or its result used as a code
/// of the error queue.
pub(super) fn error_codes(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let second = arguments.get(1).map(|node| scope.file.of(bare(*node)));
        if plain(name) == "SSL_get_error" && second == Some("0") && !zero_has_failed(scope, *node, arguments)
        {
            let what = say!("SSL_get_error is not given what the failed call has returned: `0` in its place");
            found.push(scope.slip(*node, what));
        }
        let code = arguments.first().map(|node| bare(*node));
        let of_ssl_get_error = code.is_some_and(|code| {
            let last = scope.last_assignment(scope.file.of(code), code).map(|one| bare(one.right));
            call(scope.file, last.unwrap_or(code)).is_some_and(|call| plain(call.name) == "SSL_get_error")
        });
        if matches!(plain(name), "ERR_error_string" | "ERR_error_string_n") && of_ssl_get_error {
            let what = say!(
                "ERR_error_string is given a code of SSL_get_error: OpenSSL's error codes come from ERR_get_error \
                 (wolfSSL takes both)"
            );
            found.push(scope.slip(*node, what));
        }
    }
}

/// Whether the last call with this connection is one that says by 0, and by nothing else, that it has failed. `0` is then
/// what it has returned.
fn zero_has_failed(scope: &Scope<'_, '_>, asks: Node, arguments: &[Node]) -> bool {
    const ZERO: [&str; 5] =
        ["SSL_read_ex", "SSL_peek_ex", "SSL_write_ex", "SSL_read_early_data", "SSL_write_early_data"];
    let of = |arguments: &[Node]| arguments.first().map(|node| scope.file.of(bare(*node)));
    let mut before = scope.calls.iter().filter(|call| call.node.end_byte() <= asks.start_byte());
    let last =
        before.rfind(|call| plain(call.name).starts_with("SSL_") && of(&call.arguments) == of(arguments));
    last.is_some_and(|call| ZERO.contains(&plain(call.name)))
}

/// `p = f(…); p->x` without a check of `p` in between.
pub(super) fn unchecked_pointers(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let identifiers: Vec<Node> = scope.nodes("identifier").collect(); // in the order of the text
    let mut add = |node: Node, what: Sentence, name: &str| {
        let called = name.to_owned();
        let what = if name == "gethostbyname" {
            say!(
                "{0} is used without a look whether {1} has failed (a name that is not found crashes the program)",
                what,
                called
            )
        } else {
            say!("{0} is used without a look whether {1} has failed", what, called)
        };
        found.push(scope.slip(node, what));
    };
    let is_followed = |node: Node| {
        let kind = node.parent().map_or("", |parent| parent.kind());
        let star = || node.parent().is_some_and(|parent| scope.file.of(parent).starts_with('*'));
        matches!(kind, "field_expression" | "subscript_expression") || kind == "pointer_expression" && star()
    };
    for Assignment { node, left, right, place } in &scope.assignments {
        let Some(Call { name, .. }) = call(scope.file, bare(*right)) else { continue };
        if !RETURN_POINTERS.contains(&name) || *place == Place::Expression {
            continue;
        }
        let after = identifiers.partition_point(|used| used.start_byte() <= node.end_byte());
        let next = identifiers.iter().skip(after).find(|used| scope.file.of(**used) == *left);
        if next.is_some_and(|next| is_followed(*next)) {
            add(*node, Sentence::verbatim((*left).to_owned()), name);
        }
    }
    for Call { name, node, .. } in scope.calls.iter().filter(|call| RETURN_POINTERS.contains(&call.name)) {
        if is_followed(*node) {
            add(*node, say!("its result"), name);
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
    let alone = |node: Node| node.parent().is_some_and(|parent| parent.kind() == "expression_statement");
    let forgotten = scope.assignments.iter().filter(|one| is_forgotten(scope, one));
    let forgotten: Vec<Node> = forgotten.map(|one| bare(one.right)).collect();
    for Call { name, node, .. } in &scope.calls {
        if tells_success(name) && (alone(*node) || forgotten.contains(node)) {
            found.push(scope.slip(*node, say!("nobody looks whether {0} has worked", (*name).to_owned())));
        }
    }
}

/// Whether a variable gets another value, or the function ends, before anybody has read what is assigned here.
fn is_forgotten(scope: &Scope<'_, '_>, one: &Assignment<'_>) -> bool {
    let same = |node: &Node| scope.file.of(*node) == one.left;
    let mut uses = scope.nodes("identifier").filter(same);
    let next = uses.find(|node| node.start_byte() >= one.node.end_byte());
    let in_loop = above(one.node).any(|node| is_loop(&node));
    let overwrites = |next: Node| {
        let other = scope.assignments.iter().find(|other| other.node.start_byte() == next.start_byte());
        let reads = |other: &Assignment| descendants(other.right).any(|node| same(&node));
        let always = block(one.node).zip(block(next)).is_some_and(|(one, next)| one == next);
        other.is_some_and(|other| other.left == one.left && !reads(other) && always)
    };
    one.place != Place::Expression && next.map_or(!in_loop, overwrites)
}

/// `if (ret = f(…) != SUCCESS)`: the variable gets the result of the comparison, in which a failure is 1.
pub(super) fn comparison_assigned(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Assignment { node, left, right, place } in &scope.assignments {
        let Some(comparison) = comparison(scope.file, *right) else { continue };
        let Comparison { left: called, operator, right: other } = &comparison;
        let is_flag = scope.type_of(left).is_some_and(|kind| matches!(kind, "bool" | "_Bool"));
        if *place != Place::Expression || is_flag || !says_failed(&comparison) {
            continue;
        }
        if let Some(Call { name, .. }) = call(scope.file, bare(*called)) {
            let what = say!(
                "{0} gets the result of the comparison, 1 when {1} fails: `{2}` is meant",
                (*left).to_owned(),
                name.to_owned(),
                format!("({left} = {name}(…)) {operator} {other}")
            );
            found.push(scope.slip(*node, what));
        }
    }
}

/// Whether a comparison of a result is true if the call has failed.
fn says_failed(comparison: &Comparison<'_>) -> bool {
    const SUCCESS: [&str; 4] = ["SSL_SUCCESS", "WOLFSSL_SUCCESS", "1", "EXIT_SUCCESS"];
    const FAILURE: [&str; 4] = ["SSL_FAILURE", "WOLFSSL_FAILURE", "NULL", "-1"];
    match comparison.operator {
        "!=" => SUCCESS.contains(&comparison.right),
        "==" => FAILURE.contains(&comparison.right),
        "<" | "<=" => comparison.right == "0",
        _ => false,
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
            found.push(scope.slip(branch, failed.and_goes_on()));
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

/// What has gone wrong.
enum Failed<'t> {
    /// A call of the library.
    Call(&'t str),
    /// The number of arguments is another one.
    Arguments,
}

impl Failed<'_> {
    fn and_goes_on(&self) -> Sentence {
        match self {
            Self::Call(name) => say!("the program goes on after {0} has failed", (*name).to_owned()),
            Self::Arguments => {
                say!("the program goes on after it has told its usage: the arguments need not be there")
            }
        }
    }
}

/// What a condition says has gone wrong: a call of the library that has failed, or the number of arguments.
fn failure<'t>(scope: &Scope<'_, 't>, condition: Node<'t>) -> Option<Failed<'t>> {
    let comparison = comparison(scope.file, condition)?;
    let is_argc = scope.file.of(bare(comparison.left)) == "argc";
    if is_argc && matches!(comparison.operator, "!=" | "<") {
        return Some(Failed::Arguments);
    }
    let (_, Call { name, .. }) = scope.result_of(comparison.left)?;
    let is_zero = (comparison.operator, comparison.right) == ("==", "0");
    let zero_is_failure =
        tells_success(name) || plain(name).ends_with("_new") || plain(name).starts_with("d2i_");
    if !(says_failed(&comparison) || is_zero && zero_is_failure) {
        return None;
    }
    let ends = name.ends_with("_free") || plain(name) == "SSL_shutdown"; // nothing can be done about these
    (is_api_name(name) && !ends).then_some(Failed::Call(name))
}

//! Finds slips in a C program from its syntax tree, according to the rules of C and the library's man pages.
//! There is no list of known slips: each check looks at what the program does, whichever program it is.
//!
//! The file is long on purpose. A check is a few lines, all checks share the walk over the tree, and reading
//! the others is the way to learn how to add one.

use std::cmp::Ordering;
use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;

use openssl::asn1::Asn1Time;
use openssl::error::ErrorStack;
use openssl::x509::X509;
use serde::Serialize;
use tree_sitter::Node;

use super::syntax::{File, Function, Program, children, declared, descendants};

/// A slip and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Slip {
    /// The name of the file.
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// Finds all slips, in the order of the text.
pub(crate) fn find(program: &Program<'_>) -> Vec<Slip> {
    let mut found = Vec::new();
    let scopes: Vec<Scope> = program.functions.iter().map(Scope::new).collect();
    for scope in &scopes {
        comparisons(scope, &mut found);
        error_codes(scope, &mut found);
        unchecked_pointers(scope, &mut found);
        borrowed(scope, &mut found);
        wrong_free(scope, &mut found);
        closed_again(&scopes, scope, &mut found);
        lost_in_a_parameter(scope, &mut found);
        last_part_dropped(scope, &mut found);
        busy_loops(scope, &mut found);
        if scope.function.name == "main" {
            arguments_overwritten(scope, &mut found);
            exit_status(program, scope, &mut found);
        }
    }
    client_verifies_nobody(program, &mut found);
    no_restart(program, &mut found);
    polls(program, &mut found);
    other_hosts(program, &mut found);
    certificates(program, &mut found);
    found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    found.dedup();
    found
}

/// A call and its arguments.
struct Call<'t> {
    name: &'t str,
    node: Node<'t>,
    arguments: Vec<Node<'t>>,
}

/// An assignment `left = right`.
struct Assignment<'t> {
    node: Node<'t>,
    left: &'t str,
    right: Node<'t>,
}

/// A function, with what the checks need to know about it.
struct Scope<'a, 't> {
    function: &'a Function<'t>,
    file: &'t File,
    calls: Vec<Call<'t>>,
    assignments: Vec<Assignment<'t>>,
    /// The name and type of each variable and parameter.
    variables: Vec<(&'t str, String)>,
}

impl<'a, 't> Scope<'a, 't> {
    fn new(function: &'a Function<'t>) -> Self {
        let file = function.file;
        let (mut calls, mut assignments) = (Vec::new(), Vec::new());
        let mut variables = function.parameters.clone();
        for node in descendants(function.body) {
            match node.kind() {
                "call_expression" => calls.extend(call(file, node)),
                "assignment_expression" => {
                    let sides = (node.child_by_field_name("left"), node.child_by_field_name("right"));
                    if let (Some(left), Some(right)) = sides {
                        assignments.push(Assignment { node, left: file.of(left), right });
                    }
                }
                "declaration" => variables.extend(declared(file, node)),
                _ => {}
            }
        }
        Self { function, file, calls, assignments, variables }
    }

    fn type_of(&self, variable: &str) -> Option<&str> {
        self.variables.iter().find(|(name, _)| *name == variable).map(|(_, kind)| kind.as_str())
    }

    fn slip(&self, node: Node, what: String) -> Slip {
        slip(self.file, node, what)
    }

    /// All nodes of a kind in the body of the function.
    fn nodes(&self, kind: &'static str) -> impl Iterator<Item = Node<'t>> {
        descendants(self.function.body).filter(move |node| node.kind() == kind)
    }
}

fn slip(file: &File, node: Node, what: String) -> Slip {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Slip { file: name, line: node.start_position().row + 1, what }
}

fn call<'t>(file: &'t File, node: Node<'t>) -> Option<Call<'t>> {
    let function = node.child_by_field_name("function").filter(|node| node.kind() == "identifier")?;
    let arguments = node.child_by_field_name("arguments")?;
    let arguments = children(arguments).filter(Node::is_named).collect();
    Some(Call { name: file.of(function), node, arguments })
}

/// An expression without its parentheses and casts.
fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" => children(node).find(Node::is_named),
            "cast_expression" => node.child_by_field_name("value"),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// For `(v = f(…))`, the variable and the call; for `f(…)`, the call only.
fn assigned_call<'t>(file: &'t File, node: Node<'t>) -> Option<(Option<&'t str>, Call<'t>)> {
    let node = bare(node);
    if node.kind() == "assignment_expression" {
        let left = node.child_by_field_name("left").map(|left| file.of(left));
        return Some((left, call(file, bare(node.child_by_field_name("right")?))?));
    }
    Some((None, call(file, node)?))
}

/// Functions of the C library that return a pointer, which is NULL on failure.
const RETURN_POINTERS: [&str; 9] =
    ["fgets", "fopen", "gethostbyname", "malloc", "calloc", "realloc", "strchr", "strstr", "getenv"];

/// Functions that return a `size_t`.
const RETURN_SIZES: [&str; 4] = ["fread", "fwrite", "strlen", "strnlen"];

/// Comparisons of a result with 0 that can never be true, that C does not define, or that miss a failure.
fn comparisons(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
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
        let what = if RETURN_POINTERS.contains(&name) && operator == "<" {
            let lost = if name == "fgets" { ": the end of the input is not noticed" } else { "" };
            format!("{name} returns a pointer, NULL on failure: `< 0` is never true{lost}")
        } else if RETURN_POINTERS.contains(&name) {
            format!("{name} returns a pointer: `<= 0` is no comparison that C defines, `== NULL` is meant")
        } else if RETURN_SIZES.contains(&name) && operator == "<" {
            format!("{name} returns a size_t, which is never negative: `< 0` is never true")
        } else if unsigned {
            let variable = variable.unwrap_or_default();
            format!("{variable} is a {kind}: a negative result of {name} becomes a large number, no error")
        } else if matches!(name, "SSL_read" | "SSL_write") && operator == "<" {
            format!("{name} returns 0, too, when it fails: a peer that closes is not noticed")
        } else {
            continue;
        };
        found.push(scope.slip(node, what));
    }
}

/// `SSL_get_error` called with something other than the result of the failed call, or its result used as a code
/// of the error queue.
fn error_codes(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let second = arguments.get(1).map(|node| scope.file.of(*node));
        if *name == "SSL_get_error" && second == Some("0") {
            let what = "SSL_get_error is not given what the failed call has returned: `0` in its place";
            found.push(scope.slip(*node, what.to_owned()));
        }
        let code = arguments.first().map_or("", |node| scope.file.of(*node));
        let of_ssl_get_error = scope.assignments.iter().any(|Assignment { left, right, .. }| {
            *left == code && call(scope.file, bare(*right)).is_some_and(|call| call.name == "SSL_get_error")
        });
        if *name == "ERR_error_string" && of_ssl_get_error {
            let what = "ERR_error_string is given a code of SSL_get_error: OpenSSL's error codes come from \
                        ERR_get_error (wolfSSL takes both)";
            found.push(scope.slip(*node, what.to_owned()));
        }
    }
}

/// `p = f(…); p->x` without a check of `p` in between.
fn unchecked_pointers(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
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
            let why =
                if name == "gethostbyname" { " (a name that is not found crashes the program)" } else { "" };
            found.push(
                scope.slip(*node, format!("{left} is used without a look whether {name} has failed{why}")),
            );
        }
    }
}

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
fn borrowed(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Assignment { left, right, .. } in &scope.assignments {
        let Some(Call { name: getter, .. }) = call(scope.file, bare(*right)) else { continue };
        if !BORROW.contains(&getter) {
            continue;
        }
        for Call { name, node, arguments } in &scope.calls {
            let same = arguments.first().is_some_and(|node| scope.file.of(*node) == *left);
            if name.ends_with("_free") && same {
                let what =
                    format!("{name} frees what {getter} has only lent: it is freed a second time later");
                found.push(scope.slip(*node, what));
            }
        }
    }
}

/// `free` is called on an object of the library.
fn wrong_free(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Call { name, node, arguments } in &scope.calls {
        let variable = arguments.first().map_or("", |node| scope.file.of(*node));
        let kind = scope.type_of(variable).and_then(|kind| kind.strip_suffix(" *")).unwrap_or_default();
        let of_the_library =
            kind.len() > 1 && kind.chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c));
        if *name == "free" && of_the_library && kind != "FILE" {
            found.push(scope.slip(*node, format!("{variable} is a {kind}: {kind}_free frees it, not free")));
        }
    }
}

/// Whether a function ends the life of its argument.
fn ends_life(name: &str) -> bool {
    matches!(name, "free" | "fclose" | "close") || name.ends_with("_free")
}

/// A function closes its argument, and its caller closes it again.
fn closed_again(scopes: &[Scope<'_, '_>], scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
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
                let what = format!(
                    "{}({variable}) is called twice: {callee} has done so already, line {} of {}",
                    again.name,
                    closer.node.start_position().row + 1,
                    inner.file.path.file_name().unwrap_or_default().to_string_lossy(),
                );
                found.push(scope.slip(again.node, what));
            }
        }
    }
}

/// The caller passes a buffer for a result, but the function only makes its parameter point elsewhere.
fn lost_in_a_parameter(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for (parameter, kind) in &scope.function.parameters {
        if !matches!(kind.as_str(), "unsigned char *" | "char *" | "void *" | "uint8_t *") {
            continue;
        }
        for Assignment { node, left, right } in &scope.assignments {
            let from_itself = descendants(*right).any(|used| scope.file.of(used) == *parameter);
            if left == parameter && !from_itself {
                let what = format!(
                    "{parameter} points to {} now; the caller's buffer is never written",
                    scope.file.of(bare(*right))
                );
                found.push(scope.slip(*node, what));
            }
        }
    }
}

/// A loop that reads a file exits before it has used the last part: `if (n < SIZE) break;` comes before the use
/// of `n`.
fn last_part_dropped(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Assignment { node, left, right } in &scope.assignments {
        let Some(Call { name: "fread", arguments, .. }) = call(scope.file, bare(*right)) else { continue };
        let size = arguments.get(2).map_or("", |node| scope.file.of(*node));
        let Some(leaves) = scope.nodes("if_statement").find(|branch| {
            let condition = branch.child_by_field_name("condition").map_or("", |node| scope.file.of(node));
            let body = branch.child_by_field_name("consequence").map_or("", |node| scope.file.of(node));
            branch.start_byte() > node.end_byte()
                && condition.trim_matches(['(', ')']).split_whitespace().eq([*left, "<", size])
                && body.trim() == "break;"
        }) else {
            continue;
        };
        let used = scope.calls.iter().find(|call| {
            call.node.start_byte() > node.end_byte()
                && call.arguments.iter().any(|a| scope.file.of(*a) == *left)
        });
        if let Some(used) = used.filter(|used| used.node.start_byte() > leaves.end_byte()) {
            let what = format!("the loop ends before {} has got the last part of the input", used.name);
            found.push(scope.slip(leaves, what));
        }
    }
}

/// `while (n <= 0) n = read(…)` never ends once the input has ended.
fn busy_loops(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("while_statement") {
        let condition = node.child_by_field_name("condition").map_or("", |node| scope.file.of(node));
        let Some(body) = node.child_by_field_name("body") else { continue };
        for Assignment { node: assignment, left, right } in &scope.assignments {
            let inside = body.byte_range().contains(&assignment.start_byte());
            let reads =
                call(scope.file, bare(*right)).is_some_and(|call| matches!(call.name, "read" | "recv"));
            let again = condition.trim_matches(['(', ')']).split_whitespace().eq([*left, "<=", "0"]);
            if inside && reads && again {
                let what = "reads again, without a pause, for as long as there is nothing to read or the peer has gone";
                found.push(scope.slip(node, what.to_owned()));
            }
        }
    }
}

/// Two arguments are assigned to the same variable.
fn arguments_overwritten(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let of_argv = |right: Node| scope.file.of(bare(right)).starts_with("argv[");
    let from_argv: Vec<_> = scope.assignments.iter().filter(|one| of_argv(one.right)).collect();
    for (at, second) in from_argv.iter().enumerate() {
        let (left, argument) = (second.left, scope.file.of(second.right));
        let first = from_argv
            .iter()
            .take(at)
            .find(|first| first.left == left && scope.file.of(first.right) != argument);
        if let Some(first) = first {
            let what = format!("{argument} overwrites {left}, which {} has set", scope.file.of(first.right));
            found.push(scope.slip(second.node, what));
        }
    }
}

/// `main` returns an exit status that does not mean what it should, 0 for success.
fn exit_status(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let returns: Vec<_> = scope.nodes("return_statement").collect();
    let fails = scope.nodes("goto_statement").next().is_some();
    if let [only] = returns.as_slice() {
        let Some(value) = children(*only).find(Node::is_named) else { return };
        if scope.file.of(value) == "0" && fails {
            found.push(scope.slip(*only, "the exit status is 0, whatever has failed".to_owned()));
        }
    }
    let success = program.macro_value("SSL_SUCCESS").unwrap_or("1");
    for node in returns {
        let variable = children(node).find(Node::is_named).map_or("", |node| scope.file.of(node));
        let set = |to: &str| {
            scope.assignments.iter().any(|one| one.left == variable && scope.file.of(one.right) == to)
        };
        if success == "1" && set("SSL_FAILURE") {
            found.push(
                scope.slip(
                    node,
                    "the exit status is 1 (SSL_SUCCESS) for success and 0 for failure".to_owned(),
                ),
            );
        }
    }
}

/// A client that does not request verification, and so gets none.
fn client_verifies_nobody(program: &Program<'_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    let calls_any = |names: &[&str]| calls.iter().find(|call| names.contains(&plain(call.name)));
    let Some(connects) = calls_any(&["SSL_connect"]) else { return };
    let name = connects.file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut add =
        |what: &str| found.push(Slip { file: name.clone(), line: connects.line, what: what.to_owned() });
    if calls_any(&["SSL_CTX_set_verify", "SSL_set_verify"]).is_none() {
        add("no SSL_CTX_set_verify: on OpenSSL the client connects to anybody, whatever CA was loaded");
    }
    if calls_any(&["SSL_set1_host", "X509_VERIFY_PARAM_set1_host", "check_domain_name", "SSL_add1_host"])
        .is_none()
    {
        add("nobody looks whether the certificate is that of the host which was asked for");
    }
}

/// Removes wolfSSL's prefix from a name: `wolfSSL_new` is `SSL_new`, `wolfSSL_EVP_sha256` is `EVP_sha256`.
pub(crate) fn plain(name: &str) -> &str {
    let Some(rest) = name.strip_prefix("wolfSSL_") else { return name.strip_prefix("wolf").unwrap_or(name) };
    let (family, _) = rest.split_once('_').unwrap_or((rest, ""));
    let own_family =
        ["ASN1", "BIO", "ERR", "EVP", "HMAC", "PEM", "RSA", "X509", "d2i", "i2d"].contains(&family);
    if own_family { rest } else { &name["wolf".len()..] }
}

/// A server that cannot be restarted at once.
fn no_restart(program: &Program<'_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    let sets = |file: &File| {
        descendants(file.root()).any(|node| matches!(file.of(node), "SO_REUSEADDR" | "SO_REUSEPORT"))
    };
    let sets = program.files.iter().any(sets);
    if let Some(bind) = calls.iter().find(|call| call.name == "bind").filter(|_| !sets) {
        let file = bind.file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let what =
            "no SO_REUSEADDR: for a minute after a session the server cannot be started again".to_owned();
        found.push(Slip { file, line: bind.line, what });
    }
}

/// Non-blocking sockets that nothing waits for.
fn polls(program: &Program<'_>, found: &mut Vec<Slip>) {
    const WAIT: [&str; 7] = ["select", "poll", "ppoll", "epoll_wait", "usleep", "sleep", "nanosleep"];
    let calls = program.calls();
    for file in program.files {
        let sets = descendants(file.root()).find(|node| file.of(*node) == "O_NONBLOCK");
        if let Some(sets) = sets.filter(|_| calls.iter().all(|call| !WAIT.contains(&call.name))) {
            let what = "does not block, and nothing waits (select, poll): the loop spins at full CPU";
            found.push(slip(file, sets, what.to_owned()));
        }
    }
}

/// Certificates and keys that the program opens. In the user's copy they may be missing, expired or without a
/// name.
fn certificates(program: &Program<'_>, found: &mut Vec<Slip>) {
    for file in program.files {
        let folder = file.path.parent().unwrap_or(Path::new(""));
        for node in descendants(file.root()) {
            let text = match node.kind() {
                "string_literal" => file.of(node),
                "preproc_def" => node.child_by_field_name("value").map_or("", |value| file.of(value).trim()),
                _ => continue,
            };
            let Some(name) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { continue };
            if Path::new(name).extension().is_some_and(|end| end == "pem") {
                let what = what_is_wrong_with(&folder.join(name)).map(|what| format!("{name} {what}"));
                found.extend(what.map(|what| slip(file, node, what)));
            }
        }
    }
}

fn what_is_wrong_with(path: &Path) -> Option<String> {
    let Ok(text) = fs::read(path) else { return Some("is not there".to_owned()) };
    let certificate = X509::from_pem(&text);
    let _ = ErrorStack::get(); // a key is not a certificate, but not an error either
    let certificate = certificate.ok()?;
    let now = Asn1Time::days_from_now(0).ok()?;
    if certificate.not_after() < now {
        return Some(format!("has expired on {}", certificate.not_after()));
    }
    let is_ca = certificate.issuer_name().try_cmp(certificate.subject_name()).ok()? == Ordering::Equal;
    (!is_ca && certificate.subject_alt_names().is_none())
        .then(|| "has no subject alternative name".to_owned())
}

/// The source contains the address of another host.
fn other_hosts(program: &Program<'_>, found: &mut Vec<Slip>) {
    if let Some((file, node, address)) = foreign_address(program) {
        let what = format!("the address is a fixed {address}, which is not this machine's");
        found.push(slip(file, node, what));
    }
}

/// The first address of another host in the program's own code. Macros that are never used do not count.
pub(crate) fn foreign_address<'t>(program: &Program<'t>) -> Option<(&'t File, Node<'t>, Ipv4Addr)> {
    let strings = program.functions.iter().flat_map(|function| {
        let nodes = descendants(function.body).filter(|node| node.kind() == "string_literal");
        nodes.map(|node| (function.file, node))
    });
    let addresses = strings.filter_map(|(file, node)| {
        let address: Ipv4Addr = file.of(node).trim_matches('"').parse().ok()?;
        (!address.is_loopback() && !address.is_unspecified()).then_some((file, node, address))
    });
    addresses.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::super::syntax::read;
    use super::*;

    /// What is found in a program, without line numbers.
    fn found(source: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.c");
        std::fs::write(&path, source).unwrap();
        let files = read(&[path]).unwrap();
        find(&Program::new(&files)).into_iter().map(|slip| format!("{}: {}", slip.line, slip.what)).collect()
    }

    /// Asserts that a check finds `slip` in a line of `wrong`, and nothing in `right`.
    fn check(wrong: &str, slip: &str, right: &str) {
        let shown = found(wrong);
        assert!(shown.iter().any(|one| one.starts_with(slip)), "{slip}\n{shown:#?}");
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }

    #[test]
    fn results_that_cannot_be_negative() {
        check(
            "int main() { char a[9];\n if (fgets(a, 9, stdin) < 0) return 1; }",
            "2: fgets returns a pointer, NULL on failure: `< 0` is never true: the end of the input",
            "int main() { char a[9];\n if (fgets(a, 9, stdin) == NULL) return 1; }",
        );
        check(
            "int f() { size_t n; if ((n = fread(b, 1, 9, fp)) < 0) return 1; }",
            "1: fread returns a size_t",
            "int f() { size_t n; if ((n = fread(b, 1, 9, fp)) == 0) return 1; }",
        );
        check(
            "int f() { size_t n; if ((n = i2d_X(s, &b)) <= 0) return 1; }",
            "1: n is a size_t: a negative result of i2d_X",
            "int f() { int n; if ((n = i2d_X(s, &b)) <= 0) return 1; }",
        );
    }

    #[test]
    fn codes_of_the_wrong_kind() {
        check(
            "void f(SSL *s) { int e = 0; e = SSL_get_error(s, 0); puts(ERR_error_string(e, 0)); }",
            "1: ERR_error_string is given a code of SSL_get_error",
            "void f(SSL *s, int r) { int e = SSL_get_error(s, r); puts(ERR_error_string(ERR_get_error(), 0)); }",
        );
    }

    #[test]
    fn a_pointer_that_nobody_looks_at() {
        check(
            "void f() { h = gethostbyname(n); use(h->addr); }",
            "1: h is used without a look whether gethostbyname has failed",
            "void f() { h = gethostbyname(n); if (h == NULL) return; use(h->addr); }",
        );
    }

    #[test]
    fn what_is_freed_wrongly() {
        check(
            "void f() { s = SSL_get_session(ssl); save(s); SSL_SESSION_free(s); }",
            "1: SSL_SESSION_free frees what SSL_get_session has only lent",
            "void f() { s = SSL_get1_session(ssl); save(s); SSL_SESSION_free(s); }",
        );
        check(
            "void f() { RSA *rsa = RSA_new(); free(rsa); }",
            "1: rsa is a RSA: RSA_free frees it",
            "void f() { RSA *rsa = RSA_new(); RSA_free(rsa); }",
        );
        check(
            "int f(FILE *a) { fclose(a); return 0; }\nint g() { FILE *p = o(); f(p);\n if (p) fclose(p); return 0; }",
            "3: fclose(p) is called twice: f has done so already, line 1 of x.c",
            "int f(FILE *a) { use(a); return 0; }\nint g() { FILE *p = o(); f(p);\n if (p) fclose(p); return 0; }",
        );
    }

    #[test]
    fn a_result_that_the_caller_never_gets() {
        check(
            "unsigned cb(SSL *s, unsigned char *key, unsigned max) { key = (unsigned char *)\"ab\"; return 2; }",
            "1: key points to \"ab\" now; the caller's buffer is never written",
            "unsigned cb(SSL *s, unsigned char *key, unsigned max) { memcpy(key, \"ab\", 2); key = key + 2; return 2; }",
        );
    }

    #[test]
    fn loops_that_end_too_soon_or_never() {
        check(
            "void f() { while (1) { n = fread(b, 1, SIZE, stdin); if (n < SIZE) break; Update(b, n); } }",
            "1: the loop ends before Update has got the last part",
            "void f() { while (1) { n = fread(b, 1, SIZE, stdin); Update(b, n); if (n < SIZE) break; } }",
        );
        check(
            "int f(int fd) { int n = 0; while (n <= 0) { n = read(fd, b, 9); } return n; }",
            "1: reads again, without a pause",
            "int f(int fd) { int n = 0; while (n > 0) { n = read(fd, b, 9); } return n; }",
        );
        check(
            "int main() { fcntl(s, F_SETFL, O_NONBLOCK); while (1) step(); }",
            "1: does not block, and nothing waits",
            "int main() { fcntl(s, F_SETFL, O_NONBLOCK); while (1) { select(1, 0, 0, 0, 0); step(); } }",
        );
    }

    #[test]
    fn arguments_and_exit_status() {
        check(
            "int main(int argc, char **argv) { a = argv[1];\n a = argv[2]; return 0; }",
            "2: argv[2] overwrites a, which argv[1] has set",
            "int main(int argc, char **argv) { a = argv[1];\n b = argv[2]; return 0; }",
        );
        check(
            "int main() { if (x()) goto end; y(); end: return 0; }",
            "1: the exit status is 0, whatever has failed",
            "int main() { if (x()) goto end; y(); return 0; end: return 1; }",
        );
        check(
            "int main() { int r = SSL_FAILURE; if (r != SSL_SUCCESS)\n r = SSL_FAILURE; return r; }",
            "2: the exit status is 1 (SSL_SUCCESS) for success",
            "int main() { int r = SSL_FAILURE; return r == SSL_SUCCESS ? 0 : 1; }",
        );
    }

    #[test]
    fn clients_and_servers() {
        check(
            "int main() { SSL_connect(s); }",
            "1: no SSL_CTX_set_verify",
            "int main() { SSL_CTX_set_verify(c, SSL_VERIFY_PEER, 0); SSL_set1_host(s, h); SSL_connect(s); }",
        );
        check(
            "int main() { bind(s, a, n); /* SO_REUSEADDR would help */ }",
            "1: no SO_REUSEADDR",
            "int main() { setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, 4); bind(s, a, n); }",
        );
        check(
            "int main() { ip = \"192.0.2.1\"; }",
            "1: the address is a fixed 192.0.2.1",
            "int main() { ip = \"127.0.0.1\"; }",
        );
    }

    #[test]
    fn certificates_that_are_of_no_use() {
        let certs = common::defaults::workspace().join("certs").canonicalize().unwrap();
        let source = |name: &str| format!("#define CA_FILE \"{}\"\n", certs.join(name).display());
        check(
            &source("none.pem"),
            &format!("1: {}/none.pem is not there", certs.display()),
            &source("tb-ca-cert.pem"),
        );
        let expired = found(&source("broken/tb-server-expired-cert.pem"));
        assert!(expired[0].contains("tb-server-expired-cert.pem has expired on "), "{expired:?}");
        assert_eq!(found(&source("tb-server-key.pem")), Vec::<String>::new());
    }

    #[test]
    fn no_source_makes_it_panic() {
        let pieces = ["int main(", "}", "if (", "= fgets(", "< 0", ";", "argv[1]", "\"", "/*"];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    found(&format!("int main() {{ {a} {b} {c} {a}"));
                    found(&format!("{a}{b}{c}"));
                }
            }
        }
    }
}

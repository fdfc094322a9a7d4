//! Loops that end too soon, too late, or never.

use texts::say;
use tree_sitter::Node;

use super::scope::{
    Assignment, Call, Scope, above, bare, block, call, calls_in, comparison, is_loop, leaves, mentions,
};
use super::slip::Slip;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{Program, children, descendants};

/// Functions that wait.
const WAIT: [&str; 7] = ["select", "poll", "ppoll", "epoll_wait", "usleep", "sleep", "nanosleep"];

/// A loop that reads a file exits before it has used the last part: `if (n < SIZE) break;` comes before the use
/// of `n`, or `while ((n = fread(…)) == SIZE)` never comes to it.
pub(super) fn last_part_dropped(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for Assignment { node, left, right, .. } in &scope.assignments {
        let Some(Call { name: "fread", arguments, .. }) = call(scope.file, bare(*right)) else { continue };
        let size = arguments.get(2).map_or("", |node| scope.file.of(*node));
        let asks = |condition: Node, wanted: [&str; 2]| {
            comparison(scope.file, condition).is_some_and(|one| {
                let of = bare(one.left);
                let same = scope.file.of(of) == *left || of.byte_range().contains(&node.start_byte());
                same && wanted.contains(&one.operator) && one.right == size
            })
        };
        let has_it = |call: &&Call| {
            call.node.start_byte() > node.end_byte()
                && call.arguments.iter().any(|a| scope.file.of(bare(*a)) == *left)
        };
        let Some(used) = scope.calls.iter().find(has_it) else { continue };
        let break_before_use = scope.nodes("if_statement").find(|branch| {
            let part = |name: &str| branch.child_by_field_name(name);
            let (Some(condition), Some(body)) = (part("condition"), part("consequence")) else {
                return false;
            };
            let only = children(body).filter(Node::is_named).collect::<Vec<_>>();
            let breaks = |node: &Node| node.kind() == "break_statement";
            branch.end_byte() > node.end_byte()
                && branch.end_byte() < used.node.start_byte()
                && asks(condition, ["<", "!="])
                && (breaks(&body) || only.len() == 1 && only.iter().all(breaks))
        });
        let full_parts_only = above(*node).filter(is_loop).find(|serving| {
            let condition = serving.child_by_field_name("condition");
            let last = scope.calls.iter().rfind(has_it).map_or(0, |call| call.node.end_byte());
            condition.is_some_and(|condition| {
                condition.byte_range().contains(&node.start_byte()) && asks(condition, ["==", ">="])
            }) && last < serving.end_byte()
        });
        if let Some(leaves) = break_before_use.or(full_parts_only) {
            let used = used.name.to_owned();
            let what = say!("the loop ends before {0} has got the last part of the input", used);
            found.push(scope.slip(leaves, what));
        }
    }
}

/// `while (n <= 0) n = read(…)` never ends once the input has ended.
pub(super) fn busy_loops(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for serving in
        ["while_statement", "do_statement", "for_statement"].iter().flat_map(|kind| scope.nodes(kind))
    {
        let asked = serving.child_by_field_name("condition").and_then(|node| comparison(scope.file, node));
        let Some(asked) = asked.filter(|one| matches!((one.operator, one.right), ("<=", "0") | ("<", "1")))
        else {
            continue;
        };
        let Some(body) = serving.child_by_field_name("body") else { continue };
        let pauses = calls_in(scope.file, body).any(|call| WAIT.contains(&call.name));
        let ends = descendants(body).any(|node| leaves(&node) && node.kind() != "continue_statement");
        let mut inside =
            scope.assignments.iter().filter(|one| serving.byte_range().contains(&one.node.start_byte()));
        let reads = inside.any(|Assignment { node, left, right, .. }| {
            let reads = call(scope.file, bare(*right))
                .is_some_and(|call| matches!(plain(call.name), "read" | "recv" | "SSL_read"));
            let variable = bare(asked.left);
            reads && (scope.file.of(variable) == *left || variable.byte_range().contains(&node.start_byte()))
        });
        if reads && !pauses && !ends {
            let what = say!(
                "reads again, without a pause, for as long as there is nothing to read or the peer has gone"
            );
            found.push(scope.slip(serving, what));
        }
    }
}

/// The names by which a socket is made one that does not block.
const NONBLOCKING: [&str; 4] = ["O_NONBLOCK", "O_NDELAY", "SOCK_NONBLOCK", "FIONBIO"];

/// Non-blocking sockets that nothing waits for.
pub(super) fn polls(program: &Program<'_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    for file in program.files {
        let sets = descendants(file.root()).find(|node| NONBLOCKING.contains(&file.of(*node)));
        if let Some(sets) = sets.filter(|_| calls.iter().all(|call| !WAIT.contains(&call.name))) {
            let what = say!("does not block, and nothing waits (select, poll): the loop spins at full CPU");
            found.push(Slip::at(file, sets, what));
        }
    }
}

/// What the library waits for is asked, but of sockets that block: they never say that they would have to wait.
pub(super) fn never_has_to_wait(program: &Program<'_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    let on_sockets = calls.iter().any(|call| call.name == "socket");
    let asks = calls.iter().find(|call| plain(call.name).starts_with("SSL_want"));
    if let Some(asks) = asks.filter(|_| on_sockets && !mentions(program, &NONBLOCKING)) {
        let what = say!(
            "{0} is asked, but no fcntl sets O_NONBLOCK: the calls wait for the peer, and the loop waits with them",
            asks.name.to_owned()
        );
        found.push(Slip::in_line(asks.file, asks.line, what));
    }
}

/// A client whose `main` goes round for ever.
pub(super) fn never_left(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    let calls_any = |names: [&str; 2]| calls.iter().any(|call| names.contains(&plain(call.name)));
    let is_client = calls_any(["connect", "SSL_connect"]) && !calls_any(["accept", "SSL_accept"]);
    if !is_client || mentions(program, &["exit", "_exit", "_Exit", "quick_exit", "abort", "longjmp"]) {
        return;
    }
    for serving in
        ["while_statement", "do_statement", "for_statement"].iter().flat_map(|kind| scope.nodes(kind))
    {
        let endless = is_endless(scope, serving);
        let Some(body) = serving.child_by_field_name("body").filter(|_| endless) else { continue };
        let left = descendants(body).any(|node| match node.kind() {
            "return_statement" | "goto_statement" => true,
            "break_statement" => above(node).find(ends_at_break) == Some(serving),
            _ => false,
        });
        if !left {
            let what = say!("nothing leaves this loop: when the session has ended, the client begins again");
            found.push(scope.slip(serving, what));
        }
    }
}

/// Whether a loop has no condition under which it ends.
fn is_endless(scope: &Scope<'_, '_>, serving: Node) -> bool {
    let condition = serving.child_by_field_name("condition");
    condition.is_none_or(|condition| matches!(scope.file.of(bare(condition)), "1" | "true"))
}

/// Whether a `break` inside ends this statement.
fn ends_at_break(node: &Node) -> bool {
    is_loop(node) || node.kind() == "switch_statement"
}

/// A client whose handshake fails ends the server: the failure leaves the loop in which clients are accepted.
pub(super) fn ended_by_one_client(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for branch in scope.nodes("if_statement") {
        let Some(body) = failed_handshake(scope, branch) else { continue };
        let Some((serving, connection)) = serving_loop(program, scope, branch) else { continue };
        let Some(leaves) = leaves_loop(scope, body, serving) else { continue };
        let is_closed = |connection: &str| {
            scope.calls.iter().any(|call| {
                let passed = call.arguments.iter().any(|node| scope.file.of(bare(*node)) == connection);
                let after = body.byte_range().contains(&call.node.start_byte())
                    || call.node.start_byte() > serving.end_byte();
                passed && after && closes_something(program, call.name)
            })
        };
        let statement = scope.file.of(leaves).trim_end_matches(';').to_owned();
        let what = if let Some(open) = connection.filter(|connection| !is_closed(connection)) {
            say!(
                "one failed handshake ends the server: `{0}` leaves the loop, and {1} stays open",
                statement,
                open.to_owned()
            )
        } else {
            say!("one failed handshake ends the server: `{0}` leaves the loop", statement)
        };
        found.push(scope.slip(leaves, what));
    }
}

/// What runs if the handshake has failed: the condition makes it, or asks for what it has returned.
fn failed_handshake<'t>(scope: &Scope<'_, 't>, branch: Node<'t>) -> Option<Node<'t>> {
    let condition = branch.child_by_field_name("condition")?;
    let is_handshake = |name: &str| plain(name) == "SSL_accept";
    let asks = |node: Node| {
        let result = comparison(scope.file, node).and_then(|one| scope.result_of(one.left));
        result.is_some_and(|(_, call)| is_handshake(call.name))
    };
    if !calls_in(scope.file, condition).any(|call| is_handshake(call.name))
        && !descendants(condition).any(asks)
    {
        return None;
    }
    let has_worked = comparison(scope.file, condition).is_some_and(|one| {
        matches!(
            (one.operator, one.right),
            ("==", "1" | "SSL_SUCCESS" | "WOLFSSL_SUCCESS") | (">", "0") | (">=", "1")
        )
    });
    if !has_worked {
        return branch.child_by_field_name("consequence");
    }
    children(branch.child_by_field_name("alternative")?).filter(Node::is_named).last()
}

/// The loop around a node in which clients are served, and the variable that has the connection, if there is one: the
/// loop that accepts them, or, of a server without sockets, an endless one.
fn serving_loop<'t>(
    program: &Program<'_>,
    scope: &Scope<'_, 't>,
    node: Node<'t>,
) -> Option<(Node<'t>, Option<&'t str>)> {
    let accepting = above(node).filter(is_loop).find_map(|serving| {
        let accept = calls_in(scope.file, serving).find(|call| accepts(program, call.name))?;
        let assigned =
            scope.assignments.iter().find(|one| bare(one.right) == accept.node).map(|one| one.left);
        // `next_client(sockfd, &connd)`
        let addresses = accept.arguments.iter().filter(|node| node.kind() == "pointer_expression");
        let passed = addresses.filter_map(|node| node.child_by_field_name("argument")).next_back();
        let passed = passed.map(|node| scope.file.of(node)).filter(|_| !is_accept(accept.name));
        Some((serving, passed.or(assigned)))
    });
    let endless = || above(node).find(|serving| is_loop(serving) && is_endless(scope, *serving));
    accepting.or_else(|| endless().map(|serving| (serving, None)))
}

fn is_accept(name: &str) -> bool {
    matches!(name, "accept" | "accept4")
}

/// Whether a function waits for a client: `accept`, or one of the program's own that calls it.
fn accepts(program: &Program<'_>, name: &str) -> bool {
    let own = program.functions.iter().find(|function| function.name == name);
    is_accept(name) || own.is_some_and(|own| calls_in(own.file, own.body).any(|call| is_accept(call.name)))
}

/// Whether a function closes a descriptor: `close`, or one of the program's own that calls it.
fn closes_something(program: &Program<'_>, name: &str) -> bool {
    let own = program.functions.iter().find(|function| function.name == name);
    name == "close" || own.is_some_and(|own| calls_in(own.file, own.body).any(|call| call.name == "close"))
}

/// What in a branch leaves the loop: a `return`, a `break` of this loop, or a `goto` to behind it.
fn leaves_loop<'t>(scope: &Scope<'_, 't>, branch: Node<'t>, serving: Node) -> Option<Node<'t>> {
    let is_inside = |jump: &Node| {
        let name = jump.child_by_field_name("label").map_or("", |node| scope.file.of(node));
        let labels = descendants(serving).filter(|node| node.kind() == "labeled_statement");
        labels.filter_map(|node| node.child_by_field_name("label")).any(|node| scope.file.of(node) == name)
    };
    let of_this_loop = |jump: &Node| above(*jump).find(ends_at_break) == Some(serving);
    // A statement that always runs: not one below another condition.
    let always = |node: &Node| block(*node).is_none_or(|around| around == branch || around == *node);
    descendants(branch).find(|node| match node.kind() {
        "goto_statement" => !is_inside(node),
        "break_statement" => of_this_loop(node) && always(node),
        "return_statement" => always(node),
        _ => false,
    })
}

//! Loops that end too soon, too late, or never.

use texts::say;
use tree_sitter::Node;

use super::scope::{Assignment, Call, Scope, above, bare, call, calls_in};
use super::slip::Slip;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{Program, children, descendants};

/// A loop that reads a file exits before it has used the last part: `if (n < SIZE) break;` comes before the use
/// of `n`.
pub(super) fn last_part_dropped(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
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
            let what =
                say!("the loop ends before {0} has got the last part of the input", used.name.to_owned());
            found.push(scope.slip(leaves, what));
        }
    }
}

/// `while (n <= 0) n = read(…)` never ends once the input has ended.
pub(super) fn busy_loops(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for node in scope.nodes("while_statement") {
        let condition = node.child_by_field_name("condition").map_or("", |node| scope.file.of(node));
        let Some(body) = node.child_by_field_name("body") else { continue };
        for Assignment { node: assignment, left, right } in &scope.assignments {
            let inside = body.byte_range().contains(&assignment.start_byte());
            let reads =
                call(scope.file, bare(*right)).is_some_and(|call| matches!(call.name, "read" | "recv"));
            let again = condition.trim_matches(['(', ')']).split_whitespace().eq([*left, "<=", "0"]);
            if inside && reads && again {
                let what = say!(
                    "reads again, without a pause, for as long as there is nothing to read or the peer has gone"
                );
                found.push(scope.slip(node, what));
            }
        }
    }
}

/// Non-blocking sockets that nothing waits for.
pub(super) fn polls(program: &Program<'_>, found: &mut Vec<Slip>) {
    const WAIT: [&str; 7] = ["select", "poll", "ppoll", "epoll_wait", "usleep", "sleep", "nanosleep"];
    let calls = program.calls();
    for file in program.files {
        let sets = descendants(file.root()).find(|node| file.of(*node) == "O_NONBLOCK");
        if let Some(sets) = sets.filter(|_| calls.iter().all(|call| !WAIT.contains(&call.name))) {
            let what = say!("does not block, and nothing waits (select, poll): the loop spins at full CPU");
            found.push(Slip::at(file, sets, what));
        }
    }
}

fn is_loop(node: &Node) -> bool {
    matches!(node.kind(), "while_statement" | "for_statement" | "do_statement")
}

/// A client whose handshake fails ends the server: the failure leaves the loop in which clients are accepted.
pub(super) fn ended_by_one_client(scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for branch in scope.nodes("if_statement") {
        let part = |name: &str| branch.child_by_field_name(name);
        let (Some(condition), Some(body)) = (part("condition"), part("consequence")) else { continue };
        let accepts = calls_in(scope.file, condition).any(|call| plain(call.name) == "SSL_accept");
        let Some(serving) = above(branch).find(is_loop).filter(|_| accepts) else { continue };
        let label = |jump: &Node| {
            let name = jump.child_by_field_name("label").map_or("", |node| scope.file.of(node));
            let labels = descendants(serving).filter(|node| node.kind() == "labeled_statement");
            let inside = labels.filter_map(|node| node.child_by_field_name("label"));
            inside.into_iter().all(|node| scope.file.of(node) != name)
        };
        let jumps = descendants(body).find(|node| node.kind() == "goto_statement").filter(label);
        let returns = || children(body).find(|node| node.kind() == "return_statement");
        let Some(leaves) = jumps.or_else(returns) else { continue };
        let connection = scope.assignments.iter().find(|one| {
            serving.byte_range().contains(&one.node.start_byte())
                && call(scope.file, bare(one.right)).is_some_and(|call| call.name == "accept")
        });
        let closed = |variable: &str| {
            let after = scope.calls.iter().filter(|call| call.node.start_byte() > leaves.end_byte());
            let closes = |call: &&Call| call.name == "close" && call.node.start_byte() > serving.end_byte();
            after
                .filter(closes)
                .any(|call| call.arguments.iter().any(|node| scope.file.of(*node) == variable))
        };
        let open = connection.filter(|one| !closed(one.left));
        let statement = scope.file.of(leaves).trim_end_matches(';').to_owned();
        let what = if let Some(one) = open {
            say!(
                "one failed handshake ends the server: `{0}` leaves the loop, and {1} stays open",
                statement,
                one.left.to_owned()
            )
        } else {
            say!("one failed handshake ends the server: `{0}` leaves the loop", statement)
        };
        found.push(scope.slip(leaves, what));
    }
}

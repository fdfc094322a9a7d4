//! Addresses, ports and connections.

use std::net::Ipv4Addr;

use texts::say;
use tree_sitter::Node;

use super::scope::{above, all_calls, is_loop, literal, mentions};
use super::slip::Slip;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{Call, File, Program, descendants};

/// A server that cannot be restarted at once.
pub(super) fn no_restart(program: &Program<'_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    let sets = mentions(program, &["SO_REUSEADDR", "SO_REUSEPORT"]);
    if let Some(bind) = calls.iter().find(|call| call.name == "bind").filter(|_| !sets) {
        let what = say!(
            "no SO_REUSEADDR: if the server closes a connection first, it cannot be started again for a minute"
        );
        found.push(Slip::in_line(bind.file, bind.line, what));
    }
}

/// A program on sockets that a peer's closing can end by a signal. The first write to a peer that has gone still works; the
/// peer's system answers that nobody is there, and the next one fails.
pub(super) fn ended_by_a_signal(program: &Program<'_>, found: &mut Vec<Slip>) {
    const KNOW: [&str; 3] = ["SIGPIPE", "MSG_NOSIGNAL", "SO_NOSIGPIPE"];
    const SEND: [&str; 6] = ["SSL_write", "SSL_write_ex", "SSL_write_early_data", "send", "sendto", "write"];
    let calls = program.calls();
    let on_sockets = calls.iter().any(|call| call.name == "socket");
    if !on_sockets || mentions(program, &KNOW) {
        return;
    }
    let all = all_calls(program);
    let sends: Vec<_> = all.iter().filter(|(_, call)| SEND.contains(&plain(call.name))).collect();
    // The handshake and close_notify are written, too.
    let over_tls = sends.iter().any(|(_, call)| plain(call.name).starts_with("SSL_"));
    let writes_again = over_tls
        || sends.len() > 1
        || sends.iter().any(|(_, call)| above(call.node).any(|node| is_loop(&node)));
    let first = calls.iter().find(|call| SEND.contains(&plain(call.name)));
    if let Some(Call { name, file, line, .. }) = first.filter(|_| writes_again) {
        let what = say!(
            "SIGPIPE is not handled: after {0} to a peer that has gone, the next write ends the program without a word",
            (*name).to_owned()
        );
        found.push(Slip::in_line(file, *line, what));
    }
}

/// A socket that nobody closes.
pub(super) fn never_closed(program: &Program<'_>, found: &mut Vec<Slip>) {
    // `BIO_CLOSE`: the library closes it.
    const CLOSE: [&str; 5] = ["close", "shutdown", "closesocket", "fclose", "BIO_CLOSE"];
    let calls = program.calls();
    if let Some(socket) =
        calls.iter().find(|call| call.name == "socket").filter(|_| !mentions(program, &CLOSE))
    {
        let what = say!("no close: the socket stays open until the program ends");
        found.push(Slip::in_line(socket.file, socket.line, what));
    }
}

/// The program says where it connects to, and never makes an address of that.
pub(super) fn address_only_printed(program: &Program<'_>, found: &mut Vec<Slip>) {
    const CONVERT: [&str; 5] = ["inet_pton", "inet_addr", "inet_aton", "gethostbyname", "getaddrinfo"];
    let calls = all_calls(program);
    let of_the_user = |file: &File, node: &Node| file.of(*node).contains("argv[");
    let converts = calls.iter().any(|(file, call)| {
        CONVERT.contains(&call.name) && !call.arguments.iter().any(|node| of_the_user(file, node))
    });
    let connects = calls.iter().any(|(_, call)| call.name == "connect");
    if converts || !connects || mentions(program, &["INADDR_LOOPBACK"]) {
        return;
    }
    for (file, call) in calls.iter().filter(|(_, call)| matches!(call.name, "printf" | "fprintf" | "puts")) {
        let address = |node: &Node| {
            let text = literal(program, file, *node)?;
            text.parse::<Ipv4Addr>().ok().filter(|address| !address.is_unspecified())
        };
        if let Some(address) = call.arguments.iter().find_map(address) {
            let what = say!(
                "{0} is printed, but the address that is connected to stays 0.0.0.0 if no argument says another",
                address.to_string()
            );
            found.push(Slip::at(file, call.node, what));
            return;
        }
    }
}

/// The source contains the address of another host.
pub(super) fn other_hosts(program: &Program<'_>, found: &mut Vec<Slip>) {
    if let Some((file, node, address)) = foreign_address(program) {
        let what = say!("the address is a fixed {0}, which is not this machine's", address.to_string());
        found.push(Slip::at(file, node, what));
    }
}

/// The first address of another host in the program's own code. Macros that are never used do not count.
pub(crate) fn foreign_address<'t>(program: &Program<'t>) -> Option<(&'t File, Node<'t>, Ipv4Addr)> {
    let names = program.functions.iter().flat_map(|function| {
        let nodes = descendants(function.body);
        let nodes = nodes.filter(|node| matches!(node.kind(), "string_literal" | "identifier"));
        nodes.map(|node| (function.file, node))
    });
    let addresses = names.filter_map(|(file, node)| {
        let address: Ipv4Addr = literal(program, file, node)?.parse().ok()?;
        (!address.is_loopback() && !address.is_unspecified()).then_some((file, node, address))
    });
    addresses.into_iter().next()
}

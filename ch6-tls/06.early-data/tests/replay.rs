//! replay-eld: what was recorded is refused the second time, unless the server allows it; and the secret of one
//! file reads it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use harness::{Window, open, serve};

const EARLY: &str = "Early Data Client message: good early morning\n";
const BREAK: &str = "Client connected successfully\nReceived: break\nReceived break command\nClosed the connection\n\
                     Waiting for a connection...\n";

/// Starts replay-eld before the server at `port`; returns its own port, too.
fn replay(arguments: &[&str], port: u16) -> (Window, u16) {
    let mut replay = open("replay-eld", &[&["--listen", "0"], arguments].concat(), port).unwrap();
    let own = replay.port().unwrap();
    replay.see("Waiting for a connection...\n").unwrap();
    (replay, own)
}

/// A client's session from beginning to end.
fn client(program: &str, session: &Path, port: u16) {
    let mut client = open(program, &["--session", session.to_str().unwrap()], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

#[test]
fn a_recorded_flight_is_taken_only_where_replay_is_allowed() {
    for (arguments, again) in [(&[][..], ""), (&["--allow-replay"], EARLY)] {
        let folder = tempfile::tempdir().unwrap();
        let session = folder.path().join("session.bin");
        let (mut server, port) = serve("server-tls-eld", arguments).unwrap();
        client("client-tls-session", &session, port);
        server.see(BREAK).unwrap();

        let (mut replay, on_the_path) = replay(&[], port);
        client("client-tls-eld", &session, on_the_path);
        server.see(&format!("{EARLY}{BREAK}")).unwrap();
        replay
            .see("Recorded the first flight: [..] bytes, the last 40 of them encrypted early data\n")
            .unwrap();
        replay
            .see("The session is over\nPlayed the first flight again: the server has answered [..] bytes\n")
            .unwrap();
        replay.see("End of Replay\n").unwrap();
        replay.end(0).unwrap();

        // Without the keys nobody can complete the handshake. But by then the early data has been taken.
        let failed = "ERROR: failed SSL accept (the peer closed the connection without close_notify)\n";
        server.see(&format!("{again}{failed}End of TLS Server\n")).unwrap();
        server.end(1).unwrap();
    }
}

#[test]
fn the_session_file_is_enough_to_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let (session, other) = (folder.path().join("session.bin"), folder.path().join("other.bin"));
    for (used, expected) in [(&session, ": good early morning\n"), (&other, " is of another session\n")] {
        let (_server, port) = serve("server-tls-eld", &[]).unwrap();
        client("client-tls-session", &session, port);
        client("client-tls-session", &other, port);
        let (mut replay, on_the_path) = replay(&["--session", session.to_str().unwrap()], port);
        client("client-tls-eld", used, on_the_path);
        let shown = replay.wait_for("End of Replay\n").unwrap();
        assert!(shown.contains(&format!("{}{expected}", session.display())), "{shown}");
        replay.end(0).unwrap();
    }
}

#[test]
fn a_wrong_session_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (session, wrong) = (folder.path().join("session.bin"), folder.path().join("wrong.bin"));
    fs::write(&wrong, "no session").unwrap();
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    client("client-tls-session", &session, port);
    let (mut replay, on_the_path) = replay(&["--session", wrong.to_str().unwrap()], port);
    client("client-tls-eld", &session, on_the_path);
    let why = "it is damaged, or was not saved by these programs";
    replay.wait_for(&format!("ERROR: failed to load {} ({why})\n", wrong.display())).unwrap();
    replay.end(1).unwrap();
}

#[test]
fn a_client_without_early_data_leaves_nothing_to_replay() {
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    let (mut silent, on_the_path) = replay(&["--timeout", "1"], port);
    let mut client = open("client-tls", &[], on_the_path).unwrap();
    silent.see("ERROR: failed TCP recv (the client has sent no early data)\nEnd of Replay\n").unwrap();
    silent.end(1).unwrap();
    client.wait_for("ERROR: failed SSL connect (").unwrap();

    for (sent, why) in [
        (&b""[..], "the client has gone before it sent early data"),
        (b"GET / HTTP/1.1\r\n\r\n", "this is not the first flight of a TLS client"),
        (&[22, 3, 1, 0xff, 0xff, 0], "this is not the first flight of a TLS client"),
    ] {
        let (mut attacker, on_the_path) = replay(&[], port);
        let mut tcp = TcpStream::connect(("127.0.0.1", on_the_path)).unwrap();
        tcp.write_all(sent).unwrap();
        let _ = tcp.shutdown(std::net::Shutdown::Write); // it may be gone already
        attacker.see(&format!("ERROR: failed TCP recv ({why})\nEnd of Replay\n")).unwrap();
        attacker.end(1).unwrap();
        let _ = tcp.read(&mut [0]);
    }
}

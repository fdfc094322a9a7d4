//! Peers that die, or fall silent in the handshake.

#![allow(clippy::unwrap_used)]

mod programs;

use std::fs;
use std::thread;
use std::time::Duration;

use programs::{KINDS, open, serve};

#[test]
fn a_peer_that_dies() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let arguments = [kind, &["--timeout", "0.5"][..]].concat();
        // Pipes tell at once; files never do.
        let (gone, silent) = if kind.is_empty() {
            ("the peer closed the connection without close_notify", "[..]")
        } else {
            ("no answer from the peer within 500ms", "no answer from the peer within 500ms")
        };
        // The client.
        let mut server = serve(folder.path(), &[&arguments[..], &["--idle", "0.5"]].concat());
        let mut client = open("client-tls-iocb", folder.path(), kind);
        client.see("Message to send: ").unwrap();
        server.see("\t\t\t\t\tClient connected successfully\n").unwrap();
        drop(client);
        server.see(&format!("ERROR: failed SSL read ({gone})\n\t\t\t\t\tClosed the connection\n")).unwrap();
        server.see("\t\t\t\t\tWaiting for a connection...\n").unwrap();

        // The server.
        let mut client = open("client-tls-iocb", folder.path(), &arguments);
        client.see("Message to send: ").unwrap();
        server.see("\t\t\t\t\tClient connected successfully\n").unwrap();
        drop(server);
        client.type_line("Hello server").unwrap();
        client.see(&format!("ERROR: failed SSL [..] ({silent})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
    }
}

#[test]
fn a_client_that_talks_now_and_then_holds_the_server_no_longer_than_a_session_may_last() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = serve(folder.path(), &[kind, &["--session", "1"][..]].concat());
        let mut client = open("client-tls-iocb", folder.path(), kind);
        for _ in 0..3 {
            client.wait_for("Message to send: ").unwrap();
            client.type_line("Hello server").unwrap();
            thread::sleep(Duration::from_millis(100));
        }
        let over = "ERROR: failed SSL read (the session has lasted as long as it may, 1s)\n";
        server.wait_for(over).unwrap();
        server.wait_for("\t\t\t\t\tWaiting for a connection...\n").unwrap();
    }
}

/// With a client that sends a few bytes and is silent then.
#[test]
fn a_peer_that_stops_in_the_handshake() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = serve(folder.path(), &[kind, &["--timeout", "0.4"][..]].concat());
        let mut c2s = fs::OpenOptions::new().append(true).open(folder.path().join("c2s.com")).unwrap();
        // Reading and writing: opening must not wait for the server.
        let _s2c = fs::OpenOptions::new().read(true).write(true).open(folder.path().join("s2c.com")).unwrap();
        std::io::Write::write_all(&mut c2s, &[22, 3, 1]).unwrap();
        server.see("ERROR: failed SSL accept (no answer from the peer within 400ms)\n").unwrap();
        server.wait_for("End of TLS Server\n").unwrap();
        server.end(1).unwrap();
    }
}

/// Something else than TLS, and records that may not be.
#[test]
fn a_peer_that_writes_what_it_should_not() {
    for kind in KINDS {
        for bytes in [
            &[0x5a; 4000][..],
            b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            &[&[22, 3, 3, 255, 255][..], &[1; 4000]].concat(),
            &[22, 3, 3, 0, 0].repeat(500),
            &[21, 3, 3, 0, 2, 2, 40],
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut server = serve(folder.path(), &[kind, &["--timeout", "2"][..]].concat());
            let mut c2s = fs::OpenOptions::new().append(true).open(folder.path().join("c2s.com")).unwrap();
            // Reading and writing: opening must not wait for the server.
            let _s2c =
                fs::OpenOptions::new().read(true).write(true).open(folder.path().join("s2c.com")).unwrap();
            std::io::Write::write_all(&mut c2s, bytes).unwrap();
            let ended = server.wait_for("End of TLS Server\n").unwrap();
            assert_eq!(ended.matches("ERROR: failed SSL accept (").count(), 1, "{ended}");
            server.end(1).unwrap();
        }
    }
}

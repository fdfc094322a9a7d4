//! Sessions over pipes and over files, whoever comes first.

#![allow(clippy::unwrap_used)]

mod programs;

use std::thread;
use std::time::Duration;

use programs::{KINDS, open, serve, session};

#[test]
fn one_client_after_the_other() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = serve(folder.path(), kind);
        for _ in 0..3 {
            session(open("client-tls-iocb", folder.path(), kind), &mut server);
        }
    }
}

#[test]
fn the_client_may_be_first() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let client = open("client-tls-iocb", folder.path(), kind);
        thread::sleep(Duration::from_millis(300));
        let mut server = serve(folder.path(), kind);
        session(client, &mut server);
    }
}

#[cfg(unix)]
#[test]
fn a_second_client_waits_for_its_turn() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = serve(folder.path(), kind);
        let mut first = open("client-tls-iocb", folder.path(), kind);
        first.see("Message to send: ").unwrap();
        let second = open("client-tls-iocb", folder.path(), kind);
        thread::sleep(Duration::from_millis(300));
        first.type_line("break").unwrap();
        first.wait_for("End of TLS Client\n").unwrap();
        server.wait_for("Waiting for a connection...\n").unwrap();
        session(second, &mut server);
    }
}

#[test]
fn a_huge_line_goes_through() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = serve(folder.path(), kind);
        let mut client = open("client-tls-iocb", folder.path(), kind);
        // Fewer bytes with files, where each answer takes a look or two.
        let length = if kind.is_empty() { 10_000_000 } else { 1_000_000 };
        client.send(&vec![b'z'; length]).unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        let shown = server.wait_for("Closed the connection\n").unwrap();
        assert_eq!(shown.matches('z').count(), length);
    }
}

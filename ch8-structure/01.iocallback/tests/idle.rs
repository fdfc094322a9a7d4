//! What waiting costs: Linux counts the processor time of a process.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

mod programs;

use harness::spinning;
use programs::{KINDS, open, serve};

/// The C original reads at the full speed of the processor until something comes.
#[test]
fn waiting_takes_no_processor_time() {
    let folders: Vec<_> = (0..6).map(|_| tempfile::tempdir().unwrap()).collect();
    let mut idle = Vec::new();
    for (kind, folders) in KINDS.iter().zip(folders.chunks(3)) {
        let mut server = serve(folders[0].path(), kind);
        let mut client = open("client-tls-iocb", folders[0].path(), kind);
        client.see("Message to send: ").unwrap();
        server.wait_for("Client connected successfully\n").unwrap();
        // And one of each that waits for the other to come.
        idle.extend([server, client, serve(folders[1].path(), kind)]);
        idle.push(open("client-tls-iocb", folders[2].path(), kind));
    }
    assert_eq!(spinning(&idle).unwrap(), Vec::<String>::new());
}

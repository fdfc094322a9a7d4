//! What waiting costs: Linux counts the processor time of a process.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

use harness::{drain, open, peer, serve, spinning};

/// The C originals of chapter 8 wait at the full speed of the processor.
#[test]
fn waiting_takes_no_processor_time() {
    let mut idle = Vec::new();
    for program in ["server-tls-nb", "server-tls-poll"] {
        let (mut server, port) = serve(program, &[]).unwrap();
        let mut client = open("client-tls-nb", &[], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        server.wait_for("Client connected successfully\n").unwrap();
        idle.extend([server, client, serve(program, &[]).unwrap().0]);
    }
    // A client whose server does not answer.
    idle.push(open("client-tls-nb", &[], peer(drain).unwrap()).unwrap());
    assert_eq!(spinning(&idle).unwrap(), Vec::<String>::new());
}

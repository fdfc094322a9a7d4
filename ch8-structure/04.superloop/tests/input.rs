//! Standard input of all kinds.

#![allow(clippy::unwrap_used)]

use harness::{open, serve};

#[test]
fn input_of_all_kinds() {
    let (mut server, port) = serve("server-tls-sp", &[]).unwrap();
    let mut client = open("client-tls-sp", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    // An empty line; one of exactly a record; a longer one, which is cut; any bytes; a last one without its line end.
    client.type_line("").unwrap();
    server.see("Client connected successfully\nReceived: GET /index.html HTTP/1.0\n\n\n").unwrap();
    client.type_line(&"x".repeat(16384)).unwrap();
    server.see(&format!("Received: {}\n", "x".repeat(16384))).unwrap();
    client.type_line(&format!("{}rest", "y".repeat(16384))).unwrap();
    server.see(&format!("Received: {}\nReceived: rest\n", "y".repeat(16384))).unwrap();
    client.wait_for("a message has 16384 bytes at most: the line is cut there\n").unwrap();
    client.send(b"a\0b\xff\x1b[2J\nno line end").unwrap();
    client.close_input();
    server.see("Received: a\\x00b\\xff\\x1b[2J\nReceived: no line end\nClosed the connection\n").unwrap();
    client.wait_for("Message to send: \nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

#[test]
fn a_huge_line_is_sent_in_messages_of_a_record() {
    let (mut server, port) = serve("server-tls-sp", &[]).unwrap();
    let mut client = open("client-tls-sp", &[], port).unwrap();
    client.send(&vec![b'z'; 10_000_000]).unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let shown = server.wait_for("Closed the connection\n").unwrap();
    assert_eq!(shown.matches('z').count(), 10_000_000);
}

/// From a file, from nowhere, and with standard input closed: `poll` must not wait for what is always there.
#[cfg(unix)]
#[test]
fn input_from_elsewhere() {
    use std::time::Duration;

    use harness::{Window, program};

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lines"), "Hello server\nbreak\n").unwrap();
    for (from, last) in [
        ("< lines", "Sending break command\n"),
        ("< /dev/null", "Message to send: \n"),
        ("<&-", "Message to send: \n"),
    ] {
        let (_server, port) = serve("server-tls-sp", &[]).unwrap();
        let mut command = harness::stranger_command("sh");
        command.arg("-c").arg(format!("exec \"$0\" {from}")).arg(program("client-tls-sp").unwrap());
        command.env("TLSBOOK_PORT", port.to_string()).current_dir(folder.path()).env_remove("TLSBOOK_CERTS");
        let mut client = Window::open("client", command, Duration::from_secs(20)).unwrap();
        client.wait_for(last).unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
}

//! How our clients end with servers that end otherwise than ours: one that says goodbye after its first answer and has
//! gone, one that only stops sending, one that sends its tickets late, one that is gone without a word. On both libraries.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::thread;

use harness::{Window, open};
use meet::Own;

/// The clients of chapters 6 and 8 that send what is typed until `break`: with the options that each needs here, and what
/// the server must do for it.
const CLIENTS: [(&str, &[&str], &str); 12] = [
    ("client-tls", &[], ""),
    ("client-tls-mutual", &[], ""),
    ("client-tls-exts", &[], ""),
    ("client-tls-psk", &[], "psk+"),
    ("client-tls-session", &["--session"], ""),
    ("client-tls-resume", &["--session"], ""),
    ("client-tls-tickets", &["--session"], ""),
    ("client-tls-eld", &["--session"], ""),
    ("client-tls-iocb", &["--dir"], ""),
    ("client-tls-nofs", &[], ""),
    ("client-tls-nb", &[], ""),
    ("client-tls-sp", &[], ""),
];

fn libraries() -> impl Iterator<Item = Own> {
    [meet::c_on_openssl(), meet::c_on_wolfssl()].into_iter().flatten()
}

/// A client that has got the first answer.
fn answered(client: &str, options: &[&str], port: u16, folder: &Path) -> Window {
    let session = folder.join("session.bin");
    let mut options = options.to_vec();
    if options.contains(&"--session") {
        options.push(session.to_str().unwrap());
    }
    if options.contains(&"--dir") {
        options.push(folder.to_str().unwrap());
        pipes_to(port, folder);
    }
    let mut client = open(client, &options, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
    client.wait_for("Message to send: ").unwrap();
    client
}

/// The pipes of section 8.1, with the server behind them. Either side's end is an end to the other.
fn pipes_to(port: u16, folder: &Path) {
    let [from_client, to_client] = ["c2s.com", "s2c.com"].map(|name| folder.join(name));
    for pipe in [&from_client, &to_client] {
        let _ = fs::remove_file(pipe);
        assert!(harness::stranger_command("mkfifo").arg(pipe).status().unwrap().success());
    }
    thread::spawn(move || {
        // Both wait for the client.
        let mut from_client = File::open(from_client).unwrap();
        let mut to_client = OpenOptions::new().write(true).open(to_client).unwrap();
        let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let mut to_server = server.try_clone().unwrap();
        thread::spawn(move || {
            let _ = carry(&mut from_client, &mut to_server); // the server may have gone
            let _ = to_server.shutdown(Shutdown::Write);
        });
        let _ = carry(&mut server, &mut to_client);
    });
}

/// `io::copy` would let Linux move the bytes, which locks the pipe for as long as none come.
fn carry(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    let mut bytes = [0; 4096];
    loop {
        match from.read(&mut bytes)? {
            0 => return Ok(()),
            count => to.write_all(&bytes[..count])?,
        }
    }
}

/// Each client with this server, once there is a session to resume; `then` is done after the first answer.
fn each_client(subject: &str, then: impl Fn(&str, Window)) {
    for library in libraries() {
        let folder = tempfile::tempdir().unwrap();
        let (_server, port) = library.start(subject).unwrap();
        let first = answered("client-tls-session", &["--session"], port, folder.path());
        ends_well(first, |client| client.type_line("break").unwrap());
        for (name, options, also) in CLIENTS {
            let own = (!also.is_empty()).then(|| library.start(&format!("{also}{subject}")).unwrap());
            let port = own.as_ref().map_or(port, |(_, port)| *port);
            then(name, answered(name, options, port, folder.path()));
        }
    }
}

fn ends_well(mut client: Window, last: impl FnOnce(&mut Window)) {
    last(&mut client);
    let shown = client.wait_for("End of TLS Client\n").unwrap();
    assert!(!shown.contains("ERROR"), "{}: {shown}", client.name());
    client.end(0).unwrap();
}

/// The server's close_notify is there, but no client has looked yet.
#[test]
fn a_server_that_has_said_goodbye_and_gone() {
    each_client("once", |_, client| ends_well(client, |client| client.type_line("break").unwrap()));
    each_client("once", |_, client| ends_well(client, Window::close_input));
}

#[test]
fn a_server_that_has_gone_and_is_asked_once_more() {
    each_client("once", |name, mut client| {
        client.type_line("again").unwrap();
        let shown = client.wait_for("End of TLS Client\n").unwrap();
        let why = "ERROR: failed SSL read (the peer has closed the TLS connection: close_notify)\n";
        assert!(shown.contains(why), "{name}: {shown}");
        client.end(1).unwrap();
    });
}

#[test]
fn a_server_that_only_stops_sending() {
    each_client("half", |_, client| ends_well(client, |client| client.type_line("break").unwrap()));
    each_client("half", |_, client| ends_well(client, Window::close_input));
}

/// A ticket comes before each answer: the messages go on, and the session can be resumed.
#[test]
fn a_server_that_sends_its_tickets_late() {
    each_client("late", |_, client| {
        ends_well(client, |client| {
            client.type_line("again").unwrap();
            client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
            client.type_line("break").unwrap();
        });
    });
    for library in libraries() {
        let folder = tempfile::tempdir().unwrap();
        let (_server, port) = library.start("late").unwrap();
        for (name, expected) in [("client-tls-session", ""), ("client-tls-resume", "Session is reused\n")] {
            let client = answered(name, &["--session"], port, folder.path());
            assert!(client.transcript().contains(expected), "{}", client.transcript());
            ends_well(client, |client| client.type_line("break").unwrap());
        }
    }
}

/// It may have been cut off, so this is a failure, if the system has learnt of it by the time of the client's close_notify. What
/// the first client was there for is done in any case.
#[test]
fn a_server_that_is_gone_without_a_word() {
    for library in libraries() {
        let folder = tempfile::tempdir().unwrap();
        let (_server, port) = library.start("cut").unwrap();
        let mut client = answered("client-tls-session", &["--session"], port, folder.path());
        client.type_line("break").unwrap();
        let shown = client.wait_for("End of TLS Client\n").unwrap();
        let noticed = shown.contains("ERROR: failed SSL shutdown (");
        assert_eq!(shown.contains("The session is saved all the same: "), noticed, "{shown}");
        client.end(i32::from(noticed)).unwrap();
        let client = answered("client-tls-resume", &["--session"], port, folder.path());
        assert!(client.transcript().contains("Session is reused\n"), "{}", client.transcript());
    }
}

/// The client of 1.2 asks once. How the server goes on after its answer is nothing to it.
#[test]
fn the_client_that_asks_once() {
    for library in libraries() {
        for subject in ["once", "half", "late", "cut"] {
            let (_server, port) = library.start(subject).unwrap();
            let mut client = open("client-tcp-tls", &[], port).unwrap();
            client.wait_for("Message to send: ").unwrap();
            client.type_line("Hello server").unwrap();
            client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
            let shown = client.end(0).unwrap();
            assert!(!shown.contains("ERROR"), "{subject}: {shown}");
        }
    }
}

/// The client that shows its records sends messages of its own.
#[test]
fn the_client_that_shows_its_records() {
    let gone = "ERROR: failed SSL read (the peer has closed the TLS connection: close_notify)\n";
    let ends = [
        ("once", "100", 0, "SSL_read(16384) = 22, "),
        ("half", "100", 0, "SSL_read(16384) = 22, "),
        ("late", "100,200", 0, "SSL_read(16384) = 22, "),
        ("once", "100,200", 1, gone),
        // It has had its answer, and a server need not return its close_notify.
        ("cut", "100", 0, "SSL_read(16384) = 22, "),
        ("cut", "100,200", 1, "ERROR: failed SSL "),
    ];
    for library in libraries() {
        for (subject, sizes, status, expected) in ends {
            let (_server, port) = library.start(subject).unwrap();
            let mut client = open("client-tls-records", &["--send", sizes], port).unwrap();
            client.wait_for("End of TLS Client\n").unwrap();
            let ended = client.wait_for_end().unwrap();
            let shown = client.transcript();
            assert!(shown.contains(expected), "{subject}, {sizes}: {shown}");
            assert_eq!(shown.contains("ERROR"), status != 0, "{subject}, {sizes}: {shown}");
            assert_eq!(ended.code(), Some(status), "{subject}, {sizes}: {shown}");
        }
    }
}

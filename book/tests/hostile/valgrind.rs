//! Every program's normal session under valgrind: no error, and no memory that is definitely lost.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use harness::{Folder, Window, program, root, stranger_command};

use crate::tls::tcp;

/// The status 99 is valgrind's: the program's own would be another.
const VALGRIND: &[&str] = &[
    "valgrind",
    "--quiet",
    "--leak-check=full",
    "--show-leak-kinds=definite",
    "--errors-for-leak-kinds=definite",
    "--error-exitcode=99",
];

/// A server, how it is ended, and its clients, in a folder of their own: those that resume find the session that one
/// before them has saved.
const PAIRS: &[(&str, End, &[&str])] = &[
    (
        "server-tls",
        End::Garbage,
        &[
            "client-tls",
            "client-tls-session",
            "client-tls-resume",
            "client-tls-nb",
            "client-tls-sp",
            "client-tls-nofs",
        ],
    ),
    ("server-tls-mutual", End::Garbage, &["client-tls-mutual"]),
    ("server-tls-threads", End::Interrupt, &["client-tls"]),
    ("server-tls-exts", End::Garbage, &["client-tls-exts"]),
    ("server-tls-psk", End::Garbage, &["client-tls-psk"]),
    ("server-tls-tickets", End::Garbage, &["client-tls-tickets"]),
    ("server-tls-eld", End::Garbage, &["client-tls-session", "client-tls-eld"]),
    ("server-tls-nofs", End::Garbage, &["client-tls-nofs"]),
    ("server-tls-records", End::Garbage, &["client-tls-records"]),
    ("server-tls-nb", End::Garbage, &["client-tls-nb"]),
    ("server-tls-poll", End::Interrupt, &["client-tls"]),
    ("server-tls-sp", End::Garbage, &["client-tls-sp"]),
];

/// How a server ends by itself, so that valgrind sees what it has not given back.
enum End {
    /// A handshake that fails.
    Garbage,
    /// Ctrl-C.
    Interrupt,
}

fn watched(name: &str, port: u16, folder: &Path) -> Window {
    watched_with(name, &["--timeout", "60"], port, folder)
}

fn watched_with(name: &str, arguments: &[&str], port: u16, folder: &Path) -> Window {
    let mut command = stranger_command(VALGRIND[0]);
    command.args(&VALGRIND[1..]).arg(program(name).unwrap()).args(arguments);
    command.current_dir(folder).env("TLSBOOK_PORT", port.to_string());
    command.env("TLSBOOK_CERTS", root().join("certs").canonicalize().unwrap());
    Window::open(name, command, Duration::from_secs(300)).unwrap()
}

fn ends(mut window: Window, status: i32) {
    if let Err(failure) = window.end(status) {
        panic!("{failure}");
    }
    println!("{}: no error, nothing definitely lost", window.name());
}

#[test]
#[ignore = "takes long: make hard"]
fn sessions() {
    if !harness::tool("valgrind") {
        return;
    }
    for (name, end, clients) in PAIRS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = watched(name, 0, folder.path());
        let port = server.port().unwrap();
        for client in *clients {
            let mut client = watched(client, port, folder.path());
            client.send(b"Hello server\nbreak\n").unwrap();
            ends(client, 0);
        }
        match end {
            End::Garbage => {
                server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
                harness::garbage(tcp(port));
                ends(server, 1);
            }
            End::Interrupt => {
                server.wait_for("Closed the connection\n").unwrap();
                server.interrupt().unwrap();
                ends(server, 0);
            }
        }
    }
}

/// Section 1.1 and 1.2: one message, and both ends are through.
#[test]
#[ignore = "takes long: make hard"]
fn one_message() {
    if !harness::tool("valgrind") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (server, client) in [("server-tcp", "client-tcp"), ("server-tcp-tls", "client-tcp-tls")] {
        let mut server = watched(server, 0, folder.path());
        let mut client = watched(client, server.port().unwrap(), folder.path());
        client.send(b"Hello server\n").unwrap();
        ends(client, 0);
        server.wait_for("End of T").unwrap();
        ends(server, 0);
    }
}

/// Section 8.1: pipes, files, memory.
#[test]
#[ignore = "takes long: make hard"]
fn transports() {
    if !harness::tool("valgrind") {
        return;
    }
    for kind in [&["--timeout", "60"][..], &["--timeout", "60", "--files"]] {
        let folder = tempfile::tempdir().unwrap();
        let mut server = watched_with("server-tls-iocb", kind, 0, folder.path());
        server.wait_for("Waiting for a connection...\n").unwrap();
        let mut client = watched_with("client-tls-iocb", kind, 0, folder.path());
        client.send(b"Hello server\nbreak\n").unwrap();
        ends(client, 0);
        server.wait_for("Closed the connection\n").unwrap();
        server.wait_for("Waiting for a connection...\n").unwrap();
        // A handshake that fails ends it.
        let open = |file| OpenOptions::new().read(true).append(true).open(folder.path().join(file)).unwrap();
        let (_s2c, mut c2s) = (open("s2c.com"), open("c2s.com"));
        c2s.write_all(&[0x5a; 100]).unwrap();
        server.wait_for("End of TLS Server\n").unwrap();
        ends(server, 1);
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, lines) in [("pair-tls-iocb", &b"Hello server\nbreak\n"[..]), ("errors-iocb", b"")] {
        let mut window = watched_with(name, &[], 0, folder.path());
        window.send(lines).unwrap();
        window.close_input();
        ends(window, 0);
    }
}

/// Section 6.5: the attacker between the two.
#[test]
#[ignore = "takes long: make hard"]
fn replay() {
    if !harness::tool("valgrind") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (_server, port) = harness::serve("server-tls-eld", &[]).unwrap();
    let mut client = watched("client-tls-session", port, folder.path());
    client.send(b"Hello server\nbreak\n").unwrap();
    ends(client, 0);
    let arguments = ["--listen", "0", "--session", "session.bin", "--timeout", "60"];
    let mut attacker = watched_with("replay-eld", &arguments, port, folder.path());
    let mut client = watched("client-tls-eld", attacker.port().unwrap(), folder.path());
    client.send(b"Hello server\nbreak\n").unwrap();
    ends(client, 0);
    attacker.wait_for("End of Replay\n").unwrap();
    ends(attacker, 0);
}

/// The command: every way to look at a capture.
#[test]
#[ignore = "takes long: make hard"]
fn explain() {
    if !harness::tool("valgrind") {
        return;
    }
    let folder = Folder::new("tlsbook").unwrap();
    let cases = root().join("book/tests/cases").canonicalize().unwrap();
    let (capture, keys) = (cases.join("two_in_one.pcap"), cases.join("keys"));
    for way in [
        "--trace=hex --why",
        "--json --keys",
        "--keys",
        "--list",
        "--follow",
        "--html page.html",
        "--certs certs",
        "--by-hand by-hand",
    ] {
        let line = format!("tlsbook explain {} --keylog {} {way}", capture.display(), keys.display());
        folder.sh(&format!("{} {line} >/dev/null", VALGRIND.join(" "))).unwrap().ok();
        println!("tlsbook explain {way}: no error, nothing definitely lost");
    }
}

#[test]
#[ignore = "takes long: make hard"]
fn chapter_7() {
    if !harness::tool("valgrind") {
        return;
    }
    let folder = Folder::new("sha256").unwrap();
    folder.write("m", "Hello, this is a message for the book").unwrap();
    let (key, iv, nonce) = (&"01".repeat(16), &"02".repeat(16), &"03".repeat(12));
    for line in [
        "sha256 m hash.bin",
        "hmac -k 544c53312e33 m hmac.bin",
        &format!("aescbc -k {key} -i {iv} m cbc.bin"),
        &format!("aescbc -k {key} -i {iv} -d cbc.bin cbc.txt"),
        &format!("aesgcm -k {key} -i {nonce} m gcm.bin"),
        &format!("symcipher --cipher aes-128-ctr -k {key} -i {iv} m ctr.bin"),
        "genrsa pri.key pub.key",
        "rsaenc pub.key enc.bin < m",
        "rsadec pri.key dec.txt < enc.bin",
        "rsasig pri.key sig.bin < m",
        "rsaver pub.key sig.bin < m",
        "genec ec-pri.key ec-pub.key",
        "ecdsasig ec-pri.key ec-sig.bin < m",
        "ecdsaver ec-pub.key ec-sig.bin < m",
        "csr pub.key pri.key csr.der",
        "verifycsr csr.der",
        "selfsig pub.key pri.key self.pem",
        "verifycert self.pem self.pem",
        "certname self.pem",
    ] {
        folder.sh(&format!("{} {line}", VALGRIND.join(" "))).unwrap().ok();
        println!("{line}: no error, nothing definitely lost");
    }
}

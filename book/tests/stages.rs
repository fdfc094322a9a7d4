//! Signals, few descriptors, and outputs of every kind, at each stage of a session: files are whole or not there, and
//! nothing else is left.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::time::Duration;

use harness::{Folder, Window, command, program, root, serve, stranger_command};

/// Everything that a program records.
const RECORDED: &[&str] =
    &["--pcap", "s.pcapng", "--json", "s.json", "--report", "s.html", "--key-log", "s.log"];

const LIMIT: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Waiting,
    Handshake,
    Session,
}

fn record(name: &str, port: u16, folder: &Path) -> Window {
    let mut command = command(name).unwrap();
    command.args(RECORDED).args(["--timeout", "2"]);
    command.current_dir(folder).env("TLSBOOK_PORT", port.to_string());
    Window::open(name, command, LIMIT).unwrap()
}

fn signal(window: &Window, name: &str) {
    let kill = stranger_command("kill").args(["-s", name, &window.id().to_string()]).status();
    assert!(kill.unwrap().success());
}

/// The four files are there, whole, and nothing else.
fn are_whole(folder: &Path, case: &str) {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["s.html", "s.json", "s.log", "s.pcapng"], "{case}");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&text("s.json")).is_ok(), "{case}");
    assert!(text("s.html").trim_end().ends_with("</html>"), "{case}");
    let log = text("s.log");
    assert!(log.is_empty() || log.ends_with('\n'), "{case}: {log}");
    // Blocks of pcapng: type, length, …, length again.
    let capture = fs::read(folder.join("s.pcapng")).unwrap();
    let mut rest = &capture[..];
    while !rest.is_empty() {
        let length = u32::from_ne_bytes(rest[4..8].try_into().unwrap()) as usize;
        assert_eq!(rest[length - 4..length], rest[4..8], "{case}");
        rest = &rest[length..];
    }
}

#[test]
fn a_server_and_a_signal() {
    // Those that serve many clients end in good order; the second signal would end them at once.
    for (name, status) in [
        ("server-tls", 130),
        ("server-tls-nb", 130),
        ("server-tls-sp", 130),
        ("server-tls-threads", 0),
        ("server-tls-poll", 0),
    ] {
        for stage in [Stage::Waiting, Stage::Handshake, Stage::Session] {
            for sent in ["INT", "TERM", "HUP"] {
                let case = format!("{name}, {stage:?}, {sent}");
                let folder = tempfile::tempdir().unwrap();
                let mut server = record(name, 0, folder.path());
                let port = server.port().unwrap();
                server.wait_for("Waiting for a connection...\n").unwrap();
                let mut silent = None;
                let mut client = None;
                match stage {
                    Stage::Waiting => {}
                    Stage::Handshake => {
                        let mut tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
                        tcp.write_all(&[22, 3, 1]).unwrap();
                        std::thread::sleep(Duration::from_millis(50));
                        silent = Some(tcp);
                    }
                    Stage::Session => {
                        let mut window = harness::open("client-tls", &[], port).unwrap();
                        window.wait_for("Message to send: ").unwrap();
                        window.type_line("Hello server").unwrap();
                        server.wait_for("Received: Hello server\n").unwrap();
                        client = Some(window);
                    }
                }
                signal(&server, sent);
                let ended = server.wait_for_end().unwrap_or_else(|failure| panic!("{case}: {failure}"));
                assert_eq!(ended.code(), Some(status), "{case}: {}", server.rest());
                are_whole(folder.path(), &case);
                drop((silent, client));
            }
        }
    }
}

#[test]
fn a_client_and_a_signal() {
    for name in ["client-tls", "client-tls-nb", "client-tls-sp"] {
        for stage in [Stage::Handshake, Stage::Session] {
            for sent in ["INT", "TERM", "HUP"] {
                let case = format!("{name}, {stage:?}, {sent}");
                let folder = tempfile::tempdir().unwrap();
                let silent = TcpListener::bind("127.0.0.1:0").unwrap();
                let (_server, port) = serve("server-tls", &[]).unwrap();
                let port = if stage == Stage::Session { port } else { silent.local_addr().unwrap().port() };
                let mut client = record(name, port, folder.path());
                let mut peer = None;
                if stage == Stage::Session {
                    client.wait_for("Message to send: ").unwrap();
                } else {
                    let (mut tcp, _) = silent.accept().unwrap();
                    tcp.read_exact(&mut [0]).unwrap(); // its Client Hello is there
                    peer = Some(tcp);
                }
                signal(&client, sent);
                let ended = client.wait_for_end().unwrap_or_else(|failure| panic!("{case}: {failure}"));
                assert_eq!(ended.code(), Some(130), "{case}: {}", client.rest());
                are_whole(folder.path(), &case);
                drop(peer);
            }
        }
    }
}

#[test]
fn a_pipe_that_nobody_reads_ends_a_server() {
    let folder = Folder::new("server-tls").unwrap();
    for name in ["server-tls", "server-tls-threads", "server-tls-poll", "server-tls-nb", "server-tls-sp"] {
        let certs = "TLSBOOK_CERTS=\"$ROOT\"/certs TLSBOOK_PORT=0";
        // Its reader has gone before it starts. The shell waits for both.
        let line = format!("{{ sleep 0.3; {certs} timeout 20 {name} 2>errors; echo $? >status; }} | true");
        folder.sh(&line).unwrap();
        let read = |file: &str| String::from_utf8(folder.read(file).unwrap()).unwrap();
        let errors = read("errors");
        // Whoever closed the pipe knows: there is nothing to say about it.
        assert!(errors.starts_with("listening on ") && errors.lines().count() == 1, "{name}: {errors}");
        assert_eq!(read("status"), "1\n", "{name}: {errors}");
    }
}

/// With few descriptors, a program says what it could not open. 16 are enough for a session with all that is recorded.
#[test]
fn a_client_with_few_descriptors() {
    let (_server, port) = serve("server-tls", &[]).unwrap();
    for number in 4..=16 {
        let folder = tempfile::tempdir().unwrap();
        let mut shell = stranger_command("sh");
        shell.args(["-c", "ulimit -n $0 && exec \"$@\"", &number.to_string()]);
        shell.arg(program("client-tls").unwrap()).args(RECORDED).current_dir(folder.path());
        shell.env("TLSBOOK_PORT", port.to_string());
        shell.env("TLSBOOK_CERTS", root().join("certs").canonicalize().unwrap());
        let mut client = Window::open("client-tls", shell, LIMIT).unwrap();
        let _ = client.send(b"Hello server\nbreak\n"); // it may have ended
        let status = client.wait_for_end().unwrap();
        let shown = client.rest();
        if status.success() {
            are_whole(folder.path(), &format!("{number} descriptors"));
            continue;
        }
        assert!(number < 16, "{shown}");
        assert_eq!(status.code(), Some(1), "{number}: {shown}");
        // Starting the program takes some, too: with very few, it is the system that says so.
        assert!(shown.contains("Too many open files"), "{number}: {shown}");
        let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        for name in left {
            assert!(!name.to_string_lossy().contains(".tmp"), "{number}: {name:?}");
        }
    }
}

#[test]
fn outputs_of_every_kind() {
    let (_server, port) = serve("server-tls", &[]).unwrap();
    for option in ["--pcap", "--json", "--report", "--key-log"] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let record = |file: &str| {
            let mut command = command("client-tls").unwrap();
            command.args([option, file]).current_dir(folder.path()).env("TLSBOOK_PORT", port.to_string());
            let mut client = Window::open("client-tls", command, LIMIT).unwrap();
            let _ = client.send(b"Hello server\nbreak\n"); // it may have ended
            let code = client.wait_for_end().unwrap().code().unwrap();
            (code, client.rest())
        };
        let long = |name: &str| fs::metadata(at(name)).unwrap().len() > 100;

        fs::create_dir(at("folder")).unwrap();
        symlink("missing/file", at("leads nowhere")).unwrap();
        for (file, why) in [
            ("missing/file", "(No such file or directory)"),
            ("folder", if option == "--key-log" { "(Is a directory)" } else { "(a folder, not a file)" }),
            ("leads nowhere", "(No such file or directory)"),
            ("/dev/full", "ERROR: failed to write /dev/full (No space left on device)"),
        ] {
            let (code, shown) = record(file);
            assert_eq!((code, shown.matches("ERROR: ").count()), (1, 1), "{option} {file}: {shown}");
            assert!(shown.contains(why) && shown.contains(file), "{option} {file}: {shown}");
        }

        // A link leads to the file, and stays one.
        fs::write(at("target"), "").unwrap();
        symlink("target", at("link")).unwrap();
        let (code, shown) = record("link");
        assert_eq!(code, 0, "{option}: {shown}");
        assert!(at("link").is_symlink() && long("target"), "{option}");

        // With secrets in it, a file is not written under a second name that somebody else may have given it; a key log
        // is one that others read along in.
        fs::write(at("first name"), "").unwrap();
        fs::hard_link(at("first name"), at("second name")).unwrap();
        let (code, shown) = record("second name");
        assert_eq!(code, 0, "{option}: {shown}");
        assert!(long("second name"), "{option}");
        let mode = fs::metadata(at("second name")).unwrap().mode() % 0o1000;
        assert!(mode == 0o600 || option == "--key-log", "{option}: {mode:o}");
        assert_eq!(long("first name"), option == "--key-log", "{option}");

        let mut left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(
            left,
            ["first name", "folder", "leads nowhere", "link", "second name", "target"],
            "{option}"
        );
    }
}

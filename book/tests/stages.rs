//! Signals, few descriptors, and outputs of every kind, at each stage of a session: files are whole or not there, and
//! nothing else is left.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use openssl::sha::sha256;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};

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

/// A server for which the system has less than usual: `-n 16` descriptors, `-v 30720` KiB of memory.
fn poor(name: &str, limit: &str) -> (Window, u16) {
    let mut shell = stranger_command("sh");
    shell.args(["-c", &format!("ulimit {limit} && exec \"$@\""), "sh"]);
    shell.arg(program(name).unwrap()).args(["--timeout", "5"]).env("TLSBOOK_PORT", "0");
    shell.env("TLSBOOK_CERTS", root().join("certs").canonicalize().unwrap());
    let mut server = Window::open(name, shell, LIMIT).unwrap();
    let port = server.port().unwrap();
    (server, port)
}

/// The session of the book.
fn good_client(port: u16) {
    let mut client = harness::open("client-tls", &[], port).unwrap();
    client.send(b"Hello server\nbreak\n").unwrap();
    client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
    client.end(0).unwrap();
}

#[test]
fn a_server_with_few_descriptors_or_little_memory() {
    for limit in ["-n 16", "-v 30720"] {
        for name in ["server-tls", "server-tls-nb", "server-tls-sp", "server-tls-threads", "server-tls-poll"]
        {
            let (mut server, port) = poor(name, limit);
            for _ in 0..3 {
                good_client(port);
            }
            server.interrupt().unwrap();
            server.wait_for_end().unwrap();
            let shown = server.rest();
            assert!(!shown.contains("ERROR: "), "{name}, {limit}: {shown}");
        }
    }
}

/// A client of the test's own, once it has had the server's answer. For some, there is nobody.
fn client_of(ctx: &SslContext, port: u16) -> Option<SslStream<TcpStream>> {
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut stream = SslStream::new(Ssl::new(ctx).unwrap(), tcp).unwrap();
    stream.connect().ok()?;
    stream.ssl_write(b"Hello server").ok()?;
    stream.ssl_read(&mut [0; 100]).ok()?;
    Some(stream)
}

/// More clients at once than there is room for: those for whom there is none are turned away, or wait; the others are
/// served, and whoever comes later, too.
#[test]
fn more_clients_than_a_server_has_descriptors_or_memory_for() {
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    for (limit, reasons) in [
        ("-n 16", &["Too many open files"][..]),
        ("-v 30720", &["turned away: there is no memory for it", "turned away: no thread for it ("][..]),
    ] {
        for name in ["server-tls-threads", "server-tls-poll"] {
            let (mut server, port) = poor(name, limit);
            let (mut clients, mut failed) = (Vec::new(), 0);
            while failed < 10 && clients.len() < 300 {
                match client_of(&ctx, port) {
                    Some(client) => clients.push(client),
                    None => failed += 1,
                }
            }
            assert!(!clients.is_empty(), "{name}, {limit}");
            println!("{name}, {limit}: {} clients at once", clients.len());
            drop(clients);
            let deadline = Instant::now() + LIMIT;
            while client_of(&ctx, port).is_none() {
                assert!(Instant::now() < deadline, "{name}, {limit}: nobody is served any more");
            }
            server.interrupt().unwrap();
            assert_eq!(server.wait_for_end().unwrap().code(), Some(0), "{name}, {limit}");
            let shown = server.rest();
            assert!(failed == 0 || reasons.iter().any(|why| shown.contains(why)), "{name}, {limit}: {shown}");
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

/// As ssh does it. Each of these programs ends by itself: nobody listens at its port, or somebody else does.
#[test]
fn a_secret_that_others_can_read_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().port().to_string();
    let in_checkout = |file: &str| root().join(file).to_str().unwrap().to_owned();
    let (cert, key) = (in_checkout("certs/tb-server-cert.pem"), in_checkout("certs/tb-server-key.pem"));
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own").to_str().unwrap().to_owned();
    let psk = folder.path().join("psk").to_str().unwrap().to_owned();
    fs::write(&psk, "Client_identity:1a2b3c4d\n").unwrap();
    let session = folder.path().join("session").to_str().unwrap().to_owned();
    fs::write(&session, [&b"session"[..], &sha256(b"session")].concat()).unwrap();
    let cases: &[(&str, &[&str], &str, &str)] = &[
        ("server-tls", &[&cert, &own], &key, "the private key"),
        ("server-tls-poll", &[&cert, &own], &key, "the private key"),
        ("client-tls-psk", &["--keys", &own], &psk, "the pre-shared keys in"),
        ("client-tls-resume", &["--session", &own], &session, "the session in"), // damaged, as it says then
        ("client-tls", &["--key-log", &own], &psk, "the key log"),
    ];
    for (name, arguments, secret, what) in cases {
        let says = |mode: u32, arguments: &[&str]| {
            let _ = fs::remove_file(&own);
            fs::copy(secret, &own).unwrap();
            fs::set_permissions(&own, fs::Permissions::from_mode(mode)).unwrap();
            let mut program = command(name).unwrap();
            let port = if name.starts_with("server") { taken.as_str() } else { "1" };
            program.args(arguments).env("TLSBOOK_PORT", port).stdin(Stdio::null());
            String::from_utf8(program.output().unwrap().stderr).unwrap()
        };
        let told = format!("NOTE: others can read {what} {own}: chmod 600 makes it private\n");
        for (mode, is_told) in [(0o600, false), (0o640, true), (0o644, true), (0o400, false)] {
            let said = says(mode, arguments);
            assert_eq!(said.contains(&told), is_told, "{name}, {mode:o}: {said}");
        }
        // The book's own keys are public.
        let of_the_book: Vec<_> =
            arguments.iter().map(|one| if *one == own { *secret } else { *one }).collect();
        if *secret == key {
            let said = says(0o600, &of_the_book);
            assert!(!said.contains("NOTE: others"), "{name}: {said}");
        }
    }
}

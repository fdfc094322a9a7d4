//! Hostile servers, and every client.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Duration;

use harness::{Window, command, serve};
use openssl::ssl::SslVersion;
use openssl::x509::X509;
use tempfile::TempDir;

use crate::attacks::{IN_A_SESSION_OF_TLS_1_2, IN_PLACE_OF_A_HANDSHAKE, IN_THE_SESSION};
use crate::tls::{Cut, empty_records, limited, reset, server_context, session, tell_secret};

const CLIENTS: &[(&str, &[&str])] = &[
    ("client-tls", &[]),
    ("client-tls-mutual", &[]),
    ("client-tls-records", &[]),
    ("client-tls-exts", &["--send", "5000"]),
    ("client-tls-psk", &["--or-certificate"]),
    ("client-tls-session", &["--session", "new.bin"]),
    ("client-tls-resume", &[]),
    ("client-tls-tickets", &["--session", "new.bin"]),
    ("client-tls-eld", &[]),
    ("client-tls-nofs", &[]),
    ("client-tls-nb", &[]),
    ("client-tls-sp", &[]),
];

/// A folder with a saved session, for the clients that resume one.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    let mut client = start("client-tls-session", &[], port, folder.path());
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.end(0).unwrap();
    folder
}

fn start(name: &str, arguments: &[&str], port: u16, folder: &Path) -> Window {
    let mut command = command(name).unwrap();
    command.args(arguments).args(["--timeout", "1"]);
    command.current_dir(folder).env("TLSBOOK_PORT", port.to_string());
    Window::open(name, command, Duration::from_secs(20)).unwrap()
}

/// Every client against servers that do `act`, all of them at once. Returns what each has shown, after it has ended
/// with status 0 or 1: nothing of a panic, and no file half-written.
fn each_client(name: &str, act: impl Fn(TcpStream) + Sync) -> Vec<(&'static str, i32, String)> {
    let folder = folder();
    let act = &act;
    let each = |(client, arguments): (&'static str, &[&str])| {
        let own = tempfile::tempdir().unwrap();
        fs::copy(folder.path().join("session.bin"), own.path().join("session.bin")).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut window = start(client, arguments, port, own.path());
        thread::scope(|scope| {
            scope.spawn(|| {
                let (tcp, _) = listener.accept().unwrap();
                limited(&tcp);
                act(tcp);
            });
            // Some have ended by then.
            let _ = window.send(b"Hello server\nHello again\nbreak\n");
            let status =
                window.wait_for_end().unwrap_or_else(|failure| panic!("{client}, {name}: {failure}"));
            let shown = window.rest();
            let code = status.code().unwrap_or_else(|| panic!("{client}, {name}: {status}: {shown}"));
            assert!(code <= 1 && !shown.contains("panicked"), "{client}, {name}: {status}: {shown}");
            assert_eq!(
                shown.matches("ERROR: ").count(),
                usize::try_from(code).unwrap(),
                "{client}, {name}: {shown}"
            );
            for file in fs::read_dir(own.path()).unwrap() {
                let file = file.unwrap().file_name().into_string().unwrap();
                // Saved sessions: session.bin, new.bin, new-1.bin.
                assert!(!file.contains("tmp"), "{client}, {name}, leaves {file}");
            }
            (client, code, shown)
        })
    };
    thread::scope(|scope| {
        let clients: Vec<_> = CLIENTS.iter().map(|client| scope.spawn(|| each(*client))).collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    })
}

/// All of them must fail.
fn fails(name: &str, act: impl Fn(TcpStream) + Sync) {
    for (client, code, shown) in each_client(name, act) {
        assert_eq!(code, 1, "{client}, {name}: {shown}");
    }
}

#[test]
fn a_server_that_does_something_else_than_a_handshake() {
    for (name, act) in IN_PLACE_OF_A_HANDSHAKE {
        fails(name, *act);
    }
}

#[test]
fn a_server_that_ends_at_each_point_of_the_handshake() {
    // In Server Hello, right after it, in and after Change Cipher Spec, in what is encrypted.
    for sent in [1, 5, 9, 100, 127, 130, 133, 500, 1000] {
        for ends_with_reset in [false, true] {
            fails(&format!("{sent} bytes of its handshake, reset: {ends_with_reset}"), |tcp| {
                if ends_with_reset {
                    reset(&tcp);
                }
                session(server_context(), Cut { tcp, left: sent }).accept().unwrap_err();
            });
        }
    }
}

/// Some of it is no failure: a close_notify ends a session in good order.
#[test]
fn a_server_that_misbehaves_in_the_session() {
    for (name, act) in IN_THE_SESSION {
        each_client(name, |tcp| {
            let mut stream = session(server_context(), tcp);
            if stream.accept().is_ok() {
                act(stream);
            }
        });
    }
}

#[test]
fn a_server_that_misbehaves_in_a_session_of_tls_1_2() {
    for (name, act) in IN_A_SESSION_OF_TLS_1_2 {
        each_client(name, |tcp| {
            let mut ctx = server_context();
            ctx.set_max_proto_version(Some(SslVersion::TLS1_2)).unwrap();
            let mut stream = session(ctx, tcp);
            if stream.accept().is_ok() {
                act(stream);
            }
        });
    }
}

#[test]
fn a_server_that_says_nothing_in_many_records() {
    each_client("empty records, encrypted", |tcp| {
        let mut ctx = server_context();
        ctx.set_num_tickets(0).unwrap();
        let traffic = tell_secret(&mut ctx, "SERVER_TRAFFIC_SECRET_0");
        let mut stream = session(ctx, tcp);
        if stream.accept().is_ok() {
            let mut tcp = stream.get_ref().try_clone().unwrap();
            if tcp.write_all(&empty_records(&traffic, 0, 10_000)).is_ok() {
                harness::drain(tcp);
            }
        }
    });
}

#[test]
fn tickets_without_end() {
    each_client("tickets without end", |tcp| {
        let mut ctx = server_context();
        ctx.set_num_tickets(2000).unwrap();
        let mut stream = session(ctx, tcp);
        let mut buffer = [0; 16_384];
        let _ = stream.accept(); // if it fails, so does reading
        while stream.ssl_read(&mut buffer).is_ok() && stream.ssl_write(b"Hello").is_ok() {}
    });
}

#[test]
fn a_chain_of_10_mb() {
    let ca = X509::from_pem(&fs::read(harness::root().join("certs/tb-ca-cert.pem")).unwrap()).unwrap();
    let number = 10_000_000 / ca.to_der().unwrap().len();
    fails("a chain of 10 MB", |tcp| {
        let mut ctx = server_context();
        for _ in 0..number {
            ctx.add_extra_chain_cert(ca.clone()).unwrap();
        }
        session(ctx, tcp).accept().unwrap_err();
    });
}

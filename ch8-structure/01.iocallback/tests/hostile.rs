//! Peers that die, fall silent in the handshake, or do what no honest one does.

#![allow(clippy::unwrap_used)]

mod programs;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use common::ffi;
use iocallback::{Comm, Listener, Patient, Place};
use openssl::ssl::{Ssl, SslContext, SslContextBuilder, SslFiletype, SslMethod, SslStream, SslVersion};
use openssl::x509::X509;
use programs::{KINDS, open, serve, session};

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

/// The longest that a peer of the test waits.
const LIMIT: Duration = Duration::from_secs(3);

fn place(folder: &Path, kind: &[&str]) -> Place {
    Place { dir: folder.to_owned(), files: !kind.is_empty() }
}

fn server_context() -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
    let certs = harness::root().join("certs");
    ctx.set_certificate_file(certs.join("tb-server-cert.pem"), SslFiletype::PEM).unwrap();
    ctx.set_private_key_file(certs.join("tb-server-key.pem"), SslFiletype::PEM).unwrap();
    ctx
}

fn stream(ctx: SslContextBuilder, transport: Patient) -> SslStream<Patient> {
    SslStream::new(Ssl::new(&ctx.build()).unwrap(), transport).unwrap()
}

/// Sends these bytes, and takes what comes until the peer has had enough.
fn send(mut peer: impl Read + Write, bytes: &[u8]) {
    let mut buffer = [0; 4096];
    if peer.write_all(bytes).is_ok() {
        while peer.read(&mut buffer).is_ok_and(|count| count > 0) {}
    }
}

/// Each asks for one in return.
fn key_updates(mut stream: SslStream<Patient>) {
    for _ in 0..2000 {
        if ffi::SSL_key_update(&mut stream, true).is_err() || stream.do_handshake().is_err() {
            break;
        }
    }
}

fn renegotiations(mut stream: SslStream<Patient>) {
    for _ in 0..50 {
        let again = ffi::SSL_renegotiate(&mut stream).is_ok() && stream.do_handshake().is_ok();
        if !again || stream.ssl_write(b"Hello").is_err() || stream.ssl_read(&mut [0; 100]).is_err() {
            break;
        }
    }
}

/// The client ends with status 0 or 1, and has said why if it is 1.
#[test]
fn a_server_that_does_what_no_server_does() {
    type Act = fn(Patient);
    let acts: &[(&str, Act)] = &[
        ("garbage", |peer| send(peer, &[0x5a; 4000])),
        ("an answer of HTTP", |peer| send(peer, b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        ("a record that says that it has 65,535 bytes", |peer| {
            send(peer, &[&[22, 3, 3, 255, 255][..], &[1; 16_000]].concat());
        }),
        ("empty records", |peer| send(peer, &[22, 3, 3, 0, 0].repeat(10_000))),
        ("warnings without end", |peer| send(peer, &[21, 3, 3, 0, 2, 1, 90].repeat(10_000))),
        ("a close at once", drop),
        ("a chain of 10 MB", |peer| {
            let ca = fs::read(harness::root().join("certs/tb-ca-cert.pem")).unwrap();
            let ca = X509::from_pem(&ca).unwrap();
            let mut ctx = server_context();
            for _ in 0..10_000_000 / ca.to_der().unwrap().len() {
                ctx.add_extra_chain_cert(ca.clone()).unwrap();
            }
            stream(ctx, peer).accept().unwrap_err();
        }),
        ("tickets without end", |peer| {
            let mut ctx = server_context();
            ctx.set_num_tickets(2000).unwrap();
            let mut stream = stream(ctx, peer);
            let mut buffer = [0; 16_384];
            let _ = stream.accept(); // if it fails, so does reading
            while stream.ssl_read(&mut buffer).is_ok() && stream.ssl_write(b"Hello").is_ok() {}
        }),
        ("a close without close_notify", |peer| {
            let _ = stream(server_context(), peer).accept();
        }),
        ("KeyUpdates without end", |peer| {
            let mut stream = stream(server_context(), peer);
            if stream.accept().is_ok() {
                key_updates(stream);
            }
        }),
        ("renegotiations without end", |peer| {
            let mut ctx = server_context();
            ctx.set_max_proto_version(Some(SslVersion::TLS1_2)).unwrap();
            let mut stream = stream(ctx, peer);
            if stream.accept().is_ok() {
                renegotiations(stream);
            }
        }),
    ];
    // All at once: most of the time is waiting.
    thread::scope(|scope| {
        for kind in KINDS {
            for (name, act) in acts {
                scope.spawn(|| ends_well(kind, name, *act));
            }
        }
    });
}

/// The client and a hostile server.
fn ends_well(kind: &[&str], name: &str, act: fn(Patient)) {
    let folder = tempfile::tempdir().unwrap();
    let listener = Listener::new(&place(folder.path(), kind)).unwrap();
    let arguments = [kind, &["--timeout", "1"][..]].concat();
    let mut client = open("client-tls-iocb", folder.path(), &arguments);
    thread::scope(|scope| {
        scope.spawn(|| act(Patient::new(listener.accept().unwrap(), LIMIT)));
        let _ = client.send(b"Hello server\nHello again\nbreak\n"); // it may have ended
        let status = client.wait_for_end().unwrap_or_else(|failure| panic!("{kind:?}, {name}: {failure}"));
        let shown = client.rest();
        let code = status.code().unwrap_or_else(|| panic!("{kind:?}, {name}: {status}: {shown}"));
        assert!(code <= 1 && !shown.contains("panicked"), "{kind:?}, {name}: {shown}");
        let errors = i32::try_from(shown.matches("ERROR: ").count()).unwrap();
        assert_eq!(errors, code, "{kind:?}, {name}: {shown}");
    });
}

/// The server serves the next client.
#[test]
fn a_client_that_misbehaves_in_the_session() {
    type Act = fn(SslStream<Patient>);
    let acts: &[(&str, Option<SslVersion>, Act)] = &[
        ("bytes that are no records", None, |mut stream| send(stream.get_mut(), &[0x5a; 4000])),
        ("empty records", None, |mut stream| send(stream.get_mut(), &[23, 3, 3, 0, 0].repeat(10_000))),
        ("KeyUpdates without end", None, key_updates),
        ("messages without reading", None, |mut stream| {
            for _ in 0..2000 {
                if stream.ssl_write(b"Hello").is_err() {
                    break;
                }
            }
        }),
        ("renegotiations without end", Some(SslVersion::TLS1_2), renegotiations),
    ];
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let limits = [kind, &["--timeout", "1", "--idle", "1", "--session", "6"][..]].concat();
        let mut server = serve(folder.path(), &limits);
        for (name, version, act) in acts {
            let comm = Comm::connect(&place(folder.path(), kind), 4 * LIMIT).unwrap();
            let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
            ctx.set_max_proto_version(*version).unwrap();
            let mut stream = stream(ctx, Patient::new(comm, LIMIT));
            stream.connect().unwrap_or_else(|error| panic!("{kind:?}, {name}: {error}"));
            server.wait_for("Client connected successfully\n").unwrap();
            act(stream);
            server.wait_for("Waiting for a connection...\n").unwrap();
        }
        session(open("client-tls-iocb", folder.path(), kind), &mut server);
    }
}

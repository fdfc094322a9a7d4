//! client-tls-iocb and server-tls-iocb over pipes and over files; both ends in one process; the errors of a callback.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use harness::Window;

/// The kinds of transport that this system has.
const KINDS: &[&[&str]] = if cfg!(unix) { &[&[], &["--files"]] } else { &[&["--files"]] };

fn open(name: &str, folder: &Path, arguments: &[&str]) -> Window {
    let mut command = harness::command(name).unwrap();
    command.current_dir(folder).args(arguments);
    Window::open(name, command, Duration::from_secs(20)).unwrap()
}

fn serve(folder: &Path, arguments: &[&str]) -> Window {
    let mut server = open("server-tls-iocb", folder, arguments);
    server.see("\t\t\t\t\tWaiting for a connection...\n").unwrap();
    server
}

/// One message and `break`, in a client that may have been started before the server.
fn session(mut client: Window, server: &mut Window) {
    client.see("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server
        .see(
            "\t\t\t\t\tClient connected successfully\n\t\t\t\t\tReceived: Hello server\n\t\t\t\t\tReceived: break\n\
             \t\t\t\t\tReceived break command\n\t\t\t\t\tClosed the connection\n\t\t\t\t\tWaiting for a connection...\n",
        )
        .unwrap();
}

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

/// What is there of a run that was killed, of whatever kind, is no obstacle, whoever comes first.
#[test]
fn files_of_a_former_run() {
    for kind in KINDS {
        for former in KINDS {
            for client_first in [false, true] {
                let folder = tempfile::tempdir().unwrap();
                let mut killed = serve(folder.path(), former);
                let mut client = open("client-tls-iocb", folder.path(), former);
                client.see("Message to send: ").unwrap();
                killed.wait_for("Client connected successfully\n").unwrap();
                drop((killed, client));
                let next = || open("client-tls-iocb", folder.path(), kind);
                let early = client_first.then(next);
                thread::sleep(Duration::from_millis(100));
                let mut server = serve(folder.path(), kind);
                session(early.unwrap_or_else(next), &mut server);
            }
        }
    }
}

/// A server that was killed before any client came leaves empty files: a client that finds them says its first words again
/// to the server that replaces them.
#[test]
fn a_client_that_has_spoken_to_a_server_that_was_no_more() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        drop(serve(folder.path(), kind));
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
fn nobody_comes() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut client = open("client-tls-iocb", folder.path(), &[kind, &["--timeout", "0.3"][..]].concat());
        let error =
            "ERROR: failed to open ./c2s.com (no server ready there within 300ms)\nEnd of TLS Client\n";
        client.see(&error.replace('/', std::path::MAIN_SEPARATOR_STR)).unwrap();
        client.end(1).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_server_of_the_other_kind() {
    for (server, client, hint) in [
        ("--files", &["--timeout", "0.3"][..], ": not a named pipe, a server with --files made it"),
        ("--dir=.", &["--timeout", "0.3", "--files"][..], ": not a file, a server without --files made it"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let _server = serve(folder.path(), &[server]);
        let mut client = open("client-tls-iocb", folder.path(), client);
        client
            .see(&format!("ERROR: failed to open ./c2s.com (no server ready there within 300ms{hint})\n"))
            .unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
    }
}

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

/// With a client that says one byte and is silent then.
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

#[test]
fn a_server_that_the_client_does_not_trust_is_refused() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let cert = common::defaults::certs("broken/tb-server-cert2.pem");
        let mut server = serve(folder.path(), &[kind, &[cert.to_str().unwrap()][..]].concat());
        let mut client = open("client-tls-iocb", folder.path(), kind);
        client.see("ERROR: failed SSL connect (certificate signature failure)\nEnd of TLS Client\n").unwrap();
        client.end(1).unwrap();
        server.see("ERROR: failed SSL accept (received fatal alert decrypt_error (51))\n").unwrap();
    }
}

#[test]
fn the_certificate_must_hold_the_name_that_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let _server = serve(folder.path(), KINDS[0]);
    let ca = common::defaults::certs("tb-ca-cert.pem");
    let mut client = open("client-tls-iocb", folder.path(), &[ca.to_str().unwrap(), "www.example.org"]);
    client.see("ERROR: failed SSL connect (hostname mismatch)\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn a_folder_that_is_none_or_cannot_be_written() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let (missing, file) = (folder.path().join("missing"), folder.path().join("file"));
        fs::write(&file, "").unwrap();
        let readonly = folder.path().join("readonly");
        fs::create_dir(&readonly).unwrap();
        let mut rights = fs::metadata(&readonly).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&readonly, rights).unwrap();
        // No rights stop the superuser, and Windows has none for folders. But nobody makes files in /proc.
        let mut places = vec![missing.clone(), file.clone()];
        if fs::write(readonly.join("probe"), "").is_err() {
            places.push(readonly);
        } else if cfg!(target_os = "linux") {
            places.push("/proc".into());
        }
        for place in &places {
            let place = place.to_str().unwrap();
            let mut server = open("server-tls-iocb", folder.path(), &[kind, &["--dir", place][..]].concat());
            server.see(&format!("ERROR: failed to open {place}[..]s2c.com ([..])\n")).unwrap();
            server.wait_for("End of TLS Server\n").unwrap();
            server.end(1).unwrap();
        }
        for place in [missing, file] {
            let place = place.to_str().unwrap();
            // There is nothing to wait for: a client that does wait shows nothing while the window's limit lasts.
            let arguments = [kind, &["--timeout", "600", "--dir", place][..]].concat();
            let mut client = open("client-tls-iocb", folder.path(), &arguments);
            client.see(&format!("ERROR: failed to open {place}[..]c2s.com ([..])\n")).unwrap();
            client.wait_for("End of TLS Client\n").unwrap();
            client.end(1).unwrap();
        }
    }
}

/// A folder in the place of a file is somebody else's: it is not removed.
#[test]
fn something_else_in_the_place_of_a_file() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("s2c.com")).unwrap();
        let mut server = open("server-tls-iocb", folder.path(), kind);
        server.see("ERROR: failed to open [..]s2c.com (neither a file nor a named pipe)\n").unwrap();
        server.wait_for("End of TLS Server\n").unwrap();
        server.end(1).unwrap();
    }
}

/// Nor is a link followed, to whatever it leads.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        fs::write(&secret, "").unwrap();
        for name in ["c2s.com", "s2c.com"] {
            std::os::unix::fs::symlink(&secret, folder.path().join(name)).unwrap();
        }
        let mut server = open("server-tls-iocb", folder.path(), kind);
        server.see("ERROR: failed to open [..]s2c.com (neither a file nor a named pipe)\n").unwrap();
        server.end(1).unwrap();
        let mut client = open("client-tls-iocb", folder.path(), &[kind, &["--timeout", "0.3"][..]].concat());
        let error = "(no server ready there within 300ms: neither a file nor a named pipe)\n";
        client.see(&format!("ERROR: failed to open ./c2s.com {error}")).unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
        assert_eq!(fs::read(&secret).unwrap(), b"", "nothing was written to where the links lead");
        assert!(folder.path().join("s2c.com").is_symlink());
    }
}

#[cfg(unix)]
#[test]
fn the_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let _server = serve(folder.path(), kind);
        for name in ["c2s.com", "s2c.com"] {
            let rights = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
            assert_eq!(rights & 0o777, 0o600, "{name}");
        }
    }
}

#[test]
fn a_huge_line_goes_through() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let mut server = serve(folder.path(), kind);
        let mut client = open("client-tls-iocb", folder.path(), kind);
        // With files each answer takes a look or two, so that it is less there.
        let length = if kind.is_empty() { 10_000_000 } else { 1_000_000 };
        client.send(&vec![b'z'; length]).unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        let shown = server.wait_for("Closed the connection\n").unwrap();
        assert_eq!(shown.matches('z').count(), length);
    }
}

#[test]
fn both_ends_in_one_process() {
    let over: &[&str] = if cfg!(unix) { &["memory", "sockets"] } else { &["memory"] };
    for over in over {
        let folder = tempfile::tempdir().unwrap();
        let mut both = open("pair-tls-iocb", folder.path(), &["--over", over]);
        both.wait_for("Client connected successfully\n").unwrap();
        both.type_line("Hello server").unwrap();
        both.wait_for("\t\t\t\t\tReceived: Hello server\nReceived: I hear ya fa shizzle!\n").unwrap();
        both.see("Message to send: ").unwrap();
        both.type_line("break").unwrap();
        both.wait_for("End of TLS Client\n").unwrap();
        both.end(0).unwrap();
        let shown = both.transcript().to_owned();
        for line in [
            "Sending break command\n",
            "\t\t\t\t\tReceived break command\n",
            "\t\t\t\t\tClosed the connection\n",
        ] {
            assert!(shown.contains(line), "{shown}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no file");

        let cert = common::defaults::certs("broken/tb-server-expired-cert.pem");
        let arguments = ["--over", over, "--server-cert", cert.to_str().unwrap()];
        let mut both = open("pair-tls-iocb", folder.path(), &arguments);
        both.wait_for("ERROR: failed SSL connect (certificate has expired)\n").unwrap();
        both.wait_for("End of TLS Client\n").unwrap();
        both.end(1).unwrap();
    }
}

#[test]
fn each_error_of_a_callback_has_its_counterpart() {
    let folder = tempfile::tempdir().unwrap();
    let mut errors = open("errors-iocb", folder.path(), &[]);
    for (name, expected) in [
        ("WANT_READ", "SSL_ERROR_WANT_READ  | called again: connected"),
        ("WANT_WRITE", "SSL_ERROR_WANT_WRITE | called again: connected"),
        ("CONN_RST", "SSL_ERROR_SYSCALL    | failed SSL connect (connection reset)"),
        ("ISR", "SSL_ERROR_SYSCALL    | failed SSL connect (operation interrupted)"),
        ("ISR", "no error             | connected"),
        (
            "CONN_CLOSE",
            "SSL_ERROR_SYSCALL    | failed SSL connect (the peer closed the connection without close_notify)",
        ),
        ("TIMEOUT", "SSL_ERROR_SYSCALL    | failed SSL connect (timed out)"),
        ("GENERAL", "SSL_ERROR_SYSCALL    | failed SSL connect (other error)"),
    ] {
        errors.see(&format!("WOLFSSL_CBIO_ERR_{name}[..]| {expected}\n")).unwrap();
    }
    errors.see("End of TLS Client\n").unwrap();
    errors.end(0).unwrap();
}

/// The C original reads at the full speed of a processor until something comes.
#[cfg(target_os = "linux")]
#[test]
fn waiting_takes_no_processor_time() {
    let folders: Vec<_> = (0..6).map(|_| tempfile::tempdir().unwrap()).collect();
    let mut idle = Vec::new();
    for (kind, folders) in KINDS.iter().zip(folders.chunks(3)) {
        let mut server = serve(folders[0].path(), kind);
        let mut client = open("client-tls-iocb", folders[0].path(), kind);
        client.see("Message to send: ").unwrap();
        server.wait_for("Client connected successfully\n").unwrap();
        // And one each that waits for the other to come.
        idle.extend([server, client, serve(folders[1].path(), kind)]);
        idle.push(open("client-tls-iocb", folders[2].path(), kind));
    }
    thread::sleep(Duration::from_millis(300));
    let before: Vec<_> = idle.iter().map(|window| window.processor_time().unwrap()).collect();
    thread::sleep(Duration::from_secs(5));
    for (window, before) in idle.iter().zip(before) {
        let used = window.processor_time().unwrap().saturating_sub(before);
        assert!(used < Duration::from_millis(50), "{} took {used:?}", window.name());
    }
}

//! What may be in the place of the two files: left from a former run, of the other kind, or somebody else's.

#![allow(clippy::unwrap_used)]

mod programs;

use std::fs;
use std::thread;
use std::time::Duration;

use programs::{KINDS, open, serve, session};

/// What a run that was killed has left, of either kind, is no obstacle, whoever comes first.
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

/// A server that was killed before any client came leaves empty files: a client that finds them says its first
/// words again to the server that replaces them.
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
        // No permission stops the superuser, and Windows has none for folders. But nobody can create files in /proc.
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
            // There is nothing to wait for: a client that waits nevertheless exceeds the window's limit.
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

/// Nor is a link followed, wherever it leads.
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

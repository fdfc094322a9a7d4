//! client-tls and server-tls: sessions that must fail, and the words for it on both sides.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use harness::{open, serve};

/// A handshake between these arguments must fail with these reasons, and both programs end with exit status 1.
fn refused(server: &[&str], client: &[&str], on_server: &str, on_client: &str) {
    let (mut server, port) = serve("server-tls", server).unwrap();
    let mut client = open("client-tls", client, port).unwrap();
    client.wait_for("ERROR: failed SSL connect (").unwrap();
    client.see(&format!("{on_client})\nEnd of TLS Client\n")).unwrap();
    client.end(1).unwrap();
    server.see(&format!("ERROR: failed SSL accept ({on_server})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();
}

/// A session between these arguments must come about.
fn accepted(server: &[&str], client: &[&str]) -> String {
    let (mut server, port) = serve("server-tls", server).unwrap();
    let mut client = open("client-tls", client, port).unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.wait_for("Client connected successfully\n").unwrap();
    client.transcript().to_owned()
}

const UNSUPPORTED: &str = "unsupported protocol version: the peer's is not allowed here";
const PROTOCOL_VERSION: &str = "received fatal alert protocol_version (70)";

/// Tables 6.1.1 and 6.1.2: the highest common version is taken, or there is none.
#[test]
fn every_pair_of_versions() {
    let versions = ["1.0", "1.1", "1.2", "1.3"];
    // Debian's OpenSSL has all four; another one that lacks 1.0 and 1.1 says so below instead of failing here.
    for (s, server) in versions.iter().enumerate() {
        for (c, client) in versions.iter().enumerate() {
            let only =
                |version| ["--min-version", version, "--max-version", version, "--security-level", "0"];
            if s == c {
                let mut client = only(client).to_vec();
                client.push("--state");
                let name = if *server == "1.0" { "TLSv1".to_owned() } else { format!("TLSv{server}") };
                let shown = accepted(&only(server), &client);
                assert!(shown.contains(&format!("handshake done: {name}, ")), "{name}: {shown}");
            } else if s < c && *client != "1.3" {
                // The server answers with its own version; it is the client that refuses, in a record of its version.
                refused(&only(server), &only(client), "[..]", UNSUPPORTED);
            } else {
                refused(&only(server), &only(client), UNSUPPORTED, PROTOCOL_VERSION);
            }
        }
    }
}

#[test]
fn the_highest_version_of_both_is_taken() {
    for (server, client, version) in [
        (vec![], vec!["--state"], "TLSv1.3"),
        (vec![], vec!["--max-version", "1.2", "--state"], "TLSv1.2"),
        (vec!["--max-version", "1.2"], vec!["--state"], "TLSv1.2"),
    ] {
        let shown = accepted(&server, &client);
        assert!(shown.contains(&format!("handshake done: {version}, ")), "{shown}");
    }
}

#[test]
fn a_version_that_cannot_be_had_is_said_so() {
    for (arguments, why) in [
        (
            vec!["--min-version", "1.3", "--max-version", "1.2"],
            "failed to set --max-version 1.2 (it is below --min-version 1.3)",
        ),
        (vec!["--min-version", "1.0"], "failed to set --min-version 1.0 (OpenSSL "),
        (vec!["--max-version", "1.0", "--min-version", "1.0"], "failed to set --max-version 1.0 (OpenSSL "),
    ] {
        let mut client = open("client-tls", &arguments, 1).unwrap();
        client.wait_for(&format!("ERROR: {why}")).unwrap();
        client.end(1).unwrap();
        let mut server = open("server-tls", &arguments, 0).unwrap();
        server.wait_for(&format!("ERROR: {why}")).unwrap();
        server.end(1).unwrap();
    }
}

#[test]
fn every_broken_certificate_is_refused_for_its_own_reason() {
    for (file, on_client, on_server) in [
        ("tb-server-cert2", "certificate signature failure", "decrypt_error (51)"),
        ("tb-server-expired-cert", "certificate has expired", "certificate_expired (45)"),
        ("tb-server-notyet-cert", "certificate is not yet valid[..]", "bad_certificate (42)"),
        ("tb-server-wronghost-cert", "IP address mismatch", "bad_certificate (42)"),
        ("tb-server-stranger-cert", "unable to get local issuer certificate", "unknown_ca (48)"),
    ] {
        let file = format!("certs/broken/{file}.pem");
        refused(&[&file], &[], &format!("received fatal alert {on_server}"), on_client);
    }
    // The same by name, and the stranger's CA is all that the stranger's certificate lacks.
    let wrong_host = "certs/broken/tb-server-wronghost-cert.pem";
    let bad = "received fatal alert bad_certificate (42)";
    refused(&[wrong_host], &["certs/tb-ca-cert.pem", "localhost"], bad, "hostname mismatch");
    accepted(&["certs/broken/tb-server-stranger-cert.pem"], &["certs/broken/stranger-ca-cert.pem"]);
}

/// A wrong file is named, with what is wrong with it, before anything is connected; nothing asks for a pass phrase.
#[test]
fn a_wrong_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let certs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../certs");
    let certificate = fs::read(certs.join("tb-server-cert.pem")).unwrap();
    let key = fs::read(certs.join("tb-server-key.pem")).unwrap();
    let encrypted = openssl::pkey::PKey::private_key_from_pem(&key)
        .unwrap()
        .private_key_to_pem_pkcs8_passphrase(openssl::symm::Cipher::aes_128_cbc(), b"secret")
        .unwrap();

    let missing = folder.path().join("missing").to_str().unwrap().to_owned();
    let a_folder = folder.path().to_str().unwrap().to_owned();
    let empty = file("empty", b"");
    let nul = file("zeros", b"\0\0\0");
    let garbage = file("garbage", &[0x93; 4000]);
    let cut = file("cut", &certificate[..900]);
    let cut_key = file("cut-key", &key[..900]);
    let encrypted = file("encrypted", &encrypted);
    let damaged =
        file("damaged", &String::from_utf8(certificate).unwrap().replacen('M', "!", 3).into_bytes());

    let server_cert = "certs/tb-server-cert.pem";
    let no_file = "No such file or directory";
    let no_key = "no sound private key in PEM form in it";
    let not_its_key = "it is not the key of the certificate";
    for (program, arguments, wrong, why) in [
        ("server-tls", vec![&*missing], &*missing, no_file),
        ("server-tls", vec![&*a_folder], &*a_folder, "a folder, not a file"),
        ("server-tls", vec![&*empty], &*empty, "no certificate or key in PEM form in it"),
        ("server-tls", vec![&*nul], &*nul, "no certificate or key in PEM form in it"),
        ("server-tls", vec![&*garbage], &*garbage, "no certificate or key in PEM form in it"),
        ("server-tls", vec![&*cut], &*cut, "damaged: its base64 text cannot be decoded"),
        ("server-tls", vec![&*damaged], &*damaged, "damaged: its base64 text cannot be decoded"),
        (
            "server-tls",
            vec!["certs/tb-server-key.pem"],
            "certs/tb-server-key.pem",
            "no certificate or key in PEM form in it",
        ),
        ("server-tls", vec![server_cert, &missing], &missing, no_file),
        ("server-tls", vec![server_cert, &a_folder], &a_folder, "a folder, not a file"),
        ("server-tls", vec![server_cert, &empty], &empty, no_key),
        ("server-tls", vec![server_cert, &garbage], &garbage, no_key),
        ("server-tls", vec![server_cert, &cut_key], &cut_key, no_key),
        (
            "server-tls",
            vec![server_cert, &encrypted],
            &encrypted,
            "encrypted, and no pass phrase is asked for: decrypt it with `openssl pkey`",
        ),
        ("server-tls", vec![server_cert, server_cert], server_cert, no_key),
        ("server-tls", vec![server_cert, "certs/tb-client-key.pem"], "certs/tb-client-key.pem", not_its_key),
        (
            "server-tls",
            vec![server_cert, "certs/tb-server-ecdsa-key.pem"],
            "certs/tb-server-ecdsa-key.pem",
            not_its_key,
        ),
        ("client-tls", vec![&*missing], &*missing, no_file),
        ("client-tls", vec![&*a_folder], &*a_folder, "a folder, not a file"),
        ("client-tls", vec![&*empty], &*empty, "no certificate in PEM form in it"),
        ("client-tls", vec![&*garbage], &*garbage, "no certificate in PEM form in it"),
        ("client-tls", vec![&*cut], &*cut, "damaged: its base64 text cannot be decoded"),
        (
            "client-tls",
            vec!["certs/tb-server-key.pem"],
            "certs/tb-server-key.pem",
            "no certificate in PEM form in it",
        ),
    ] {
        let mut window = open(program, &arguments, 1).unwrap();
        window.see(&format!("ERROR: failed to load {wrong} ({why})\n")).unwrap();
        window.wait_for("End of TLS ").unwrap();
        window.end(1).unwrap();
    }
}

#[test]
fn wrong_usage_has_exit_status_2() {
    for (program, arguments) in [
        ("client-tls", vec!["ca.pem", "localhost", "0"]),
        ("client-tls", vec!["ca.pem", "localhost", "65536"]),
        ("client-tls", vec!["ca.pem", "local host"]),
        ("client-tls", vec!["ca.pem", "localhost", "1", "more"]),
        ("client-tls", vec!["--min-version", "1.4"]),
        ("client-tls", vec!["--timeout", "0"]),
        ("server-tls", vec!["cert.pem", "key.pem", "-1"]),
        ("server-tls", vec!["--bind", "localhost"]),
        ("server-tls-threads", vec!["--identity", "localhost"]),
        ("server-tls-mutual", vec!["--depth", "many"]),
        ("client-tls-records", vec!["--send", "0"]),
        ("client-tls-records", vec!["--max-fragment", "1000"]),
    ] {
        let mut window = open(program, &arguments, 1).unwrap();
        let shown = window.end(2).unwrap();
        assert!(shown.starts_with("error: "), "{program} {arguments:?}: {shown}");
    }
}

#[test]
fn an_address_that_cannot_be_had_is_named() {
    let mut client = open("client-tls", &["certs/tb-ca-cert.pem", "nosuch.invalid"], 1).unwrap();
    client.wait_for("ERROR: failed to resolve nosuch.invalid (").unwrap();
    client.end(1).unwrap();

    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut client = open("client-tls", &[], closed).unwrap();
    let failure = format!("ERROR: failed to connect to 127.0.0.1:{closed} (Connection refused)\n");
    client.wait_for(&failure).unwrap();
    let start = format!("terminal: TLSBOOK_PORT={closed} cargo run -q --bin server-tls\nEnd of TLS Client\n");
    client.see(&format!("HINT: start the server first, in another {start}")).unwrap();
    client.end(1).unwrap();

    let (_first, port) = serve("server-tls", &[]).unwrap();
    let mut second = open("server-tls", &[], port).unwrap();
    second.see(&format!("ERROR: failed to bind 127.0.0.1:{port} (Address already in use)\n")).unwrap();
    second.see("HINT: another server runs there: [..]\nEnd of TLS Server\n").unwrap();
    second.end(1).unwrap();
}

/// The C takes the host first. Nobody has a certificate called so.
#[test]
fn arguments_in_another_order_are_put_right() {
    let mut client = open("client-tls", &["127.0.0.1"], 1).unwrap();
    client.wait_for("HINT: the first argument is the CA certificate, the second the host: ").unwrap();
    client
        .see("cargo run -q --bin client-tls -- certs/tb-ca-cert.pem 127.0.0.1\nEnd of TLS Client\n")
        .unwrap();
    client.end(1).unwrap();
}

#[test]
fn groups_are_those_that_openssl_knows() {
    let mut client = open("client-tls", &["--groups", "P-256:P-999"], 1).unwrap();
    client.wait_for("failed to set --groups P-256:P-999 (\"P-999\" is no group of this OpenSSL)\n").unwrap();
    client.end(1).unwrap();
}

/// OpenSSL opens these files: the reason is the system's, and not just any.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_has_its_true_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("file"), "").unwrap();
    std::os::unix::fs::symlink(path("loop"), path("loop")).unwrap();
    for (file, reason) in [
        (path("missing"), "No such file or directory"),
        (path("file/in it"), "Not a directory"),
        (path("loop"), "Too many levels of symbolic links"),
        (path(&"long".repeat(100)), "File name too long"),
    ] {
        for (program, arguments) in [
            ("client-tls", &[file.as_str()][..]),
            ("server-tls", &[file.as_str()]),
            ("server-tls", &["certs/tb-server-cert.pem", &file]),
            ("server-tls-threads", &[file.as_str()]),
            ("client-tls-mutual", &["--cert", &file]),
        ] {
            let mut window = open(program, arguments, 1).unwrap();
            window.wait_for(&format!("ERROR: failed to load {file} ({reason})\n")).unwrap();
            window.end(1).unwrap();
        }
    }
}

/// The same for a file that is somebody else's. Root may read every file, so that it must be another user who tries.
#[cfg(unix)]
#[test]
fn a_file_of_another_user_is_a_denied_permission() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    // Where root alone may go, another user finds no program: a copy lies beside the key. Made by another
    // process: a file that this one has open for writing, if only in a child that another test has just
    // started, could not be run.
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = |from: &Path, name: &str| {
        let to = folder.path().join(name);
        assert!(harness::stranger_command("cp").arg(from).arg(&to).status().unwrap().success());
        to
    };
    let program = copy(&harness::program("server-tls").unwrap(), "server-tls");
    let certificate = copy(&harness::root().join("certs/tb-server-cert.pem"), "cert.pem");
    let key = copy(&harness::root().join("certs/tb-server-key.pem"), "key.pem");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o000)).unwrap();

    let mut command = harness::stranger_command(&program);
    command.arg(&certificate).arg(&key).current_dir("/");
    if fs::read(&key).is_ok() {
        command.uid(65534).gid(65534); // nobody's on most systems; any but 0 will do
    }
    let output = command.output().unwrap();
    let expected = format!("ERROR: failed to load {} (Permission denied)\n", key.display());
    assert!(String::from_utf8_lossy(&output.stderr).contains(&expected), "{output:?}");
    assert_eq!(output.status.code(), Some(1));
}

//! `tlsbook calls`: what a reader sees of a program's calls, and what is told when nothing can be seen.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use harness::Window;

fn command(arguments: &[&str]) -> Command {
    let mut command = harness::command("tlsbook").unwrap();
    command.arg("calls").args(arguments).stdin(Stdio::null());
    command
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// `tlsbook calls …` in a window, for a server at this port.
fn open(arguments: &[&str], port: u16) -> Window {
    let mut command = command(arguments);
    command.env("TLSBOOK_PORT", port.to_string());
    Window::open("calls", command, Duration::from_secs(60)).unwrap()
}

/// A function is left before the next is entered, unless lines are indented.
fn assert_in_pairs(lines: &str) {
    let mut open: Vec<&str> = Vec::new();
    for line in lines.lines() {
        let text = line.trim_start();
        if let Some(name) = text.strip_prefix("entering ") {
            assert_eq!(line.len() - text.len(), 2 * open.len(), "{line}\n{lines}");
            open.push(name);
        } else if let Some(rest) = text.strip_prefix("leaving ") {
            let name = open.pop().unwrap();
            assert!(rest == name || rest.starts_with(&format!("{name}, return ")), "{line}\n{lines}");
        }
    }
    assert!(open.is_empty(), "{open:?}\n{lines}");
}

#[test]
fn a_session_shows_its_calls_and_can_be_typed_to() {
    if !harness::tool("gdb") {
        return;
    }
    let (server, port) = harness::serve("server-tls", &[]).unwrap();
    let mut client = open(&["client-tls"], port);
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    assert_eq!(client.end(0).unwrap(), "");
    let shown = client.transcript();
    let wanted = [
        "leaving SSL_CTX_new(), return a pointer\n",
        "leaving SSL_CTX_set_verify()\n",
        "leaving SSL_connect(), return 1\n",
        "Message to send: Hello server\nentering SSL_write_ex()\n",
        "leaving SSL_write_ex(), return 1 (12 bytes)\n",
        "leaving SSL_read_ex(), return 1 (22 bytes)\n",
        "leaving SSL_write_ex(), return 1 (5 bytes)\n",
        "leaving SSL_shutdown(), return 0\n",
        "leaving SSL_shutdown(), return 1\n",
        "leaving SSL_CTX_free()\n",
    ];
    let mut rest = shown;
    for line in wanted {
        rest = rest.split_once(line).unwrap_or_else(|| panic!("{line}\n{shown}")).1;
    }
    assert!(!shown.contains("BIO_") && !shown.contains("gdb") && !shown.contains("Breakpoint"), "{shown}");
    assert_in_pairs(shown);
    drop(server);
}

#[test]
fn a_program_that_fails_ends_with_its_own_status() {
    if !harness::tool("gdb") {
        return;
    }
    let expired = ["certs/broken/tb-server-expired-cert.pem"];
    let (mut server, port) = harness::serve("server-tls", &expired).unwrap();
    let mut client = open(&["client-tls"], port);
    client.wait_for("ERROR: failed SSL connect (certificate has expired)\nEnd of TLS Client\n").unwrap();
    assert_eq!(client.end(1).unwrap(), "");
    assert!(client.transcript().contains("\nleaving SSL_connect(), return -1\n"), "{}", client.transcript());
    server.wait_for("End of TLS Server\n").unwrap();

    // Its own usage, and its own options.
    let output = command(&["client-tls", "--timeout", "never"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", errors(&output));
    let output = command(&["hmac", "--help"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("Usage: hmac "), "{}", errors(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_interrupt_and_an_end_of_gdb_end_the_program() {
    if !harness::tool("gdb") {
        return;
    }
    for (signal, status) in [("INT", Some(130)), ("TERM", None), ("KILL", None)] {
        let mut server = open(&["server-tls"], 0);
        let port = server.port_after_calls();
        let kill = format!("kill -s {signal} {}", server.id());
        assert!(harness::stranger_command("sh").args(["-c", &kill]).status().unwrap().success());
        let ended = server.wait_for_end().unwrap();
        assert!(status.is_none() || ended.code() == status, "{signal}: {ended}");
        // Nothing listens any more.
        let deadline = std::time::Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            assert!(std::time::Instant::now() < deadline, "{signal}: the server has been left");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Where the server listens; calls are shown before that.
trait Port {
    fn port_after_calls(&mut self) -> u16;
}

impl Port for Window {
    fn port_after_calls(&mut self) -> u16 {
        self.wait_for("listening on 127.0.0.1:").unwrap();
        let port = self.wait_for("\n").unwrap().trim().parse().unwrap();
        self.wait_for("Waiting for a connection...\n").unwrap();
        port
    }
}

#[test]
fn a_file_takes_the_calls_of_one_family() {
    if !harness::tool("gdb") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("with a blank \"and\" 漢字.txt");
    let path = file.to_str().unwrap();
    let output = command(&["--output", path, "--filter", "EVP_Digest", "sha256", "-"]).output().unwrap();
    let alone = harness::command("sha256").unwrap().arg("-").stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.stdout, alone.stdout, "{}", errors(&output));
    assert_eq!((errors(&output), output.status.code()), (errors(&alone), alone.status.code()));
    let lines = fs::read_to_string(&file).unwrap();
    assert!(lines.starts_with("entering EVP_Digest"), "{lines}");
    assert!(lines.contains("(), return 1\n"), "{lines}");
    assert!(lines.lines().all(|line| line.contains("ing EVP_Digest")), "{lines}");
    assert_in_pairs(&lines);
}

#[test]
fn all_of_libssl_is_indented() {
    if !harness::tool("gdb") {
        return;
    }
    // It fails when the CA's file is not there.
    let output = command(&["--all", "client-tls", "none.pem"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let shown = errors(&output);
    assert!(shown.contains("\nentering SSL_CTX_new()\n  entering "), "{shown}");
    assert!(shown.contains("leaving SSL_CTX_load_verify_locations(), return 0\n"), "{shown}");
    let calls: Vec<&str> =
        shown.lines().filter(|line| line.contains("ing ") && line.contains("()")).collect();
    assert_in_pairs(&calls.join("\n"));
}

#[test]
fn what_does_not_exist_is_named() {
    for (name, meant) in [("client-tsl", " (did you mean client-tls?)"), ("wget", ""), ("tlsbook", "")] {
        let output = command(&[name]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let error =
            format!("tlsbook: there is no program {name}{meant}: `tlsbook list` shows what there is\n");
        assert_eq!(errors(&output), error);
    }
    assert_eq!(command(&[]).output().unwrap().status.code(), Some(2));
}

#[test]
fn without_gdb_it_is_told_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(&["client-tls"]).env("PATH", folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).starts_with("tlsbook: gdb is needed to see the calls, and is not installed ("));
    assert!(errors(&output).contains("sudo apt install gdb"), "{}", errors(&output));
}

/// What functions return is in a table, since a library does not say it. The table is as OpenSSL's headers have it.
#[test]
fn the_kinds_of_values_are_those_of_the_headers() {
    if !harness::tool("cc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("headers.c");
    let headers =
        ["ssl", "evp", "x509v3", "pem", "rsa", "ec", "hmac", "ui", "provider", "rand", "pkcs12", "kdf"];
    let includes = headers.map(|name| format!("#include <openssl/{name}.h>\n"));
    fs::write(&source, includes.concat()).unwrap();
    let output = harness::stranger_command("cc").args(["-E", "-P"]).arg(&source).output().unwrap();
    if !output.status.success() {
        harness::skipped("OpenSSL's headers are not where cc looks");
        return;
    }
    let text = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut prototypes = BTreeMap::new();
    for declaration in text.split([';', '{', '}']) {
        let Some((before, _)) = declaration.split_once('(') else { continue };
        let before = before.trim();
        let at = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        prototypes.insert(&before[at..], before[..at].trim());
    }
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/calls/returns.txt");
    let table = fs::read_to_string(table).unwrap();
    let mut seen = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (kind, names) = line.split_once(' ').unwrap();
        for name in names.split(' ') {
            let Some(prototype) = prototypes.get(name) else { continue };
            let result = prototype.trim_start_matches("extern ").trim_start_matches("const ");
            let expected = match result {
                _ if result.contains('*') => "pointer",
                "void" => "void",
                "int" | "OSSL_HANDSHAKE_STATE" => "int",
                "unsigned int" | "uint32_t" => "uint",
                "long" | "ssize_t" | "time_t" => "long",
                "unsigned long" | "size_t" | "uint64_t" => "ulong",
                "uint16_t" => "ushort",
                "uint8_t" => "byte",
                "SSL_verify_cb" | "SSL_CTX_keylog_cb_func" => "pointer",
                _ => continue,
            };
            assert_eq!(kind, expected, "{prototype} {name}");
            seen += 1;
        }
    }
    assert!(seen > 500, "the prototypes are found: {seen}");
}

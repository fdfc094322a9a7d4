//! client-tls-nofs and server-tls-nofs open no file: strace sees none, and an empty root folder is enough.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

use std::path::Path;
use std::time::Duration;

use harness::{Window, program, serve, session, tool};

const LIMIT: Duration = Duration::from_secs(20);
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// What a program does with files from `main` on, as strace shows it.
fn traced(name: &str, port: u16, trace: &Path) -> Window {
    let mut command = harness::stranger_command("strace");
    // Rust's runtime calls sigaltstack before `main`, after the dynamic loader has opened the libraries.
    command.args(["-f", "-e", "trace=%file,sigaltstack", "-o"]).arg(trace);
    command.arg(program(name).unwrap()).env("TLSBOOK_PORT", port.to_string()).current_dir(ROOT);
    command.env_remove("SSLKEYLOGFILE").env_remove("TLSBOOK_CERTS").env_remove("OPENSSL_CONF");
    Window::open(name, command, LIMIT).unwrap()
}

fn since_main(trace: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(trace).unwrap();
    assert!(text.contains("libc.so"), "the loader's files are before `main`: {text}");
    let after = text.lines().skip_while(|line| !line.contains("sigaltstack("));
    let calls: Vec<_> = after.filter(|line| !line.contains("sigaltstack(")).map(str::to_owned).collect();
    // The C library's gmtime asks for the time zone when it is first called: OpenSSL converts the time to
    // compare it with the certificate's. It is a file that need not be there (see the test with an empty root).
    calls
        .into_iter()
        .filter(|line| line.contains('"') && !line.contains("localtime") && !line.contains(", \"\""))
        .collect()
}

#[test]
fn no_file_is_opened_from_main_on() {
    if !tool("strace") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (server_trace, client_trace) = (folder.path().join("server"), folder.path().join("client"));
    let mut server = traced("server-tls-nofs", 0, &server_trace);
    let port = server.port().unwrap();
    server.see("Waiting for a connection...\n").unwrap();
    let mut client = traced("client-tls-nofs", port, &client_trace);
    session(&mut client, &mut server).unwrap();
    // A handshake that fails ends the server.
    std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
    assert_eq!(since_main(&server_trace), Vec::<String>::new());
    assert_eq!(since_main(&client_trace), Vec::<String>::new());

    // With programs that do open files, the same check finds them.
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let mut client = traced("client-tls", port, &client_trace);
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let opened = since_main(&client_trace).join("\n");
    assert!(opened.contains("openssl.cnf") && opened.contains("tb-ca-cert.pem"), "{opened}");
}

/// A root folder with nothing in it but the two programs and the libraries that the dynamic loader gives them.
#[test]
fn a_session_where_there_are_no_files() {
    if !tool("unshare") || !tool("ldd") {
        return;
    }
    let allowed =
        harness::stranger_command("unshare").args(["--map-root-user", "true"]).status().unwrap().success();
    if !allowed && std::env::var_os("TLSBOOK_REQUIRE_TOOLS").is_none() {
        harness::skipped("a root folder of one's own (unshare) is not allowed here");
        return;
    }
    let root = tempfile::tempdir().unwrap();
    for name in ["server-tls-nofs", "client-tls-nofs"] {
        let path = program(name).unwrap();
        std::fs::copy(&path, root.path().join(name)).unwrap();
        let libraries = harness::stranger_command("ldd").arg(&path).output().unwrap();
        let libraries = String::from_utf8(libraries.stdout).unwrap();
        for library in libraries.split_whitespace().filter(|word| word.starts_with('/')) {
            let copy = root.path().join(library.trim_start_matches('/'));
            std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
            std::fs::copy(library, copy).unwrap();
        }
    }
    let alone = |name: &str, port: u16| {
        let mut command = harness::stranger_command("unshare");
        command.args(["--map-root-user", "--root"]).arg(root.path()).arg(format!("/{name}"));
        command.env("TLSBOOK_PORT", port.to_string()).env_remove("SSLKEYLOGFILE");
        Window::open(name, command, LIMIT).unwrap()
    };
    let mut server = alone("server-tls-nofs", 0);
    let port = server.port().unwrap();
    server.see("Waiting for a connection...\n").unwrap();
    session(&mut alone("client-tls-nofs", port), &mut server).unwrap();
}

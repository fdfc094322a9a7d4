//! client-tls-nofs and server-tls-nofs: they talk to everybody, and open no file.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::time::Duration;

use harness::{Window, open, program, s_server, serve, stranger, tool};

const LIMIT: Duration = Duration::from_secs(20);
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn session(client: &mut Window, server: &mut Window) {
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.see("Client connected successfully\nReceived: Hello server\nReceived: break\n").unwrap();
    server.see("Received break command\nClosed the connection\nWaiting for a connection...\n").unwrap();
}

#[test]
fn every_form_and_level_and_the_programs_of_section_6_1() {
    for (server, client) in [
        (&["server-tls-nofs"][..], &["client-tls-nofs"][..]),
        (&["server-tls-nofs", "--form", "pem"], &["client-tls-nofs", "--form", "pem"]),
        (&["server-tls-nofs", "--level", "session"], &["client-tls-nofs"]),
        (&["server-tls-nofs"], &["client-tls"]),
        (&["server-tls"], &["client-tls-nofs"]),
    ] {
        let (mut window, port) = serve(server[0], &server[1..]).unwrap();
        session(&mut open(client[0], &client[1..], port).unwrap(), &mut window);
    }
}

#[test]
fn the_client_trusts_the_ca_compiled_in_and_no_other() {
    for form in ["der", "pem"] {
        let (_server, port) = serve("server-tls", &["certs/broken/tb-server-stranger-cert.pem"]).unwrap();
        let mut client = open("client-tls-nofs", &["--form", form], port).unwrap();
        client.wait_for("ERROR: failed SSL connect (unable to get local issuer certificate)\n").unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
    }
    let (_server, port) = serve("server-tls", &["certs/broken/tb-server-wronghost-cert.pem"]).unwrap();
    let mut client = open("client-tls-nofs", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (IP address mismatch)\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn a_host_name_is_none_of_its_arguments() {
    let mut client = open("client-tls-nofs", &["localhost"], 1).unwrap();
    client.wait_for("error: invalid value 'localhost'").unwrap();
    client.end(2).unwrap();
}

#[test]
fn the_openssl_command_as_peer() {
    if !tool("openssl") {
        return;
    }
    let (_server, port) = serve("server-tls-nofs", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let verified = ["-verify_return_error", "-CAfile", "certs/tb-ca-cert.pem", "-verify_ip", "127.0.0.1"];
    let mut client =
        stranger("openssl", &[&["s_client", "-brief", "-connect", &address][..], &verified].concat())
            .unwrap();
    client.wait_for("Verification: OK\n").unwrap();
    client.send(b"Hello server\n").unwrap();
    client.wait_for("I hear ya fa shizzle!").unwrap();

    let identity = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];
    let (_server, port) = s_server(&identity).unwrap();
    let mut client = open("client-tls-nofs", &[], port).unwrap();
    client.send(b"\n").unwrap();
    client.wait_for("Received: 0.1/PTTH lmth.xedni/ TEG").unwrap();
}

/// What a program does with files from `main` on, as strace tells it.
#[cfg(target_os = "linux")]
fn traced(name: &str, port: u16, trace: &Path) -> Window {
    let mut command = harness::stranger_command("strace");
    // Rust's runtime calls sigaltstack before `main`, after the dynamic loader has opened the libraries.
    command.args(["-f", "-e", "trace=%file,sigaltstack", "-o"]).arg(trace);
    command.arg(program(name).unwrap()).env("TLSBOOK_PORT", port.to_string()).current_dir(ROOT);
    command.env_remove("SSLKEYLOGFILE").env_remove("TLSBOOK_CERTS").env_remove("OPENSSL_CONF");
    Window::open(name, command, LIMIT).unwrap()
}

#[cfg(target_os = "linux")]
fn since_main(trace: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(trace).unwrap();
    assert!(text.contains("libc.so"), "the loader's files are before `main`: {text}");
    let after = text.lines().skip_while(|line| !line.contains("sigaltstack("));
    let calls: Vec<_> = after.filter(|line| !line.contains("sigaltstack(")).map(str::to_owned).collect();
    // The C library's gmtime asks for the time zone when it is first called: OpenSSL converts the time to compare it with
    // the certificate's. It is a file that need not be there (see the test with an empty root).
    calls
        .into_iter()
        .filter(|line| line.contains('"') && !line.contains("localtime") && !line.contains(", \"\""))
        .collect()
}

#[cfg(target_os = "linux")]
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
    session(&mut client, &mut server);
    // A handshake that fails ends the server.
    std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
    assert_eq!(since_main(&server_trace), Vec::<String>::new());
    assert_eq!(since_main(&client_trace), Vec::<String>::new());

    // The same look at programs that do open files sees them.
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let mut client = traced("client-tls", port, &client_trace);
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let opened = since_main(&client_trace).join("\n");
    assert!(opened.contains("openssl.cnf") && opened.contains("tb-ca-cert.pem"), "{opened}");
}

/// A root folder with nothing in it but the two programs and the libraries that the dynamic loader gives them.
#[cfg(target_os = "linux")]
#[test]
fn a_session_where_there_are_no_files() {
    if !tool("unshare") || !tool("chroot") || !tool("ldd") {
        return;
    }
    let allowed =
        harness::stranger_command("unshare").args(["--map-root-user", "true"]).status().unwrap().success();
    if !allowed && std::env::var_os("TLSBOOK_REQUIRE_TOOLS").is_none() {
        eprintln!("skipped: this system lets nobody have a root folder of one's own");
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
        command.args(["--map-root-user", "chroot"]).arg(root.path()).arg(format!("/{name}"));
        command.env("TLSBOOK_PORT", port.to_string()).env_remove("SSLKEYLOGFILE");
        Window::open(name, command, LIMIT).unwrap()
    };
    let mut server = alone("server-tls-nofs", 0);
    let port = server.port().unwrap();
    server.see("Waiting for a connection...\n").unwrap();
    session(&mut alone("client-tls-nofs", port), &mut server);
}

//! client-tls and server-tls with strangers: the `openssl` command and GnuTLS, both ways.

#![allow(clippy::unwrap_used)]

use std::process::Command;
use std::time::Duration;

use stage::{Window, open, program, serve, tool};

const LIMIT: Duration = Duration::from_secs(20);
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A stranger's program, at the root of the workspace.
fn stranger(name: &str, arguments: &[&str]) -> Window {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(ROOT);
    Window::open(name, command, LIMIT).unwrap()
}

/// `openssl s_server` on a free port, answering each line with its letters in reverse.
fn s_server(arguments: &[&str]) -> (Window, u16) {
    let fixed = ["s_server", "-accept", "127.0.0.1:0", "-rev"];
    let mut server = stranger("openssl", &[&fixed[..], arguments].concat());
    server.wait_for("ACCEPT 127.0.0.1:").unwrap();
    let port = server.wait_for("\n").unwrap().trim().parse().unwrap();
    (server, port)
}

/// `unshare` for a network and processes of one's own, which all end with it.
#[cfg(target_os = "linux")]
const ALONE: [&str; 6] = ["--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

const IDENTITY: [&str; 4] = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];

#[test]
fn our_client_and_openssl_s_server() {
    if !tool("openssl") {
        return;
    }
    for (version, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let (_server, port) = s_server(&[&IDENTITY[..], &[version]].concat());
        let mut client = open("client-tls", &["--state"], port).unwrap();
        client.wait_for(&format!("handshake done: {name}, ")).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("").unwrap();
        client.wait_for("Received: 0.1/PTTH lmth.xedni/ TEG").unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
    let stranger = ["-cert", "certs/broken/tb-server-stranger-cert.pem", "-key", "certs/tb-server-key.pem"];
    let (_server, port) = s_server(&stranger);
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (unable to get local issuer certificate)\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn our_server_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let verified = [
        "s_client",
        "-brief",
        "-verify_return_error",
        "-CAfile",
        "certs/tb-ca-cert.pem",
        "-verify_ip",
        "127.0.0.1",
    ];
    for (version, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let mut client = stranger("openssl", &[&verified[..], &["-connect", &address, version]].concat());
        client.wait_for(&format!("Protocol version: {name}\n")).unwrap();
        client.wait_for("Verification: OK\n").unwrap();
        server.see("Client connected successfully\n").unwrap();
        client.type_line("Hello server").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
        client.close_input();
        server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
    // The end of the book's server: a handshake that fails.
    let strangers =
        ["s_client", "-brief", "-verify_return_error", "-CAfile", "certs/broken/stranger-ca-cert.pem"];
    let _client = stranger("openssl", &[&strangers[..], &["-connect", &address]].concat());
    server
        .see("ERROR: failed SSL accept (received fatal alert unknown_ca (48))\nEnd of TLS Server\n")
        .unwrap();
    server.end(1).unwrap();
}

#[test]
fn our_mutual_pair_and_openssl() {
    if !tool("openssl") {
        return;
    }
    let (_server, port) = s_server(
        &[&IDENTITY[..], &["-Verify", "1", "-verify_return_error", "-CAfile", "certs/tb-ca-cert.pem"]]
            .concat(),
    );
    let mut client = open("client-tls-mutual", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("").unwrap();
    client.wait_for("Received: 0.1/PTTH").unwrap();
    drop(client);
    let mut client = open("client-tls-mutual", &["--no-cert"], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("").unwrap();
    client.wait_for("(received fatal alert certificate_required (116))\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();

    let (mut server, port) = serve("server-tls-mutual", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let own = ["-cert", "certs/tb-client-cert.pem", "-key", "certs/tb-client-key.pem"];
    let _client = stranger("openssl", &[&["s_client", "-brief", "-connect", &address], &own[..]].concat());
    server.see("Client connected successfully\nClient certificate: TLS Book Test Client\n").unwrap();
}

#[test]
fn our_server_and_gnutls_cli() {
    if !tool("gnutls-cli") {
        return;
    }
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let port = port.to_string();
    for (priority, version) in
        [("NORMAL:-VERS-ALL:+VERS-TLS1.2", "TLS1.2"), ("NORMAL:-VERS-ALL:+VERS-TLS1.3", "TLS1.3")]
    {
        let ca = "--x509cafile=certs/tb-ca-cert.pem";
        let mut client = stranger("gnutls-cli", &[ca, "--priority", priority, "--port", &port, "localhost"]);
        client.wait_for("Status: The certificate is trusted.").unwrap();
        client.wait_for(&format!("Description: ({version}")).unwrap();
        server.see("Client connected successfully\n").unwrap();
        client.type_line("Hello server").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
        client.close_input();
        server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
    let ca = "--x509cafile=certs/broken/stranger-ca-cert.pem";
    let _client = stranger("gnutls-cli", &[ca, "--port", &port, "localhost"]);
    server.see("ERROR: failed SSL accept (").unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
}

/// gnutls-serv listens on every interface and cannot be told otherwise, so it and our client get a network of their own.
#[cfg(target_os = "linux")]
#[test]
fn our_client_and_gnutls_serv() {
    if !tool("gnutls-serv") || !tool("unshare") || !tool("ip") {
        return;
    }
    let allowed = Command::new("unshare").args(ALONE).arg("true").status().unwrap().success();
    if !allowed && std::env::var_os("TLSBOOK_REQUIRE_TOOLS").is_none() {
        eprintln!("skipped: this system allows no network of one's own");
        return;
    }
    let client = program("client-tls").unwrap();
    for (priority, cert, expected) in [
        ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "certs/tb-server-cert.pem", "Received: GET /index.html HTTP/1.0"),
        ("NORMAL:-VERS-ALL:+VERS-TLS1.3", "certs/tb-server-cert.pem", "Received: GET /index.html HTTP/1.0"),
        (
            "NORMAL",
            "certs/broken/tb-server-expired-cert.pem",
            "ERROR: failed SSL connect (certificate has expired)",
        ),
    ] {
        let script = format!(
            "ip link set lo up
             timeout 20 gnutls-serv --quiet --echo --port 11111 --disable-client-cert --priority {priority} \
                 --x509certfile {cert} --x509keyfile certs/tb-server-key.pem >/dev/null 2>&1 &
             server=$!
             for try in 1 2 3 4 5 6 7 8 9 10; do
                 grep -q ':2B67 ' /proc/net/tcp /proc/net/tcp6 && break
                 sleep 0.2
             done
             echo | {} 2>&1
             kill $server",
            client.display()
        );
        let mut window = stranger("unshare", &[&ALONE[..], &["sh", "-c", &script]].concat());
        window.wait_for(expected).unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.end(0).unwrap();
    }
}

//! Section 6.4 with the `openssl` command and GnuTLS, both ways; and what is in the messages.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use harness::{Window, gnutls_cli, open, s_server, serve, stranger, tool};
#[cfg(target_os = "linux")]
use harness::{gnutls_serv, with_gnutls_serv};

const IDENTITY: [&str; 4] = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];

/// client-tls-session, and then client-tls-resume, which must show `expected`.
fn save_and_resume(file: &Path, arguments: &[&str], port: u16, expected: &str) {
    let session = ["--session", file.to_str().unwrap()];
    for (program, expected) in [("client-tls-session", ""), ("client-tls-resume", expected)] {
        let mut client = open(program, &[arguments, &session].concat(), port).unwrap();
        let shown = client.wait_for("Message to send: ").unwrap();
        assert!(shown.contains(expected), "{shown}");
        client.type_line("").unwrap();
        client.wait_for("Received: 0.1/PTTH lmth.xedni/ TEG").unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
}

#[test]
fn our_clients_and_openssl_s_server() {
    if !tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    for (server, client) in [
        (&["-tls1_3"][..], &[][..]),
        (&["-tls1_3", "-no_ticket"], &[]),
        (&["-tls1_2"], &["--max-version", "1.2"]),
        (&["-tls1_2", "-no_ticket"], &["--max-version", "1.2"]),
    ] {
        let (_server, port) = s_server(&[&IDENTITY[..], server].concat()).unwrap();
        save_and_resume(&file, client, port, "Resuming session\nSession is reused\n");
    }
    // A server that gives another number of tickets: each is a session.
    let (_server, port) = s_server(&[&IDENTITY[..], &["-num_tickets", "3"]].concat()).unwrap();
    let mut client = open("client-tls-tickets", &["--session", file.to_str().unwrap()], port).unwrap();
    client.close_input();
    client.wait_for("Session 3: ticket of ").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    for number in 1..=3 {
        let saved = folder.path().join(format!("session-{number}.bin"));
        let mut client = open("client-tls-resume", &["--session", saved.to_str().unwrap()], port).unwrap();
        client.wait_for("Session is reused\n").unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
    // No tickets, and nothing kept.
    let (_server, port) = s_server(&[&IDENTITY[..], &["-num_tickets", "0"]].concat()).unwrap();
    let mut client = open("client-tls-session", &["--session", file.to_str().unwrap()], port).unwrap();
    client.close_input();
    client.wait_for("(the server has given no ticket: this session cannot be resumed)\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

/// The bytes of the first extension `name` after `text`, from the dump of `openssl … -trace`.
fn extension(text: &str, name: &str) -> Vec<u8> {
    let (_, rest) = text.split_once(name).unwrap();
    let dump = rest.lines().skip(1).map_while(|line| line.trim_start().split_once(" - "));
    let hex = dump.flat_map(|(_, line)| line.get(..48).unwrap_or(line).split([' ', '-']));
    hex.filter(|digits| digits.len() == 2).map(|digits| u8::from_str_radix(digits, 16).unwrap()).collect()
}

/// What comes after `name` in the line of it.
fn value<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, rest) = text.split_once(name).unwrap();
    rest.split_once('\n').unwrap().0
}

/// Section 6.4.2: pre_shared_key in Client Hello with the ticket, its age and a binder; in Server Hello with
/// the number of the identity; and no Certificate.
#[test]
fn the_messages_of_a_resumption_as_openssl_sees_them() {
    if !tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.txt");
    let options = ["-trace", "-msgfile", trace.to_str().unwrap(), "-num_tickets", "1", "-naccept", "2"];
    let (mut server, port) = s_server(&[&IDENTITY[..], &options].concat()).unwrap();
    save_and_resume(&folder.path().join("session.bin"), &[], port, "Session is reused\n");
    server.end(0).unwrap();
    let trace = fs::read_to_string(trace).unwrap();
    let (_, trace) = trace.split_once("    NewSessionTicket, Length=").unwrap();
    let (first, second) = trace.split_once("    ClientHello, Length=").unwrap();

    let ticket = value(first, "ticket (len=").split_once("): ").unwrap().1;
    let age_add: u32 = value(first, "ticket_age_add=").parse().unwrap();
    let (hello, rest) = second.split_once("    ServerHello, Length=").unwrap();

    assert!(
        hello.contains("extension_type=psk_key_exchange_modes(45), length=2\n          psk_dhe_ke (1)\n")
    );
    // RFC 8446 section 4.2.11
    let offered = extension(hello, "extension_type=psk(41), ");
    let (length, offered) = offered.split_at(2);
    assert_eq!(usize::from(u16::from_be_bytes(length.try_into().unwrap())), 2 + ticket.len() / 2 + 4);
    let (identity, offered) = offered[2..].split_at(ticket.len() / 2);
    let hex: Vec<_> = identity.iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(hex.concat(), ticket, "the identity is the ticket");
    let (age, binders) = offered.split_at(4);
    let age = u32::from_be_bytes(age.try_into().unwrap()).wrapping_sub(age_add);
    assert!(age < 20_000, "{age} ms since the ticket was given");
    assert_eq!(binders[..3], [0, 49, 48]);
    assert_eq!(binders.len(), 3 + 48, "a binder is an HMAC with SHA-384");

    let chosen = extension(rest, "extension_type=psk(41), ");
    assert_eq!(chosen, [0, 0], "the first identity");
    assert!(rest.contains("extension_type=key_share(51)"), "with (EC)DHE");
    assert!(rest.contains("    Finished, Length="));
    assert!(!rest.contains("    Certificate, Length="), "a resumption has no Certificate");
}

#[test]
fn our_servers_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pem = folder.path().join("session.pem");
    let pem = pem.to_str().unwrap();
    for (name, arguments, version) in [
        ("server-tls", &[][..], "-tls1_3"),
        ("server-tls", &[], "-tls1_2"),
        ("server-tls-tickets", &["--stateful"], "-tls1_3"),
        ("server-tls-tickets", &["--stateful"], "-tls1_2"),
    ] {
        let session = |server: &mut Window, port: u16, option, expected| {
            let address = format!("127.0.0.1:{port}");
            let ca = ["s_client", "-CAfile", "certs/tb-ca-cert.pem", "-verify_return_error", "-connect"];
            let mut client =
                stranger("openssl", &[&ca[..], &[&address, version, option, pem]].concat()).unwrap();
            client.wait_for(expected).unwrap();
            client.type_line("Hello").unwrap();
            client.wait_for("I hear ya fa shizzle!").unwrap();
            client.close_input();
            server.wait_for("Closed the connection\n").unwrap();
        };
        let (mut server, port) = serve(name, arguments).unwrap();
        session(&mut server, port, "-sess_out", "New, ");
        session(&mut server, port, "-sess_in", "Reused, ");
        let (mut restarted, port) = serve(name, arguments).unwrap();
        session(&mut restarted, port, "-sess_in", "New, ");
    }
}

#[test]
fn our_server_and_gnutls_cli() {
    if !tool("gnutls-cli") {
        return;
    }
    for (arguments, priority) in [
        (&[][..], "NORMAL:-VERS-ALL:+VERS-TLS1.3"),
        (&["--stateful"], "NORMAL:-VERS-ALL:+VERS-TLS1.3"),
        (&[], "NORMAL:-VERS-ALL:+VERS-TLS1.2"),
        (&["--stateful"], "NORMAL:-VERS-ALL:+VERS-TLS1.2"),
    ] {
        let (mut server, port) = serve("server-tls-tickets", arguments).unwrap();
        let fixed = ["--x509cafile=certs/tb-ca-cert.pem", "--resume", "--waitresumption"];
        let mut client = gnutls_cli(&[&fixed[..], &["--priority", priority]].concat(), port).unwrap();
        server.wait_for("Session is a new one\n").unwrap();
        client.wait_for("*** This is a resumed session").unwrap();
        server.wait_for("Session is reused\n").unwrap();
        client.wait_for("- Simple Client Mode:").unwrap();
        client.type_line("Hello server").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
    }
    // Without tickets there is nothing to resume.
    let (mut server, port) = serve("server-tls-tickets", &["--tickets", "0"]).unwrap();
    let fixed = ["--x509cafile=certs/tb-ca-cert.pem", "--resume"];
    let _client = gnutls_cli(&fixed, port).unwrap();
    server.wait_for("Session is a new one\n").unwrap();
    server.wait_for("Session is a new one\n").unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn our_clients_and_gnutls_serv() {
    if !gnutls_serv() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (priority, options, expected) in [
        ("NORMAL:-VERS-ALL:+VERS-TLS1.3", "", "Session is reused\n"),
        ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "--max-version 1.2", "Session is reused\n"),
        ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "", "Session is reused\n"),
    ] {
        let serve = format!(
            "--priority {priority} --x509certfile certs/tb-server-cert.pem --x509keyfile certs/tb-server-key.pem"
        );
        let clients = format!(
            "for client in client-tls-session client-tls-resume; do
                 echo | $client {options} --session {}/session.bin
             done",
            folder.path().display(),
        );
        let mut window = with_gnutls_serv(&serve, &clients).unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.wait_for(expected).unwrap();
        window.wait_for("Received: GET /index.html HTTP/1.0").unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.end(0).unwrap();
    }
}

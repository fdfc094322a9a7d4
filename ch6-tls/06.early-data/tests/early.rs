//! client-tls-eld and server-tls-eld: early data accepted, rejected, not sent, sent again.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use harness::{Record, Relay, Window, open, serve};
use openssl::sha::sha256;

/// A place for a session.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("session.bin")
    }

    fn client(&self, program: &str, arguments: &[&str], port: u16) -> Window {
        let file = self.file();
        open(program, &[arguments, &["--session", file.to_str().unwrap()]].concat(), port).unwrap()
    }

    /// Runs client-tls-session.
    fn save(&self, port: u16) {
        let mut client = self.client("client-tls-session", &[], port);
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }

    /// Runs client-tls-eld with `break` as the only message; returns what it shows before, without the size of
    /// the file.
    fn early(&self, arguments: &[&str], port: u16) -> String {
        let mut client = self.client("client-tls-eld", arguments, port);
        client.wait_for("session.bin size = ").unwrap();
        client.wait_for("\n").unwrap();
        let shown = client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.see("Sending break command\nEnd of TLS Client\n").unwrap();
        assert_eq!(client.end(0).unwrap(), "");
        shown.strip_suffix("Message to send: ").unwrap().to_owned()
    }
}

const ACCEPTED: &str =
    "Resuming session\nEarly Data: good early morning\nSession is reused\nEarly Data is accepted\n";
const REJECTED: &str = "Resuming session\nEarly Data: good early morning\n\
                        Session is not reused. New session was negotiated.\nEarly Data is rejected.\n";

/// What a server shows for a session with `break` only, after `Client connected successfully`.
const BREAK: &str =
    "Received: break\nReceived break command\nClosed the connection\nWaiting for a connection...\n";

fn connected(before: &str, message: &str) -> String {
    format!("{before}Client connected successfully\n{message}{BREAK}")
}

const EARLY: &str = "Early Data Client message: good early morning\n";

/// The lines of section 6.5.2, both clients and the server.
#[test]
fn the_session_of_the_book() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();

    let mut first = place.client("client-tls-session", &[], port);
    first.see("Send to localhost(127.0.0.1)\nMessage to send: ").unwrap();
    first.type_line("Hello server").unwrap();
    first.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    first.type_line("break").unwrap();
    first.see("End of TLS Client\n").unwrap();
    assert_eq!(first.end(0).unwrap(), "");
    server.see(&connected("", "Received: Hello server\n")).unwrap();

    let size = fs::metadata(place.file()).unwrap().len();
    let mut second = place.client("client-tls-eld", &[], port);
    second.see("Send to localhost(127.0.0.1)\n").unwrap();
    second.see(&format!("{} size = {size}\n{ACCEPTED}Message to send: ", place.file().display())).unwrap();
    second.type_line("Hello again").unwrap();
    second.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    second.type_line("break").unwrap();
    second.see("Sending break command\nEnd of TLS Client\n").unwrap();
    assert_eq!(second.end(0).unwrap(), "");
    server.see(&connected(EARLY, "Received: Hello again\n")).unwrap();
}

/// It is in the client's first flight, before anything that the server sends.
#[test]
fn early_data_goes_with_the_first_flight() {
    let place = Place::new();
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    place.save(port);
    let relay = Relay::start(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    assert_eq!(place.early(&[], relay.address().port()), ACCEPTED);
    let (up, _) = relay.records().unwrap();
    let types: Vec<u8> = up.iter().map(|record| record.content_type).collect();
    // Client Hello, change_cipher_spec, early data, End of Early Data, Finished, break, close_notify.
    assert_eq!(types, [22, 20, 23, 23, 23, 23, 23]);
    let length = |at: usize| up.get(at).map(|record: &Record| record.length);
    assert_eq!(length(2), Some("good early morning".len() + 22));
    assert_eq!(length(3), Some(4 + 22), "End of Early Data has no content");
}

#[test]
fn a_session_takes_early_data_once() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    assert_eq!(place.early(&[], port), ACCEPTED);
    server.see(&connected(EARLY, "")).unwrap();
    assert_eq!(place.early(&[], port), REJECTED);
    server.see(&connected("", "")).unwrap();
}

#[test]
fn each_ticket_is_good_for_once_and_the_next_one_is_new() {
    let place = Place::new();
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    let mut client = place.client("client-tls-tickets", &[], port);
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    for (ticket, expected) in [(1, ACCEPTED), (1, REJECTED), (2, ACCEPTED), (2, REJECTED)] {
        fs::copy(place.folder.path().join(format!("session-{ticket}.bin")), place.file()).unwrap();
        assert_eq!(place.early(&[], port), expected, "ticket {ticket}");
    }
}

#[test]
fn a_server_that_allows_replay_takes_it_twice() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &["--allow-replay"]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    for _ in 0..2 {
        assert_eq!(place.early(&[], port), ACCEPTED);
        server.see(&connected(EARLY, "")).unwrap();
    }
}

#[test]
fn a_restarted_server_rejects_it() {
    let place = Place::new();
    let (first, port) = serve("server-tls-eld", &[]).unwrap();
    place.save(port);
    drop(first);
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    assert_eq!(place.early(&[], port), REJECTED);
    server.see(&connected("", "")).unwrap();
}

#[test]
fn a_handshake_that_begins_again_rejects_it() {
    let place = Place::new();
    for server in [&["--groups", "P-384"][..], &["--groups", "P-384", "--allow-replay"]] {
        let (mut server, port) = serve("server-tls-eld", server).unwrap();
        place.save(port);
        server.see(&connected("", "")).unwrap();
        // HelloRetryRequest: the client's key share is of a group that this server does not have.
        let mut client = place.client("client-tls-eld", &["--state"], port);
        let shown = client.wait_for("Message to send: ").unwrap();
        assert_eq!(shown.matches("client -> SSLv3/TLS write client hello\n").count(), 2, "{shown}");
        assert!(shown.contains("Early Data is rejected.\n"), "{shown}");
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        server.see("Client connected successfully\nClosed the connection\n").unwrap();
    }
}

#[test]
fn a_server_without_early_data_rejects_it() {
    // One that has forgotten the session, one of section 6.1, one of TLS 1.2.
    for (program, arguments) in
        [("server-tls-eld", &["--max-early-data", "0"][..]), ("server-tls", &[]), ("server-tls-threads", &[])]
    {
        let place = Place::new();
        let (first, port) = serve("server-tls-eld", &[]).unwrap();
        place.save(port);
        drop(first);
        let (_server, port) = serve(program, arguments).unwrap();
        assert_eq!(place.early(&[], port), REJECTED, "{program}");
    }
}

#[test]
fn where_the_ticket_allows_none_none_is_sent() {
    let place = Place::new();
    for (program, arguments) in [("server-tls-eld", &["--max-early-data", "0"][..]), ("server-tls", &[])] {
        let (_server, port) = serve(program, arguments).unwrap();
        place.save(port);
        let why = "The early data has 18 bytes, and the server allows 0 in this session";
        let expected = format!("Resuming session\n{why}\nSession is reused\nEarly Data is not sent.\n");
        assert_eq!(place.early(&[], port), expected);
    }
}

/// The data is sent before the server has proved anything; but only a server with the session's secret can read it.
#[test]
fn a_server_that_cannot_be_verified_gets_nothing_that_it_can_read() {
    let place = Place::new();
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    place.save(port);
    for (certificate, why) in
        [("stranger", "unable to get local issuer certificate"), ("wronghost", "IP address mismatch")]
    {
        let certificate = format!("certs/broken/tb-server-{certificate}-cert.pem");
        let (mut server, port) = serve("server-tls-eld", &[&certificate]).unwrap();
        let mut client = place.client("client-tls-eld", &["--resend"], port);
        client.wait_for("Early Data: good early morning\n").unwrap();
        client.see(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
        // The alert, too, is encrypted with the key of the early data, so that this server may throw it away unread.
        server.see("ERROR: failed SSL accept (").unwrap();
    }
}

#[test]
fn without_a_session_none_is_sent() {
    let place = Place::new();
    let (_server, port) = serve("server-tls-eld", &[]).unwrap();
    fs::write(place.file(), "garbage").unwrap();
    let shown = place.early(&[], port);
    let expected = "There is no session to send early data in\n\
                    Session is not reused. New session was negotiated.\nEarly Data is not sent.\n";
    assert!(shown.contains(" is not used: it is damaged") && shown.ends_with(expected), "{shown}");

    fs::remove_file(place.file()).unwrap();
    let mut client = place.client("client-tls-eld", &[], port);
    client.wait_for("ERROR: failed to load ").unwrap();
    client.wait_for("(No such file or directory)\nEnd of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn a_session_of_tls_1_2_takes_none() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &["--max-version", "1.2"]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    let shown = place.early(&["--max-version", "1.2"], port);
    assert!(
        shown.ends_with("allows 0 in this session\nSession is reused\nEarly Data is not sent.\n"),
        "{shown}"
    );
    server.see(&connected("", "")).unwrap();
}

#[test]
fn what_was_not_accepted_is_sent_again_on_request() {
    let place = Place::new();
    let again = "Sending as a message: good early morning\nReceived: I hear ya fa shizzle!\n";
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    assert_eq!(place.early(&["--resend"], port), ACCEPTED, "accepted: it is not sent twice");
    server.see(&connected(EARLY, "")).unwrap();
    assert_eq!(place.early(&["--resend"], port), format!("{REJECTED}{again}"));
    server.see(&connected("", "Received: good early morning\n")).unwrap();

    let (mut server, port) = serve("server-tls", &[]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    assert!(place.early(&["--resend"], port).ends_with(&format!("Early Data is not sent.\n{again}")));
    server.see(&connected("", "Received: good early morning\n")).unwrap();
}

#[test]
fn the_limit_is_exact() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    let message = "0123456789abcdef0123456789abcdef";
    for (length, accepted) in [(1, true), (32, true), (33, false)] {
        place.save(port);
        server.see(&connected("", "")).unwrap();
        let data = format!("{message}!")[..length].to_owned();
        let shown = place.early(&["--early-data", &data], port);
        if accepted {
            assert!(shown.ends_with("Session is reused\nEarly Data is accepted\n"), "{shown}");
            server.see(&connected(&format!("Early Data Client message: {data}\n"), "")).unwrap();
        } else {
            let why = "The early data has 33 bytes, and the server allows 32 in this session\n";
            assert!(shown.contains(why) && shown.ends_with("Early Data is not sent.\n"), "{shown}");
            server.see(&connected("", "")).unwrap();
        }
    }
    // Another limit, and a message of several SSL_read_early_data.
    let (mut server, port) = serve("server-tls-eld", &["--max-early-data", "16384"]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    let data = "x".repeat(16_384);
    assert!(place.early(&["--early-data", &data], port).ends_with("Early Data is accepted\n"));
    let shown = server.wait_for(BREAK).unwrap();
    assert_eq!(shown.matches('x').count(), 16_384);
}

/// A client that does not keep to the limit: its file was changed to say 127 instead of 32.
#[test]
fn a_client_that_ignores_the_limit_is_refused() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    place.save(port);
    server.see(&connected("", "")).unwrap();
    let file = fs::read(place.file()).unwrap();
    let der = &file[..file.len() - 32];
    // max_early_data [15] INTEGER of SSL_SESSION_ASN1
    let field = [0xaf, 3, 2, 1, 32];
    let at = der.windows(field.len()).position(|window| window == field).unwrap();
    let mut der = der.to_vec();
    der[at + 4] = 127;
    let sum = sha256(&der);
    fs::write(place.file(), [der, sum.to_vec()].concat()).unwrap();

    let data = "0123456789abcdef0123456789abcdef!";
    let mut client = place.client("client-tls-eld", &["--early-data", data], port);
    // The client is ready before the server has looked at the data.
    client.wait_for("Message to send: ").unwrap();
    server
        .see("ERROR: failed SSL accept (more early data than the ticket allows)\nEnd of TLS Server\n")
        .unwrap();
    server.end(1).unwrap();
    client.type_line("Hello again").unwrap();
    client.wait_for("ERROR: failed SSL ").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn any_text_can_be_early_and_none_reaches_the_terminal_as_it_is() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    for (data, shown) in [("おはよう", "おはよう"), ("\x1b[2J", "\\x1b[2J")] {
        place.save(port);
        assert!(place.early(&["--early-data", data], port).ends_with("Early Data is accepted\n"));
        server.wait_for(&format!("Early Data Client message: {shown}\n")).unwrap();
    }
}

#[test]
fn a_failed_handshake_is_worded_as_in_section_6_1() {
    let (mut server, port) = serve("server-tls-eld", &["--min-version", "1.3"]).unwrap();
    let mut client = open("client-tls", &["--max-version", "1.2"], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (received fatal alert protocol_version (70))\n").unwrap();
    server
        .see("ERROR: failed SSL accept (unsupported protocol version: the peer's is not allowed here)\n")
        .unwrap();
    server.see("End of TLS Server\n").unwrap();
    server.end(1).unwrap();

    let mut server = open("server-tls-eld", &["--groups", "no-group"], 0).unwrap();
    server
        .see("ERROR: failed to set --groups no-group (OpenSSL does not know all of these groups)\n")
        .unwrap();
    server.end(1).unwrap();
}

#[test]
fn a_client_that_is_gone_or_says_nothing_ends_the_server_as_in_section_6_1() {
    for (silent, arguments, why) in [
        (true, &["--timeout", "0.3"][..], "no answer from the peer within 300ms"),
        (false, &[], "the peer closed the connection without close_notify"),
    ] {
        let (mut server, port) = serve("server-tls-eld", arguments).unwrap();
        let tcp = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
        let _open = silent.then_some(tcp);
        server.see(&format!("ERROR: failed SSL accept ({why})\nEnd of TLS Server\n")).unwrap();
        server.end(1).unwrap();
    }
}

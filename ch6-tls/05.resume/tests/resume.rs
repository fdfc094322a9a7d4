//! client-tls-session and client-tls-resume: sessions that are resumed, sessions that are not, files without a session.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use harness::{Record, Relay, Window, open, serve};
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream, SslVerifyMode};
use resume::session;

/// A folder with a place for a session in it.
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

    /// The names of all files in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Starts a client that uses the session here.
    fn client(&self, program: &str, arguments: &[&str], port: u16) -> Window {
        let file = self.file();
        open(program, &[arguments, &["--session", file.to_str().unwrap()]].concat(), port).unwrap()
    }

    /// Runs client-tls-session with `break` as the only message.
    fn save(&self, arguments: &[&str], port: u16) {
        let mut client = self.client("client-tls-session", arguments, port);
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }

    /// Runs client-tls-resume with `break` as the only message; returns what it shows before.
    fn resume(&self, arguments: &[&str], port: u16) -> String {
        let mut client = self.client("client-tls-resume", arguments, port);
        let shown = client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.see("Sending break command\nEnd of TLS Client\n").unwrap();
        assert_eq!(client.end(0).unwrap(), "");
        shown.strip_suffix("Message to send: ").unwrap().to_owned()
    }
}

const REUSED: &str = "\nResuming session\nSession is reused\n";
const NOT_REUSED: &str = "Session is not reused. New session was negotiated.\n";

/// The lines of section 6.4.2, both clients and the server.
#[test]
fn the_session_of_the_book() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls", &[]).unwrap();

    let mut first = place.client("client-tls-session", &[], port);
    first.see("Send to localhost(127.0.0.1)\nMessage to send: ").unwrap();
    first.type_line("Hello server").unwrap();
    first.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    first.type_line("break").unwrap();
    first.see("End of TLS Client\n").unwrap();
    assert_eq!(first.end(0).unwrap(), "");
    server.see("Client connected successfully\nReceived: Hello server\nReceived: break\n").unwrap();
    server.see("Received break command\nClosed the connection\nWaiting for a connection...\n").unwrap();

    let size = fs::metadata(place.file()).unwrap().len();
    let mut second = place.client("client-tls-resume", &[], port);
    second.see("Send to localhost(127.0.0.1)\n").unwrap();
    second.see(&format!("{} size = {size}\n", place.file().display())).unwrap();
    second.see("Resuming session\nSession is reused\nMessage to send: ").unwrap();
    second.type_line("Hello again").unwrap();
    second.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    second.type_line("break").unwrap();
    second.see("Sending break command\nEnd of TLS Client\n").unwrap();
    assert_eq!(second.end(0).unwrap(), "");
    server.see("Client connected successfully\nReceived: Hello again\nReceived: break\n").unwrap();
    server.see("Received break command\nClosed the connection\nWaiting for a connection...\n").unwrap();
}

/// The packet list of section 6.4.2, the resumption: the frames of the book are 56 bytes longer than the
/// records in them.
#[test]
fn the_records_are_as_long_as_in_the_book() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    place.save(&[], port);
    let relay = Relay::start(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    let mut client = place.client("client-tls-resume", &[], relay.address().port());
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello again").unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();

    let (up, down) = relay.records().unwrap();
    let last = |records: &[Record], count: usize| -> Vec<usize> {
        records[records.len() - count..].iter().map(|record| record.length + 56).collect()
    };
    assert_eq!(last(&up, 3), [89, 83, 80], "Hello again, break, close_notify");
    assert_eq!(last(&down, 2), [100, 80], "the answer, close_notify");
    // Server Hello, change_cipher_spec, Encrypted Extensions, Finished, one ticket, and the two.
    let types: Vec<u8> = down.iter().map(|record| record.content_type).collect();
    assert_eq!(types, [22, 20, 23, 23, 23, 23, 23]);
}

#[test]
fn the_file_is_session_bin_in_the_current_folder() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    for (program, expected) in
        [("client-tls-session", "Message to send: "), ("client-tls-resume", "session.bin size = ")]
    {
        let mut command = harness::command(program).unwrap();
        command.current_dir(place.folder.path()).env("TLSBOOK_PORT", port.to_string());
        let mut client = Window::open("client", command, Duration::from_secs(20)).unwrap();
        client.wait_for(expected).unwrap();
        client.close_input();
        client.end(0).unwrap();
    }
    assert_eq!(place.names(), ["session.bin"]);
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_only_and_replaced_whole() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    // A former file that everybody may read, behind a link.
    let real = place.folder.path().join("real.bin");
    fs::write(&real, "former").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
    symlink(&real, place.file()).unwrap();

    place.save(&[], port);
    assert!(place.file().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(place.names(), ["real.bin", "session.bin"]);
    assert!(place.resume(&[], port).ends_with(REUSED));
}

#[test]
fn a_session_that_cannot_be_saved_is_an_error() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let inside = place.folder.path().join("missing").join("session.bin");
    let folder = place.folder.path();
    for (file, why) in [
        (inside.as_path(), "No such file or directory"),
        (folder, "a folder, not a file"),
        #[cfg(unix)]
        (Path::new("/dev/null"), "not a regular file"),
    ] {
        let mut client = open("client-tls-session", &["--session", file.to_str().unwrap()], port).unwrap();
        client.close_input();
        client.wait_for(&format!("ERROR: failed to save {} ({why}", file.display())).unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
    }
    assert!(place.names().is_empty());
    assert!(!cfg!(unix) || !fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn the_end_of_the_input_saves_the_session_too() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let mut client = place.client("client-tls-session", &[], port);
    client.close_input();
    client.see("Send to localhost(127.0.0.1)\nMessage to send: \nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    assert!(place.resume(&[], port).ends_with(REUSED));
}

#[test]
fn a_session_that_fails_is_not_saved() {
    let place = Place::new();
    let (server, port) = serve("server-tls", &[]).unwrap();
    let mut client = place.client("client-tls-session", &[], port);
    client.wait_for("Message to send: ").unwrap();
    drop(server);
    client.type_line("Hello server").unwrap();
    client.wait_for("ERROR: failed SSL ").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
    assert!(place.names().is_empty());
}

#[test]
fn a_restarted_server_does_not_know_the_session() {
    let place = Place::new();
    let (first, port) = serve("server-tls", &[]).unwrap();
    place.save(&[], port);
    assert!(place.resume(&[], port).ends_with(REUSED));
    drop(first);

    let (_second, port) = serve("server-tls", &[]).unwrap();
    assert!(place.resume(&[], port).ends_with(&format!("\nResuming session\n{NOT_REUSED}")));
}

#[test]
fn a_session_can_be_renewed() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    place.save(&[], port);
    for arguments in [&[][..], &["--renew"], &["--renew"]] {
        let before = fs::read(place.file()).unwrap();
        assert!(place.resume(arguments, port).ends_with(REUSED));
        assert_eq!(fs::read(place.file()).unwrap() != before, !arguments.is_empty(), "{arguments:?}");
    }
    assert_eq!(place.names(), ["session.bin"]);
}

#[test]
fn a_ticket_expires() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls-tickets", &["--lifetime", "600"]).unwrap();
    place.save(&[], port);
    assert!(place.resume(&[], port).ends_with(REUSED));
    server.wait_for("Session is reused\n").unwrap();

    let (mut server, port) = serve("server-tls-tickets", &["--lifetime", "1"]).unwrap();
    place.save(&[], port);
    thread::sleep(Duration::from_millis(2100)); // in whole seconds, it must be more than 1
    let shown = place.resume(&[], port);
    let why = " is not used: it has expired (";
    assert!(shown.contains(why) && shown.contains(" s old, and the server allows 1 s)\n"), "{shown}");
    assert!(shown.ends_with(NOT_REUSED) && !shown.contains("Resuming session"), "{shown}");
    server.wait_for("Session is a new one\n").unwrap();
}

/// Each way of resumption works, and fails where it must: TLS 1.2 with ticket and with session ID, TLS 1.3 both ways.
#[test]
fn tickets_and_session_ids() {
    for (server, client) in [
        (&[][..], &["--max-version", "1.2"][..]),
        (&["--stateful"], &["--max-version", "1.2"]),
        (&[], &["--min-version", "1.3"]),
        (&["--stateful"], &["--min-version", "1.3"]),
    ] {
        let place = Place::new();
        let (mut running, port) = serve("server-tls-tickets", server).unwrap();
        place.save(client, port);
        running.wait_for("Client connected successfully\nSession is a new one\n").unwrap();
        assert!(place.resume(client, port).ends_with(REUSED), "{server:?} {client:?}");
        running.wait_for("Client connected successfully\nSession is reused\n").unwrap();
        drop(running);
        let (_restarted, port) = serve("server-tls-tickets", server).unwrap();
        assert!(place.resume(client, port).ends_with(NOT_REUSED), "{server:?} {client:?}");
    }
}

#[test]
fn a_session_is_of_one_version() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    place.save(&["--max-version", "1.2"], port);
    assert!(place.resume(&["--min-version", "1.3"], port).ends_with(NOT_REUSED));
    assert!(place.resume(&["--max-version", "1.2"], port).ends_with(REUSED));
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_and_bothers_no_server() {
    let place = Place::new();
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let fail = |file: &Path, why: &str| {
        let mut client = open("client-tls-resume", &["--session", file.to_str().unwrap()], port).unwrap();
        client.wait_for(&format!("ERROR: failed to load {} ({why})\n", file.display())).unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
    };
    fail(&place.file(), "No such file or directory");
    fail(place.folder.path(), "a folder, not a file");
    let huge = place.folder.path().join("huge");
    fs::write(&huge, vec![0x30; 256 * 1024 + 1]).unwrap();
    fail(&huge, "it is longer than any session");
    #[cfg(unix)]
    {
        fail(Path::new("/dev/zero"), "not a regular file");
        // Opening it would wait for somebody who writes to it.
        let pipe = place.folder.path().join("pipe");
        assert!(harness::stranger_command("mkfifo").arg(&pipe).status().unwrap().success());
        fail(&pipe, "not a regular file");
    }
    place.save(&[], port);
    server.see("Client connected successfully\n").unwrap();
}

#[test]
fn a_file_that_holds_no_session_costs_a_full_handshake() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    place.save(&[], port);
    let session = fs::read(place.file()).unwrap();
    let certificate = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../certs/tb-ca-cert.der")).unwrap();
    let damaged = "it is damaged, or was not saved by these programs";
    for (bytes, why) in [
        (Vec::new(), damaged),
        (vec![0x30], damaged),
        (session[..session.len() / 2].to_vec(), damaged),
        (session[..session.len() - 1].to_vec(), damaged),
        ([&session[..], b"\n"].concat(), damaged),
        (session[..session.len() - 32].to_vec(), damaged), // as i2d_SSL_SESSION has it, without the sum
        (certificate.clone(), damaged),
        (sealed(&certificate), "OpenSSL cannot decode it"),
        (sealed(b""), "OpenSSL cannot decode it"),
    ] {
        fs::write(place.file(), &bytes).unwrap();
        let shown = place.resume(&[], port);
        let (file, size) = (place.file(), bytes.len());
        let expected = format!("{0} size = {size}\n{0} is not used: {why}\n{NOT_REUSED}", file.display());
        assert!(shown.ends_with(&expected), "{shown}");
    }
    fs::write(place.file(), session).unwrap();
    assert!(place.resume(&[], port).ends_with(REUSED));
}

/// Certificates that a client must not take, and why.
const BAD_CERTIFICATES: [(&str, &str); 2] = [
    ("certs/broken/tb-server-stranger-cert.pem", "unable to get local issuer certificate"),
    ("certs/broken/tb-server-wronghost-cert.pem", "IP address mismatch"),
];

#[test]
fn a_server_that_cannot_be_verified_gives_no_session() {
    for program in ["client-tls-session", "client-tls-tickets"] {
        for (certificate, why) in BAD_CERTIFICATES {
            let place = Place::new();
            let (_server, port) = serve("server-tls", &[certificate]).unwrap();
            let mut client = place.client(program, &[], port);
            client.wait_for(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
            client.end(1).unwrap();
            assert!(place.names().is_empty());
        }
    }
}

/// A server that does not know the session must show its certificate, which is verified as in a first session.
#[test]
fn a_session_offered_in_vain_does_not_stand_in_for_a_certificate() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    place.save(&[], port);
    for (certificate, why) in BAD_CERTIFICATES {
        let (_server, port) = serve("server-tls", &[certificate]).unwrap();
        let mut client = place.client("client-tls-resume", &[], port);
        client.wait_for("\nResuming session\n").unwrap();
        client.see(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
    }
}

/// A server that answers one message of each of its `clients` and closes, with or without a close_notify.
struct AnswersOnce {
    port: u16,
    /// Something comes after each close.
    closed: mpsc::Receiver<()>,
}

impl AnswersOnce {
    fn start(clients: usize, tickets: usize, close_notify: bool) -> Self {
        let certs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../certs"));
        let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
        ctx.set_certificate_chain_file(certs.join("tb-server-cert.pem")).unwrap();
        ctx.set_private_key_file(certs.join("tb-server-key.pem"), SslFiletype::PEM).unwrap();
        ctx.set_num_tickets(tickets).unwrap();
        let ctx = ctx.build();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, closed) = mpsc::channel();
        thread::spawn(move || {
            for _ in 0..clients {
                let (tcp, _) = listener.accept().unwrap();
                let mut stream = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
                stream.accept().unwrap();
                stream.ssl_read(&mut [0; 100]).unwrap();
                stream.ssl_write(b"once").unwrap();
                if close_notify {
                    stream.shutdown().unwrap();
                }
                drop(stream);
                tell.send(()).unwrap();
            }
        });
        Self { port, closed }
    }

    /// Says `break` to it when it has gone; returns what the client shows before its first message.
    ///
    /// The system may tell the client at once that the server has gone, or after the client's last record: its status
    /// depends on that, and no more.
    fn talk(&self, place: &Place, program: &str) -> String {
        let mut client = place.client(program, &[], self.port);
        let shown = client.wait_for("Message to send: ").unwrap();
        client.type_line("Hello server").unwrap();
        client.see("Received: once\nMessage to send: ").unwrap();
        self.closed.recv_timeout(Duration::from_secs(20)).unwrap();
        client.type_line("break").unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.wait_for_end().unwrap();
        shown
    }
}

/// wolfSSL's example server does so. The ticket has come with its answer.
#[test]
fn a_server_that_has_gone_does_not_cost_the_session() {
    for close_notify in [true, false] {
        let place = Place::new();
        let server = AnswersOnce::start(2, 1, close_notify);
        server.talk(&place, "client-tls-session");
        assert_eq!(place.names(), ["session.bin"]);
        assert!(server.talk(&place, "client-tls-resume").contains(REUSED));
    }
}

#[test]
fn a_server_that_has_gone_and_gave_no_ticket_leaves_nothing() {
    let place = Place::new();
    AnswersOnce::start(1, 0, true).talk(&place, "client-tls-session");
    assert!(place.names().is_empty());
}

/// What `session::save` makes of `der`.
fn sealed(der: &[u8]) -> Vec<u8> {
    [der, &openssl::sha::sha256(der)].concat()
}

/// A client that trusts anybody, as the C original does.
fn careless(port: u16) -> SslStream<std::net::TcpStream> {
    let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
    ctx.set_verify(SslVerifyMode::NONE);
    let tcp = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut stream = SslStream::new(Ssl::new(&ctx.build()).unwrap(), tcp).unwrap();
    stream.connect().unwrap();
    stream
}

/// A resumption has no certificate. If the session's were not looked at, this client would take a server for
/// 127.0.0.1 that has a certificate for www.example.com, or one of a stranger's CA.
#[test]
fn a_session_with_another_server_is_not_resumed() {
    for (certificate, why) in [
        ("certs/broken/tb-server-wronghost-cert.pem", "IP address mismatch"),
        ("certs/broken/tb-server-stranger-cert.pem", "unable to get local issuer certificate"),
        ("certs/broken/tb-server-expired-cert.pem", "certificate has expired"),
    ] {
        let place = Place::new();
        let (mut server, port) = serve("server-tls", &[certificate]).unwrap();
        let mut stream = careless(port);
        stream.shutdown().unwrap();
        stream.shutdown().unwrap(); // reads the tickets
        let session = stream.ssl().session().unwrap();
        session::save(session.to_der().unwrap(), &place.file()).unwrap();
        server.see("Client connected successfully\nClosed the connection\n").unwrap();

        let mut client = place.client("client-tls-resume", &[], port);
        let file = place.file();
        let name = file.display();
        client
            .wait_for(&format!("{name} is not used: its certificate does not hold for 127.0.0.1 ({why})\n"))
            .unwrap();
        client.see(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
    }
}

#[test]
fn a_session_is_not_resumed_under_another_ca() {
    let place = Place::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    place.save(&[], port);
    assert!(place.resume(&["certs/tb-ca-cert.pem", "localhost"], port).ends_with(REUSED));
    let mut client = place.client("client-tls-resume", &["certs/broken/stranger-ca-cert.pem"], port);
    client.wait_for(" is not used: its certificate does not hold for 127.0.0.1 (unable to get local issuer certificate)\n").unwrap();
    client
        .see("ERROR: failed SSL connect (unable to get local issuer certificate)\nEnd of TLS Client\n")
        .unwrap();
    client.end(1).unwrap();
}

//! What a client and a server have negotiated, and how each has ended the session, as seen by a relay between them: the
//! Server Hello is not encrypted, and our programs write a key log.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use wire::message::{Kind, Message};
use wire::names;
use wire::secrets::KeyLog;
use wire::{Direction, Event, Session};

/// A session on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Seen {
    pub(crate) agreed: Option<Agreed>,
    /// The lengths of the client's records and of the server's, including their headers; without TLS, the total
    /// of what each sent.
    pub(crate) client: Vec<usize>,
    pub(crate) server: Vec<usize>,
    /// The last message of the client and of the server, if they have agreed on a TLS session.
    pub(crate) client_end: Option<End>,
    pub(crate) server_end: Option<End>,
}

/// What the last message of one side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum End {
    /// An alert: close_notify, if nothing has failed.
    Alert,
    /// Anything else, or nothing.
    NoAlert,
    /// It is encrypted, and no key log has its secret.
    Unknown,
}

/// What the client and server have negotiated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Agreed {
    pub(crate) version: String,
    pub(crate) suite: String,
    pub(crate) group: Option<String>,
}

impl Seen {
    /// Reads what both sides have sent, with the secrets that are known.
    pub(crate) fn of(client: &[u8], server: &[u8], secrets: &Arc<KeyLog>) -> Self {
        let lengths = |bytes: &[u8]| match bytes {
            [20..=23, 3, ..] => harness::records(bytes).iter().map(|record| record.length).collect(),
            _ => vec![bytes.len()],
        };
        let Told { agreed, client_end, server_end } = read(client, server, secrets);
        let of_session = |end: End| agreed.as_ref().map(|_| end);
        Self {
            client: lengths(client),
            server: lengths(server),
            client_end: of_session(client_end),
            server_end: of_session(server_end),
            agreed,
        }
    }
}

/// The most lengths to show. A program that sends for ever sends thousands of records.
const MOST_LENGTHS: usize = 60;

/// Formats the lengths of records. Repeated lengths are shown with their number: `297 6 74 255 255 42 ×5000`.
pub(crate) fn lengths(records: &[usize]) -> String {
    let mut words = Vec::new();
    for same in records.chunk_by(|a, b| a == b) {
        match same {
            [length, _, _, ..] => words.push(format!("{length} ×{}", same.len())),
            _ => words.extend(same.iter().map(usize::to_string)),
        }
    }
    if words.len() > MOST_LENGTHS {
        words.truncate(MOST_LENGTHS);
        words.push(format!("… ({} records)", records.len()));
    }
    words.join(" ")
}

/// The handshake types (RFC 8446 section 4) of the Server Hello, and of TLS 1.2's Server Key Exchange, which
/// contains the group.
const SERVER_HELLO: u8 = 2;
const SERVER_KEY_EXCHANGE: u8 = 12;

/// What the messages of a session tell.
struct Told {
    agreed: Option<Agreed>,
    client_end: End,
    server_end: End,
}

fn read(client: &[u8], server: &[u8], secrets: &Arc<KeyLog>) -> Told {
    let mut session = Session::of_capture(Arc::clone(secrets));
    session.feed(Direction::FromClient, Duration::ZERO, client);
    session.feed(Direction::FromServer, Duration::ZERO, server);
    session.finish();
    let (mut client_end, mut server_end) = (End::NoAlert, End::NoAlert);
    let mut answers = Vec::new();
    for event in session.events() {
        let Event::Message(message) = event else { continue };
        match message.direction {
            Direction::FromClient => client_end = end(&message.kind),
            Direction::FromServer => server_end = end(&message.kind),
        }
        if matches!(message.kind, Kind::Handshake(SERVER_HELLO | SERVER_KEY_EXCHANGE)) {
            answers.push(message);
        }
    }
    Told { agreed: agreed(&session, &answers), client_end, server_end }
}

/// What a message is as the last one. In TLS 1.2 the header of a record tells an alert, in TLS 1.3 only its content.
fn end(kind: &Kind) -> End {
    const ALERT: u8 = 21;
    match kind {
        Kind::Alert | Kind::Undecrypted { content_type: ALERT, .. } => End::Alert,
        Kind::Undecrypted { .. } => End::Unknown,
        _ => End::NoAlert,
    }
}

fn agreed(session: &Session, answers: &[Message]) -> Option<Agreed> {
    answers.first()?;
    let name = |known: Option<&'static str>, code: u64| known.map_or(format!("{code:#06x}"), str::to_owned);
    // A Hello Retry Request is a Server Hello, too. The last one counts.
    let group = answers.iter().rev().find_map(|message| {
        let tree = message.tree();
        let fields = ["tls.handshake.extensions_key_share_group", "tls.handshake.server_named_curve"];
        fields.into_iter().find_map(|field| tree.find(field)?.number())
    });
    let (version, suite) = (u64::from(session.version()), u64::from(session.suite()));
    Some(Agreed {
        version: name(names::version(version), version),
        suite: name(names::cipher_suite(suite), suite),
        group: group.map(|code| name(names::group(code), code)),
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::Mutex;
    use std::thread;

    use harness::Relay;
    use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream, SslVersion};

    use super::*;

    /// A record with a Server Hello: TLS 1.3, TLS_AES_128_GCM_SHA256, a key share of X25519.
    fn hello() -> Vec<u8> {
        let extensions = [0, 43, 0, 2, 3, 4, 0, 51, 0, 6, 0, 0x1d, 0, 2, 9, 9];
        let mut message = vec![2, 0, 0, 72 - 16, 3, 3];
        message.extend([7; 32]);
        message.extend([0, 0x13, 1, 0, 0, 16]);
        message.extend(extensions);
        let mut record = vec![22, 3, 3, 0, u8::try_from(message.len()).unwrap()];
        record.extend(message);
        record
    }

    #[test]
    fn a_server_hello_is_read() {
        let seen = Seen::of(
            &[22, 3, 1, 0, 1, 1],
            &[hello(), vec![20, 3, 3, 0, 1, 1, 23, 3, 3, 0, 2, 5, 5]].concat(),
            &Arc::default(),
        );
        let agreed = seen.agreed.unwrap();
        assert_eq!((agreed.version.as_str(), agreed.suite.as_str()), ("TLS 1.3", "TLS_AES_128_GCM_SHA256"));
        assert_eq!(agreed.group.as_deref(), Some("x25519"));
        assert_eq!((seen.client, seen.server), (vec![6], vec![hello().len(), 6, 7]));
    }

    #[test]
    fn what_is_no_tls_is_counted_as_a_whole() {
        let seen = Seen::of(b"Hello server\n", b"I hear ya", &Arc::default());
        let (client, server) = (vec![13], vec![9]);
        assert_eq!(seen, Seen { agreed: None, client, server, client_end: None, server_end: None });
        assert_eq!(Seen::of(b"", b"", &Arc::default()).client, [0]);
    }

    #[test]
    fn lengths_are_shown_in_short() {
        assert_eq!(lengths(&[297, 6, 255, 255]), "297 6 255 255");
        assert_eq!(lengths(&[6, 42, 42, 42, 24]), "6 42 ×3 24");
        assert_eq!(lengths(&[]), "");
        let changing: Vec<usize> = (0..5000).collect();
        assert!(lengths(&changing).ends_with(" 59 … (5000 records)"), "{}", lengths(&changing));
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let hello = hello();
        for cut in 0..hello.len() {
            let _ = read(&hello, &hello[..cut], &Arc::default());
            let mut changed = hello.clone();
            changed[cut] ^= 0xff;
            let _ = read(&hello, &changed, &Arc::default());
        }
    }

    /// What both sides of a session send, and its key log. The client says `last`, and then, if it `closes`, close_notify.
    fn session(version: SslVersion, last: &'static [u8], closes: bool) -> (Vec<u8>, Vec<u8>, KeyLog) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let relay = Relay::start(listener.local_addr().unwrap()).unwrap();
        let server = thread::spawn(move || {
            let certs = common::defaults::workspace().join("certs");
            let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
            ctx.set_certificate_file(certs.join("tb-server-cert.pem"), SslFiletype::PEM).unwrap();
            ctx.set_private_key_file(certs.join("tb-server-key.pem"), SslFiletype::PEM).unwrap();
            let ssl = Ssl::new(&ctx.build()).unwrap();
            let mut stream = SslStream::new(ssl, listener.accept().unwrap().0).unwrap();
            stream.accept().unwrap();
            stream.read_exact(&mut vec![0; last.len()]).unwrap();
            stream.write_all(b"ok").unwrap();
            let _ = stream.read(&mut [0]); // waits for the client's end
        });
        let (secrets, mut ctx) =
            (Arc::new(Mutex::new(KeyLog::new())), SslContext::builder(SslMethod::tls_client()).unwrap());
        ctx.set_max_proto_version(Some(version)).unwrap();
        let log = Arc::clone(&secrets);
        ctx.set_keylog_callback(move |_, line| {
            log.lock().unwrap().add(line);
        });
        let ssl = Ssl::new(&ctx.build()).unwrap();
        let mut stream = SslStream::new(ssl, TcpStream::connect(relay.address()).unwrap()).unwrap();
        stream.connect().unwrap();
        stream.write_all(last).unwrap();
        stream.read_exact(&mut [0; 2]).unwrap();
        if closes {
            stream.shutdown().unwrap();
        }
        drop(stream);
        server.join().unwrap();
        let (client, server) = relay.bytes().unwrap();
        let secrets = std::mem::take(&mut *secrets.lock().unwrap());
        (client, server, secrets)
    }

    #[test]
    fn the_last_message_is_read_and_not_guessed_by_its_length() {
        let ends = |(client, server, secrets): (Vec<u8>, Vec<u8>, KeyLog)| {
            let of = |secrets| Seen::of(&client, &server, &Arc::new(secrets)).client_end.unwrap();
            (of(secrets), of(KeyLog::new()))
        };
        // Encrypted, a message of two bytes is as long as an alert.
        assert_eq!(ends(session(SslVersion::TLS1_3, b"ok", false)), (End::NoAlert, End::Unknown));
        assert_eq!(ends(session(SslVersion::TLS1_3, b"ok", true)), (End::Alert, End::Unknown));
        assert_eq!(ends(session(SslVersion::TLS1_2, b"ok", false)).0, End::NoAlert);
        assert_eq!(ends(session(SslVersion::TLS1_2, b"ok", true)), (End::Alert, End::Alert));
    }
}

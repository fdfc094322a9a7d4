//! What a client and a server have negotiated, as seen by a relay between them: the Server Hello is not
//! encrypted.

use std::time::Duration;

use serde::Serialize;
use wire::message::{Kind, Message};
use wire::names;
use wire::{Direction, Event, Session};

/// A session on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Seen {
    pub(crate) agreed: Option<Agreed>,
    /// The lengths of the client's records and of the server's, including their headers; without TLS, the total
    /// of what each sent.
    pub(crate) client: Vec<usize>,
    pub(crate) server: Vec<usize>,
    /// Who has not ended a TLS session with an alert: `client`, `server`.
    #[serde(skip)]
    pub(crate) without_alert: Vec<&'static str>,
}

/// What the client and server have negotiated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Agreed {
    pub(crate) version: String,
    pub(crate) suite: String,
    pub(crate) group: Option<String>,
}

impl Seen {
    pub(crate) fn of(client: &[u8], server: &[u8]) -> Self {
        let lengths = |bytes: &[u8]| match bytes {
            [20..=23, 3, ..] => harness::records(bytes).iter().map(|record| record.length).collect(),
            _ => vec![bytes.len()],
        };
        let agreed = agreed(client, server);
        let both = [("client", client), ("server", server)];
        let silent = both.into_iter().filter(|(_, bytes)| agreed.is_some() && !ends_with_alert(bytes));
        let without_alert = silent.map(|(who, _)| who).collect();
        Self { agreed, client: lengths(client), server: lengths(server), without_alert }
    }
}

/// The length of a record of TLS 1.3 with an alert: header, level and description, the content type, and the tag.
const ENCRYPTED_ALERT: usize = 5 + 2 + 1 + 16;

/// Whether the last record is an alert, or as long as one that is encrypted: close_notify, if nothing has failed.
fn ends_with_alert(bytes: &[u8]) -> bool {
    harness::records(bytes).last().is_some_and(|last| {
        last.content_type == 21 || last.content_type == 23 && last.length == ENCRYPTED_ALERT
    })
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

fn agreed(client: &[u8], server: &[u8]) -> Option<Agreed> {
    let mut session = Session::new();
    session.feed(Direction::FromClient, Duration::ZERO, client);
    session.feed(Direction::FromServer, Duration::ZERO, server);
    session.finish();
    let answers: Vec<Message> = session
        .events()
        .filter_map(|event| match event {
            Event::Message(message) => Some(message),
            _ => None,
        })
        .filter(|message| matches!(message.kind, Kind::Handshake(SERVER_HELLO | SERVER_KEY_EXCHANGE)))
        .collect();
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
        );
        let agreed = seen.agreed.unwrap();
        assert_eq!((agreed.version.as_str(), agreed.suite.as_str()), ("TLS 1.3", "TLS_AES_128_GCM_SHA256"));
        assert_eq!(agreed.group.as_deref(), Some("x25519"));
        assert_eq!((seen.client, seen.server), (vec![6], vec![hello().len(), 6, 7]));
    }

    #[test]
    fn what_is_no_tls_is_counted_as_a_whole() {
        let seen = Seen::of(b"Hello server\n", b"I hear ya");
        let without_alert = Vec::new();
        assert_eq!(seen, Seen { agreed: None, client: vec![13], server: vec![9], without_alert });
        assert_eq!(Seen::of(b"", b"").client, [0]);
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
            let _ = agreed(&hello, &hello[..cut]);
            let mut changed = hello.clone();
            changed[cut] ^= 0xff;
            let _ = agreed(&hello, &changed);
        }
    }

    #[test]
    fn a_session_ends_with_an_alert() {
        let record = |content_type: u8, length: u8| {
            [vec![content_type, 3, 3, 0, length], vec![0; usize::from(length)]].concat()
        };
        let (data, encrypted, plain) = (record(23, 22), record(23, 19), record(21, 2));
        assert!(!ends_with_alert(&[]) && !ends_with_alert(&data));
        assert!(ends_with_alert(&[&data[..], &encrypted].concat()));
        assert!(ends_with_alert(&[&data[..], &plain].concat()));
        assert!(!ends_with_alert(&[&encrypted[..], &data].concat()));
    }
}

//! What a session came to, of sessions of all kinds: with secrets and without them, complete, refused, broken off.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // a test may panic

mod sessions;

use openssl::ssl::SslVersion;
use wire::overview::{Handshake, Overview};
use wire::{Direction, Event};

use sessions::{Recording, record};

fn overview(recording: &Recording) -> Overview {
    let mut overview = Overview::default();
    recording.read().iter().for_each(|event| overview.take(event));
    overview
}

/// The same session in a capture without secrets.
fn closed(mut recording: Recording) -> Recording {
    recording.key_log.clear();
    recording
}

#[test]
fn a_complete_session() {
    let session = record("session", |_| {});
    let seen = overview(&session);
    assert_eq!(seen.handshake(), Handshake::Complete);
    assert_eq!(seen.certificate(Direction::FromServer).unwrap().name, "localhost");
    assert_eq!(seen.certificate(Direction::FromServer).unwrap().sha256.len(), 64);
    assert_eq!(seen.certificate(Direction::FromClient), None);
    assert_eq!(seen.alert, None);
    let names: Vec<_> = seen.fingerprints.iter().map(|fingerprint| fingerprint.name).collect();
    assert_eq!(names, ["JA3", "JA4", "JA3S"]);
    let sent = |from| {
        let of = |event: &Event| match event {
            Event::Message(message)
                if message.kind == wire::message::Kind::ApplicationData && message.direction == from =>
            {
                message.bytes.len() as u64
            }
            _ => 0,
        };
        session.read().iter().map(of).sum::<u64>()
    };
    assert_eq!(seen.data, [sent(Direction::FromClient), sent(Direction::FromServer)]);
    assert!(seen.data[0] > 0);
}

#[test]
fn without_secrets_only_what_is_in_clear_is_known() {
    let seen = overview(&closed(record("session", |_| {})));
    assert!(matches!(seen.handshake(), Handshake::Unknown(_)), "{:?}", seen.handshake());
    assert_eq!((seen.certificates.len(), seen.data), (0, [0; 2]));
    assert!(seen.closed[0] > 0 && seen.closed[1] > 0);
    // Before TLS 1.3, the certificate is in clear, and the types of records say that there is data.
    let seen = overview(&closed(record("TLS 1.2", |plan| plan.version(SslVersion::TLS1_2))));
    assert_eq!(seen.handshake(), Handshake::Complete);
    assert_eq!(seen.certificate(Direction::FromServer).unwrap().name, "localhost");
}

#[test]
fn a_session_that_is_cut_off_says_how_far_it_came() {
    let session = record("session", |_| {});
    let up_to = |count: usize| {
        let mut cut = session.clone();
        cut.chunks.truncate(count);
        overview(&cut).handshake()
    };
    assert_eq!(up_to(1), Handshake::Unfinished("Client Hello".to_owned()));
    let mut beheaded = session.clone();
    beheaded.chunks.remove(0);
    assert!(matches!(overview(&beheaded).handshake(), Handshake::Unknown(_)));
}

/// Every kind of session that is recorded: nothing is said of it that its messages do not say.
#[test]
fn all_sessions() {
    let (mut complete, mut refused) = (0, 0);
    for recording in
        sessions::all().iter().chain(&sessions::rfc8448::all()).chain(&sessions::compressed::all())
    {
        let seen = overview(recording);
        let titles: Vec<String> = recording
            .read()
            .iter()
            .filter_map(|event| match event {
                Event::Message(message) => Some(format!("{} {}", message.direction, message.title())),
                _ => None,
            })
            .collect();
        let has = |title: &str| titles.iter().any(|one| one == title);
        match seen.handshake() {
            Handshake::Complete => {
                complete += 1;
                let both = has("client Finished") && has("server Finished");
                assert!(
                    both || titles.iter().any(|one| one.contains("Application Data")),
                    "{}",
                    recording.name
                );
            }
            Handshake::Refused => {
                refused += 1;
                assert!(
                    titles.iter().any(|one| one.contains("Alert (Fatal")),
                    "{}: {titles:?}",
                    recording.name
                );
            }
            Handshake::Unfinished(last) => {
                assert!(titles.last().unwrap().ends_with(&last), "{}: {titles:?}", recording.name);
            }
            Handshake::Unknown(_) => assert!(seen.closed != [0; 2], "{}", recording.name),
        }
    }
    assert!(complete > 40 && refused > 1, "{complete} {refused}");
}

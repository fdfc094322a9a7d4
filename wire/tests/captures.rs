//! A session is read from a capture as it is read directly, and no damage to a capture makes its reader
//! panic.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // a test may panic

mod sessions;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use wire::capture::sessions::{Outcome, Summary, Viewer, read, secrets};
use wire::capture::tcp::Peers;
use wire::capture::writer::{self, Connection};
use wire::message::Message;
use wire::secrets::KeyLog;
use wire::{Direction, Event};

use sessions::Recording;

const BEGIN: Duration = Duration::from_secs(1_700_000_000);

/// Keeps the messages of each session.
#[derive(Default)]
struct Messages(Vec<(u64, Vec<Message>)>);

impl Viewer for Messages {
    type View = (u64, Vec<Message>);

    fn open(&mut self, _number: u64, peers: &Peers) -> io::Result<Self::View> {
        Ok((peers.number, Vec::new()))
    }

    fn event(&mut self, view: &mut Self::View, event: &Event) -> io::Result<()> {
        if let Event::Message(message) = event {
            view.1.push(message.clone());
        }
        Ok(())
    }

    fn close(&mut self, view: Self::View, _: &Outcome) -> io::Result<()> {
        self.0.push(view);
        Ok(())
    }
}

/// All sessions in one capture, going on at the same time, every second of them over IPv6.
fn write(recordings: &[Recording]) -> Vec<u8> {
    let mut out = Vec::new();
    let secrets: String = recordings.iter().map(|recording| recording.key_log.as_str()).collect();
    writer::write_head(&mut out, &secrets, 0).unwrap();
    let mut connections: Vec<_> = (50_000..)
        .zip(recordings)
        .map(|(port, recording)| {
            let ends: [SocketAddr; 2] = match port % 2 {
                0 => [([127, 0, 0, 1], port).into(), ([127, 0, 0, 1], 443).into()],
                _ => [([0, 0, 0, 0, 0, 0, 0, 1], port).into(), ([0, 0, 0, 0, 0, 0, 0, 1], 443).into()],
            };
            (Connection::new(ends[0], ends[1], BEGIN), recording)
        })
        .collect();
    for (connection, _) in &mut connections {
        connection.open(&mut out).unwrap();
    }
    let longest = recordings.iter().map(|recording| recording.chunks.len()).max().unwrap_or(0);
    for index in 0..longest {
        for (connection, recording) in &mut connections {
            if let Some((from, time, bytes)) = recording.chunks.get(index) {
                connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
            }
        }
    }
    for (connection, _) in &mut connections {
        let reset = false;
        connection.close(&mut out, Direction::FromServer, BEGIN + Duration::from_secs(9), reset).unwrap();
    }
    out
}

fn explain(capture: &[u8]) -> (Messages, Summary, bool) {
    let mut keys = KeyLog::new();
    let _ = secrets(capture, &mut keys);
    let mut messages = Messages::default();
    let (summary, result) = read(capture, &Arc::new(keys), &mut messages);
    (messages, summary, result.is_ok())
}

#[test]
fn a_capture_changes_nothing() {
    let recordings = sessions::all();
    let (mut seen, summary, fine) = explain(&write(&recordings));
    assert!(fine);
    assert_eq!(summary.sessions.all, recordings.len() as u64);
    assert_eq!((summary.cut, summary.others.len()), (0, 0));
    seen.0.sort_by_key(|(number, _)| *number);
    // A capture does not tell in which order the records of one instant were made, only each direction's.
    let essence = |messages: &[Message]| -> Vec<_> {
        let mut all: Vec<_> = messages
            .iter()
            .map(|message| {
                (message.direction, message.title().into_owned(), message.bytes.clone(), message.time)
            })
            .collect();
        all.sort_by_key(|(direction, ..)| *direction);
        all
    };
    for (recording, (_, messages)) in recordings.iter().zip(&seen.0) {
        let direct: Vec<Message> = recording
            .read()
            .into_iter()
            .filter_map(|event| match event {
                Event::Message(message) => Some(message),
                _ => None,
            })
            .collect();
        assert_eq!(essence(messages), essence(&direct), "{}", recording.name);
    }
}

#[test]
fn a_session_after_another_protocol() {
    let plain = sessions::record("starttls", |_| {});
    let titles = |recording: &Recording| -> Vec<_> {
        let (seen, summary, fine) = explain(&write(std::slice::from_ref(recording)));
        assert!(fine && summary.sessions.all == 1, "{summary:?}");
        seen.0.iter().flat_map(|(_, messages)| messages).map(|message| message.title().into_owned()).collect()
    };
    let alone = titles(&plain);
    assert!(alone.contains(&"Certificate".to_owned()), "{alone:?}");
    // The server speaks first, and its first segment is too short to tell TLS from other protocols.
    let greeting = [(Direction::FromServer, "2"), (Direction::FromServer, "20 localhost ESMTP\r\n")];
    let command = [(Direction::FromClient, "STARTTLS\r\n"), (Direction::FromServer, "220 go ahead\r\n")];
    let mut upgraded = plain;
    let before = greeting.iter().chain(&command);
    let before = before.map(|(from, line)| (*from, Duration::ZERO, line.as_bytes().to_vec()));
    upgraded.chunks.splice(0..0, before);
    assert_eq!(titles(&upgraded), alone);
}

#[test]
fn no_damage_to_a_capture_makes_its_reader_panic() {
    let recordings: Vec<Recording> = sessions::all().into_iter().take(3).collect();
    let capture = write(&recordings);
    // Every byte is changed in one of the runs.
    let runs = 97;
    for run in 0..runs {
        let mut damaged = capture.clone();
        let value = [0x00, 0xff, 0x80, 0x01][run % 4];
        for at in (run..damaged.len()).step_by(runs * 7) {
            damaged[at] ^= value | 1;
        }
        explain(&damaged);
        explain(&capture[..capture.len() * run / runs]);
        // A part is missing or doubled.
        let at = capture.len() * run / runs;
        let next = (at + 61 * 4).min(capture.len());
        explain(&[&capture[..at], &capture[next..]].concat());
        explain(&[&capture[..next], &capture[at..]].concat());
    }
}

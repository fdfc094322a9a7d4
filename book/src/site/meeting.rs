//! The TLS sessions of an experiment: the recordings of both ends, brought together.

use std::path::Path;
use std::time::Duration;

use wire::Direction;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type::SERVER_HELLO;

use super::played::Capture;
use crate::recorded::{self, Session};

/// A session, as its ends have recorded it.
pub(super) struct Meeting {
    pub(super) ends: Vec<End>,
}

/// A recording of a session.
pub(super) struct End {
    /// The window in which the program ran.
    pub(super) window: String,
    /// Its capture, relative to the pages.
    pub(super) file: String,
    /// The number of the session in the capture, from 1.
    pub(super) number: usize,
    /// What this end sends; `None` if it is not known which of the two it is.
    pub(super) sends: Option<Direction>,
    pub(super) session: Session,
}

/// A message of a session: what it is, and when each end saw it.
pub(super) struct Row<'a> {
    pub(super) message: &'a Message,
    /// For each end; `None` if it did not see it.
    pub(super) times: Vec<Option<Duration>>,
}

/// A capture that cannot be read, or not to its end.
pub(super) struct Unread {
    /// The capture, relative to the pages.
    pub(super) file: String,
    pub(super) why: String,
}

/// All sessions in these captures, in the order in which they began; and the captures that cannot be read.
pub(super) fn all(captures: &[Capture], folder: &Path) -> (Vec<Meeting>, Vec<Unread>) {
    let (mut ends, mut unread) = (Vec::new(), Vec::new());
    for capture in captures {
        match recorded::read(&capture.path) {
            Ok(sessions) => ends.extend(of_capture(capture, folder, sessions)),
            Err(why) => unread.push(Unread { file: inside(capture, folder), why: why.to_string() }),
        }
    }
    ends.sort_by_key(|end| end.session.opened);
    let mut meetings: Vec<Meeting> = Vec::new();
    for end in ends {
        match meetings.iter_mut().find(|meeting| meeting.ends.iter().all(|other| are_of_one(other, &end))) {
            Some(meeting) => meeting.ends.push(end),
            None => meetings.push(Meeting { ends: vec![end] }),
        }
    }
    for meeting in &mut meetings {
        // The client's column is the left one.
        meeting.ends.sort_by_key(|end| end.sends == Some(Direction::FromServer));
    }
    (meetings, unread)
}

/// The path of a capture, relative to the pages.
fn inside(capture: &Capture, folder: &Path) -> String {
    let inside = capture.path.strip_prefix(folder).unwrap_or(&capture.path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn of_capture(capture: &Capture, folder: &Path, sessions: Vec<Session>) -> Vec<End> {
    let name = capture.path.file_name().unwrap_or_default().to_string_lossy();
    let is_end = |end: &str| name.starts_with(end) || capture.window.starts_with(end);
    let sends = match (is_end("client"), is_end("server")) {
        (true, false) => Some(Direction::FromClient),
        (false, true) => Some(Direction::FromServer),
        _ => None,
    };
    let end = |(number, session)| End {
        window: capture.window.clone(),
        file: inside(capture, folder),
        number,
        sends,
        session,
    };
    (1..).zip(sessions).map(end).collect()
}

/// Whether two recordings are of one session. A client may send the same random twice, as a replay does; the servers
/// then answer with different ones.
fn are_of_one(one: &End, other: &End) -> bool {
    let hello = |end: &End| {
        let mut all = end.session.messages.iter();
        all.rfind(|message| message.kind == Kind::Handshake(SERVER_HELLO)).map(|one| one.bytes.clone())
    };
    let random = one.session.client_random();
    let answers = (hello(one), hello(other));
    let same_end = one.sends.is_some() && one.sends == other.sends;
    random.is_some()
        && random == other.session.client_random()
        && !same_end
        && (answers.0.is_none() || answers.1.is_none() || answers.0 == answers.1)
}

impl Meeting {
    /// The recording that tells most: that of the client, if there is one.
    pub(super) fn first(&self) -> Option<&Session> {
        self.ends.first().map(|end| &end.session)
    }

    /// All messages that an end has seen, in the order in which they were sent. The message of a number in a direction
    /// is the same at both ends.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let start = self.ends.iter().map(|end| end.session.opened).min().unwrap_or_default();
        let mut rows: Vec<(Duration, Row)> = Vec::new();
        for direction in [Direction::FromClient, Direction::FromServer] {
            let seen: Vec<Vec<(Duration, &Message)>> =
                self.ends.iter().map(|end| timed(&end.session, direction, start).collect()).collect();
            let sender = self.ends.iter().position(|end| end.sends == Some(direction));
            for at in 0..seen.iter().map(Vec::len).max().unwrap_or(0) {
                let times: Vec<_> = seen.iter().map(|end| end.get(at).map(|(time, _)| *time)).collect();
                let by_sender = sender.and_then(|sender| times.get(sender).copied().flatten());
                let sent = by_sender.or(times.iter().flatten().min().copied()).unwrap_or_default();
                let Some((_, message)) = seen.iter().find_map(|end| end.get(at)) else { continue };
                rows.push((sent, Row { message, times }));
            }
        }
        rows.sort_by_key(|(sent, _)| *sent);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// The messages of a direction, each with its time since `start`.
fn timed(
    session: &Session,
    direction: Direction,
    start: Duration,
) -> impl Iterator<Item = (Duration, &Message)> {
    let own = session.messages.iter().filter(move |message| message.direction == direction);
    own.map(move |message| ((session.opened + message.time).saturating_sub(start), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capture_that_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let capture = |name: &str, content: &[u8]| {
            let path = folder.path().join("captures").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, content).unwrap();
            Capture { window: "client".to_owned(), path }
        };
        let mut empty = Vec::new();
        wire::capture::writer::write_head(&mut empty, "", 0).unwrap();
        let cut = &empty[..empty.len() - 3];
        let captures = [
            capture("empty.pcapng", &empty),
            capture("cut.pcapng", cut),
            capture("text.pcapng", b"no capture"),
        ];
        let (meetings, unread) = all(&captures, folder.path());
        assert!(meetings.is_empty());
        let files: Vec<&str> = unread.iter().map(|one| one.file.as_str()).collect();
        assert_eq!(files, ["captures/cut.pcapng", "captures/text.pcapng"]);
        assert!(unread.iter().all(|one| !one.why.is_empty()));
    }
}

//! The TLS sessions of an experiment: the recordings of both ends, brought together.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;

use page::session::Recorded;
use wire::capture;
use wire::capture::sessions::{self, Outcome, Viewer};
use wire::capture::tcp::{End as Ended, Peers};
use wire::message::Kind;
use wire::names::codes::handshake_type::SERVER_HELLO;
use wire::render::json;
use wire::secrets::KeyLog;
use wire::{Direction, Event};

use super::played::Capture;
use crate::recorded::Session;

/// A session, as its ends have recorded it.
pub(super) struct Meeting {
    pub(super) ends: Vec<End>,
    /// The recording that is shown, with the times of the other: that of the client, or the longer one.
    pub(super) shown: Recorded,
    /// The end that it is from.
    shown_end: usize,
    /// How many messages are only in the other.
    pub(super) more: usize,
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
        match read(&capture.path) {
            Ok(sessions) => ends.extend(of_capture(capture, folder, sessions)),
            Err(why) => unread.push(Unread { file: inside(capture, folder), why: why.to_string() }),
        }
    }
    ends.sort_by_key(|(end, _): &(End, Recorded)| end.session.opened);
    let mut meetings: Vec<Vec<(End, Recorded)>> = Vec::new();
    for (end, recorded) in ends {
        let meets = |all: &Vec<(End, Recorded)>| all.iter().all(|(other, _)| are_of_one(other, &end));
        match meetings.iter().position(meets).and_then(|at| meetings.get_mut(at)) {
            Some(meeting) => meeting.push((end, recorded)),
            None => meetings.push(vec![(end, recorded)]),
        }
    }
    let meetings = (1..).zip(meetings).filter_map(|(number, ends)| Meeting::of(number, ends)).collect();
    (meetings, unread)
}

/// The path of a capture, relative to the pages.
fn inside(capture: &Capture, folder: &Path) -> String {
    let inside = capture.path.strip_prefix(folder).unwrap_or(&capture.path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn of_capture(capture: &Capture, folder: &Path, sessions: Vec<(Session, Recorded)>) -> Vec<(End, Recorded)> {
    let name = capture.path.file_name().unwrap_or_default().to_string_lossy();
    let is_end = |end: &str| name.starts_with(end) || capture.window.starts_with(end);
    let sends = match (is_end("client"), is_end("server")) {
        (true, false) => Some(Direction::FromClient),
        (false, true) => Some(Direction::FromServer),
        _ => None,
    };
    let end = |(number, (session, recorded))| {
        let file = inside(capture, folder);
        (End { window: capture.window.clone(), file, number, sends, session }, recorded)
    };
    (1..).zip(sessions).map(end).collect()
}

/// Reads all sessions of a capture with the secrets in it.
fn read(path: &Path) -> Result<Vec<(Session, Recorded)>, capture::Error> {
    let open =
        || File::open(path).map(|file| BufReader::with_capacity(1 << 16, file)).map_err(capture::Error::Read);
    let mut keys = KeyLog::new();
    sessions::secrets(open()?, &mut keys)?;
    let mut all = Collected::default();
    match sessions::read(open()?, &Arc::new(keys), &mut all).1 {
        Err(sessions::Error::Capture(error)) => Err(error),
        Err(sessions::Error::Show(_)) | Ok(()) => Ok(all.0),
    }
}

/// Keeps all sessions, for comparisons and for their pages.
#[derive(Default)]
struct Collected(Vec<(Session, Recorded)>);

impl Viewer for Collected {
    type View = (Session, Recorded);

    fn wants_keys(&self) -> bool {
        true
    }

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        let (client, server) = (&peers.client.to_string(), &peers.server.to_string());
        let start = json::Start { client, server, since_1970: peers.opened, stream: Some(number) };
        Ok((Session::new(peers), Recorded::begin(1, &start)))
    }

    fn event(&mut self, (session, recorded): &mut Self::View, event: &Event) -> io::Result<()> {
        session.take(event);
        recorded.take(event);
        Ok(())
    }

    fn close(&mut self, (session, mut recorded): Self::View, outcome: &Outcome) -> io::Result<()> {
        let how = match outcome.end {
            Ended::Closed => json::How::Closed,
            Ended::Reset(from) => json::How::Reset(from),
            Ended::Open => json::How::Open,
            Ended::Followed => json::How::Followed,
        };
        let Outcome { version, suite, other_bytes, .. } = *outcome;
        recorded.end(json::End { version, suite, how, other_bytes });
        self.0.push((session.ended(*outcome), recorded));
        Ok(())
    }
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
    /// Brings the recordings of a session together, and numbers it.
    fn of(number: usize, mut ends: Vec<(End, Recorded)>) -> Option<Self> {
        // The client's side is the left one.
        ends.sort_by_key(|(end, _)| end.sends == Some(Direction::FromServer));
        let (ends, mut recordings): (Vec<End>, Vec<Recorded>) = ends.into_iter().unzip();
        let longest = recordings.iter().map(Recorded::length).max()?;
        let at = recordings.iter().position(|recorded| recorded.length() == longest)?;
        let mut shown = recordings.remove(at);
        shown.renumber(number);
        // What an end sends, its peer receives: one of the two is enough.
        let own = ends.get(at).and_then(|end| end.sends);
        let its = ends.iter().enumerate().find(|(other, _)| *other != at).and_then(|(_, end)| end.sends);
        let sends = own.or(its.map(Direction::opposite));
        let more = match (sends, recordings.first()) {
            (Some(sends), Some(other)) => shown.meet(sends, other),
            _ => 0,
        };
        Some(Self { ends, shown, shown_end: at, more })
    }

    /// The recording that is shown.
    pub(super) fn recording(&self) -> Option<&Session> {
        self.ends.get(self.shown_end).map(|end| &end.session)
    }

    /// Whether a message with this title was sent.
    pub(super) fn has(&self, title: &str) -> bool {
        self.recording()
            .is_some_and(|session| session.messages.iter().any(|message| message.title() == title))
    }
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

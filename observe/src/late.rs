//! A session that is read late, for its page: by then its secrets are known.
//!
//! OpenSSL tells the secrets of a handshake while it goes on, most of them after the message that they follow from. The
//! key schedule on a page is to show from the first message on what everything is computed from. So the last bytes of a
//! session wait here: of an ordinary session all of them until its end.

use std::collections::VecDeque;
use std::time::Duration;

use page::session::Recorded;
use wire::render::json::{End, Start};
use wire::secrets::Line;
use wire::{Direction, Session};

use crate::report::Report;

/// How many bytes wait. A handshake has some thousand.
const WAITING: usize = 256 << 10;

/// A session whose last bytes have not been read yet.
#[derive(Debug)]
pub(crate) struct Late {
    session: Session,
    recorded: Recorded,
    waiting: VecDeque<(Direction, Duration, Vec<u8>)>,
    /// How many bytes wait.
    length: usize,
}

impl Late {
    /// A session of a page begins.
    pub(crate) fn begin(report: &mut Report, start: &Start) -> Self {
        let (session, recorded) = (Session::new().explain_keys(), report.begin(start));
        Self { session, recorded, waiting: VecDeque::new(), length: 0 }
    }

    pub(crate) fn bytes(&mut self, direction: Direction, time: Duration, bytes: &[u8]) {
        self.waiting.push_back((direction, time, bytes.to_vec()));
        self.length += bytes.len();
        self.read(WAITING);
    }

    pub(crate) fn secret(&mut self, line: Line) {
        self.session.secret(line);
    }

    /// The session has ended, and its page takes it.
    pub(crate) fn end(mut self, report: &mut Report, end: End) {
        self.read(0);
        self.session.finish();
        self.take();
        report.end(self.recorded, end);
    }

    /// Reads the first bytes, until no more than `left` wait.
    fn read(&mut self, left: usize) {
        while self.length > left {
            let Some((direction, time, bytes)) = self.waiting.pop_front() else { return };
            self.length -= bytes.len();
            self.session.feed(direction, time, &bytes);
            self.take();
        }
    }

    fn take(&mut self) {
        for event in self.session.events() {
            self.recorded.take(&event);
        }
    }
}

//! The TLS sessions on one TCP connection, of which it may have none, one, or several after each other.

use std::mem;
use std::sync::Arc;

use crate::event::Event;
use crate::model::Direction;
use crate::record::{Protection, Record};
use crate::secrets::KeyLog;
use crate::session::Session;

use super::finder::{self, Finder, Part, is_ssl2};
use super::step::{Id, Lack, Outcome, Step};
use super::tcp::{End, Peers, When};

/// Gaps that are remembered until a session begins.
const MAX_EARLY_GAPS: usize = 16;

/// How sessions are made.
pub(super) struct Making<'a> {
    pub(super) keys: &'a Arc<KeyLog>,
    pub(super) wants_keys: bool,
}

impl Making<'_> {
    fn session(&self) -> Session {
        let session = Session::of_capture(Arc::clone(self.keys));
        if self.wants_keys { session.explain_keys() } else { session }
    }
}

/// Where sessions are shown, and counted.
pub(super) struct Showing<'a> {
    pub(super) making: &'a Making<'a>,
    /// How many connections of SSL 2.0 there were.
    pub(super) ssl2: &'a mut u64,
    pub(super) out: &'a mut dyn FnMut(Step),
}

/// A TCP connection.
pub(super) struct Connection {
    peers: Peers,
    /// Where sessions begin in what client and server send.
    finders: [Finder; 2],
    /// The session that goes on.
    live: Option<Live>,
    /// How many sessions there were before it.
    before: u32,
    /// Bytes outside of sessions, of the client and of the server.
    other_bytes: [u64; 2],
    /// Gaps before the first session.
    early_gaps: Vec<(Direction, When, u64)>,
    ssl2: bool,
    /// What its session held when that was last counted.
    held: usize,
}

/// A session that goes on.
struct Live {
    id: Id,
    peers: Peers,
    session: Session,
    /// The client of the session is the server of the connection.
    swapped: bool,
    /// Whether a record could not be opened.
    undecrypted: bool,
    /// Whether there is no memory for the rest of it.
    given_up: bool,
}

impl Connection {
    pub(super) fn new(peers: Peers) -> Self {
        let (finders, early_gaps) = (Default::default(), Vec::new());
        Self { peers, finders, live: None, before: 0, other_bytes: [0; 2], early_gaps, ssl2: false, held: 0 }
    }

    /// The next bytes of one end.
    pub(super) fn data(&mut self, from: Direction, at: When, bytes: &[u8], showing: &mut Showing<'_>) {
        let mut finder = mem::take(&mut self.finders[index(from)]);
        let says = self.says();
        finder.take(bytes, says, &mut |part| self.part(from, at, &part, showing));
        self.finders[index(from)] = finder;
        self.collect(showing);
    }

    /// So many bytes of one end are missing.
    pub(super) fn gap(&mut self, from: Direction, at: When, lost: u64, showing: &mut Showing<'_>) {
        let mut finder = mem::take(&mut self.finders[index(from)]);
        finder.gap(lost, self.says(), &mut |part| self.part(from, at, &part, showing));
        self.finders[index(from)] = finder;
        match &mut self.live {
            Some(live) => live.gap(from, at, lost),
            None if self.early_gaps.len() < MAX_EARLY_GAPS => self.early_gaps.push((from, at, lost)),
            None => {}
        }
        self.collect(showing);
    }

    /// Nothing more comes.
    pub(super) fn end(&mut self, end: End, showing: &mut Showing<'_>) {
        for from in [Direction::FromClient, Direction::FromServer] {
            let mut finder = mem::take(&mut self.finders[index(from)]);
            let last = self.last(from);
            finder.end(self.says(), &mut |part| self.part(from, last, &part, showing));
        }
        self.close(end, showing);
        *showing.ssl2 += u64::from(self.ssl2);
    }

    /// The memory of what is incomplete in its session, in bytes, as it was last counted.
    pub(super) fn held(&self) -> usize {
        self.held
    }

    /// Counts it anew; returns what it was before, and is now.
    pub(super) fn count_held(&mut self) -> (usize, usize) {
        let now = self.live.as_ref().map_or(0, |live| live.session.held());
        (mem::replace(&mut self.held, now), now)
    }

    /// Ends its session, for which there is no memory any more.
    pub(super) fn give_up(&mut self, showing: &mut Showing<'_>) {
        if let Some(live) = &mut self.live {
            live.session.give_up();
            live.given_up = true;
        }
        self.close(End::Open, showing);
    }

    /// When an end has sent its last bytes; only what it holds back asks.
    fn last(&self, from: Direction) -> When {
        let Some(live) = &self.live else { return When::default() };
        let (time, frame) = live.session.last_of(live.direction(from));
        When { time: live.peers.opened + time, frame: frame.unwrap_or_default() }
    }

    fn says(&self) -> finder::Session {
        match &self.live {
            None => finder::Session::None,
            Some(live) if live.session.is_past_hellos() => finder::Session::Past,
            Some(_) => finder::Session::Open,
        }
    }

    fn part(
        &mut self,
        from: Direction,
        at: When,
        part: &Part<'_>,
        showing: &mut Showing<'_>,
    ) -> finder::Session {
        match part {
            Part::Other(bytes) => {
                let count = &mut self.other_bytes[index(from)];
                self.ssl2 |= *count == 0 && self.live.is_none() && is_ssl2(bytes);
                *count += bytes.len() as u64;
            }
            Part::Joined => self.begin(false, at, showing),
            Part::Hello => {
                // The first one of a session that could not be told from its beginning, or another session.
                let fits = self.live.as_ref().is_some_and(|live| {
                    live.session.client_random().is_none() && live.direction(from) == Direction::FromClient
                });
                if !fits {
                    self.close(End::Followed, showing);
                    self.begin(from == Direction::FromServer, at, showing);
                    self.finders[1 - index(from)].answer();
                }
            }
            Part::HelloV2(bytes) => {
                self.begin(from == Direction::FromServer, at, showing);
                if let Some(live) = &mut self.live {
                    live.session.at_frame(at.frame);
                    live.session.feed_client_hello_v2(at.time.saturating_sub(live.peers.opened), bytes);
                }
            }
            Part::Tls(bytes) => {
                if let Some(live) = &mut self.live {
                    live.session.at_frame(at.frame);
                    let direction = live.direction(from);
                    live.session.feed(direction, at.time.saturating_sub(live.peers.opened), bytes);
                }
            }
        }
        self.says()
    }

    /// A session begins.
    fn begin(&mut self, swapped: bool, at: When, showing: &mut Showing<'_>) {
        let mut peers = self.peers;
        if swapped {
            mem::swap(&mut peers.client, &mut peers.server);
        }
        if self.before > 0 {
            peers.opened = at.time;
        }
        let id = (peers.number, self.before);
        (showing.out)(Step::Open(id, peers));
        let mut live = Live {
            id,
            peers,
            session: showing.making.session(),
            swapped,
            undecrypted: false,
            given_up: false,
        };
        for (from, at, lost) in mem::take(&mut self.early_gaps) {
            live.gap(from, at, lost);
        }
        self.live = Some(live);
    }

    /// Shows what has become complete.
    fn collect(&mut self, showing: &mut Showing<'_>) {
        if let Some(live) = &mut self.live {
            live.collect(showing);
        }
    }

    /// The session ends, if there is one.
    fn close(&mut self, end: End, showing: &mut Showing<'_>) {
        let Some(mut live) = self.live.take() else { return };
        match end {
            End::Open => live.session.finish_capture(),
            End::Closed | End::Reset(_) | End::Followed => live.session.finish(),
        }
        live.collect(showing);
        self.before += 1;
        let session = &live.session;
        let lacks = match live.undecrypted {
            true if session.client_random().is_none() => Some(Lack::ClientHello),
            true if !session.has_secrets() => Some(Lack::Secrets),
            _ => None,
        };
        let end = match end {
            End::Reset(from) => End::Reset(live.direction(from)),
            end => end,
        };
        let [client, server] = self.other_bytes;
        let other_bytes = if live.swapped { [server, client] } else { [client, server] };
        let (version, suite) = (session.version(), session.suite());
        let given_up = live.given_up;
        let outcome = Outcome { version, suite, end, other_bytes, lacks, given_up };
        (showing.out)(Step::Close(live.id, outcome));
    }
}

impl Live {
    /// Who sends, in the session.
    fn direction(&self, from: Direction) -> Direction {
        if self.swapped { from.opposite() } else { from }
    }

    fn gap(&mut self, from: Direction, at: When, lost: u64) {
        self.session.at_frame(at.frame);
        self.session.gap(self.direction(from), at.time.saturating_sub(self.peers.opened), lost);
    }

    fn collect(&mut self, showing: &mut Showing<'_>) {
        for event in self.session.events() {
            if let Event::Record(Record { protection: Protection::Undecrypted(_), .. }) = &event {
                self.undecrypted = true;
            }
            (showing.out)(Step::Event(self.id, event));
        }
    }
}

fn index(from: Direction) -> usize {
    match from {
        Direction::FromClient => 0,
        Direction::FromServer => 1,
    }
}

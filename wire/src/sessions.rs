//! All TLS sessions of a capture.
//!
//! One thread reads the capture, puts the connections together and opens the records; the caller's shows what comes of it. So a large capture
//! takes as long as the slower of the two.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use crate::capture::{self, Item, Reader};
use crate::packet::{self, Other};
use crate::record::{Protection, Record};
use crate::secrets::KeyLog;
use crate::session::{Direction, Event, Session};
use crate::tcp::{End, Flows, Peers, Sink};

/// Is shown what a capture holds, as it is read. Sessions may go on at the same time: what belongs to one is kept in its own view.
pub trait Viewer {
    /// What is kept of a session while it goes on.
    type View;

    /// A session begins.
    fn open(&mut self, peers: &Peers) -> io::Result<Self::View>;

    /// Something is complete in it. Times are since its beginning.
    fn event(&mut self, view: &mut Self::View, event: Event) -> io::Result<()>;

    /// It has ended.
    fn close(&mut self, view: Self::View, outcome: &Outcome) -> io::Result<()>;
}

/// What became of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The protocol version agreed on; 0: none.
    pub version: u16,
    /// The cipher suite agreed on; 0: none.
    pub suite: u16,
    /// How its connection ended.
    pub end: End,
}

/// Why not all of a capture has been shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read, or not further. What it holds up to there has been shown.
    #[error(transparent)]
    Capture(#[from] capture::Error),
    /// It cannot be shown.
    #[error("{0}")]
    Show(io::Error),
}

/// What a capture held, all together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All packets.
    pub packets: u64,
    /// Those of TCP.
    pub segments: u64,
    /// TCP connections on which something was sent, or that were opened.
    pub connections: u64,
    /// TLS sessions.
    pub sessions: u64,
    /// Those in which something stayed closed, for want of any secret.
    pub without_secrets: u64,
    /// TCP segments of which the capture does not have all bytes.
    pub cut: u64,
    /// Fragments of IP packets, which are not put together.
    pub fragments: u64,
    /// Packets of link layers that are not read, by their `LINKTYPE_…` number.
    pub other_links: BTreeMap<u16, u64>,
}

/// The secrets that a capture holds, wherever in it they stand. Reading ends silently where the capture does: the reading of its
/// packets will say so.
pub fn secrets(input: impl Read, keys: &mut KeyLog) -> Result<(), capture::Error> {
    let mut reader = Reader::new(input)?;
    while let Ok(Some(item)) = reader.next_item() {
        if let Item::Secrets(log) = item {
            keys.add(&String::from_utf8_lossy(log));
        }
    }
    Ok(())
}

/// Reads a capture and shows its TLS sessions. `keys` are all secrets there are, those of the capture ([`secrets`]) included.
pub fn read<V: Viewer>(
    input: impl Read + Send,
    keys: &Arc<KeyLog>,
    viewer: &mut V,
) -> (Summary, Result<(), Error>) {
    thread::scope(|scope| {
        let (sender, batches) = sync_channel::<Vec<Step>>(BATCHES);
        let reading = scope.spawn(move || {
            let mut capture = Capture { keys, summary: Summary::default(), steps: Vec::new(), sender };
            let result = capture.read(input);
            (capture.summary, result)
        });
        let mut views = HashMap::new();
        let mut shown = Ok(());
        for step in batches.into_iter().flatten() {
            shown = show(viewer, &mut views, step);
            if shown.is_err() {
                break; // the reader notices when it cannot send any more
            }
        }
        match reading.join() {
            Ok((summary, result)) => {
                (summary, shown.map_err(Error::Show).and(result.map_err(Error::Capture)))
            }
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Steps that are handed over together, and how many such batches may wait.
const BATCH: usize = 256;
const BATCHES: usize = 8;

/// What the reader has to say of the session on a connection.
enum Step {
    Open(Peers),
    Event(u64, Event),
    Close(u64, Outcome),
}

/// Shows one step.
fn show<V: Viewer>(viewer: &mut V, views: &mut HashMap<u64, V::View>, step: Step) -> io::Result<()> {
    match step {
        Step::Open(peers) => {
            views.insert(peers.number, viewer.open(&peers)?);
        }
        Step::Event(number, event) => {
            if let Some(view) = views.get_mut(&number) {
                viewer.event(view, event)?;
            }
        }
        Step::Close(number, outcome) => {
            if let Some(view) = views.remove(&number) {
                viewer.close(view, &outcome)?;
            }
        }
    }
    Ok(())
}

/// Nobody wants to see more.
struct Unwanted;

struct Capture<'a> {
    keys: &'a Arc<KeyLog>,
    summary: Summary,
    steps: Vec<Step>,
    sender: SyncSender<Vec<Step>>,
}

impl Capture<'_> {
    /// Reads all there is. What could be read is handed over, also before an error.
    fn read(&mut self, input: impl Read) -> Result<(), capture::Error> {
        let mut flows = Flows::default();
        let mut last = Duration::ZERO;
        let result = self.packets(input, &mut flows, &mut last);
        self.summary.connections = flows.count();
        let mut open = Vec::new();
        flows.finish(last, |_, connection, end| open.push((connection, end)));
        let handed_over = open
            .into_iter()
            .try_for_each(|(connection, end)| self.close(connection, end))
            .and_then(|()| self.hand_over());
        match handed_over {
            Ok(()) | Err(Unwanted) => result,
        }
    }

    /// Reads all packets. `last` becomes the time of the last one.
    fn packets(
        &mut self,
        input: impl Read,
        flows: &mut Flows<Connection>,
        last: &mut Duration,
    ) -> Result<(), capture::Error> {
        let mut reader = Reader::new(input)?;
        while let Some(item) = reader.next_item()? {
            let Item::Packet(packet) = item else { continue };
            self.summary.packets += 1;
            let segment = match packet::segment(packet.link_type, packet.data) {
                Ok(segment) => segment,
                Err(other) => {
                    self.pass_over(other);
                    continue;
                }
            };
            self.summary.segments += 1;
            self.summary.cut += u64::from(segment.cut > 0);
            *last = packet.time;
            let mut ended = Vec::new();
            let connection = flows.push(
                packet.time,
                &segment,
                |peers| Connection::new(*peers, self.keys),
                |_, connection, end| ended.push((connection, end)),
            );
            let going_on = match connection {
                Some(connection) => self.collect(connection),
                None => Ok(()),
            };
            let going_on = going_on.and_then(|()| {
                ended.into_iter().try_for_each(|(connection, end)| self.close(connection, end))
            });
            if going_on.is_err() {
                break;
            }
        }
        Ok(())
    }

    fn pass_over(&mut self, packet: Other) {
        match packet {
            Other::LinkType(number) => *self.summary.other_links.entry(number).or_default() += 1,
            Other::Fragment => self.summary.fragments += 1,
            Other::NotTcp | Other::Damaged => {}
        }
    }

    /// Takes what has become complete on a connection.
    fn collect(&mut self, connection: &mut Connection) -> Result<(), Unwanted> {
        let Kind::Tls { begun } = &mut connection.kind else { return Ok(()) };
        if !std::mem::replace(begun, true) {
            self.steps.push(Step::Open(connection.peers));
        }
        for event in connection.session.events() {
            if let Event::Record(Record { protection: Protection::Closed(_), .. }) = &event {
                connection.closed = true;
            }
            self.steps.push(Step::Event(connection.peers.number, event));
        }
        if self.steps.len() >= BATCH { self.hand_over() } else { Ok(()) }
    }

    fn close(&mut self, mut connection: Connection, end: End) -> Result<(), Unwanted> {
        let session = &mut connection.session;
        session.finish();
        let outcome = Outcome { version: session.version(), suite: session.suite(), end };
        let random = session.client_random().copied();
        self.collect(&mut connection)?;
        if let Kind::Tls { .. } = connection.kind {
            self.summary.sessions += 1;
            let lacks = connection.closed && random.is_none_or(|random| self.keys.of(&random).is_empty());
            self.summary.without_secrets += u64::from(lacks);
            self.steps.push(Step::Close(connection.peers.number, outcome));
        }
        Ok(())
    }

    fn hand_over(&mut self) -> Result<(), Unwanted> {
        let steps = std::mem::replace(&mut self.steps, Vec::with_capacity(BATCH));
        self.sender.send(steps).map_err(|_| Unwanted)
    }
}

/// A TCP connection, which may turn out to be a TLS session.
struct Connection {
    peers: Peers,
    session: Session,
    kind: Kind,
    /// Whether a record could not be opened.
    closed: bool,
}

enum Kind {
    /// Too little was sent to say: the first bytes.
    Unknown(Vec<u8>),
    /// It is a session.
    Tls {
        /// Whether the viewer knows of it.
        begun: bool,
    },
    /// It is something else.
    Other,
}

impl Connection {
    fn new(peers: Peers, keys: &Arc<KeyLog>) -> Self {
        let session = Session::of_capture(Arc::clone(keys));
        Self { peers, session, kind: Kind::Unknown(Vec::new()), closed: false }
    }
}

impl Sink for Connection {
    fn data(&mut self, from: Direction, at: Duration, bytes: &[u8]) {
        let time = at.saturating_sub(self.peers.opened);
        if let Kind::Unknown(first) = &mut self.kind {
            // Whoever sends first in a session begins with the header of a record.
            first.extend(bytes.iter().take(3 - first.len().min(3)));
            match first.as_slice() {
                [20..=24, 3, 0..=4] => self.kind = Kind::Tls { begun: false },
                [] | [_] | [_, _] => {}
                _ => self.kind = Kind::Other,
            }
        }
        if !matches!(self.kind, Kind::Other) {
            self.session.feed(from, time, bytes);
        }
    }

    fn gap(&mut self, from: Direction, at: Duration, _lost: u64) {
        if !matches!(self.kind, Kind::Other) {
            self.session.gap(from, at.saturating_sub(self.peers.opened));
        }
    }
}

//! All TLS sessions of a capture.
//!
//! One thread reads the capture and reassembles the connections, two follow the sessions on them, and the
//! caller's thread shows the results in the order of the capture. With enough processors, a large capture
//! takes only as long as the slowest of these threads.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};
use std::mem;
use std::ops::Range;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use names::codes::content_type::{CHANGE_CIPHER_SPEC, HANDSHAKE, HEARTBEAT};
use names::codes::handshake_type::CLIENT_HELLO;

use crate::event::Event;
use crate::model::Direction;
use crate::record::{Protection, Record};
use crate::secrets::KeyLog;
use crate::session::Session;

use super::packet::{self, Other};
use super::reader::{self, Item, Reader};
use super::tcp::{End, Flows, Peers, Sink};

/// Receives the sessions of a capture as they are read. Sessions may overlap in time, so each has its own
/// view.
pub trait Viewer {
    /// What is kept of a session while it goes on.
    type View;

    /// Whether it wants the steps of the key schedules, too ([`Session::explain_keys`]).
    fn wants_keys(&self) -> bool {
        false
    }

    /// A session begins.
    fn open(&mut self, peers: &Peers) -> io::Result<Self::View>;

    /// Something is complete in it. Times are since its beginning.
    fn event(&mut self, view: &mut Self::View, event: &Event) -> io::Result<()>;

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

/// Why a capture has not been shown to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read, or not to its end. Everything up to there has been shown.
    #[error(transparent)]
    Capture(#[from] reader::Error),
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
    /// Those in which something could not be decrypted, and no secret was known.
    pub without_secrets: u64,
    /// Those in which something could not be decrypted, and whose Client Hello the capture does not have: a key log
    /// names a session by what stands in it.
    pub without_client_hello: u64,
    /// TCP segments of which the capture does not have all bytes.
    pub cut: u64,
    /// Fragments of IP packets, which are not put together.
    pub fragments: u64,
    /// Packets of link layers that are not read, by their `LINKTYPE_…` number.
    pub other_links: BTreeMap<u16, u64>,
}

/// Adds all secrets in a capture. An error in the capture ends this silently: reading the
/// packets will report it.
pub fn secrets(input: impl Read, keys: &mut KeyLog) -> Result<(), reader::Error> {
    let mut reader = Reader::new(input)?;
    while let Ok(Some(item)) = reader.next_item() {
        if let Item::Secrets(log) = item {
            keys.add(&String::from_utf8_lossy(log));
        }
    }
    Ok(())
}

/// Reads a capture and shows its TLS sessions. `keys` are all secrets there are, those of the capture
/// ([`secrets`]) included.
pub fn read<V: Viewer>(
    input: impl Read + Send,
    keys: &Arc<KeyLog>,
    viewer: &mut V,
) -> (Summary, Result<(), Error>) {
    let wants_keys = viewer.wants_keys();
    thread::scope(|scope| {
        let (mut to_followers, mut followers, mut following) = (Vec::new(), Vec::new(), Vec::new());
        for share in 0..FOLLOWERS {
            let (to_follower, batches) = sync_channel(WAITING);
            let (answer, answers) = sync_channel(WAITING);
            let (spent, to_free) = channel();
            to_followers.push(to_follower);
            followers.push(Follower { answers, spent });
            let sessions = Sessions::new(keys, share, wants_keys);
            following.push(scope.spawn(move || sessions.follow(&batches, &answer, &to_free)));
        }
        let reading = scope.spawn(move || Connections::new(to_followers).read(input));
        let shown = show(&followers, viewer);
        drop(followers); // so that the other threads stop
        let (mut summary, result) = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        for follower in following {
            let count = follower.join().unwrap_or_else(|panic| resume_unwind(panic));
            summary.sessions += count.sessions;
            summary.without_secrets += count.without_secrets;
            summary.without_client_hello += count.without_client_hello;
        }
        (summary, shown.map_err(Error::Show).and(result.map_err(Error::Capture)))
    })
}

/// A thread that follows sessions, seen from the one that shows them.
struct Follower {
    answers: Receiver<Steps>,
    /// Answers that have been shown. The thread that has made them frees them: if another thread did, the two
    /// would wait for each other in the allocator.
    spent: Sender<Steps>,
}

/// What there is to show of a batch, each step with the position of its event in the batch.
type Steps = Vec<(usize, Step)>;

/// Threads that follow sessions. More of them would wait for the thread that shows them: writing JSON takes
/// more than half as long as following.
const FOLLOWERS: u64 = 2;

/// Batches that may wait for the next thread.
const WAITING: usize = 8;

/// A batch is handed over when it holds this many bytes or events. Its answer takes more memory: up to a
/// hundred times as much, for empty records.
const BATCH_BYTES: usize = 1 << 16;
const BATCH_EVENTS: usize = 1 << 9;

/// Shows what the followers have found, in the order of the capture.
fn show<V: Viewer>(followers: &[Follower], viewer: &mut V) -> io::Result<()> {
    let mut views = HashMap::new();
    loop {
        // Each follower answers each batch.
        let answers: Vec<_> = followers.iter().flat_map(|follower| follower.answers.recv()).collect();
        if answers.is_empty() {
            return Ok(());
        }
        let mut steps: Vec<_> = answers.iter().flatten().collect();
        steps.sort_by_key(|(index, _)| *index);
        for (_, step) in steps {
            show_step(viewer, &mut views, step)?;
        }
        for (follower, answer) in followers.iter().zip(answers) {
            let _ = follower.spent.send(answer);
        }
    }
}

/// Shows one step.
fn show_step<V: Viewer>(viewer: &mut V, views: &mut HashMap<u64, V::View>, step: &Step) -> io::Result<()> {
    match step {
        Step::Open(peers) => {
            views.insert(peers.number, viewer.open(peers)?);
        }
        Step::Event(number, event) => {
            if let Some(view) = views.get_mut(number) {
                viewer.event(view, event)?;
            }
        }
        Step::Close(number, outcome) => {
            if let Some(view) = views.remove(number) {
                viewer.close(view, outcome)?;
            }
        }
    }
    Ok(())
}

/// What was sent on all connections, in the order of the capture.
#[derive(Default)]
struct Batch {
    /// Each with the number of its connection.
    events: Vec<(u64, FlowEvent)>,
    /// Those of all [`FlowEvent::Data`].
    bytes: Vec<u8>,
}

/// A part of what was sent on a connection. Times are since 1970.
enum FlowEvent {
    Opened(Peers),
    Data {
        from: Direction,
        at: Duration,
        /// The number of the packet.
        frame: u64,
        /// Of the batch's bytes.
        range: Range<usize>,
    },
    Gap {
        from: Direction,
        at: Duration,
    },
    Ended(End),
}

/// Hands what was sent over to all followers, in batches.
struct Sending {
    batch: Batch,
    /// The number of the packet that is read.
    frame: u64,
    followers: Vec<SyncSender<Arc<Batch>>>,
    /// The followers have stopped.
    unwanted: bool,
}

impl Sending {
    fn data(&mut self, connection: u64, from: Direction, at: Duration, bytes: &[u8]) {
        let start = self.batch.bytes.len();
        self.batch.bytes.extend_from_slice(bytes);
        let (frame, range) = (self.frame, start..self.batch.bytes.len());
        self.push(connection, FlowEvent::Data { from, at, frame, range });
    }

    fn push(&mut self, connection: u64, event: FlowEvent) {
        self.batch.events.push((connection, event));
        if self.batch.events.len() >= BATCH_EVENTS || self.batch.bytes.len() >= BATCH_BYTES {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        let batch = Arc::new(mem::take(&mut self.batch));
        self.unwanted |= self.followers.iter().any(|follower| follower.send(Arc::clone(&batch)).is_err());
    }
}

/// The first thread: reads the packets and puts the connections together.
struct Connections {
    summary: Summary,
    sending: Rc<RefCell<Sending>>,
}

impl Connections {
    fn new(followers: Vec<SyncSender<Arc<Batch>>>) -> Self {
        let sending = Sending { batch: Batch::default(), frame: 0, followers, unwanted: false };
        Self { summary: Summary::default(), sending: Rc::new(RefCell::new(sending)) }
    }

    /// Reads to the end. After an error, everything before it has been handed over.
    fn read(mut self, input: impl Read) -> (Summary, Result<(), reader::Error>) {
        let mut flows = Flows::default();
        let mut last = Duration::ZERO;
        let result = self.packets(input, &mut flows, &mut last);
        self.summary.connections = flows.count();
        flows.finish(last, |_, sink, end| sink.end(end));
        self.sending.borrow_mut().hand_over();
        (self.summary, result)
    }

    /// Reads all packets. `last` becomes the time of the last one.
    fn packets(
        &mut self,
        input: impl Read,
        flows: &mut Flows<FlowSink>,
        last: &mut Duration,
    ) -> Result<(), reader::Error> {
        let mut reader = Reader::new(input)?;
        while let Some(item) = reader.next_item()? {
            let Item::Packet(packet) = item else { continue };
            self.summary.packets += 1;
            self.sending.borrow_mut().frame = self.summary.packets;
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
            let open = |peers: &Peers| FlowSink::open(peers, Rc::clone(&self.sending));
            flows.push(packet.time, &segment, open, |_, sink, end| sink.end(end));
            if self.sending.borrow().unwanted {
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
}

/// Takes what is sent on one connection.
struct FlowSink {
    connection: u64,
    sending: Rc<RefCell<Sending>>,
}

impl FlowSink {
    fn open(peers: &Peers, sending: Rc<RefCell<Sending>>) -> Self {
        let sink = Self { connection: peers.number, sending };
        sink.push(FlowEvent::Opened(*peers));
        sink
    }

    fn push(&self, event: FlowEvent) {
        self.sending.borrow_mut().push(self.connection, event);
    }

    fn end(self, end: End) {
        self.push(FlowEvent::Ended(end));
    }
}

impl Sink for FlowSink {
    fn data(&mut self, from: Direction, at: Duration, bytes: &[u8]) {
        self.sending.borrow_mut().data(self.connection, from, at, bytes);
    }

    fn gap(&mut self, from: Direction, at: Duration, _lost: u64) {
        self.push(FlowEvent::Gap { from, at });
    }
}

/// One of the threads that follow the sessions on the connections: those on its share of them.
struct Sessions<'a> {
    keys: &'a Arc<KeyLog>,
    share: u64,
    wants_keys: bool,
    /// In boxes, as a table reserves room for twice as many, and is copied when it grows.
    open: HashMap<u64, Box<Connection>>,
    count: Count,
}

/// How many sessions there were.
#[derive(Default)]
struct Count {
    sessions: u64,
    without_secrets: u64,
    without_client_hello: u64,
}

/// What there is to show of the session on a connection.
enum Step {
    Open(Peers),
    Event(u64, Event),
    Close(u64, Outcome),
}

impl<'a> Sessions<'a> {
    fn new(keys: &'a Arc<KeyLog>, share: u64, wants_keys: bool) -> Self {
        Self { keys, share, wants_keys, open: HashMap::new(), count: Count::default() }
    }

    /// Answers each batch with what there is to show of it.
    fn follow(
        mut self,
        batches: &Receiver<Arc<Batch>>,
        answer: &SyncSender<Steps>,
        to_free: &Receiver<Steps>,
    ) -> Count {
        for batch in batches {
            to_free.try_iter().for_each(drop);
            let mut steps = Vec::new();
            for (index, (number, event)) in batch.events.iter().enumerate() {
                if number % FOLLOWERS == self.share {
                    self.take(*number, event, &batch.bytes, &mut |step| steps.push((index, step)));
                }
            }
            if answer.send(steps).is_err() {
                break; // the viewer has stopped
            }
        }
        self.count
    }

    /// Takes the next event of a connection; `bytes` are those of the batch.
    fn take(&mut self, number: u64, event: &FlowEvent, bytes: &[u8], out: &mut impl FnMut(Step)) {
        let (keys, wants_keys) = (self.keys, self.wants_keys);
        let new = || {
            let session = Session::of_capture(Arc::clone(keys));
            if wants_keys { session.explain_keys() } else { session }
        };
        if let FlowEvent::Opened(peers) = event {
            self.open.insert(number, Box::new(Connection::new(*peers, new())));
        }
        let Some(connection) = self.open.get_mut(&number) else { return };
        match event {
            FlowEvent::Opened(_) => {}
            FlowEvent::Data { from, at, frame, range } => {
                let data = bytes.get(range.clone()).unwrap_or_default();
                if matches!(connection.protocol, Protocol::Other) && is_client_hello(data) {
                    // Another protocol has made way for TLS (STARTTLS, a proxy's CONNECT).
                    **connection = Connection::new(connection.peers, new());
                }
                connection.data(*from, *at, *frame, data);
            }
            FlowEvent::Gap { from, at } => connection.gap(*from, *at),
            FlowEvent::Ended(_) => connection.session.finish(),
        }
        connection.collect(out);
        if let FlowEvent::Ended(end) = *event {
            if let Some(connection) = self.open.remove(&number) {
                self.close(&connection, end, out);
            }
        }
    }

    fn close(&mut self, connection: &Connection, end: End, out: &mut impl FnMut(Step)) {
        let Protocol::Tls { .. } = connection.protocol else { return };
        let session = &connection.session;
        self.count.sessions += 1;
        if connection.undecrypted && session.client_random().is_none() {
            self.count.without_client_hello += 1;
        } else if connection.undecrypted && !session.has_secrets() {
            self.count.without_secrets += 1;
        }
        let outcome = Outcome { version: session.version(), suite: session.suite(), end };
        out(Step::Close(connection.peers.number, outcome));
    }
}

/// A TCP connection, which may turn out to be a TLS session.
struct Connection {
    peers: Peers,
    session: Session,
    protocol: Protocol,
    /// Whether a record could not be opened.
    undecrypted: bool,
}

enum Protocol {
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
    fn new(peers: Peers, session: Session) -> Self {
        Self { peers, session, protocol: Protocol::Unknown(Vec::new()), undecrypted: false }
    }

    fn data(&mut self, from: Direction, at: Duration, frame: u64, bytes: &[u8]) {
        if let Protocol::Unknown(first) = &mut self.protocol {
            // Either side of a session begins with the header of a record.
            first.extend(bytes.iter().take(3 - first.len().min(3)));
            match first.as_slice() {
                [CHANGE_CIPHER_SPEC..=HEARTBEAT, 3, 0..=4] => self.protocol = Protocol::Tls { begun: false },
                [] | [_] | [_, _] => {}
                _ => self.protocol = Protocol::Other,
            }
        }
        if !matches!(self.protocol, Protocol::Other) {
            self.session.at_frame(frame);
            self.session.feed(from, at.saturating_sub(self.peers.opened), bytes);
        }
    }

    fn gap(&mut self, from: Direction, at: Duration) {
        if !matches!(self.protocol, Protocol::Other) {
            self.session.gap(from, at.saturating_sub(self.peers.opened));
        }
    }

    /// Takes what has become complete.
    fn collect(&mut self, out: &mut impl FnMut(Step)) {
        let Protocol::Tls { begun } = &mut self.protocol else { return };
        if !mem::replace(begun, true) {
            out(Step::Open(self.peers));
        }
        for event in self.session.events() {
            if let Event::Record(Record { protection: Protection::Undecrypted(_), .. }) = &event {
                self.undecrypted = true;
            }
            out(Step::Event(self.peers.number, event));
        }
    }
}

/// Whether this is the start of a record that begins a Client Hello. Other protocols send nothing like it.
fn is_client_hello(data: &[u8]) -> bool {
    // content type, version, length; handshake type, length (below 2^16), version
    matches!(*data, [HANDSHAKE, 3, 0..=4, _, _, CLIENT_HELLO, 0, _, _, 3, 0..=3, ..])
}

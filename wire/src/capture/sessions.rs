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

use crate::event::Event;
use crate::model::Direction;
use crate::secrets::KeyLog;

use super::connection::{Connection, Making, Showing};
use super::packet::{self, Other};
use super::reader::{self, Item, Reader};
use super::step::{Id, Step};
use super::tcp::{End, Flows, Misfits, Peers, Sink, When};
use super::tickets::Tickets;

pub use super::step::{Count, Lack, Outcome};

/// Receives the sessions of a capture as they are read. Sessions may overlap in time, so each has its own
/// view.
pub trait Viewer {
    /// What is kept of a session while it goes on.
    type View;

    /// Whether it wants the steps of the key schedules, too ([`crate::Session::explain_keys`]).
    fn wants_keys(&self) -> bool {
        false
    }

    /// A session begins. `number` is its own in the capture: sessions are numbered from 1 in the order in which they
    /// begin.
    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View>;

    /// Something is complete in it. Times are since its beginning.
    fn event(&mut self, view: &mut Self::View, event: &Event) -> io::Result<()>;

    /// It has ended.
    fn close(&mut self, view: Self::View, outcome: &Outcome) -> io::Result<()>;
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
    pub sessions: Count,
    /// Connections that begin with a Client Hello of SSL 2.0, which is not read.
    pub ssl2: u64,
    /// TCP segments of which the capture does not have all bytes.
    pub cut: u64,
    /// TCP segments in packets whose headers say that they are longer than they were.
    pub too_long: u64,
    /// What could not be put in its place.
    pub misfits: Misfits,
    /// All other packets, by what they are instead.
    pub others: BTreeMap<Other, u64>,
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
        let mut count = Count::default();
        let shown = show(&followers, viewer, &mut count);
        drop(followers); // so that the other threads stop
        let (mut summary, result) = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        for follower in following {
            summary.ssl2 += follower.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
        summary.sessions = count;
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

/// How much memory may be taken by what is incomplete in all sessions together, in bytes: records, messages, handshakes.
/// One alone may take several MiB; a hundred thousand may go on at a time.
pub const MAX_ALL_INCOMPLETE: usize = 256 << 20;

/// The share of it of each of the [`FOLLOWERS`].
const MAX_SHARE: usize = MAX_ALL_INCOMPLETE / 2;

/// Batches that may wait for the next thread.
const WAITING: usize = 8;

/// A batch is handed over when it holds this many bytes or events. Its answer takes more memory: up to a
/// hundred times as much, for empty records.
const BATCH_BYTES: usize = 1 << 16;
const BATCH_EVENTS: usize = 1 << 9;

/// Shows what the followers have found, in the order of the capture, and counts it.
fn show<V: Viewer>(followers: &[Follower], viewer: &mut V, count: &mut Count) -> io::Result<()> {
    let mut shown = Shown { viewer, count, begun: 0, views: HashMap::new(), tickets: Tickets::default() };
    loop {
        // Each follower answers each batch.
        let mut answers: Vec<_> = followers.iter().flat_map(|follower| follower.answers.recv()).collect();
        if answers.is_empty() {
            return Ok(());
        }
        let mut steps: Vec<_> = answers.iter_mut().flatten().collect();
        steps.sort_by_key(|(index, _)| *index);
        for (_, step) in steps {
            shown.step(step)?;
        }
        for (follower, answer) in followers.iter().zip(answers) {
            let _ = follower.spent.send(answer);
        }
    }
}

/// What a viewer has been shown.
struct Shown<'a, V: Viewer> {
    viewer: &'a mut V,
    /// The sessions that have ended.
    count: &'a mut Count,
    /// How many sessions have begun.
    begun: u64,
    /// Each with the number of its session.
    views: HashMap<Id, (u64, V::View)>,
    tickets: Tickets,
}

impl<V: Viewer> Shown<'_, V> {
    /// Shows one step.
    fn step(&mut self, step: &mut Step) -> io::Result<()> {
        match step {
            Step::Open(id, peers) => {
                self.begun += 1;
                self.views.insert(*id, (self.begun, self.viewer.open(self.begun, peers)?));
            }
            Step::Event(id, event) => {
                if let Some((number, view)) = self.views.get_mut(id) {
                    if let Event::Step(step) = event {
                        self.tickets.take(*number, step);
                    }
                    self.viewer.event(view, event)?;
                }
            }
            Step::Close(id, outcome) => {
                self.count.add(outcome);
                if let Some((_, view)) = self.views.remove(id) {
                    self.viewer.close(view, outcome)?;
                }
            }
        }
        Ok(())
    }
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
        at: When,
        /// Of the batch's bytes.
        range: Range<usize>,
    },
    Gap {
        from: Direction,
        at: When,
        lost: u64,
    },
    Ended(End),
}

/// Hands what was sent over to all followers, in batches.
struct Sending {
    batch: Batch,
    followers: Vec<SyncSender<Arc<Batch>>>,
    /// The followers have stopped.
    unwanted: bool,
}

impl Sending {
    fn data(&mut self, connection: u64, from: Direction, at: When, bytes: &[u8]) {
        let start = self.batch.bytes.len();
        self.batch.bytes.extend_from_slice(bytes);
        let range = start..self.batch.bytes.len();
        self.push(connection, FlowEvent::Data { from, at, range });
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
        let sending = Sending { batch: Batch::default(), followers, unwanted: false };
        Self { summary: Summary::default(), sending: Rc::new(RefCell::new(sending)) }
    }

    /// Reads to the end. After an error, everything before it has been handed over.
    fn read(mut self, input: impl Read) -> (Summary, Result<(), reader::Error>) {
        let mut flows = Flows::default();
        let mut last = When::default();
        let result = self.packets(input, &mut flows, &mut last);
        self.summary.connections = flows.count();
        self.summary.misfits = flows.misfits();
        flows.finish(last, |_, sink, end| sink.end(end));
        self.sending.borrow_mut().hand_over();
        (self.summary, result)
    }

    /// Reads all packets. `last` becomes the time of the last one.
    fn packets(
        &mut self,
        input: impl Read,
        flows: &mut Flows<FlowSink>,
        last: &mut When,
    ) -> Result<(), reader::Error> {
        let mut reader = Reader::new(input)?;
        while let Some(item) = reader.next_item()? {
            let Item::Packet(packet) = item else { continue };
            self.summary.packets += 1;
            let at = When { time: packet.time, frame: self.summary.packets };
            let segment = match packet::segment(packet.link_type, packet.data, packet.sent) {
                Ok(segment) => segment,
                Err(other) => {
                    *self.summary.others.entry(other).or_default() += 1;
                    continue;
                }
            };
            self.summary.segments += 1;
            self.summary.cut += u64::from(segment.cut > 0);
            self.summary.too_long += u64::from(segment.too_long);
            *last = at;
            let open = |peers: &Peers| FlowSink::open(peers, Rc::clone(&self.sending));
            flows.push(at, &segment, open, |_, sink, end| sink.end(end));
            if self.sending.borrow().unwanted {
                break;
            }
        }
        Ok(())
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
    fn data(&mut self, from: Direction, at: When, bytes: &[u8]) {
        self.sending.borrow_mut().data(self.connection, from, at, bytes);
    }

    fn gap(&mut self, from: Direction, at: When, lost: u64) {
        self.push(FlowEvent::Gap { from, at, lost });
    }
}

/// One of the threads that follow the sessions on the connections: those on its share of them.
struct Sessions<'a> {
    making: Making<'a>,
    share: u64,
    /// In boxes, as a table reserves room for twice as many, and is copied when it grows.
    open: HashMap<u64, Box<Connection>>,
    /// How many connections of SSL 2.0 there were.
    ssl2: u64,
    /// The memory of what is incomplete on them, and how much that may be, in bytes.
    held: usize,
    room: usize,
}

impl<'a> Sessions<'a> {
    fn new(keys: &'a Arc<KeyLog>, share: u64, wants_keys: bool) -> Self {
        let making = Making { keys, wants_keys };
        Self { making, share, open: HashMap::new(), ssl2: 0, held: 0, room: MAX_SHARE }
    }

    /// Answers each batch with what there is to show of it. Returns how many connections of SSL 2.0 there were.
    fn follow(
        mut self,
        batches: &Receiver<Arc<Batch>>,
        answer: &SyncSender<Steps>,
        to_free: &Receiver<Steps>,
    ) -> u64 {
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
        self.ssl2
    }

    /// Takes the next event of a connection; `bytes` are those of the batch.
    fn take(&mut self, number: u64, event: &FlowEvent, bytes: &[u8], out: &mut dyn FnMut(Step)) {
        if let FlowEvent::Opened(peers) = event {
            self.open.insert(number, Box::new(Connection::new(*peers)));
        }
        let Some(connection) = self.open.get_mut(&number) else { return };
        let mut showing = Showing { making: &self.making, ssl2: &mut self.ssl2, out };
        match event {
            FlowEvent::Opened(_) => {}
            FlowEvent::Data { from, at, range } => {
                let data = bytes.get(range.clone()).unwrap_or_default();
                connection.data(*from, *at, data, &mut showing);
            }
            FlowEvent::Gap { from, at, lost } => connection.gap(*from, *at, *lost, &mut showing),
            FlowEvent::Ended(end) => {
                connection.end(*end, &mut showing);
                self.held -= connection.held();
                self.open.remove(&number);
                return;
            }
        }
        let (before, now) = connection.count_held();
        self.held = self.held - before + now;
        if self.held > self.room {
            self.make_room(out);
        }
    }

    /// Gives up the sessions that hold most, until half of the room is free: whoever fills it with handshakes that go
    /// nowhere must not push out the others.
    fn make_room(&mut self, out: &mut dyn FnMut(Step)) {
        let mut by_size: Vec<_> = self.open.iter().map(|(number, one)| (one.held(), *number)).collect();
        by_size.sort_unstable();
        while self.held > self.room / 2 {
            let Some((held, number)) = by_size.pop() else { return };
            if let Some(mut connection) = self.open.remove(&number) {
                connection.give_up(&mut Showing { making: &self.making, ssl2: &mut self.ssl2, out });
            }
            self.held -= held;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Kind;

    /// A record with the start of a Client Hello that says that it is long.
    fn start(length: u8) -> Vec<u8> {
        [&[22, 3, 1, 0, length, 1, 0, 0x80, 0, 3, 3][..], &vec![0; usize::from(length) - 6]].concat()
    }

    #[test]
    fn sessions_that_hold_most_are_given_up_first() {
        let keys = Arc::new(KeyLog::new());
        let mut sessions = Sessions { room: 2000, ..Sessions::new(&keys, 0, false) };
        let (mut shown, mut open) = (Vec::new(), Vec::new());
        let mut take = |sessions: &mut Sessions<'_>, number, event: FlowEvent, bytes: &[u8]| {
            sessions.take(number, &event, bytes, &mut |step| shown.push(step));
        };
        let address = |port| std::net::SocketAddr::from(([127, 0, 0, 1], port));
        for number in 0..20 {
            let peers = Peers {
                client: address(50_000),
                server: address(443),
                opened: std::time::Duration::ZERO,
                number,
                stream: None,
            };
            take(&mut sessions, number, FlowEvent::Opened(peers), &[]);
            // One of them is small, and was there before all others.
            let bytes = start(if number == 0 { 10 } else { 250 });
            let (from, at, range) = (Direction::FromClient, When::default(), 0..bytes.len());
            take(&mut sessions, number, FlowEvent::Data { from, at, range }, &bytes);
            assert!(sessions.held <= sessions.room);
            open.push(sessions.open.len());
        }
        assert!(sessions.open.contains_key(&0), "the small one");
        let is_given_up = |step: &&Step| matches!(step, Step::Close(_, outcome) if outcome.given_up);
        let given_up = shown.iter().filter(is_given_up).count();
        assert!(given_up > 5, "{given_up} of {open:?}");
        assert_eq!(shown.iter().filter(|step| matches!(step, Step::Close(..))).count(), given_up);
        // What there was of them is shown, and why there is no more.
        let starts = shown.iter().filter(|step| match step {
            Step::Event(_, Event::Message(message)) => {
                message.kind == Kind::Handshake(1) && message.notes[0].to_string().contains("256 MiB")
            }
            _ => false,
        });
        assert_eq!(starts.count(), given_up);
        // What follows of such a connection is passed over, and its end is no second one.
        let bytes = start(100);
        let gone = (0..20).find(|number| !sessions.open.contains_key(number)).unwrap();
        let (from, at, range) = (Direction::FromClient, When::default(), 0..bytes.len());
        let steps = {
            let mut steps = 0;
            sessions.take(gone, &FlowEvent::Data { from, at, range }, &bytes, &mut |_| steps += 1);
            sessions.take(gone, &FlowEvent::Ended(End::Closed), &[], &mut |_| steps += 1);
            steps
        };
        assert_eq!(steps, 0);
        let left: usize = sessions.open.values().map(|connection| connection.held()).sum();
        assert_eq!(left, sessions.held);
    }
}

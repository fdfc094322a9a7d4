//! All TLS sessions of a capture.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;
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

    /// A session begins, so long after 1970.
    fn open(&mut self, peers: &Peers, at: Duration) -> io::Result<Self::View>;

    /// Something is complete in it. Times are since its beginning.
    fn event(&mut self, view: &mut Self::View, event: Event) -> io::Result<()>;

    /// It has ended.
    fn close(&mut self, view: Self::View, session: &Session, end: End) -> io::Result<()>;
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
pub fn read<V: Viewer>(input: impl Read, keys: &Arc<KeyLog>, viewer: &mut V) -> (Summary, Result<(), Error>) {
    let mut capture = Capture { keys, viewer, summary: Summary::default() };
    let mut flows = Flows::default();
    let mut last = Duration::ZERO;
    let mut result = capture.read(input, &mut flows, &mut last);
    capture.summary.connections = flows.count();
    if !matches!(result, Err(Error::Show(_))) {
        let mut open = Vec::new();
        flows.finish(last, |_, connection, end| open.push((connection, end)));
        for (connection, end) in open {
            if let Err(error) = capture.close(connection, end) {
                result = Err(Error::Show(error));
                break;
            }
        }
    }
    (capture.summary, result)
}

struct Capture<'a, V> {
    keys: &'a Arc<KeyLog>,
    viewer: &'a mut V,
    summary: Summary,
}

impl<V: Viewer> Capture<'_, V> {
    /// Reads all packets. `last` becomes the time of the last one.
    fn read(
        &mut self,
        input: impl Read,
        flows: &mut Flows<Connection<V::View>>,
        last: &mut Duration,
    ) -> Result<(), Error> {
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
                |peers| Connection::new(*peers, packet.time, self.keys),
                |_, connection, end| ended.push((connection, end)),
            );
            if let Some(connection) = connection {
                connection.show(self.viewer).map_err(Error::Show)?;
            }
            for (connection, end) in ended {
                self.close(connection, end).map_err(Error::Show)?;
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

    fn close(&mut self, mut connection: Connection<V::View>, end: End) -> io::Result<()> {
        connection.session.finish();
        connection.show(self.viewer)?;
        if let Kind::Tls(Some(view)) = connection.kind {
            self.summary.sessions += 1;
            let random = connection.session.client_random();
            let lacks = connection.closed && random.is_none_or(|random| self.keys.of(random).is_empty());
            self.summary.without_secrets += u64::from(lacks);
            self.viewer.close(view, &connection.session, end)?;
        }
        Ok(())
    }
}

/// A TCP connection, which may turn out to be a TLS session.
struct Connection<V> {
    peers: Peers,
    opened: Duration,
    session: Session,
    kind: Kind<V>,
    /// Whether a record could not be opened.
    closed: bool,
}

enum Kind<V> {
    /// Too little was sent to say: the first bytes.
    Unknown(Vec<u8>),
    /// It is a session; the view is made with the first event.
    Tls(Option<V>),
    /// It is something else.
    Other,
}

impl<V> Connection<V> {
    fn new(peers: Peers, opened: Duration, keys: &Arc<KeyLog>) -> Self {
        let session = Session::of_capture(Arc::clone(keys));
        Self { peers, opened, session, kind: Kind::Unknown(Vec::new()), closed: false }
    }

    /// Shows what has become complete.
    fn show(&mut self, viewer: &mut impl Viewer<View = V>) -> io::Result<()> {
        let Kind::Tls(view) = &mut self.kind else { return Ok(()) };
        let view = match view {
            Some(view) => view,
            None => view.insert(viewer.open(&self.peers, self.opened)?),
        };
        for event in self.session.events() {
            if let Event::Record(Record { protection: Protection::Closed(_), .. }) = &event {
                self.closed = true;
            }
            viewer.event(view, event)?;
        }
        Ok(())
    }
}

impl<V> Sink for Connection<V> {
    fn data(&mut self, from: Direction, at: Duration, bytes: &[u8]) {
        let time = at.saturating_sub(self.opened);
        if let Kind::Unknown(first) = &mut self.kind {
            // Whoever sends first in a session begins with the header of a record.
            first.extend(bytes.iter().take(3 - first.len().min(3)));
            match first.as_slice() {
                [20..=24, 3, 0..=4] => self.kind = Kind::Tls(None),
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
            self.session.gap(from, at.saturating_sub(self.opened));
        }
    }
}

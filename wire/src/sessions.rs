//! All TLS sessions of a capture.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use crate::capture::{self, Item, Reader};
use crate::packet::{self, Other};
use crate::secrets::KeyLog;
use crate::session::{Direction, Event, Session};
use crate::tcp::{End, Flows, Peers, Sink};

/// Is shown what a capture holds, as it is read. Sessions may go on at the same time: what belongs to one is kept in its own view.
pub trait Viewer {
    /// What is kept of a session while it goes on.
    type View;

    /// A session begins, so long after 1970.
    fn open(&mut self, peers: &Peers, at: Duration) -> Self::View;

    /// Something is complete in it. Times are since its beginning.
    fn event(&mut self, view: &mut Self::View, event: Event);

    /// It has ended.
    fn close(&mut self, view: Self::View, session: &Session, end: End);
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
    /// Those of which a Client Hello was seen, but for which there are no secrets.
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

/// Reads a capture and shows its TLS sessions. `keys` are all secrets there are, those of the capture ([`secrets`]) included. When the
/// capture is cut off or damaged, what it holds up to there has been shown.
pub fn read<V: Viewer>(
    input: impl Read,
    keys: &Arc<KeyLog>,
    viewer: &mut V,
) -> (Summary, Result<(), capture::Error>) {
    let mut summary = Summary::default();
    let mut flows = Flows::<Connection<V::View>>::default();
    let mut last = Duration::ZERO;
    let result = Reader::new(input).and_then(|mut reader| {
        while let Some(item) = reader.next_item()? {
            let Item::Packet(packet) = item else { continue };
            summary.packets += 1;
            match packet::segment(packet.link_type, packet.data) {
                Ok(segment) => {
                    summary.segments += 1;
                    summary.cut += u64::from(segment.cut > 0);
                    last = packet.time;
                    let mut ended = Vec::new();
                    let connection = flows.push(
                        packet.time,
                        &segment,
                        |peers| Connection::new(*peers, packet.time, keys),
                        |_, connection, end| ended.push((connection, end)),
                    );
                    if let Some(connection) = connection {
                        connection.show(viewer);
                    }
                    for (connection, end) in ended {
                        connection.close(end, keys, viewer, &mut summary);
                    }
                }
                Err(Other::LinkType(number)) => *summary.other_links.entry(number).or_default() += 1,
                Err(Other::Fragment) => summary.fragments += 1,
                Err(Other::NotTcp | Other::Damaged) => {}
            }
        }
        Ok(())
    });
    summary.connections = flows.count();
    flows.finish(last, |_, connection, end| connection.close(end, keys, viewer, &mut summary));
    (summary, result)
}

/// A TCP connection, which may turn out to be a TLS session.
struct Connection<V> {
    peers: Peers,
    opened: Duration,
    session: Session,
    kind: Kind<V>,
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
        Self { peers, opened, session, kind: Kind::Unknown(Vec::new()) }
    }

    /// Shows what has become complete.
    fn show(&mut self, viewer: &mut impl Viewer<View = V>) {
        let Kind::Tls(view) = &mut self.kind else { return };
        if view.is_none() {
            *view = Some(viewer.open(&self.peers, self.opened));
        }
        if let Some(view) = view {
            for event in self.session.events() {
                viewer.event(view, event);
            }
        }
    }

    fn close(mut self, end: End, keys: &KeyLog, viewer: &mut impl Viewer<View = V>, summary: &mut Summary) {
        self.session.finish();
        self.show(viewer);
        if let Kind::Tls(Some(view)) = self.kind {
            summary.sessions += 1;
            let random = self.session.client_random();
            summary.without_secrets += u64::from(random.is_some_and(|random| keys.of(random).is_empty()));
            viewer.close(view, &self.session, end);
        }
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

//! TCP connections, put together from their segments.
//!
//! The bytes of each end come out in order, once, as soon as possible: segments may come late or twice, may
//! overlap, and their sequence numbers may wrap around. Bytes that the capture has lost become a gap. A
//! connection that began before the capture is read from where the capture begins.
//!
//! Memory is bounded: at most [`MAX_FLOWS`] connections are remembered, and bytes that wait for missing ones
//! are limited by [`MAX_WAITING`] and [`MAX_ALL_WAITING`].

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use names::codes::content_type::HANDSHAKE;
use names::codes::handshake_type::{CLIENT_HELLO, SERVER_HELLO};

use crate::model::Direction;

use super::packet::Segment;

mod sender;
#[cfg(test)]
mod tests;

pub use sender::MAX_WAITING;
use sender::{Delivery, Out, Sender, signed};

/// Connections that are remembered. When there are more, the half that has been silent longest is dropped.
pub const MAX_FLOWS: usize = 100_000;

/// Bytes of all connections that wait for earlier ones. When there are more, the connections that have been
/// silent longest give up the missing ones.
pub const MAX_ALL_WAITING: usize = 64 << 20;

/// Takes what is sent on one connection.
pub trait Sink {
    /// The next bytes of one end.
    fn data(&mut self, from: Direction, at: Duration, bytes: &[u8]);
    /// So many bytes of one end are missing here.
    fn gap(&mut self, from: Direction, at: Duration, lost: u64);
}

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peers {
    /// Its number in the capture, from 0: `tcp.stream` in Wireshark.
    pub number: u64,
    /// Who opened it, or seems to be the client.
    pub client: SocketAddr,
    /// The other one.
    pub server: SocketAddr,
    /// When the first packet of it was captured, since 1970.
    pub opened: Duration,
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Both ends closed it.
    Closed,
    /// This end broke it off.
    Reset(Direction),
    /// The capture ends before it, or says nothing more of it.
    Open,
}

/// All connections of a capture.
#[derive(Debug)]
pub struct Flows<S> {
    /// By their two addresses, the smaller one first.
    table: HashMap<(SocketAddr, SocketAddr), Flow<S>>,
    /// How many connections have been seen.
    count: u64,
    /// How many segments have been seen: a clock that tells which connection has been silent longest.
    clock: u64,
    /// What the segments of all connections that wait cost.
    cost: usize,
}

#[derive(Debug)]
struct Flow<S> {
    number: u64,
    /// When its last segment came.
    touched: u64,
    /// `None`: it has ended, and what still comes is late.
    open: Option<Box<Open<S>>>,
}

#[derive(Debug)]
struct Open<S> {
    sink: Option<S>,
    peers: Peers,
    client: Sender,
    server: Sender,
}

impl<S> Default for Flows<S> {
    fn default() -> Self {
        Self { table: HashMap::new(), count: 0, clock: 0, cost: 0 }
    }
}

impl<S: Sink> Flows<S> {
    /// Takes the next segment, and returns the sink that received something from it. `open` makes the sink of
    /// a connection when its first bytes come. Connections that end with the segment, or make room for it, go
    /// to `ended`, except those on which nothing was sent.
    pub fn push(
        &mut self,
        at: Duration,
        segment: &Segment<'_>,
        open: impl FnOnce(&Peers) -> S,
        mut ended: impl FnMut(Peers, S, End),
    ) -> Option<&mut S> {
        self.clock += 1;
        let (from, to) = (segment.source, segment.destination);
        let key = (from.min(to), from.max(to));
        let opening = segment.syn && segment.acknowledged.is_none();
        let known = self.table.get(&key);
        let anew = match known.map(|flow| flow.open.as_deref()) {
            // Nothing is known, or it has ended: a SYN opens it, or, of an unknown one, any byte.
            None => segment.syn || !segment.payload.is_empty(),
            Some(None) => opening,
            // A second SYN with another number: the same ports, another connection.
            Some(Some(open)) => opening && open.sender(from).syn.is_some_and(|syn| syn != segment.sequence),
        };
        if anew {
            if let Some(old) = self.table.remove(&key) {
                self.cost -= old.cost();
                old.end(at, End::Open, &mut ended);
            }
            self.forget(at, &mut ended);
            self.table.insert(key, Flow::new(self.count, at, segment));
            self.count += 1;
        }
        let flow = self.table.get_mut(&key)?;
        flow.touched = self.clock;
        self.cost -= flow.cost();
        if let Some(end) = flow.open.as_mut()?.push(at, segment, open) {
            let open = flow.open.take()?;
            open.end(at, end, &mut ended);
        }
        self.cost += flow.cost();
        if self.cost > MAX_ALL_WAITING {
            self.give_up_silent(at);
        }
        self.table.get_mut(&key)?.open.as_mut()?.sink.as_mut()
    }

    /// The capture ends: all connections that are still open, in the order in which they began.
    pub fn finish(self, at: Duration, mut ended: impl FnMut(Peers, S, End)) {
        let mut flows: Vec<Flow<S>> = self.table.into_values().collect();
        flows.sort_unstable_by_key(|flow| flow.number);
        for flow in flows {
            flow.end(at, End::Open, &mut ended);
        }
    }

    /// How many connections there were.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Makes room.
    fn forget(&mut self, at: Duration, ended: &mut impl FnMut(Peers, S, End)) {
        if self.table.len() < MAX_FLOWS {
            return;
        }
        let mut touched: Vec<u64> = self.table.values().map(|flow| flow.touched).collect();
        let middle = touched.len() / 2;
        let (_, &mut limit, _) = touched.select_nth_unstable(middle);
        let silent =
            |(key, flow): (&(SocketAddr, SocketAddr), &Flow<S>)| (flow.touched < limit).then_some(*key);
        let silent: Vec<_> = self.table.iter().filter_map(silent).collect();
        let mut given_up: Vec<Flow<S>> = silent.iter().filter_map(|key| self.table.remove(key)).collect();
        given_up.sort_unstable_by_key(|flow| flow.number);
        for flow in given_up {
            self.cost -= flow.cost();
            flow.end(at, End::Open, ended);
        }
    }

    /// Gives up what is missing on the connections that have been silent longest, until half of what may wait
    /// is left. So the next search comes only after as many bytes again.
    fn give_up_silent(&mut self, at: Duration) {
        let mut waiting: Vec<_> = self.table.values_mut().filter(|flow| flow.cost() > 0).collect();
        waiting.sort_unstable_by_key(|flow| flow.touched);
        for flow in waiting {
            if self.cost <= MAX_ALL_WAITING / 2 {
                return;
            }
            self.cost -= flow.cost();
            if let Some(open) = &mut flow.open {
                open.skip_holes(at);
            }
        }
    }
}

impl<S: Sink> Flow<S> {
    fn new(number: u64, opened: Duration, segment: &Segment<'_>) -> Self {
        let from_client = match (segment.syn, segment.acknowledged.is_none()) {
            (true, opening) => opening,
            (false, _) => looks_like_client(segment),
        };
        let (client, server) = if from_client {
            (segment.source, segment.destination)
        } else {
            (segment.destination, segment.source)
        };
        let peers = Peers { number, client, server, opened };
        let (client, server) = (Sender::default(), Sender::default());
        let open = Open { sink: None, peers, client, server };
        Self { number, touched: 0, open: Some(Box::new(open)) }
    }

    /// What the segments that wait cost.
    fn cost(&self) -> usize {
        self.open.as_ref().map_or(0, |open| open.client.cost + open.server.cost)
    }

    fn end(self, at: Duration, end: End, ended: &mut impl FnMut(Peers, S, End)) {
        if let Some(open) = self.open {
            open.end(at, end, ended);
        }
    }
}

impl<S: Sink> Open<S> {
    fn sender(&self, address: SocketAddr) -> &Sender {
        if address == self.peers.client { &self.client } else { &self.server }
    }

    /// Takes a segment; returns how the connection ended, if it did.
    fn push(&mut self, at: Duration, segment: &Segment<'_>, open: impl FnOnce(&Peers) -> S) -> Option<End> {
        let from =
            if segment.source == self.peers.client { Direction::FromClient } else { Direction::FromServer };
        let (sender, receiver) = match from {
            Direction::FromClient => (&mut self.client, &mut self.server),
            Direction::FromServer => (&mut self.server, &mut self.client),
        };
        if let Some(next) = segment.acknowledged.filter(|_| receiver.next.is_some()) {
            let offset = receiver.offset(next);
            // The FIN counts as a byte, too.
            receiver.acknowledged |= receiver.end.is_some_and(|end| offset > end);
        }
        if segment.rst {
            return sender.has_come_to(segment.sequence).then_some(End::Reset(from));
        }
        let mut first = segment.sequence;
        if segment.syn {
            sender.syn = Some(first);
            first = first.wrapping_add(1); // the SYN counts as a byte
        }
        let offset = sender.offset(first);
        if segment.fin {
            let end = offset + signed(segment.payload.len() + segment.cut);
            sender.end = Some(end).filter(|&end| end >= sender.taken).or(sender.end);
        }
        if !segment.payload.is_empty() || segment.cut > 0 {
            let sink = self.sink.get_or_insert_with(|| open(&self.peers));
            sender.take(offset, segment.payload, segment.cut, &mut |delivery| match delivery {
                Delivery::Bytes(bytes) => sink.data(from, at, bytes),
                Delivery::Gap(lost) => sink.gap(from, at, lost),
            });
        }
        (self.client.ended() && self.server.ended()).then_some(End::Closed)
    }

    /// Gives out what waits, with the gaps before it.
    fn skip_holes(&mut self, at: Duration) {
        self.give_out(at, Sender::skip_holes);
    }

    /// The same, with what is missing at the end.
    fn end(mut self, at: Duration, end: End, ended: &mut impl FnMut(Peers, S, End)) {
        self.give_out(at, Sender::give_up);
        if let Some(sink) = self.sink {
            ended(self.peers, sink, end);
        }
    }

    /// Gives the sink what `give` takes out of both ends.
    fn give_out(&mut self, at: Duration, give: fn(&mut Sender, Out<'_>)) {
        let Some(sink) = &mut self.sink else { return };
        for (from, sender) in
            [(Direction::FromClient, &mut self.client), (Direction::FromServer, &mut self.server)]
        {
            give(sender, &mut |delivery| match delivery {
                Delivery::Bytes(bytes) => sink.data(from, at, bytes),
                Delivery::Gap(lost) => sink.gap(from, at, lost),
            });
        }
    }
}

/// Whether the first bytes that are seen of a connection come from the client: a hello tells it, otherwise
/// the port does, which is the higher one.
fn looks_like_client(segment: &Segment<'_>) -> bool {
    match segment.payload {
        [HANDSHAKE, 3, _, _, _, CLIENT_HELLO, ..] => true,
        [HANDSHAKE, 3, _, _, _, SERVER_HELLO, ..] => false,
        _ => segment.source.port() >= segment.destination.port(),
    }
}

//! All connections of a capture.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

use super::super::packet::Segment;
use super::open::Open;
use super::sender::Place;
use super::types::{End, Misfits, Peers, Sink, When};

/// Connections that are remembered. When there are more, the half that has been silent longest is dropped.
pub const MAX_FLOWS: usize = 100_000;

/// Connections that have ended and are kept, for what was sent before the end and captured after it.
pub const MAX_ENDED: usize = 256;

/// Bytes of all connections that wait for others. When there are more, the connections that have been
/// silent longest give up the missing ones.
pub const MAX_ALL_WAITING: usize = 64 << 20;

/// All connections of a capture.
#[derive(Debug)]
pub struct Flows<S> {
    /// By their two addresses, the smaller one first.
    table: HashMap<Pair, Flow<S>>,
    /// Those that have ended, with the number of the connection, the longest ago first.
    ended: VecDeque<(Pair, u64)>,
    /// How many connections have been seen, of which packet ever; and those on which something was sent, or that were
    /// opened.
    seen: u64,
    count: u64,
    /// How many of them Wireshark counts.
    streams: u64,
    /// Whether one has been forgotten, so that it would be counted again.
    forgotten: bool,
    /// How many segments have been seen: a clock that tells which connection has been silent longest.
    clock: u64,
    /// What the segments of all connections that wait cost.
    cost: usize,
    misfits: Misfits,
}

/// The addresses of a connection.
type Pair = (SocketAddr, SocketAddr);

#[derive(Debug)]
struct Flow<S> {
    number: u64,
    stream: Option<u64>,
    /// When its last segment came.
    touched: u64,
    /// The sequence numbers that Wireshark takes for those of the SYNs, of the smaller address first.
    base: [Option<u32>; 2],
    /// Whether it counts: something was sent, or it was opened.
    counts: bool,
    /// `None`: it has ended long ago, and what still comes is late.
    open: Option<Box<Open<S>>>,
}

impl<S> Default for Flows<S> {
    fn default() -> Self {
        Self {
            table: HashMap::new(),
            ended: VecDeque::new(),
            seen: 0,
            count: 0,
            streams: 0,
            forgotten: false,
            clock: 0,
            cost: 0,
            misfits: Misfits::default(),
        }
    }
}

impl<S: Sink> Flows<S> {
    /// Takes the next segment. `open` makes the sink of a connection when its first bytes come. Connections that have
    /// ended, or make room for others, go to `ended`, except those on which nothing was sent.
    pub fn push(
        &mut self,
        at: When,
        segment: &Segment<'_>,
        open: impl FnOnce(&Peers) -> S,
        mut ended: impl FnMut(Peers, S, End),
    ) {
        self.clock += 1;
        let (from, to) = (segment.source, segment.destination);
        let pair = (from.min(to), from.max(to));
        let index = usize::from(from != pair.0);
        if self.begins_anew(pair, index, segment) {
            self.begin(at, pair, segment, &mut ended);
        }
        let Some(flow) = self.table.get_mut(&pair) else { return };
        flow.touched = self.clock;
        flow.see(index, segment);
        if !flow.counts && (segment.syn || segment.has_data()) {
            flow.counts = true;
            self.count += 1;
        }
        let Some(state) = flow.open.as_mut() else {
            self.misfits.after_end += u64::from(segment.has_data());
            return;
        };
        self.cost -= state.cost();
        let had_ended = state.end.is_some();
        state.push(at, index, segment, open, &mut self.misfits);
        self.cost += state.cost();
        if state.end.is_some() && !had_ended {
            self.ended.push_back((pair, flow.number));
        }
        while self.ended.len() > MAX_ENDED {
            let Some((pair, number)) = self.ended.pop_front() else { break };
            let Some(flow) = self.table.get_mut(&pair).filter(|flow| flow.number == number) else { continue };
            self.cost -= flow.cost();
            if let Some(state) = flow.open.take() {
                state.close(at, &mut ended);
            }
        }
        if self.cost > MAX_ALL_WAITING {
            self.give_up_silent(at);
        }
    }

    /// Whether a segment belongs to another connection than the last one between the same ports.
    fn begins_anew(&mut self, pair: Pair, index: usize, segment: &Segment<'_>) -> bool {
        let Some(flow) = self.table.get_mut(&pair) else { return true };
        if flow.is_another_stream(index, segment) {
            return true;
        }
        let Some(state) = flow.open.as_mut() else { return segment.syn };
        let sender = &mut state.ends[index];
        if segment.syn {
            // The same, seen again, or the answer to a SYN, of which there may be several before one is confirmed.
            let known = flow.base[index].is_some_and(|base| base == segment.sequence);
            return !known && sender.has_begun() && (state.end.is_some() || sender.has_syn());
        }
        if !segment.has_data() {
            return false;
        }
        let place = sender.place(segment.sequence, segment.payload.len() + segment.cut);
        self.misfits.strays += u64::from(place == Place::Stray);
        place == Place::Other
    }

    fn begin(&mut self, at: When, pair: Pair, segment: &Segment<'_>, ended: &mut impl FnMut(Peers, S, End)) {
        let index = usize::from(segment.source != pair.0);
        let old = self.table.remove(&pair);
        // What Wireshark takes for the same one keeps its number.
        let same = old.as_ref().filter(|old| !old.is_another_stream(index, segment));
        let stream = if let Some(old) = same {
            old.stream
        } else {
            self.streams += 1;
            Some(self.streams - 1).filter(|_| !self.forgotten)
        };
        let base = same.map_or([None; 2], |old| old.base);
        if let Some(old) = old {
            self.cost -= old.cost();
            old.close(at, ended);
        }
        self.forget(at, ended);
        let peers = |client, server| Peers { number: self.seen, stream, client, server, opened: at.time };
        let open = Open::new(peers(pair.0, pair.1));
        let flow =
            Flow { number: self.seen, stream, touched: 0, base, counts: false, open: Some(Box::new(open)) };
        self.table.insert(pair, flow);
        self.seen += 1;
    }

    /// The capture ends: all connections that are still open, in the order in which they began.
    pub fn finish(self, at: When, mut ended: impl FnMut(Peers, S, End)) {
        let mut flows: Vec<Flow<S>> = self.table.into_values().collect();
        flows.sort_unstable_by_key(|flow| flow.number);
        for flow in flows {
            flow.close(at, &mut ended);
        }
    }

    /// How many connections there were on which something was sent, or that were opened.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// What could not be put in its place.
    pub fn misfits(&self) -> Misfits {
        self.misfits
    }

    /// Makes room.
    fn forget(&mut self, at: When, ended: &mut impl FnMut(Peers, S, End)) {
        if self.table.len() < MAX_FLOWS {
            return;
        }
        self.forgotten = true;
        let mut touched: Vec<u64> = self.table.values().map(|flow| flow.touched).collect();
        let middle = touched.len() / 2;
        let (_, &mut limit, _) = touched.select_nth_unstable(middle);
        let silent = |(pair, flow): (&Pair, &Flow<S>)| (flow.touched < limit).then_some(*pair);
        let silent: Vec<_> = self.table.iter().filter_map(silent).collect();
        let mut given_up: Vec<Flow<S>> = silent.iter().filter_map(|pair| self.table.remove(pair)).collect();
        given_up.sort_unstable_by_key(|flow| flow.number);
        for flow in given_up {
            self.cost -= flow.cost();
            flow.close(at, ended);
        }
    }

    /// Gives up what is missing on the connections that have been silent longest, until half of what may wait
    /// is left. So the next search comes only after as many bytes again.
    fn give_up_silent(&mut self, at: When) {
        let mut waiting: Vec<_> = self.table.values_mut().filter(|flow| flow.cost() > 0).collect();
        waiting.sort_unstable_by_key(|flow| flow.touched);
        for flow in waiting {
            if self.cost <= MAX_ALL_WAITING / 2 {
                return;
            }
            self.cost -= flow.cost();
            if let Some(open) = &mut flow.open {
                open.flush(at);
            }
        }
    }
}

impl<S: Sink> Flow<S> {
    /// Whether Wireshark takes a segment for the first of another connection: a SYN with another number.
    fn is_another_stream(&self, index: usize, segment: &Segment<'_>) -> bool {
        let opening = segment.syn && segment.acknowledged.is_none();
        opening && self.base[index].is_some_and(|base| base != segment.sequence)
    }

    /// Remembers what Wireshark takes for the numbers of the SYNs: what a first segment says of both directions.
    fn see(&mut self, index: usize, segment: &Segment<'_>) {
        let own = if segment.syn { segment.sequence } else { segment.sequence.wrapping_sub(1) };
        self.base[index].get_or_insert(own);
        if let Some(acknowledged) = segment.acknowledged {
            self.base[1 - index].get_or_insert(acknowledged.wrapping_sub(1));
        }
    }

    /// What the segments that wait cost.
    fn cost(&self) -> usize {
        self.open.as_ref().map_or(0, |open| open.cost())
    }

    fn close(self, at: When, ended: &mut impl FnMut(Peers, S, End)) {
        if let Some(open) = self.open {
            open.close(at, ended);
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

//! A connection that is being read: both of its directions, in the order in which its ends had the bytes.

use std::time::Duration;

use names::codes::content_type::HANDSHAKE;
use names::codes::handshake_type::{CLIENT_HELLO, SERVER_HELLO};

use crate::model::Direction;

use super::super::packet::Segment;
use super::sender::{Delivery, MAX_WAITING, Place, Sender, signed};
use super::types::{End, Misfits, Peers, Sink, When};

/// How long bytes that the other end has acknowledged may be captured after that: so many segments of the connection,
/// and so much time. Packets are captured in another order than they were sent where several processors or several
/// network cards capture.
const REORDERED_SEGMENTS: u64 = 24;
const REORDERED_TIME: Duration = Duration::from_millis(500);

/// A connection.
#[derive(Debug)]
pub(super) struct Open<S> {
    sink: Option<S>,
    peers: Peers,
    /// Which end is the client, if that is known.
    client: Option<usize>,
    /// What the ends have sent; first the one with the smaller address.
    pub(super) ends: [Sender; 2],
    /// Since when bytes of an end are missing that the other end has received: segment and time.
    owed_since: [Option<(u64, Duration)>; 2],
    /// How many segments there were.
    segments: u64,
    /// How it ended, if it has.
    pub(super) end: Option<End>,
}

impl<S: Sink> Open<S> {
    /// A connection of which nothing is known but its addresses, in whatever order `peers` has them.
    pub(super) fn new(peers: Peers) -> Self {
        let ends = [Sender::default(), Sender::default()];
        Self { sink: None, peers, client: None, ends, owed_since: [None; 2], segments: 0, end: None }
    }

    /// What the segments that wait cost.
    pub(super) fn cost(&self) -> usize {
        self.ends.iter().map(|end| end.cost).sum()
    }

    /// Takes a segment of one of the ends.
    pub(super) fn push(
        &mut self,
        at: When,
        index: usize,
        segment: &Segment<'_>,
        open: impl FnOnce(&Peers) -> S,
        misfits: &mut Misfits,
    ) {
        self.segments += 1;
        if segment.syn {
            self.ends[index].syn(segment.sequence);
            let opening = segment.acknowledged.is_none();
            if self.sink.is_none() {
                self.client = Some(if opening { index } else { 1 - index });
            }
        }
        if segment.rst {
            let at_its_place = self.ends[index].is_at(segment.sequence);
            if at_its_place && self.end.is_none() {
                self.end = Some(End::Reset(self.direction(index, segment)));
            }
            return;
        }
        if let Some(number) = segment.acknowledged {
            self.ends[1 - index].acknowledge(number);
        }
        let first = segment.sequence.wrapping_add(u32::from(segment.syn));
        if segment.has_data() || segment.fin {
            let length = segment.payload.len() + segment.cut;
            let Place::At(offset) = self.ends[index].place(first, length) else { return };
            if segment.has_data() {
                self.make_sink(index, segment, open);
                misfits.late_bytes += self.ends[index].late(offset, segment.payload.len());
                self.take(at, index, offset, segment);
            }
            if segment.fin {
                self.ends[index].fin(offset + signed(length));
            }
        } else if self.is_owed() && self.is_long(at) {
            self.make_sink(index, segment, open);
        }
        self.wait_no_longer(at);
        if self.end.is_none() && self.ends.iter().all(Sender::ended) {
            self.end = Some(End::Closed);
        }
    }

    /// The direction of what an end sends.
    fn direction(&mut self, index: usize, segment: &Segment<'_>) -> Direction {
        let client = *self.client.get_or_insert(if looks_like_client(segment) { index } else { 1 - index });
        let (smaller, other) =
            (self.peers.client.min(self.peers.server), self.peers.client.max(self.peers.server));
        let (client_address, server) = if client == 0 { (smaller, other) } else { (other, smaller) };
        (self.peers.client, self.peers.server) = (client_address, server);
        direction(client, index)
    }

    fn make_sink(&mut self, index: usize, segment: &Segment<'_>, open: impl FnOnce(&Peers) -> S) {
        if self.sink.is_none() {
            self.direction(index, segment);
            self.sink = Some(open(&self.peers));
        }
    }

    /// Takes the payload of a segment, and gives out what is in order now.
    fn take(&mut self, at: When, index: usize, offset: i64, segment: &Segment<'_>) {
        let answered = segment.acknowledged.is_none_or(|number| self.ends[1 - index].has_come_to(number));
        let (client, sink) = (self.client.unwrap_or(0), &mut self.sink);
        let filled = if answered && self.ends[index].is_next(offset) {
            let mut out =
                |at, delivery: Delivery<'_>| give(sink.as_mut(), direction(client, index), at, &delivery);
            self.ends[index].give(offset, at, segment.payload, segment.cut, &mut out);
            true
        } else {
            self.ends[index].wait(offset, at, segment.payload, segment.cut, segment.acknowledged);
            self.ends[index].is_filled()
        };
        if filled {
            self.give_out(Some((index, at)));
        }
        while self.ends.iter().any(|end| end.cost > MAX_WAITING) {
            let cost = self.cost();
            self.give_up_one(at);
            self.give_out(None);
            if self.cost() == cost {
                break;
            }
        }
    }

    /// Gives out what waits and need not any more. `filled`: the end of which a hole has been filled, and when.
    fn give_out(&mut self, filled: Option<(usize, When)>) {
        let (client, sink) = (self.client.unwrap_or(0), &mut self.sink);
        let mut index = 0;
        let mut idle = 0;
        while idle < 2 {
            let ready = self.ends[index].first_waiting().is_some_and(|(first, is_next)| {
                is_next && first.needs.is_none_or(|number| self.ends[1 - index].has_come_to(number))
            });
            if ready {
                idle = 0;
                let after = filled.filter(|(end, _)| *end == index).map(|(_, at)| at);
                let mut out =
                    |at, delivery: Delivery<'_>| give(sink.as_mut(), direction(client, index), at, &delivery);
                self.ends[index].give_waiting(after, &mut out);
            } else {
                idle += 1;
                index = 1 - index;
            }
        }
    }

    /// Whether an end has received bytes that were not captured, or not yet.
    fn is_owed(&self) -> bool {
        self.ends.iter().any(|end| end.owed() > 0)
    }

    fn is_long(&self, at: When) -> bool {
        let is_long = |since: &(u64, Duration)| {
            self.segments - since.0 >= REORDERED_SEGMENTS || at.time.saturating_sub(since.1) >= REORDERED_TIME
        };
        self.owed_since.iter().flatten().any(is_long)
    }

    /// Gives up bytes that an end has received and that have not been captured for too long.
    fn wait_no_longer(&mut self, at: When) {
        if !self.is_owed() {
            self.owed_since = [None; 2];
            return;
        }
        for index in [0, 1] {
            if self.ends[index].owed() <= 0 {
                self.owed_since[index] = None;
                continue;
            }
            let since = *self.owed_since[index].get_or_insert((self.segments, at.time));
            let long = self.segments - since.0 >= REORDERED_SEGMENTS
                || at.time.saturating_sub(since.1) >= REORDERED_TIME;
            if long && self.sink.is_some() {
                self.owed_since[index] = None;
                self.skip(index, false, at);
                self.give_out(None);
            }
        }
    }

    fn skip(&mut self, index: usize, all: bool, at: When) {
        let (client, sink) = (self.client.unwrap_or(0), &mut self.sink);
        let mut out =
            |at, delivery: Delivery<'_>| give(sink.as_mut(), direction(client, index), at, &delivery);
        self.ends[index].skip(all, at, &mut out);
    }

    /// Gives up the bytes that are missing first. Returns false if nothing waits, and nothing is missing.
    fn give_up_one(&mut self, at: When) -> bool {
        let first =
            |index: &usize| self.ends[*index].first_waiting().map_or(u64::MAX, |(first, _)| first.at.frame);
        let misses = |index: &usize| !self.ends[*index].is_filled();
        // What an end has received stands before what it has sent then.
        let owed = [0, 1]
            .into_iter()
            .filter(|index| self.ends[*index].owed() > 0 && misses(index))
            .min_by_key(first);
        let held = [0, 1].into_iter().filter(|index| self.ends[*index].first_waiting().is_some());
        let held = || held.min_by_key(|index| (!misses(index), first(index)));
        let Some(index) = owed.or_else(held) else { return false };
        self.skip(index, true, at);
        true
    }

    /// Gives out all that waits, with the gaps before it.
    pub(super) fn flush(&mut self, at: When) {
        self.give_out(None);
        while self.give_up_one(at) {
            self.give_out(None);
        }
    }

    /// Nothing more comes.
    pub(super) fn close(mut self, at: When, ended: &mut impl FnMut(Peers, S, End)) {
        self.flush(at);
        let client = self.client.unwrap_or(0);
        for index in [client, 1 - client] {
            let sink = &mut self.sink;
            let mut out =
                |at, delivery: Delivery<'_>| give(sink.as_mut(), direction(client, index), at, &delivery);
            self.ends[index].give_up_end(at, &mut out);
        }
        if let Some(sink) = self.sink {
            ended(self.peers, sink, self.end.unwrap_or(End::Open));
        }
    }
}

/// The direction of what an end sends.
fn direction(client: usize, index: usize) -> Direction {
    if index == client { Direction::FromClient } else { Direction::FromServer }
}

fn give<S: Sink>(sink: Option<&mut S>, from: Direction, at: When, delivery: &Delivery<'_>) {
    let Some(sink) = sink else { return };
    match delivery {
        Delivery::Bytes(bytes) => sink.data(from, at, bytes),
        Delivery::Gap(lost) => sink.gap(from, at, *lost),
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

//! TCP connections, put together from their segments.
//!
//! What each end sent comes out in order, once, as soon as it is there: segments that came late or twice, that overlap, or whose
//! sequence numbers begin anew at 0 make no difference. What the capture has lost becomes a gap. A connection that had begun
//! before the capture is taken from where it is.
//!
//! The memory that this takes is bounded: by the connections that are open at once, of which at most [`MAX_FLOWS`] are remembered, and by
//! [`MAX_WAITING`] and [`MAX_ALL_WAITING`] for what was sent after something that is missing.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::time::Duration;

use crate::model::Direction;
use crate::names::codes::content_type::HANDSHAKE;
use crate::names::codes::handshake_type::{CLIENT_HELLO, SERVER_HELLO};

use super::packet::Segment;

/// Connections that are remembered. When there are more, the half that has been silent longest is given up.
pub const MAX_FLOWS: usize = 100_000;

/// Bytes of one direction that wait for earlier ones. When there are more, the missing ones are taken for lost.
pub const MAX_WAITING: usize = 4 << 20;

/// Bytes of all connections that wait for earlier ones. When there are more, those that have been silent longest take theirs for lost.
pub const MAX_ALL_WAITING: usize = 64 << 20;

/// What a segment that waits costs beside its bytes.
const WAITING_COST: usize = 64;

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
    /// Its place in the capture, from 0: `tcp.stream` in Wireshark.
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
    /// How many segments have been seen: the clock that tells who has been silent longest.
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

/// What one end has sent.
#[derive(Debug, Default)]
struct Sender {
    /// The sequence number of its first segment, if that was a SYN.
    syn: Option<u32>,
    /// The sequence number of the next byte; `None` before the first segment.
    next: Option<u32>,
    /// The place of that byte: how many have been taken. What came before the capture has a place below 0.
    taken: i64,
    /// Segments after a hole, by their place; with the number of bytes that were cut off behind them.
    waiting: BTreeMap<i64, (Vec<u8>, usize)>,
    /// What they cost.
    cost: usize,
    /// Where it ends, once a FIN has said so.
    end: Option<i64>,
    /// Whether the other end has acknowledged all of it: what is missing now was lost by the capture, not on the way.
    acknowledged: bool,
}

impl<S> Default for Flows<S> {
    fn default() -> Self {
        Self { table: HashMap::new(), count: 0, clock: 0, cost: 0 }
    }
}

impl<S: Sink> Flows<S> {
    /// Takes the next segment, and returns the sink that has got something by it. `open` makes the sink of a connection when its first
    /// bytes come. Connections that end with the segment, or make room for it, go to `ended`; one on which nothing was sent does not.
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

    /// What is missing on the connections that have been silent longest is taken for lost, until half of what may wait is left: so
    /// all of them are looked through only after as much has come again.
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
            let place = receiver.place(next);
            receiver.acknowledged |= receiver.end.is_some_and(|end| place > end); // the FIN counts as a byte, too
        }
        if segment.rst {
            return sender.has_come_to(segment.sequence).then_some(End::Reset(from));
        }
        let mut first = segment.sequence;
        if segment.syn {
            sender.syn = Some(first);
            first = first.wrapping_add(1); // the SYN counts as a byte
        }
        let place = sender.place(first);
        if segment.fin {
            let end = place + signed(segment.payload.len() + segment.cut);
            sender.end = Some(end).filter(|&end| end >= sender.taken).or(sender.end);
        }
        if !segment.payload.is_empty() || segment.cut > 0 {
            let sink = self.sink.get_or_insert_with(|| open(&self.peers));
            sender.take(place, segment.payload, segment.cut, &mut |piece| match piece {
                Piece::Bytes(bytes) => sink.data(from, at, bytes),
                Piece::Gap(lost) => sink.gap(from, at, lost),
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
            give(sender, &mut |piece| match piece {
                Piece::Bytes(bytes) => sink.data(from, at, bytes),
                Piece::Gap(lost) => sink.gap(from, at, lost),
            });
        }
    }
}

/// Takes what comes out in order.
type Out<'a> = &'a mut dyn FnMut(Piece<'_>);

/// What an end has sent, next.
enum Piece<'a> {
    Bytes(&'a [u8]),
    /// So many bytes are missing.
    Gap(u64),
}

impl Sender {
    /// The place of the byte with this sequence number: the nearest to what is expected, as the numbers begin anew after 2^32.
    fn place(&mut self, sequence: u32) -> i64 {
        let next = *self.next.get_or_insert(sequence);
        let distance = sequence.wrapping_sub(next);
        self.taken + i64::from(i32::from_ne_bytes(distance.to_ne_bytes()))
    }

    /// Takes the bytes at a place, and gives out what is in order by that. `cut` bytes behind them were not captured.
    fn take(&mut self, place: i64, bytes: &[u8], cut: usize, out: Out<'_>) {
        if place > self.taken {
            let known = self.waiting.get(&place).map_or(0, |(bytes, cut)| bytes.len() + cut);
            if bytes.len() + cut > known {
                self.cost += bytes.len() + WAITING_COST;
                if let Some((old, _)) = self.waiting.insert(place, (bytes.to_vec(), cut)) {
                    self.cost -= old.len() + WAITING_COST;
                }
            }
            while self.cost > MAX_WAITING {
                self.skip_hole(out);
            }
        } else {
            self.give(place, bytes, cut, out);
            self.give_waiting(out);
        }
    }

    /// Gives out what is new of the bytes at a place that is not after what is expected.
    fn give(&mut self, place: i64, bytes: &[u8], cut: usize, out: Out<'_>) {
        let old = usize::try_from(self.taken - place).unwrap_or(usize::MAX);
        let new = bytes.get(old..).unwrap_or_default();
        let cut = cut.saturating_sub(old.saturating_sub(bytes.len()));
        if !new.is_empty() {
            out(Piece::Bytes(new));
        }
        if cut > 0 {
            out(Piece::Gap(cut as u64));
        }
        self.advance(signed(new.len() + cut));
    }

    fn advance(&mut self, count: i64) {
        self.taken += count;
        // The sequence number is the lower half of the place, from where it began.
        let [_, _, _, _, a, b, c, d] = count.to_be_bytes();
        self.next = self.next.map(|next| next.wrapping_add(u32::from_be_bytes([a, b, c, d])));
    }

    /// Gives out what waits and is in order now.
    fn give_waiting(&mut self, out: Out<'_>) {
        while let Some(first) = self.waiting.first_entry().filter(|first| *first.key() <= self.taken) {
            let (place, (bytes, cut)) = first.remove_entry();
            self.cost -= bytes.len() + WAITING_COST;
            self.give(place, &bytes, cut, out);
        }
    }

    /// Takes the bytes before the first segment that waits for lost.
    fn skip_hole(&mut self, out: Out<'_>) {
        let Some((&place, _)) = self.waiting.first_key_value() else { return };
        let lost = place - self.taken;
        out(Piece::Gap(lost.unsigned_abs()));
        self.advance(lost);
        self.give_waiting(out);
    }

    /// Takes all that is missing before segments that wait for lost.
    fn skip_holes(&mut self, out: Out<'_>) {
        while !self.waiting.is_empty() {
            self.skip_hole(out);
        }
    }

    /// Nothing more comes.
    fn give_up(&mut self, out: Out<'_>) {
        self.skip_holes(out);
        if let Some(lost) = self.end.map(|end| end - self.taken).filter(|&lost| lost > 0) {
            out(Piece::Gap(lost.unsigned_abs()));
            self.advance(lost);
        }
    }

    /// Whether the byte with this sequence number is what it sends next. A receiver passes over any other RST (RFC 9293 section
    /// 3.10.7.4): a stranger who guesses a number must not hide the rest of a session.
    fn has_come_to(&mut self, sequence: u32) -> bool {
        let place = self.place(sequence);
        let last = self.waiting.last_key_value();
        let last = last.map_or(self.taken, |(place, (bytes, cut))| place + signed(bytes.len() + cut));
        // The FIN counts as a byte.
        let end = self.end.map_or(last, |end| last.max(end + 1));
        (self.taken..=end).contains(&place)
    }

    /// Whether all that it sends has come, or will not come any more.
    fn ended(&self) -> bool {
        self.end.is_some_and(|end| self.taken >= end || self.acknowledged)
    }
}

fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Whether the first bytes that are seen of a connection come from the client: by the hello that they are, or else by the port, which is
/// the higher one.
fn looks_like_client(segment: &Segment<'_>) -> bool {
    match segment.payload {
        [HANDSHAKE, 3, _, _, _, CLIENT_HELLO, ..] => true,
        [HANDSHAKE, 3, _, _, _, SERVER_HELLO, ..] => false,
        _ => segment.source.port() >= segment.destination.port(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = "[::1]:50000";
    const SERVER: &str = "[::1]:11111";

    /// What was sent on a connection: `>` from the client, `<` from the server; `_` is a missing byte.
    #[derive(Default)]
    struct Log(String, Option<Direction>);

    impl Log {
        fn turn(&mut self, from: Direction) {
            if self.1.replace(from) != Some(from) {
                self.0.push(if from == Direction::FromClient { '>' } else { '<' });
            }
        }
    }

    impl Sink for Log {
        fn data(&mut self, from: Direction, _: Duration, bytes: &[u8]) {
            self.turn(from);
            self.0.push_str(std::str::from_utf8(bytes).unwrap());
        }

        fn gap(&mut self, from: Direction, _: Duration, lost: u64) {
            self.turn(from);
            let lost = usize::try_from(lost).unwrap();
            let gap = if lost > 9 { format!("_{lost}_") } else { "_".repeat(lost) };
            self.0.push_str(&gap);
        }
    }

    /// Connections in a capture that is written here.
    #[derive(Default)]
    struct Capture {
        flows: Flows<Log>,
        ended: Vec<(Peers, String, End)>,
    }

    impl Capture {
        fn push(&mut self, segment: &Segment) -> &mut Self {
            let ended = &mut self.ended;
            self.flows.push(
                Duration::ZERO,
                segment,
                |_| Log::default(),
                |peers, log, end| {
                    ended.push((peers, log.0, end));
                },
            );
            self
        }

        fn client(&mut self, sequence: u32, payload: &str) -> &mut Self {
            self.push(&segment(CLIENT, SERVER, sequence, payload))
        }

        fn server(&mut self, sequence: u32, payload: &str) -> &mut Self {
            self.push(&segment(SERVER, CLIENT, sequence, payload))
        }

        /// Opens a connection whose first bytes have the numbers `client` and `server`.
        fn open(&mut self, client: u32, server: u32) -> &mut Self {
            let syn = segment(CLIENT, SERVER, client.wrapping_sub(1), "");
            self.push(&Segment { syn: true, acknowledged: None, ..syn });
            let syn = segment(SERVER, CLIENT, server.wrapping_sub(1), "");
            self.push(&Segment { syn: true, ..syn })
        }

        fn finish(self) -> Vec<(Peers, String, End)> {
            let mut all = self.ended;
            self.flows.finish(Duration::ZERO, |peers, log, end| all.push((peers, log.0, end)));
            all
        }

        /// The only connection.
        fn one(self) -> (String, End) {
            let all = self.finish();
            assert_eq!(all.len(), 1, "{all:?}");
            all.into_iter().map(|(_, log, end)| (log, end)).next().unwrap()
        }
    }

    fn segment<'a>(source: &str, destination: &str, sequence: u32, payload: &'a str) -> Segment<'a> {
        Segment {
            source: source.parse().unwrap(),
            destination: destination.parse().unwrap(),
            sequence,
            acknowledged: Some(0),
            syn: false,
            fin: false,
            rst: false,
            payload: payload.as_bytes(),
            cut: 0,
        }
    }

    #[test]
    fn segments_in_order() {
        let mut capture = Capture::default();
        capture.open(100, 900).client(100, "hel").client(103, "lo").server(900, "fine").client(105, "bye");
        let fin = segment(CLIENT, SERVER, 108, "");
        capture.push(&Segment { fin: true, ..fin });
        let fin = segment(SERVER, CLIENT, 904, "!");
        capture.push(&Segment { fin: true, ..fin });
        // Late: the last acknowledgement, and a segment that came twice.
        capture.client(109, "").client(105, "bye");
        assert_eq!(capture.ended.len(), 1);
        assert_eq!(capture.one(), (">hello<fine>bye<!".to_owned(), End::Closed));
    }

    #[test]
    fn every_order_of_five_segments_is_the_same_text_also_when_numbers_begin_anew() {
        for first in [0, 100, u32::MAX - 2, u32::MAX - 9, 1 << 31, (1 << 31) - 3] {
            for mut order in 0..120 {
                let mut pieces = vec![(0, "ab"), (2, "c"), (3, "defg"), (7, "h"), (8, "ij")];
                let mut capture = Capture::default();
                capture.open(first, 1);
                for left in (1..=5).rev() {
                    let (place, text) = pieces.remove(order % left);
                    order /= left;
                    capture.client(first.wrapping_add(place), text);
                }
                assert_eq!(capture.one(), (">abcdefghij".to_owned(), End::Open));
            }
        }
    }

    #[test]
    fn one_byte_segments_twice_backwards_and_overlapping() {
        let text = "all of it, in order, once";
        for first in [7, u32::MAX - 5] {
            let mut capture = Capture::default();
            capture.open(first, 1);
            for place in (0..text.len()).rev().chain(0..text.len()) {
                for length in [1, 3, 2] {
                    let piece = &text[place..text.len().min(place + length)];
                    capture.client(first.wrapping_add(u32::try_from(place).unwrap()), piece);
                }
            }
            assert_eq!(capture.one().0, format!(">{text}"));
        }
    }

    #[test]
    fn what_is_missing_is_a_gap_of_its_size() {
        let mut capture = Capture::default();
        capture.open(1, 1).client(1, "ab").client(5, "ef").client(9, "ij").server(1, "yes");
        assert_eq!(capture.one(), (">ab<yes>__ef__ij".to_owned(), End::Open));
        // With an end that was acknowledged nothing more can come.
        let mut capture = Capture::default();
        capture.open(1, 1).client(1, "ab").client(5, "ef");
        let fin = segment(CLIENT, SERVER, 9, "");
        capture.push(&Segment { fin: true, ..fin });
        let fin = segment(SERVER, CLIENT, 1, "");
        capture.push(&Segment { fin: true, acknowledged: Some(5), ..fin });
        assert_eq!(capture.ended.len(), 0);
        let ack = segment(SERVER, CLIENT, 2, "");
        capture.push(&Segment { acknowledged: Some(10), ..ack });
        assert_eq!(capture.ended.len(), 1);
        assert_eq!(capture.one(), (">ab__ef__".to_owned(), End::Closed));
        // Cut off by a limit of the capture.
        let mut capture = Capture::default();
        let cut = segment(CLIENT, SERVER, 1, "ab");
        capture.open(1, 1).push(&Segment { cut: 3, ..cut }).client(6, "f").client(3, "x").client(4, "yzf");
        assert_eq!(capture.one().0, ">ab___f");
    }

    #[test]
    fn a_hole_is_not_waited_for_without_end() {
        let big = "x".repeat(60_000);
        let mut capture = Capture::default();
        capture.open(1, 1).client(1, "ab");
        for place in 0..200 {
            capture.client(1000 + 60_000 * place, &big);
            let flow = capture.flows.table.values().next().unwrap().open.as_ref().unwrap();
            assert!(flow.client.cost <= MAX_WAITING);
        }
        let (log, _) = capture.one();
        assert_eq!(log.len(), ">ab_997_".len() + 200 * big.len());
        assert!(log.starts_with(">ab_997_xxx"));
    }

    #[test]
    fn an_rst_or_fin_that_its_receiver_passes_over_hides_nothing() {
        let mut capture = Capture::default();
        capture.open(100, 900).client(100, "hello").server(900, "fine");
        for guess in [0, 899, 903, 905, 900 + (1 << 20), u32::MAX] {
            let rst = segment(SERVER, CLIENT, guess, "");
            capture.push(&Segment { rst: true, ..rst });
        }
        let fin = segment(SERVER, CLIENT, 800, "");
        capture.push(&Segment { fin: true, ..fin });
        let fin = segment(CLIENT, SERVER, 105, "");
        capture.push(&Segment { fin: true, ..fin }).server(904, ", too");
        assert_eq!(capture.ended.len(), 0);
        // After the FIN; before and after a hole; from an end that has not said anything.
        let rst = segment(CLIENT, SERVER, 106, "");
        capture.push(&Segment { rst: true, ..rst });
        assert_eq!(capture.one(), (">hello<fine, too".to_owned(), End::Reset(Direction::FromClient)));
        for next in [2, 4] {
            let mut capture = Capture::default();
            capture.open(1, 1).client(1, "a").client(3, "b").server(1, "x");
            let rst = segment(CLIENT, SERVER, next, "");
            capture.push(&Segment { rst: true, ..rst });
            assert_eq!(capture.one(), (">a<x>_b".to_owned(), End::Reset(Direction::FromClient)));
        }
        let mut capture = Capture::default();
        capture.client(1, "a");
        let rst = segment(SERVER, CLIENT, 77, "");
        capture.push(&Segment { rst: true, ..rst });
        assert_eq!(capture.one(), (">a".to_owned(), End::Reset(Direction::FromServer)));
    }

    #[test]
    fn holes_of_many_connections_are_not_waited_for_without_end() {
        let big = "x".repeat(60_000);
        let mut capture = Capture::default();
        for port in 1..=2000 {
            let address = format!("192.0.2.1:{port}");
            capture.push(&segment(&address, SERVER, 1, "a")).push(&segment(&address, SERVER, 3, &big));
            let flows = capture.flows.table.values();
            let cost: usize = flows.map(Flow::cost).sum();
            assert_eq!(cost, capture.flows.cost);
            assert!(cost <= MAX_ALL_WAITING);
        }
        // In the first the hole is lost, in the last it can still be filled up. All that was captured comes out.
        capture.push(&segment("192.0.2.1:1", SERVER, 2, "b")).push(&segment(
            "192.0.2.1:2000",
            SERVER,
            2,
            "b",
        ));
        let logs = capture.finish();
        assert_eq!(logs.len(), 2000);
        for (log, start) in [(logs.first(), "<a_x"), (logs.last(), "<abx")] {
            assert_eq!(log.unwrap().1.get(..4), Some(start));
        }
        assert!(logs.iter().all(|(_, log, _)| log.len() == 3 + big.len()));
    }

    #[test]
    fn a_connection_that_began_before_the_capture() {
        // The hello says who is the client, whatever the ports; otherwise the lower port is the server's.
        let hello = std::str::from_utf8(&[22, 3, 1, 0, 9, 1]).unwrap();
        let mut capture = Capture::default();
        capture.push(&segment(SERVER, CLIENT, 5, hello)).push(&segment(SERVER, CLIENT, 3, "an"));
        let (peers, log, _) = capture.finish().remove(0);
        assert_eq!((peers.client.port(), log), (11111, format!(">{hello}")));
        let mut capture = Capture::default();
        capture.server(5, "data").server(9, "more").client(70, "x");
        assert_eq!(capture.one().0, "<datamore>x");
        // Without any byte there is no connection to speak of.
        let mut capture = Capture::default();
        capture.client(1, "").server(1, "");
        assert!(capture.finish().is_empty());
    }

    #[test]
    fn two_connections_at_once_and_the_same_ports_again() {
        let other = "[::1]:50001";
        let mut capture = Capture::default();
        capture.open(1, 1).client(1, "a").push(&segment(other, SERVER, 1, "x")).client(2, "b");
        capture.push(&segment(other, SERVER, 2, "y"));
        // Retransmitted, the SYN is nothing new; with another number it is.
        capture.open(1, 1).client(3, "c").open(5000, 6000).client(5000, "again");
        let rst = segment(SERVER, CLIENT, 6000, "");
        capture.push(&Segment { rst: true, ..rst }).client(5005, "lost on the way");
        let logs: Vec<_> =
            capture.finish().into_iter().map(|(peers, log, end)| (peers.number, log, end)).collect();
        assert_eq!(
            logs,
            [
                (0, ">abc".to_owned(), End::Open),
                (2, ">again".to_owned(), End::Reset(Direction::FromServer)),
                (1, ">xy".to_owned(), End::Open),
            ]
        );
    }

    #[test]
    fn of_too_many_connections_the_silent_ones_are_given_up() {
        let mut capture = Capture::default();
        for count in 0..=u32::try_from(MAX_FLOWS).unwrap() {
            let address = format!("10.{}.{}.{}:50000", count >> 16, (count >> 8) & 255, count & 255);
            capture.push(&segment(&address, "192.0.2.1:443", 1, "x"));
            if count == 90_000 {
                capture.push(&segment("10.0.0.0:50000", "192.0.2.1:443", 2, "y")); // the first is not silent
            }
        }
        assert_eq!(capture.ended.len(), MAX_FLOWS / 2);
        assert_eq!(capture.ended[0].0.number, 1);
        assert_eq!(capture.flows.table.len(), MAX_FLOWS / 2 + 1);
        let all = capture.finish();
        assert_eq!(all.len(), MAX_FLOWS + 1);
        assert_eq!(all[MAX_FLOWS / 2].1, ">xy");
    }
}

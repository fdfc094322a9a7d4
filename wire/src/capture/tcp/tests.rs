//! Connections whose segments come late, twice, cut off, or not at all.

use crate::model::Direction;

use super::super::sender::MAX_WAITING;
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
    fn data(&mut self, from: Direction, _: When, bytes: &[u8]) {
        self.turn(from);
        self.0.push_str(std::str::from_utf8(bytes).unwrap());
    }

    fn gap(&mut self, from: Direction, _: When, lost: u64) {
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
            When::default(),
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
        self.push(&Segment { syn: true, acknowledged: Some(client), ..syn })
    }

    fn finish(self) -> Vec<(Peers, String, End)> {
        let mut all = self.ended;
        self.flows.finish(When::default(), |peers, log, end| all.push((peers, log.0, end)));
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
        acknowledged: None,
        syn: false,
        fin: false,
        rst: false,
        payload: payload.as_bytes(),
        cut: 0,
        too_long: false,
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
                let (offset, text) = pieces.remove(order % left);
                order /= left;
                capture.client(first.wrapping_add(offset), text);
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
        for offset in (0..text.len()).rev().chain(0..text.len()) {
            for length in [1, 3, 2] {
                let piece = &text[offset..text.len().min(offset + length)];
                capture.client(first.wrapping_add(u32::try_from(offset).unwrap()), piece);
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
    for n in 0..200 {
        capture.client(1000 + 60_000 * n, &big);
        let flow = capture.flows.table.values().next().unwrap().open.as_ref().unwrap();
        assert!(flow.cost() <= MAX_WAITING);
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
    capture.push(&segment("192.0.2.1:1", SERVER, 2, "b")).push(&segment("192.0.2.1:2000", SERVER, 2, "b"));
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
            (1, ">xy".to_owned(), End::Open),
            // What was sent before the RST came is shown.
            (2, ">againlost on the way".to_owned(), End::Reset(Direction::FromServer)),
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

/// An answer with data that acknowledges everything before this number.
fn ack<'a>(
    source: &str,
    destination: &str,
    sequence: u32,
    acknowledged: u32,
    payload: &'a str,
) -> Segment<'a> {
    Segment { acknowledged: Some(acknowledged), ..segment(source, destination, sequence, payload) }
}

#[test]
fn a_direction_begins_where_the_other_end_says() {
    // Two SYN-ACKs with different numbers: the client confirms the second.
    for (first, second) in [(500, 9000), (9000, 500), (500, 3_000_000_000)] {
        let mut capture = Capture::default();
        capture.open(100, first);
        let syn = segment(SERVER, CLIENT, second - 1, "");
        capture.push(&Segment { syn: true, acknowledged: Some(100), ..syn });
        capture.push(&ack(CLIENT, SERVER, 100, second, "hi")).push(&ack(SERVER, CLIENT, second, 102, "ho"));
        assert_eq!(capture.one().0, ">hi<ho", "{first} {second}");
    }
    // The server still answers an older connection, which the client breaks off.
    let mut capture = Capture::default();
    let syn = segment(CLIENT, SERVER, 99, "");
    capture.push(&Segment { syn: true, ..syn }).push(&ack(SERVER, CLIENT, 70_000_000, 5_000_000, ""));
    let rst = segment(CLIENT, SERVER, 5_000_000, "");
    capture.push(&Segment { rst: true, ..rst }).open(100, 900);
    capture.push(&ack(CLIENT, SERVER, 100, 900, "hi")).push(&ack(SERVER, CLIENT, 900, 102, "ho"));
    assert_eq!(capture.one(), (">hi<ho".to_owned(), End::Open));
}

#[test]
fn an_answer_stands_behind_what_it_acknowledges() {
    let mut capture = Capture::default();
    capture
        .open(100, 900)
        .push(&ack(SERVER, CLIENT, 900, 102, "ho"))
        .push(&ack(CLIENT, SERVER, 100, 900, "hi"));
    assert_eq!(capture.one().0, ">hi<ho");
    // A number that is too high does not hold up what follows for ever.
    let mut capture = Capture::default();
    capture
        .open(100, 900)
        .push(&ack(SERVER, CLIENT, 900, 90_000, "a"))
        .push(&ack(SERVER, CLIENT, 901, 100, "b"));
    assert_eq!(capture.one().0, "<ab");
}

#[test]
fn what_was_acknowledged_is_not_waited_for_until_the_end() {
    let mut capture = Capture::default();
    capture.open(100, 900).push(&ack(SERVER, CLIENT, 903, 100, "d"));
    capture.push(&ack(CLIENT, SERVER, 100, 904, "x"));
    for next in 904..944 {
        capture.push(&ack(SERVER, CLIENT, next, 101, "e"));
    }
    let flow = capture.flows.table.values().next().unwrap();
    assert_eq!(flow.cost(), 0);
    assert_eq!(capture.one().0, format!("<___d>x<{}", "e".repeat(40)));
    // Bytes behind which nothing was captured are missing, too.
    let mut capture = Capture::default();
    capture
        .open(100, 900)
        .push(&ack(CLIENT, SERVER, 100, 900, "a"))
        .push(&ack(SERVER, CLIENT, 900, 105, "b"));
    assert_eq!(capture.one().0, ">a____<b");
}

#[test]
fn numbers_of_streams_are_those_of_wireshark() {
    let other = "[::1]:50001";
    let mut capture = Capture::default();
    // Seen by an ACK alone; then the same ports again, as its SYN has not the number before what was acknowledged.
    capture.push(&ack(SERVER, other, 7, 9, "")).push(&ack(SERVER, CLIENT, 7, 9, ""));
    capture.open(100, 900).client(100, "a");
    let streams: Vec<_> = capture.finish().into_iter().map(|(peers, ..)| peers.stream).collect();
    assert_eq!(streams, [Some(2)]);
}

//! One direction of a connection: its segments put in order.

use std::collections::BTreeMap;

/// Bytes of one direction that wait for earlier ones. When there are more, the missing ones are taken for
/// lost.
pub const MAX_WAITING: usize = 4 << 20;

/// What a segment that waits costs in memory beside its bytes.
const WAITING_COST: usize = 64;

/// What one end has sent.
#[derive(Debug, Default)]
pub(super) struct Sender {
    /// The sequence number of its first segment, if that was a SYN.
    pub(super) syn: Option<u32>,
    /// The sequence number of the next byte; `None` before the first segment.
    pub(super) next: Option<u32>,
    /// The place of that byte: how many have been taken. What came before the capture has a place below 0.
    pub(super) taken: i64,
    /// Segments after a hole, by their place; with the number of bytes that were cut off behind them.
    waiting: BTreeMap<i64, (Vec<u8>, usize)>,
    /// What they cost.
    pub(super) cost: usize,
    /// Where it ends, once a FIN has said so.
    pub(super) end: Option<i64>,
    /// Whether the other end has acknowledged all of it: what is missing now was lost by the capture, not on
    /// the way.
    pub(super) acknowledged: bool,
}

/// Takes what comes out in order.
pub(super) type Out<'a> = &'a mut dyn FnMut(Delivery<'_>);

/// What an end has sent, next.
pub(super) enum Delivery<'a> {
    Bytes(&'a [u8]),
    /// So many bytes are missing.
    Gap(u64),
}

impl Sender {
    /// The place of the byte with this sequence number: the nearest to what is expected, as the numbers begin
    /// anew after 2^32.
    pub(super) fn place(&mut self, sequence: u32) -> i64 {
        let next = *self.next.get_or_insert(sequence);
        let distance = sequence.wrapping_sub(next);
        self.taken + i64::from(i32::from_ne_bytes(distance.to_ne_bytes()))
    }

    /// Takes the bytes at a place, and gives out what is in order by that. `cut` bytes behind them were not
    /// captured.
    pub(super) fn take(&mut self, place: i64, bytes: &[u8], cut: usize, out: Out<'_>) {
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
            out(Delivery::Bytes(new));
        }
        if cut > 0 {
            out(Delivery::Gap(cut as u64));
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
        out(Delivery::Gap(lost.unsigned_abs()));
        self.advance(lost);
        self.give_waiting(out);
    }

    /// Takes all that is missing before segments that wait for lost.
    pub(super) fn skip_holes(&mut self, out: Out<'_>) {
        while !self.waiting.is_empty() {
            self.skip_hole(out);
        }
    }

    /// Nothing more comes.
    pub(super) fn give_up(&mut self, out: Out<'_>) {
        self.skip_holes(out);
        if let Some(lost) = self.end.map(|end| end - self.taken).filter(|&lost| lost > 0) {
            out(Delivery::Gap(lost.unsigned_abs()));
            self.advance(lost);
        }
    }

    /// Whether the byte with this sequence number is what it sends next. A receiver ignores any other RST
    /// (RFC 9293 section 3.10.7.4): a guessed number must not hide the rest of a session.
    pub(super) fn has_come_to(&mut self, sequence: u32) -> bool {
        let place = self.place(sequence);
        let last = self.waiting.last_key_value();
        let last = last.map_or(self.taken, |(place, (bytes, cut))| place + signed(bytes.len() + cut));
        // The FIN counts as a byte.
        let end = self.end.map_or(last, |end| last.max(end + 1));
        (self.taken..=end).contains(&place)
    }

    /// Whether all that it sends has come, or will not come any more.
    pub(super) fn ended(&self) -> bool {
        self.end.is_some_and(|end| self.taken >= end || self.acknowledged)
    }
}

pub(super) fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

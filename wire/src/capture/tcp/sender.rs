//! One direction of a connection: its segments put in order.

use std::collections::BTreeMap;

/// Bytes of one direction that wait for earlier ones. When there are more, the missing ones are given up.
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
    /// The offset of that byte: how many have been taken. Bytes from before the capture have offsets below 0.
    pub(super) taken: i64,
    /// Segments after a hole, by their offset; with the number of bytes that were cut off behind them.
    waiting: BTreeMap<i64, (Vec<u8>, usize)>,
    /// What they cost.
    pub(super) cost: usize,
    /// Where it ends, once a FIN has said so.
    pub(super) end: Option<i64>,
    /// Whether the other end has acknowledged all of it. Then the capture has lost what is missing, not the
    /// network.
    pub(super) acknowledged: bool,
}

/// Receives the bytes of one end in order.
pub(super) type Out<'a> = &'a mut dyn FnMut(Delivery<'_>);

/// What an end has sent, next.
pub(super) enum Delivery<'a> {
    Bytes(&'a [u8]),
    /// So many bytes are missing.
    Gap(u64),
}

impl Sender {
    /// The offset of the byte with this sequence number: the one nearest to what is expected, as the numbers
    /// wrap around at 2^32.
    pub(super) fn offset(&mut self, sequence: u32) -> i64 {
        let next = *self.next.get_or_insert(sequence);
        let distance = sequence.wrapping_sub(next);
        self.taken + i64::from(i32::from_ne_bytes(distance.to_ne_bytes()))
    }

    /// Takes the bytes at an offset, and gives out what is in order now. `cut` bytes behind them were not
    /// captured.
    pub(super) fn take(&mut self, offset: i64, bytes: &[u8], cut: usize, out: Out<'_>) {
        if offset > self.taken {
            let known = self.waiting.get(&offset).map_or(0, |(bytes, cut)| bytes.len() + cut);
            if bytes.len() + cut > known {
                self.cost += bytes.len() + WAITING_COST;
                if let Some((old, _)) = self.waiting.insert(offset, (bytes.to_vec(), cut)) {
                    self.cost -= old.len() + WAITING_COST;
                }
            }
            while self.cost > MAX_WAITING {
                self.skip_hole(out);
            }
        } else {
            self.give(offset, bytes, cut, out);
            self.give_waiting(out);
        }
    }

    /// Gives out the new ones of bytes that begin at or before the expected offset.
    fn give(&mut self, offset: i64, bytes: &[u8], cut: usize, out: Out<'_>) {
        let old = usize::try_from(self.taken - offset).unwrap_or(usize::MAX);
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
        // The sequence number moves with the lower half of the offset.
        let [_, _, _, _, a, b, c, d] = count.to_be_bytes();
        self.next = self.next.map(|next| next.wrapping_add(u32::from_be_bytes([a, b, c, d])));
    }

    /// Gives out what waits and is in order now.
    fn give_waiting(&mut self, out: Out<'_>) {
        while let Some(first) = self.waiting.first_entry().filter(|first| *first.key() <= self.taken) {
            let (offset, (bytes, cut)) = first.remove_entry();
            self.cost -= bytes.len() + WAITING_COST;
            self.give(offset, &bytes, cut, out);
        }
    }

    /// Gives up the bytes before the first segment that waits.
    fn skip_hole(&mut self, out: Out<'_>) {
        let Some((&offset, _)) = self.waiting.first_key_value() else { return };
        let lost = offset - self.taken;
        out(Delivery::Gap(lost.unsigned_abs()));
        self.advance(lost);
        self.give_waiting(out);
    }

    /// Gives up all bytes that are missing before segments that wait.
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
        let offset = self.offset(sequence);
        let last = self.waiting.last_key_value();
        let last = last.map_or(self.taken, |(offset, (bytes, cut))| offset + signed(bytes.len() + cut));
        // The FIN counts as a byte.
        let end = self.end.map_or(last, |end| last.max(end + 1));
        (self.taken..=end).contains(&offset)
    }

    /// Whether all that it sends has come, or will not come any more.
    pub(super) fn ended(&self) -> bool {
        self.end.is_some_and(|end| self.taken >= end || self.acknowledged)
    }
}

pub(super) fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

//! One direction of a connection: its segments put in order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::types::When;

/// Bytes of one direction that wait for others. When there are more, the missing ones are given up.
pub const MAX_WAITING: usize = 4 << 20;

/// What a segment that waits costs in memory beside its bytes.
const WAITING_COST: usize = 96;

/// How far, in bytes, a sequence number may be from what is known, to belong to the same connection: the largest
/// window (RFC 7323 section 2.3).
const WINDOW: u32 = 1 << 30;

/// The same, as long as nothing of the direction has been taken. More is hardly in flight at the beginning.
const FIRST_WINDOW: i32 = 1 << 24;

/// How far the first segment that was captured may stand behind an acknowledgement.
const BEHIND: i32 = 1 << 16;

/// How many first sequence numbers of one direction are remembered.
const MAX_SYNS: usize = 4;

/// How many ranges that were given up are remembered.
const MAX_SKIPPED: usize = 8;

/// What one end has sent.
#[derive(Debug, Default)]
pub(super) struct Sender {
    start: Start,
    /// The sequence number of the next byte; `None` until a byte has been taken, or given up.
    next: Option<u32>,
    /// The offset of that byte: how many have been taken. Bytes from before the capture have offsets below 0.
    taken: i64,
    /// Segments after a hole, or before what they answer, by their offset.
    waiting: BTreeMap<i64, Waiting>,
    /// What they cost.
    pub(super) cost: usize,
    /// Where it ends, once a FIN has said so.
    end: Option<i64>,
    /// The offset that the other end has acknowledged last.
    acknowledged: i64,
    /// What has been given up last.
    skipped: Vec<Range<i64>>,
    /// Where a segment ended whose number is far from all others.
    stray: Option<u32>,
    /// Nothing has been given out yet, and no SYN tells where it begins: what is missing at its beginning is no gap.
    quiet: bool,
}

/// What tells where a direction begins, before the first of its bytes has come.
#[derive(Debug, Default)]
struct Start {
    /// The numbers of the bytes after its SYNs. There may be several: a server may answer twice, or answer an old
    /// connection first.
    syns: Vec<u32>,
    /// What the other end has acknowledged first and last.
    acknowledged: Option<(u32, u32)>,
}

/// A segment that waits.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) at: When,
    bytes: Vec<u8>,
    /// Bytes behind them that were cut off.
    cut: usize,
    /// What its sender had received of the other end.
    pub(super) needs: Option<u32>,
}

impl Waiting {
    fn cost(&self) -> usize {
        self.bytes.len() + WAITING_COST
    }
}

/// Receives the bytes of one end in order.
pub(super) type Out<'a> = &'a mut dyn FnMut(When, Delivery<'_>);

/// What an end has sent, next.
pub(super) enum Delivery<'a> {
    Bytes(&'a [u8]),
    /// So many bytes are missing.
    Gap(u64),
}

/// What becomes of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Its offset.
    At(i64),
    /// Its number is far from all others: it is none of this connection.
    Stray,
    /// The same, and it follows another such segment: it is another connection's between the same ports.
    Other,
}

/// The signed distance from one sequence number to another, which wrap around at 2^32.
fn distance(from: u32, to: u32) -> i32 {
    i32::from_ne_bytes(to.wrapping_sub(from).to_ne_bytes())
}

impl Sender {
    /// A SYN with this sequence number.
    pub(super) fn syn(&mut self, sequence: u32) {
        let first = sequence.wrapping_add(1); // the SYN counts as a byte
        if self.next.is_none() {
            self.start.syns.retain(|known| *known != first);
            if self.start.syns.len() >= MAX_SYNS {
                self.start.syns.remove(0);
            }
            self.start.syns.push(first);
        }
    }

    /// Whether anything of it is known to have been sent but its SYN.
    pub(super) fn has_begun(&self) -> bool {
        self.next.is_some()
    }

    /// Whether it has begun with a SYN.
    pub(super) fn has_syn(&self) -> bool {
        !self.start.syns.is_empty()
    }

    /// Where the byte with this sequence number stands. The first one decides where the direction begins.
    pub(super) fn place(&mut self, sequence: u32, length: usize) -> Place {
        let near = match self.next {
            Some(next) => distance(next, sequence).unsigned_abs() <= WINDOW,
            None => self.begin(sequence),
        };
        let follows = self.stray.is_some_and(|stray| (0..=BEHIND).contains(&distance(stray, sequence)));
        if near {
            self.stray = None;
            return Place::At(self.offset(sequence));
        }
        self.stray = Some(sequence.wrapping_add(u32::try_from(length).unwrap_or(0)));
        if follows { Place::Other } else { Place::Stray }
    }

    /// Decides where the direction begins, from its first segment and all that is known. False: the segment does not
    /// fit what the other end has acknowledged.
    fn begin(&mut self, sequence: u32) -> bool {
        let near = |first: u32| (-BEHIND..=FIRST_WINDOW).contains(&distance(first, sequence));
        let confirmed = self.confirmed();
        let nearest = confirmed
            .iter()
            .filter(|first| near(**first))
            .min_by_key(|first| distance(**first, sequence).unsigned_abs());
        let first = match (nearest, self.start.acknowledged) {
            (Some(first), _) => *first,
            (None, Some(_)) if !confirmed.is_empty() => return false,
            (None, Some((first, last))) if near(first) || near(last) => {
                if distance(first, sequence) < 0 {
                    sequence
                } else {
                    first
                }
            }
            (None, _) => sequence,
        };
        self.quiet = !confirmed.contains(&first);
        self.begin_at(first);
        true
    }

    fn begin_at(&mut self, first: u32) {
        self.next = Some(first);
        if let Some((_, last)) = self.start.acknowledged {
            self.acknowledge(last);
        }
    }

    /// The first numbers after a SYN that agree with what the other end has acknowledged last, if anything.
    fn confirmed(&self) -> Vec<u32> {
        let agrees = |first: u32| {
            self.start
                .acknowledged
                .is_none_or(|(_, last)| (0..=FIRST_WINDOW).contains(&distance(first, last)))
        };
        self.start.syns.iter().copied().filter(|first| agrees(*first)).collect()
    }

    /// The offset of the byte with this sequence number: the one nearest to what is expected.
    fn offset(&self, sequence: u32) -> i64 {
        self.taken + i64::from(self.next.map_or(0, |next| distance(next, sequence)))
    }

    /// The other end has acknowledged all bytes before this one. The last word counts: a number that is too high, of
    /// a damaged or forged segment, does not stay.
    pub(super) fn acknowledge(&mut self, number: u32) {
        match self.next {
            Some(next) if distance(next, number).unsigned_abs() <= WINDOW => {
                self.acknowledged = self.offset(number);
            }
            Some(_) => {}
            None => {
                let known = self.start.acknowledged.filter(|(_, last)| {
                    distance(*last, number).unsigned_abs() <= FIRST_WINDOW.unsigned_abs()
                });
                self.start.acknowledged = Some((known.map_or(number, |(first, _)| first), number));
            }
        }
    }

    /// How many bytes the other end has received that were not captured, or not yet.
    pub(super) fn owed(&self) -> i64 {
        if self.next.is_none() {
            let Some((first, last)) = self.start.acknowledged else { return 0 };
            let first =
                self.confirmed().into_iter().max_by_key(|first| distance(*first, last)).unwrap_or(first);
            let owed = i64::from(distance(first, last));
            return if owed > 1 { owed } else { 0 };
        }
        let end = self.end.map_or(self.acknowledged, |end| end.min(self.acknowledged));
        // A FIN that was not captured counts as a byte.
        let fin = self.end.is_none() && self.waiting.is_empty() && end - self.taken == 1;
        if fin { 0 } else { end - self.taken }
    }

    /// Whether everything before this byte has been taken, if the other end has really acknowledged it.
    pub(super) fn has_come_to(&self, number: u32) -> bool {
        self.owed() <= 0 || (self.next.is_some() && self.offset(number) <= self.taken)
    }

    /// Whether nothing waits, and the segment at this offset is next.
    pub(super) fn is_next(&self, offset: i64) -> bool {
        self.waiting.is_empty() && offset <= self.taken
    }

    /// How many of these bytes stand where bytes have been given up.
    pub(super) fn late(&self, offset: i64, length: usize) -> u64 {
        let end = offset + signed(length);
        let late = self.skipped.iter().map(|range| end.min(range.end) - offset.max(range.start));
        late.filter(|late| *late > 0).map(i64::unsigned_abs).sum()
    }

    /// A FIN stands at this offset.
    pub(super) fn fin(&mut self, offset: i64) {
        if offset >= self.taken {
            self.end = Some(offset);
        }
    }

    /// Keeps the bytes at an offset until it is their turn.
    pub(super) fn wait(&mut self, offset: i64, at: When, bytes: &[u8], cut: usize, needs: Option<u32>) {
        if offset + signed(bytes.len() + cut) <= self.taken {
            return; // it has come before
        }
        let known = self.waiting.get(&offset).map_or(0, |old| old.bytes.len() + old.cut);
        let better = self.waiting.get(&offset).is_some_and(|old| old.bytes.len() < bytes.len());
        if bytes.len() + cut > known || better {
            let new = Waiting { at, bytes: bytes.to_vec(), cut, needs };
            self.cost += new.cost();
            if let Some(old) = self.waiting.insert(offset, new) {
                self.cost -= old.cost();
            }
        }
    }

    /// The first segment that waits, and whether all before it has been taken.
    pub(super) fn first_waiting(&self) -> Option<(&Waiting, bool)> {
        let (offset, first) = self.waiting.first_key_value()?;
        Some((first, *offset <= self.taken))
    }

    /// Whether the first segment that waits only waits for the other end.
    pub(super) fn is_filled(&self) -> bool {
        self.first_waiting().is_some_and(|(_, is_next)| is_next)
    }

    /// Gives out the first segment that waits; it is next. What a segment at `after` has made possible has happened
    /// then, not before.
    pub(super) fn give_waiting(&mut self, after: Option<When>, out: Out<'_>) {
        let Some((offset, first)) = self.waiting.pop_first() else { return };
        self.cost -= first.cost();
        let at = after.filter(|after| after.frame > first.at.frame).unwrap_or(first.at);
        self.give(offset, at, &first.bytes, first.cut, out);
    }

    /// Gives out the new ones of bytes that begin at or before the expected offset.
    pub(super) fn give(&mut self, offset: i64, at: When, bytes: &[u8], cut: usize, out: Out<'_>) {
        let old = usize::try_from(self.taken - offset).unwrap_or(usize::MAX);
        let new = bytes.get(old..).unwrap_or_default();
        let cut = cut.saturating_sub(old.saturating_sub(bytes.len()));
        if !new.is_empty() {
            out(at, Delivery::Bytes(new));
        }
        if cut > 0 {
            out(at, Delivery::Gap(cut as u64));
        }
        self.quiet = false;
        self.advance(signed(new.len() + cut));
    }

    fn advance(&mut self, count: i64) {
        self.taken += count;
        // The sequence number moves with the lower half of the offset.
        let [_, _, _, _, a, b, c, d] = count.to_be_bytes();
        self.next = self.next.map(|next| next.wrapping_add(u32::from_be_bytes([a, b, c, d])));
    }

    /// Gives up the bytes that are missing next: those that the other end has received, those before the first
    /// segment that waits. `all`: the latter, even if the other end has not received all of them. `now`: when that is.
    pub(super) fn skip(&mut self, all: bool, now: When, out: Out<'_>) {
        if self.next.is_none() {
            let Some((first, last)) = self.start.acknowledged else { return };
            let first =
                self.confirmed().into_iter().max_by_key(|first| distance(*first, last)).unwrap_or(first);
            self.begin_at(first);
        }
        let waiting = self.waiting.first_key_value().map(|(offset, first)| (*offset, first.at));
        let owed = self.taken + self.owed();
        let (end, at) = match waiting {
            Some((offset, at)) if all || self.owed() <= 0 || offset <= owed => (offset, at),
            _ => (owed, now),
        };
        if let Some(mut first) = self.waiting.first_entry().filter(|first| *first.key() <= self.taken) {
            first.get_mut().needs = None; // it waits for what does not come
            return;
        }
        let lost = end - self.taken;
        if lost > 0 {
            if self.skipped.len() >= MAX_SKIPPED {
                self.skipped.remove(0);
            }
            self.skipped.push(self.taken..end);
            let begins = self.quiet && waiting.is_some();
            if !begins {
                out(at, Delivery::Gap(lost.unsigned_abs()));
            }
            self.advance(lost);
        }
    }

    /// Nothing more comes: gives up what is missing before its FIN.
    pub(super) fn give_up_end(&mut self, now: When, out: Out<'_>) {
        if let Some(lost) = self.end.map(|end| end - self.taken).filter(|&lost| lost > 0) {
            out(now, Delivery::Gap(lost.unsigned_abs()));
            self.advance(lost);
        }
    }

    /// Whether the byte with this sequence number is what it sends next. A receiver ignores any other RST
    /// (RFC 9293 section 3.10.7.4): a guessed number must not hide the rest of a session.
    pub(super) fn is_at(&self, sequence: u32) -> bool {
        if self.next.is_none() {
            return self.start.syns.is_empty() || self.start.syns.contains(&sequence);
        }
        let offset = self.offset(sequence);
        let last = self.waiting.last_key_value();
        let last = last.map_or(self.taken, |(offset, last)| offset + signed(last.bytes.len() + last.cut));
        // The FIN counts as a byte; what was acknowledged was sent, captured or not.
        let end = self.end.map_or(last, |end| last.max(end + 1)).max(self.acknowledged);
        (self.taken..=end).contains(&offset)
    }

    /// Whether all that it sends has come, or will not come any more: a FIN, and all before it is here or was
    /// acknowledged.
    pub(super) fn ended(&self) -> bool {
        // The FIN counts as a byte, too.
        self.end.is_some_and(|end| self.taken >= end || self.acknowledged > end)
    }
}

pub(super) fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

//! Zstandard (RFC 8878), as far as a message that stands alone needs it: one frame, no dictionary, decompressed into a slice.
//!
//! It is here because no library of it can be used: before `ruzstd` 0.9 a block of 2 KB can take 130 MB, and that one needs a newer
//! Rust than this workspace has. Content checksums are passed over: what is read here has been authenticated by its record.

use crate::decompress::End;

/// The longest block, in bytes (section 3.1.1.2.4).
const MAX_BLOCK: usize = 128 << 10;

/// Decompresses the frame that `compressed` begins with into `out`.
pub(crate) fn decompress(compressed: &[u8], out: &mut [u8]) -> End {
    let mut input = compressed;
    let mut decoder = Decoder {
        out,
        at: 0,
        offsets: [1, 4, 8],
        huffman: Huffman::default(),
        lengths: [Table::default(), Table::default(), Table::default()],
    };
    match decoder.frame(&mut input) {
        Ok(()) => End::Of { taken: compressed.len() - input.len(), given: decoder.at },
        Err(end) => end,
    }
}

/// Takes bytes from the front.
fn take<'a>(input: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = input.split_at_checked(length)?;
    *input = rest;
    Some(taken)
}

/// A number of at most 8 bytes, the low byte first.
fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What one block leaves to the next.
struct Decoder<'a> {
    out: &'a mut [u8],
    /// How much of it is there.
    at: usize,
    /// The last three offsets of matches (section 3.1.1.5).
    offsets: [usize; 3],
    huffman: Huffman,
    /// The codes of literals' lengths, offsets, and matches' lengths.
    lengths: [Table; 3],
}

impl Decoder<'_> {
    /// Section 3.1.1.
    fn frame(&mut self, input: &mut &[u8]) -> Result<(), End> {
        if take(input, 4).ok_or(End::CutOff)? != [0x28, 0xb5, 0x2f, 0xfd] {
            return Err(End::Damaged);
        }
        let descriptor = take(input, 1).ok_or(End::CutOff)?.first().copied().unwrap_or_default();
        let (single_segment, checksum) = (descriptor & 0x20 != 0, descriptor & 4 != 0);
        if descriptor & 0x0b != 0 {
            return Err(End::Damaged); // a reserved bit, or a dictionary
        }
        // The window needs no bytes of its own: all of it is in `out`.
        let content_size = match descriptor >> 6 {
            0 => usize::from(single_segment),
            power => 1 << power,
        };
        take(input, usize::from(!single_segment) + content_size).ok_or(End::CutOff)?;
        loop {
            let header = little_endian(take(input, 3).ok_or(End::CutOff)?);
            let length = size(header >> 3);
            if length > MAX_BLOCK {
                return Err(End::Damaged);
            }
            match (header >> 1) & 3 {
                0 => self.push(take(input, length).ok_or(End::CutOff)?)?,
                1 => {
                    let byte = take(input, 1).ok_or(End::CutOff)?;
                    self.room(length)?.fill(byte.first().copied().unwrap_or_default());
                    self.at += length;
                }
                2 => self.block(take(input, length).ok_or(End::CutOff)?)?,
                _ => return Err(End::Damaged),
            }
            if header & 1 == 1 {
                break;
            }
        }
        if checksum {
            take(input, 4).ok_or(End::CutOff)?;
        }
        Ok(())
    }

    /// The next bytes to be written.
    fn room(&mut self, length: usize) -> Result<&mut [u8], End> {
        self.out.get_mut(self.at..).and_then(|rest| rest.get_mut(..length)).ok_or(End::TooLong)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), End> {
        self.room(bytes.len())?.copy_from_slice(bytes);
        self.at += bytes.len();
        Ok(())
    }

    /// Writes again what stands `offset` bytes back; it may go on into what it writes.
    fn repeat(&mut self, offset: usize, length: usize) -> Result<(), End> {
        let start = self.at.checked_sub(offset).filter(|_| offset > 0).ok_or(End::Damaged)?;
        self.room(length)?;
        for from in start..start + length {
            let byte = self.out.get(from).copied().unwrap_or_default();
            self.push(&[byte])?;
        }
        Ok(())
    }

    /// Section 3.1.1.3: literals, and sequences that say where they stand, and what is repeated between them.
    fn block(&mut self, mut input: &[u8]) -> Result<(), End> {
        let literals = self.literals(&mut input).ok_or(End::Damaged)?;
        let mut literals = literals.as_slice();
        let (count, mut bits) = self.sequences(&mut input).ok_or(End::Damaged)?;
        let mut states = [0; 3];
        if count > 0 {
            for (state, table) in states.iter_mut().zip(&self.lengths) {
                *state = bits.read(table.log).ok_or(End::Damaged)?;
            }
        }
        for left in (0..count).rev() {
            let (literal, offset, length) =
                self.sequence(&mut bits, &mut states, left == 0).ok_or(End::Damaged)?;
            self.push(take(&mut literals, literal).ok_or(End::Damaged)?)?;
            self.repeat(offset, length)?;
        }
        if bits.left > 0 {
            return Err(End::Damaged);
        }
        self.push(literals)
    }

    /// Section 3.1.1.3.1.
    fn literals(&mut self, input: &mut &[u8]) -> Option<Vec<u8>> {
        let first = *input.first()?;
        let (kind, format) = (first & 3, (first >> 2) & 3);
        let plain = kind < 2;
        // The header's bytes, and the bits of each of its lengths.
        let (header, width) = match (plain, format) {
            (true, 0 | 2) => (1, 5),
            (true, 1) => (2, 12),
            (true, _) => (3, 20),
            (false, 0 | 1) => (3, 10),
            (false, 2) => (4, 14),
            (false, _) => (5, 18),
        };
        let header = little_endian(take(input, header)?);
        let start = if width == 5 { 3 } else { 4 };
        let number = |place: u32| size((header >> (start + place * width)) & ((1 << width) - 1));
        let length = number(0);
        if length > MAX_BLOCK {
            return None;
        }
        match kind {
            0 => return take(input, length).map(<[u8]>::to_vec),
            1 => return Some(vec![*take(input, 1)?.first()?; length]),
            _ => {}
        }
        let mut streams = take(input, number(1))?;
        if kind == 2 {
            self.huffman = Huffman::read(&mut streams)?;
        }
        let mut literals = Vec::with_capacity(length);
        if format == 0 {
            self.huffman.decode(streams, length, &mut literals)?;
            return Some(literals);
        }
        // Four streams, the lengths of three of them before.
        let lengths = take(&mut streams, 6)?;
        for stream in lengths.chunks(2) {
            let stream = take(&mut streams, size(little_endian(stream)))?;
            self.huffman.decode(stream, length.div_ceil(4), &mut literals)?;
        }
        self.huffman.decode(streams, length.checked_sub(literals.len())?, &mut literals)?;
        Some(literals)
    }

    /// The number of sequences, and their bits (section 3.1.1.3.2).
    fn sequences<'a>(&mut self, input: &mut &'a [u8]) -> Option<(usize, Backwards<'a>)> {
        let first = usize::from(*take(input, 1)?.first()?);
        let count = match first {
            0 => return input.is_empty().then(|| (0, Backwards::default())),
            1..=127 => first,
            128..=254 => ((first - 128) << 8) + usize::from(*take(input, 1)?.first()?),
            _ => size(little_endian(take(input, 2)?)) + 0x7f00,
        };
        let modes = *take(input, 1)?.first()?;
        for ((table, code), place) in self.lengths.iter_mut().zip(CODES).zip([6, 4, 2]) {
            match (modes >> place) & 3 {
                0 => *table = Table::new(code.usual, code.usual_log)?,
                1 => *table = Table::of_one(*take(input, 1)?.first()?),
                2 => *table = Table::read(input, code.max_log, code.symbols)?,
                _ if table.entries.is_empty() => return None,
                _ => {}
            }
        }
        Some((count, Backwards::new(input)?))
    }

    /// One sequence: how many literals, from how far back how many bytes (section 3.1.1.3.2.1.2).
    fn sequence(
        &mut self,
        bits: &mut Backwards,
        states: &mut [usize; 3],
        last: bool,
    ) -> Option<(usize, usize, usize)> {
        let [literal_state, offset_state, match_state] = states;
        let [literals, offsets, matches] = &self.lengths;
        let symbol = |table: &Table, state: &usize| Some(usize::from(table.entries.get(*state)?.symbol));
        let code = u32::try_from(symbol(offsets, offset_state)?).ok().filter(|code| *code < 32)?;
        let offset = (1_usize << code) + bits.read(code)?;
        let length = length_of(&MATCH_BITS, 3, symbol(matches, match_state)?, bits)?;
        let literal = length_of(&LITERAL_BITS, 0, symbol(literals, literal_state)?, bits)?;
        if !last {
            literals.next(literal_state, bits)?;
            matches.next(match_state, bits)?;
            offsets.next(offset_state, bits)?;
        }
        let recent = &mut self.offsets;
        if offset > 3 {
            *recent = [offset - 3, recent[0], recent[1]];
            return Some((literal, offset - 3, length));
        }
        // One of the last three; without literals the last one would go on with the same match, so that it is not meant.
        let place = offset - 1 + usize::from(literal == 0);
        let meant = match place {
            3 => recent[0].checked_sub(1)?,
            place => *recent.get(place)?,
        };
        if place > 0 {
            *recent = [meant, recent[0], if place == 1 { recent[2] } else { recent[1] }];
        }
        Some((literal, meant, length))
    }
}

/// The further bits of the codes of lengths. Each code begins where the one before it ends.
const LITERAL_BITS: [u32; 36] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13,
    14, 15, 16,
];
const MATCH_BITS: [u32; 53] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1,
    1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
];

/// The length that a code and its further bits say; the first code is of `least`.
fn length_of(further: &[u32], least: usize, code: usize, bits: &mut Backwards) -> Option<usize> {
    let start: usize = further.get(..code)?.iter().map(|bits| 1_usize << bits).sum();
    Some(least + start + bits.read(*further.get(code)?)?)
}

/// What is known beforehand of a code of sequences.
struct Code {
    /// How often each symbol stands in the table that is used if none is sent; -1: less than once.
    usual: &'static [i16],
    usual_log: u32,
    max_log: u32,
    symbols: usize,
}

/// Literals' lengths, offsets, matches' lengths (section 3.1.1.3.2.2).
const CODES: [Code; 3] = [
    Code {
        usual: &[
            4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
            -1, -1, -1, -1,
        ],
        usual_log: 6,
        max_log: 9,
        symbols: 36,
    },
    Code {
        usual: &[1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
        usual_log: 5,
        max_log: 8,
        symbols: 32,
    },
    Code {
        usual: &[
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
        ],
        usual_log: 6,
        max_log: 9,
        symbols: 53,
    },
];

/// Bits that are read from the end of bytes, where a 1 marks their begin (section 4.1).
#[derive(Default)]
struct Backwards<'a> {
    bytes: &'a [u8],
    /// How many are not read.
    left: usize,
}

impl<'a> Backwards<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let mark = bytes.last()?.checked_ilog2()?;
        Some(Self { bytes, left: 8 * (bytes.len() - 1) + usize::try_from(mark).ok()? })
    }

    /// The next bits, at most 31, as a number; `None` if there are not so many.
    fn read(&mut self, count: u32) -> Option<usize> {
        let left = self.left.checked_sub(usize::try_from(count).ok()?)?;
        let number = bits_at(self.bytes, left, count);
        self.left = left;
        Some(number)
    }

    /// The next bits without reading them; beyond the end they are 0.
    fn peek(&self, count: u32) -> usize {
        let there = u32::try_from(self.left).unwrap_or(u32::MAX).min(count);
        bits_at(self.bytes, self.left - usize::try_from(there).unwrap_or_default(), there) << (count - there)
    }
}

/// The number of `count` bits, at most 31, that begins at bit `at`, the low ones first; beyond the end they are 0.
fn bits_at(bytes: &[u8], at: usize, count: u32) -> usize {
    let bytes = bytes.get(at / 8..).unwrap_or_default();
    let bytes = bytes.get(..8).unwrap_or(bytes);
    size((little_endian(bytes) >> (at % 8)) & ((1 << count) - 1))
}

/// A table of finite state entropy (section 4.1): each state says a symbol, and how the next state is read.
#[derive(Default)]
struct Table {
    /// As many as 2 to the power of `log`.
    entries: Vec<Entry>,
    log: u32,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    symbol: u8,
    bits: u32,
    base: usize,
}

impl Table {
    /// Section 4.1.1: of how often each symbol stands in it.
    fn new(counts: &[i16], log: u32) -> Option<Self> {
        let length = 1_usize << log;
        let mut entries = vec![Entry::default(); length];
        // Those that are rarer than once stand at the end.
        let mut end = length;
        for (symbol, _) in counts.iter().enumerate().filter(|(_, count)| **count < 0) {
            end = end.checked_sub(1)?;
            entries.get_mut(end)?.symbol = u8::try_from(symbol).ok()?;
        }
        let mut at = 0;
        for (symbol, count) in counts.iter().enumerate() {
            for _ in 0..*count {
                entries.get_mut(at)?.symbol = u8::try_from(symbol).ok()?;
                at = (at + (length >> 1) + (length >> 3) + 3) % length;
                while at >= end && end > 0 {
                    at = (at + (length >> 1) + (length >> 3) + 3) % length;
                }
            }
        }
        if at != 0 {
            return None;
        }
        let mut next: Vec<usize> = counts.iter().map(|count| usize::from(count.unsigned_abs())).collect();
        for entry in &mut entries {
            let next = next.get_mut(usize::from(entry.symbol))?;
            entry.bits = log.checked_sub(next.checked_ilog2()?)?;
            entry.base = (*next << entry.bits).checked_sub(length)?;
            *next += 1;
        }
        Some(Self { entries, log })
    }

    /// Always the same symbol, for which no bit is needed.
    fn of_one(symbol: u8) -> Self {
        Self { entries: vec![Entry { symbol, ..Entry::default() }], log: 0 }
    }

    /// Section 4.1.1: the description of a table of at most `symbols`.
    fn read(input: &mut &[u8], max_log: u32, symbols: usize) -> Option<Self> {
        let log = u32::from(input.first()? & 15) + 5;
        if log > max_log {
            return None;
        }
        let mut at = 4;
        let mut left = 1_usize << log;
        let mut counts = Vec::new();
        while left > 0 {
            // A number up to left + 1, the lower ones in a bit less if all of that bit's numbers are not needed.
            let width = (left + 1).ilog2() + 1;
            let value = bits_at(input, at, width);
            let half = 1_usize << (width - 1);
            let short = 2 * half - 2 - left;
            let (value, width) = match value % half {
                low if low < short => (low, width - 1),
                _ if value >= half => (value - short, width),
                _ => (value, width),
            };
            at += usize::try_from(width).ok()?;
            let count = i16::try_from(value).ok()? - 1;
            left = left.checked_sub(usize::from(count.unsigned_abs()))?;
            counts.push(count);
            // How many more are not there; 3: and more.
            let mut more = if count == 0 { 3 } else { 0 };
            while more == 3 && counts.len() <= symbols {
                more = bits_at(input, at, 2);
                at += 2;
                counts.resize(counts.len() + more, 0);
            }
            if counts.len() > symbols {
                return None;
            }
        }
        take(input, at.div_ceil(8))?;
        Self::new(&counts, log)
    }

    /// Reads the next state.
    fn next(&self, state: &mut usize, bits: &mut Backwards) -> Option<()> {
        let entry = self.entries.get(*state)?;
        *state = entry.base + bits.read(entry.bits)?;
        Some(())
    }
}

/// A Huffman code (section 4.2): the next `log` bits say a symbol and how many of them it has.
#[derive(Default)]
struct Huffman {
    entries: Vec<(u8, u32)>,
    log: u32,
}

impl Huffman {
    /// The weights of the symbols but for the last, which follows from the others (section 4.2.1).
    fn read(input: &mut &[u8]) -> Option<Self> {
        let header = usize::from(*take(input, 1)?.first()?);
        let mut weights = Vec::new();
        if header >= 128 {
            let count = header - 127;
            let pairs = take(input, count.div_ceil(2))?;
            weights.extend(pairs.iter().flat_map(|pair| [pair >> 4, pair & 15]).take(count));
        } else {
            let mut packed = take(input, header)?;
            let table = Table::read(&mut packed, 6, 16)?;
            let mut bits = Backwards::new(packed)?;
            let (mut this, mut other) = (bits.read(table.log)?, bits.read(table.log)?);
            // Two states take turns. The one that finds no more bits is the last but one.
            while weights.len() < 255 {
                weights.push(table.entries.get(this)?.symbol);
                let more = table.next(&mut this, &mut bits);
                (this, other) = (other, this);
                if more.is_none() {
                    weights.push(table.entries.get(this)?.symbol);
                    break;
                }
            }
        }
        Self::new(weights)
    }

    fn new(mut weights: Vec<u8>) -> Option<Self> {
        const MAX_LOG: u32 = 11;
        let share = |weight: u8| if weight == 0 { 0 } else { 1_usize << (weight - 1) };
        if weights.iter().any(|weight| u32::from(*weight) > MAX_LOG) {
            return None;
        }
        let sum: usize = weights.iter().map(|weight| share(*weight)).sum();
        let log = sum.checked_ilog2()? + 1;
        let left = (1_usize << log) - sum;
        if log > MAX_LOG || !left.is_power_of_two() {
            return None;
        }
        weights.push(u8::try_from(left.ilog2() + 1).ok()?);
        let mut entries = Vec::with_capacity(1 << log);
        for weight in 1..=u8::try_from(log).ok()? {
            for (symbol, _) in weights.iter().enumerate().filter(|(_, other)| **other == weight) {
                let entry = (u8::try_from(symbol).ok()?, log + 1 - u32::from(weight));
                entries.resize(entries.len() + share(weight), entry);
            }
        }
        Some(Self { entries, log })
    }

    /// Decodes a stream of so many symbols.
    fn decode(&self, stream: &[u8], count: usize, out: &mut Vec<u8>) -> Option<()> {
        let mut bits = Backwards::new(stream)?;
        for _ in 0..count {
            let (symbol, length) = *self.entries.get(bits.peek(self.log))?;
            bits.read(length)?;
            out.push(symbol);
        }
        (bits.left == 0).then_some(())
    }
}

//! The deframer: cuts what one side sends into records.

use std::mem;

use names::codes::content_type;
use texts::{Sentence, say};

use crate::record::{HEADER, MAX_FRAGMENT, record_length};

/// Bytes of one side that belong together.
pub(super) enum Frame {
    /// A whole record.
    Record(Vec<u8>),
    /// Bytes that are no record. Nothing that follows them is one either.
    NotTls(Vec<u8>),
    /// The end of a record that began before a gap, or bytes of records of which none can be told apart.
    Part(Vec<u8>),
}

/// What a gap has left of the record in which it began.
pub(super) struct Torn {
    /// Its bytes before the gap.
    pub(super) start: Vec<u8>,
    /// Whether it goes on after the gap, so that no other record is missing.
    pub(super) is_one: bool,
}

/// Cuts the bytes of one direction into records.
#[derive(Debug, Default)]
pub(super) struct Deframer {
    /// The bytes of a record that is not complete.
    input: Vec<u8>,
    /// What follows is not TLS.
    not_tls: bool,
    /// Where the next record begins is not known.
    searching: bool,
    /// How many bytes still come of a record with a gap.
    torn: usize,
}

impl Deframer {
    /// The memory of the start of a record, in bytes.
    pub(super) fn held(&self) -> usize {
        self.input.len()
    }

    /// Takes bytes from the front of `bytes` until a record is complete. `None`: all of them are taken, and
    /// the record needs more.
    pub(super) fn next(&mut self, bytes: &mut &[u8]) -> Option<Frame> {
        while !bytes.is_empty() {
            if self.not_tls {
                return Some(Frame::NotTls(mem::take(bytes).to_vec()));
            }
            if self.torn > 0 {
                let (part, rest) = bytes.split_at(bytes.len().min(self.torn));
                self.torn -= part.len();
                *bytes = rest;
                return Some(Frame::Part(part.to_vec()));
            }
            if self.searching {
                let Some(start) = find_record(bytes) else {
                    return Some(Frame::Part(mem::take(bytes).to_vec()));
                };
                self.searching = false;
                let (before, rest) = bytes.split_at(start);
                *bytes = rest;
                if !before.is_empty() {
                    return Some(Frame::Part(before.to_vec()));
                }
            }
            // First the 5 bytes of the header, then as many as it announces.
            let wanted = record_length(&self.input).unwrap_or(HEADER);
            let (taken, rest) = bytes.split_at(bytes.len().min(wanted.saturating_sub(self.input.len())));
            self.input.extend_from_slice(taken);
            *bytes = rest;
            if self.input.len() == HEADER && wanted == HEADER {
                if !is_header(&self.input) {
                    self.not_tls = true;
                    let start = self.take_incomplete();
                    return Some(Frame::NotTls([start.as_slice(), mem::take(bytes)].concat()));
                }
                let length = record_length(&self.input).unwrap_or(HEADER);
                // Reserves only for bytes that are here: a peer cannot take memory by announcing long
                // records.
                self.input.reserve_exact((length - HEADER).min(bytes.len()));
            }
            if self.input.len() >= HEADER && Some(self.input.len()) == record_length(&self.input) {
                return Some(Frame::Record(self.take_incomplete()));
            }
        }
        None
    }

    /// Takes out the start of a record that is not complete.
    pub(super) fn take_incomplete(&mut self) -> Vec<u8> {
        mem::take(&mut self.input)
    }

    /// So many bytes are missing. `None`: it has nothing to do with records.
    pub(super) fn gap(&mut self, lost: u64) -> Option<Torn> {
        if self.not_tls {
            return None;
        }
        let start = self.take_incomplete();
        let lost = usize::try_from(lost).unwrap_or(usize::MAX);
        let left = match record_length(&start) {
            Some(length) => length - start.len(),
            None => mem::take(&mut self.torn),
        };
        let is_one = lost <= left;
        if is_one {
            self.torn = left - lost;
        } else {
            self.searching = true;
        }
        Some(Torn { start, is_one })
    }
}

/// Where the first record begins in these bytes, which a segment holds: there are whole records from there on, or
/// the segment begins with one.
fn find_record(bytes: &[u8]) -> Option<usize> {
    let starts = bytes
        .windows(HEADER)
        .enumerate()
        .filter(|(_, header)| is_header(header) && header.get(3..) != Some(&[0, 0]));
    starts.map(|(start, _)| start).find(|start| {
        let mut rest = bytes.get(*start..).unwrap_or_default();
        let mut whole = 0;
        while let Some(next) = record_length(rest).and_then(|length| rest.get(length..)) {
            whole += 1;
            rest = next;
            if !rest.is_empty() && !begins_header(rest) {
                return false;
            }
        }
        whole > 0 || *start == 0
    })
}

/// Whether a record can begin with these bytes, which may be fewer than a header.
fn begins_header(bytes: &[u8]) -> bool {
    let mut header = [content_type::HANDSHAKE, 3, 3, 0, 0];
    for (byte, given) in header.iter_mut().zip(bytes) {
        *byte = *given;
    }
    is_header(&header)
}

/// Whether these 5 bytes can be the header of a record.
fn is_header(header: &[u8]) -> bool {
    match *header {
        [kind, 3, _, high, low] => {
            (content_type::CHANGE_CIPHER_SPEC..=content_type::ACK).contains(&kind)
                && usize::from(u16::from_be_bytes([high, low])) <= MAX_FRAGMENT
        }
        _ => false,
    }
}

/// The protocol of a peer that does not speak TLS.
pub(super) fn other_protocol(bytes: &[u8]) -> Option<Sentence> {
    const STARTS: [(&[u8], Sentence); 9] = [
        (b"GET ", say!("plain HTTP")),
        (b"POST ", say!("plain HTTP")),
        (b"HEAD ", say!("plain HTTP")),
        (b"HTTP/", say!("plain HTTP")),
        (b"PRI * HTTP/2", say!("plain HTTP/2")),
        (b"SSH-", say!("SSH")),
        (b"EHLO ", say!("SMTP")),
        (b"220 ", say!("SMTP or FTP")),
        (b"* OK", say!("IMAP")),
    ];
    if let [length, _, 1, 0, 2, ..] = *bytes {
        if length & 0x80 != 0 {
            return Some(say!("a Client Hello in the form of SSL 2.0"));
        }
    }
    STARTS.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALERT: &[u8] = &[21, 3, 3, 0, 2, 2, 40];
    const EMPTY: &[u8] = &[23, 3, 3, 0, 0];

    /// Feeds the bytes in pieces of this size: the records, and what is no record.
    fn deframe(bytes: &[u8], size: usize) -> (Vec<Vec<u8>>, Vec<u8>) {
        let (mut deframer, mut records, mut others) = (Deframer::default(), Vec::new(), Vec::new());
        for mut piece in bytes.chunks(size) {
            while let Some(frame) = deframer.next(&mut piece) {
                match frame {
                    Frame::Record(record) => records.push(record),
                    Frame::NotTls(bytes) | Frame::Part(bytes) => others.extend(bytes),
                }
            }
        }
        others.extend(deframer.take_incomplete());
        (records, others)
    }

    #[test]
    fn records_are_the_same_however_the_bytes_come() {
        let stream = [ALERT, EMPTY, ALERT, &ALERT[..6]].concat();
        for size in 1..=stream.len() {
            let (records, rest) = deframe(&stream, size);
            assert_eq!(records, [ALERT, EMPTY, ALERT], "{size}");
            assert_eq!(rest, ALERT[..6], "{size}");
        }
    }

    #[test]
    fn nothing_is_a_record_after_bytes_that_are_not() {
        for other in
            [b"GET / HTTP/1.0".as_slice(), &[22, 2, 0, 0, 0], &[19, 3, 3, 0, 0], &[22, 3, 3, 0x48, 1]]
        {
            let stream = [ALERT, other, ALERT].concat();
            for size in 1..=stream.len() {
                let (records, rest) = deframe(&stream, size);
                assert_eq!((records, rest), (vec![ALERT.to_vec()], [other, ALERT].concat()), "{size}");
            }
        }
    }
}

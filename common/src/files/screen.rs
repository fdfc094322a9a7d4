//! Standard output that is a terminal.

use std::io::{self, Write};
use std::str;

/// A terminal that takes text only.
///
/// A digest or a ciphertext would be unreadable there, and bytes that happen to be a control sequence could change how the
/// terminal works. What was decrypted may be text; it is shown if it is.
#[derive(Debug)]
pub(super) struct Screen<W> {
    out: W,
    /// The start of a character whose end has not been written yet: up to 3 bytes.
    start: Vec<u8>,
}

impl<W: Write> Screen<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, start: Vec::new() }
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let all = [&self.start, bytes].concat();
        let text = match str::from_utf8(&all) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => {
                str::from_utf8(&all[..error.valid_up_to()]).map_err(|_| binary())?
            }
            Err(_) => return Err(binary()),
        };
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(binary());
        }
        self.out.write_all(text.as_bytes())?;
        self.start = all[text.len()..].to_vec();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.start.is_empty() { self.out.flush() } else { Err(binary()) }
    }
}

fn binary() -> io::Error {
    io::Error::other("these are bytes, not text for a terminal: name an output file, or add `| xxd`")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a terminal shows of pieces, and whether it takes them.
    fn shown(pieces: &[&[u8]]) -> (Vec<u8>, bool) {
        let mut screen = Screen::new(Vec::new());
        let taken = pieces.iter().try_for_each(|piece| screen.write_all(piece)).and_then(|()| screen.flush());
        (screen.out, taken.is_ok())
    }

    #[test]
    fn text_is_shown_whatever_its_pieces() {
        let text = "鍵 key\r\n\t".as_bytes();
        assert_eq!(shown(&[text]), (text.to_vec(), true));
        let bytes: Vec<_> = text.chunks(1).collect();
        assert_eq!(shown(&bytes), (text.to_vec(), true));
    }

    #[test]
    fn bytes_are_not() {
        for bytes in [&b"\x00"[..], b"\x1b[2J", b"\xff", b"a\x07", "\u{9b}2J".as_bytes()] {
            assert_eq!(shown(&[bytes]), (Vec::new(), false), "{bytes:?}");
        }
        let half = &"鍵".as_bytes()[..2];
        assert_eq!(shown(&[half]), (Vec::new(), false), "the end is missing");
        assert_eq!(shown(&[half, b"a"]), (Vec::new(), false));
    }
}

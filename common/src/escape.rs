//! What a peer or a file says, as text that is safe to print.
//!
//! A terminal obeys some characters instead of showing them: `ESC ]0;…` changes its title, and U+202E turns the
//! direction of what follows. A line end lets a name look like another line of ours. Whatever others have written is
//! therefore shown with these characters escaped: `\x1b`, `\u{202e}`.
//!
//! | | line ends and tabs | for |
//! | --- | --- | --- |
//! | [`text`] | kept | a message |
//! | [`name`] | escaped | bytes with a place in a line of ours: a server name, an identity |
//! | [`line()`] | escaped | the same for anything that can be displayed: an error, the name of a file |
//!
//! [`Terminal`](crate::Terminal) and [`note!`](crate::note!) escape what they are given once more, as [`text`] does, so that
//! no program can leave it out.

use std::fmt::{self, Write};

/// Whether a terminal obeys this character instead of showing it: controls, and characters that change the direction
/// or end the line (Unicode Standard Annex 9, and U+2028, U+2029).
#[must_use]
pub fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text of others, which is escaped when it is displayed.
#[derive(Clone, Debug)]
pub struct Escaped<T> {
    text: T,
    one_line: bool,
}

/// A peer's message as text that is safe to print: what the book's `printf("%s")` shows.
///
/// One NUL at the end, the terminator of a C string, is dropped. Bytes that are not UTF-8 are shown as `\xff`.
pub fn text(message: &[u8]) -> Escaped<&[u8]> {
    Escaped { text: message.strip_suffix(b"\0").unwrap_or(message), one_line: false }
}

/// A name that a peer has sent, on one line.
pub fn name(bytes: &[u8]) -> Escaped<&[u8]> {
    Escaped { text: bytes, one_line: true }
}

/// Something that can be displayed, on one line: `line(path.display())`.
pub fn line<D: fmt::Display>(shown: D) -> Escaped<Shown<D>> {
    Escaped { text: Shown(shown), one_line: true }
}

/// The same, but line ends and tabs are kept: for lines that are complete.
pub(crate) fn lines<D: fmt::Display>(shown: D) -> Escaped<Shown<D>> {
    Escaped { text: Shown(shown), one_line: false }
}

/// Something that can be displayed, for [`line()`].
#[derive(Clone, Debug)]
pub struct Shown<D>(D);

impl fmt::Display for Escaped<&[u8]> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.text.utf8_chunks() {
            let mut characters = chunk.valid().chars().peekable();
            while let Some(character) = characters.next() {
                match character {
                    '\r' if !self.one_line && characters.peek() == Some(&'\n') => {}
                    _ => escape(character, self.one_line, f)?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl<D: fmt::Display> fmt::Display for Escaped<Shown<D>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping { out: f, one_line: self.one_line }, "{}", self.text.0)
    }
}

/// Escapes what is written to it.
struct Escaping<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    one_line: bool,
}

impl Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|character| escape(character, self.one_line, self.out))
    }
}

fn escape(character: char, one_line: bool, out: &mut impl Write) -> fmt::Result {
    match character {
        '\n' | '\t' if !one_line => out.write_char(character),
        _ if !steers(character) => out.write_char(character),
        _ => match u32::from(character) {
            code @ ..=0xff => write!(out, "\\x{code:02x}"),
            code => write!(out, "\\u{{{code:x}}}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{line, lines, name, text};

    #[test]
    fn a_message_is_printed_without_the_end_of_its_c_string() {
        assert_eq!(text(b"I hear ya fa shizzle!\0").to_string(), "I hear ya fa shizzle!");
        assert_eq!(text("こんにちは".as_bytes()).to_string(), "こんにちは");
        assert_eq!(text(b"GET / HTTP/1.0\r\n\r\n").to_string(), "GET / HTTP/1.0\n\n");
    }

    #[test]
    fn a_hostile_message_does_not_reach_the_terminal_as_it_is() {
        assert_eq!(text(b"\x1b]0;title\x07").to_string(), "\\x1b]0;title\\x07");
        assert_eq!(text(b"a\0b\0\0").to_string(), "a\\x00b\\x00");
        assert_eq!(text(b"fine\rERROR \xff\xfe").to_string(), "fine\\x0dERROR \\xff\\xfe");
        assert_eq!(text(b"").to_string(), "");
        assert_eq!(name(b"A\r\nB\tC\0").to_string(), "A\\x0d\\x0aB\\x09C\\x00");
        // C1 controls: some terminals take U+009B for ESC [.
        assert_eq!(text("\u{9b}2J".as_bytes()).to_string(), "\\x9b2J");
        assert_eq!(line("a\nb\t\u{1b}[2J").to_string(), "a\\x0ab\\x09\\x1b[2J");
        assert_eq!(lines("a\nb\t\u{1b}[2J").to_string(), "a\nb\t\\x1b[2J");
    }

    #[test]
    fn the_direction_of_writing_stays_as_it_is() {
        for mark in [
            '\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}', '\u{202e}', '\u{2066}',
            '\u{2069}',
        ] {
            let (said, shown) = (format!("a{mark}b"), format!("a\\u{{{:x}}}b", u32::from(mark)));
            for escaped in [
                text(said.as_bytes()).to_string(),
                name(said.as_bytes()).to_string(),
                line(&said).to_string(),
            ] {
                assert_eq!(escaped, shown);
            }
        }
        // Letters that are written from right to left, and joiners within words, are text.
        for text in ["שלום", "سلام", "می\u{200c}خواهم", "👩\u{200d}💻", "🇯🇵"] {
            assert_eq!(line(text).to_string(), text);
        }
    }
}

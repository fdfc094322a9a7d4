//! Fields as lines of text, safe to show on a terminal.

use std::fmt::{self, Write};

use texts::{Lang, say};

use super::field::{Field, Value};

impl Field {
    /// The field as one line in English, without its children: `Version: TLS 1.2 (0x0303)`.
    pub fn to_string(&self, buffer: &[u8]) -> String {
        let mut line = String::new();
        let _ = self.write(&mut line, buffer, SHOWN, Lang::En);
        line
    }

    /// Writes that line; of [`Value::Bytes`] at most `shown` bytes. Remarks are in the language, names stay as they are.
    pub fn write(&self, out: &mut impl Write, buffer: &[u8], shown: usize, lang: Lang) -> fmt::Result {
        let name = &self.label.name;
        match &self.value {
            Value::Group(words) if words.is_empty() => write!(out, "{}", Escaped(name))?,
            Value::Group(words) if words.starts_with('(') => {
                write!(out, "{} {}", Escaped(name), Escaped(words))?;
            }
            Value::Group(words) => write!(out, "{}: {}", Escaped(name), Escaped(words))?,
            value => {
                write!(out, "{}: ", Escaped(name))?;
                self.write_value(out, value, buffer, shown, lang)?;
            }
        }
        match &self.note {
            Some(note) => write!(out, " [{}]", Escaped(&note.of(lang))),
            None => Ok(()),
        }
    }

    fn write_value(
        &self,
        out: &mut impl Write,
        value: &Value,
        buffer: &[u8],
        shown: usize,
        lang: Lang,
    ) -> fmt::Result {
        let width = 2 * self.span.len();
        match value {
            Value::Group(words) => write!(out, "{}", Escaped(words)),
            Value::Uint { value, hex: false } => write!(out, "{value}"),
            Value::Uint { value, hex: true } => write!(out, "0x{value:0width$x}"),
            Value::Code { value, name, hex } => {
                let name = name.unwrap_or("Unknown");
                if *hex {
                    write!(out, "{name} (0x{value:0width$x})")
                } else {
                    write!(out, "{name} ({value})")
                }
            }
            Value::Bytes => write_hex(out, self.bytes(buffer), shown),
            Value::Text(text) => write!(out, "{}", Escaped(text)),
            Value::Oid { dotted, name: Some(name) } => write!(out, "{dotted} ({name})"),
            Value::Oid { dotted, name: None } => out.write_str(dotted),
            Value::Framing(what) => {
                write_hex(out, self.bytes(buffer), shown)?;
                write!(out, " ({})", Escaped(what))
            }
            Value::Bool(value) => write!(out, "{}", if *value { "True" } else { "False" }),
            Value::Malformed(why) => {
                write_hex(out, self.bytes(buffer), shown)?;
                let space = if self.span.is_empty() { "" } else { " " };
                let remark = say!("malformed: {0}", why.clone());
                write!(out, "{space}[{}]", Escaped(&remark.of(lang)))
            }
        }
    }
}

/// How many bytes a line shows of a field of [`Value::Bytes`].
pub const SHOWN: usize = 32;

fn write_hex(out: &mut impl Write, bytes: &[u8], shown: usize) -> fmt::Result {
    match bytes.get(..shown) {
        Some(start) if bytes.len() > shown && shown > 0 => write!(out, "{}…", hex(start)),
        Some(_) if bytes.len() > shown => write!(out, "({} bytes)", bytes.len()),
        _ => out.write_str(&hex(bytes)),
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut digits = Vec::with_capacity(2 * bytes.len());
    push_hex(&mut digits, bytes);
    String::from_utf8(digits).unwrap_or_default() // digits are
}

/// Adds the hexadecimal digits of bytes.
pub(crate) fn push_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: [[u8; 2]; 256] = {
        let digits = *b"0123456789abcdef";
        let mut pairs = [[0; 2]; 256];
        let mut byte = 0;
        while byte < 256 {
            pairs[byte] = [digits[byte >> 4], digits[byte & 0xf]];
            byte += 1;
        }
        pairs
    };
    out.reserve(2 * bytes.len());
    for byte in bytes {
        out.extend_from_slice(&DIGITS[usize::from(*byte)]);
    }
}

/// Text of a peer, safe to print: it cannot control a terminal or forge a line. Control characters appear as
/// `\x1b`, and characters that change the writing direction as `\u{202e}`.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match u32::from(character) {
                _ if !steers(character) => f.write_char(character)?,
                code @ ..=0xff => write!(f, "\\x{code:02x}")?,
                code => write!(f, "\\u{{{code:x}}}")?,
            }
        }
        Ok(())
    }
}

/// Whether a terminal obeys this character instead of showing it: controls, and characters that change the
/// direction or end the line (Unicode Standard Annex 9, and U+2028, U+2029).
pub(crate) fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A tree as text in English, a line for each field, each level indented by two spaces: what the book shows of
/// Wireshark.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    /// The root.
    pub field: &'a Field,
    /// The buffer that its spans are in.
    pub buffer: &'a [u8],
    /// The indentation of the root, in levels.
    pub depth: usize,
}

impl fmt::Display for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut result = Ok(());
        self.field.walk(&mut |field, depth| {
            if result.is_ok() {
                result = field.write_line(f, self.buffer, self.depth + depth, Lang::En);
            }
        });
        result
    }
}

impl Field {
    /// Writes the field as a line of a tree; nothing for the framing of an ASN.1 value.
    pub(crate) fn write_line(
        &self,
        out: &mut impl Write,
        buffer: &[u8],
        depth: usize,
        lang: Lang,
    ) -> fmt::Result {
        if matches!(self.value, Value::Framing(_)) {
            return Ok(());
        }
        write!(out, "{:indent$}", "", indent = 2 * depth)?;
        self.write(out, buffer, SHOWN, lang)?;
        out.write_char('\n')
    }
}

#[cfg(test)]
mod tests {
    use super::super::cursor::Cursor;
    use super::*;

    #[test]
    fn a_peers_text_cannot_steer_a_terminal() {
        let buffer = b"\x1b[2Ja\nb";
        let mut cursor = Cursor::new(buffer);
        cursor.text("Name", buffer.len());
        assert_eq!(cursor.finish()[0].to_string(buffer), "Name: \\x1b[2Ja\\x0ab");
        // Right to left: what follows would be shown before it.
        assert_eq!(Escaped("a\u{202e}b\u{2028}é").to_string(), "a\\u{202e}b\\u{2028}é");
    }

    #[test]
    fn remarks_are_in_the_language_of_the_reader_and_names_stay() {
        let buffer = [0, 0, 0, 7, 1];
        let mut cursor = Cursor::new(&buffer);
        cursor.uint("Lifetime", 4);
        cursor.note(say!("seconds"));
        assert_eq!(cursor.uint("Age", 2), None);
        let shown = |lang| {
            let mut text = String::new();
            for field in cursor.fields() {
                field.write_line(&mut text, &buffer, 0, lang).unwrap();
            }
            text
        };
        assert_eq!(shown(Lang::En), "Lifetime: 7 [seconds]\nAge: 01 [malformed: 2 bytes expected, 1 left]\n");
        assert_eq!(
            shown(Lang::Ja),
            "Lifetime: 7 [秒]\nAge: 01 [不正な形式: 2バイト必要だが、残りは1バイトである]\n"
        );
    }
}

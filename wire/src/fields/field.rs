//! Fields: what each byte of a buffer means, as a tree.
//!
//! A [`Field`] has a name, a span of bytes in its buffer, a value and children. Children tile their parent: each byte
//! of the buffer belongs to exactly one leaf ([`untiled`] checks it). Nobody builds fields by hand; a [`Cursor`] walks
//! over the buffer and records what it reads, so that gaps and overlaps cannot come about. Bytes that a reader leaves
//! over, or that are missing, become a leaf with [`Value::Malformed`], and the walk goes on after them. So does what is left
//! when a buffer is made of so many things ([`MAX_FIELDS`]) that their fields would take memory out of proportion.
//!
//! ```
//! use wire::fields::{Cursor, Value, untiled};
//!
//! let message = [0x02, 0x28];
//! let mut cursor = Cursor::new(&message);
//! cursor.code(("Level", "tls.alert_message.level"), 1, |level| (level == 2).then_some("Fatal"));
//! cursor.uint("Description", 1);
//! let fields = cursor.finish();
//! assert_eq!(fields[0].span, 0..1);
//! assert_eq!(fields[0].to_string(&message), "Level: Fatal (2)");
//! assert_eq!(fields[1].value, Value::Uint { value: 0x28, hex: false });
//! ```
//!
//! Readers return `Option<()>`, so that `?` ends the reading of a structure at the first thing that is not there:
//!
//! ```
//! # use wire::fields::Cursor;
//! fn server_name(c: &mut Cursor) -> Option<()> {
//!     c.vector(("Server Name list length", "tls.handshake.extensions_server_name_list_len"), 2, "Server Name", |c| {
//!         c.uint(("Server Name Type", "tls.handshake.extensions_server_name_type"), 1)?;
//!         let length = c.uint(("Server Name length", "tls.handshake.extensions_server_name_len"), 2)?;
//!         c.text(("Server Name", "tls.handshake.extensions_server_name"), length)
//!     })
//! }
//! let mut cursor = Cursor::new(b"\0\x0c\0\0\x09localhost");
//! server_name(&mut cursor);
//! assert_eq!(cursor.finish()[1].children[2].span, 5..14);
//! ```

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;

/// A name for people, and the name that Wireshark's display filters have for the same field, if they know it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// In Wireshark's words where it has them: `Cipher Suite`.
    pub name: Cow<'static, str>,
    /// `tls.handshake.ciphersuite`.
    pub filter: Option<&'static str>,
}

impl From<&'static str> for Label {
    fn from(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), filter: None }
    }
}

impl From<String> for Label {
    fn from(name: String) -> Self {
        Self { name: Cow::Owned(name), filter: None }
    }
}

impl From<(&'static str, &'static str)> for Label {
    fn from((name, filter): (&'static str, &'static str)) -> Self {
        Self { name: Cow::Borrowed(name), filter: Some(filter) }
    }
}

/// What a field says. The bytes themselves are not copied: they are the field's span of the buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A structure, with a few words about the whole of it, or none: `(27 suites)`.
    Group(Cow<'static, str>),
    /// A number, big-endian on the wire; its width is that of the span.
    Uint {
        /// The number.
        value: u64,
        /// Shown in hexadecimal.
        hex: bool,
    },
    /// A code point, and the name that it is registered under; `None`: not a registered one.
    Code {
        /// The code point.
        value: u64,
        /// Its name.
        name: Option<&'static str>,
        /// Shown in hexadecimal, as registries do for those of two bytes.
        hex: bool,
    },
    /// Bytes that have no structure here, or none that can be known: a random, a key, a signature, a ticket.
    Bytes,
    /// Text, decoded. It may hold anything that the peer likes: renderers must escape control characters.
    Text(String),
    /// An ASN.1 object identifier, and its name.
    Oid {
        /// `1.2.840.113549.1.1.11`.
        dotted: String,
        /// `sha256WithRSAEncryption`.
        name: Option<&'static str>,
    },
    /// Yes or no.
    Bool(bool),
    /// Bytes that say nothing but the type and length of what follows, as ASN.1 has them: what type. Trees leave them out.
    Framing(Cow<'static, str>),
    /// Bytes that should not be here, or something that is missing here (then the span is empty): why.
    Malformed(Cow<'static, str>),
}

/// One field of a message, a record, a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its names.
    pub label: Label,
    /// Where it is in its buffer.
    pub span: Range<usize>,
    /// What it says.
    pub value: Value,
    /// What it is made of; they tile `span`. A field without children is a leaf.
    pub children: Vec<Field>,
    /// A remark that does not come from the bytes alone.
    pub note: Option<Cow<'static, str>>,
}

impl Field {
    /// Its bytes.
    pub fn bytes<'a>(&self, buffer: &'a [u8]) -> &'a [u8] {
        buffer.get(self.span.clone()).unwrap_or_default()
    }

    /// The field and all below it, each with its depth, in the order of the bytes.
    pub fn walk(&self, visit: &mut impl FnMut(&Field, usize)) {
        fn at(field: &Field, depth: usize, visit: &mut impl FnMut(&Field, usize)) {
            visit(field, depth);
            for child in &field.children {
                at(child, depth + 1, visit);
            }
        }
        at(self, 0, visit);
    }

    /// The first field of that filter name in this tree.
    pub fn find(&self, filter: &str) -> Option<&Field> {
        if self.label.filter == Some(filter) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(filter))
    }

    /// The number of a [`Value::Uint`] or [`Value::Code`].
    pub fn number(&self) -> Option<u64> {
        match self.value {
            Value::Uint { value, .. } | Value::Code { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The field as one line, without its children: `Version: TLS 1.2 (0x0303)`.
    pub fn to_string(&self, buffer: &[u8]) -> String {
        let mut line = String::new();
        let _ = self.write(&mut line, buffer, SHOWN);
        line
    }

    /// Writes that line; of [`Value::Bytes`] at most `shown` bytes.
    pub fn write(&self, out: &mut impl Write, buffer: &[u8], shown: usize) -> fmt::Result {
        let name = &self.label.name;
        match &self.value {
            Value::Group(words) if words.is_empty() => write!(out, "{}", Escaped(name))?,
            Value::Group(words) if words.starts_with('(') => {
                write!(out, "{} {}", Escaped(name), Escaped(words))?;
            }
            Value::Group(words) => write!(out, "{}: {}", Escaped(name), Escaped(words))?,
            value => {
                write!(out, "{}: ", Escaped(name))?;
                self.write_value(out, value, buffer, shown)?;
            }
        }
        match &self.note {
            Some(note) => write!(out, " [{}]", Escaped(note)),
            None => Ok(()),
        }
    }

    fn write_value(&self, out: &mut impl Write, value: &Value, buffer: &[u8], shown: usize) -> fmt::Result {
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
                write!(out, "{space}[malformed: {}]", Escaped(why))
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

/// Text of a peer, safe to print: control characters as `\x1b`, and `\u{202e}`, which turns the direction of what follows, so that it
/// cannot steer a terminal or forge a line.
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

/// Whether a terminal does something else with this character than to show it: controls, and what changes the direction or
/// ends the line (Unicode Standard Annex 9, and U+2028, U+2029).
pub(crate) fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A tree as text, a line for each field, each level indented by two spaces: what the book shows of Wireshark.
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
            if result.is_ok() && !matches!(field.value, Value::Framing(_)) {
                result = write!(f, "{:indent$}", "", indent = 2 * (self.depth + depth))
                    .and_then(|()| field.write(f, self.buffer, SHOWN))
                    .and_then(|()| f.write_char('\n'));
            }
        });
        result
    }
}

/// The first place where the fields do not tile `span`: a gap, an overlap, or an end that is missing or too far; `None`
/// when each byte belongs to exactly one leaf.
pub fn untiled(fields: &[Field], span: Range<usize>) -> Option<usize> {
    let mut position = span.start;
    for field in fields {
        if field.span.start != position || field.span.end < position {
            return Some(position);
        }
        if !field.children.is_empty() {
            if let Some(at) = untiled(&field.children, field.span.clone()) {
                return Some(at);
            }
        }
        position = field.span.end;
    }
    (position != span.end).then_some(position)
}

/// The number of fields that a buffer is taken apart into. A field takes 144 bytes and more, and may stand for a single byte of the
/// buffer, or for none: without a limit, a message of 1 MiB could take 400 MiB. (A long chain of certificates has 1000 fields.)
pub const MAX_FIELDS: usize = 1 << 16;

/// Walks over a buffer, and records what it reads as fields.
///
/// Each reading method makes one field of what it has read and goes on behind it. When the bytes do not suffice, it
/// makes what is left a [`Value::Malformed`] and returns `None`.
#[derive(Debug)]
pub struct Cursor<'a> {
    buffer: &'a [u8],
    position: usize,
    end: usize,
    fields: Vec<Field>,
    /// The number of fields that may still be made, below this structure and after it.
    room: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of `buffer`.
    pub fn new(buffer: &'a [u8]) -> Self {
        Self { buffer, position: 0, end: buffer.len(), fields: Vec::new(), room: MAX_FIELDS }
    }

    /// What is not read yet, up to the end of the structure.
    pub fn left(&self) -> &'a [u8] {
        self.buffer.get(self.position..self.end).unwrap_or_default()
    }

    /// The number of `width` bytes that stands `ahead` bytes further on, without reading it; 0 if there is none.
    pub fn peek(&self, ahead: usize, width: usize) -> u64 {
        self.left().get(ahead..ahead + width).map_or(0, big_endian)
    }

    /// Whether all of the structure has been read.
    pub fn is_empty(&self) -> bool {
        self.position >= self.end
    }

    /// Where the next field starts in the buffer.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The fields read so far.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The fields read. Bytes left over become a malformed one.
    pub fn finish(mut self) -> Vec<Field> {
        self.reject_rest("not part of this structure");
        self.fields
    }

    /// A number of `width` bytes, at most 8.
    pub fn uint(&mut self, label: impl Into<Label>, width: usize) -> Option<u64> {
        self.number(label, width, |value| Value::Uint { value, hex: false })
    }

    /// A number of `width` bytes, at most 8, shown in hexadecimal.
    pub fn hex(&mut self, label: impl Into<Label>, width: usize) -> Option<u64> {
        self.number(label, width, |value| Value::Uint { value, hex: true })
    }

    /// A code point of `width` bytes, shown in decimal, as Wireshark does for types.
    pub fn code(
        &mut self,
        label: impl Into<Label>,
        width: usize,
        name: impl FnOnce(u64) -> Option<&'static str>,
    ) -> Option<u64> {
        self.number(label, width, |value| Value::Code { value, name: name(value), hex: false })
    }

    /// A code point of `width` bytes, shown in hexadecimal, as Wireshark does for versions, suites, groups, schemes.
    pub fn hex_code(
        &mut self,
        label: impl Into<Label>,
        width: usize,
        name: impl FnOnce(u64) -> Option<&'static str>,
    ) -> Option<u64> {
        self.number(label, width, |value| Value::Code { value, name: name(value), hex: true })
    }

    fn number(
        &mut self,
        label: impl Into<Label>,
        width: usize,
        value: impl FnOnce(u64) -> Value,
    ) -> Option<u64> {
        let number = big_endian(self.leaf(label, width, |_| Value::Bytes)?);
        if let Some(field) = self.fields.last_mut() {
            field.value = value(number);
        }
        Some(number)
    }

    /// `length` bytes without structure.
    pub fn bytes(&mut self, label: impl Into<Label>, length: impl TryInto<usize>) -> Option<&'a [u8]> {
        self.leaf(label, length.try_into().unwrap_or(usize::MAX), |_| Value::Bytes)
    }

    /// `length` bytes of text. What is not UTF-8 is replaced.
    pub fn text(&mut self, label: impl Into<Label>, length: impl TryInto<usize>) -> Option<()> {
        let length = length.try_into().unwrap_or(usize::MAX);
        self.leaf(label, length, |bytes| Value::Text(String::from_utf8_lossy(bytes).into_owned()))?;
        Some(())
    }

    /// All that is left of the structure, without structure of its own; nothing if nothing is left.
    pub fn rest(&mut self, label: impl Into<Label>) -> &'a [u8] {
        match self.left().len() {
            0 => &[],
            length => self.leaf(label, length, |_| Value::Bytes).unwrap_or_default(),
        }
    }

    /// One leaf of `length` bytes, with a value made of them.
    pub fn leaf(
        &mut self,
        label: impl Into<Label>,
        length: usize,
        value: impl FnOnce(&'a [u8]) -> Value,
    ) -> Option<&'a [u8]> {
        self.has_room()?;
        let label = label.into();
        let Some(bytes) = self.left().get(..length) else {
            let why = format!("{length} bytes expected, {} left", self.left().len());
            self.push(label, self.end, Value::Malformed(why.into()), Vec::new());
            return None;
        };
        self.push(label, self.position + length, value(bytes), Vec::new());
        Some(bytes)
    }

    /// A structure of `length` bytes, which `read` reads. What `read` leaves over becomes a malformed leaf.
    ///
    /// If fewer bytes are left, `read` gets those, so that all that is there is shown, and the result is `None`.
    pub fn group(
        &mut self,
        label: impl Into<Label>,
        length: impl TryInto<usize>,
        read: impl FnOnce(&mut Cursor<'a>) -> Option<()>,
    ) -> Option<()> {
        self.has_room()?;
        let start = self.position;
        let before = std::mem::take(&mut self.fields);
        let whole = self.within(length, read);
        let children = std::mem::replace(&mut self.fields, before);
        let end = std::mem::replace(&mut self.position, start);
        self.push(label.into(), end, Value::Group(Cow::Borrowed("")), children);
        whole
    }

    /// The same for a structure that has no field of its own: what it is made of stands among the fields here.
    pub fn within(
        &mut self,
        length: impl TryInto<usize>,
        read: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let length: usize = length.try_into().unwrap_or(usize::MAX);
        let there = length.min(self.left().len());
        let end = std::mem::replace(&mut self.end, self.position + there);
        let _ = read(self); // where it stopped is marked in its fields
        self.reject_rest("not part of this structure");
        if there < length {
            let why = format!("{length} bytes expected, {there} there");
            self.push("Truncated".into(), self.end, Value::Malformed(why.into()), Vec::new());
        }
        self.end = end;
        (there == length).then_some(())
    }

    /// A length of `width` bytes, then a structure of that length.
    pub fn vector(
        &mut self,
        length_label: impl Into<Label>,
        width: usize,
        label: impl Into<Label>,
        read: impl FnOnce(&mut Cursor<'a>) -> Option<()>,
    ) -> Option<()> {
        let length = self.uint(length_label, width)?;
        self.group(label, length, read)
    }

    /// A length of `width` bytes, then a structure of that length that has no field of its own.
    pub fn list(
        &mut self,
        length_label: impl Into<Label>,
        width: usize,
        read: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let length = self.uint(length_label, width)?;
        self.within(length, read)
    }

    /// A length of `width` bytes, then that many bytes without structure; no field for them if there are none.
    pub fn opaque(
        &mut self,
        length_label: impl Into<Label>,
        width: usize,
        label: impl Into<Label>,
    ) -> Option<&'a [u8]> {
        match self.uint(length_label, width)? {
            0 => Some(&[]),
            length => self.bytes(label, length),
        }
    }

    /// Reads the last field again, for what it is made of; its value stays.
    pub fn parts(&mut self, read: impl FnOnce(&mut Cursor<'a>) -> Option<()>) {
        let Some(last) = self.fields.last_mut() else { return };
        let Range { start, end } = last.span.clone();
        let mut inner =
            Cursor { buffer: self.buffer, position: start, end, fields: Vec::new(), room: self.room };
        let _ = read(&mut inner);
        self.room = inner.room;
        last.children = inner.finish();
    }

    /// Reads items to the end of the structure.
    pub fn each(&mut self, mut read: impl FnMut(&mut Cursor<'a>) -> Option<()>) -> Option<()> {
        while !self.is_empty() {
            let before = self.position;
            read(self)?;
            if self.position == before {
                return None; // an item of no bytes would go on for ever
            }
        }
        Some(())
    }

    /// Adds a remark to the last field.
    pub fn note(&mut self, note: impl Into<Cow<'static, str>>) {
        if let Some(field) = self.fields.last_mut() {
            field.note = Some(note.into());
        }
    }

    /// The number of items of that filter name in the last field, a group.
    pub fn count(&self, filter: &str) -> usize {
        let children = self.fields.last().map(|field| field.children.as_slice()).unwrap_or_default();
        children.iter().filter(|child| child.label.filter == Some(filter)).count()
    }

    /// Sets the words of the last field, a group.
    pub fn words(&mut self, words: impl Into<Cow<'static, str>>) {
        if let Some(Field { value: Value::Group(old), .. }) = self.fields.last_mut() {
            *old = words.into();
        }
    }

    /// Makes all that is left a malformed leaf; nothing if nothing is left.
    pub fn reject_rest(&mut self, why: impl Into<Cow<'static, str>>) {
        if !self.is_empty() {
            self.push("Unexpected".into(), self.end, Value::Malformed(why.into()), Vec::new());
        }
    }

    /// Whether one more field may be made; if not, all that is left of the structure becomes one leaf that says so.
    fn has_room(&mut self) -> Option<()> {
        if self.room == 0 {
            self.reject_rest(format!("not taken apart, as the message has more than {MAX_FIELDS} fields"));
            return None;
        }
        Some(())
    }

    fn push(&mut self, label: Label, end: usize, value: Value, children: Vec<Field>) {
        self.room = self.room.saturating_sub(1);
        self.fields.push(Field { label, span: self.position..end, value, children, note: None });
        self.position = end;
    }
}

/// A big-endian number; of more than 8 bytes the last 8 count.
pub fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_left_over_is_marked_and_still_tiles() {
        let buffer = [0, 5, 1, 2, 3];
        let mut cursor = Cursor::new(&buffer);
        let whole = cursor.vector("Length", 2, "List", |c| {
            c.uint("First", 1)?;
            c.uint("Second", 4)?;
            c.uint("Never", 1).map(|_| ())
        });
        assert_eq!(whole, None);
        let fields = cursor.finish();
        assert_eq!(untiled(&fields, 0..buffer.len()), None);
        let list = &fields[1];
        assert_eq!(list.children[1].value, Value::Malformed("4 bytes expected, 2 left".into()));
        assert_eq!(list.children[2].value, Value::Malformed("5 bytes expected, 3 there".into()));
    }

    #[test]
    fn a_gap_or_an_overlap_is_found() {
        let leaf =
            |span| Field { label: "x".into(), span, value: Value::Bytes, children: Vec::new(), note: None };
        assert_eq!(untiled(&[leaf(0..2), leaf(2..4)], 0..4), None);
        assert_eq!(untiled(&[leaf(0..2), leaf(3..4)], 0..4), Some(2));
        assert_eq!(untiled(&[leaf(0..2), leaf(1..4)], 0..4), Some(2));
        assert_eq!(untiled(&[leaf(0..2)], 0..4), Some(2));
    }

    #[test]
    fn a_peers_text_cannot_steer_a_terminal() {
        let buffer = b"\x1b[2Ja\nb";
        let mut cursor = Cursor::new(buffer);
        cursor.text("Name", buffer.len());
        assert_eq!(cursor.finish()[0].to_string(buffer), "Name: \\x1b[2Ja\\x0ab");
        // Right to left: what follows would be shown before it.
        assert_eq!(Escaped("a\u{202e}b\u{2028}é").to_string(), "a\\u{202e}b\\u{2028}é");
    }
}

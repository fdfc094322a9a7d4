//! Reading: a walk over a buffer that records what it reads as fields.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use texts::{Sentence, say};

use super::field::{Field, Label, Value};

/// The most fields that one buffer may have. A field takes 128 bytes or more of memory and may stand for a
/// single byte of the buffer, or for no byte at all: without a limit, a message of 1 MiB could take 400 MiB.
/// (A long chain of certificates has 1000 fields.)
pub const MAX_FIELDS: usize = 1 << 16;

/// Walks over a buffer, and records what it reads as fields.
///
/// Each reading method makes one field of the next bytes and moves past them. If there are too few bytes, it
/// makes the rest a [`Value::Malformed`] field and returns `None`.
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

    /// The bytes that are still to be read, up to the end of the structure.
    pub fn left(&self) -> &'a [u8] {
        self.buffer.get(self.position..self.end).unwrap_or_default()
    }

    /// The number in the `width` bytes that stand `ahead` bytes further on, without reading them. Returns 0
    /// if they are missing.
    pub fn peek(&self, ahead: usize, width: usize) -> u64 {
        self.left().get(ahead..ahead + width).map_or(0, big_endian)
    }

    /// The number in the 2 bytes that stand `ahead` bytes further on, without reading them. Returns 0 if they
    /// are missing.
    pub(crate) fn peek_u16(&self, ahead: usize) -> u16 {
        u16::try_from(self.peek(ahead, 2)).unwrap_or_default()
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
        self.reject_rest(say!("not part of this structure"));
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

    /// A code point of `width` bytes, shown in hexadecimal, as Wireshark does for versions, suites, groups,
    /// schemes.
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

    /// `length` bytes of text. Invalid UTF-8 is replaced.
    pub fn text(&mut self, label: impl Into<Label>, length: impl TryInto<usize>) -> Option<()> {
        let length = length.try_into().unwrap_or(usize::MAX);
        self.leaf(label, length, |bytes| Value::Text(String::from_utf8_lossy(bytes).into_owned()))?;
        Some(())
    }

    /// All that is left of the structure, as plain bytes. Makes no field if nothing is left.
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
            let why = say!("{0} bytes expected, {1} left", length, self.left().len());
            self.push(label, self.end, Value::Malformed(why), Vec::new());
            return None;
        };
        self.push(label, self.position + length, value(bytes), Vec::new());
        Some(bytes)
    }

    /// A structure of `length` bytes, which `read` reads. Bytes that `read` leaves over become a malformed
    /// leaf.
    ///
    /// If fewer bytes are left, `read` gets those, so that they are shown, and the result is `None`.
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

    /// The same for a structure that has no field of its own: its parts become fields at this level.
    pub fn within(
        &mut self,
        length: impl TryInto<usize>,
        read: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let length: usize = length.try_into().unwrap_or(usize::MAX);
        let there = length.min(self.left().len());
        let end = std::mem::replace(&mut self.end, self.position + there);
        let _ = read(self); // where it stopped is marked in its fields
        self.reject_rest(say!("not part of this structure"));
        if there < length {
            let why = say!("{0} bytes expected, {1} there", length, there);
            self.push("Truncated".into(), self.end, Value::Malformed(why), Vec::new());
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

    /// A length of `width` bytes, then that many plain bytes. Makes no field for zero bytes.
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

    /// The same, of a length that has limits. One beyond them is marked.
    pub(crate) fn bounded(
        &mut self,
        length_label: impl Into<Label>,
        width: usize,
        label: impl Into<Label>,
        allowed: RangeInclusive<usize>,
    ) -> Option<&'a [u8]> {
        let bytes = self.opaque(length_label, width, label)?;
        if bytes.len() < *allowed.start() {
            self.wrong(say!("at least {0} bytes are required", *allowed.start()));
        } else if bytes.len() > *allowed.end() {
            self.wrong(say!("at most {0} bytes are allowed", *allowed.end()));
        }
        Some(bytes)
    }

    /// Marks the last field: it can be read, and yet it is not as it should be.
    pub(crate) fn wrong(&mut self, why: Sentence) {
        self.note(say!("malformed: {0}", why));
    }

    /// Reads the bytes of the last field again, to give it children. Its value stays.
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
    pub fn note(&mut self, note: Sentence) {
        if let Some(field) = self.fields.last_mut() {
            field.note = Some(Box::new(note));
        }
    }

    /// The number of items of that filter name in the last field, a group.
    pub fn count(&self, filter: &str) -> usize {
        let children = self.fields.last().map(|field| field.children.as_slice()).unwrap_or_default();
        children.iter().filter(|child| child.label.filter == Some(filter)).count()
    }

    /// The number of items of that name in the last field, a group.
    pub(crate) fn count_named(&self, name: &str) -> usize {
        let children = self.fields.last().map(|field| field.children.as_slice()).unwrap_or_default();
        children.iter().filter(|child| child.label.name == name).count()
    }

    /// Sets the words of the last field, a group.
    pub fn words(&mut self, words: impl Into<Cow<'static, str>>) {
        if let Some(Field { value: Value::Group(old), .. }) = self.fields.last_mut() {
            *old = words.into();
        }
    }

    /// Makes all that is left a malformed leaf. Does nothing if nothing is left.
    pub fn reject_rest(&mut self, why: Sentence) {
        if !self.is_empty() {
            self.push("Unexpected".into(), self.end, Value::Malformed(why), Vec::new());
        }
    }

    /// Whether one more field may be made. If not, the rest of the structure becomes one leaf that says so.
    fn has_room(&mut self) -> Option<()> {
        if self.room == 0 {
            self.reject_rest(say!("not taken apart, as the message has more than {0} fields", MAX_FIELDS));
            return None;
        }
        Some(())
    }

    fn push(&mut self, label: Label, end: usize, value: Value, children: Vec<Field>) {
        self.room = self.room.saturating_sub(1);
        self.fields.push(Field { label, span: self.position..end, value, children, note: None });
        self.position = end;
    }

    /// Says of the last field, a list, how many items of that filter name it holds: `Cipher Suites (3
    /// suites)`.
    pub(crate) fn counted(&mut self, filter: &str, one: &str, many: &str) {
        let count = self.count(filter);
        self.words(format!("({count} {})", if count == 1 { one } else { many }));
    }

    /// Says of the last field, a list, how many bytes it has: `Certificates (2057 bytes)`.
    pub(crate) fn bytes_in_words(&mut self) {
        let length = self.fields.last().map(|field| field.span.len()).unwrap_or_default();
        self.words(format!("({length} bytes)"));
    }
}

/// A big-endian number. Of more than 8 bytes, the last 8 count.
pub fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::super::field::untiled;
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
        assert_eq!(
            list.children[1].value,
            Value::Malformed(say!("{0} bytes expected, {1} left", 4_u8, 2_u8))
        );
        assert_eq!(
            list.children[2].value,
            Value::Malformed(say!("{0} bytes expected, {1} there", 5_u8, 3_u8))
        );
    }
}

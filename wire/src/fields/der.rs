//! DER (ITU-T X.690) as fields: each value is a header, its type and length, and content.
//!
//! A header is a field of its own ([`Value::Framing`]), so that each byte has a field; trees leave it out. A
//! reader asks for the type it expects, and chooses by the method where the field of a structure begins:
//! [`element`] with the header inside, as Wireshark has it for a SEQUENCE; [`content`] without it, as for a
//! SEQUENCE OF and for a plain value.

use std::borrow::Cow;

use texts::{Sentence, say};

use super::cursor::{Cursor, big_endian};
use super::field::{Label, Value};

/// Types of values: the first byte of a header.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0a;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const NUMERIC_STRING: u8 = 0x12;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const TELETEX_STRING: u8 = 0x14;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const VISIBLE_STRING: u8 = 0x1a;
    pub(crate) const UNIVERSAL_STRING: u8 = 0x1c;
    pub(crate) const BMP_STRING: u8 = 0x1e;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// `[number]`, around a structure.
    pub(crate) const fn structure(number: u8) -> u8 {
        0xa0 | number
    }

    /// `[number]`, in place of the type of a plain value.
    pub(crate) const fn plain(number: u8) -> u8 {
        0x80 | number
    }
}

/// How deep a value of unknown structure is followed.
const MAX_DEPTH: usize = 16;

/// The type of the next value; `None` at the end of the structure.
pub(crate) fn next(c: &Cursor) -> Option<u8> {
    c.left().first().copied()
}

/// The header of the next value, without reading it: the bytes it takes, and those of the content.
fn header(c: &Cursor) -> Result<(usize, usize), Sentence> {
    let (tag, length, rest) = match c.left() {
        [] => return Err(say!("a value is missing")),
        [_] => return Err(say!("the length is missing")),
        [tag, length, rest @ ..] => (*tag, *length, rest),
    };
    if tag & 0x1f == 0x1f {
        return Err(say!("a type of more than one byte")); // nothing in a certificate has one
    }
    match length {
        0..=0x7f => Ok((2, usize::from(length))),
        0x80 => Err(say!("a length that is not said, which DER does not allow")),
        0x81..=0x84 => {
            let width = usize::from(length - 0x80);
            let bytes = rest.get(..width).ok_or(say!("the length is cut off"))?;
            let length = bytes.iter().fold(0_u64, |length, byte| (length << 8) | u64::from(*byte));
            Ok((2 + width, usize::try_from(length).unwrap_or(usize::MAX)))
        }
        _ => Err(say!("a length that is too long")),
    }
}

/// Reads the header of a value of this type, and returns the length of its content.
fn framing(c: &mut Cursor, expected: u8) -> Option<usize> {
    if let Some(other) = next(c).filter(|&tag| tag != expected) {
        c.reject_rest(say!("{0} is expected here, not {1}", type_name(expected), type_name(other)));
        return None;
    }
    match header(c) {
        Err(_) if c.is_empty() => {
            // Nothing is left to be marked, so the field that is missing is.
            c.leaf(type_name(expected).into_owned(), 1, |_| Value::Bytes)?;
            None
        }
        Err(why) => {
            c.reject_rest(say!("{0} cannot be read: {1}", type_name(expected), why));
            None
        }
        Ok((width, length)) => {
            c.leaf(Label::from("ASN.1 header"), width, |_| Value::Framing(type_name(expected)))?;
            Some(length)
        }
    }
}

/// `SEQUENCE`, `[0]`
fn type_name(tag: u8) -> Cow<'static, str> {
    match tag {
        tag::BOOLEAN => "BOOLEAN".into(),
        tag::INTEGER => "INTEGER".into(),
        tag::BIT_STRING => "BIT STRING".into(),
        tag::OCTET_STRING => "OCTET STRING".into(),
        tag::NULL => "NULL".into(),
        tag::OID => "OBJECT IDENTIFIER".into(),
        tag::ENUMERATED => "ENUMERATED".into(),
        tag::UTF8_STRING => "UTF8String".into(),
        tag::NUMERIC_STRING => "NumericString".into(),
        tag::PRINTABLE_STRING => "PrintableString".into(),
        tag::TELETEX_STRING => "TeletexString".into(),
        tag::IA5_STRING => "IA5String".into(),
        tag::UTC_TIME => "UTCTime".into(),
        tag::GENERALIZED_TIME => "GeneralizedTime".into(),
        tag::VISIBLE_STRING => "VisibleString".into(),
        tag::UNIVERSAL_STRING => "UniversalString".into(),
        tag::BMP_STRING => "BMPString".into(),
        tag::SEQUENCE => "SEQUENCE".into(),
        tag::SET => "SET".into(),
        _ if tag & 0xc0 == 0x80 => format!("[{}]", tag & 0x1f).into(),
        _ => format!("type 0x{tag:02x}").into(),
    }
}

/// A structure whose field has the header inside.
pub(crate) fn element<'a>(
    c: &mut Cursor<'a>,
    label: impl Into<Label>,
    expected: u8,
    read: impl FnOnce(&mut Cursor<'a>) -> Option<()>,
) -> Option<()> {
    let whole = match header(c) {
        Ok((width, length)) if next(c) == Some(expected) => width.saturating_add(length),
        _ => return framing(c, expected).map(drop), // says what is wrong
    };
    c.group(label, whole, |c| {
        framing(c, expected)?;
        read(c)
    })
}

/// A structure whose field is its content.
pub(crate) fn content<'a>(
    c: &mut Cursor<'a>,
    label: impl Into<Label>,
    expected: u8,
    read: impl FnOnce(&mut Cursor<'a>) -> Option<()>,
) -> Option<()> {
    let length = framing(c, expected)?;
    c.group(label, length, read)
}

/// A structure that has no field of its own because it holds a single value: its header, then the value.
pub(crate) fn around<'a>(
    c: &mut Cursor<'a>,
    expected: u8,
    read: impl FnOnce(&mut Cursor<'a>) -> Option<()>,
) -> Option<()> {
    let length = framing(c, expected)?;
    c.within(length, read)
}

/// A plain value as one field, made of its content.
pub(crate) fn value<'a>(
    c: &mut Cursor<'a>,
    label: impl Into<Label>,
    expected: u8,
    make: impl FnOnce(&'a [u8]) -> Value,
) -> Option<&'a [u8]> {
    let length = framing(c, expected)?;
    c.leaf(label, length, make)
}

/// An OBJECT IDENTIFIER; returns it as text.
pub(crate) fn oid(c: &mut Cursor, label: impl Into<Label>) -> Option<String> {
    oid_of(c, label, tag::OID)
}

/// One whose type is implied by the context.
pub(crate) fn oid_of(c: &mut Cursor, label: impl Into<Label>, expected: u8) -> Option<String> {
    let mut text = None;
    value(c, label, expected, |bytes| match dotted(bytes) {
        Some(dotted) => {
            text = Some(dotted.clone());
            let name = names::oid(&dotted);
            Value::Oid { dotted, name }
        }
        None => Value::Malformed(say!("not an object identifier")),
    })?;
    text
}

/// `2a 86 48` → `1.2.840`: the first two numbers are in one.
fn dotted(bytes: &[u8]) -> Option<String> {
    let numbers = numbers(bytes)?;
    let (both, rest) = numbers.split_first()?;
    let first = (both / 40).min(2);
    Some(join(&[&[first, both - 40 * first], rest].concat()))
}

/// A relative object identifier, which goes on from another one: `82 df 13 02` → `44947.2`.
pub(crate) fn relative(bytes: &[u8]) -> Option<String> {
    numbers(bytes).map(|numbers| join(&numbers))
}

/// The numbers of an object identifier, seven bits a byte.
fn numbers(bytes: &[u8]) -> Option<Vec<u128>> {
    const MAX: usize = 64; // longer than any that is registered
    if bytes.is_empty() || bytes.len() > MAX {
        return None;
    }
    let mut numbers = Vec::new();
    for group in bytes.split_inclusive(|byte| byte & 0x80 == 0) {
        let number = group.iter().try_fold(0_u128, |number, byte| {
            number.checked_mul(0x80).map(|number| number | u128::from(byte & 0x7f))
        })?;
        numbers.push(number);
    }
    let complete = bytes.last().is_some_and(|byte| byte & 0x80 == 0);
    complete.then_some(numbers)
}

fn join(numbers: &[u128]) -> String {
    numbers.iter().map(u128::to_string).collect::<Vec<_>>().join(".")
}

/// An INTEGER: as a number, or, if it is negative or has more than 8 bytes, as bytes.
pub(crate) fn integer(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
    integer_of(c, label, tag::INTEGER)
}

/// One whose type is implied by the context.
pub(crate) fn integer_of(c: &mut Cursor, label: impl Into<Label>, expected: u8) -> Option<()> {
    value(c, label, expected, |bytes| match bytes {
        [] => Value::Malformed(say!("a number without a byte")),
        [first, ..] if *first >= 0x80 => Value::Bytes,
        _ if bytes.len() > 8 => Value::Bytes,
        _ => Value::Uint { value: big_endian(bytes), hex: false },
    })
    .map(drop)
}

/// An integer of the type `[number]`, if it is there.
pub(crate) fn optional_integer(
    c: &mut Cursor,
    number: u8,
    label: (&'static str, &'static str),
) -> Option<()> {
    if next(c) == Some(tag::plain(number)) {
        return integer_of(c, label, tag::plain(number));
    }
    Some(())
}

/// An INTEGER that is always shown as bytes: a serial number, a modulus.
pub(crate) fn big_integer(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
    value(c, label, tag::INTEGER, |_| Value::Bytes).map(drop)
}

/// A BOOLEAN.
pub(crate) fn boolean(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
    value(c, label, tag::BOOLEAN, |bytes| match bytes {
        [byte] => Value::Bool(*byte != 0),
        _ => Value::Malformed(say!("a BOOLEAN has one byte")),
    })
    .map(drop)
}

/// A BIT STRING: the number of bits in the last byte that don't count, then the bytes.
pub(crate) fn bit_string<'a>(c: &mut Cursor<'a>, label: impl Into<Label>, expected: u8) -> Option<&'a [u8]> {
    let length = framing(c, expected)?;
    let Some(length) = length.checked_sub(1) else {
        c.leaf(label, 0, |_| Value::Malformed(say!("a BIT STRING without its first byte")))?;
        return None;
    };
    c.uint(("Padding", "ber.bitstring.padding"), 1)?;
    c.leaf(label, length, |_| Value::Bytes)
}

/// A UTCTime or GeneralizedTime, as certificates have them (RFC 5280 section 4.1.2.5).
pub(crate) fn time(c: &mut Cursor, name: &'static str, filters: [&'static str; 2]) -> Option<()> {
    let (tag, filter) = match next(c) {
        Some(tag::GENERALIZED_TIME) => (tag::GENERALIZED_TIME, filters[1]),
        _ => (tag::UTC_TIME, filters[0]),
    };
    value(c, (name, filter), tag, |bytes| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        match readable_time(bytes, tag == tag::UTC_TIME) {
            Some(time) => Value::Text(time),
            None => Value::Text(text),
        }
    })
    .map(drop)
}

/// A GeneralizedTime whose type is implied by the context.
pub(crate) fn generalized_time_of(c: &mut Cursor, label: impl Into<Label>, expected: u8) -> Option<()> {
    value(c, label, expected, |bytes| readable_time(bytes, false).map_or(Value::Bytes, Value::Text)).map(drop)
}

/// `261122234333Z` → `2026-11-22 23:43:33 (UTC)`
fn readable_time(bytes: &[u8], short: bool) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('Z')?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = text.get(..if short { 2 } else { 4 })?;
    let century = match year {
        _ if !short => "",
        _ if year >= "50" => "19",
        _ => "20",
    };
    let rest = text.get(year.len()..).filter(|rest| rest.len() == 10)?;
    let pair = |at: usize| rest.get(at..at + 2);
    Some(format!("{century}{year}-{}-{} {}:{}:{} (UTC)", pair(0)?, pair(2)?, pair(4)?, pair(6)?, pair(8)?))
}

/// The text of a string of this type; `None` if the type is not a string.
pub(crate) fn decode(tag: u8, bytes: &[u8]) -> Option<String> {
    match tag {
        tag::UTF8_STRING
        | tag::NUMERIC_STRING
        | tag::PRINTABLE_STRING
        | tag::IA5_STRING
        | tag::VISIBLE_STRING => Some(String::from_utf8_lossy(bytes).into_owned()),
        // Latin-1, as all programs read it.
        tag::TELETEX_STRING => Some(bytes.iter().copied().map(char::from).collect()),
        tag::BMP_STRING => {
            let units = bytes.chunks_exact(2).filter_map(|unit| unit.try_into().ok().map(u16::from_be_bytes));
            let units: Vec<u16> = units.collect();
            Some(String::from_utf16_lossy(&units))
        }
        tag::UNIVERSAL_STRING => {
            let characters = bytes.chunks(4).map(|unit| {
                let number = u32::try_from(big_endian(unit)).ok();
                number.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
            });
            Some(characters.collect())
        }
        _ => None,
    }
}

/// A string, by its own type.
pub(crate) fn string(c: &mut Cursor, label: impl Into<Label>) -> Option<()> {
    let tag = next(c).unwrap_or(tag::UTF8_STRING);
    string_of(c, label, tag)
}

/// A string of this type.
pub(crate) fn string_of(c: &mut Cursor, label: impl Into<Label>, expected: u8) -> Option<()> {
    value(c, label, expected, |bytes| decode(expected, bytes).map_or(Value::Bytes, Value::Text)).map(drop)
}

/// Says of the last field how many of these it holds: `extensions: 6 items`.
pub(crate) fn items(c: &mut Cursor, filter: &str) {
    let count = c.count(filter);
    c.words(format!("{count} item{}", if count == 1 { "" } else { "s" }));
}

/// Any value, by what it says of itself.
pub(crate) fn any(c: &mut Cursor) -> Option<()> {
    any_at(c, 0)
}

fn any_at(c: &mut Cursor, depth: usize) -> Option<()> {
    let tag = next(c)?;
    let name = type_name(tag).into_owned();
    match tag {
        _ if tag & 0x20 != 0 && depth < MAX_DEPTH => {
            element(c, name, tag, |c| c.each(|c| any_at(c, depth + 1)))
        }
        tag::OID => oid(c, name).map(drop),
        tag::INTEGER => integer(c, name),
        tag::BOOLEAN => boolean(c, name),
        tag::BIT_STRING => bit_string(c, name, tag).map(drop),
        tag::UTC_TIME | tag::GENERALIZED_TIME => value(c, name, tag, |bytes| {
            let text = readable_time(bytes, tag == tag::UTC_TIME);
            text.map_or(Value::Bytes, Value::Text)
        })
        .map(drop),
        _ => string(c, name),
    }
}

/// Whether bytes begin with a value of the first type, which begins with one of the second, and so on.
pub(crate) fn begins_with(bytes: &[u8], types: &[u8]) -> bool {
    let mut c = Cursor::new(bytes);
    types.iter().all(|&expected| next(&c) == Some(expected) && framing(&mut c, expected).is_some())
}

/// Whether bytes are exactly one value with a sound header, so that it is worth reading them as such.
pub(crate) fn is_value(bytes: &[u8]) -> bool {
    matches!(header(&Cursor::new(bytes)), Ok((width, length)) if width.checked_add(length) == Some(bytes.len()))
}

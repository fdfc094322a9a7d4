//! The tree: fields, each with its names, its place in the buffer, its value, and what it is made of.

use std::borrow::Cow;
use std::ops::Range;

use texts::Sentence;

/// A name for people, and the name of the same field in Wireshark's display filters, if it has one.
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
    /// Text, decoded. A peer may put anything in it: renderers must escape control characters.
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
    /// The type and length of what follows, as ASN.1 has them: the name of the type. Trees leave it out.
    Framing(Cow<'static, str>),
    /// Bytes that should not be here, or something that is missing here (then the span is empty): why.
    Malformed(Sentence),
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
    /// A remark that does not come from the bytes alone. Few fields have one, so that it stands elsewhere in memory.
    pub note: Option<Box<Sentence>>,
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

    /// A structure of nothing, for a buffer of no bytes.
    pub(crate) fn empty(name: &'static str) -> Self {
        let value = Value::Group("".into());
        Self { label: name.into(), span: 0..0, value, children: Vec::new(), note: None }
    }
}

/// The first place where the fields do not tile `span`: a gap, an overlap, or an end that is missing or too
/// far; `None` when each byte belongs to exactly one leaf.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_or_an_overlap_is_found() {
        let leaf =
            |span| Field { label: "x".into(), span, value: Value::Bytes, children: Vec::new(), note: None };
        assert_eq!(untiled(&[leaf(0..2), leaf(2..4)], 0..4), None);
        assert_eq!(untiled(&[leaf(0..2), leaf(3..4)], 0..4), Some(2));
        assert_eq!(untiled(&[leaf(0..2), leaf(1..4)], 0..4), Some(2));
        assert_eq!(untiled(&[leaf(0..2)], 0..4), Some(2));
    }
}

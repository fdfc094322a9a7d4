//! What differs between two sessions, message by message.
//!
//! Messages are aligned by sender and kind. Messages that only one session has show first how a resumption
//! differs from a full handshake, or TLS 1.2 from TLS 1.3. The fields of messages that both have are aligned
//! in the same way. Two things differ in any two sessions and say nothing: lengths, which follow from the
//! rest, and bytes made at random or from secrets. Lengths are left out; such bytes are listed apart.

use std::borrow::Cow;
use std::collections::HashSet;

use texts::Lang;

use crate::fields::extension::EXTENSION_TYPE;
use crate::fields::{Field, Label, Value};
use crate::message::{Kind, Message};
use crate::model::Epoch;

/// One step of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Both sessions have this message.
    Both {
        /// The number of the message in the first session, from 0.
        left: usize,
        /// Its number in the second.
        right: usize,
        /// The fields of it that differ.
        changes: Vec<Change>,
        /// The fields whose bytes differ, but whose values have no meaning to show: random bytes, keys, signatures.
        bytes: Vec<Bytes>,
    },
    /// Only the first has it.
    Left(usize),
    /// Only the second has it.
    Right(usize),
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The fields around it, the outermost first.
    pub path: Vec<String>,
    /// The field in the first session; `None`: it is not there.
    pub left: Option<String>,
    /// The field in the second session.
    pub right: Option<String>,
}

/// A field of the same length in both sessions, with other bytes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes {
    /// Its name.
    pub name: String,
    /// Its bytes in the first session.
    pub left: Vec<u8>,
    /// Its bytes in the second.
    pub right: Vec<u8>,
}

/// Compares two sessions.
pub fn compare(left: &[Message], right: &[Message]) -> Vec<Step> {
    let key = |message: &Message| (message.direction, title(message));
    let keys = (left.iter().map(key).collect::<Vec<_>>(), right.iter().map(key).collect::<Vec<_>>());
    align(&keys.0, &keys.1)
        .into_iter()
        .map(|pair| match pair {
            (Some(l), Some(r)) => {
                let (mut changes, mut bytes) = (Vec::new(), Vec::new());
                if let (Some(left), Some(right)) = (left.get(l), right.get(r)) {
                    let mut compare = |left: (&Field, &[u8]), right: (&Field, &[u8])| {
                        let (changes, bytes) = (&mut changes, &mut bytes);
                        let mut found =
                            Found { left: left.1, right: right.1, path: Vec::new(), changes, bytes };
                        found.children(&left.0.children, &right.0.children);
                    };
                    compare((&left.tree(), &left.bytes), (&right.tree(), &right.bytes));
                    if let (Some(Ok(left)), Some(Ok(right))) = (left.decompressed(), right.decompressed()) {
                        compare((&left.tree, &left.bytes), (&right.tree, &right.bytes));
                    }
                }
                Step::Both { left: l, right: r, changes, bytes }
            }
            (Some(l), None) => Step::Left(l),
            (None, Some(r)) => Step::Right(r),
            (None, None) => Step::Left(0), // align makes no such pair
        })
        .collect()
}

/// The kind of a message, the same for all alerts.
pub fn title(message: &Message) -> Cow<'static, str> {
    match message.kind {
        Kind::Alert => "Alert".into(),
        _ => message.title(),
    }
}

/// What protects a message.
fn protection(message: &Message, lang: Lang) -> String {
    match message.epoch {
        Epoch::Clear => lang.pick("in the clear", "平文").to_owned(),
        epoch => lang.pick(format!("under the {epoch} key"), format!("{epoch}の鍵で暗号化")),
    }
}

/// What differs around a message: its protection, and the length of application data.
pub fn circumstances(left: &Message, right: &Message, lang: Lang) -> Vec<Change> {
    let mut changes = Vec::new();
    let (here, there) = (protection(left, lang), protection(right, lang));
    if here != there {
        changes.push(Change { path: Vec::new(), left: Some(here), right: Some(there) });
    }
    if left.kind == Kind::ApplicationData && left.bytes.len() != right.bytes.len() {
        let bytes =
            |message: &Message| Some(format!("{}{}", message.bytes.len(), lang.pick(" bytes", "バイト")));
        changes.push(Change { path: Vec::new(), left: bytes(left), right: bytes(right) });
    }
    changes
}

/// A comparison of two trees.
struct Found<'a> {
    /// What the spans of the first one are in.
    left: &'a [u8],
    right: &'a [u8],
    path: Vec<String>,
    changes: &'a mut Vec<Change>,
    bytes: &'a mut Vec<Bytes>,
}

impl Found<'_> {
    fn children(&mut self, left: &[Field], right: &[Field]) {
        let says = |fields: &[Field]| -> Vec<usize> {
            (0..fields.len())
                .filter(|&index| fields.get(index).is_some_and(|field| !is_length(field)))
                .collect()
        };
        let (ours, theirs) = (says(left), says(right));
        // Items of a list, cipher suites for example, match by their values; other fields match by their
        // names.
        let repeated: HashSet<_> = [left, right].into_iter().flat_map(repeated).collect();
        let key = |buffer: &[u8], field: &Field| {
            let plain = !matches!(field.value, Value::Bytes | Value::Group(_));
            if plain && repeated.contains(&field.label) { field.to_string(buffer) } else { name(field) }
        };
        let keys = |buffer: &[u8], fields: &[Field], indices: &[usize]| -> Vec<String> {
            indices.iter().filter_map(|&index| fields.get(index)).map(|field| key(buffer, field)).collect()
        };
        let pairs = align(&keys(self.left, left, &ours), &keys(self.right, right, &theirs));
        for (l, r) in pairs {
            let l = l.and_then(|l| left.get(*ours.get(l)?));
            let r = r.and_then(|r| right.get(*theirs.get(r)?));
            match (l, r) {
                (Some(l), Some(r)) => self.field(l, r),
                (l, r) => {
                    self.changes.push(Change {
                        path: self.path.clone(),
                        left: l.map(|field| summary(field, self.left)),
                        right: r.map(|field| summary(field, self.right)),
                    });
                }
            }
        }
    }

    fn field(&mut self, left: &Field, right: &Field) {
        if left.bytes(self.left) == right.bytes(self.right) && left.children == right.children {
            return;
        }
        if !left.children.is_empty() || !right.children.is_empty() {
            self.path.push(name(left));
            self.children(&left.children, &right.children);
            self.path.pop();
            return;
        }
        let mut change = |left, right| {
            let path = self.path.clone();
            self.changes.push(Change { path, left: Some(left), right: Some(right) });
        };
        let (name, other) = (name(left), name(right));
        if left.value != Value::Bytes || right.value != Value::Bytes {
            let (left, right) = (left.to_string(self.left), right.to_string(self.right));
            if left != right {
                change(left, right);
            }
        } else if left.span.len() != right.span.len() {
            change(
                format!("{name}: {} bytes", left.span.len()),
                format!("{other}: {} bytes", right.span.len()),
            );
        } else {
            let bytes = |field: &Field, buffer: &[u8]| field.bytes(buffer).to_vec();
            self.bytes.push(Bytes { name, left: bytes(left, self.left), right: bytes(right, self.right) });
        }
    }
}

/// The labels that more than one of the fields have.
fn repeated(fields: &[Field]) -> impl Iterator<Item = &Label> {
    let mut seen = HashSet::new();
    fields.iter().map(|field| &field.label).filter(move |label| !seen.insert(*label))
}

/// The name of a field. Extensions are told apart by their types.
fn name(field: &Field) -> String {
    let extension = field.children.first().filter(|first| first.label.filter == Some(EXTENSION_TYPE.1));
    match extension.and_then(Field::number) {
        Some(number) => match names::extension(number) {
            Some(name) => format!("Extension: {name}"),
            None => format!("Extension: {number}"),
        },
        None => field.label.name.clone().into_owned(),
    }
}

/// A field that only one session has, in one line.
fn summary(field: &Field, buffer: &[u8]) -> String {
    match field.value {
        Value::Group(_) if !field.children.is_empty() => name(field),
        Value::Bytes => format!("{}: {} bytes", name(field), field.span.len()),
        _ => field.to_string(buffer),
    }
}

/// Whether a field gives the length of something, or frames it.
fn is_length(field: &Field) -> bool {
    let name = field.label.name.as_ref();
    matches!(field.value, Value::Framing(_))
        || matches!(field.value, Value::Uint { .. })
            && (name.ends_with("ength") || name.ends_with(" len") || name.ends_with("count"))
}

/// Aligns two sequences so that as many items as possible stand beside an equal one (the longest common
/// subsequence).
fn align<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(Option<usize>, Option<usize>)> {
    /// Beyond this many comparisons, only the common start is aligned.
    const MAX: usize = 4_000_000;
    let mut pairs = Vec::new();
    let mut start = 0;
    while left.get(start).is_some() && left.get(start) == right.get(start) {
        pairs.push((Some(start), Some(start)));
        start += 1;
    }
    let (rows, columns) = (left.len() - start, right.len() - start);
    if rows.saturating_mul(columns) > MAX {
        pairs.extend((start..left.len()).map(|l| (Some(l), None)));
        pairs.extend((start..right.len()).map(|r| (None, Some(r))));
        return pairs;
    }
    // table[l][r]: how many pairs the rests from l and r can make.
    let mut table = vec![vec![0_u32; columns + 1]; rows + 1];
    let best = |table: &[Vec<u32>], l: usize, r: usize| {
        table.get(l).and_then(|row| row.get(r)).copied().unwrap_or_default()
    };
    for l in (0..rows).rev() {
        for r in (0..columns).rev() {
            let value = if left.get(start + l) == right.get(start + r) {
                best(&table, l + 1, r + 1) + 1
            } else {
                best(&table, l + 1, r).max(best(&table, l, r + 1))
            };
            if let Some(cell) = table.get_mut(l).and_then(|row| row.get_mut(r)) {
                *cell = value;
            }
        }
    }
    let (mut l, mut r) = (0, 0);
    while l < rows || r < columns {
        let same = l < rows && r < columns && left.get(start + l) == right.get(start + r);
        if same {
            pairs.push((Some(start + l), Some(start + r)));
            l += 1;
            r += 1;
        } else if r == columns || l < rows && best(&table, l + 1, r) >= best(&table, l, r + 1) {
            pairs.push((Some(start + l), None));
            l += 1;
        } else {
            pairs.push((None, Some(start + r)));
            r += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::event::Event;
    use crate::model::Direction;
    use crate::session::Session;

    #[test]
    fn what_is_equal_stands_beside_each_other() {
        let pairs = |left: &str, right: &str| -> String {
            let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            align(&left, &right)
                .into_iter()
                .map(|pair| match pair {
                    (Some(l), Some(r)) => {
                        assert_eq!(left[l], right[r]);
                        left[l].to_string()
                    }
                    (Some(l), None) => format!("-{}", left[l]),
                    (None, Some(r)) => format!("+{}", right[r]),
                    (None, None) => unreachable!(),
                })
                .collect()
        };
        assert_eq!(pairs("abc", "abc"), "abc");
        assert_eq!(pairs("abcd", "acxd"), "a-bc+xd");
        assert_eq!(pairs("", "ab"), "+a+b");
        assert_eq!(pairs("ab", ""), "-a-b");
        assert_eq!(pairs("xay", "bab"), "-x+ba-y+b");
    }

    #[test]
    fn very_many_items_take_no_long_time() {
        let hello = |suite: [u8; 2]| {
            let suites = suite.repeat(30_000);
            let [a, b] = u16::try_from(suites.len()).unwrap().to_be_bytes();
            let body = [&[3, 3][..], &[7; 32], &[0, a, b], &suites, &[1, 0]].concat();
            let [_, a, b, c] = u32::try_from(body.len()).unwrap().to_be_bytes();
            let message = [&[1, a, b, c][..], &body].concat();
            let mut session = Session::new();
            for part in message.chunks(1 << 14) {
                let [a, b] = u16::try_from(part.len()).unwrap().to_be_bytes();
                session.feed(Direction::FromClient, Duration::ZERO, &[&[22, 3, 1, a, b], part].concat());
            }
            let message = |event| if let Event::Message(message) = event { Some(message) } else { None };
            session.events().filter_map(message).collect::<Vec<_>>()
        };
        let begin = Instant::now();
        let steps = compare(&hello([0x13, 1]), &hello([0x13, 2]));
        assert!(matches!(steps.as_slice(), [Step::Both { changes, .. }] if changes.len() >= 60_000));
        assert!(begin.elapsed() < Duration::from_secs(40), "{:?}", begin.elapsed());
    }
}

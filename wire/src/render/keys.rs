//! The key schedule of a session, as a tree with all values (RFC 8446 section 7.1).
//!
//! On the left margin stand the secrets of the main line, from the PSK to the Master Secret; below each, indented, what is
//! derived from it. Of each value: its name and source, the function with its inputs, the value, and the records that it
//! protects.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::mem;

use crate::derivation::{Data, Function, Input, Output, Step};
use crate::event::Event;
use crate::fields::{Escaped, hex};
use crate::message::Kind;
use crate::model::{Direction, Epoch};
use crate::record::Protection;

use super::why::{self, Reader, Reasons};

/// All words of it that are no names, in one place.
mod words {
    use std::ops::Range;

    pub(super) const NONE: &str =
        "No key schedule can be followed here: no Server Hello, or a cipher suite without an AEAD";
    pub(super) const GIVEN: &str = "no step of the key schedule: it comes from outside";
    pub(super) const NO_MESSAGES: &str = "hash of no messages";
    pub(super) const HASH_OF: &str = "hash of";
    pub(super) const TRUNCATED: &str = " up to its binders";
    pub(super) const NONCE: &str = "nonce of the ticket";
    pub(super) const AGREES_LOG: &str = "as in the key log";
    pub(super) const DIFFERS_LOG: &str = "the key log has ANOTHER value";
    pub(super) const AGREES_MESSAGE: &str = "as in the message";
    pub(super) const DIFFERS_MESSAGE: &str = "the message has ANOTHER value";
    pub(super) const FROM_LOG: &str = "from the key log";
    pub(super) const UNKNOWN: &str = "not known";
    pub(super) const NO_RECORDS: &str = "protects no record that could be opened";

    pub(super) fn protects(one: bool, numbers: &str, direction: &str, epoch: &str) -> String {
        let records = if one { "record" } else { "records" };
        format!("protects {records} {numbers} of the {direction} ({epoch})")
    }

    pub(super) fn part(range: &Range<usize>, whole: &str) -> String {
        format!("bytes {} to {} of {whole}", range.start, range.end)
    }

    pub(super) fn zeros(count: usize) -> String {
        format!("{count} zero bytes")
    }

    pub(super) fn after(message: &str) -> String {
        format!("after {message}")
    }
}

/// Collects what a session tells of its keys.
#[derive(Debug, Default)]
pub struct KeySchedule {
    steps: Vec<Step>,
    /// The titles of the messages that stand in a transcript, by their numbers.
    titles: BTreeMap<u64, String>,
    /// The records that each key has opened, as ranges of their numbers.
    records: BTreeMap<(Direction, Epoch), Vec<(u64, u64)>>,
}

/// How far a level is indented.
const INDENT: usize = 2;

/// The longest branch: Early Secret, traffic secret, its key; of a Key Update another.
const MAX_DEPTH: usize = 6;

/// How many ranges of records are shown.
const MAX_RANGES: usize = 12;

impl KeySchedule {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next event of the session.
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Step(step) => self.steps.push(step.as_ref().clone()),
            Event::Message(message)
                if matches!(message.kind, Kind::Handshake(_) | Kind::ChangeCipherSpec) =>
            {
                self.titles.insert(message.number, message.title().into_owned());
            }
            Event::Record(record) => {
                if let Protection::Opened(opened) = &record.protection {
                    let ranges = self.records.entry((record.direction, opened.epoch)).or_default();
                    match ranges.last_mut() {
                        Some((_, end)) if *end + 1 == record.number => *end = record.number,
                        _ => ranges.push((record.number, record.number)),
                    }
                }
            }
            Event::Message(_) | Event::Key(_) | Event::TranscriptHash(_) | Event::Gap(_) => {}
        }
    }

    /// The tree, in whole lines.
    ///
    /// With `reasons`, it also says why each step is made, once for each kind.
    pub fn print(&self, reasons: Option<Reasons>) -> String {
        let mut reader = reasons.map(Reader::new);
        let mut text = String::new();
        if self.steps.is_empty() {
            return format!("{}\n", words::NONE);
        }
        // Each step below the newest one of the name that it is expanded from.
        let mut newest: BTreeMap<&str, usize> = BTreeMap::new();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.steps.len()];
        let mut roots = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            match parent(step).and_then(|name| newest.get(name).copied()) {
                Some(parent) => below.get_mut(parent).into_iter().for_each(|list| list.push(index)),
                None => roots.push(index),
            }
            newest.insert(&step.name, index);
        }
        // A stack instead of recursion: Key Updates make as deep a branch as a peer likes.
        let mut open: Vec<(usize, usize)> = roots.into_iter().rev().map(|index| (index, 0)).collect();
        while let Some((index, depth)) = open.pop() {
            if let Some(step) = self.steps.get(index) {
                let indent = INDENT * depth.min(MAX_DEPTH);
                self.step(&mut text, step, indent);
                if let Some(reader) = &mut reader {
                    let why = texts::find(&why::id_of_step(step));
                    reader.tell(&mut text, why.into_iter(), indent + INDENT, ("", ""));
                }
                text.push('\n');
            }
            let children = below.get_mut(index).map(mem::take).unwrap_or_default();
            open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        text
    }

    /// A value: its name, how it is made, what it is.
    fn step(&self, text: &mut String, step: &Step, indent: usize) {
        let mut line = |line: &str, more: usize| {
            let _ = writeln!(text, "{:width$}{line}", "", width = indent + more);
        };
        let after = words::after(&self.title(step.message));
        line(&format!("{}  ({}; {after})", step.name, step.source), 0);
        let (call, values) = self.function(step);
        line(&format!("= {call}"), 2);
        for (name, value) in values {
            line(&format!("{name:9} {value}"), 4);
        }
        match (&step.output, step.output.value()) {
            (Output::Unknown(why), _) => line(&format!("= {}: {}", words::UNKNOWN, Escaped(why)), 2),
            (_, value) => line(&format!("= {}{}", hex(value.unwrap_or_default()), said(step)), 2),
        }
        if let Some((direction, epoch)) = step.protects {
            line(&self.protected(direction, epoch), 2);
        }
    }

    /// A function with the names of its inputs, and the inputs that are no output of another step.
    fn function(&self, step: &Step) -> (String, Vec<(&'static str, String)>) {
        let hash = step.hash;
        match &step.function {
            Function::Given => (words::GIVEN.to_owned(), Vec::new()),
            Function::Extract { salt, ikm } => {
                (format!("HKDF-Extract(salt {}, IKM {}) [{hash}]", input(salt), input(ikm)), Vec::new())
            }
            Function::ExpandLabel { secret, label, context, length, info } => {
                let what = self.data(context);
                let call =
                    format!("HKDF-Expand-Label({}, \"{label}\", {what}, {length}) [{hash}]", input(secret));
                let mut values = Vec::new();
                if !matches!(context, Data::Empty) {
                    values.push(("context", value(context)));
                }
                if !info.is_empty() {
                    values.push(("HkdfLabel", hex(info)));
                }
                (call, values)
            }
            Function::Hmac { key, data } => {
                let call = format!("HMAC({}, {}) [{hash}]", input(key), self.data(data));
                (call, vec![("data", value(data))])
            }
            Function::Prf { secret, label, seed, length } => {
                let what = self.data(seed);
                let call = format!("PRF({}, \"{label}\", {what}, {length}) [{hash}]", input(secret));
                (call, vec![("seed", value(seed))])
            }
            Function::Part { whole, range } => (words::part(range, &whole.name), Vec::new()),
        }
    }

    /// What a context, a seed, or data is.
    fn data(&self, data: &Data) -> String {
        match data {
            Data::Empty => "\"\"".to_owned(),
            Data::Transcript { messages, truncated, .. } => {
                let cut = if *truncated { words::TRUNCATED } else { "" };
                match messages.as_slice() {
                    [] => words::NO_MESSAGES.to_owned(),
                    [only] => format!("{} {}{cut}", words::HASH_OF, self.title(*only)),
                    [first, .., last] => {
                        let (first, last) = (self.title(*first), self.title(*last));
                        format!("{} {first} … {last}{cut}", words::HASH_OF)
                    }
                }
            }
            Data::Nonce(_) => words::NONCE.to_owned(),
            Data::Randoms(first, _) => format!("{first}_random + {}_random", first.opposite()),
        }
    }

    /// `Client Hello (1)`
    fn title(&self, message: u64) -> String {
        let title = self.titles.get(&message).map_or("", String::as_str);
        format!("{} ({message})", Escaped(title))
    }

    /// The records that a key protects.
    fn protected(&self, direction: Direction, epoch: Epoch) -> String {
        let Some(ranges) = self.records.get(&(direction, epoch)) else { return words::NO_RECORDS.to_owned() };
        let mut list: Vec<String> = ranges
            .iter()
            .take(MAX_RANGES)
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
            .collect();
        if ranges.len() > MAX_RANGES {
            list.push("…".to_owned());
        }
        let one = matches!(ranges.as_slice(), [range] if range.0 == range.1);
        words::protects(one, &list.join(", "), &direction.to_string(), &epoch.to_string())
    }
}

/// The name of the value that a step hangs below.
fn parent(step: &Step) -> Option<&str> {
    match &step.function {
        Function::Given | Function::Extract { .. } => None,
        Function::ExpandLabel { secret, .. } | Function::Prf { secret, .. } => Some(&secret.name),
        Function::Hmac { key, .. } => Some(&key.name),
        Function::Part { whole, .. } => Some(&whole.name),
    }
}

fn input(input: &Input) -> String {
    match (&*input.name, &input.value) {
        ("zeros", Ok(zeros)) => words::zeros(zeros.len()),
        _ => input.name.to_string(),
    }
}

fn value(data: &Data) -> String {
    data.bytes().map_or_else(|why| format!("{}: {}", words::UNKNOWN, Escaped(&why)), |bytes| hex(&bytes))
}

/// Where else a value stands.
fn said(step: &Step) -> String {
    let of_message = matches!(step.function, Function::Hmac { .. }) || step.name.ends_with("_finished");
    let said = match &step.output {
        Output::Derived { agrees: Some(agrees), .. } => match (agrees, of_message) {
            (true, false) => words::AGREES_LOG.to_owned(),
            (false, false) => words::DIFFERS_LOG.to_owned(),
            (true, true) => words::AGREES_MESSAGE.to_owned(),
            (false, true) => words::DIFFERS_MESSAGE.to_owned(),
        },
        Output::Logged { why, .. } => format!("{}; {}", words::FROM_LOG, Escaped(why)),
        Output::Derived { agrees: None, .. } | Output::Given(_) | Output::Unknown(_) => return String::new(),
    };
    format!("  ({said})")
}

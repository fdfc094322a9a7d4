//! The key schedule of a session, as a tree with all values (RFC 8446 section 7.1).
//!
//! On the left margin stand the secrets of the main line, from the PSK to the Master Secret; below each, indented,
//! what is derived from it. Of each value: its name and source, the function with its inputs, the value, and the
//! records that it protects.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::mem;
use std::ops::Range;

use texts::{Lang, Sentence, say};

use crate::derivation::{Data, Function, Input, Origin, Output, Step};
use crate::event::Event;
use crate::fields::{Escaped, hex};
use crate::message::Kind;
use crate::model::{Direction, Epoch};
use crate::record::Protection;

use super::why::{self, Reader, Reasons};

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

    /// The tree, in whole lines; its sentences in a language.
    ///
    /// With `reasons`, it also says why each step is made, once for each kind.
    pub fn print(&self, lang: Lang, reasons: Option<Reasons>) -> String {
        let mut reader = reasons.map(Reader::new);
        let mut text = String::new();
        if self.steps.is_empty() {
            let none = say!("No key schedule can be followed here: no Server Hello, or no keys were made");
            return format!("{}\n", none.of(lang));
        }
        // Each step below the newest one of the name that it is expanded from.
        let mut newest: BTreeMap<&str, usize> = BTreeMap::new();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.steps.len()];
        let mut roots = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            match step.parent().and_then(|name| newest.get(name).copied()) {
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
                Shown { schedule: self, lang }.step(&mut text, step, indent);
                if let Some(reader) = &mut reader {
                    let why = texts::find_in("", why::id_of_step(step));
                    reader.tell(&mut text, why.into_iter(), indent + INDENT, ("", ""));
                }
                text.push('\n');
            }
            let children = below.get_mut(index).map(mem::take).unwrap_or_default();
            open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        text
    }
}

/// A key schedule in a language.
#[derive(Clone, Copy)]
struct Shown<'a> {
    schedule: &'a KeySchedule,
    lang: Lang,
}

impl Shown<'_> {
    /// A value: its name, how it is made, what it is.
    fn step(self, text: &mut String, step: &Step, indent: usize) {
        let mut line = |line: &str, more: usize| {
            let _ = writeln!(text, "{:width$}{line}", "", width = indent + more);
        };
        let after = self.say(&say!("after {0}", self.title(step.message)));
        line(&format!("{}  ({}; {after})", step.name, step.source), 0);
        let (call, values) = self.function(step);
        line(&format!("= {call}"), 2);
        for (name, value) in values {
            line(&format!("{name:9} {value}"), 4);
        }
        match (&step.output, step.output.value()) {
            (Output::Unknown(why), _) => line(&format!("= {}", self.unknown(why)), 2),
            (_, value) => line(&format!("= {}{}", hex(value.unwrap_or_default()), self.said(step)), 2),
        }
        if let Some((direction, epoch)) = step.protects {
            line(&self.say(&self.protected(direction, epoch)), 2);
        }
    }

    /// A function with the names of its inputs, and the inputs that are no output of another step.
    fn function(self, step: &Step) -> (String, Vec<(&'static str, String)>) {
        let hash = step.hash;
        match &step.function {
            Function::Given => {
                let whence = if let Some(Origin { session, name }) = step.origin() {
                    say!("{0} of session {1}: the identity is its ticket", name.clone(), *session)
                } else if step.name == "ecdhe_secret" {
                    say!("the private key of either side with the public key in the other's key share")
                } else {
                    say!("no step of the key schedule: it comes from outside")
                };
                (self.say(&whence), Vec::new())
            }
            Function::Extract { salt, ikm } => {
                let (salt, ikm) = (self.input(salt), self.input(ikm));
                (format!("HKDF-Extract(salt {salt}, IKM {ikm}) [{hash}]"), Vec::new())
            }
            Function::ExpandLabel { secret, label, context, length, info } => {
                let (secret, what) = (self.input(secret), self.data(context));
                let call = format!("HKDF-Expand-Label({secret}, \"{label}\", {what}, {length}) [{hash}]");
                let mut values = Vec::new();
                if !matches!(context, Data::Empty) {
                    values.push(("context", self.value(context)));
                }
                if !info.is_empty() {
                    values.push(("HkdfLabel", hex(info)));
                }
                (call, values)
            }
            Function::Hmac { key, data } => {
                let call = format!("HMAC({}, {}) [{hash}]", self.input(key), self.data(data));
                (call, vec![("data", self.value(data))])
            }
            Function::Prf { secret, label, seed, length } => {
                let (secret, what) = (self.input(secret), self.data(seed));
                let call = format!("PRF({secret}, \"{label}\", {what}, {length}) [{hash}]");
                (call, vec![("seed", self.value(seed))])
            }
            Function::Part { whole, range } => {
                let Range { start, end } = *range;
                (self.say(&say!("bytes {0} to {1} of {2}", start, end, whole.name.clone())), Vec::new())
            }
        }
    }

    fn say(self, sentence: &Sentence) -> String {
        sentence.of(self.lang).into_owned()
    }

    /// What a context, a seed, or data is.
    fn data(self, data: &Data) -> String {
        self.say(&match data {
            Data::Empty => return "\"\"".to_owned(),
            Data::Transcript { messages, truncated, .. } => {
                let messages = match messages.as_slice() {
                    [] => return self.say(&say!("hash of no messages")),
                    [only] => self.title(*only),
                    [first, .., last] => format!("{} … {}", self.title(*first), self.title(*last)),
                };
                if *truncated {
                    say!("hash of {0} up to its binders", messages)
                } else {
                    say!("hash of {0}", messages)
                }
            }
            Data::Nonce(_) => say!("nonce of the ticket"),
            Data::Randoms(first, _) => return format!("{first}_random + {}_random", first.opposite()),
        })
    }

    /// `Client Hello (1)`
    fn title(self, message: u64) -> String {
        let title = self.schedule.titles.get(&message).map_or("", String::as_str);
        format!("{} ({message})", Escaped(title))
    }

    /// The records that a key protects.
    fn protected(self, direction: Direction, epoch: Epoch) -> Sentence {
        let Some(ranges) = self.schedule.records.get(&(direction, epoch)) else {
            return say!("protects no record that could be opened");
        };
        let mut list: Vec<String> = ranges
            .iter()
            .take(MAX_RANGES)
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
            .collect();
        if ranges.len() > MAX_RANGES {
            list.push("…".to_owned());
        }
        let numbers = list.join(", ");
        match ranges.as_slice() {
            [range] if range.0 == range.1 => {
                say!("protects record {0} of the {1} ({2})", numbers, direction, epoch)
            }
            _ => say!("protects records {0} of the {1} ({2})", numbers, direction, epoch),
        }
    }

    fn input(self, input: &Input) -> String {
        match (&*input.name, &input.value) {
            ("zeros", Ok(zeros)) => self.say(&say!("{0} zero bytes", zeros.len())),
            _ => input.name.to_string(),
        }
    }

    fn value(self, data: &Data) -> String {
        data.bytes().map_or_else(|why| self.unknown(&why), |bytes| hex(&bytes))
    }

    fn unknown(self, why: &Sentence) -> String {
        Escaped(&say!("not known: {0}", why.clone()).of(self.lang)).to_string()
    }

    /// Where else a value stands.
    fn said(self, step: &Step) -> String {
        let of_message = matches!(step.function, Function::Hmac { .. }) || step.name.ends_with("_finished");
        let said = match &step.output {
            Output::Derived { agrees: Some(agrees), .. } => match (agrees, of_message) {
                (true, false) => say!("as in the key log"),
                (false, false) => say!("the key log has ANOTHER value"),
                (true, true) => say!("as in the message"),
                (false, true) => say!("the message has ANOTHER value"),
            },
            Output::Logged { why, .. } => say!("from the key log; {0}", why.clone()),
            Output::Derived { agrees: None, .. } | Output::Given(_) | Output::Unknown(_) => {
                return String::new();
            }
        };
        format!("  ({})", Escaped(&said.of(self.lang)))
    }
}

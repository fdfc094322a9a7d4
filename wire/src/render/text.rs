//! Sessions as text: what the book shows of Wireshark, for the session just run.
//!
//! | detail | a message is |
//! | --- | --- |
//! | [`Detail::Brief`] | a line of the packet list, with the true name of what is in "Application Data" |
//! | [`Detail::Full`] | the same line, then the trees of its record and its fields, and what it proves |
//! | [`Detail::Hex`] | the same, with the bytes of each field beside it |

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::ops::Range;
use std::time::Duration;

use texts::{Lang, Sentence, Text, say};

use names::codes::{SSL30, TLS10, TLS11, TLS12, content_type, is_before_tls13, is_tls13};

use super::why::{self, Reader, Reasons};
use crate::event::{Event, Key};
use crate::fields::{Escaped, Field, SHOWN, Value, hex};
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::message::{Kind, Message, Piece};
use crate::model::{Direction, Epoch};
use crate::proof::{Proof, Verdict};
use crate::record::{ENCRYPTED_CONTENT, HEADER, Protection, Record};

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// A line for each message.
    Brief,
    /// And its fields.
    Full,
    /// And its bytes.
    Hex,
}

/// Turns the events of one session into text.
#[derive(Debug)]
pub struct Printer {
    detail: Detail,
    colour: bool,
    /// Whether there is a column for the numbers of packets.
    frames: bool,
    started: bool,
    /// The records that messages may still come from.
    records: VecDeque<Header>,
    lang: Lang,
    why: Option<Reader>,
}

/// What is kept of a record: only what is shown. There may be as many printers as a capture has sessions.
#[derive(Debug)]
struct Header {
    number: u64,
    direction: Direction,
    /// The type of its content.
    content: u8,
    /// The key that opened it, and its number under that key.
    key: Option<Used>,
    /// Its lines; none in brief.
    text: String,
}

/// How a record is protected: the key and its number under that key; without encryption by a MAC alone.
#[derive(Clone, Copy, Debug)]
struct Used {
    epoch: Epoch,
    sequence: u64,
    encrypted: bool,
}

/// How many records of one message are shown. Of a message in more pieces, the first ones are left out.
const MAX_RECORDS: usize = 256;

/// The bytes of a ciphertext that are shown.
const CIPHERTEXT_SHOWN: usize = 16;

/// The titles of the columns, before and after that of the packets.
const TITLES: [&str; 2] = [" No.  ", "Time       Direction         Protocol   Length  Info\n"];

/// Colours (ECMA-48): the client's, the server's, what is false, remarks.
const CLIENT: &str = "\x1b[36m";
const SERVER: &str = "\x1b[33m";
const FALSE: &str = "\x1b[1;31m";
const REMARK: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

impl Printer {
    /// A printer; `colour` for terminals only.
    pub fn new(detail: Detail, colour: bool) -> Self {
        let records = VecDeque::new();
        Self { detail, colour, frames: false, started: false, records, lang: Lang::En, why: None }
    }

    /// Says its sentences in a language. Names of fields and messages are the same in all.
    #[must_use]
    pub fn in_language(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    /// Also shows the number of the packet that completed each message (Wireshark's `frame.number`), for captures of
    /// others. The list of the book has no such column.
    #[must_use]
    pub fn with_frames(mut self, frames: bool) -> Self {
        self.frames = frames;
        self
    }

    /// Also says why each thing is there, below its line.
    #[must_use]
    pub fn with_reasons(mut self, reasons: Option<Reasons>) -> Self {
        self.why = reasons.map(Reader::new);
        self
    }

    /// The text of an event, in whole lines. Empty for a record, which its messages show, and for the key schedule.
    pub fn print(&mut self, event: &Event) -> String {
        let mut text = String::new();
        if let Some(reader) = &mut self.why {
            reader.begin();
        }
        match event {
            Event::Record(record) => self.keep(record),
            Event::Message(message) => {
                self.start(&mut text);
                let _ = self.message(&mut text, message); // a String takes everything
            }
            Event::Key(key) => {
                let _ = self.key(&mut text, key);
            }
            Event::Step(_) | Event::TranscriptHash(_) => {} // `keys` shows them
            Event::Gap(gap) => {
                self.start(&mut text);
                let (on, off) = self.paint(FALSE);
                let (time, arrow) = (seconds(gap.time), arrow(gap.direction));
                let what = self.say(&gap.words());
                let _ = writeln!(
                    text,
                    "{on}      {}{time}  {arrow}  {:17}  {what}{off}",
                    self.frame(gap.frame),
                    "-"
                );
            }
        }
        text
    }

    /// Adds the titles of the columns, once.
    fn start(&mut self, text: &mut String) {
        if !std::mem::replace(&mut self.started, true) {
            let [number, rest] = TITLES;
            let _ = write!(text, "{number}{}{rest}", if self.frames { " Frame  " } else { "" }); // a String takes everything
        }
    }

    /// The cell of a packet's number.
    fn frame(&self, frame: Option<u64>) -> String {
        let number = frame.map_or_else(|| "-".to_owned(), |frame| frame.to_string());
        if self.frames { format!("{number:>6}  ") } else { String::new() }
    }

    /// Keeps what the messages of a record will show of it.
    fn keep(&mut self, record: &Record) {
        if self.records.len() == MAX_RECORDS {
            self.records.pop_front();
        }
        let key = match &record.protection {
            Protection::Opened(opened) => Some(Used {
                epoch: opened.epoch,
                sequence: opened.sequence,
                encrypted: opened.mac.as_ref().is_none_or(|mac| mac.encrypted),
            }),
            Protection::Plain | Protection::Undecrypted(_) => None,
        };
        let mut text = String::new();
        if self.detail > Detail::Brief {
            let _ = self.record(&mut text, record); // a String takes everything
        }
        let (number, direction, content) = (record.number, record.direction, record.content_type());
        self.records.push_back(Header { number, direction, content, key, text });
    }

    /// A sentence as it is shown.
    fn say(&self, sentence: &Sentence) -> String {
        Escaped(&sentence.of(self.lang)).to_string()
    }

    fn header(&self, piece: &Piece) -> Option<&Header> {
        self.records.iter().rev().find(|header| header.number == piece.record)
    }

    fn paint(&self, colour: &'static str) -> (&'static str, &'static str) {
        if self.colour { (colour, RESET) } else { ("", "") }
    }

    /// One block.
    fn message(&mut self, out: &mut String, message: &Message) -> fmt::Result {
        let (on, off) = self.paint(match message.direction {
            Direction::FromClient => CLIENT,
            Direction::FromServer => SERVER,
        });
        writeln!(out, "{on}{}{off}", self.line(message))?;
        if self.detail > Detail::Brief {
            self.trees(out, message)?;
        }
        self.proofs(out, &message.proofs)?;
        if self.detail > Detail::Brief {
            out.push('\n');
        }
        self.forget(message);
        Ok(())
    }

    /// Drops what was kept of the sender's records before the last one of a message. The next message may
    /// begin in that last one. (Other records may stand between those of a handshake message.)
    fn forget(&mut self, message: &Message) {
        let Some(last) = message.pieces.last().map(|piece| piece.record) else { return };
        let handshake = matches!(message.kind, Kind::Handshake(_));
        self.records.retain(|header| {
            let of_message = header.content == content_type::HANDSHAKE && !handshake;
            header.number >= last || header.direction != message.direction || of_message
        });
    }

    /// The line of the packet list.
    fn line(&self, message: &Message) -> String {
        let arrow = arrow(message.direction);
        let mut line = format!(
            "{:4}  {}{}  {arrow}  {:8}  {:>7}  {}",
            message.number,
            self.frame(message.frame),
            seconds(message.time),
            protocol(message),
            lengths(message),
            self.info(message)
        );
        if let Some(key) = message.pieces.first().and_then(|piece| self.key_in_use(piece)) {
            let _ = write!(line, "  ({key})");
        }
        for note in &message.notes {
            let _ = write!(line, " - {}", self.say(note));
        }
        line
    }

    /// `handshake key, seq 2`
    fn key_in_use(&self, piece: &Piece) -> Option<String> {
        let Used { epoch, sequence, encrypted } = self.header(piece)?.key?;
        let used = if encrypted {
            say!("{0}, seq {1}", key_name(epoch), sequence)
        } else {
            say!("not encrypted, seq {0}", sequence)
        };
        Some(self.say(&used))
    }

    /// What Wireshark without keys calls it, and what it is.
    fn info(&self, message: &Message) -> String {
        let protected = message.epoch != Epoch::Clear;
        let hidden = protected && !is_before_tls13(message.context.version);
        let bytes = || self.say(&say!("{0} bytes", message.bytes.len()));
        match message.kind {
            Kind::ApplicationData if message.epoch != Epoch::Early => {
                format!("Application Data: {}", bytes())
            }
            Kind::ApplicationData => format!("Application Data: Early Data, {}", bytes()),
            Kind::NotTls | Kind::Part => format!("{}: {}", message.title(), bytes()),
            Kind::Undecrypted { ref why, .. } => format!("{}: {}", message.title(), self.say(why)),
            _ if hidden => format!("Application Data: {}", message.title()),
            _ => message.title().into_owned(),
        }
    }

    /// The records of a message, and its fields in the last of them.
    fn trees(&mut self, out: &mut String, message: &Message) -> fmt::Result {
        let title = record_title(message);
        for piece in &message.pieces {
            let Some(header) = self.header(piece) else { continue };
            writeln!(out, "{title}")?;
            out.push_str(&header.text);
            let (there, whole) = (piece.in_message.len(), message.bytes.len());
            if there < whole {
                let Range { start, end } = piece.in_message;
                let part = say!("Bytes {0} to {1} of {2} of the message", start, end, whole);
                writeln!(out, "  [{}]", self.say(&part))?;
            }
            if piece.in_record.start > 0 && message.pieces.len() == 1 {
                let part = say!("From byte {0} of the record's content", piece.in_record.start);
                writeln!(out, "  [{}]", self.say(&part))?;
            }
        }
        if message.pieces.is_empty() {
            writeln!(out, "{title}")?;
        }
        let tree = message.tree();
        self.tree(out, message, &tree, &message.bytes)?;
        self.fingerprints(out, &fingerprints(message, &tree))?;
        match message.decompressed() {
            Some(Ok(whole)) => self.tree(out, message, &whole.tree, &whole.bytes),
            Some(Err(why)) => {
                writeln!(out, "  [{}]", self.say(&say!("Cannot be decompressed here: {0}", why)))
            }
            None => Ok(()),
        }
    }

    /// Those of a hello, and what they are for.
    fn fingerprints(&self, out: &mut String, fingerprints: &[Fingerprint]) -> fmt::Result {
        let Some(last) = fingerprints.last() else { return Ok(()) };
        for Fingerprint { name, value, .. } in fingerprints {
            writeln!(out, "  [{name}: {value}]")?;
        }
        let purpose = if last.name == "JA3S" {
            say!("JA3S tells servers apart, by what they answer the same Client Hello with")
        } else {
            say!("JA3 and JA4 tell client programs apart, by what they offer; a program can imitate another")
        };
        writeln!(out, "  [{}]", self.say(&purpose))
    }

    /// The fields of a tree, and why they are there.
    fn tree(&mut self, out: &mut String, message: &Message, tree: &Field, buffer: &[u8]) -> fmt::Result {
        let (mut result, hex, lang) = (Ok(()), self.detail == Detail::Hex, self.lang);
        let told = self.why.is_some().then(|| why::title(message)); // nothing is made for readers who want no reasons
        tree.walk(&mut |field, depth| {
            if result.is_ok() {
                result = if hex {
                    hex_field(out, field, buffer, depth + 1, lang)
                } else {
                    field.write_line(out, buffer, depth + 1, lang)
                };
                if let Some(title) =
                    told.as_deref().filter(|_| hex || !matches!(field.value, Value::Framing(_)))
                {
                    self.tell(out, why::about(title, field), depth + 1);
                }
            }
        });
        result
    }

    /// Adds texts below a line of this depth, those that have not been told yet.
    fn tell(&mut self, out: &mut String, texts: impl Iterator<Item = &'static Text>, depth: usize) {
        let colour = self.paint(REMARK);
        let bytes = if self.detail == Detail::Hex { BYTES_WIDTH } else { 0 };
        if let Some(reader) = &mut self.why {
            reader.tell(out, texts, bytes + 2 * depth + 2, colour);
        }
    }

    /// The header of a record, and how it is protected.
    fn record(&mut self, out: &mut String, record: &Record) -> fmt::Result {
        let mut tree = record.tree();
        if matches!(record.protection, Protection::Plain) {
            tree.children.pop(); // the content: its messages show it
        }
        for field in &tree.children {
            // The ciphertext and its tag show only in the hex view.
            let secret = field.label.filter.is_none() || field.label.filter == Some(ENCRYPTED_CONTENT.1);
            if secret && self.detail < Detail::Hex {
                continue;
            }
            match (self.detail, secret) {
                (Detail::Hex, false) => hex_field(out, field, &record.raw, 1, self.lang)?,
                (Detail::Hex, true) => {
                    write!(out, "{:04x}  {:HEX_WIDTH$}   ", field.span.start, "")?;
                    field.write(out, &record.raw, CIPHERTEXT_SHOWN, self.lang)?;
                    writeln!(out, " ({} bytes)", field.span.len())?;
                }
                _ => {
                    out.push_str("  ");
                    field.write(out, &record.raw, SHOWN, self.lang)?;
                    out.push('\n');
                }
            }
            if self.why.is_some() {
                self.tell(out, why::about("", field), 1);
            }
        }
        match &record.protection {
            Protection::Plain => Ok(()),
            Protection::Undecrypted(why) => {
                writeln!(out, "  [{}]", self.say(&say!("Encrypted: {0}", why.clone())))
            }
            Protection::Opened(opened) => {
                let kind = names::content_type(u64::from(opened.content_type)).unwrap_or("Unknown");
                writeln!(out, "  [Content Type: {kind} ({})]", opened.content_type)?;
                self.tell(out, texts::find("record/content type").into_iter(), 1);
                let (key, sequence) = (key_name(opened.epoch), opened.sequence);
                let clear = opened.mac.as_ref().is_some_and(|mac| !mac.encrypted);
                let protected = match opened.padding {
                    _ if clear => {
                        say!("Not encrypted: a MAC alone protects it, sequence number {0}", sequence)
                    }
                    0 => say!("Protected by the {0}, sequence number {1}", key, sequence),
                    padding => say!(
                        "Protected by the {0}, sequence number {1}, {2} bytes of padding",
                        key,
                        sequence,
                        padding
                    ),
                };
                writeln!(out, "  [{}]", self.say(&protected))?;
                if clear {
                    self.tell(out, texts::find("record/a MAC alone").into_iter(), 1);
                }
                if opened.padding > 0 {
                    let text = if opened.mac.is_some() { "field/Padding" } else { "record/padding" };
                    self.tell(out, texts::find(text).into_iter(), 1);
                }
                if let Some(content) = &opened.decompressed {
                    let (there, whole) = (record.inner.len(), content.len());
                    let words = say!("Compressed: {0} bytes of content, {1} in the record", whole, there);
                    writeln!(out, "  [{}]", self.say(&words))?;
                }
                if self.detail == Detail::Hex {
                    match &opened.mac {
                        None => {
                            writeln!(out, "  [Nonce: {}]", hex(&opened.nonce))?;
                            self.tell(out, texts::find("record/nonce").into_iter(), 1);
                        }
                        Some(mac) if !mac.iv.is_empty() => {
                            writeln!(out, "  [IV: {}]", hex(&mac.iv))?;
                            self.tell(out, texts::find("record/iv").into_iter(), 1);
                        }
                        Some(_) => {}
                    }
                    writeln!(out, "  [Additional data: {}]", hex(&opened.additional_data))?;
                    self.tell(out, texts::find("record/additional data").into_iter(), 1);
                }
                Ok(())
            }
        }
    }

    /// A key, when it comes into use.
    fn key(&mut self, out: &mut String, key: &Key) -> fmt::Result {
        if self.detail > Detail::Brief {
            let (on, off) = self.paint(REMARK);
            let (name, label) = (key_name(key.epoch), key.label.clone());
            let used = say!("The {0}'s {1} comes into use: from {2}", key.direction, name, label);
            writeln!(out, "{on}[{}]{off}", self.say(&used))?;
            self.tell(out, why::of_key(key).into_iter(), 1);
            if self.detail == Detail::Hex {
                writeln!(out, "  [Secret: {}]", hex(&key.secret))?;
                for (name, value) in [("MAC key", &key.mac_key), ("Key", &key.key), ("IV", &key.iv)] {
                    if !value.is_empty() {
                        writeln!(out, "  [{name}: {}]", hex(value))?;
                    }
                }
            }
        }
        self.proofs(out, &key.proofs)?;
        if self.detail > Detail::Brief {
            out.push('\n');
        }
        Ok(())
    }

    /// Proofs; in brief only those that fail.
    fn proofs(&mut self, out: &mut String, proofs: &[Proof]) -> fmt::Result {
        for proof in proofs {
            let wrong = matches!(proof.verdict, Verdict::False(_));
            if self.detail > Detail::Brief || wrong {
                let (on, off) = self.paint(if wrong { FALSE } else { REMARK });
                writeln!(out, "{on}  [{}]{off}", proof.of(self.lang))?;
                self.tell(out, texts::find(proof.about).into_iter(), 1);
            }
        }
        Ok(())
    }
}

/// `TLSv1.3`: what the session has agreed on by then.
fn protocol(message: &Message) -> &'static str {
    match message.context.version {
        _ if message.kind == Kind::NotTls => "-",
        _ if message.kind == Kind::ClientHelloV2 => "SSLv2",
        SSL30 => "SSLv3",
        TLS10 => "TLSv1",
        TLS11 => "TLSv1.1",
        TLS12 => "TLSv1.2",
        version if is_tls13(version) => "TLSv1.3",
        _ => "TLS",
    }
}

fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::FromClient => "client -> server",
        Direction::FromServer => "client <- server",
    }
}

/// `application key, generation 1`
fn key_name(epoch: Epoch) -> Sentence {
    match epoch {
        Epoch::Application(generation @ 1..) => say!("application key, generation {0}", generation),
        epoch => say!("{0} key", epoch),
    }
}

/// Seconds since the start, with microseconds as in the book.
fn seconds(time: Duration) -> String {
    format!("{:9.6}", time.as_secs_f64())
}

/// The lengths of a message's records on the wire, header included; `"` for a record that the line before has
/// shown.
fn lengths(message: &Message) -> String {
    match message.pieces.as_slice() {
        [] => message.bytes.len().to_string(),
        [piece] if piece.in_record.start > 0 => "\"".to_owned(),
        [first, .., last] if message.pieces.len() > 3 => {
            let between = message.pieces.len() - 2;
            format!("{}+({between})+{}", on_wire(first), on_wire(last))
        }
        pieces => pieces.iter().map(|piece| on_wire(piece).to_string()).collect::<Vec<_>>().join("+"),
    }
}

fn on_wire(piece: &Piece) -> usize {
    HEADER + piece.fragment_length
}

/// `TLSv1.3 Record Layer: Handshake Protocol: Certificate`
fn record_title(message: &Message) -> String {
    let protocol = protocol(message);
    let layer = match message.kind {
        Kind::Handshake(_) => format!("Handshake Protocol: {}", message.title()),
        Kind::ChangeCipherSpec => "Change Cipher Spec Protocol: Change Cipher Spec".to_owned(),
        Kind::ApplicationData => format!("Application Data Protocol: {}", message.title()),
        Kind::Undecrypted { content_type: content_type::APPLICATION_DATA, .. } => {
            "Application Data Protocol".to_owned()
        }
        Kind::NotTls | Kind::Part => return message.title().into_owned(),
        Kind::ClientHelloV2 => return "SSLv2 Record Layer: Client Hello".to_owned(),
        _ => message.title().into_owned(),
    };
    format!("{protocol} Record Layer: {layer}")
}

/// The bytes on a line of the hex view.
const ON_A_LINE: usize = 8;

/// The width of these bytes.
const HEX_WIDTH: usize = 3 * ON_A_LINE;

/// The width of the offset and the bytes, up to the field itself.
const BYTES_WIDTH: usize = 4 + 2 + HEX_WIDTH + 1;

/// A field with its offset and bytes; of a leaf all of them.
fn hex_field(out: &mut String, field: &Field, buffer: &[u8], depth: usize, lang: Lang) -> fmt::Result {
    let indent = 2 * depth;
    let leaf = field.children.is_empty();
    let mut lines =
        if leaf { field.bytes(buffer) } else { &[] }.chunks(ON_A_LINE).zip((0..).step_by(ON_A_LINE));
    let first: String = lines.next().map(|(bytes, _)| spaced(bytes)).unwrap_or_default();
    write!(out, "{:04x}  {first:HEX_WIDTH$} {:indent$}", field.span.start, "")?;
    // The bytes stand at the left already.
    let shown = if field.value == Value::Bytes && leaf { 0 } else { SHOWN };
    field.write(out, buffer, shown, lang)?;
    out.push('\n');
    for (bytes, offset) in lines {
        writeln!(out, "{:04x}  {}", field.span.start + offset, spaced(bytes).trim_end())?;
    }
    Ok(())
}

fn spaced(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x} ");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Opened;
    use crate::session::Session;

    /// A record of the largest size.
    fn record(number: u64, protection: Protection) -> Record {
        let mut raw = vec![23, 3, 3, 0x40, 0x11];
        raw.resize(raw.len() + 0x4011, 0xaa);
        let direction = Direction::FromServer;
        let (time, frame, inner) = (Duration::ZERO, None, Vec::new());
        Record { number, direction, time, frame, raw, protection, inner, version: names::codes::TLS13 }
    }

    fn last_text(printer: &Printer) -> &str {
        printer.records.back().map_or("", |header| &header.text)
    }

    #[test]
    fn what_is_kept_of_records_does_not_grow_with_them() {
        let mut printer = Printer::new(Detail::Hex, false);
        for number in 0..1000 {
            let opened = Opened {
                epoch: Epoch::Application(0),
                sequence: number,
                nonce: [0; 12],
                additional_data: vec![23, 3, 3, 0x40, 0x11],
                explicit_nonce: 0..0,
                mac: None,
                decompressed: None,
                tag: 0x4006..0x4016,
                content_type: content_type::APPLICATION_DATA,
                padding: 0,
            };
            printer.print(&Event::Record(record(number, Protection::Opened(opened))));
        }
        let text = last_text(&printer);
        assert!(text.contains("Ciphertext: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… (16385 bytes)"), "{text}");
        assert!(text.contains("Authentication Tag: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (16 bytes)"), "{text}");
        let kept: usize = printer.records.iter().map(|header| header.text.capacity()).sum();
        assert!(printer.records.len() == MAX_RECORDS && kept <= 1024 * MAX_RECORDS, "{kept}");
    }

    #[test]
    fn what_is_undecrypted_is_shown_by_its_first_bytes() {
        let mut printer = Printer::new(Detail::Hex, false);
        printer.print(&Event::Record(record(1, Protection::Undecrypted(say!("it has no key")))));
        let text = last_text(&printer);
        assert!(
            text.contains("Encrypted Content: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… (16401 bytes)"),
            "{text}"
        );
    }

    #[test]
    fn what_is_kept_of_records_has_an_end() {
        let (mut session, mut printer) = (Session::new(), Printer::new(Detail::Full, false));
        let mut text = String::new();
        for byte in 0..100 {
            // An alert, and a message of 8 bytes in 8 records.
            for (direction, record) in [
                (Direction::FromClient, [21, 3, 3, 0, 2, 1, byte].as_slice()),
                (Direction::FromServer, &[22, 3, 3, 0, 1, if matches!(byte % 8, 0 | 3) { 4 } else { 0 }]),
            ] {
                session.feed(direction, Duration::ZERO, record);
                text.extend(session.events().map(|event| printer.print(&event)));
                assert!(printer.records.len() <= 1 + 8, "{}", printer.records.len());
            }
        }
        assert!(text.contains("  [Bytes 0 to 1 of 8 of the message]\n"), "{text}");
        assert!(text.contains("  [Bytes 7 to 8 of 8 of the message]\n"));
    }
}

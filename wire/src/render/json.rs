//! Sessions as JSON, for programs: schema `tlsbook-wire`, version 2 (`docs/tlsbook-wire-2.schema.json`).
//!
//! One document for any number of sessions, written event by event, so that nothing has to be kept:
//!
//! ```json
//! {"schema":"tlsbook-wire","version":2,"events":[
//! {"session":1,"event":"start","client":"127.0.0.1:50000","server":"127.0.0.1:11111",
//!  "since_1970":1795500612.123456,"date":"2026-11-24T05:30:12.123456Z","stream":0},
//! {"session":1,"event":"record","number":1,"direction":"client","time":0.000000,"frame":4,"outer_type":22,
//!  "version":771,"length":310,"protection":"none","type":22,"type_name":"Handshake"},
//! {"session":1,"event":"message","number":1,"direction":"client","time":0.000000,"frame":4,
//!  "epoch":"clear","kind":"handshake","type":1,"title":"Client Hello",
//!  "records":[{"record":1,"in_record":[0,310],"in_message":[0,310]}],"bytes":"0100…",
//!  "fields":{"name":"Handshake Protocol: Client Hello","start":0,"end":310,"children":[
//!   {"name":"Handshake Type","filter":"tls.handshake.type","start":0,"end":1,"value":1,
//!    "meaning":"Client Hello"}]}},
//! {"session":1,"event":"key","direction":"server","epoch":"handshake",
//!  "secret_label":"SERVER_HANDSHAKE_TRAFFIC_SECRET","secret":"…","suite":4866,
//!  "suite_name":"TLS_AES_256_GCM_SHA384","key":"…","iv":"…","proofs":[{"claim":"…","verdict":"proven"}]},
//! {"session":1,"event":"end","version":772,"version_name":"TLS 1.3","suite":4866,
//!  "suite_name":"TLS_AES_256_GCM_SHA384","how":"closed"}
//! ],"remarks":[{"code":"cut_packets","count":1,"text":"…"}]}
//! ```
//!
//! - Each event is one line; long ones are broken here. Those of several sessions may alternate; `session` tells them
//!   apart. Within a session and a direction they are in the order of the wire.
//! - `direction` is the sender: `client` or `server`. `time` is in seconds since the session's start.
//! - `since_1970`: when the session began, in seconds; `date` is the same time (RFC 3339). A capture tells the
//!   number of the TCP connection (`stream`, Wireshark's `tcp.stream`) and of the packet that completed a record
//!   or a message (`frame`, `frame.number`); a live session has neither.
//! - `version` and `suite` of the end: what was agreed on; left out: nothing. `how`: `closed`; `reset`, then with
//!   `direction`, the side that broke it off; `open`: nothing more is known of it; `followed`: another session follows
//!   on it. `other_bytes_client`, `other_bytes_server`: what was sent on the connection outside of TLS, if anything.
//! - `remarks`: what is to be said about the whole document, such as what a capture has lost.
//! - `epoch`: `clear`, `early`, `handshake`, `application`; after key updates there is a `generation` beside
//!   it.
//! - `protection` of a record: `none`; `opened`, then with `epoch`, `sequence`, `nonce`, `additional_data`,
//!   `tag`, `padding`; `closed`, then with `why`. `type` is the true content type, `outer_type` the one in
//!   the header. All bytes are hexadecimal. Of a suite without an AEAD, `nonce` is the IV of CBC and `tag` the MAC;
//!   `encrypted` says whether there is a cipher, and `unproven`, if there is none, why the MAC proves nothing. A
//!   compressed record has a `decompressed_length`.
//! - `kind` of a message: `handshake` (with `type`), `change_cipher_spec`, `alert`, `application_data`,
//!   `heartbeat`, `closed` (ciphertext), `unknown`, `part` (of a record that is not whole), `client_hello_v2` (in the
//!   form of SSL 2.0), `not_tls`. `bytes` are the whole message, decrypted;
//!   `start` and `end` of each field count in them, and children tile their parent. `filter` is Wireshark's
//!   name of the field. A field of bytes has no `value`: its bytes are its span. `framing` marks the type and
//!   length of an ASN.1 value, `malformed` says what is wrong with the bytes.
//! - `decompressed` of a Compressed Certificate: the Certificate message in it, without its header, as
//!   `bytes` and `fields`, which count in these bytes; or `why` it cannot be decompressed here.
//! - With `explain --json --list` there is one event for each session, `session`: what [`crate::overview`] says of it, with
//!   all of `start` and `end`. With `--json --follow`, of the events there are only `start`, `end`, and those with data.
//! - `fingerprints` of a hello: the `name` (`JA3`, `JA4`, `JA3S`), the `value`, and what it is made of (`raw`).
//! - With `explain --json --keys` there are two more kinds of events. `transcript_hash`: the `value` of the `hash`
//!   of the handshake up to a `message`. `derivation`: a step of the key schedule (names: [`crate::derivation`]),
//!   which both ends can make after `message`.
//!   - `function`: `given`, `HKDF-Extract` (`salt`, `ikm`), `HKDF-Expand-Label` (`secret`, `label`, `context`,
//!     `length`, `info`), `HMAC` (`key`, `data`), `PRF` (`secret`, `label`, `seed`, `length`) or `part` (`whole`,
//!     `range`). An input is the `name` of a step before (or `zeros`) and its `value`; data is of `kind` `empty`,
//!     `transcript` (its `messages`; `truncated`: the last one before its binders), `nonce` or `randoms`.
//!   - `known`: `derived`, `logged` (with `why` it cannot be derived), `given` or `unknown` (with `why`); all but the
//!     last have an `output`. `agrees`: whether the key log, or the message, says the same.
//!   - `direction` and `epoch`: the records that it protects.
//!   - `origin` of a pre-shared key: the `session` of the capture whose ticket it belongs to, and the `name` of the step
//!     there that has made it.
//! - `gap`: `length` bytes of `direction` that the capture does not have.
//! - With `--why`, `texts` of a field, a message or a key, and `text` of a proof or a derivation, are the ids of the
//!   texts that say why it is there.
//! - `verdict` of a proof: `proven`, `not provable`, `false`; the last two with `why`.
//! - Fields may be added without a new version; readers ignore those that they do not know.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};
use std::time::Duration;

use crate::derivation::{Data, Function, Input, Known, Output, Step};
use texts::{Sentence, Text};

use crate::event::{Event, Key};
use crate::fields::{Field, Value, push_hex, steers};
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::message::{Kind, Message};
use crate::model::{Direction, Epoch};
use crate::proof::{Proof, Verdict};
use crate::record::{Protection, Record};

use super::why;

use super::date;

/// The version of the schema.
pub const VERSION: u32 = 2;

/// How a session begins.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// The client: its address, or whatever tells who it is.
    pub client: &'a str,
    /// The server.
    pub server: &'a str,
    /// When, since 1970.
    pub since_1970: Duration,
    /// The number of the TCP connection in a capture.
    pub stream: Option<u64>,
}

/// How a session ends.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// The protocol version agreed on; 0: none.
    pub version: u16,
    /// The cipher suite agreed on; 0: none.
    pub suite: u16,
    /// What became of its connection.
    pub how: How,
    /// Bytes that client and server have sent on the connection outside of TLS sessions.
    pub other_bytes: [u64; 2],
}

/// What became of a connection.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// It was closed.
    Closed,
    /// This side broke it off.
    Reset(Direction),
    /// Nothing more is known of it.
    Open,
    /// Another session follows on it.
    Followed,
}

/// A remark about the whole document.
#[derive(Clone, Debug)]
pub struct Remark {
    /// What it is, for programs: `cut_packets`.
    pub code: &'static str,
    /// How many of them.
    pub count: u64,
    /// It in words.
    pub text: String,
}

/// Writes the document.
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: W,
    first: bool,
    line: Vec<u8>,
    texts: bool,
}

impl<W: Write> Writer<W> {
    /// Starts the document.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"schema\":\"tlsbook-wire\",\"version\":{VERSION},\"events\":[")?;
        Ok(Self { out, first: true, line: Vec::new(), texts: false })
    }

    /// Also names the texts that say why each thing is there, by the ids that the crate `texts` has them under.
    #[must_use]
    pub fn with_texts(mut self, texts: bool) -> Self {
        self.texts = texts;
        self
    }

    /// A session begins.
    pub fn start(&mut self, session: u64, start: &Start) -> io::Result<()> {
        self.event(session, "start", |object| write_start(object, start))
    }

    /// An event of a session.
    pub fn write(&mut self, session: u64, event: &Event) -> io::Result<()> {
        let texts = self.texts;
        match event {
            Event::Record(record) => self.event(session, "record", |object| write_record(object, record)),
            Event::Message(message) => {
                self.event(session, "message", |object| write_message(object, message, texts))
            }
            Event::Key(key) => self.event(session, "key", |object| write_key(object, key, texts)),
            Event::Step(step) => self.event(session, "derivation", |object| {
                write_step(object, step);
                if texts {
                    object.word("text", why::id_of_step(step));
                }
            }),
            Event::TranscriptHash(hash) => self.event(session, "transcript_hash", |object| {
                object.number("message", hash.message);
                object.text("hash", hash.hash);
                object.bytes("value", &hash.value);
            }),
            Event::Gap(gap) => self.event(session, "gap", |object| {
                object.word("direction", gap.direction);
                object.time("time", gap.time);
                write_frame(object, gap.frame);
                object.number("length", gap.length);
            }),
        }
    }

    /// A session has ended.
    pub fn end(&mut self, session: u64, end: End) -> io::Result<()> {
        self.event(session, "end", |object| write_end(object, end))
    }

    /// Ends the document, and gives back what it was written to.
    pub fn finish(mut self, remarks: &[Remark]) -> io::Result<W> {
        self.line.clear();
        self.line.extend_from_slice(b"\n],\"remarks\":");
        list(&mut self.line, remarks, |out, remark| {
            object(out, |object| {
                object.text("code", remark.code);
                object.number("count", remark.count);
                object.text("text", &remark.text);
            });
        });
        self.line.extend_from_slice(b"}\n");
        self.out.write_all(&self.line)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// An event that has been written before ([`super::overview::json`]).
    pub fn event_as_text(&mut self, event: &str) -> io::Result<()> {
        self.begin();
        self.line.extend_from_slice(event.as_bytes());
        self.out.write_all(&self.line)
    }

    fn event(&mut self, session: u64, name: &str, fill: impl FnOnce(&mut Object)) -> io::Result<()> {
        self.begin();
        event(&mut self.line, session, name, fill);
        self.out.write_all(&self.line)
    }

    /// Begins the line of an event.
    fn begin(&mut self) {
        self.line.clear();
        self.line.extend_from_slice(if self.first { b"\n" } else { b",\n" });
        self.first = false;
    }
}

/// An event of a session, as an object.
pub(super) fn event(out: &mut Vec<u8>, session: u64, name: &str, fill: impl FnOnce(&mut Object)) {
    object(out, |object| {
        object.number("session", session);
        object.text("event", name);
        fill(object);
    });
}

pub(super) fn write_start(object: &mut Object, start: &Start) {
    object.text("client", start.client);
    object.text("server", start.server);
    object.time("since_1970", start.since_1970);
    if let Some(date) = date::utc(start.since_1970) {
        object.text("date", &date);
    }
    if let Some(stream) = start.stream {
        object.number("stream", stream);
    }
}

pub(super) fn write_end(object: &mut Object, end: End) {
    if end.version != 0 {
        object.number("version", end.version);
        if let Some(name) = names::version(u64::from(end.version)) {
            object.text("version_name", name);
        }
    }
    if end.suite != 0 {
        write_suite(object, end.suite);
    }
    match end.how {
        How::Closed => object.text("how", "closed"),
        How::Open => object.text("how", "open"),
        How::Followed => object.text("how", "followed"),
        How::Reset(from) => {
            object.text("how", "reset");
            object.word("direction", from);
        }
    }
    let [client, server] = end.other_bytes;
    if client + server > 0 {
        object.number("other_bytes_client", client);
        object.number("other_bytes_server", server);
    }
}

fn write_record(object: &mut Object, record: &Record) {
    object.number("number", record.number);
    object.word("direction", record.direction);
    object.time("time", record.time);
    write_frame(object, record.frame);
    object.number("outer_type", record.outer_type());
    object.number("version", record.header_version());
    object.number("length", record.fragment().len() as u64);
    match &record.protection {
        Protection::Plain => object.text("protection", "none"),
        Protection::Undecrypted(why) => {
            object.text("protection", "closed");
            object.sentence("why", why);
        }
        Protection::Opened(opened) => {
            object.text("protection", "opened");
            write_epoch(object, opened.epoch);
            object.number("sequence", opened.sequence);
            let mac = opened.mac.as_deref();
            object.bytes("nonce", mac.map_or(&opened.nonce[..], |mac| &mac.iv));
            object.bytes("additional_data", &opened.additional_data);
            let tag = mac.and_then(|mac| record.inner.get(mac.mac.clone())).filter(|tag| !tag.is_empty());
            let sent = || record.raw.get(opened.tag.clone()).unwrap_or_default();
            object.bytes("tag", tag.unwrap_or_else(sent));
            object.number("padding", opened.padding as u64);
            if let Some(mac) = mac {
                object.bool("encrypted", mac.encrypted);
                if let Some(doubt) = &mac.doubt {
                    object.sentence("unproven", doubt);
                }
            }
            if let Some(content) = &opened.decompressed {
                object.number("decompressed_length", content.len() as u64);
            }
        }
    }
    object.number("type", record.content_type());
    if let Some(name) = names::content_type(u64::from(record.content_type())) {
        object.text("type_name", name);
    }
}

fn write_message(object: &mut Object, message: &Message, texts: bool) {
    let title = texts.then(|| why::title(message));
    object.number("number", message.number);
    object.word("direction", message.direction);
    object.time("time", message.time);
    write_frame(object, message.frame);
    write_epoch(object, message.epoch);
    match &message.kind {
        Kind::Handshake(kind) => {
            object.text("kind", "handshake");
            object.number("type", *kind);
        }
        Kind::ChangeCipherSpec => object.text("kind", "change_cipher_spec"),
        Kind::Alert => object.text("kind", "alert"),
        Kind::ApplicationData => object.text("kind", "application_data"),
        Kind::Heartbeat => object.text("kind", "heartbeat"),
        Kind::Undecrypted { why, .. } => {
            object.text("kind", "closed");
            object.sentence("why", why);
        }
        Kind::Unknown(kind) => {
            object.text("kind", "unknown");
            object.number("type", *kind);
        }
        Kind::Part => object.text("kind", "part"),
        Kind::ClientHelloV2 => object.text("kind", "client_hello_v2"),
        Kind::NotTls => object.text("kind", "not_tls"),
    }
    object.text("title", &message.title());
    object.list("records", &message.pieces, |out, piece| {
        self::object(out, |object| {
            object.number("record", piece.record);
            object.range("in_record", &piece.in_record);
            object.range("in_message", &piece.in_message);
        });
    });
    object.bytes("bytes", &message.bytes);
    // Data has no fields but itself.
    if !matches!(message.kind, Kind::ApplicationData | Kind::Undecrypted { .. } | Kind::Part | Kind::NotTls) {
        let tree = message.tree();
        object.key("fields");
        write_field(object.out, &tree, title.as_deref());
        write_fingerprints(object, &fingerprints(message, &tree));
    }
    if let Some(decompressed) = message.decompressed() {
        object.key("decompressed");
        self::object(object.out, |object| match decompressed {
            Ok(whole) => {
                object.bytes("bytes", &whole.bytes);
                object.key("fields");
                write_field(object.out, &whole.tree, title.as_deref());
            }
            Err(why) => object.sentence("why", &why),
        });
    }
    if !message.notes.is_empty() {
        object.list("notes", &message.notes, sentence);
    }
    if texts {
        write_texts(object, why::of_message(message).into_iter());
    }
    write_proofs(object, &message.proofs, texts);
}

fn write_key(object: &mut Object, key: &Key, texts: bool) {
    object.word("direction", key.direction);
    write_epoch(object, key.epoch);
    object.text("secret_label", &key.label);
    object.bytes("secret", &key.secret);
    write_suite(object, key.suite);
    if !key.mac_key.is_empty() {
        object.bytes("mac_key", &key.mac_key);
    }
    object.bytes("key", &key.key);
    object.bytes("iv", &key.iv);
    if texts {
        write_texts(object, why::of_key(key).into_iter());
    }
    write_proofs(object, &key.proofs, texts);
}

fn write_suite(object: &mut Object, suite: u16) {
    object.number("suite", suite);
    if let Some(name) = names::cipher_suite(u64::from(suite)) {
        object.text("suite_name", name);
    }
}

fn write_frame(object: &mut Object, frame: Option<u64>) {
    if let Some(frame) = frame {
        object.number("frame", frame);
    }
}

fn write_step(object: &mut Object, step: &Step) {
    object.number("message", step.message);
    object.text("name", &step.name);
    object.text("source", step.source);
    object.text("hash", step.hash);
    match &step.function {
        Function::Given => {
            object.text("function", "given");
            if let Some(origin) = step.origin() {
                object.key("origin");
                self::object(object.out, |object| {
                    object.number("session", origin.session);
                    object.text("name", &origin.name);
                });
            }
        }
        Function::Extract { salt, ikm } => {
            object.text("function", "HKDF-Extract");
            write_input(object, "salt", salt);
            write_input(object, "ikm", ikm);
        }
        Function::ExpandLabel { secret, label, context, length, info } => {
            object.text("function", "HKDF-Expand-Label");
            write_input(object, "secret", secret);
            object.text("label", label);
            write_data(object, "context", context);
            object.number("length", *length as u64);
            object.bytes("info", info);
        }
        Function::Hmac { key, data } => {
            object.text("function", "HMAC");
            write_input(object, "key", key);
            write_data(object, "data", data);
        }
        Function::Prf { secret, label, seed, length } => {
            object.text("function", "PRF");
            write_input(object, "secret", secret);
            object.text("label", label);
            write_data(object, "seed", seed);
            object.number("length", *length as u64);
        }
        Function::Part { whole, range } => {
            object.text("function", "part");
            write_input(object, "whole", whole);
            object.range("range", range);
        }
    }
    let (known, why, agrees) = match &step.output {
        Output::Derived { agrees, .. } => ("derived", None, *agrees),
        Output::Logged { why, .. } => ("logged", Some(why), None),
        Output::Given(_) => ("given", None, None),
        Output::Unknown(why) => ("unknown", Some(why), None),
    };
    object.text("known", known);
    if let Some(why) = why {
        object.sentence("why", why);
    }
    if let Some(value) = step.output.value() {
        object.bytes("output", value);
    }
    if let Some(agrees) = agrees {
        object.bool("agrees", agrees);
    }
    if let Some((direction, epoch)) = step.protects {
        object.word("direction", direction);
        write_epoch(object, epoch);
    }
}

fn write_input(object: &mut Object, key: &str, input: &Input) {
    object.key(key);
    self::object(object.out, |object| {
        object.text("name", &input.name);
        write_known(object, &input.value);
    });
}

fn write_data(object: &mut Object, key: &str, data: &Data) {
    object.key(key);
    self::object(object.out, |object| {
        match data {
            Data::Empty => object.text("kind", "empty"),
            Data::Transcript { messages, truncated, .. } => {
                object.text("kind", "transcript");
                object.list("messages", messages, |out, message| number(out, *message));
                object.bool("truncated", *truncated);
            }
            Data::Nonce(_) => object.text("kind", "nonce"),
            Data::Randoms(first, _) => {
                object.text("kind", "randoms");
                object.word("first", first);
            }
        }
        write_known(object, &data.bytes());
    });
}

fn write_known(object: &mut Object, known: &Known) {
    match known {
        Ok(value) => object.bytes("value", value),
        Err(why) => object.sentence("why", why),
    }
}

fn write_epoch(object: &mut Object, epoch: Epoch) {
    let name = match epoch {
        Epoch::Clear => "clear",
        Epoch::Early => "early",
        Epoch::Handshake => "handshake",
        Epoch::Application(_) => "application",
    };
    object.text("epoch", name);
    if let Epoch::Application(generation @ 1..) = epoch {
        object.number("generation", generation);
    }
}

/// The ids of texts; nothing if there are none.
fn write_texts(object: &mut Object, texts: impl Iterator<Item = &'static Text>) {
    let mut texts = texts.peekable();
    if texts.peek().is_some() {
        object.list("texts", texts, |out, text| own(out, text.id));
    }
}

fn write_proofs(object: &mut Object, proofs: &[Proof], texts: bool) {
    if proofs.is_empty() {
        return;
    }
    object.list("proofs", proofs, |out, proof| {
        self::object(out, |object| {
            object.sentence("claim", &proof.claim);
            let (verdict, why) = match &proof.verdict {
                Verdict::Proven => ("proven", None),
                Verdict::NotProvable(why) => ("not provable", Some(why)),
                Verdict::False(why) => ("false", Some(why)),
            };
            object.text("verdict", verdict);
            if let Some(why) = why {
                object.sentence("why", why);
            }
            if texts {
                object.text("text", proof.about);
            }
        });
    });
}

/// Those of a hello; nothing for other messages.
pub(super) fn write_fingerprints(object: &mut Object, fingerprints: &[Fingerprint]) {
    if fingerprints.is_empty() {
        return;
    }
    object.list("fingerprints", fingerprints, |out, fingerprint| {
        self::object(out, |object| {
            object.text("name", fingerprint.name);
            object.text("value", &fingerprint.value);
            object.text("raw", &fingerprint.raw);
        });
    });
}

/// A field; with the title of its message, also the ids of its texts.
fn write_field(out: &mut Vec<u8>, field: &Field, message: Option<&str>) {
    object(out, |object| {
        object.text("name", &field.label.name);
        if let Some(filter) = field.label.filter {
            object.key("filter");
            own(object.out, filter);
        }
        object.number("start", field.span.start as u64);
        object.number("end", field.span.end as u64);
        match &field.value {
            Value::Group(words) if words.is_empty() => {}
            Value::Group(words) => object.text("words", words),
            Value::Uint { value, .. } => object.number("value", *value),
            Value::Code { value, name, .. } => {
                object.number("value", *value);
                if let Some(name) = name {
                    object.text("meaning", name);
                }
            }
            Value::Bytes => {}
            Value::Text(text) => object.text("value", text),
            Value::Oid { dotted, name } => {
                object.text("value", dotted);
                if let Some(name) = name {
                    object.text("meaning", name);
                }
            }
            Value::Bool(value) => {
                object.bool("value", *value);
            }
            Value::Framing(what) => object.text("framing", what),
            Value::Malformed(why) => object.sentence("malformed", why),
        }
        if let Some(note) = &field.note {
            object.sentence("note", note);
        }
        if let Some(message) = message {
            write_texts(object, why::about(message, field));
        }
        if !field.children.is_empty() {
            object.list("children", &field.children, |out, child| write_field(out, child, message));
        }
    });
}

/// An object that is being written. (A capture makes many of them: numbers and digits are written without
/// `fmt`.)
pub(super) struct Object<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

pub(super) fn object(out: &mut Vec<u8>, fill: impl FnOnce(&mut Object)) {
    out.push(b'{');
    fill(&mut Object { out, first: true });
    out.push(b'}');
}

impl Object<'_> {
    /// All keys are our own, and need no escaping.
    fn key(&mut self, key: &str) {
        if !std::mem::replace(&mut self.first, false) {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        string(self.out, value);
    }

    fn sentence(&mut self, key: &str, value: &Sentence) {
        self.key(key);
        sentence(self.out, value);
    }

    /// One of our own words, which need no escaping.
    fn word(&mut self, key: &str, word: impl Display) {
        self.key(key);
        let _ = write!(self.out, "\"{word}\""); // a Vec takes everything
    }

    fn bytes(&mut self, key: &str, value: &[u8]) {
        self.key(key);
        self.out.push(b'"');
        push_hex(self.out, value);
        self.out.push(b'"');
    }

    pub(super) fn number(&mut self, key: &str, value: impl Into<u64>) {
        self.key(key);
        number(self.out, value.into());
    }

    pub(super) fn bool(&mut self, key: &str, value: bool) {
        self.key(key);
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    fn time(&mut self, key: &str, value: std::time::Duration) {
        self.key(key);
        let _ = write!(self.out, "{}.{:06}", value.as_secs(), value.subsec_micros());
    }

    fn range(&mut self, key: &str, value: &std::ops::Range<usize>) {
        self.key(key);
        self.out.push(b'[');
        number(self.out, value.start as u64);
        self.out.push(b',');
        number(self.out, value.end as u64);
        self.out.push(b']');
    }

    pub(super) fn list<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Vec<u8>, T),
    ) {
        self.key(key);
        list(self.out, items, write);
    }
}

fn list<T>(out: &mut Vec<u8>, items: impl IntoIterator<Item = T>, write: impl Fn(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// A number in decimal digits.
fn number(out: &mut Vec<u8>, mut value: u64) {
    let start = out.len();
    loop {
        out.push(b'0' + u8::try_from(value % 10).unwrap_or_default());
        value /= 10;
        if value == 0 {
            break;
        }
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

/// A string (RFC 8259 section 7).
fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    unquoted(out, text);
    out.push(b'"');
}

/// One of our own names as a string: it needs no escaping.
fn own(out: &mut Vec<u8>, name: &str) {
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// A sentence as a string, in English: written piece by piece, as it is put together.
fn sentence(out: &mut Vec<u8>, sentence: &Sentence) {
    out.push(b'"');
    let _ = write!(Unquoted(out), "{sentence}"); // a Vec takes everything
    out.push(b'"');
}

/// Takes the content of a string.
struct Unquoted<'a>(&'a mut Vec<u8>);

impl fmt::Write for Unquoted<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        unquoted(self.0, text);
        Ok(())
    }
}

fn unquoted(out: &mut Vec<u8>, text: &str) {
    // Looks at all bytes, without a branch on each: most text is plain, and the compiler can do many at a
    // time.
    let plain = |byte| matches!(byte, b' ' | b'!' | b'#'..=b'[' | b']'..=b'~');
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        out.extend_from_slice(text.as_bytes());
    } else {
        escaped(out, text);
    }
}

/// Text that needs escaping, or may.
fn escaped(out: &mut Vec<u8>, text: &str) {
    for character in text.chars() {
        match character {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\n' => out.extend_from_slice(b"\\n"),
            // JSON does not require this, but a terminal that shows the file must not obey it.
            _ if steers(character) => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

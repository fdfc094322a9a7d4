//! Everything that a session shows has a text in both languages, and every text is shown somewhere.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod handmade;
mod sessions;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use texts::{Id, Lang, Text};
use wire::Event;
use wire::fields::{Field, Value, untiled};
use wire::message::Message;
use wire::proof::about;
use wire::record::Protection;
use wire::render::text::{Detail, Printer};
use wire::render::why::{self, Reasons};

/// What is shown, by the ids of its texts, each with the message that it is in.
#[derive(Default)]
struct Shown(BTreeSet<(String, String)>);

impl Shown {
    fn see(&mut self, message: &str, id: impl Into<String>) {
        self.0.insert((message.to_owned(), id.into()));
    }

    fn tree(&mut self, message: &str, tree: &Field) {
        tree.walk(&mut |field, _| {
            if !matches!(field.value, Value::Malformed(_)) {
                self.see(message, why::ids(field).0.to_string());
            }
        });
    }

    fn message(&mut self, message: &Message) {
        let title = why::title(message);
        self.see("", format!("message/{title}"));
        self.tree(&title, &message.tree());
        if let Some(Ok(whole)) = message.decompressed() {
            self.tree(&title, &whole.tree);
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Record(record) => {
                self.tree("", &record.tree());
                if let Some(tree) = record.inner_tree().filter(|_| record.mac().is_some()) {
                    tree.children.iter().for_each(|field| self.tree("", field));
                }
                if let Protection::Opened(opened) = &record.protection {
                    if let Some(mac) = &opened.mac {
                        self.see("", if mac.encrypted { "record/iv" } else { "record/a MAC alone" });
                    }
                    let parts = ["record/nonce", "record/additional data", "record/content type"];
                    for part in parts {
                        self.see("", part);
                    }
                    if opened.padding > 0 {
                        self.see("", "record/padding");
                    }
                }
            }
            Event::Message(message) => self.message(message),
            Event::Key(key) => assert!(why::of_key(key).is_some(), "{key:?}"),
            Event::Step(step) => self.see("", why::id_of_step(step).to_string()),
            Event::TranscriptHash(_) => self.see("", "derivation/transcript hash"),
            Event::Gap(_) => {} // there is nothing to say why it is there
        }
    }
}

/// All recorded sessions (ours, those of other libraries, RFC 8448), and the messages that none of them has.
fn shown() -> Shown {
    let recordings = [
        sessions::all(),
        sessions::recorded::all(),
        sessions::rfc8448::all(),
        sessions::compressed::all(),
        sessions::strangers::all(),
    ];
    let mut shown = Shown::default();
    // Half a session, of which not even the version is known.
    let whole = sessions::record("half", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256"));
    for direction in [wire::Direction::FromClient, wire::Direction::FromServer] {
        let mut half = whole.clone();
        half.chunks.retain(|(from, ..)| *from == direction);
        if direction == wire::Direction::FromServer {
            // Without its Server Hello.
            let first = &mut half.chunks[0].2;
            let length = 5 + usize::from(u16::from_be_bytes([first[3], first[4]]));
            first.drain(..length);
        }
        half.read().iter().for_each(|event| shown.event(event));
    }
    // A session that begins in the form of SSL 2.0, and of which the capture loses bytes.
    let hello = [&[1, 3, 3, 0, 3, 0, 0, 0, 16, 0, 0, 0x2f], [7; 16].as_slice()].concat();
    let mut torn = wire::Session::new();
    torn.feed_client_hello_v2(Duration::ZERO, &hello);
    torn.feed(wire::Direction::FromServer, Duration::ZERO, &[22, 3, 3, 0, 40, 2]);
    torn.gap(wire::Direction::FromServer, Duration::ZERO, 20);
    torn.finish();
    torn.events().for_each(|event| shown.event(&event));
    for recording in recordings.iter().flatten() {
        recording.read_with_keys().iter().for_each(|event| shown.event(event));
    }
    for message in handmade::all() {
        shown.message(&message);
    }
    shown
}

#[test]
fn everything_that_is_shown_has_a_text() {
    let has_text = |(message, id): &(String, String)| {
        let (kind, name) = id.split_once('/').unwrap();
        texts::find_in(message, Id { kind, name }).is_some()
    };
    let missing: Vec<_> = shown().0.into_iter().filter(|one| !has_text(one)).collect();
    assert!(missing.is_empty(), "{} without a text: {missing:#?}", missing.len());
}

/// A mistake in one of them would hide the fields behind it.
#[test]
fn messages_made_by_hand_are_sound() {
    for message in handmade::all() {
        let tree = message.tree();
        assert_eq!(untiled(std::slice::from_ref(&tree), 0..message.bytes.len()), None);
        tree.walk(&mut |field, _| {
            let line = field.to_string(&message.bytes);
            assert!(!matches!(field.value, Value::Malformed(_)), "{}: {line}", message.title());
        });
    }
}

/// Wireshark's names in the readers of fields: each has a text, even if the messages of this test do not have it.
#[test]
fn every_filter_in_the_sources_has_a_text() {
    let ids: BTreeSet<&str> =
        texts::all().map(|text| text.id.rsplit_once("field/").map_or("", |(_, filter)| filter)).collect();
    let (mut missing, mut count) = (Vec::new(), 0);
    for source in sources(&harness::root().join("wire/src/fields")) {
        for literal in source.split('"').skip(1).step_by(2).filter(|literal| is_filter(literal)) {
            count += 1;
            if !ids.contains(literal) {
                missing.push(literal.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(count > 250, "only {count} were found");
}

/// The code of a folder and those below it, without comments and tests.
fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            let source = fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let lines = lines.map(|line| line.replace("\\\"", "")); // an escaped quotation mark ends nothing
            found.push(lines.flat_map(|line| [line, "\n".to_owned()]).collect());
        }
    }
    found
}

/// `tls.handshake.type`, `x509ce.cA`
fn is_filter(literal: &str) -> bool {
    let protocols = ["tls", "x509", "pkcs1", "pkix1", "pkixqualified", "ocsp", "ns_cert_exts", "ber"];
    let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
    literal.split_once('.').is_some_and(|(first, rest)| {
        protocols.iter().any(|protocol| first.starts_with(protocol)) && !rest.is_empty()
    }) && literal.chars().all(letters)
}

#[test]
fn every_alert_has_a_text() {
    let names = (0..=255).filter_map(names::alert_description);
    let missing: Vec<_> = names.filter(|name| texts::find(&format!("alert/{name}")).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_claim_has_a_text() {
    for about in about::ALL {
        assert!(texts::find(about).is_some(), "{about}");
    }
}

/// A session with its reasons: each once, on a page of 60 columns, in either language; and nothing else is changed.
#[test]
fn reasons_stand_below_what_they_explain() {
    let recording = sessions::rfc8448::all().remove(0);
    for detail in [Detail::Full, Detail::Hex] {
        let plain = recording.read();
        let mut printer = Printer::new(detail, false);
        let without: String = plain.iter().map(|event| printer.print(event)).collect();
        for lang in [Lang::En, Lang::Ja] {
            let reasons = Reasons { lang, width: 60, once: true };
            let mut printer = Printer::new(detail, false).with_reasons(Some(reasons));
            let shown: String = recording.read().iter().map(|event| printer.print(event)).collect();
            let is_reason = |line: &&str| line.trim_start().starts_with("# ");
            let rest: String = shown.split_inclusive('\n').filter(|line| !is_reason(line)).collect();
            assert_eq!(rest, without, "{detail:?}");
            let told: String =
                shown.lines().filter(is_reason).map(|line| line.trim_start_matches([' ', '#'])).collect();
            let random = texts::find("field/tls.handshake.random").unwrap().of(lang);
            let start: String = random.chars().take(12).collect();
            assert_eq!(told.matches(&start).count(), 1, "{told}");
            let narrow = |line: &&str| texts::page::columns(line) > 60.max(line.find('#').unwrap_or(0) + 32);
            assert_eq!(shown.lines().filter(is_reason).find(narrow), None);
        }
    }
}

/// A text of a field, message or extension that no session shows, or of a name that no registry has.
#[test]
fn every_text_is_used() {
    let shown = shown().0;
    let used = |text: &Text| {
        let (message, Id { kind, name }) = texts::split(text.id).unwrap();
        match kind {
            "field" | "message" | "extension" | "record" | "derivation" => {
                let id = format!("{kind}/{name}");
                shown.iter().any(|(at, of)| *of == id && (message.is_empty() || message == at))
                    || kind == "extension" && registered(names::extension, name)
                    || id == "message/Message Hash" // it is never sent
            }
            "alert" => registered(names::alert_description, name),
            "suite" => registered(names::cipher_suite, name),
            "group" => registered(names::group, name),
            "scheme" => registered(names::signature_algorithm, name),
            "version" => registered(names::version, name),
            "mode" => registered(names::psk_mode, name),
            "proof" => about::ALL.contains(&text.id),
            "key" => true, // each key that is shown has one
            _ => false,
        }
    };
    let unused: Vec<_> = texts::all().filter(|text| !used(text)).map(|text| text.id).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

fn registered(registry: fn(u64) -> Option<&'static str>, name: &str) -> bool {
    (0..=0xffff).any(|code| registry(code) == Some(name))
}

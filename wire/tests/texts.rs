//! Everything that a session shows has a text in both languages, and every text is shown somewhere.

mod sessions;

use std::collections::BTreeSet;

use texts::{Lang, Text};
use wire::Event;
use wire::fields::{Field, Value};
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
                self.see(message, why::ids(field).0);
            }
        });
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Record(record) => {
                self.tree("", &record.tree());
                if let Protection::Opened(opened) = &record.protection {
                    let parts = ["record/nonce", "record/additional data", "record/content type"];
                    for part in parts {
                        self.see("", part);
                    }
                    if opened.padding > 0 {
                        self.see("", "record/padding");
                    }
                }
            }
            Event::Message(message) => {
                let title = why::title(message);
                self.see("", format!("message/{title}"));
                self.tree(&title, &message.tree());
                if let Some(Ok(whole)) = message.decompressed() {
                    self.tree(&title, &whole.tree);
                }
            }
            Event::Key(key) => assert!(why::of_key(key).is_some(), "{key:?}"),
            Event::Step(step) => self.see("", why::id_of_step(step)),
            Event::TranscriptHash(_) => self.see("", "derivation/transcript hash"),
            Event::Gap(_) => {} // there is nothing to say why it is there
        }
    }
}

/// All recorded sessions: ours, those of other libraries, RFC 8448.
fn shown() -> Shown {
    let recordings = [
        sessions::all(),
        sessions::recorded::all(),
        sessions::rfc8448::all(),
        sessions::compressed::all(),
        sessions::strangers::all(),
    ];
    let mut shown = Shown::default();
    for recording in recordings.iter().flatten() {
        recording.read_with_keys().iter().for_each(|event| shown.event(event));
    }
    shown
}

#[test]
fn everything_that_is_shown_has_a_text() {
    let missing: Vec<_> =
        shown().0.into_iter().filter(|(message, id)| texts::find_in(message, id).is_none()).collect();
    assert!(missing.is_empty(), "{} without a text: {missing:#?}", missing.len());
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
        let (message, id) = match text.id.split_once('/') {
            Some((message, id)) if id.contains('/') && !is_kind(message) => (Some(message), id),
            _ => (None, text.id),
        };
        let (kind, name) = id.split_once('/').unwrap();
        match kind {
            "field" | "message" | "extension" | "record" | "derivation" => {
                shown.iter().any(|(at, of)| of == id && message.is_none_or(|message| message == at))
                    || kind == "extension" && registered(names::extension, name)
                    || kind == "message" && registered(names::handshake_type, name)
            }
            "alert" => registered(names::alert_description, name),
            "suite" => registered(names::cipher_suite, name),
            "group" => registered(names::group, name),
            "scheme" => registered(names::signature_algorithm, name),
            "version" => registered(names::version, name),
            "mode" => registered(names::psk_mode, name),
            "proof" => about::ALL.contains(&id),
            "key" => true, // each key that is shown has one
            _ => false,
        }
    };
    let unused: Vec<_> = texts::all().filter(|text| !used(text)).map(|text| text.id).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

fn is_kind(word: &str) -> bool {
    [
        "field",
        "message",
        "extension",
        "record",
        "alert",
        "suite",
        "group",
        "scheme",
        "version",
        "mode",
        "key",
        "proof",
        "derivation",
    ]
    .contains(&word)
}

fn registered(registry: fn(u64) -> Option<&'static str>, name: &str) -> bool {
    (0..=0xffff).any(|code| registry(code) == Some(name))
}

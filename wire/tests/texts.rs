//! Everything that a session shows has a text in both languages, and every text is shown somewhere.

mod sessions;

use std::collections::BTreeSet;

use texts::Text;
use wire::Event;
use wire::fields::{Field, Value};
use wire::record::Protection;
use wire::render::why;

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
                    parts.into_iter().for_each(|part| self.see("", part));
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
            Event::Key(_) => {}
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
        recording.read().iter().for_each(|event| shown.event(event));
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
            "field" | "message" | "extension" | "record" => {
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
            "key" | "proof" | "derivation" => true, // their tests are with what makes them
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

//! Which text explains what, by the ids that `texts` has them under; and how a reader is told them.

use std::collections::HashSet;
use std::fmt::Write;

use texts::{Id, Lang, Text, page};

use crate::derivation::{Function, Step};

use crate::event::Key;
use crate::fields::{Field, Value};
use crate::message::Message;
use crate::model::Epoch;

/// How the texts are told that say why things are there.
#[derive(Clone, Copy, Debug)]
pub struct Reasons {
    /// The language.
    pub lang: Lang,
    /// The width of the page, in columns.
    pub width: usize,
    /// Each text once a session, not once a message: for a reader who sees the whole session.
    pub once: bool,
}

/// Someone who is told reasons, and what he has been told.
#[derive(Debug)]
pub(super) struct Reader {
    reasons: Reasons,
    told: HashSet<&'static str>,
}

/// What the rows of a reason begin with.
const MARK: &str = "# ";

impl Reader {
    pub(super) fn new(reasons: Reasons) -> Self {
        Self { reasons, told: HashSet::new() }
    }

    /// A record or a message begins: its texts are told again, unless once is enough.
    pub(super) fn begin(&mut self) {
        if !self.reasons.once {
            self.told.clear();
        }
    }

    /// Adds texts, indented by so many columns, between what switches a colour on and off; those that have been told
    /// are left out.
    pub(super) fn tell(
        &mut self,
        out: &mut String,
        texts: impl Iterator<Item = &'static Text>,
        indent: usize,
        (on, off): (&str, &str),
    ) {
        let Reasons { lang, width, .. } = self.reasons;
        for text in texts.filter(|text| self.told.insert(text.id)) {
            for row in page::paragraph(text.of(lang), indent + MARK.len(), width) {
                let _ = writeln!(out, "{:indent$}{on}{MARK}{row}{off}", ""); // a String takes everything
            }
        }
    }
}

/// The id of the text about a field, and that of the text about its value, if its values have texts.
#[must_use]
pub fn ids(field: &Field) -> (Id<'_>, Option<Id<'_>>) {
    let value = match field.value {
        Value::Code { name: Some(name), .. } => registry(field).map(|kind| Id { kind, name }),
        _ => None,
    };
    (id(field), value)
}

/// The texts about a field of a message, and about its value.
pub fn about(message: &str, field: &Field) -> impl Iterator<Item = &'static Text> + use<> {
    let (field, value) = ids(field);
    let texts = [texts::find_in(message, field), value.and_then(|value| texts::find_in(message, value))];
    texts.into_iter().flatten()
}

/// The title of a message by which it has its texts: without what is in brackets.
#[must_use]
pub fn title(message: &Message) -> String {
    general(without_brackets(&message.title())).to_owned()
}

/// A title without its number or name, if messages of all such numbers have one text.
fn general(title: &str) -> &str {
    const OF_TCP: [&str; 5] = ["Change Cipher Spec", "Alert", "Handshake", "Application Data", "Heartbeat"];
    match title.strip_suffix(", encrypted") {
        Some(name) if !OF_TCP.contains(&name) => "encrypted record",
        _ if title == "Encrypted record" => "encrypted record",
        _ if title.starts_with("Handshake message of unknown type ") => "unknown handshake type",
        _ if title.starts_with("Record of unknown type ") => "unknown record type",
        _ => title,
    }
}

/// The text about a message.
#[must_use]
pub fn of_message(message: &Message) -> Option<&'static Text> {
    texts::find_in("", Id { kind: "message", name: &title(message) })
}

/// The text about the keys of an epoch.
#[must_use]
pub fn of_key(key: &Key) -> Option<&'static Text> {
    texts::find(match (key.epoch, key.label.as_str()) {
        (_, crate::secrets::label::CLIENT_RANDOM) => "key/TLS 1.2",
        (Epoch::Clear, _) => return None,
        (Epoch::Early, _) => "key/early",
        (Epoch::Handshake, _) => "key/handshake",
        (Epoch::Application(0), _) => "key/application",
        (Epoch::Application(_), _) => "key/update",
    })
}

/// The id of the text about a step of the key schedule.
#[must_use]
pub fn id_of_step(step: &Step) -> Id<'static> {
    let name = match &step.function {
        Function::Given if step.name.starts_with("psk") => "psk",
        Function::Given if step.name == "premaster_secret" => "TLS 1.2 premaster secret",
        Function::Given => "shared secret",
        Function::Extract { .. } if step.name.starts_with("early_secret") => "early secret",
        Function::Extract { .. } if step.name == "handshake_secret" => "handshake secret",
        Function::Extract { .. } => "master secret",
        Function::ExpandLabel { label, .. } => label,
        Function::Hmac { .. } => "finished",
        Function::Prf { label: "master secret" | "extended master secret", .. } => "TLS 1.2 master secret",
        Function::Prf { label: "key expansion", .. } | Function::Part { .. } => "TLS 1.2 key block",
        Function::Prf { .. } => "TLS 1.2 finished",
    };
    Id { kind: "derivation", name }
}

fn id(field: &Field) -> Id<'_> {
    let of = |kind, name| Id { kind, name };
    if let Some(extension) = extension(field) {
        return of("extension", extension);
    }
    if let Some(filter) = field.label.filter {
        return of("field", filter);
    }
    let name = &field.label.name;
    if is_asn1(name) {
        return of("field", "ASN.1 value");
    }
    let message = name
        .strip_prefix("Handshake Protocol: ")
        .or_else(|| name.strip_prefix("Change Cipher Spec Protocol: "));
    if let Some(message) = message {
        return of("message", general(message));
    }
    match general(without_brackets(name)) {
        "Alert Message" => of("message", "Alert"),
        "Certificate, decompressed" => of("message", "Certificate"),
        name if is_title(name) => of("message", name),
        name => of("field", name),
    }
}

/// Whether a tree is called as its message is.
fn is_title(name: &str) -> bool {
    matches!(
        name,
        "Application Data"
            | "Early Data"
            | "Heartbeat"
            | "Not TLS"
            | "Part of a record"
            | "encrypted record"
            | "unknown record type"
    ) || name.ends_with(", encrypted")
}

/// Whether a field is called as its ASN.1 type is, because nothing else is known of it: `OCTET STRING`, `[0]`.
fn is_asn1(name: &str) -> bool {
    const STRINGS: [&str; 10] = [
        "UTF8String",
        "NumericString",
        "PrintableString",
        "TeletexString",
        "IA5String",
        "UTCTime",
        "GeneralizedTime",
        "VisibleString",
        "UniversalString",
        "BMPString",
    ];
    const TYPES: [&str; 9] = [
        "BOOLEAN",
        "INTEGER",
        "BIT STRING",
        "OCTET STRING",
        "NULL",
        "OBJECT IDENTIFIER",
        "ENUMERATED",
        "SEQUENCE",
        "SET",
    ];
    STRINGS.contains(&name) || TYPES.contains(&name) || name.starts_with('[') || name.starts_with("type 0x")
}

/// The name of an extension, if the field is the whole of one.
fn extension(field: &Field) -> Option<&'static str> {
    let kind =
        field.children.first().filter(|child| child.label.filter == Some("tls.handshake.extension.type"))?;
    match kind.value {
        Value::Code { name: Some(name), .. } => {
            let told = texts::find_in("", Id { kind: "extension", name }).is_some();
            Some(if told { name } else { "rarely used" })
        }
        Value::Code { .. } => Some("unknown"),
        _ => None,
    }
}

/// The registry that a field's number is of, if its entries have texts.
fn registry(field: &Field) -> Option<&'static str> {
    Some(match field.label.filter? {
        "tls.handshake.ciphersuite" => "suite",
        "tls.handshake.extensions_supported_group"
        | "tls.handshake.extensions_key_share_group"
        | "tls.handshake.extensions_key_share_selected_group"
        | "tls.handshake.server_named_curve" => "group",
        "tls.handshake.sig_hash_alg" => "scheme",
        "tls.handshake.extensions.supported_version" => "version",
        "tls.extension.psk_ke_mode" => "mode",
        "tls.alert_message.desc" => "alert",
        _ => return None,
    })
}

fn without_brackets(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

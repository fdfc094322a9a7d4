//! The messages of a session as files, and the fields in them.

use wire::fields::Field;
use wire::message::{Kind, Message};
use wire::proof::Verdict;

use super::step::{Part, Plan, slice};

/// The file of a message: `messages/01-client-hello.bin`.
pub(super) fn file(plan: &mut Plan, message: &Message) -> Part {
    let title = match message.kind {
        Kind::Alert => "alert".into(),
        _ => message.title(),
    };
    let words: String =
        title.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    plan.file(format!("messages/{:02}-{words}.bin", message.number), &message.bytes)
}

/// The part of a message's file that is the field of that name.
pub(super) fn field(plan: &mut Plan, message: &Message, filter: &str) -> Option<Part> {
    let span = message.tree().find(filter)?.span.clone();
    let file = file(plan, message);
    Some(slice(&file, span))
}

/// The number in the field of that name.
pub(super) fn number(message: &Message, filter: &str) -> Option<u64> {
    message.tree().find(filter)?.number()
}

/// All fields of that name.
pub(super) fn all(tree: &Field, filter: &str) -> Vec<Field> {
    let mut found = Vec::new();
    tree.walk(&mut |field, _| {
        if field.label.filter == Some(filter) {
            found.push(field.clone());
        }
    });
    found
}

/// Why the first proof of a message cannot be made; `None`: it can.
pub(super) fn not_provable(message: &Message) -> Option<String> {
    match message.proofs.first().map(|proof| &proof.verdict) {
        Some(Verdict::NotProvable(why)) => Some(why.to_string()),
        Some(_) => None,
        None => Some("it stands where it proves nothing".to_owned()),
    }
}

//! The messages so far, and their hash.

use wire::message::Message;

use super::messages;
use super::step::{Command, Part, Plan};

/// The messages so far, as files.
#[derive(Default)]
pub(super) struct Transcript {
    parts: Vec<Part>,
    /// The number and the name of the last message.
    last: (u64, String),
}

impl Transcript {
    pub(super) fn add(&mut self, plan: &mut Plan, message: &Message) {
        self.parts.push(messages::file(plan, message));
        self.last = (message.number, message.title().into_owned());
    }

    /// The messages, then `more`.
    pub(super) fn with(&self, more: Part) -> Vec<Part> {
        self.parts.iter().cloned().chain([more]).collect()
    }

    pub(super) fn messages(&self) -> Vec<Part> {
        self.parts.clone()
    }

    /// RFC 8446 section 4.4.1: the hash of the first Client Hello stands for it, as a message of its own.
    pub(super) fn replace_first_hello(&mut self, plan: &mut Plan) {
        let hash = plan.step(
            "hash of Client Hello 1",
            "hash-client-hello-1.bin",
            "Hash(ClientHello1)",
            Command::Hash(self.messages()),
            None,
        );
        let length = u8::try_from(plan.hash_length()).unwrap_or_default();
        let parts = vec![Part::Bytes(vec![254, 0, 0, length]), hash];
        let why = "message_hash || 00 00 Hash.length || Hash(ClientHello1)  (RFC 8446 section 4.4.1)";
        self.parts = vec![plan.step("message_hash", "message-hash.bin", why, Command::Copy(parts), None)];
    }

    /// The hash of the messages so far.
    pub(super) fn hash(&self, plan: &mut Plan) -> Part {
        let (number, title) = &self.last;
        let file = format!("hash-{number:02}.bin");
        if plan.has(&file) {
            return Part::File(format!("computed/{file}"));
        }
        let why = format!("Transcript-Hash(Client Hello ... {title})");
        plan.step(format!("hash to {title}"), &file, why, Command::Hash(self.messages()), None)
    }
}

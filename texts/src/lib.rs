//! Why it is there: a text for each thing that the wire view shows, in English and in Japanese.
//!
//! A text says what a field, a message or a key is for, what breaks without it, and what an attacker or a
//! middlebox would do with it. It never repeats the name in other words. The Japanese texts are written in the
//! terms of the book, not translated.
//!
//! Texts are data. Each has an id, which `wire` makes of the names that it shows, so that a renamed field has no
//! text and a test fails:
//!
//! | id | what it explains |
//! | --- | --- |
//! | `message/Client Hello` | a message, by its title without brackets |
//! | `extension/key_share` | an extension, by its registered name |
//! | `field/tls.handshake.random` | a field, by Wireshark's name of it, or by its own name if Wireshark has none |
//! | `suite/…`, `group/…`, `scheme/…`, `version/…`, `mode/…`, `alert/…` | a registered value, by its name |
//! | `record/nonce` | a part of the record protection that is no field |
//! | `key/handshake` | the keys of an epoch |
//! | `proof/finished` | a claim that is checked |
//! | `derivation/c hs traffic` | a step of the key schedule, by the label in it |
//!
//! The title of a message before an id, as in `Server Hello/field/tls.handshake.random`, makes a text for that
//! message only.
//!
//! Besides, what the code says in [`Sentence`]s has its Japanese here.

mod alerts;
mod catalogue;
mod certificates;
mod client_hello;
mod extensions;
mod keys;
mod lang;
mod messages;
pub mod page;
mod rare;
mod records;
mod sentence;
mod sentences;
mod text;
mod tls12;
mod values;

pub use catalogue::{all, find, find_in};
pub use lang::Lang;
pub use sentence::{Argument, Sentence, placeholders};
pub use sentences::TABLE as SENTENCES;
pub use text::{Id, Text, split};

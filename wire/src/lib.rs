//! Reads a TLS session from its bytes and its secrets, and shows what is in it.
//!
//! The crate knows nothing of sockets. It takes what went over the wire, as `(direction, time, bytes)`, and
//! what a key log says, as `(label, secret)`. From that it makes
//!
//! - [`record::Record`]s: header, protection (key, sequence number, nonce, additional data, tag, padding),
//!   content;
//! - [`message::Message`]s: handshake messages put together from the records, alerts, application data, …;
//! - [`fields::Field`] trees of both, down to the last byte, made only when asked for;
//! - [`derivation::Step`]s of the key schedule, only when asked for;
//! - [`proof::Proof`]s: what can be recomputed from bytes and secrets, and whether it holds.
//!
//! ```
//! use std::time::Duration;
//! use wire::{Direction, Event, Session};
//!
//! let mut session = Session::new();
//! session.feed(Direction::FromServer, Duration::ZERO, &[21, 3, 3, 0, 2, 2, 40]);
//! session.finish();
//! for event in session.events() {
//!     if let Event::Message(message) = event {
//!         assert_eq!(message.title(), "Alert (Fatal: Handshake Failure)");
//!     }
//! }
//! ```
//!
//! Feed a live session as it happens, with secrets as the library reports them; the session holds back
//! records whose secret is still missing. For a finished capture, the session looks its secrets up in a
//! [`secrets::KeyLog`]. Take the events out after each call, so that only what is incomplete takes memory: a
//! record, a message, the transcript of the handshake.
//!
//! The bytes come from strangers: nothing here panics on them, and bytes that cannot be read are shown as
//! such, where they are. All cryptography is OpenSSL's.

// Imports only run downward, in the layers that docs/architecture.md draws.
pub mod capture;
mod crypto;
pub mod derivation;
mod event;
pub mod fields;
pub mod fingerprint;
pub mod message;
mod model;
pub mod overview;
pub mod proof;
pub mod record;
pub mod render;
pub mod secrets;
pub mod session;

pub use names;

pub use event::{Event, Gap, Key};
pub use model::{Direction, Epoch};
pub use session::Session;

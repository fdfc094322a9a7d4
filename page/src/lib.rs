//! Pages: HTML that works from a file, without a network.
//!
//! [`frame`] is what all pages share: the shell of a document with its policy, style sheet and script, the switch
//! between the two languages, and the ways to other pages. [`session`] is the page of a session, [`difference`] that of
//! what differs between two.

// Imports only run downward, in the layers that docs/architecture.md draws.
pub mod difference;
pub mod frame;
pub mod session;
mod words;

pub use maud;
pub use words::{Words, both};

//! `tlsbook explain --by-hand`: a folder for each session, with inputs and a script that recomputes what the
//! session proves, using the programs of chapter 7.
//!
//! The shell computes. This code writes the inputs (messages, records, secrets), what must come out of them,
//! and the command lines.

mod certificate;
mod chapter7;
mod collect;
mod hello;
mod label;
mod messages;
mod prf;
mod psk;
mod readme;
mod records;
mod script;
mod shell;
mod step;
mod stock;
mod suite;
mod tls12;
mod tls13;
mod transcript;
mod write;

pub(super) use write::write;

//! Fields: what each byte of a record, a message or a certificate means.
//!
//! [`Field`] and [`Cursor`] are the tools; the modules below read with them, each one subject: DER, certificates, extensions, handshake
//! messages.

pub(crate) mod decompress;
pub(crate) mod der;
pub(crate) mod extension;
mod field;
pub mod handshake;
pub(crate) mod x509;

pub use field::{Cursor, Escaped, Field, Label, MAX_FIELDS, SHOWN, Tree, Value, big_endian, hex, untiled};
pub(crate) use field::{push_hex, steers};

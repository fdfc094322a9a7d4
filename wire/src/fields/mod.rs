//! Fields: what each byte of a buffer means, as a tree.
//!
//! A [`Field`] has a name, a span of bytes in its buffer, a value and children. Children tile their parent:
//! each byte of the buffer belongs to exactly one leaf ([`untiled`] checks it). Code does not build fields by
//! hand: a [`Cursor`] walks over the buffer and records what it reads, so gaps and overlaps cannot occur.
//! Bytes that a reader leaves over, and bytes that are missing, become a leaf with [`Value::Malformed`], and
//! the walk continues after them. A buffer with more than [`MAX_FIELDS`] fields is not read to its end, as
//! they would take too much memory; its rest becomes such a leaf, too.
//!
//! ```
//! use wire::fields::{Cursor, Value, untiled};
//!
//! let message = [0x02, 0x28];
//! let mut cursor = Cursor::new(&message);
//! cursor.code(("Level", "tls.alert_message.level"), 1, |level| (level == 2).then_some("Fatal"));
//! cursor.uint("Description", 1);
//! let fields = cursor.finish();
//! assert_eq!(fields[0].span, 0..1);
//! assert_eq!(fields[0].to_string(&message), "Level: Fatal (2)");
//! assert_eq!(fields[1].value, Value::Uint { value: 0x28, hex: false });
//! ```
//!
//! Readers return `Option<()>`, so that `?` stops reading a structure at the first missing part:
//!
//! ```
//! # use wire::fields::Cursor;
//! fn server_name(c: &mut Cursor) -> Option<()> {
//!     let length = ("Server Name list length", "tls.handshake.extensions_server_name_list_len");
//!     c.vector(length, 2, "Server Name", |c| {
//!         c.uint(("Server Name Type", "tls.handshake.extensions_server_name_type"), 1)?;
//!         let length = c.uint(("Server Name length", "tls.handshake.extensions_server_name_len"), 2)?;
//!         c.text(("Server Name", "tls.handshake.extensions_server_name"), length)
//!     })
//! }
//! let mut cursor = Cursor::new(b"\0\x0c\0\0\x09localhost");
//! server_name(&mut cursor);
//! assert_eq!(cursor.finish()[1].children[2].span, 5..14);
//! ```

mod authorities;
mod cursor;
pub(crate) mod decompress;
mod der;
pub(crate) mod extension;
pub(crate) mod facts;
mod field;
pub mod handshake;
mod line;
mod ocsp;
mod sct;
pub(crate) mod signature;
mod x509;

pub use cursor::{Cursor, MAX_FIELDS, big_endian};
pub use field::{Field, Label, Value, untiled};
pub use line::{Escaped, SHOWN, Tree, hex};
pub(crate) use line::{push_hex, steers};

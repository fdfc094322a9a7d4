//! Our programs with those of other TLS libraries: which subjects of the book a pair of them can have a session about.
//!
//! A [`Peer`] is another implementation; a [`Subject`] is what a session is about. The test `interop` lets our clients
//! meet each peer's server, and each peer's client our servers, and makes the tables of `docs/interop.md` of what came
//! of it.

#[cfg(target_os = "linux")] // its server needs a network of its own
mod gnutls;
mod openssl;
mod ours;
mod outcome;
mod own;
mod peer;
mod reason;
mod subject;
mod table;

#[cfg(target_os = "linux")]
pub use gnutls::GnuTls;
pub use openssl::OpenSsl;
pub use outcome::{Outcome, Trouble};
pub use own::{Own, c_on_openssl, c_on_wolfssl, java, python};
pub use peer::{Peer, Serving};
pub use reason::{Reason, reason};
pub use subject::{HELLO, Subject};
pub use table::{Row, Table, part};

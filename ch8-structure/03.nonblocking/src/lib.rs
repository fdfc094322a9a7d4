//! Section 8.3: calls that return at once, and what is to be done when they could not do their work.
//!
//! | module | what | in the book |
//! | --- | --- | --- |
//! | [`wait`](mod@wait) | telling "not yet" from a failure, waiting, and trying again | `SSL_get_error`, `select` |
//! | [`tcp`] | TCP connections that never make their program wait | `fcntl`, `connect`, `accept` |
//! | [`bell`](mod@bell) | waking a program that waits | — |
//! | [`messages`] | the inner loops of section 6.1, with that | `SSL_read`, `SSL_write` |
//!
//! Section 8.4 uses them, too.

pub mod bell;
pub mod messages;
pub mod tcp;
pub mod wait;

pub use wait::{Deadline, Limit, Nonblocking, Waits, Want, repeat, wait};

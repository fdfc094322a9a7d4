//! Section 8.1: TLS over transports of your own.
//!
//! wolfSSL calls two functions to send and receive, which a program may replace: `wolfSSL_SetIOSend`,
//! `wolfSSL_SetIORecv`. OpenSSL has the BIO for it, and the bindings make one of any type with `Read` and
//! `Write`. That is all a transport is:
//!
//! | module | transport |
//! | --- | --- |
//! | [`comm`] | the book's: a pair of files, one a direction, that both programs have open |
//! | [`pair`](mod@pair) | two ends in one process: a pair of sockets, or just memory |
//! | [`patient`] | the time limits of the first one, and its waits |

pub mod comm;
pub mod pair;
pub mod patient;
mod wait;

pub use comm::{Comm, Listener, Place};
pub use patient::Patient;

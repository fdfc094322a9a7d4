//! Seeing what a session does: the options that every TLS program has, and what they show, write and keep.
//!
//! | module | what | in the book |
//! | --- | --- | --- |
//! | `options` | [`Observe`]: the options | — |
//! | `tapped`, `tap` | the bytes of a connection on their way | Wireshark |
//! | `recorder` | what the connections of a process come to | — |
//! | `trace`, `capture`, `json` | where that goes: standard error, a capture, a document | Wireshark |
//! | `key_log` | the secrets that OpenSSL logs | `MyKeyLog_cb` |
//! | `state_log` | each step of the library's state machine | wolfSSL's debug log |
//! | [`exit`] | how a program ends: with its recordings complete | — |

mod capture;
pub mod exit;
mod file;
mod json;
mod key_log;
mod options;
mod recorder;
mod state_log;
mod tap;
mod tapped;
mod trace;

pub use options::Observe;
pub use tapped::Tapped;

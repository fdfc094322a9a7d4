//! Observing sessions: the options that every TLS program has, and what they show and write.
//!
//! | module | what | in the book |
//! | --- | --- | --- |
//! | `options` | [`Observe`]: the options | — |
//! | `arguments`, `detail` | [`parse`]: the command line, with `--trace full` | — |
//! | `tapped`, `tap` | the bytes of a connection, as they pass | Wireshark |
//! | `recorder` | collects the connections of a process | — |
//! | `trace`, `capture`, `json`, `report` | its outputs: standard error, a capture, a document, a page | Wireshark |
//! | `key_log` | the secrets that OpenSSL logs | `MyKeyLog_cb` |
//! | `state_log` | logs each step of the library's state machine | wolfSSL's debug log |
//! | [`exit`] | ends a program with its recordings complete | — |

mod arguments;
mod capture;
mod detail;
pub mod exit;
mod file;
mod json;
mod key_log;
mod late;
mod options;
mod recorder;
mod report;
mod state_log;
mod tap;
mod tapped;
mod trace;

pub use arguments::parse;
pub use detail::Trace;
pub use options::{CAPTURES_VARIABLE, Observe};
pub use tapped::Tapped;

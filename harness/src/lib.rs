//! Runs programs as a reader of the book does: each in its own window, with typed input and observed output.
//!
//! `tlsbook play` uses it to play the book's experiments, and the tests of all samples use it to drive the real
//! programs on real sockets. Every wait for output or for a program's end has a time limit. A program and its
//! child processes never outlive its [`Window`], nor the process that opened the window, however that process
//! ends.

pub mod bench;
mod command;
mod folder;
#[cfg(target_os = "linux")]
mod gnutls_serv;
#[cfg(unix)]
mod guard;
mod idle;
mod kept;
mod pattern;
mod peers;
mod relay;
mod session;
mod strangers;
mod tools;
mod transcript;
mod tree;
mod window;

pub use command::stranger_command;
pub use folder::{Folder, Shown};
#[cfg(target_os = "linux")]
pub use gnutls_serv::{gnutls_serv, with_gnutls_serv};
pub use idle::spinning;
pub use kept::{Scratch, end_all};
pub use peers::{drain, garbage, peer, trickle};
pub use relay::{Record, Relay, records};
pub use session::session;
pub use strangers::{gnutls_cli, s_server, stranger};
pub use tools::{
    command, found, interrupts, ipv6, on_path, open, program, root, serve, skipped, tool, tool_of_version,
};
pub use transcript::Line;
pub use tree::can_interrupt;
pub use window::{Failure, Instead, Window, processor_time};

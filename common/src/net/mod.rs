//! TCP connections with time limits.
//!
//! The C originals call `socket`, `connect`, `bind`, `listen` and `accept`, and then trust the peer to answer.
//! A peer that sends nothing, or one byte a minute, would block them for ever. Here each answer has a time
//! limit.

mod address;
mod connection;
mod host;
mod limits;
mod memory;
mod transport;

pub use address::resolve;
pub use connection::{Connection, accept, connect, listen};
pub use host::{Host, HostName};
pub use limits::{Clock, Connect, Listen, Patience, Session, seconds};
pub use memory::room_for_a_client;
pub use transport::{SetDeadline, Transport, uninterrupted};

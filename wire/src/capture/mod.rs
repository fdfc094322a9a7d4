//! Captures: reads their packets, reassembles TCP connections, and follows the TLS sessions on them. Also
//! writes captures.

mod connection;
mod finder;
pub mod gzip;
pub mod packet;
mod reader;
pub mod sessions;
mod step;
pub mod tcp;
mod tickets;
pub mod writer;

pub use reader::{Error, Item, Packet, Reader};

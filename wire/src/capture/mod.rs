//! Captures: their packets read, the TCP connections put together, the TLS sessions on them followed; and written.

pub mod packet;
mod reader;
pub mod sessions;
pub mod tcp;
pub mod writer;

pub use reader::{Error, Item, Packet, Reader};

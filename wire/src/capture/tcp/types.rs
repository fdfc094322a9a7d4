//! What is said of connections, and to whom.

use std::net::SocketAddr;
use std::time::Duration;

use crate::model::Direction;

/// When a packet was captured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Since 1970.
    pub time: Duration,
    /// Its number in the capture, from 1.
    pub frame: u64,
}

/// Takes what is sent on one connection.
pub trait Sink {
    /// The next bytes of one end.
    fn data(&mut self, from: Direction, at: When, bytes: &[u8]);
    /// So many bytes of one end are missing here.
    fn gap(&mut self, from: Direction, at: When, lost: u64);
}

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peers {
    /// Its number among all connections, from 0.
    pub number: u64,
    /// Its number in Wireshark (`tcp.stream`); `None` if that is not certain, because too many connections have been
    /// forgotten before it.
    pub stream: Option<u64>,
    /// Who opened it, or seems to be the client.
    pub client: SocketAddr,
    /// The other one.
    pub server: SocketAddr,
    /// When the first packet of it was captured, since 1970.
    pub opened: Duration,
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Both ends closed it.
    Closed,
    /// This end broke it off.
    Reset(Direction),
    /// The capture ends before it, or says nothing more of it.
    Open,
    /// It has not ended: another session follows on it.
    Followed,
}

/// What could not be put in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Misfits {
    /// Bytes that came when their place had been given up.
    pub late_bytes: u64,
    /// Segments with data whose sequence number is far from those of their connection.
    pub strays: u64,
    /// Segments with data of connections that had been closed long before.
    pub after_end: u64,
}

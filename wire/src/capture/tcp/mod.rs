//! TCP connections, put together from their segments.
//!
//! The bytes of each end come out in order, once: segments may come late or twice, may overlap, and their sequence
//! numbers may wrap around. A connection that began before the capture is read from where the capture begins.
//!
//! The bytes of both ends come out in the order in which the ends had them, as far as acknowledgements tell it: a
//! segment waits for what its sender had received, even if that was captured later. Bytes that an end has acknowledged
//! will not be sent again. If they are not captured soon, the capture has lost them, and they become a gap.
//!
//! Memory is bounded: at most [`MAX_FLOWS`] connections are remembered, [`MAX_ENDED`] of those that have ended are kept
//! for what is late, and bytes that wait for others are limited by [`MAX_WAITING`] and [`MAX_ALL_WAITING`].

mod flows;
mod open;
mod sender;
mod types;

pub use flows::{Flows, MAX_ALL_WAITING, MAX_ENDED, MAX_FLOWS};
pub use sender::MAX_WAITING;
pub use types::{End, Misfits, Peers, Sink, When};

//! Packets: from the link layer to a TCP segment, through tunnels too.

mod layers;
mod names;
mod numbers;
mod segment;
#[cfg(test)]
mod tests;

pub use layers::segment;
pub use names::{ether_type_name, link_type_name, ppp_name, protocol_name};
pub use segment::{Other, Segment};

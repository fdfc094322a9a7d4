//! The classic format of libpcap: a header, then packets.

use std::io::Read;
use std::time::Duration;

use super::input::{Error, Input, Order, damaged};
use super::item::{Item, MAX_PACKET, Packet};

/// What the header of such a file says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classic {
    order: Order,
    nanoseconds: bool,
    link_type: u16,
    /// Bytes more before each packet.
    extra: usize,
}

impl Classic {
    /// Reads the header, after its first 4 bytes. `None`: they are not those of this format.
    pub(super) fn read<R: Read>(magic: [u8; 4], input: &mut Input<R>) -> Result<Option<Self>, Error> {
        let (order, nanoseconds, extra) = match magic {
            [0xd4, 0xc3, 0xb2, 0xa1] => (Order::Little, false, 0),
            [0xa1, 0xb2, 0xc3, 0xd4] => (Order::Big, false, 0),
            [0x4d, 0x3c, 0xb2, 0xa1] => (Order::Little, true, 0),
            [0xa1, 0xb2, 0x3c, 0x4d] => (Order::Big, true, 0),
            // A patched libpcap, long ago: 8 more bytes before each packet.
            [0x34, 0xcd, 0xb2, 0xa1] => (Order::Little, false, 8),
            [0xa1, 0xb2, 0xcd, 0x34] => (Order::Big, false, 8),
            _ => return Ok(None),
        };
        // version 2 + 2, time zone 4, accuracy 4, snapshot length 4, link type 4 (the upper half is for other
        // things)
        let header: [u8; 20] = input.array(0, "the header")?;
        let [.., a, b, c, d] = header;
        let link_type = u16::try_from(order.u32([a, b, c, d]) & 0xffff).unwrap_or(0);
        Ok(Some(Self { order, nanoseconds, link_type, extra }))
    }

    /// The next packet; `None` at the end of the capture.
    pub(super) fn next_packet<'a, R: Read>(
        &self,
        input: &'a mut Input<R>,
    ) -> Result<Option<Item<'a>>, Error> {
        let start = input.position;
        let Some(first) = input.first()? else { return Ok(None) };
        let rest: [u8; 12] = input.array(start, "a packet")?;
        let [f0, f1, f2, f3, l0, l1, l2, l3, s0, s1, s2, s3] = rest;
        let seconds = self.order.u32(first);
        let fraction = self.order.u32([f0, f1, f2, f3]);
        let length = self.order.u32([l0, l1, l2, l3]);
        let nanoseconds = if self.nanoseconds { fraction } else { fraction.saturating_mul(1000) };
        if length > MAX_PACKET {
            return Err(damaged(start, format!("a packet of {length} bytes")));
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        input.read_body(length + self.extra, start, "a packet")?;
        let time = Duration::from_secs(seconds.into()) + Duration::from_nanos(nanoseconds.into());
        let data = input.body.get(self.extra..).unwrap_or_default();
        let sent = usize::try_from(self.order.u32([s0, s1, s2, s3])).unwrap_or(usize::MAX);
        Ok(Some(Item::Packet(Packet { time, link_type: self.link_type, data, sent })))
    }
}

//! The format pcapng (draft-ietf-opsawg-pcapng): sections, and blocks in them.

use std::io::Read;
use std::ops::Range;
use std::time::Duration;

use super::input::{Error, Input, Order, damaged};
use super::item::{Item, MAX_PACKET, Packet};

/// The longest block of secrets: those of more sessions than any memory holds.
const MAX_SECRETS: u32 = 1 << 30;

/// Interfaces of one section.
const MAX_INTERFACES: usize = 65_536;

/// Types of blocks (draft-ietf-opsawg-pcapng section 10.1).
pub(super) mod block {
    pub(crate) const SECTION_HEADER: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];
    pub(super) const INTERFACE_DESCRIPTION: u32 = 1;
    /// Obsolete, but old captures have it.
    pub(super) const PACKET: u32 = 2;
    pub(super) const SIMPLE_PACKET: u32 = 3;
    pub(super) const ENHANCED_PACKET: u32 = 6;
    pub(super) const DECRYPTION_SECRETS: u32 = 10;
}

/// Options of an interface description.
mod option {
    pub(super) const END_OF_OPTIONS: u16 = 0;
    pub(super) const IF_TSRESOL: u16 = 9;
    pub(super) const IF_TSOFFSET: u16 = 14;
}

/// `TLSK`: the type of secrets that is a key log.
pub(super) const TLS_KEY_LOG: u32 = 0x544c_534b;

/// What the section says in which the reader is.
#[derive(Debug)]
pub(super) struct Section {
    order: Order,
    interfaces: Vec<Interface>,
}

/// What a section says about an interface.
#[derive(Clone, Copy, Debug)]
struct Interface {
    link_type: u16,
    /// The unit of its times, `if_tsresol`: 10 to the power of -6, if it says nothing else.
    resolution: u8,
    /// Seconds to add to its times, `if_tsoffset`.
    offset: i64,
}

impl Section {
    /// A section header, after its type: the byte order of what follows, and interfaces are numbered anew.
    pub(super) fn read<R: Read>(start: u64, input: &mut Input<R>) -> Result<Self, Error> {
        let total: [u8; 4] = input.array(start, "a section header")?;
        let magic: [u8; 4] = input.array(start, "a section header")?;
        let order = match magic {
            [0x4d, 0x3c, 0x2b, 0x1a] => Order::Little,
            [0x1a, 0x2b, 0x3c, 0x4d] => Order::Big,
            _ => return Err(damaged(start, "a section header without its byte-order magic")),
        };
        let total = order.u32(total);
        let length = body_length(start, total)?;
        let version: [u8; 4] = input.array(start, "a section header")?;
        let [a, b, _, _] = version;
        if order.u16([a, b]) != 1 {
            return Err(Error::NotACapture("a pcapng file of an unknown version".into()));
        }
        let Some(rest) = length.checked_sub(8) else {
            return Err(damaged(start, "a section header that is too short"));
        };
        input.skip(rest.into(), start)?;
        end_of_block(input, order, total, start)?;
        Ok(Self { order, interfaces: Vec::new() })
    }

    /// Reads blocks up to one that matters.
    pub(super) fn next_item<'a, R: Read>(
        &mut self,
        input: &'a mut Input<R>,
    ) -> Result<Option<Item<'a>>, Error> {
        loop {
            let start = input.position;
            let Some(kind) = input.first()? else { return Ok(None) };
            if kind == block::SECTION_HEADER {
                *self = Self::read(start, input)?;
                continue;
            }
            let order = self.order;
            let kind = order.u32(kind);
            let total = order.u32(input.array(start, "a block")?);
            let length = body_length(start, total)?;
            let limit = match kind {
                block::PACKET | block::SIMPLE_PACKET | block::ENHANCED_PACKET => MAX_PACKET + 65_536,
                block::DECRYPTION_SECRETS => MAX_SECRETS,
                block::INTERFACE_DESCRIPTION => 1 << 20,
                _ => {
                    input.skip(length.into(), start)?;
                    end_of_block(input, order, total, start)?;
                    continue;
                }
            };
            if length > limit {
                return Err(damaged(start, format!("a block of {total} bytes")));
            }
            input.read_body(usize::try_from(length).unwrap_or(usize::MAX), start, "a block")?;
            end_of_block(input, order, total, start)?;
            match kind {
                block::INTERFACE_DESCRIPTION => self.interface(&input.body, start)?,
                block::DECRYPTION_SECRETS => {
                    if let Some(range) = self.secrets(&input.body, start)? {
                        return Ok(Some(Item::Secrets(input.body.get(range).unwrap_or_default())));
                    }
                }
                _ => {
                    let (time, link_type, range, sent) = self.packet(kind, &input.body, start)?;
                    let data = input.body.get(range).unwrap_or_default();
                    return Ok(Some(Item::Packet(Packet { time, link_type, data, sent })));
                }
            }
        }
    }

    /// An interface description: the link type and the unit of time of the packets that name it.
    fn interface(&mut self, body: &[u8], start: u64) -> Result<(), Error> {
        let Some((&[l0, l1, _, _, _, _, _, _], mut options)) = body.split_first_chunk() else {
            return Err(damaged(start, "an interface description that is too short"));
        };
        let mut interface = Interface { link_type: self.order.u16([l0, l1]), resolution: 6, offset: 0 };
        while let Some((&[c0, c1, l0, l1], rest)) = options.split_first_chunk() {
            let length = usize::from(self.order.u16([l0, l1]));
            match (self.order.u16([c0, c1]), rest.get(..length)) {
                (option::END_OF_OPTIONS, _) | (_, None) => break,
                (option::IF_TSRESOL, Some(&[resolution])) => interface.resolution = resolution,
                (option::IF_TSOFFSET, Some(offset)) => {
                    interface.offset = offset.try_into().map_or(0, |offset| self.order.i64(offset));
                }
                _ => {}
            }
            options = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        if self.interfaces.len() >= MAX_INTERFACES {
            return Err(damaged(start, "too many interfaces"));
        }
        self.interfaces.push(interface);
        Ok(())
    }

    /// Where the key log is in a block of secrets; `None` if they are another protocol's.
    fn secrets(&self, body: &[u8], start: u64) -> Result<Option<Range<usize>>, Error> {
        let Some((&[t0, t1, t2, t3, l0, l1, l2, l3], rest)) = body.split_first_chunk() else {
            return Err(damaged(start, "a block of secrets that is too short"));
        };
        let length = usize::try_from(self.order.u32([l0, l1, l2, l3])).unwrap_or(usize::MAX);
        if length > rest.len() {
            return Err(damaged(start, "secrets that are longer than their block"));
        }
        Ok((self.order.u32([t0, t1, t2, t3]) == TLS_KEY_LOG).then_some(8..8 + length))
    }

    /// Time and link type of a packet, where its bytes are in the body, and how many were sent.
    fn packet(
        &self,
        kind: u32,
        body: &[u8],
        start: u64,
    ) -> Result<(Duration, u16, Range<usize>, usize), Error> {
        let word = |index: usize| {
            let bytes = body.get(4 * index..).and_then(|bytes| bytes.first_chunk());
            bytes.map_or(0, |bytes| self.order.u32(*bytes))
        };
        let (interface, header) = match kind {
            block::SIMPLE_PACKET => (0, 4),
            // The interface had 2 bytes, the number of dropped packets the other 2.
            block::PACKET => match body.first_chunk() {
                Some(bytes) => (u32::from(self.order.u16(*bytes)), 20),
                None => (0, 20),
            },
            _ => (word(0), 20),
        };
        let index = usize::try_from(interface).unwrap_or(usize::MAX);
        let Some(interface) = self.interfaces.get(index) else {
            return Err(damaged(start, "a packet of an interface that is not described"));
        };
        let there = body.len().saturating_sub(header);
        let (time, length) = if kind == block::SIMPLE_PACKET {
            // No time, and no length but what was sent, which may not all have been captured.
            (Duration::ZERO, there.min(usize::try_from(word(0)).unwrap_or(usize::MAX)))
        } else {
            let ticks = (u64::from(word(1)) << 32) | u64::from(word(2));
            (interface.time(ticks), usize::try_from(word(3)).unwrap_or(usize::MAX))
        };
        if body.len() < header || length > there {
            return Err(damaged(start, "a packet that is longer than its block"));
        }
        let sent = word(if kind == block::SIMPLE_PACKET { 0 } else { 4 });
        let sent = usize::try_from(sent).unwrap_or(usize::MAX);
        Ok((time, interface.link_type, header..header + length, sent))
    }
}

/// The length of a block stands at its end once more.
fn end_of_block<R: Read>(input: &mut Input<R>, order: Order, total: u32, start: u64) -> Result<(), Error> {
    if order.u32(input.array(start, "a block")?) == total {
        Ok(())
    } else {
        Err(damaged(start, "a block whose lengths differ"))
    }
}

impl Interface {
    /// The time that so many ticks of its clock are after 1970.
    fn time(self, ticks: u64) -> Duration {
        let exponent = u32::from(self.resolution & 0x7f);
        let per_second = if self.resolution & 0x80 == 0 {
            10_u128.checked_pow(exponent)
        } else {
            1_u128.checked_shl(exponent)
        };
        let per_second = per_second.unwrap_or(u128::MAX).max(1);
        let ticks = u128::from(ticks);
        let seconds = u64::try_from(ticks / per_second).unwrap_or(u64::MAX);
        // Below a second; a clock finer than 2^96 a second has nothing but zeros there.
        let nanoseconds = (ticks % per_second).saturating_mul(1_000_000_000) / per_second;
        let nanoseconds = u32::try_from(nanoseconds).unwrap_or(0);
        Duration::new(seconds.saturating_add_signed(self.offset), nanoseconds)
    }
}

/// The length of a block's body, from that of the whole block.
fn body_length(start: u64, total: u32) -> Result<u32, Error> {
    if total < 12 || total % 4 != 0 {
        return Err(damaged(start, format!("a block of {total} bytes")));
    }
    Ok(total - 12)
}

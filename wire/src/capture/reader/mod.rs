//! Reads captures, packet by packet: pcapng and the classic pcap, of either byte order.
//!
//! Why it does not use one of the crates that read captures: `pcap-parser` 0.17 needs a whole block in its
//! buffer, so that it must believe or refuse unseen a block that claims 4 GB; it reads the time offset of a
//! big-endian file in the wrong order and refuses times in powers of two. `pcap-file` 2 and 3 do not know
//! decryption secrets. Neither says where in a file an error is.

mod classic;
mod input;
mod item;
mod pcapng;
#[cfg(test)]
mod tests;

use std::io::Read;

use classic::Classic;
use input::Input;
use pcapng::{Section, block};

pub use input::Error;
pub use item::{Item, Packet};

/// Reads a capture.
#[derive(Debug)]
pub struct Reader<R> {
    input: Input<R>,
    format: Format,
}

#[derive(Debug)]
enum Format {
    Classic(Classic),
    Pcapng(Section),
}

impl<R: Read> Reader<R> {
    /// Reads the first header of a capture. `input` is read in small pieces: give it a buffer.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut input = Input::new(input);
        let magic: [u8; 4] = input.magic()?.try_into().map_err(|there: Vec<u8>| {
            let why = if there.is_empty() { "the file is empty" } else { "the file is too short" };
            Error::NotACapture(why.into())
        })?;
        let format = if magic == block::SECTION_HEADER {
            Format::Pcapng(Section::read(0, &mut input)?)
        } else if let Some(classic) = Classic::read(magic, &mut input)? {
            Format::Classic(classic)
        } else {
            return Err(Error::NotACapture(guess(magic).into()));
        };
        Ok(Self { input, format })
    }

    /// The next packet, or secrets; `None` at the end of the capture.
    pub fn next_item(&mut self) -> Result<Option<Item<'_>>, Error> {
        match &mut self.format {
            Format::Classic(classic) => classic.next_packet(&mut self.input),
            Format::Pcapng(section) => section.next_item(&mut self.input),
        }
    }
}

/// What a file is instead of a capture, by its first bytes.
fn guess(magic: [u8; 4]) -> &'static str {
    match &magic {
        [0x1f, 0x8b, ..] => "it is compressed with gzip: decompress it first",
        [0x28, 0xb5, 0x2f, 0xfd] => "it is compressed with zstd: decompress it first",
        b"CLIE" | b"SERV" | b"EXPO" | b"EARL" | b"PSK " | b"ECDH" => {
            "it looks like a key log: give it to --keylog, and the capture as FILE"
        }
        b"----" => "it looks like a certificate or a key in PEM",
        _ => "it starts neither like a pcapng nor like a pcap file",
    }
}

//! The bytes of a capture, with their positions, so that errors can name them.

use std::borrow::Cow;
use std::io::{self, Read};

/// Why a capture cannot be read, or not to its end. Positions are in bytes from the start of the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{0}")]
    Read(#[from] io::Error),
    /// It is not a capture.
    #[error("not a capture: {0}")]
    NotACapture(Cow<'static, str>),
    /// It ends in the middle of a block or packet.
    #[error("the capture is cut off: it ends at byte {end}, within {what} that starts at byte {start}")]
    Truncated {
        /// Where it ends.
        end: u64,
        /// Where what is incomplete starts.
        start: u64,
        /// What that is.
        what: &'static str,
    },
    /// Its contents contradict the format.
    #[error("the capture is damaged at byte {at}: {why}")]
    Damaged {
        /// Where.
        at: u64,
        /// What is wrong.
        why: Cow<'static, str>,
    },
}

pub(super) fn damaged(at: u64, why: impl Into<Cow<'static, str>>) -> Error {
    Error::Damaged { at, why: why.into() }
}

/// Byte order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    pub(super) fn u16(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    pub(super) fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }

    pub(super) fn i64(self, bytes: [u8; 8]) -> i64 {
        match self {
            Self::Little => i64::from_le_bytes(bytes),
            Self::Big => i64::from_be_bytes(bytes),
        }
    }
}

/// What a capture is read from.
#[derive(Debug)]
pub(super) struct Input<R> {
    source: R,
    /// How many bytes have been read.
    pub(super) position: u64,
    /// The body of the current block or packet.
    pub(super) body: Vec<u8>,
}

impl<R: Read> Input<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, position: 0, body: Vec::new() }
    }

    /// The first bytes of the file, fewer than 4 if it has no more.
    pub(super) fn magic(&mut self) -> Result<Vec<u8>, Error> {
        let mut magic = [0; 4];
        let there = fill(&mut self.source, &mut magic)?;
        self.position += to_u64(there);
        Ok(magic.into_iter().take(there).collect())
    }

    /// The first 4 bytes of what comes next; `None` if nothing comes.
    pub(super) fn first(&mut self) -> Result<Option<[u8; 4]>, Error> {
        let mut bytes = [0; 4];
        let start = self.position;
        match fill(&mut self.source, &mut bytes)? {
            0 => Ok(None),
            4 => {
                self.position += 4;
                Ok(Some(bytes))
            }
            there => {
                let end = start + to_u64(there);
                Err(Error::Truncated { end, start, what: "a block or packet" })
            }
        }
    }

    pub(super) fn array<const N: usize>(&mut self, start: u64, what: &'static str) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        let there = fill(&mut self.source, &mut bytes)?;
        self.position += to_u64(there);
        if there < N {
            return Err(Error::Truncated { end: self.position, start, what });
        }
        Ok(bytes)
    }

    /// Reads into the body. Memory grows with the bytes that come, not with the length that is claimed.
    pub(super) fn read_body(&mut self, length: usize, start: u64, what: &'static str) -> Result<(), Error> {
        self.body.clear();
        let there = self.source.by_ref().take(to_u64(length)).read_to_end(&mut self.body)?;
        self.position += to_u64(there);
        if there < length {
            return Err(Error::Truncated { end: self.position, start, what });
        }
        Ok(())
    }

    pub(super) fn skip(&mut self, length: u64, start: u64) -> Result<(), Error> {
        let there = io::copy(&mut self.source.by_ref().take(length), &mut io::sink())?;
        self.position += there;
        if there < length {
            return Err(Error::Truncated { end: self.position, start, what: "a block" });
        }
        Ok(())
    }
}

/// Reads until `buffer` is full or nothing more comes; returns how much came.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(space) = buffer.get_mut(filled..).filter(|space| !space.is_empty()) {
        match input.read(space) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

fn to_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

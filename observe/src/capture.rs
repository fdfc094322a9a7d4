//! `--pcap`: writes the packets of all connections, preceded by their secrets.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use common::Error;
use common::files::{Scratch, Writer};
use wire::capture::writer;

use crate::file::{failed, open};

/// Bytes reserved for the secrets before the packets: a session has seven, a kilobyte and a half together.
const ROOM: usize = 16 * 1024;

/// A capture: the packets, and the secrets that will precede them.
#[derive(Debug)]
pub(crate) struct Capture {
    pub(crate) path: PathBuf,
    file: Writer,
    /// Holds the packets if `file` is a stream, which cannot seek.
    scratch: Option<Scratch>,
    /// Where the packets go: to the scratch file, or to `file` itself.
    pub(crate) packets: BufWriter<File>,
    /// The position of the first packet.
    first: u64,
    pub(crate) secrets: String,
}

impl Capture {
    /// Opens the file.
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        let file = open(path)?;
        let started = || -> io::Result<_> {
            let scratch = if file.file().is_none() { Some(Scratch::nameless()?) } else { None };
            let packet_file = scratch.as_ref().map(|scratch| &scratch.file).or(file.file());
            let packet_file = packet_file.ok_or(io::ErrorKind::Unsupported)?.try_clone()?;
            let mut packets = BufWriter::with_capacity(1 << 16, packet_file);
            writer::write_head(&mut packets, "", ROOM)?;
            let first = packets.stream_position()?;
            Ok((scratch, packets, first))
        };
        let (scratch, packets, first) = started().map_err(failed("open", path))?;
        Ok(Self { path: path.to_owned(), file, scratch, packets, first, secrets: String::new() })
    }

    /// Writes the secrets before the packets, where Wireshark needs them, and moves the file to its place.
    pub(crate) fn keep(mut self) -> Result<(), Error> {
        let in_place = self.scratch.is_none();
        let fits = self.secrets.len() <= ROOM;
        if in_place && !fits {
            self.file = open(&self.path)?;
        }
        let written = || -> io::Result<Writer> {
            let mut packets = self.packets.into_inner().map_err(io::IntoInnerError::into_error)?;
            if in_place && fits {
                packets.rewind()?;
                writer::write_head(&mut packets, &self.secrets, ROOM)?;
            } else {
                writer::write_head(&mut self.file, &self.secrets, 0)?;
                packets.seek(SeekFrom::Start(self.first))?;
                io::copy(&mut packets, &mut self.file)?;
            }
            Ok(self.file)
        };
        written().map_err(failed("write", &self.path))?.fclose()
    }
}

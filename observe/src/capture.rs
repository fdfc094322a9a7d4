//! `--pcap`: the packets of all connections, with their secrets before them.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use common::Error;
use common::files::{Scratch, Writer};
use wire::capture::writer;

use crate::file::{failed, open};

/// Room for secrets before the packets, in bytes: a session has five, a kilobyte together.
const ROOM: usize = 16 * 1024;

/// A capture: the packets, and the secrets that will stand before them.
#[derive(Debug)]
pub(crate) struct Capture {
    pub(crate) path: PathBuf,
    file: Writer,
    /// Where the packets wait if `file` is a stream, in which there is no going back.
    scratch: Option<Scratch>,
    /// What they go to: that scratch file, or `file` itself.
    pub(crate) packets: BufWriter<File>,
    /// The place of the first packet.
    first: u64,
    pub(crate) secrets: String,
}

impl Capture {
    /// Opens the file.
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        let file = open(path)?;
        let started = || -> io::Result<_> {
            let scratch = if file.file().is_none() { Some(Scratch::nameless()?) } else { None };
            let place = scratch.as_ref().map(|scratch| &scratch.file).or(file.file());
            let place = place.ok_or(io::ErrorKind::Unsupported)?.try_clone()?;
            let mut packets = BufWriter::with_capacity(1 << 16, place);
            writer::write_head(&mut packets, "", ROOM)?;
            let first = packets.stream_position()?;
            Ok((scratch, packets, first))
        };
        let (scratch, packets, first) = started().map_err(failed("open", path))?;
        Ok(Self { path: path.to_owned(), file, scratch, packets, first, secrets: String::new() })
    }

    /// Puts the secrets before the packets, where Wireshark needs them, and the file in its place.
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

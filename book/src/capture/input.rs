//! What a capture is read from, and where its secrets come from.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::note;
use wire::capture;
use wire::capture::gzip::{self, Unpacked};
use wire::capture::sessions;
use wire::secrets::{self, KeyLog, from_hex};

use crate::error::Error;

/// Sources of secrets, besides the capture itself.
#[derive(clap::Args)]
pub(crate) struct Secrets {
    /// Read secrets from a key log, the file that SSLKEYLOGFILE names for other programs
    #[arg(long, value_name = "FILE")]
    keylog: Option<PathBuf>,

    /// Count this pre-shared key, in hexadecimal digits, for every session; may be given several times
    #[arg(long, value_name = "HEX", value_parser = pre_shared_key)]
    psk: Vec<Psk>,
}

impl Secrets {
    /// The key log, if there is one.
    pub(super) fn keylog(&self) -> Option<&PathBuf> {
        self.keylog.as_ref()
    }
}

/// A pre-shared key of the command line.
#[derive(Clone)]
struct Psk(Vec<u8>);

fn pre_shared_key(digits: &str) -> Result<Psk, &'static str> {
    let key = from_hex(digits).filter(|key| !key.is_empty());
    key.map(Psk).ok_or("a key is hexadecimal digits, two for each byte")
}

pub(super) fn unreadable(path: &Path, error: capture::Error) -> Error {
    Error::Capture { path: path.to_owned(), source: error }
}

/// Whether a capture is to be read from standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The name of a capture in messages.
pub(crate) fn name(path: &Path) -> &Path {
    if is_standard_input(path) { Path::new("standard input") } else { path }
}

/// How many bytes of a capture are read at a time.
const BUFFER: usize = 1 << 18;

/// Opens a capture so that it can be read twice: the file itself, or a copy if the input is a pipe or standard
/// input.
fn input(path: &Path) -> Result<File, Error> {
    if is_standard_input(path) {
        return spool(name(path), io::stdin().lock());
    }
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_file() { Ok(file) } else { spool(path, file) }
}

/// Copies a capture to a file. Copies nothing that is not a capture, because it might be endless.
fn spool(path: &Path, mut from: impl Read) -> Result<File, Error> {
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let mut start = Vec::new();
    let mut read = |start: &mut _, length| from.by_ref().take(length).read_to_end(start).map_err(failed);
    read(&mut start, 4)?;
    if start.starts_with(&gzip::MAGIC) {
        read(&mut start, BUFFER as u64)?; // enough to decompress the first 4 bytes
    }
    let unpacked = Unpacked::new(start.as_slice(), 4).map_err(failed)?;
    if let Err(error @ capture::Error::NotACapture(_)) = capture::Reader::new(unpacked) {
        return Err(unreadable(path, error));
    }
    let mut copy = tempfile::tempfile().map_err(Error::Scratch)?;
    io::copy(&mut start.as_slice().chain(from), &mut copy).map_err(failed)?;
    copy.rewind().map_err(Error::Scratch)?;
    Ok(copy)
}

/// Opens a capture and collects its secrets, from anywhere in the capture and from a key log.
pub(crate) fn open(path: &Path, secrets: &Secrets) -> Result<(impl Read + Send + use<>, Arc<KeyLog>), Error> {
    let mut file = input(path)?;
    let mut keys = KeyLog::new();
    if let Some(path) = &secrets.keylog {
        read_key_log(path, &mut keys)?;
    }
    for Psk(key) in &secrets.psk {
        keys.add_psk(key.clone());
    }
    let failed = |source| Error::Read { path: name(path).to_owned(), source };
    let unpacked = Unpacked::new(&file, BUFFER).map_err(failed)?;
    sessions::secrets(unpacked, &mut keys).map_err(|error| unreadable(name(path), error))?;
    if keys.left_out() > 0 {
        note!("{} secrets are left out: there are more than are kept at a time (512 MiB)", keys.left_out());
    }
    file.rewind().map_err(failed)?;
    Ok((Unpacked::new(file, BUFFER).map_err(failed)?, Arc::new(keys)))
}

/// Reads a key log. One without secrets is worth a word, but no obstacle: a failed handshake leaves no others.
fn read_key_log(path: &Path, keys: &mut KeyLog) -> Result<(), Error> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    let other = |why| Error::KeyLog { path: path.to_owned(), why };
    let found =
        keys.read(BufReader::new(File::open(path).map_err(unread)?)).map_err(|error| match error {
            secrets::Error::Read(source) => unread(source),
            error @ secrets::Error::LongLine => other(error.to_string()),
        })?;
    match found {
        secrets::Found { secrets: 0, others: 0, comments } => {
            let what = if comments == 0 { "it is empty" } else { "it has only comments" };
            note!("the key log {} has no secrets: {what}", path.display());
            Ok(())
        }
        secrets::Found { secrets: 0, .. } => {
            Err(other("no line is a label, a client random and a secret".to_owned()))
        }
        _ => Ok(()),
    }
}

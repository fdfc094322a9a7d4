//! Writing files that appear whole or not at all.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use super::arguments::{Input, Output, Place};
use super::identity::real_path;
use super::input::folder;
use super::scratch::{Scratch, temporary};
use super::screen::Screen;
use crate::error::Error;

/// The contents of an output, which determine who may read it, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Not secret. The file keeps the permissions of an earlier file of that name, or gets the system's default
    /// permissions.
    Public,
    /// A secret: readable by its owner only.
    Secret,
    /// A secret that is not yet known to be genuine. It stays hidden until [`Writer::fclose`], even from
    /// standard output.
    Unverified,
    /// A private key: readable by its owner only. It replaces an earlier file only if `force` is set.
    PrivateKey {
        /// `--force`
        force: bool,
    },
    /// A public key: like [`Contents::Public`], but it replaces an earlier file only if `force` is set. If the
    /// two names were swapped, that file may be a private key.
    PublicKey {
        /// `--force`
        force: bool,
    },
}

impl Contents {
    fn is_secret(self) -> bool {
        !matches!(self, Self::Public | Self::PublicKey { .. })
    }

    /// Whether an earlier file is kept.
    fn yields(self) -> bool {
        matches!(self, Self::PrivateKey { force: false } | Self::PublicKey { force: false })
    }
}

/// Writes a whole file at once. It appears whole or not at all. For programs with their own error messages.
///
/// # Errors
/// The reason, without the name of the file. An earlier file of that name is then unchanged.
pub fn write_whole(path: &Path, contents: Contents, bytes: &[u8]) -> io::Result<()> {
    let mut target = Output::from(path).target(contents)?;
    target.write(bytes)?;
    target.close()
}

impl Output {
    /// Opens the file for writing (`fopen`, `wb`). It must not be one of the `inputs`.
    ///
    /// Anything but a regular file (a terminal, a pipe, `/dev/null`) is written to directly.
    ///
    /// # Errors
    /// [`Error::OpenOutput`] if it cannot be written, is a folder, is one of the inputs, or must not be
    /// overwritten.
    pub fn fopen(&self, contents: Contents, inputs: &[&Input]) -> Result<Writer, Error> {
        let failed = |source| match &self.0 {
            Place::Standard => Error::Output(source),
            Place::File(path) => Error::OpenOutput { path: path.clone(), source },
        };
        let this = self.file();
        if this.is_some() && inputs.iter().any(|input| input.file() == this) {
            return Err(failed(io::Error::other("it is the input file as well")));
        }
        let target = self.target(contents).map_err(failed)?;
        Ok(Writer { name: self.clone(), target, written: 0 })
    }

    /// Whether it is standard output.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.0 == Place::Standard
    }

    /// Whether both are the same file, even if it does not exist yet. The later output would then overwrite the
    /// earlier one.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let place = |output: &Self| match &output.0 {
            Place::Standard => None,
            Place::File(path) => Some(real_path(path)),
        };
        match (place(self), place(other)) {
            (Some(one), Some(two)) => one == two || (self.file().is_some() && self.file() == other.file()),
            _ => self.file().is_some() && self.file() == other.file(),
        }
    }

    /// The error for a failed write.
    fn unwritable(&self, source: io::Error) -> Error {
        match &self.0 {
            Place::Standard => Error::Output(source),
            Place::File(path) => Error::WriteFile { path: path.clone(), source },
        }
    }

    fn target(&self, contents: Contents) -> io::Result<Target> {
        let Place::File(path) = &self.0 else { return Target::stream(stdout()?, contents) };
        if path.as_os_str().is_empty() {
            return Err(ErrorKind::NotFound.into());
        }
        // Use the name as given: the system may refuse to follow another user's link in a shared folder.
        let earlier = match fs::metadata(path) {
            Ok(earlier) => Some(earlier),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let path = real_path(path);
        if let Some(earlier) = &earlier {
            if earlier.is_dir() {
                return Err(folder());
            }
            // Moving another file over a file does not need write permission for that file, so check it here.
            let file = OpenOptions::new().write(true).open(&path)?;
            if !earlier.is_file() {
                return Target::stream(file, contents);
            }
            if contents.yields() {
                return Err(exists());
            }
        }
        let beside = Scratch::new(path.parent().unwrap_or(Path::new("")), contents.is_secret())?;
        if let (Contents::Public, Some(earlier)) = (contents, earlier) {
            beside.file.set_permissions(earlier.permissions())?;
        }
        Ok(Target::Beside { beside, path, replace: !contents.yields() })
    }
}

/// An open output.
pub struct Writer {
    name: Output,
    target: Target,
    /// How many bytes [`Writer::fwrite`] has written.
    written: u64,
}

enum Target {
    /// A terminal, which takes only text ([`Screen`]), a pipe or a device. What has been written cannot be taken back.
    Stream(Box<dyn Write + Send>),
    /// A file beside `path`, which takes its place at the end.
    Beside { beside: Scratch, path: PathBuf, replace: bool },
    /// A hidden file, which is copied to the stream at the end.
    Withheld { scratch: Scratch, stream: Box<dyn Write + Send> },
}

impl Target {
    fn stream(stream: impl Write + IsTerminal + Send + 'static, contents: Contents) -> io::Result<Self> {
        let stream: Box<dyn Write + Send> =
            if stream.is_terminal() { Box::new(Screen::new(stream)) } else { Box::new(stream) };
        if contents == Contents::Unverified {
            return Ok(Self::Withheld { scratch: Scratch::nameless()?, stream });
        }
        Ok(Self::Stream(stream))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.write_all(bytes),
            Self::Beside { beside, .. } => beside.file.write_all(bytes),
            Self::Withheld { scratch, .. } => {
                scratch.file.write_all(bytes).map_err(|error| temporary(&error))
            }
        }
    }

    fn close(self) -> io::Result<()> {
        match self {
            Self::Stream(mut stream) => stream.flush(),
            Self::Beside { beside, path, replace: true } => fs::rename(&beside.path, path),
            Self::Beside { beside, path, replace: false } => match fs::hard_link(&beside.path, &path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(exists()),
                // Not every file system supports links.
                Err(_) if !path.exists() => fs::rename(&beside.path, path),
                done => done,
            },
            Self::Withheld { mut scratch, mut stream } => {
                scratch.file.rewind()?;
                io::copy(&mut scratch.file, &mut stream)?;
                stream.flush()
            }
        }
    }
}

impl Writer {
    /// Writes all of `bytes`.
    pub fn fwrite(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.target.write(bytes).map_err(|error| self.name.unwritable(error))?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// How many bytes were written with [`Writer::fwrite`].
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written
    }

    /// The file itself, for a caller that needs to seek. `None` for a stream, and for data that is still
    /// withheld.
    #[must_use]
    pub fn file(&self) -> Option<&File> {
        match &self.target {
            Target::Beside { beside, .. } => Some(&beside.file),
            Target::Stream(_) | Target::Withheld { .. } => None,
        }
    }

    /// Moves the file to its destination. Without this call, the file is discarded.
    pub fn fclose(self) -> Result<(), Error> {
        self.target.close().map_err(|error| self.name.unwritable(error))
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Writer").field(&self.name).finish()
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Stream(stream) => stream.write(bytes),
            Target::Beside { beside: scratch, .. } | Target::Withheld { scratch, .. } => {
                scratch.file.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Stream(stream) => stream.flush(),
            Target::Beside { .. } | Target::Withheld { .. } => Ok(()), // a file has no buffer
        }
    }
}

/// Standard output without the line buffer of `io::stdout`.
#[cfg(unix)]
fn stdout() -> io::Result<File> {
    std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned().map(File::from)
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn stdout() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

fn exists() -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, "it exists: overwriting a key takes --force")
}

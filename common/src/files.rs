//! Input and output files, whose failures have names and whose outputs appear whole or not at all: the `FILE *infp, *outfp`
//! that `Examples/common/main.c` opens for each program of chapter 7.
//!
//! An output is written beside its place and moved there by [`Writer::fclose`]. Until then an earlier file of that name is
//! as it was; after a failure it still is, and nothing else is left behind, not even by Ctrl-C.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::{env, process};

use crate::{Error, interrupt};

/// A file to be read; `-` is standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(Place);

/// A file to be written; `-` is standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output(Place);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Standard,
    File(PathBuf),
}

/// What an output will hold, which decides who may read it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Anybody's: the rights of an earlier file of that name, or those that the system gives to new files.
    Public,
    /// A secret: readable by its owner only.
    Secret,
    /// A secret that nobody may see before [`Writer::fclose`], not even on standard output: it is not yet known to be genuine.
    Unverified,
    /// A private key: readable by its owner only, and never in the place of an earlier file unless `force` is set.
    PrivateKey {
        /// `--force`
        force: bool,
    },
    /// A public key: as [`Contents::Public`], but never in the place of an earlier file unless `force` is set. That one may
    /// be a private key, if the two names were swapped.
    PublicKey {
        /// `--force`
        force: bool,
    },
}

impl Contents {
    fn is_secret(self) -> bool {
        !matches!(self, Self::Public | Self::PublicKey { .. })
    }

    /// Whether an earlier file stays.
    fn yields(self) -> bool {
        matches!(self, Self::PrivateKey { force: false } | Self::PublicKey { force: false })
    }
}

impl From<OsString> for Place {
    fn from(name: OsString) -> Self {
        if name == "-" { Self::Standard } else { Self::File(name.into()) }
    }
}

/// As an argument: for `clap`.
impl From<OsString> for Input {
    fn from(name: OsString) -> Self {
        Self(name.into())
    }
}

/// As an argument: for `clap`.
impl From<OsString> for Output {
    fn from(name: OsString) -> Self {
        Self(name.into())
    }
}

impl From<&Path> for Input {
    fn from(path: &Path) -> Self {
        Self(Place::File(path.to_owned()))
    }
}

impl From<&Path> for Output {
    fn from(path: &Path) -> Self {
        Self(Place::File(path.to_owned()))
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Standard => f.write_str("standard input"),
            Place::File(path) => path.display().fmt(f),
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Standard => f.write_str("standard output"),
            Place::File(path) => path.display().fmt(f),
        }
    }
}

impl Input {
    /// Opens the file for reading (`fopen`, `rb`).
    ///
    /// # Errors
    /// [`Error::OpenInput`]: it is missing, unreadable or a folder.
    pub fn fopen(&self) -> Result<Reader, Error> {
        let stream: Box<dyn Read> = match &self.0 {
            Place::Standard => Box::new(io::stdin()),
            Place::File(path) => {
                let failed = |source| Error::OpenInput { path: path.clone(), source };
                let file = File::open(path).map_err(failed)?;
                if file.metadata().map_err(failed)?.is_dir() {
                    return Err(failed(folder()));
                }
                Box::new(BufReader::new(file))
            }
        };
        Ok(Reader { name: self.clone(), stream })
    }

    /// The whole file, for a key or a certificate: whatever is longer than `limit` bytes is not read.
    ///
    /// # Errors
    /// [`Error::OpenInput`], [`Error::ReadFile`]: it is missing, unreadable, a folder, or too long.
    pub fn load(&self, limit: usize) -> Result<Vec<u8>, Error> {
        let mut reader = self.fopen()?;
        let mut bytes = Vec::new();
        let limit = limit as u64;
        let count = (&mut reader.stream).take(limit + 1).read_to_end(&mut bytes);
        match count {
            Ok(count) if count as u64 > limit => {
                let why = format!("longer than the {limit} bytes that are read of such a file");
                Err(self.unreadable(io::Error::other(why)))
            }
            Ok(_) => Ok(bytes),
            Err(source) => Err(self.unreadable(source)),
        }
    }

    /// Refuses `inputs` of which more than one is standard input: the first would take what is meant for the others.
    ///
    /// # Errors
    /// [`Error::Input`]
    pub fn once(inputs: &[&Self]) -> Result<(), Error> {
        let standard = inputs.iter().filter(|input| input.0 == Place::Standard).count();
        if standard > 1 {
            return Err(Error::Input(io::Error::other("more than one of the files is to be read from it")));
        }
        Ok(())
    }

    /// The error of a failure to read.
    fn unreadable(&self, source: io::Error) -> Error {
        match &self.0 {
            Place::Standard => Error::Input(source),
            Place::File(path) => Error::ReadFile { path: path.clone(), source },
        }
    }
}

/// Writes all of a file at once, which appears whole or not at all: for programs whose errors have words of their own.
///
/// # Errors
/// Why it cannot be written, without its name. An earlier file of that name is then as it was.
pub fn write_whole(path: &Path, contents: Contents, bytes: &[u8]) -> io::Result<()> {
    let mut target = Output::from(path).target(contents)?;
    target.write(bytes)?;
    target.close()
}

/// An open input.
pub struct Reader {
    name: Input,
    stream: Box<dyn Read>,
}

/// Bytes that are at hand already: for what is in no file, such as published vectors.
impl From<Vec<u8>> for Reader {
    fn from(bytes: Vec<u8>) -> Self {
        Self { name: Input(Place::Standard), stream: Box::new(io::Cursor::new(bytes)) }
    }
}

impl Reader {
    /// Reads until `buffer` is full or the file ends; returns how many bytes were read. Fewer than a buffer: the end.
    pub fn fread(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.stream.read(rest) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.name.unreadable(error)),
            }
        }
        Ok(filled)
    }
}

impl Output {
    /// Opens the file for writing (`fopen`, `wb`). The `inputs` must not be the same file.
    ///
    /// What is no file (a terminal, a pipe, `/dev/null`) is written to directly.
    ///
    /// # Errors
    /// [`Error::OpenOutput`]: it cannot be written, is a folder, is one of the inputs, or is not to be overwritten.
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
        Ok(Writer { name: self.clone(), target })
    }

    /// Whether it is standard output.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.0 == Place::Standard
    }

    /// Whether both are one file, be it there already or not: the later one would overwrite the earlier.
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

    /// The error of a failure to write.
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
        // By the name that was given: a stranger's link in a folder for all is one that the system may refuse to follow.
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
            // To move a file to its place takes no right to write to the one that was there: that is asked for here.
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
}

enum Target {
    /// To a terminal, a pipe, a device: what is written is gone.
    Stream(Box<dyn Write + Send>),
    /// To a file beside `path`, which takes its place at last.
    Beside { beside: Scratch, path: PathBuf, replace: bool },
    /// To a file that nobody sees, which is copied to the stream at last.
    Withheld { scratch: Scratch, stream: Box<dyn Write + Send> },
}

impl Target {
    fn stream(stream: impl Write + Send + 'static, contents: Contents) -> io::Result<Self> {
        let stream = Box::new(stream);
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
                // Not every file system has links.
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
        self.target.write(bytes).map_err(|error| self.name.unwritable(error))
    }

    /// The file itself, for whoever goes back in it; `None`: what is written is gone, or goes elsewhere first.
    pub(crate) fn file(&self) -> Option<&File> {
        match &self.target {
            Target::Beside { beside, .. } => Some(&beside.file),
            Target::Stream(_) | Target::Withheld { .. } => None,
        }
    }

    /// Puts the file in its place. Without this call, nothing of it is left.
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

/// The files that Ctrl-C must remove.
static SCRATCH: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file of this process alone, which goes with this value unless it was moved away.
#[derive(Debug)]
pub(crate) struct Scratch {
    pub(crate) file: File,
    path: PathBuf,
}

impl Scratch {
    /// Makes a file for secrets in the folder for temporary files.
    pub(crate) fn nameless() -> io::Result<Self> {
        let scratch = Self::new(&env::temp_dir(), true).map_err(|error| temporary(&error))?;
        // An open file needs no name: without one, not even `kill -9` leaves it behind.
        let _ = fs::remove_file(&scratch.path);
        Ok(scratch)
    }

    /// Makes a file in `folder`; `secret`: readable by its owner only.
    fn new(folder: &Path, secret: bool) -> io::Result<Self> {
        static INTERRUPT: Once = Once::new();
        static NEXT: AtomicU32 = AtomicU32::new(0);
        INTERRUPT.call_once(|| {
            // Where the system lets nobody catch the signal, its files stay.
            let _ = interrupt::before_exit(|| {
                for path in SCRATCH.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                    let _ = fs::remove_file(path);
                }
            });
        });

        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        // Elsewhere the file gets the rights that its folder hands down.
        #[cfg(unix)]
        if secret {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = secret;
        let mut scratch = SCRATCH.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!(".tlsbook-{}-{number}.tmp", process::id()));
            match options.open(&path) {
                Ok(file) => {
                    scratch.push(path.clone());
                    return Ok(Self { file, path });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut scratch = SCRATCH.lock().unwrap_or_else(PoisonError::into_inner);
        scratch.retain(|path| *path != self.path);
        let _ = fs::remove_file(&self.path); // it is not there if it was moved
    }
}

/// Standard output without the buffer for lines of text that `io::stdout` has.
#[cfg(unix)]
fn stdout() -> io::Result<File> {
    std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned().map(File::from)
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn stdout() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

fn folder() -> io::Error {
    io::Error::new(ErrorKind::IsADirectory, "a folder, not a file")
}

/// What went wrong with a file that is not the one that the user has named.
fn temporary(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("temporary file in {}: {error}", env::temp_dir().display()))
}

fn exists() -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, "it exists: overwriting a key takes --force")
}

/// Where a file is or will be: behind links, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    let is_missing = match path.canonicalize() {
        Ok(real) => return real,
        Err(error) => error.kind() == ErrorKind::NotFound, // links in a circle are another error
    };
    // A link to a file that is not there yet: that file is meant, as for a shell.
    if let Some(next) = fs::read_link(path).ok().filter(|_| is_missing) {
        return real_path(&path.parent().unwrap_or(Path::new("")).join(next));
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            folder.canonicalize().map_or_else(|_| path.to_owned(), |folder| folder.join(name))
        }
        _ => path.to_owned(),
    }
}

/// What tells two files apart, whatever their names: device and inode, or where there is none the path.
#[derive(PartialEq, Eq)]
enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl Identity {
    /// `None` for what is no file or not there: it can be input and output at once, like a terminal.
    #[cfg(unix)]
    fn of(file: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        file.is_file().then(|| Self::Inode(file.dev(), file.ino()))
    }

    #[cfg(unix)]
    fn of_stream(stream: &impl std::os::fd::AsFd) -> Option<Self> {
        let stream = File::from(stream.as_fd().try_clone_to_owned().ok()?);
        Self::of(&stream.metadata().ok()?)
    }

    #[cfg(unix)]
    fn of_path(path: &Path) -> Option<Self> {
        Self::of(&fs::metadata(path).ok()?)
    }

    #[cfg(not(unix))]
    fn of_stream<T>(_: &T) -> Option<Self> {
        None
    }

    #[cfg(not(unix))]
    fn of_path(path: &Path) -> Option<Self> {
        path.is_file().then(|| Self::Path(real_path(path)))
    }
}

impl Input {
    fn file(&self) -> Option<Identity> {
        match &self.0 {
            Place::Standard => Identity::of_stream(&io::stdin()),
            Place::File(path) => Identity::of_path(path),
        }
    }
}

impl Output {
    fn file(&self) -> Option<Identity> {
        match &self.0 {
            Place::Standard => Identity::of_stream(&io::stdout()),
            Place::File(path) => Identity::of_path(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, contents: Contents, inputs: &[&Input], text: &str) -> Result<(), Error> {
        let mut writer = Output::from(path).fopen(contents, inputs)?;
        writer.fwrite(text.as_bytes())?;
        writer.fclose()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        for contents in [Contents::Public, Contents::Secret, Contents::Unverified] {
            fs::write(&path, "earlier").unwrap();
            let mut writer = Output::from(path.as_path()).fopen(contents, &[]).unwrap();
            writer.fwrite(b"half").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"earlier");
            drop(writer);
            assert_eq!(fs::read(&path).unwrap(), b"earlier");
            assert_eq!(names(folder.path()), ["out"]);

            write(&path, contents, &[], "whole").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"whole");
            write_whole(&path, contents, b"at once").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"at once");
            assert_eq!(names(folder.path()), ["out"]);
        }
    }

    #[test]
    fn a_private_key_is_overwritten_by_force_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let key = |force| write(&path, Contents::PrivateKey { force }, &[], &format!("key {force}"));
        key(false).unwrap();
        let refused = key(false).unwrap_err().to_string();
        assert!(refused.ends_with("(it exists: overwriting a key takes --force)"), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"key false");
        key(true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"key true");

        // Another program was faster.
        let late = folder.path().join("late");
        let writer = Output::from(late.as_path()).fopen(Contents::PrivateKey { force: false }, &[]).unwrap();
        fs::write(&late, "theirs").unwrap();
        writer.fclose().unwrap_err();
        assert_eq!(fs::read(&late).unwrap(), b"theirs");
        assert_eq!(names(folder.path()), ["key", "late"]);
    }

    #[test]
    fn the_input_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "data").unwrap();
        let input = Input::from(path.as_path());
        let dotted = folder.path().join(".").join("file");
        for name in [&path, &dotted] {
            let refused = write(name, Contents::Public, &[&input], "new").unwrap_err().to_string();
            assert!(refused.ends_with("(it is the input file as well)"), "{refused}");
        }
        assert_eq!(fs::read(&path).unwrap(), b"data");
        assert!(Output::from(path.as_path()).is_same(&Output::from(dotted.as_path())));
        let new = |name: &str| Output::from(folder.path().join(name).as_path());
        assert!(new("new").is_same(&new("./new")));
        assert!(!new("new").is_same(&new("file")));
    }

    #[test]
    fn a_long_file_is_not_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, "12345").unwrap();
        let input = Input::from(path.as_path());
        assert_eq!(input.load(5).unwrap(), b"12345");
        let refused = input.load(4).unwrap_err().to_string();
        assert!(refused.ends_with("(longer than the 4 bytes that are read of such a file)"), "{refused}");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_rights_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        fs::write(&path, "data").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write(&link, Contents::Public, &[], "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"new".to_vec(), 0o640));
        write(&link, Contents::Secret, &[], "secret").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"secret".to_vec(), 0o600));
        write(&link, Contents::Public, &[&Input::from(Path::new("/dev/null"))], "new").unwrap();
        fs::remove_file(&path).unwrap();
        write(&link, Contents::Public, &[], "a new file").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"a new file");
        assert!(Output::from(link.as_path()).is_same(&Output::from(path.as_path())));
        assert!(write(&link, Contents::Public, &[&Input::from(path.as_path())], "new").is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_written_is_named() {
        for (path, why) in [
            ("/dev/full", "cannot write /dev/full (No space left on device)"),
            ("/missing/out", "Open output file /missing/out (No such file or directory)"),
            ("/proc", "Open output file /proc (a folder, not a file)"),
            ("", "Open output file  (entity not found)"),
        ] {
            for contents in [Contents::Public, Contents::Unverified] {
                assert_eq!(write(Path::new(path), contents, &[], "x").unwrap_err().to_string(), why);
            }
        }
        for (path, why) in [
            ("/missing", "Open input file /missing (No such file or directory)"),
            ("/proc", "Open input file /proc (a folder, not a file)"),
        ] {
            assert_eq!(Input::from(Path::new(path)).fopen().err().unwrap().to_string(), why);
        }
    }
}

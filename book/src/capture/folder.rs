//! A folder of what a capture holds, secrets perhaps, that appears whole or not at all.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use common::interrupt;
use tempfile::TempDir;
use wire::capture::sessions;

use super::filter::Selection;
use crate::error::Error;

/// The folder that Ctrl-C must remove.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// That folder, which Ctrl-C does not remove while the guard lives. Once it has, the process ends: nothing may make the
/// folder anew.
fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    let folder = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    if folder.is_none() {
        drop(folder);
        interrupt::exit();
    }
    folder
}

/// A folder in the making: beside the place where it will stand.
pub(super) struct Folder {
    made: TempDir,
    target: PathBuf,
    /// The place as it was typed.
    typed: PathBuf,
}

impl Folder {
    /// Begins one. Its place must be free, or an empty folder.
    pub(super) fn begin(target: &Path) -> Result<Self, Error> {
        Self::make(target).map_err(|error| failed(target, error))
    }

    fn make(typed: &Path) -> io::Result<Self> {
        static INTERRUPT: Once = Once::new();
        INTERRUPT.call_once(|| {
            // If the system does not allow catching the signal, Ctrl-C leaves the folder behind.
            let _ = interrupt::before_exit(|| {
                if let Some(path) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
                    let _ = fs::remove_dir_all(path);
                }
            });
        });
        let target = match fs::read_dir(typed).map(|mut entries| entries.next().is_some()) {
            Ok(true) => return Err(ErrorKind::DirectoryNotEmpty.into()),
            Ok(false) => typed.canonicalize()?,
            Err(error) if error.kind() == ErrorKind::NotFound => typed.to_owned(),
            Err(error) => return Err(error),
        };
        let parent = match target.parent() {
            Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
            Some(parent) => parent,
            None => return Err(ErrorKind::AlreadyExists.into()),
        };
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let mut beside = tempfile::Builder::new();
        beside.prefix(".tlsbook-");
        #[cfg(unix)]
        beside.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let made = beside.tempdir_in(parent)?;
        *unfinished = Some(made.path().to_owned());
        drop(unfinished);
        Ok(Self { made, target, typed: typed.to_owned() })
    }

    /// Writes a file, readable by its owner only, and the folders above it.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let _unfinished = unfinished();
        let path = self.made.path().join(name);
        let mut folders = DirBuilder::new();
        folders.recursive(true);
        let mut file = OpenOptions::new();
        file.write(true).create_new(true);
        #[cfg(unix)]
        {
            std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
            std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        }
        folders.create(path.parent().unwrap_or(&path))?;
        file.open(&path)?.write_all(bytes)
    }

    /// Adds bytes to the end of a file, which may be new.
    pub(super) fn append(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let _unfinished = unfinished();
        let mut file = OpenOptions::new();
        file.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        file.open(self.made.path().join(name))?.write_all(bytes)
    }

    /// Moves the folder to its place, after the chosen sessions of a capture have been read into it; not if the capture
    /// cannot be read to its end, or if no session was chosen. `nothing`: what to say if there is nothing of them to keep.
    pub(super) fn keep(
        self,
        read: Result<(), sessions::Error>,
        selection: &Selection<'_>,
        nothing: Option<Error>,
    ) -> Result<Result<(), sessions::Error>, Error> {
        match (read, nothing) {
            (Err(sessions::Error::Show(error)), _) => return Err(failed(&self.typed, error)),
            (Err(error), _) => return Ok(Err(error)),
            (Ok(()), _) if !selection.found() => return Ok(Ok(())),
            (Ok(()), Some(error)) => return Err(error),
            (Ok(()), None) => {}
        }
        let mut unfinished = unfinished();
        // An empty folder makes way; anything that has come in the meantime does not. On Windows, not by itself.
        if cfg!(windows) {
            let _ = fs::remove_dir(&self.target); // it may not be there
        }
        fs::rename(self.made.path(), &self.target).map_err(|error| failed(&self.typed, error))?;
        *unfinished = None;
        Ok(Ok(()))
    }
}

/// Why a folder cannot be written, in words.
fn failed(typed: &Path, source: io::Error) -> Error {
    let path = typed.to_owned();
    match source.kind() {
        ErrorKind::DirectoryNotEmpty => Error::NotEmpty(path),
        _ => Error::Write { path, source },
    }
}

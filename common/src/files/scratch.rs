//! Temporary files that are removed when the process ends, even by Ctrl-C. What `kill -9` leaves is removed by a later
//! run.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, SystemTime};
use std::{env, process};

use crate::escape::line;
use crate::interrupt;

/// The files that Ctrl-C must remove.
static SCRATCH: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How old a file must be to be somebody's left-over: older than one that has been made, and not locked yet.
const STALE: Duration = Duration::from_secs(60);

/// A file private to this process. Dropping this value removes the file, unless it has been moved away.
#[derive(Debug)]
pub struct Scratch {
    /// The file, open for reading and writing.
    pub file: File,
    pub(super) path: PathBuf,
    /// Held as long as the file is in use.
    _lock: Option<Lock>,
}

#[cfg(unix)]
type Lock = nix::fcntl::Flock<File>;
#[cfg(not(unix))]
type Lock = std::convert::Infallible;

/// The lock of a file that nobody else holds; `None` on systems and file systems without such locks.
#[cfg(unix)]
fn lock(file: &File) -> Option<Lock> {
    Lock::lock(file.try_clone().ok()?, nix::fcntl::FlockArg::LockExclusiveNonblock).ok()
}

#[cfg(not(unix))]
fn lock(_file: &File) -> Option<Lock> {
    None
}

impl Scratch {
    /// Creates a file for secrets in the system's folder for temporary files.
    pub fn nameless() -> io::Result<Self> {
        let scratch = Self::new(&env::temp_dir(), true).map_err(|error| temporary(&error))?;
        // An open file needs no name. Without one, not even `kill -9` leaves it behind.
        let _ = fs::remove_file(&scratch.path);
        Ok(scratch)
    }

    /// Creates a file in `folder`; if `secret`, only its owner can read it.
    pub(super) fn new(folder: &Path, secret: bool) -> io::Result<Self> {
        static INTERRUPT: Once = Once::new();
        static NEXT: AtomicU32 = AtomicU32::new(0);
        INTERRUPT.call_once(|| {
            // If the system does not allow catching the signal, Ctrl-C leaves the files behind.
            let _ = interrupt::before_exit(|| {
                for path in SCRATCH.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                    let _ = fs::remove_file(path);
                }
            });
            remove_stale(folder);
        });
        interrupt::let_long_files_fail();

        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        // On other systems, the file inherits the permissions of its folder.
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
                    return Ok(Self { _lock: lock(&file), file, path });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Removes the temporary files in `folder` that an earlier process could not: those that are old, and that nobody has
/// locked.
pub(super) fn remove_stale(folder: &Path) {
    let Ok(entries) = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if !name.starts_with(".tlsbook-") || path.extension() != Some("tmp".as_ref()) {
            continue;
        }
        let is_old = fs::metadata(&path)
            .and_then(|it| it.modified())
            .is_ok_and(|modified| SystemTime::now().duration_since(modified).is_ok_and(|age| age >= STALE));
        // The lock is held until the file is removed.
        let left = File::open(&path).ok().filter(|_| is_old).and_then(|file| lock(&file));
        if left.is_some() {
            let _ = fs::remove_file(&path);
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut scratch = SCRATCH.lock().unwrap_or_else(PoisonError::into_inner);
        scratch.retain(|path| *path != self.path);
        let _ = fs::remove_file(&self.path); // fails if it was moved
    }
}

/// The error for a temporary file, as opposed to a file that the user named.
pub(super) fn temporary(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("temporary file in {}: {error}", line(env::temp_dir().display())))
}

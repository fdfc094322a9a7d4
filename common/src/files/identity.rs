//! Which file a path refers to.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The path of a file with its links resolved. The file itself may not exist yet.
pub(super) fn real_path(path: &Path) -> PathBuf {
    let is_missing = match path.canonicalize() {
        Ok(real) => return real,
        Err(error) => error.kind() == ErrorKind::NotFound, // a cycle of links is a different error
    };
    // A link to a file that does not exist yet stands for that file, as in a shell.
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

/// Identifies a file regardless of its name: by device and inode, or by path on systems without them.
#[derive(PartialEq, Eq)]
pub(super) enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl Identity {
    /// `None` if it is not a regular file or does not exist. A terminal, for example, can be input and output
    /// at once.
    #[cfg(unix)]
    fn of(file: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        file.is_file().then(|| Self::Inode(file.dev(), file.ino()))
    }

    #[cfg(unix)]
    pub(super) fn of_stream(stream: &impl std::os::fd::AsFd) -> Option<Self> {
        let stream = fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
        Self::of(&stream.metadata().ok()?)
    }

    #[cfg(unix)]
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        Self::of(&fs::metadata(path).ok()?)
    }

    #[cfg(not(unix))]
    pub(super) fn of_stream<T>(_: &T) -> Option<Self> {
        None
    }

    #[cfg(not(unix))]
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        path.is_file().then(|| Self::Path(real_path(path)))
    }
}

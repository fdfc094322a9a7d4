//! Files that appear whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// A file on its way: written beside its place, readable by its owner only, and gone without [`Partial::keep`].
///
/// What is no file (`/dev/null`, a pipe, a terminal) is written to directly.
#[derive(Debug)]
pub(crate) struct Partial {
    file: File,
    /// Where it is, and where it shall be.
    places: Option<(PathBuf, PathBuf)>,
}

impl Partial {
    /// Makes the file beside `path`.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let place = match fs::metadata(path) {
            Ok(earlier) if earlier.is_dir() => {
                return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder, not a file"));
            }
            Ok(earlier) if !earlier.is_file() => {
                let file = OpenOptions::new().write(true).open(path)?;
                return Ok(Self { file, places: None });
            }
            // Behind links, so that they stay.
            Ok(_) => path.canonicalize()?,
            Err(_) => path.to_owned(),
        };
        let (file, beside) = beside(&place)?;
        Ok(Self { file, places: Some((beside, place)) })
    }

    /// Makes a file beside `path` that never gets a place.
    pub(crate) fn scratch(path: &Path) -> io::Result<Self> {
        let (file, beside) = beside(path)?;
        Ok(Self { file, places: Some((beside.clone(), beside)) })
    }

    /// Puts the file in its place.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        self.file.flush()?;
        match self.places.take() {
            Some((beside, place)) => fs::rename(&beside, place).inspect_err(|_| {
                let _ = fs::remove_file(&beside);
            }),
            None => Ok(()),
        }
    }

    /// The file itself.
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.places {
            let _ = fs::remove_file(beside);
        }
    }
}

/// A new file beside `path`.
fn beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let Some(name) = path.file_name() else {
        return Err(io::Error::new(io::ErrorKind::NotFound, "not the name of a file"));
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    // Elsewhere the file gets the rights that its folder hands down.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut number = 0;
    loop {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{number}.part", process::id()));
        let beside = path.with_file_name(hidden);
        match options.open(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

//! Writes files that appear whole or not at all, and copies folders.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Sets the content of the file `path` to `text`, unless it is equal. Without `write`, changes nothing. Returns
/// whether the content differed; a missing file differs.
///
/// The text is written to a file beside it, which is then renamed. The file is therefore never partly written.
///
/// # Errors
/// [`Error::Read`] or [`Error::Write`] if the file cannot be read or written.
pub(crate) fn update(path: &Path, text: &str, write: bool) -> Result<bool, Error> {
    match fs::read(path) {
        Ok(content) if content == text.as_bytes() => return Ok(false),
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        Err(source) => return Err(Error::Read { path: path.to_owned(), source }),
    }
    if write {
        replace(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })?;
    }
    Ok(true)
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = beside(path);
    let replaced = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if replaced.is_err() {
        let _ = fs::remove_file(&beside); // report the first error
    }
    replaced
}

/// A temporary path in the same folder, because a rename cannot cross file systems.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".new");
    name.into()
}

/// Copies a folder and its contents.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let read = |source| Error::Read { path: from.to_owned(), source };
    fs::create_dir(to).map_err(Error::Scratch)?;
    for entry in fs::read_dir(from).map_err(read)? {
        let path = entry.map_err(read)?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(Error::Scratch)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_only_if_it_differs_and_only_if_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("README.md");
        let content = || fs::read_to_string(&path).unwrap();

        assert!(update(&path, "one\n", false).unwrap(), "a missing file differs");
        assert!(!path.exists());
        assert!(update(&path, "one\n", true).unwrap());
        assert_eq!(content(), "one\n");
        assert!(!update(&path, "one\n", true).unwrap());
        assert!(update(&path, "two\n", false).unwrap());
        assert_eq!(content(), "one\n");
        assert!(update(&path, "two\n", true).unwrap());
        assert_eq!(content(), "two\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_cannot_be_read_or_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        match update(folder.path(), "text", true) {
            Err(Error::Read { path, .. }) => assert_eq!(path, folder.path()),
            other => panic!("{other:?}"),
        }
        let nowhere = folder.path().join("none/README.md");
        match update(&nowhere, "text", true) {
            Err(Error::Write { path, .. }) => assert_eq!(path, nowhere),
            other => panic!("{other:?}"),
        }
    }
}

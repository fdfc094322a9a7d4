//! The folder of the site: written beside its place, and renamed to it when it is whole.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use harness::Scratch;

use crate::error::Error;

/// The file by which a folder is known to be one of ours.
const MARK: &str = ".tlsbook-site";

/// What the file says to those who find it.
const SAID: &str =
    "The pages in this folder were made by `tlsbook play --site`, which will replace the whole folder.\n";

/// Where the pages of a comparison with the C originals are, in the folder.
pub(super) const COMPARED: &str = "compared";

/// A folder that is being written.
pub(crate) struct Folder {
    place: PathBuf,
    /// Where it is written. Removed if it does not come to its place, also at Ctrl-C.
    scratch: Scratch,
}

impl Folder {
    /// Begins a folder that is to replace `place`: nothing, an empty folder, or one of ours.
    ///
    /// # Errors
    /// [`Error::NotASite`] if something else is there; [`Error::Write`].
    pub(crate) fn claim(place: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Write { path: place.to_owned(), source };
        let place = std::path::absolute(place).map_err(failed)?;
        if !is_free(&place).map_err(failed)? {
            return Err(Error::NotASite(place));
        }
        let parent = place.parent().ok_or_else(|| failed(ErrorKind::InvalidInput.into()))?;
        fs::create_dir_all(parent).map_err(failed)?;
        let scratch = Scratch::inside(parent).map_err(failed)?;
        let folder = Self { place, scratch };
        folder.write(MARK, SAID.as_bytes())?;
        Ok(folder)
    }

    /// A new folder for the captures of an experiment.
    pub(crate) fn captures(&self, section: &str, experiment: &str) -> Result<PathBuf, Error> {
        let folder = self.path("captures").join(format!("{section}-{experiment}"));
        fs::create_dir_all(&folder).map_err(|source| Error::Write { path: folder.clone(), source })?;
        Ok(folder)
    }

    /// Takes over the pages of a comparison with the C originals.
    ///
    /// # Errors
    /// [`Error::Read`] if there are none; [`Error::Write`].
    pub(crate) fn take_compared(&self, from: &Path) -> Result<(), Error> {
        let unread = |path: &Path| {
            let path = path.to_owned();
            |source| Error::Read { path, source }
        };
        let index = from.join("index.html");
        fs::metadata(&index).map_err(unread(&index))?;
        let to = self.path(COMPARED);
        fs::create_dir_all(&to).map_err(|source| Error::Write { path: to.clone(), source })?;
        for entry in fs::read_dir(from).map_err(unread(from))? {
            let path = entry.map_err(unread(from))?.path();
            if path.extension().is_some_and(|end| end == "html") {
                let page = fs::read(&path).map_err(unread(&path))?;
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.write(&format!("{COMPARED}/{name}"), &page)?;
            }
        }
        Ok(())
    }

    /// The present path of a file.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> Result<(), Error> {
        let path = self.path(name);
        fs::write(&path, content).map_err(|source| Error::Write { path: self.place.join(name), source })
    }

    /// Moves the folder to its place. What was there is removed afterwards.
    pub(crate) fn place(self) -> Result<PathBuf, Error> {
        let failed = |source| Error::Write { path: self.place.clone(), source };
        readable(self.scratch.path()).map_err(failed)?;
        // Somebody may have put something there since the beginning.
        if !is_free(&self.place).map_err(failed)? {
            return Err(Error::NotASite(self.place));
        }
        let parent = self.place.parent().unwrap_or(Path::new("."));
        let former = Scratch::inside(parent).map_err(failed)?;
        let aside = former.path().join("former");
        let was_there = self.place.exists();
        if was_there {
            fs::rename(&self.place, &aside).map_err(failed)?;
        }
        if let Err(error) = fs::rename(self.scratch.path(), &self.place) {
            if was_there {
                let _ = fs::rename(&aside, &self.place); // report the first error
            }
            return Err(failed(error));
        }
        Ok(self.place)
    }
}

/// Whether a site may come to this place.
fn is_free(place: &Path) -> io::Result<bool> {
    match fs::read_dir(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
        Ok(mut entries) => Ok(entries.next().is_none() || place.join(MARK).is_file()),
    }
}

/// Lets others read the folder as far as the system's mask says: a temporary folder is its owner's alone. The captures
/// in it stay as they are, since they hold secrets.
#[cfg(unix)]
fn readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // A folder made in the usual way has the permissions of the mask.
    let usual = folder.join("captures");
    fs::create_dir_all(&usual)?;
    let mode = fs::metadata(&usual)?.permissions().mode();
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in a folder, hidden ones included.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_appears_whole_and_replaces_its_own_kind_only() {
        let around = tempfile::tempdir().unwrap();
        let place = around.path().join("a b/site");
        for page in ["first.html", "second.html"] {
            let folder = Folder::claim(&place).unwrap();
            folder.write(page, b"text").unwrap();
            assert!(!place.join(page).exists());
            assert_eq!(folder.place().unwrap(), place);
            assert_eq!(names(&place), [MARK, "captures", page], "nothing of the former one is left");
            assert_eq!(names(place.parent().unwrap()), ["site"], "nothing is left beside it");
        }
        drop(Folder::claim(&place).unwrap());
        assert_eq!(names(place.parent().unwrap()), ["site"]);
        assert!(place.join("second.html").exists(), "one that is given up changes nothing");
    }

    #[test]
    fn what_is_not_ours_stays() {
        let around = tempfile::tempdir().unwrap();
        fs::write(around.path().join("thesis.tex"), "text").unwrap();
        assert!(matches!(Folder::claim(around.path()), Err(Error::NotASite(_))));
        assert!(matches!(Folder::claim(&around.path().join("thesis.tex")), Err(Error::Write { .. })));
        assert_eq!(names(around.path()), ["thesis.tex"]);

        // It comes while the pages are being written.
        let place = around.path().join("site");
        let folder = Folder::claim(&place).unwrap();
        fs::create_dir(&place).unwrap();
        fs::write(place.join("new.txt"), "text").unwrap();
        assert!(matches!(folder.place(), Err(Error::NotASite(_))));
        assert_eq!(names(&place), ["new.txt"]);
    }

    #[test]
    fn the_pages_of_a_comparison_are_taken_over_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let (place, compared) = (parent.path().join("site"), parent.path().join("compared"));
        fs::create_dir(&compared).unwrap();
        fs::write(compared.join("client-tls.html"), "page").unwrap();
        fs::write(compared.join("all.json"), "{}").unwrap();
        let folder = Folder::claim(&place).unwrap();
        assert!(matches!(folder.take_compared(&compared), Err(Error::Read { .. })), "there is no index");
        fs::write(compared.join("index.html"), "index").unwrap();
        folder.take_compared(&compared).unwrap();
        let place = folder.place().unwrap().join(COMPARED);
        assert_eq!(fs::read_to_string(place.join("client-tls.html")).unwrap(), "page");
        assert!(place.join("index.html").is_file() && !place.join("all.json").exists());
    }
}

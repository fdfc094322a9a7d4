//! The book's listings: the API names of each program, one per line, in order.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The API names of one program in the book.
pub(super) struct Listing {
    pub(super) path: PathBuf,
    pub(super) program: String,
    /// The path of the source relative to the crate's folder, if it is not in its usual place.
    pub(super) elsewhere: Option<String>,
    /// Each name with its line. A name may occur more than once.
    pub(super) names: Vec<(usize, String)>,
}

impl Listing {
    fn read(path: PathBuf) -> Result<Self, Error> {
        let text = read(&path)?;
        let lines = || (1..).zip(text.lines().map(str::trim));
        let elsewhere = lines().find_map(|(_, line)| line.strip_prefix("# source:"));
        Ok(Self {
            program: path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            elsewhere: elsewhere.map(|path| path.trim().to_owned()),
            names: lines()
                .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
                .map(|(number, line)| (number, line.to_owned()))
                .collect(),
            path,
        })
    }

    pub(super) fn source(&self, crate_folder: &Path) -> PathBuf {
        if let Some(path) = &self.elsewhere {
            return crate_folder.join(path);
        }
        let file = format!("{}.rs", self.program);
        let program = crate_folder.join("src").join("bin").join(&file);
        if program.is_file() { program } else { crate_folder.join("src").join(file) }
    }

    /// The first position of `name`.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|(_, other)| other == name)
    }

    pub(super) fn short_name(&self) -> String {
        format!("listing/{}.txt", self.program)
    }
}

/// The listings of a crate, sorted. A crate without a folder for them has none.
pub(super) fn listings(crate_folder: &Path) -> Result<Vec<Listing>, Error> {
    let folder = crate_folder.join("listing");
    let failed = |source| Error::Read { path: folder.clone(), source };
    let entries = match fs::read_dir(&folder) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension() == Some(OsStr::new("txt")) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(Listing::read).collect()
}

/// Reads a text file.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

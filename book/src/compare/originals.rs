//! Finds the C file for each program: the file at the path given in `sample.toml`, or one at a similar path,
//! because the names of folders differ between editions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use common::error::words;
use texts::{Sentence, say};

use crate::error::Error;

/// The most C files, folders, and levels of folders to read. No edition has more.
const MOST_FILES: usize = 5000;
const MOST_FOLDERS: usize = 5000;
const DEEPEST: usize = 12;

/// The file that matches a program, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// The path is the one in the data.
    Exact(PathBuf),
    /// The name fits, and so does the name of its folder.
    Alike(PathBuf),
    /// The name fits, and no other file has such a name.
    Named(PathBuf),
    /// The user named it.
    Told(PathBuf),
    /// No file fits.
    None,
    /// More than one file fits.
    Several(Vec<PathBuf>),
    /// Only the name fits, and so it does for other programs.
    Contested(PathBuf),
}

impl Match {
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Exact(path) | Self::Alike(path) | Self::Named(path) | Self::Told(path) => Some(path),
            Self::None | Self::Several(_) | Self::Contested(_) => None,
        }
    }

    /// How the file was found, unless that is obvious.
    pub(crate) fn how(&self, folder: &Path) -> Option<Sentence> {
        match self {
            Self::Exact(_) | Self::None => None,
            Self::Alike(_) => Some(say!("another folder's name")),
            Self::Named(_) => Some(say!("by its name alone")),
            Self::Told(_) => Some(say!("by --match")),
            Self::Several(paths) => {
                let paths: Vec<String> =
                    paths.iter().map(|path| below(path, folder).display().to_string()).collect();
                Some(say!("several fit ({0}): choose with --match", paths.join(", ")))
            }
            Self::Contested(path) => {
                let path = below(path, folder).display().to_string();
                Some(say!("{0} may be that of another program, by its name: choose with --match", path))
            }
        }
    }
}

/// The files below `folder` that `wanted` accepts, sorted. Does not follow links to folders. Adds what is
/// skipped to `missing`, with the reason.
///
/// # Errors
/// [`Error::Read`] if `folder` does not exist, is not a folder, or cannot be read.
pub(crate) fn files(
    folder: &Path,
    wanted: impl Fn(&Path) -> bool,
    missing: &mut Vec<Sentence>,
) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    fs::read_dir(folder).map_err(failed)?;
    let mut found = Vec::new();
    let mut folders = 0;
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((next, depth)) = open.pop() {
        folders += 1;
        if folders > MOST_FOLDERS || found.len() >= MOST_FILES {
            let folder = folder.display().to_string();
            missing.push(say!("{0} is larger than any edition: a part of it is left out", folder));
            break;
        }
        let entries = match fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(why) => {
                let (folder, why) = (next.display().to_string(), words(&why));
                missing.push(say!("{0} cannot be read ({1}): what is in it is left out", folder, why));
                continue;
            }
        };
        for entry in entries.flatten() {
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                open.push((path, depth + 1));
            } else if !kind.is_dir() && wanted(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Finds the file of each program: the one whose path equals the path in its data, or is similar to it.
///
/// `wanted` holds the programs with these paths, `told` the files that the user named, and `files` those to
/// choose from.
pub(crate) fn find(
    wanted: &[(&str, &str)],
    told: &BTreeMap<String, PathBuf>,
    files: &[PathBuf],
) -> BTreeMap<String, Match> {
    let mut found = BTreeMap::new();
    let mut taken = Vec::new();
    let fits: [(Fit, How); 3] =
        [(has_path, Match::Exact), (is_alike, Match::Alike), (has_name, Match::Named)];
    for (program, path) in told {
        found.insert(program.clone(), Match::Told(path.clone()));
    }
    for (fits, how) in fits {
        let mut taken_now = Vec::new();
        let before = found.clone();
        for (program, path) in wanted {
            if found.get(*program).is_some_and(|found| *found != Match::None) {
                continue;
            }
            let free = files.iter().filter(|file| !taken.contains(*file));
            let mut fitting: Vec<PathBuf> =
                free.filter(|file| fits(file, Path::new(path))).cloned().collect();
            let result = match fitting.len() {
                0 => Match::None,
                1 => match how(fitting.remove(0)) {
                    Match::Named(file) if is_contested(wanted, &before, path) => Match::Contested(file),
                    matched => matched,
                },
                _ => Match::Several(fitting),
            };
            taken_now.extend(result.path().map(Path::to_owned));
            found.insert((*program).to_owned(), result);
        }
        taken.append(&mut taken_now);
    }
    found
}

/// Whether another program, which has no file yet, has its C file in another folder, under the same name.
fn is_contested(wanted: &[(&str, &str)], found: &BTreeMap<String, Match>, path: &str) -> bool {
    wanted.iter().any(|(other, other_path)| {
        let has_none = found.get(*other).is_none_or(|found| found.path().is_none());
        *other_path != path && has_none && has_name(Path::new(other_path), Path::new(path))
    })
}

type Fit = fn(&Path, &Path) -> bool;
type How = fn(PathBuf) -> Match;

/// Whether the path is that of the data; of an executable, without the `.c`.
fn has_path(file: &Path, wanted: &Path) -> bool {
    file.ends_with(wanted) || file.extension().is_none() && file.ends_with(wanted.with_extension(""))
}

/// Whether the file names are equal and the names of the folders similar, as `02.client-server` and
/// `client-server`, or `02.nofilesys` and `nofilesystem`.
fn is_alike(file: &Path, wanted: &Path) -> bool {
    let folder =
        |path: &Path| path.parent().and_then(Path::file_name).map(|name| key(&name.to_string_lossy()));
    let (Some(a), Some(b)) = (folder(file), folder(wanted)) else { return false };
    has_name(file, wanted) && a.len().min(b.len()) >= 3 && (a.starts_with(&b) || b.starts_with(&a))
}

fn has_name(file: &Path, wanted: &Path) -> bool {
    let name = |path: &Path| path.file_stem().map(|name| key(&name.to_string_lossy()));
    name(file) == name(wanted)
}

/// A name without its number, case and punctuation: `04.keyGen` becomes `keygen`, `aes-cbc` becomes `aescbc`.
fn key(name: &str) -> String {
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A path to show, relative to the folder that all have in common.
pub(crate) fn below<'a>(path: &'a Path, folder: &Path) -> &'a Path {
    let path = path.strip_prefix(folder).unwrap_or(path);
    match path.components().next() {
        Some(Component::Normal(first)) if first == "Examples" => path.strip_prefix(first).unwrap_or(path),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Built where they are, two executables have the same name, and one of another system differs from it in its case.
    #[test]
    fn an_executable_beside_its_c_file_is_that_of_the_c_file() {
        let folder = "Examples/1.Protocol";
        let files = ["01.tcp-tls/server-tls", "02.client-server/Server-tls", "02.client-server/server-tls"]
            .map(|file| PathBuf::from(format!("{folder}/{file}")));
        let wanted = [
            ("server-tcp-tls", "1.Protocol/01.tcp-tls/server-tls.c"),
            ("server-tls", "1.Protocol/02.client-server/server-tls.c"),
        ];
        let found = find(&wanted, &BTreeMap::new(), &files);
        assert_eq!(found["server-tcp-tls"], Match::Exact(files[0].clone()));
        assert_eq!(found["server-tls"], Match::Exact(files[2].clone()));
    }
}

//! The originals as the reader has built them: which executable is which program, and what it is linked with.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use object::{Architecture, Object, ObjectKind, ObjectSection, SectionKind};
use serde::Serialize;

use common::error::words;

use crate::compare::c::Library;
use crate::compare::lossy;
use crate::compare::originals::{self, Match};
use crate::error::Error;
use crate::gdb::Symbols;

/// No sample is as long, in bytes.
const LONGEST: u64 = 512 << 20;

/// An executable.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Built {
    #[serde(serialize_with = "lossy::path")]
    pub(crate) path: PathBuf,
    /// How it was found, where that is worth a word.
    pub(crate) how: Option<String>,
    pub(crate) library: Option<Library>,
    /// Of the file, in bytes; with debug information, if it was built with that.
    pub(crate) size: u64,
    /// Of the machine code in it, in bytes.
    pub(crate) code: u64,
    /// The functions of the library that it calls, by name.
    #[serde(skip)]
    pub(crate) imports: Vec<String>,
}

/// Why there is none.
pub(crate) type Reason = String;

/// Finds the executables of `wanted` (each a program with its C file's path) in the folders, which come in the order in
/// which the reader prefers them. What is left out of a folder is added to `missing`.
///
/// # Errors
/// [`Error::Read`]: a folder is not there, or cannot be read.
pub(crate) fn find(
    folders: &[PathBuf],
    wanted: &[(&str, &str)],
    told: &BTreeMap<String, PathBuf>,
    missing: &mut Vec<String>,
) -> Result<BTreeMap<String, Result<Built, Reason>>, Error> {
    let mut found: BTreeMap<String, Result<Built, Reason>> = BTreeMap::new();
    for (program, path) in told {
        let built = look(path, Some("by --match".to_owned()));
        found.insert(program.clone(), built);
    }
    for folder in folders {
        let files = originals::files(folder, is_executable, missing)?;
        let still_wanted = |found: &BTreeMap<String, Result<Built, Reason>>| -> Vec<(&str, &str)> {
            let has_none = |(program, _): &&(&str, &str)| found.get(*program).is_none_or(Result::is_err);
            wanted.iter().filter(has_none).copied().collect()
        };
        // By the C file's name, or else by ours.
        for by_our_name in [false, true] {
            let names: Vec<(&str, &str)> = still_wanted(&found)
                .into_iter()
                .map(|(program, path)| (program, if by_our_name { program } else { path }))
                .collect();
            for (program, matched) in originals::find(&names, &BTreeMap::new(), &files) {
                match matched {
                    Match::None => {}
                    Match::Several(_) => {
                        found.insert(program, Err(matched.how(folder).unwrap_or_default()));
                    }
                    _ => {
                        let how = matched.how(folder).filter(|_| !matches!(matched, Match::Alike(_)));
                        let built = matched.path().map(|path| look(path, how));
                        found.extend(built.map(|built| (program, built)));
                    }
                }
            }
        }
    }
    Ok(found)
}

/// Whether a file may be run and is no script.
fn is_executable(path: &Path) -> bool {
    let mut start = [0; 4];
    let may_run = fs::metadata(path).is_ok_and(|about| about.is_file() && is_runnable(&about));
    may_run && File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && is_binary(start)
}

#[cfg(unix)]
fn is_runnable(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_runnable(_: &fs::Metadata) -> bool {
    true
}

/// ELF, Mach-O (either end first) and PE.
fn is_binary(start: [u8; 4]) -> bool {
    start == *b"\x7fELF"
        || matches!(u32::from_be_bytes(start), 0xcffa_edfe | 0xfeed_facf | 0xcafe_babe)
        || start.starts_with(b"MZ")
}

/// Looks into an executable.
pub(crate) fn look(path: &Path, how: Option<String>) -> Result<Built, Reason> {
    // Programs are started in another folder than this one.
    let path = &std::path::absolute(path).map_err(|e| format!("{}: {}", path.display(), words(&e)))?;
    let name = path.display();
    let about = fs::metadata(path).map_err(|e| format!("{name}: {}", words(&e)))?;
    if !about.is_file() {
        return Err(format!("{name} is no file"));
    }
    let size = about.len();
    if size > LONGEST {
        return Err(format!("{name} has {size} bytes: no sample is as long"));
    }
    let bytes = fs::read(path).map_err(|e| format!("{name}: {}", words(&e)))?;
    let object = object::File::parse(bytes.as_slice())
        .map_err(|e| format!("{name} is no executable of Linux ({e})"))?;
    if !matches!(object.kind(), ObjectKind::Executable | ObjectKind::Dynamic) {
        return Err(format!("{name} is no executable"));
    }
    let here = match std::env::consts::ARCH {
        "x86_64" => Some(Architecture::X86_64),
        "aarch64" => Some(Architecture::Aarch64),
        _ => None,
    };
    if here.is_some_and(|here| here != object.architecture()) {
        return Err(format!("{name} is for another machine ({:?})", object.architecture()));
    }
    let Symbols { imports, own, .. } = Symbols::of(&object);
    let has = |wanted: &str| {
        imports.iter().any(|name| name.starts_with(wanted)) || own.iter().any(|name| name.starts_with(wanted))
    };
    let library = if has("wolfSSL_") || has("wolfCrypt_") {
        Some(Library::WolfSsl)
    } else if has("SSL_") || has("EVP_") || has("HMAC_") || has("RSA_") || has("X509_") {
        Some(Library::OpenSsl)
    } else {
        None
    };
    let code = object
        .sections()
        .filter(|section| section.kind() == SectionKind::Text)
        .map(|section| section.size())
        .sum();
    Ok(Built { path: path.to_owned(), how, library, size, code, imports })
}

//! The originals as the user has built them: which executable is which program, and which library it is linked
//! with.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use object::{Architecture, Object, ObjectKind, ObjectSection, SectionKind};
use serde::Serialize;
use texts::{Sentence, say};

use common::error::words;

use crate::catalogue::Library;
use crate::compare::lossy;
use crate::compare::originals::{self, Match};
use crate::error::Error;
use crate::gdb::Symbols;

/// The largest file to read, in bytes. No sample is larger.
const LONGEST: u64 = 512 << 20;

/// An executable.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Built {
    #[serde(serialize_with = "lossy::path")]
    pub(crate) path: PathBuf,
    /// How it was found, unless that is obvious.
    #[serde(serialize_with = "lossy::english_if_any")]
    pub(crate) how: Option<Sentence>,
    pub(crate) library: Option<Library>,
    /// The size of the file, in bytes, including any debug information.
    pub(crate) size: u64,
    /// The size of its machine code, in bytes.
    pub(crate) code: u64,
    /// The names of the library functions that it imports.
    #[serde(skip)]
    pub(crate) imports: Vec<String>,
}

impl Built {
    /// The TLS library, in words.
    pub(crate) fn library(&self) -> Sentence {
        self.library.map_or(say!("no TLS library"), |library| Sentence::verbatim(library.name()))
    }
}

/// Why there is no executable.
pub(crate) type Reason = Sentence;

/// Finds the executables of `wanted`, which holds each program with the path of its C file. `folders` come in
/// the user's order of preference. Adds what is skipped to `missing`.
///
/// # Errors
/// [`Error::Read`] if a folder does not exist or cannot be read.
pub(crate) fn find(
    folders: &[PathBuf],
    wanted: &[(&str, &str)],
    told: &BTreeMap<String, PathBuf>,
    missing: &mut Vec<Sentence>,
) -> Result<BTreeMap<String, Result<Built, Reason>>, Error> {
    let mut found: BTreeMap<String, Result<Built, Reason>> = BTreeMap::new();
    for (program, path) in told {
        let built = look(path, Some(say!("by --match")));
        found.insert(program.clone(), built);
    }
    for folder in folders {
        let files = originals::files(folder, is_executable, missing)?;
        let still_wanted = |found: &BTreeMap<String, Result<Built, Reason>>| -> Vec<(&str, &str)> {
            let has_none = |(program, _): &&(&str, &str)| found.get(*program).is_none_or(Result::is_err);
            wanted.iter().filter(has_none).copied().collect()
        };
        // Try the C file's name first, then our program's name.
        for by_our_name in [false, true] {
            let names: Vec<(&str, &str)> = still_wanted(&found)
                .into_iter()
                .map(|(program, path)| (program, if by_our_name { program } else { path }))
                .collect();
            for (program, matched) in originals::find(&names, &BTreeMap::new(), &files) {
                match matched {
                    Match::None => {}
                    Match::Several(_) | Match::Contested(_) => {
                        found.extend(matched.how(folder).map(|how| (program, Err(how))));
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

/// Whether a file is executable and not a script.
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

/// Whether a file starts like ELF, Mach-O (in either byte order) or PE.
fn is_binary(start: [u8; 4]) -> bool {
    start == *b"\x7fELF"
        || matches!(u32::from_be_bytes(start), 0xcffa_edfe | 0xfeed_facf | 0xcafe_babe)
        || start.starts_with(b"MZ")
}

/// Examines an executable.
pub(crate) fn look(path: &Path, how: Option<Sentence>) -> Result<Built, Reason> {
    // Programs are started in another folder.
    let failed = |e: io::Error| say!("{0}: {1}", path.display().to_string(), words(&e));
    let path = &std::path::absolute(path).map_err(failed)?;
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(say!("{0} is no file", name));
    }
    let size = about.len();
    if size > LONGEST {
        return Err(say!("{0} has {1} bytes: no sample is as long", name, size));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let object = object::File::parse(bytes.as_slice())
        .map_err(|e| say!("{0} is no executable of Linux ({1})", name.clone(), e.to_string()))?;
    if !matches!(object.kind(), ObjectKind::Executable | ObjectKind::Dynamic) {
        return Err(say!("{0} is no executable", name));
    }
    let here = match std::env::consts::ARCH {
        "x86_64" => Some(Architecture::X86_64),
        "aarch64" => Some(Architecture::Aarch64),
        _ => None,
    };
    if here.is_some_and(|here| here != object.architecture()) {
        return Err(say!("{0} is for another machine ({1})", name, format!("{:?}", object.architecture())));
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

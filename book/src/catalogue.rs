//! The sections of the book, read from the `sample.toml` of each member crate. A new section needs only such a
//! file, and no code here.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::script::{self, Step};
use texts::Lang;

/// A workspace member with samples.
pub(crate) struct Crate {
    /// Its folder, relative to the root of the workspace: `ch6-tls/02.client-server`.
    pub(crate) folder: PathBuf,
    /// Its name for cargo: `ch6-02-client-server`.
    pub(crate) package: String,
    pub(crate) sections: Vec<Section>,
}

/// A section of the book.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    /// `6.1`
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) title_ja: String,
    pub(crate) programs: Vec<Program>,
    #[serde(default)]
    pub(crate) experiments: Vec<Experiment>,
    /// What the text of the section shows, in its order, each beside what is seen here.
    #[serde(default)]
    pub(crate) beside: Vec<Beside>,
}

impl Section {
    /// The title in a language.
    pub(crate) fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title, &self.title_ja)
    }
}

impl Experiment {
    /// The title in a language.
    pub(crate) fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title, &self.title_ja)
    }
}

/// A program of a section.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) does: String,
    pub(crate) does_ja: String,
    /// The C file that it corresponds to, in `Examples/` of the originals, followed by the other files built
    /// with it.
    #[serde(default)]
    pub(crate) c: Vec<String>,
}

/// An experiment: the commands in each window, what is typed, and the output required.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Experiment {
    /// A short name, unique in its section: `tlsbook play 6.1/session`.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) title_ja: String,
    /// Whether the text of the book makes this experiment. All others are ours.
    #[serde(default)]
    pub(crate) book: bool,
    /// Other programs that it runs. If one of them is missing, the experiment is skipped.
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    /// The systems that have what it shows; all, if none is named. On others, it is skipped.
    #[serde(default)]
    pub(crate) systems: Vec<System>,
    /// Whether `tlsbook compare` also plays it with the C originals.
    #[serde(default)]
    pub(crate) originals: bool,
    /// Files whose contents must be the same, whichever programs wrote them.
    #[serde(default)]
    pub(crate) same: Vec<String>,
    /// Where the originals do not do here what the book says, and why.
    #[serde(default)]
    pub(crate) unlike_c: Vec<UnlikeC>,
    #[serde(deserialize_with = "script::deserialize")]
    pub(crate) script: Vec<Step>,
}

/// A kind of system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum System {
    /// Linux and macOS.
    Unix,
    Windows,
}

impl System {
    /// The system that this is.
    pub(crate) const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unix => "Linux or macOS",
            Self::Windows => "Windows",
        }
    }
}

/// Why an experiment goes otherwise with the originals. It holds only if its cause is found, too: a `slip` in the C
/// source, or a `readme` item under *Unlike the C*, with a `literal` of the C if only some editions have it. A pair that
/// fails in another way, or that goes well all the same, is not explained.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnlikeC {
    /// The windows whose program is the original.
    pub(crate) c: Vec<String>,
    /// The library that the originals are linked with; any, if it makes no difference.
    pub(crate) library: Option<Library>,
    /// What each program that fails then says or does: a part of it. None: the pair gets on, but only for the reason
    /// given.
    #[serde(default)]
    pub(crate) shows: Vec<String>,
    /// Whether it depends on how the library was built, so that a pair may also get on.
    #[serde(default)]
    pub(crate) sometimes: bool,
    /// Words of a slip that `tlsbook compare` finds in one of the C programs.
    pub(crate) slip: Option<String>,
    /// Words of an item under *Unlike the C*.
    pub(crate) readme: Option<String>,
    /// A text that one of the C programs has between quotation marks, as it is written there.
    pub(crate) literal: Option<String>,
    pub(crate) why: String,
    pub(crate) why_ja: String,
}

/// The libraries that the originals can be built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub(crate) enum Library {
    #[serde(rename = "OpenSSL")]
    OpenSsl,
    #[serde(rename = "wolfSSL")]
    WolfSsl,
}

impl Library {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenSsl => "OpenSSL",
            Self::WolfSsl => "wolfSSL",
        }
    }
}

/// Something that the text shows (a command, a line, a field, a record), beside what is seen here.
///
/// A record of a packet list begins with its length, in the text with that of its frame as well:
/// `34/90 Application Data` beside `34 Application Data: 12 bytes`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beside {
    /// Where in the text: `6.1.2 1) packet list`.
    pub(crate) place: String,
    pub(crate) place_ja: String,
    /// What the text shows, as it is printed there; or `—` for nothing, or a remark in brackets, `(13)`.
    pub(crate) book: String,
    /// What is seen here: a part of a line, or of a command, of the experiment's script.
    pub(crate) ours: String,
    /// What each `[..]` in `ours` is with OpenSSL 3.0; nothing if that changes, too.
    #[serde(default)]
    pub(crate) seen: Vec<String>,
    /// The experiment that shows it: `wire` of this section, or `6.4/wire`.
    pub(crate) experiment: String,
    /// A part of the command that shows it, if the same line stands under several.
    pub(crate) by: Option<String>,
    /// A command that comes closer to the text than the experiment does.
    pub(crate) how: Option<String>,
    /// Why the two differ; absent if they do not.
    pub(crate) why: Option<String>,
    pub(crate) why_ja: Option<String>,
    /// Pieces by which `tlsbook read-along` finds the blocks of the text, one each; by default, what the text shows.
    #[serde(default)]
    pub(crate) text: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    section: Vec<Section>,
}

/// The part of a `Cargo.toml` that is used here.
#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

/// Reads the `sample.toml` of every member crate of the workspace at `root`, in the order of the book.
///
/// # Errors
/// [`Error::NoCheckout`] if there is no such folder: for example, if an installed program's source tree was
/// removed.
pub(crate) fn crates(root: &Path) -> Result<Vec<Crate>, Error> {
    let mut crates = Vec::new();
    if !root.is_dir() {
        return Err(Error::NoCheckout(root.to_owned()));
    }
    for chapter in folders(root)? {
        for folder in folders(&chapter)? {
            let path = folder.join("sample.toml");
            if !path.is_file() {
                continue;
            }
            let file: File = read(path)?;
            let manifest: Manifest = read(folder.join("Cargo.toml"))?;
            let folder = folder.strip_prefix(root).unwrap_or(&folder).to_owned();
            crates.push(Crate { folder, package: manifest.package.name, sections: file.section });
        }
    }
    if crates.is_empty() { Err(Error::NoCheckout(root.to_owned())) } else { Ok(crates) }
}

/// Reads a TOML file.
fn read<T: DeserializeOwned>(path: PathBuf) -> Result<T, Error> {
    match fs::read_to_string(&path) {
        Ok(text) => toml::from_str(&text).map_err(|why| Error::Data { path, why: why.to_string() }),
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// The folders in `folder`, sorted by name, except hidden ones and the build folder.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !name.starts_with('.') && name != "target" {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkout_that_is_gone_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for root in [folder.path(), &folder.path().join("gone")] {
            let Err(error) = crates(root) else { panic!("{} has samples", root.display()) };
            let text = error.to_string();
            assert!(
                text.starts_with(&format!("the samples of the book are not in {}, ", root.display())),
                "{text}"
            );
        }
    }
}

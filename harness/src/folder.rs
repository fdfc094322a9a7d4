//! A scratch folder with a shell that finds our programs, for testing programs that read and write files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Output, Stdio};

use tempfile::TempDir;

use crate::command::stranger_command;
use crate::tools::search_path;

/// A scratch folder, removed when dropped.
pub struct Folder {
    folder: TempDir,
    path: OsString,
}

/// The result of a command line.
#[derive(Debug)]
pub struct Shown {
    line: String,
    output: Output,
}

impl Folder {
    /// Creates a folder. `one` is any of our programs; all of them are in the same place.
    pub fn new(one: &str) -> io::Result<Self> {
        Ok(Self { folder: tempfile::tempdir()?, path: search_path(one)? })
    }

    /// The path of a file in the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> io::Result<()> {
        fs::write(self.path(name), content)
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(name))
    }

    /// Runs a command line in the folder. Its standard input is empty, and `"$ROOT"` is the root of the
    /// workspace.
    pub fn sh(&self, line: &str) -> io::Result<Shown> {
        let output = stranger_command("sh")
            .args(["-c", line])
            .current_dir(self.folder.path())
            .env("PATH", &self.path)
            .env("ROOT", concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .stdin(Stdio::null())
            .output()?;
        Ok(Shown { line: line.to_owned(), output })
    }

    /// Runs a command line that must fail with this exit status, and with `words` at the start of standard
    /// error. It must write nothing to standard output and leave all files unchanged.
    ///
    /// # Panics
    /// If it does anything else.
    pub fn refuses(&self, line: &str, status: i32, words: &str) {
        let before = self.files();
        let shown = self.sh(line);
        assert!(shown.is_ok(), "{line}: {shown:?}");
        if let Ok(shown) = shown {
            shown.fails(status, words);
        }
        assert!(before == self.files(), "{line}: the files have changed");
    }

    fn files(&self) -> BTreeMap<OsString, Vec<u8>> {
        let entries = fs::read_dir(self.folder.path()).into_iter().flatten().flatten();
        let content =
            |path: PathBuf| if path.is_file() { fs::read(path).unwrap_or_default() } else { vec![] };
        entries.map(|entry| (entry.file_name(), content(entry.path()))).collect()
    }
}

impl Shown {
    /// Standard output as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    /// Requires exit status 0.
    ///
    /// # Panics
    /// If the exit status is different.
    pub fn ok(&self) -> &Self {
        assert!(self.output.status.success(), "{}: {:?}", self.line, self.output);
        self
    }

    /// Requires exit status 0 and exactly this text on standard output.
    ///
    /// # Panics
    /// If either is different.
    pub fn shows(&self, text: &str) {
        assert_eq!(self.ok().text(), text, "{}", self.line);
    }

    /// Requires this exit status, standard error that begins with `words`, and nothing on standard output.
    ///
    /// # Panics
    /// If any of them is different.
    pub fn fails(&self, status: i32, words: &str) {
        let stderr = String::from_utf8_lossy(&self.output.stderr);
        assert!(stderr.starts_with(words), "{}: {words:?} is not what it says: {stderr}", self.line);
        assert_eq!(self.output.status.code(), Some(status), "{}: {stderr}", self.line);
        assert_eq!(self.text(), "", "{}", self.line);
    }

    /// Requires this exit status, exactly this text on standard output, and nothing on standard error.
    ///
    /// # Panics
    /// If any of them is different.
    pub fn says(&self, status: i32, text: &str) {
        assert_eq!(self.text(), text, "{}: {:?}", self.line, self.output);
        assert_eq!(self.output.status.code(), Some(status), "{}", self.line);
        assert!(self.output.stderr.is_empty(), "{}: {:?}", self.line, self.output);
    }
}

//! Checks that the files named in comments and READMEs exist.
//!
//! ```text
//! // …, see `../session.rs`.              relative to the file's own folder, its crate's, or the root
//! // …, see `messages.rs` of 6.1.         in the crate of that section
//! (`src/session.rs`)                      in a README: every path of a source, even without `see`
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use crate::api::Finding;
use crate::catalogue::Crate;
use crate::error::Error;

/// Checks the READMEs of `root` and of its `crates`, and the crates' sources.
///
/// # Errors
/// [`Error::Read`] if a file or folder cannot be read.
pub(crate) fn check(root: &Path, crates: &[Crate]) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let mut look = |file: PathBuf, crate_folder: &Path| -> Result<(), Error> {
        let text = fs::read_to_string(&file).map_err(failed(&file))?;
        let is_page = file.extension().is_some_and(|extension| extension == "md");
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in (0..).zip(1..=lines.len()) {
            for pointer in pointers(&joined(&lines, at), is_page) {
                if !leads_to_a_file(&pointer, &file, crate_folder, root, crates)? {
                    let what = format!("there is no {}", pointer.words());
                    findings.push(Finding { file: file.clone(), line, what });
                }
            }
        }
        Ok(())
    };
    for page in ["README.md", "README.ja.md"] {
        look(root.join(page), root)?;
    }
    for folder in crates.iter().map(|member| root.join(&member.folder)) {
        for page in ["README.md", "README.ja.md"] {
            look(folder.join(page), &folder)?;
        }
        for source in files_below(&folder.join("src"))? {
            look(source, &folder)?;
        }
    }
    Ok(findings)
}

/// A reference to a file.
#[derive(Debug, PartialEq, Eq)]
struct Pointer<'a> {
    path: &'a str,
    /// The section whose crate contains the file, if it is named.
    section: Option<&'a str>,
}

impl Pointer<'_> {
    fn words(&self) -> String {
        match self.section {
            Some(section) => format!("{} in the crate of {section}", self.path),
            None => self.path.to_owned(),
        }
    }
}

/// A line without comment marks, joined with the parts of a reference on the neighbouring lines: `see` at the
/// end of the line above, and a section number at the start of the line below.
fn joined(lines: &[&str], at: usize) -> String {
    let said = |line: &&str| line.trim().trim_start_matches(['/', '!']).trim().to_owned();
    let get = |at: Option<usize>| at.and_then(|at| lines.get(at)).map(said).unwrap_or_default();
    let mut text = get(Some(at));
    if get(at.checked_sub(1)).ends_with("see") {
        text.insert_str(0, "see ");
    }
    if text.ends_with("` of") {
        text = format!("{text} {}", get(at.checked_add(1)));
    }
    text
}

/// The files that a line names: after `see`, and on a page also every path of a source.
fn pointers(line: &str, is_page: bool) -> Vec<Pointer<'_>> {
    let parts: Vec<&str> = line.split('`').collect();
    let mut found = Vec::new();
    // Every second part is between backticks. The last part is not, if the backticks are paired.
    for (at, path) in parts.iter().enumerate().skip(1).step_by(2) {
        let (Some(before), Some(after)) = (parts.get(at - 1), parts.get(at + 1)) else { continue };
        let is_source = Path::new(path).extension().is_some_and(|kind| kind == "rs")
            && !path.contains([' ', '*', '<', '…']);
        let seen = before.ends_with("see ") || before.ends_with("See ");
        if is_source && (seen || is_page && path.contains('/')) {
            found.push(Pointer { path, section: section(after) });
        }
    }
    found
}

/// The section in the text after a file: `6.1` in ` of 6.1.`
fn section(after: &str) -> Option<&str> {
    let number = after.strip_prefix(" of ")?;
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    let number = number.get(..end)?.trim_end_matches('.');
    (!number.is_empty()).then_some(number)
}

fn leads_to_a_file(
    pointer: &Pointer<'_>,
    file: &Path,
    crate_folder: &Path,
    root: &Path,
    crates: &[Crate],
) -> Result<bool, Error> {
    let Some(section) = pointer.section else {
        let folders = [file.parent().unwrap_or(root), crate_folder, root];
        return Ok(folders.iter().any(|folder| folder.join(pointer.path).is_file()));
    };
    let holds = |member: &&Crate| member.sections.iter().any(|other| other.number == section);
    let Some(member) = crates.iter().find(holds) else { return Ok(false) };
    let files = files_below(&root.join(&member.folder).join("src"))?;
    Ok(files.iter().any(|file| file.ends_with(pointer.path)))
}

/// All files in a folder and its subfolders, sorted; none if the folder does not exist.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder).map_err(failed(folder))? {
            let path = entry.map_err(failed(folder))?.path();
            if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
    move |source| Error::Read { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_points_to_a_file_is_found() {
        let one = |path, section| vec![Pointer { path, section }];
        assert_eq!(pointers("// SSL_new: see `../session.rs`.", false), one("../session.rs", None));
        assert_eq!(pointers("// `close`, see `messages.rs` of 6.1.", false), one("messages.rs", Some("6.1")));
        assert_eq!(pointers("Its steps (`src/flight.rs`):", true), one("src/flight.rs", None));
        for no_pointer in ["// `flight.rs` was here", "see `unexpected EOF`", "see `a.rs", "see `*.rs`"] {
            assert_eq!(pointers(no_pointer, false), []);
        }
    }

    #[test]
    fn a_pointer_to_nowhere_is_a_finding() {
        let root = tempfile::tempdir().unwrap();
        let source = root.path().join("ch/01/src/bin");
        fs::create_dir_all(&source).unwrap();
        for page in ["README.md", "README.ja.md", "ch/01/README.md", "ch/01/README.ja.md"] {
            fs::write(root.path().join(page), "see `ch/01/src/there.rs`").unwrap();
        }
        fs::write(root.path().join("ch/01/src/there.rs"), "").unwrap();
        let program = source.join("program.rs");
        let crates = [Crate { folder: "ch/01".into(), package: "ch-01".to_owned(), sections: Vec::new() }];
        let found = |text: &str| -> Vec<(usize, String)> {
            fs::write(&program, text).unwrap();
            let findings = check(root.path(), &crates).unwrap();
            findings.into_iter().map(|finding| (finding.line, finding.what)).collect()
        };
        assert_eq!(found("// one\n// two, see `../there.rs`."), []);
        assert_eq!(found("// one\n// two, see `../gone.rs`."), [(2, "there is no ../gone.rs".to_owned())]);
        assert_eq!(found("// two, see\n// `../gone.rs`."), [(2, "there is no ../gone.rs".to_owned())]);
        let wrapped = (1, "there is no a.rs in the crate of 9.9".to_owned());
        assert_eq!(found("// see `a.rs` of\n// 9.9."), [wrapped]);
        let elsewhere = (1, "there is no there.rs in the crate of 9.9".to_owned());
        assert_eq!(found("// see `there.rs` of 9.9."), [elsewhere]);
    }
}

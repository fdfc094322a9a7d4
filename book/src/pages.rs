//! The generated parts of README files. Each stands between two HTML comments, which a reader does not see.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The beginning of the line above a part. The kind, the argument and [`COMMENT_END`] follow.
const START: &str = "<!-- tlsbook:";
const COMMENT_END: &str = "-->";

/// The line below a part.
const END: &str = "<!-- /tlsbook -->";

/// Rebuilds every `<!-- tlsbook:KIND ARG -->` part of `page` from what `make(kind, arg)` returns.
///
/// The text outside stays as it is, byte for byte. If a page has Windows line ends, so do its parts: git may
/// have checked it out that way, and that alone must make no difference.
///
/// # Errors
/// A sentence that names the line of a part unknown to `make`, a start without an end, or an end without a
/// start.
pub(crate) fn rebuild(
    page: &str,
    mut make: impl FnMut(&str, &str) -> Option<String>,
) -> Result<String, String> {
    let mut rebuilt = String::with_capacity(page.len());
    let mut open = None;
    for (number, line) in (1..).zip(page.split_inclusive('\n')) {
        let text = line.trim();
        match (part_started_by(text), open) {
            (Some(_), Some(start)) => return Err(not_closed(start)),
            (Some((kind, arg)), None) => {
                let body =
                    make(kind, arg).ok_or_else(|| format!("line {number}: nothing can make `{text}`"))?;
                rebuilt.push_str(line);
                push_body(&mut rebuilt, &body, if line.ends_with("\r\n") { "\r\n" } else { "\n" });
                open = Some(number);
            }
            (None, None) if text == END => return Err(format!("line {number}: `{END}` closes nothing")),
            (None, Some(_)) if text == END => {
                rebuilt.push_str(line);
                open = None;
            }
            (None, None) => rebuilt.push_str(line),
            (None, Some(_)) => {} // the former body
        }
    }
    match open {
        Some(start) => Err(not_closed(start)),
        None => Ok(rebuilt),
    }
}

/// The kind and the argument (which may be empty) of the part that a line starts.
fn part_started_by(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix(START)?.strip_suffix(COMMENT_END)?.trim();
    let (kind, arg) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    Some((kind, arg.trim()))
}

fn not_closed(start: usize) -> String {
    format!("line {start}: the part that starts here is not closed by `{END}`")
}

/// Adds `body` with a blank line above and below: otherwise Markdown would make it a part of the comments.
fn push_body(page: &mut String, body: &str, line_end: &str) {
    let body = body.trim_start_matches(['\r', '\n']).trim_end();
    page.push_str(line_end);
    if body.is_empty() {
        return;
    }
    for line in body.lines() {
        page.push_str(line);
        page.push_str(line_end);
    }
    page.push_str(line_end);
}

/// Makes `text` the content of the file `path`, unless it already is; without `write`, only compares. Returns
/// whether the file differed; a missing file does.
///
/// The text is written to a file beside it, which is then renamed, so that the file always has either the old
/// or the new content.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`] if the file could not be read or written.
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

/// A path in the same folder, since a rename does not work across file systems.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".new");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knows only the kind `api`.
    fn rows(kind: &str, arg: &str) -> Option<String> {
        (kind == "api").then(|| format!("| {arg} |\n| row |\n\n"))
    }

    #[test]
    fn parts_are_rebuilt_and_the_rest_is_untouched() {
        let page = "# Title  \n<!-- tlsbook:api client-tls -->\nold\nolder\n<!-- /tlsbook -->\ntext\t\n\n\
                    <!-- tlsbook:api a b -->\n<!-- /tlsbook -->\nno line end";
        let expected = "# Title  \n<!-- tlsbook:api client-tls -->\n\n| client-tls |\n| row |\n\n<!-- /tlsbook -->\n\
                        text\t\n\n<!-- tlsbook:api a b -->\n\n| a b |\n| row |\n\n<!-- /tlsbook -->\nno line end";
        assert_eq!(rebuild(page, rows).unwrap(), expected);
        assert_eq!(rebuild(expected, rows).unwrap(), expected, "rebuilt twice is rebuilt once");
    }

    #[test]
    fn a_page_without_parts_stays_as_it_is() {
        let page =
            "Inline `<!-- tlsbook:api x -->` is none, nor is `<!-- /tlsbook -->`.\r\n\n<!-- a comment -->\n";
        assert_eq!(rebuild(page, |_, _| None).unwrap(), page);
        assert_eq!(rebuild("", |_, _| None).unwrap(), "");
    }

    #[test]
    fn windows_line_ends_are_kept() {
        let page = "a\r\n<!-- tlsbook:api x -->\r\nold\r\n<!-- /tlsbook -->\r\nb\r\n";
        let expected =
            "a\r\n<!-- tlsbook:api x -->\r\n\r\n| x |\r\n| row |\r\n\r\n<!-- /tlsbook -->\r\nb\r\n";
        assert_eq!(rebuild(page, rows).unwrap(), expected);
        assert_eq!(rebuild(expected, rows).unwrap(), expected);
    }

    #[test]
    fn a_part_may_have_no_argument_and_no_body() {
        let page = "<!-- tlsbook:sessions -->\nold\n<!-- /tlsbook -->\n";
        let rebuilt = rebuild(page, |kind, arg| {
            assert_eq!((kind, arg), ("sessions", ""));
            Some(String::new())
        });
        assert_eq!(rebuilt.unwrap(), "<!-- tlsbook:sessions -->\n\n<!-- /tlsbook -->\n");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = |page| rebuild(page, rows).unwrap_err();
        assert_eq!(
            error("a\n<!-- tlsbook:table x -->\n<!-- /tlsbook -->\n"),
            "line 2: nothing can make `<!-- tlsbook:table x -->`"
        );
        assert_eq!(
            error("<!-- tlsbook:api x -->\ntext\n"),
            "line 1: the part that starts here is not closed by `<!-- /tlsbook -->`"
        );
        assert_eq!(
            error("\n<!-- tlsbook:api x -->\n<!-- tlsbook:api y -->\n<!-- /tlsbook -->\n"),
            "line 2: the part that starts here is not closed by `<!-- /tlsbook -->`"
        );
        assert_eq!(error("a\n\n<!-- /tlsbook -->\n"), "line 3: `<!-- /tlsbook -->` closes nothing");
        assert_eq!(
            error("<!-- tlsbook:api x -->\n<!-- /tlsbook -->\n<!-- /tlsbook -->\n"),
            "line 3: `<!-- /tlsbook -->` closes nothing"
        );
    }

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

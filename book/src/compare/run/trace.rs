//! The calls made at run time: the library functions that a program enters from its own code, in order, as
//! recorded by gdb. Also what valgrind finds in the originals.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;
use texts::{Sentence, say};

use crate::compare::c::plain;
use crate::compare::lossy::english;
use crate::compare::sequence;
use crate::gdb;

/// A tool under which a program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Gdb,
    Valgrind,
}

impl Tool {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gdb => "gdb",
            Self::Valgrind => "valgrind",
        }
    }
}

/// Runs the programs of one window under a tool, which writes to a file in `folder`.
#[derive(Clone, Debug)]
pub(crate) struct Under {
    pub(crate) tool: Tool,
    pub(crate) window: String,
    pub(crate) folder: PathBuf,
}

impl Under {
    /// The file with the tool's findings about a program.
    pub(crate) fn log(&self, program: &str) -> PathBuf {
        self.folder.join(format!("{program}.{}", self.tool.name()))
    }

    /// The words before the program's own command. `imports` holds the functions that it imports from
    /// libraries.
    pub(crate) fn command(&self, program: &str, imports: &[String]) -> std::io::Result<Vec<String>> {
        let log = self.log(program);
        if self.tool == Tool::Valgrind {
            // Not `-q`: without its last line, nobody knows whether it has looked at all.
            let options = ["--leak-check=full", "--show-leak-kinds=definite"].map(str::to_owned);
            let log = format!("--log-file={}", log.display());
            return Ok(["valgrind".to_owned()].into_iter().chain(options).chain([log]).collect());
        }
        let names: Vec<&String> = imports.iter().filter(|name| gdb::is_of_the_library(name)).collect();
        let script = self.folder.join(format!("{program}.py"));
        let variables = [("names", json!(names)), ("log", serde_json::to_value(&log)?)];
        fs::write(&script, gdb::script(&variables, include_str!("calls.py")))?;
        let words = gdb::COMMAND.map(str::to_owned).into_iter();
        Ok(words.chain(["-x".to_owned(), script.display().to_string(), "--args".to_owned()]).collect())
    }
}

/// The calls of both sides, aligned.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Trace {
    #[serde(serialize_with = "english")]
    pub(crate) experiment: Sentence,
    pub(crate) rows: Vec<Row>,
    /// The number of different functions that the C program calls, and of those that ours also calls, directly
    /// or under another name.
    pub(crate) c_functions: usize,
    pub(crate) shared: usize,
}

/// A call, or the same call repeated.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    pub(crate) c: Option<String>,
    pub(crate) rust: Option<String>,
    /// How the two sides differ here; nothing if they do not.
    #[serde(serialize_with = "english")]
    pub(crate) note: Sentence,
}

/// What a function is called for, on either side.
fn purpose(name: &str) -> &str {
    gdb::purpose(plain(name))
}

/// The most calls to read. A program that makes more runs in a loop.
const MOST_CALLS: usize = 20_000;

/// The most rows to keep. One more row says how many were dropped.
const MOST_ROWS: usize = 300;

/// The last line of gdb's log, if the program has ended under it.
const ENDED: &str = "-- ended";

/// The calls that a tool has written, up to [`MOST_CALLS`], under the names that both libraries have in common. `None` if
/// it has written nothing.
pub(crate) fn read(log: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(log).ok()?;
    let calls = text.lines().filter(|line| *line != ENDED).take(MOST_CALLS);
    let names: Vec<String> = calls.map(|call| plain(&gdb::resolved(call)).to_owned()).collect();
    (!names.is_empty()).then_some(names)
}

/// Whether a tool has watched a program up to its end.
pub(crate) fn has_ended(under: &Under, program: &str) -> bool {
    let text = fs::read_to_string(under.log(program)).unwrap_or_default();
    match under.tool {
        Tool::Gdb => text.lines().any(|line| line == ENDED),
        Tool::Valgrind => text.contains("ERROR SUMMARY: "),
    }
}

/// Aligns the calls of both sides.
///
/// `named` holds the functions that our API comments name. Our program makes these calls itself; the bindings
/// make the others.
pub(crate) fn compare(experiment: Sentence, c: &[String], rust: &[String], named: &[String]) -> Trace {
    let c = once(c, rust);
    let rust = once(
        &without_transport(rust, &c, named),
        &c.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(),
    );
    let purposes = |calls: &[(String, usize)]| {
        calls.iter().map(|(name, _)| purpose(name).to_owned()).collect::<Vec<_>>()
    };
    let (c_purposes, rust_purposes) = (purposes(&c), purposes(&rust));
    let shown =
        |(name, times): &(String, usize)| if *times > 1 { format!("{name} ×{times}") } else { name.clone() };
    let row = |(i, j): (Option<usize>, Option<usize>)| {
        let (left, right) = (i.and_then(|i| c.get(i)), j.and_then(|j| rust.get(j)));
        let note = match (left, right) {
            (Some((c, _)), Some((rust, _))) if c == rust => Sentence::verbatim(""),
            (Some((c, _)), Some((rust, _))) => say!("{0} in place of {1}", rust.clone(), c.clone()),
            (Some((c, _)), None) if rust_purposes.iter().any(|other| other == purpose(c)) => {
                say!("once more, or elsewhere")
            }
            (Some(_), None) => say!("only the C"),
            (None, Some((rust, _))) if c_purposes.iter().any(|other| other == purpose(rust)) => {
                say!("once more, or elsewhere")
            }
            (None, Some((rust, _))) if named.contains(rust) => say!("only ours"),
            (None, Some((rust, _))) if rust == TRANSPORT => say!("the bindings' own transport"),
            (None, _) => say!("the bindings, or our common code"),
        };
        Row { c: left.map(shown), rust: right.map(shown), note }
    };
    let mut rows: Vec<Row> = sequence::align(&c_purposes, &rust_purposes).into_iter().map(row).collect();
    if let Some(more) = rows.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        rows.truncate(MOST_ROWS);
        rows.push(Row { c: None, rust: None, note: say!("{0} and {1} more", "…", more) });
    }
    let mut different = c_purposes.clone();
    different.sort();
    different.dedup();
    let shared = different.iter().filter(|purpose| rust_purposes.contains(purpose)).count();
    Trace { experiment, rows, c_functions: different.len(), shared }
}

/// The row of all `BIO_` functions by which the bindings carry the bytes of a connection.
const TRANSPORT: &str = "BIO_…";

/// The calls of ours, with one name for all `BIO_` functions that neither the C calls nor our program names.
fn without_transport(rust: &[String], c: &[(String, usize)], named: &[String]) -> Vec<String> {
    let of_the_bindings = |name: &String| {
        name.starts_with("BIO_") && !named.contains(name) && c.iter().all(|(other, _)| other != name)
    };
    rust.iter().map(|name| if of_the_bindings(name) { TRANSPORT.to_owned() } else { name.clone() }).collect()
}

/// The calls with repetitions merged into one with a number. A call that the other side never makes appears
/// once in all.
fn once(calls: &[String], other: &[String]) -> Vec<(String, usize)> {
    let mut total = BTreeMap::new();
    for name in calls {
        *total.entry(name.as_str()).or_insert(0) += 1;
    }
    let mut shown: Vec<(String, usize)> = Vec::new();
    for name in calls {
        let shared = other.iter().any(|other| purpose(other) == purpose(name));
        if !shared && shown.iter().any(|(before, _)| before == name) {
            continue;
        }
        match shown.last_mut() {
            Some((before, times)) if before == name => *times += 1,
            _ => shown.push((name.clone(), if shared { 1 } else { total[name.as_str()] })),
        }
    }
    shown
}

/// The kinds of findings of valgrind, each with its place and the number of times it was found.
///
/// `files` are the program's own files.
pub(crate) fn valgrind(log: &Path, files: &[String]) -> Option<Vec<String>> {
    let text = fs::read_to_string(log).ok()?;
    let mut findings: Vec<(String, usize)> = Vec::new();
    let mut lines = text
        .lines()
        .map(|line| line.trim_start_matches(|c: char| c == '=' || c.is_ascii_digit()).trim())
        .peekable();
    while let Some(line) = lines.next() {
        let starts = lines.peek().is_some_and(|next| next.starts_with("at 0x"));
        // A server is ended by the comparison, with the signal of Ctrl-C.
        let about_another =
            ["Address", "Block", "Process terminating with default action of signal 2 (SIGINT)"];
        if !starts || about_another.iter().any(|start| line.starts_with(start)) || line.is_empty() {
            continue;
        }
        let mut source = None;
        while let Some(next) = lines.next_if(|next| next.starts_with("at 0x") || next.starts_with("by 0x")) {
            let at = next.rsplit('(').next().unwrap_or_default().trim_end_matches(')');
            let file = at.split(':').next().unwrap_or_default();
            source = source.or_else(|| files.iter().any(|own| own == file).then_some(at));
        }
        // `312 bytes in 1 blocks are definitely lost in loss record 3 of 5`
        let line = line.split(" in loss record").next().unwrap_or(line);
        let what = source.map_or(line.to_owned(), |source| format!("{line} ({source})"));
        match findings.iter_mut().find(|(before, _)| *before == what) {
            Some((_, times)) => *times += 1,
            None => findings.push((what, 1)),
        }
    }
    let shown = |(what, times): (String, usize)| if times > 1 { format!("{what} ×{times}") } else { what };
    Some(findings.into_iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_stands_for_another_is_beside_it_and_named() {
        let c = names("SSL_new SSL_set_fd SSL_connect SSL_read SSL_read SSL_free");
        let rust = names(
            "SSL_new BIO_new SSL_set_bio BIO_get_data SSL_connect BIO_get_data SSL_read_ex SSL_read_ex SSL_free",
        );
        let trace = compare(Sentence::verbatim("6.1/x"), &c, &rust, &names("BIO_new"));
        assert_eq!((trace.shared, trace.c_functions), (5, 5));
        let notes: Vec<_> = trace
            .rows
            .iter()
            .map(|row| (row.rust.as_deref(), row.note.to_string()))
            .filter(|(_, note)| !note.is_empty())
            .collect();
        assert_eq!(
            notes,
            [
                (Some("BIO_new"), "only ours"),
                (Some("SSL_set_bio"), "SSL_set_bio in place of SSL_set_fd"),
                (Some("BIO_… ×2"), "the bindings' own transport"),
                (Some("SSL_read_ex ×2"), "SSL_read_ex in place of SSL_read"),
            ]
            .map(|(name, note)| (name, note.to_owned()))
        );
    }

    #[test]
    fn a_program_that_goes_in_circles_is_cut() {
        let circles = names("SSL_new ")
            .into_iter()
            .chain(names(&"SSL_read SSL_get_error ".repeat(5000)))
            .collect::<Vec<_>>();
        let trace = compare(
            Sentence::verbatim("x"),
            &circles,
            &names("SSL_new SSL_read SSL_get_error SSL_free"),
            &[],
        );
        assert_eq!((trace.shared, trace.c_functions, trace.rows.len()), (3, 3, 301));
        assert_eq!(trace.rows[300].note, "… and 9702 more");
    }

    #[test]
    fn a_call_that_ours_does_not_make_is_found() {
        let trace =
            compare(Sentence::verbatim("x"), &names("SSL_new SSL_set_verify"), &names("SSL_new"), &[]);
        assert_eq!((trace.shared, trace.c_functions), (1, 2));
        assert_eq!(trace.rows[1].note, "only the C");
    }

    #[test]
    fn valgrinds_findings_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let text = "==7== Invalid free() / delete / delete[] / realloc()\n==7==    at 0x48: free (vg_replace_malloc.c:1)\n\
                    ==7==    by 0x10: main (genRsa.c:54)\n==7==  Address 0x5 is 0 bytes inside a block of size 9 free'd\n\
                    ==7==    at 0x48: free (vg_replace_malloc.c:1)\n==7==    by 0x10: main (main.c:5)\n==7== \n";
        fs::write(&log, text).unwrap();
        let files = ["genRsa.c".to_owned()];
        assert_eq!(
            valgrind(&log, &files).unwrap(),
            ["Invalid free() / delete / delete[] / realloc() (genRsa.c:54)"]
        );
        assert_eq!(valgrind(&folder.path().join("none"), &files), None);
    }
}

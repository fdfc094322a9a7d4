//! The result of a comparison, as shown in the terminal, on the pages and in the JSON file.

use std::path::PathBuf;

use serde::Serialize;
use texts::{Sentence, say};

use super::c::{self, Word};
use super::lossy;
use super::paper::{Kind, Paper, Unlike};
use super::run::{Built, Meeting, Says, Trace, Transcripts};
use crate::source::highlight::Lines;

/// The complete result.
#[derive(Serialize)]
pub(crate) struct Report {
    #[serde(serialize_with = "lossy::path")]
    pub(crate) folder: PathBuf,
    pub(crate) programs: Vec<Beside>,
    /// The experiments, played with programs of both sides.
    pub(crate) meetings: Vec<Meeting>,
    /// The output of the programs, side by side.
    pub(crate) transcripts: Vec<Transcripts>,
    /// What could not be examined, and why.
    #[serde(serialize_with = "lossy::all_in_english")]
    pub(crate) missing: Vec<Sentence>,
    /// C programs that have no sample of ours.
    #[serde(serialize_with = "lossy::paths")]
    pub(crate) without_ours: Vec<PathBuf>,
}

impl Report {
    /// The number of differences without an explanation, on paper and when run.
    pub(crate) fn unexplained(&self) -> usize {
        let meetings = self.meetings.iter().filter(|meeting| meeting.unexplained).count();
        meetings + self.programs.iter().map(Beside::unexplained).sum::<usize>()
    }

    /// How many things could not be examined.
    pub(crate) fn unknown(&self) -> usize {
        self.missing.len() + self.programs.iter().map(Beside::unknown).sum::<usize>()
    }

    /// The number of a section's meetings that went as they should, and the number of all that were played.
    pub(crate) fn met(&self, section: &str) -> Option<(usize, usize)> {
        let of_section = |meeting: &&Meeting| meeting.section == section && !meeting.not_played;
        let meetings: Vec<_> = self.meetings.iter().filter(of_section).collect();
        let met = meetings.iter().filter(|meeting| meeting.failure.is_none()).count();
        (!meetings.is_empty()).then_some((met, meetings.len()))
    }
}

/// A program of ours and its C original.
#[derive(Serialize)]
pub(crate) struct Beside {
    pub(crate) section: String,
    pub(crate) program: String,
    /// The C file according to the data, relative to the folder of the originals.
    pub(crate) wanted: PathBuf,
    /// How the file was found, unless that is obvious, or why it was not found.
    #[serde(serialize_with = "lossy::english_if_any")]
    pub(crate) how: Option<Sentence>,
    pub(crate) paper: Option<Paper>,
    pub(crate) compiler: Vec<Word>,
    /// The C program as the user has built it.
    pub(crate) built: Option<Built>,
    /// Why the C program cannot be run, if that was requested.
    #[serde(serialize_with = "lossy::english_if_any")]
    pub(crate) not_built: Option<Sentence>,
    /// Our program.
    pub(crate) ours: Option<Built>,
    /// The library calls that both sides make at run time.
    pub(crate) trace: Option<Trace>,
    /// What valgrind finds in the C program; `None` if it was not run.
    pub(crate) valgrind: Option<Vec<String>>,
    /// Why gdb or valgrind has not seen all of a program.
    #[serde(serialize_with = "lossy::all_in_english")]
    pub(crate) not_finished: Vec<Sentence>,
    /// The functions named in our API comments.
    #[serde(skip)]
    pub(crate) named: Vec<String>,
    /// What our sources and README say under *Unlike the C*.
    #[serde(skip)]
    pub(crate) unlike: Unlike,
    /// What the sources say about how to run the C program.
    #[serde(skip)]
    pub(crate) says: Says,
    /// The parsed C sources.
    #[serde(skip)]
    pub(crate) files: Vec<c::File>,
    /// The C listings and ours, for the page.
    #[serde(skip)]
    pub(crate) texts: Option<(Vec<Lines>, Lines)>,
}

impl Beside {
    /// The notes for the table.
    pub(crate) fn notes(&self) -> Vec<Sentence> {
        let mut notes: Vec<Sentence> = self.how.iter().cloned().collect();
        let compile = self.compiler.iter().filter(|word| word.error.is_some());
        notes.extend(compile.map(|word| say!("does not compile with {0}", word.library.name())));
        if let Some(built) = &self.built {
            let library = built.library();
            notes.push(if let Some(how) = &built.how {
                say!("built with {0}, {1}, {2} bytes of code", library, how.clone(), built.code)
            } else {
                say!("built with {0}, {1} bytes of code", library, built.code)
            });
        }
        notes.extend(self.not_built.iter().chain(&self.not_finished).cloned());
        match self.valgrind.as_ref().map_or(0, Vec::len) {
            0 => {}
            number => notes.push(say!("valgrind: {0}", number)),
        }
        match self.unexplained() {
            0 => {}
            number => notes.push(say!("{0} UNEXPLAINED", number)),
        }
        notes
    }

    /// How many things of this program could not be examined.
    pub(crate) fn unknown(&self) -> usize {
        let compiler = self.compiler.iter().filter(|word| word.unknown.is_some()).count();
        compiler + usize::from(self.not_built.is_some()) + self.not_finished.len()
    }

    /// The number of differences without an explanation.
    pub(crate) fn unexplained(&self) -> usize {
        let rows = self.paper.iter().flat_map(|paper| &paper.rows);
        rows.filter(|row| row.kind == Kind::Unexplained).count()
    }
}

/// Formats a number of KiB in MiB: `8.6 MiB`.
pub(super) fn mebibytes(kibibytes: u64) -> String {
    format!("{}.{} MiB", kibibytes / 1024, kibibytes % 1024 * 10 / 1024)
}

//! Aligns the calls of a C program with the API comments of ours.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Serialize;
use texts::{Lang, Sentence, say};

use super::row::{Kind, Place, Row};
use super::unlike::{Unlike, comment, has_word};
use crate::api::{self, Checked, Marker};
use crate::compare::c::{File, Program, Role, Slip, arguments, plain, slips};
use crate::compare::{lossy, originals, sequence};

/// A C program compared with ours.
#[derive(Serialize)]
pub(crate) struct Paper {
    /// The C files, as shown.
    #[serde(serialize_with = "lossy::paths")]
    pub(crate) c_files: Vec<PathBuf>,
    /// Our source, relative to the root of the workspace.
    pub(crate) rust_file: PathBuf,
    /// The rows, in the order of both sides.
    pub(crate) rows: Vec<Row>,
    /// The number of calls in the C program that are compared.
    pub(crate) calls: usize,
    /// The number of them that are aligned, or that ours makes elsewhere.
    pub(crate) aligned: usize,
    /// Calls of the C program that our listing lacks.
    pub(crate) not_in_listing: Vec<String>,
    /// Other functions that the C program calls: those of the language itself, which have no API comment.
    pub(crate) others: Vec<String>,
    /// The arguments of both sides, if they differ.
    pub(crate) arguments: Option<(Vec<Role>, Vec<Role>)>,
    pub(crate) slips: Vec<Slip>,
}

/// Our side of a comparison.
pub(crate) struct Ours<'a> {
    /// The root of the workspace.
    pub(crate) root: &'a Path,
    pub(crate) program: &'a Checked,
    /// The listings of the files that the program uses, such as loops and identities.
    pub(crate) used: Vec<&'a Checked>,
    /// What the program's header and its crate's README say under *Unlike the C*.
    pub(crate) unlike: Unlike,
    pub(crate) source: &'a str,
}

/// Aligns the two programs.
pub(crate) fn compare(files: &[File], folder: &Path, ours: &Ours<'_>) -> Paper {
    let program = Program::new(files);
    let in_listing = |name: &str| {
        let listings = std::iter::once(&ours.program).chain(&ours.used);
        listings.flat_map(|listing| &listing.names).any(|other| plain(other) == plain(name))
    };
    let is_constant = |name: &str| name.contains('_') && !name.contains(|c: char| c.is_lowercase());
    let calls = program.calls_and(&|name| is_constant(name) && in_listing(name));
    // Functions of the C library are compared only if the book's listing has them.
    let compared = |name: &str| api::is_api_name(name) || in_listing(name);
    let (calls, others): (Vec<_>, Vec<_>) = calls.into_iter().partition(|call| compared(call.name));

    let c: Vec<Place> = calls.iter().map(|call| Place::of_c(call)).collect();
    let rust: Vec<(Place, &api::Row)> = ours
        .program
        .rows
        .iter()
        .flat_map(|row| row.names.iter().map(move |name| (place_of(ours, ours.program, name, row), row)))
        .collect();
    let slips = slips::find(&program);
    let mut rows = align(&c, &rust, ours);
    explain_by_slips(&mut rows, &slips);

    let count =
        |kinds: &[Kind]| rows.iter().filter(|row| row.c.is_some() && kinds.contains(&row.kind)).count();
    let unique = |names: Vec<&str>| {
        let mut seen = HashSet::new();
        names.into_iter().filter(|name| seen.insert(*name)).map(str::to_owned).collect::<Vec<_>>()
    };
    let roles = (arguments::of_c(&program), arguments::of_rust(ours.source));
    Paper {
        c_files: files.iter().map(|file| originals::below(&file.path, folder).to_owned()).collect(),
        rust_file: ours.program.source.strip_prefix(ours.root).unwrap_or(&ours.program.source).to_owned(),
        calls: c.len(),
        aligned: count(&[Kind::Aligned, Kind::Elsewhere]),
        not_in_listing: unique(calls.iter().map(|call| call.name).filter(|name| !in_listing(name)).collect()),
        others: unique(others.iter().map(|call| call.name).collect()),
        arguments: (roles.0 != roles.1 && roles.0.iter().any(|role| *role != Role::Other)).then_some(roles),
        slips,
        rows,
    }
}

impl Paper {
    /// The names in both columns.
    pub(crate) fn names(&self) -> HashSet<String> {
        let places = self.rows.iter().flat_map(|row| [&row.c, &row.rust]).flatten();
        places.map(|place| place.name.clone()).collect()
    }
}

fn place_of(ours: &Ours<'_>, checked: &Checked, name: &str, row: &api::Row) -> Place {
    let file = checked.source.strip_prefix(ours.root).unwrap_or(&checked.source);
    Place { name: name.to_owned(), file: file.display().to_string(), line: row.line, within: None }
}

/// Merges the two sequences. Equal names share a row where the two orders agree.
fn align(c: &[Place], rust: &[(Place, &api::Row)], ours: &Ours<'_>) -> Vec<Row> {
    let c_keys: Vec<_> = c.iter().map(|place| Some(plain(&place.name))).collect();
    // A call marked as ours alone is not paired with a C call, even if the C calls the same function.
    let shared = |row: &api::Row| row.marker != Some(Marker::RustOnly);
    let rust_keys: Vec<_> = rust.iter().map(|(place, row)| shared(row).then(|| plain(&place.name))).collect();
    let pairs = sequence::align(&c_keys, &rust_keys);
    let paired: Vec<usize> = pairs.iter().filter_map(|(i, j)| i.and(*j)).collect();
    let row = |(i, j): (Option<usize>, Option<usize>)| match (
        i.and_then(|i| c.get(i)),
        j.and_then(|j| rust.get(j)),
    ) {
        (Some(place), Some((other, row))) => Some(Row {
            c: Some(place.clone()),
            rust: Some(other.clone()),
            kind: Kind::Aligned,
            note: Sentence::verbatim(said(row)),
        }),
        (Some(place), None) => Some(only_c(place, rust, &paired, ours)),
        (None, Some(one)) => Some(only_rust(one, c, ours)),
        (None, None) => None,
    };
    pairs.into_iter().filter_map(row).collect()
}

/// Explains rows by slips: a slip explains why ours does not make the wrong call, and why it makes the right
/// one.
fn explain_by_slips(rows: &mut [Row], slips: &[Slip]) {
    for row in rows.iter_mut().filter(|row| row.kind == Kind::Unexplained) {
        let name = row.c.as_ref().or(row.rust.as_ref()).map_or("", |place| &place.name);
        if let Some(slip) = slips.iter().find(|slip| has_word(&slip.what.of(Lang::En), name)) {
            (row.kind, row.note) = (Kind::Explained, say!("a slip of the C: {0}", slip.what.clone()));
        }
    }
}

/// What our comment says: the marker and its reason.
fn said(row: &api::Row) -> String {
    match row.marker {
        Some(marker) if row.words.is_empty() => marker.to_string(),
        Some(marker) => format!("{marker}: {}", row.words),
        None => row.words.clone(),
    }
}

/// A call that the C program makes and ours does not make here. `paired`: the calls of ours that stand beside one
/// of the C.
fn only_c(place: &Place, rust: &[(Place, &api::Row)], paired: &[usize], ours: &Ours<'_>) -> Row {
    let same = |other: &str| plain(other) == plain(&place.name);
    let shared = |row: &api::Row| row.marker != Some(Marker::RustOnly);
    let all = rust.iter().enumerate().filter(|(_, (other, row))| same(&other.name) && shared(row));
    // One that stands beside no other call of the C is this call, at another point of the order.
    let here = all.min_by_key(|(at, _)| paired.contains(at)).map(|(at, (other, _))| (at, other));
    let used = ours.used.iter().find_map(|checked| {
        let row = checked.rows.iter().find(|row| row.names.iter().any(|name| same(name)))?;
        Some(place_of(ours, checked, &place.name, row))
    });
    let row = |rust, kind, note: Sentence| Row { c: Some(place.clone()), rust, kind, note };
    if let Some((at, other)) = here {
        let note = if paired.contains(&at) {
            say!("once more; ours names it at line {0}", other.line)
        } else {
            say!("elsewhere: ours names it at line {0}", other.line)
        };
        return row(None, Kind::Elsewhere, note);
    }
    if let Some(other) = used {
        let note = say!("in {0}", other.file.clone());
        return row(Some(other), Kind::Elsewhere, note);
    }
    match ours.unlike.reason(&place.name) {
        Some(why) => row(None, Kind::Explained, why),
        None => row(None, Kind::Unexplained, say!("only the C calls it")),
    }
}

/// A call that ours makes and the C program does not make here.
fn only_rust((place, api_row): &(Place, &api::Row), c: &[Place], ours: &Ours<'_>) -> Row {
    let row = |kind, note: Sentence| Row { c: None, rust: Some(place.clone()), kind, note };
    let again = c.iter().find(|other| plain(&other.name) == plain(&place.name));
    match (api_row.marker, again) {
        (Some(Marker::C) | None, Some(other)) => {
            row(Kind::Elsewhere, say!("the C calls it at line {0}", other.line))
        }
        // A reason for what the C does is none for what it does not do.
        (Some(marker), _) if marker != Marker::C && !api_row.words.is_empty() => {
            row(Kind::Explained, comment(said(api_row)))
        }
        (marker, _) => match (ours.unlike.reason(&place.name), marker) {
            (Some(why), _) => row(Kind::Explained, why),
            // That only ours calls it is what is to be explained.
            (None, Some(marker)) => {
                row(Kind::Unexplained, say!("{0}, and nothing says why", marker.to_string()))
            }
            (None, None) => row(Kind::Unexplained, say!("in the book's listing, but not in this C file")),
        },
    }
}

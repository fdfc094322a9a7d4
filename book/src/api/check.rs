//! Checking a program's comments against its listing.

use std::path::{Path, PathBuf};

use super::comment::{Comment, comments};
use super::listing::{Listing, listings, read};
use super::marker::Marker;
use super::row::Row;
use crate::error::Error;

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) file: PathBuf,
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// A program's source, checked against its listing.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) program: String,
    listing: PathBuf,
    pub(crate) source: PathBuf,
    /// The names in the listing, in order.
    pub(crate) names: Vec<String>,
    /// The API comments, in source order.
    pub(crate) rows: Vec<Row>,
    pub(crate) findings: Vec<Finding>,
}

impl Checked {
    /// The modules with a listing of their own, out of `all`, that this program's `source` calls: `messages::close(…)`.
    pub(crate) fn used<'a>(&self, source: &str, all: &'a [Self]) -> impl Iterator<Item = &'a Self> {
        let uses = |module: &str| {
            let path = format!("{module}::");
            let mut before = source.match_indices(&path).map(|(at, _)| &source[..at]);
            before.any(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        all.iter().filter(move |other| other.program != self.program && uses(&other.program))
    }
}

/// Checks all programs of several crates. Also checks that no two listings have the same name, because a README
/// refers to a table by this name alone.
///
/// # Errors
/// As [`check`].
pub(crate) fn check_all(crate_folders: &[PathBuf]) -> Result<Vec<Checked>, Error> {
    let mut all: Vec<Checked> = Vec::new();
    for folder in crate_folders {
        for mut checked in check(folder)? {
            if let Some(other) = all.iter().find(|other| other.program == checked.program) {
                let what = format!("{} has the same name", other.listing.display());
                checked.findings.push(Finding { file: checked.listing.clone(), line: 1, what });
            }
            all.push(checked);
        }
    }
    Ok(all)
}

/// Checks all programs of a crate that have a listing, sorted by name.
///
/// # Errors
/// [`Error::Read`] if a file or the folder of the listings cannot be read. A missing source is not an error but
/// a finding.
pub(crate) fn check(crate_folder: &Path) -> Result<Vec<Checked>, Error> {
    listings(crate_folder)?.iter().map(|listing| check_program(crate_folder, listing)).collect()
}

fn check_program(crate_folder: &Path, listing: &Listing) -> Result<Checked, Error> {
    let path = listing.source(crate_folder);
    let mut checked = Checked {
        program: listing.program.clone(),
        listing: listing.path.clone(),
        source: path.clone(),
        names: listing.names.iter().map(|(_, name)| name.clone()).collect(),
        rows: Vec::new(),
        findings: Vec::new(),
    };
    if !path.is_file() {
        let what = format!("the source {} is not there", path.display());
        checked.findings.push(Finding { file: listing.path.clone(), line: 1, what });
        return Ok(checked);
    }
    let comments = comments(&read(&path)?, listing);
    for (line, what) in comments.iter().flat_map(Comment::rotten).chain(strays(&comments, listing)) {
        checked.findings.push(Finding { file: path.clone(), line, what });
    }
    checked.findings.sort_by_key(|finding| finding.line);
    for (line, name) in missing(&comments, listing) {
        let what = format!("{name} is in no API comment of {}", path.display());
        checked.findings.push(Finding { file: listing.path.clone(), line, what });
    }
    checked.rows = comments.iter().map(Comment::row).collect();
    Ok(checked)
}

/// Names that are elsewhere in the listing, or not in it at all.
fn strays(comments: &[Comment], listing: &Listing) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut former: Option<(usize, &str)> = None;
    for comment in comments {
        for name in &comment.names {
            let Some(position) = listing.position(name) else {
                if let Some(advice) = Marker::advice(comment.marker) {
                    let what = format!("{name} is not in {}: {advice}", listing.short_name());
                    found.push((comment.line, what));
                }
                continue;
            };
            if comment.marker.is_some() || seen.contains(&name) {
                continue; // these may stand anywhere
            }
            seen.push(name);
            if let Some((_, before)) = former.filter(|(former, _)| *former > position) {
                let what =
                    format!("{name} comes before {before} in {}, but after it here", listing.short_name());
                found.push((comment.line, what));
            }
            former = Some((position, name));
        }
    }
    found
}

/// Names of the listing that are in no comment, each with its line in the listing.
fn missing<'a>(comments: &[Comment], listing: &'a Listing) -> Vec<(usize, &'a str)> {
    let mut missing: Vec<(usize, &str)> = Vec::new();
    for (line, name) in &listing.names {
        let known = comments.iter().any(|comment| comment.names.contains(name));
        if !known && missing.iter().all(|(_, other)| other != name) {
            missing.push((*line, name));
        }
    }
    missing
}

//! The first part: compares the source of each program with that of its C original.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use texts::say;

use super::c;
use super::highlight;
use super::options::{Options, is_c};
use super::originals::{self, Match};
use super::paper::{self, Ours, Unlike};
use super::report::{Beside, Report};
use super::run::{self, Says};
use crate::api::{self, Checked};
use crate::catalogue::{Crate, Section};
use crate::error::Error;

/// Reads the sources of all programs, because a program may run with one from another section.
pub(super) fn on_paper(root: &Path, crates: &[Crate], options: &Options) -> Result<Report, Error> {
    let mut missing = Vec::new();
    let sources = originals::files(&options.c, is_c, &mut missing)?;
    let all = crates.iter().flat_map(|one| &one.sections).flat_map(|section| &section.programs);
    let wanted: Vec<(&str, &str)> =
        all.filter_map(|program| Some((program.name.as_str(), program.c.first()?.as_str()))).collect();
    let told = options.told.iter().filter(|(_, path)| is_c(path)).cloned().collect();
    let found = originals::find(&wanted, &told, &sources);

    let mut listings = Vec::new();
    for one in crates {
        listings.extend(api::check(&root.join(&one.folder))?);
    }

    let mut programs = Vec::new();
    let sections = crates.iter().flat_map(|one| one.sections.iter().map(move |section| (one, section)));
    for (one, section) in sections {
        for program in section.programs.iter().filter(|program| !program.c.is_empty()) {
            let beside = Sources { root, folder: &one.folder, listings: &listings, files: &sources };
            programs.push(beside.program(section, &program.name, &program.c, &found, &options.c)?);
        }
    }
    words_between_programs(crates, &mut programs);
    let used: HashSet<&Path> = found.values().filter_map(Match::path).collect();
    let more: Vec<&String> = crates
        .iter()
        .flat_map(|one| &one.sections)
        .flat_map(|section| &section.programs)
        .flat_map(|program| program.c.iter().skip(1))
        .collect();
    let without_ours = sources
        .iter()
        .filter(|path| !used.contains(path.as_path()) && !more.iter().any(|more| path.ends_with(more)));
    let without_ours = without_ours.filter(|_| options.sections.is_empty());
    let without_ours = without_ours.map(|path| originals::below(path, &options.c).to_owned()).collect();
    Ok(Report {
        folder: options.c.clone(),
        programs,
        meetings: Vec::new(),
        transcripts: Vec::new(),
        missing,
        without_ours,
    })
}

/// Adds to each client what the server of an experiment waits for in vain.
fn words_between_programs(crates: &[Crate], programs: &mut [Beside]) {
    let experiments = crates.iter().flat_map(|one| &one.sections).flat_map(|section| &section.experiments);
    for experiment in experiments.filter(|experiment| experiment.originals) {
        let names: Vec<&str> =
            experiment.script.iter().flat_map(|step| run::programs(experiment, &step.window)).collect();
        let played = |beside: &&Beside| names.contains(&beside.program.as_str());
        let between = |client: &Beside| {
            let client = c::Program::new(&client.files);
            let mut servers = programs.iter().filter(played);
            servers.find_map(|server| c::pair(&client, &c::Program::new(&server.files)))
        };
        let found: Vec<Option<c::Slip>> =
            programs.iter().map(|beside| Some(beside).filter(played).and_then(between)).collect();
        for (beside, slip) in programs.iter_mut().zip(found) {
            let (Some(paper), Some(slip)) = (&mut beside.paper, slip) else { continue };
            if !paper.slips.contains(&slip) {
                paper.slips.push(slip);
                paper.slips.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            }
        }
    }
}

/// The inputs for comparing one of our programs with its C original.
struct Sources<'a> {
    root: &'a Path,
    folder: &'a Path,
    listings: &'a [Checked],
    files: &'a [PathBuf],
}

impl Sources<'_> {
    fn program(
        &self,
        section: &Section,
        name: &str,
        c: &[String],
        found: &BTreeMap<String, Match>,
        folder: &Path,
    ) -> Result<Beside, Error> {
        let matched = found.get(name).unwrap_or(&Match::None);
        let mut beside = Beside {
            section: section.number.clone(),
            program: name.to_owned(),
            wanted: PathBuf::from(c.first().map_or("", String::as_str)),
            how: matched.how(folder),
            paper: None,
            compiler: Vec::new(),
            built: None,
            not_built: None,
            named: Vec::new(),
            ours: None,
            trace: None,
            valgrind: None,
            not_finished: Vec::new(),
            unlike: Unlike::default(),
            says: Says::default(),
            files: Vec::new(),
            texts: None,
        };
        let listing = self.listings.iter().find(|listing| listing.program == name);
        if let Some(checked) = listing {
            beside.says = Says::of_ours(&read(&checked.source)?); // ours run without an original, too
        }
        let Some(path) = matched.path() else {
            beside.how.get_or_insert_with(|| say!("not there"));
            return Ok(beside);
        };
        let Some(checked) = listing else {
            beside.how = Some(say!("{0} has no listing to compare with", name.to_owned()));
            return Ok(beside);
        };
        let mut paths = vec![path.to_owned()];
        paths.extend(
            c.iter().skip(1).filter_map(|more| self.files.iter().find(|path| path.ends_with(more)).cloned()),
        );
        let files = match c::read(&paths) {
            Ok(files) => files,
            Err(why) => {
                beside.how = Some(say!("cannot be read ({0})", why));
                return Ok(beside);
            }
        };
        let source = read(&checked.source)?;
        let readme = read(&self.root.join(self.folder).join("README.md"))?;
        let readme_ja = read(&self.root.join(self.folder).join("README.ja.md"))?;
        let ours = Ours {
            root: self.root,
            program: checked,
            used: checked.used(&source, self.listings).collect(),
            unlike: Unlike::new(&source, &readme, &readme_ja),
            source: &source,
        };
        let paper = paper::compare(&files, folder, &ours);
        let names = paper.names();
        let c = files.iter().map(|file| highlight::c(file, &names)).collect();
        let listings = std::iter::once(&ours.program).chain(&ours.used);
        beside.named = listings.flat_map(|one| &one.rows).flat_map(|row| row.names.clone()).collect();
        beside.unlike.clone_from(&ours.unlike);
        beside.says = Says::of(&c::Program::new(&files), &source);
        beside.texts = Some((c, crate::source::highlight::rust(&source, &names)));
        beside.paper = Some(paper);
        beside.files = files;
        Ok(beside)
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Marker;
    use crate::catalogue;

    /// All crates, and what the README of each has under *Unlike the C*.
    fn crates() -> Vec<(Crate, PathBuf, Unlike)> {
        let root = common::defaults::workspace();
        let with_readme = |one: Crate| {
            let folder = root.join(&one.folder);
            let unlike = Unlike::new("", &read(&folder.join("README.md")).unwrap(), "");
            (one, folder, unlike)
        };
        catalogue::crates(root).unwrap().into_iter().map(with_readme).collect()
    }

    #[test]
    fn a_call_that_only_ours_makes_has_a_reason() {
        for (one, folder, _) in crates() {
            let programs = one.sections.iter().flat_map(|section| &section.programs);
            let beside_c: Vec<&str> = programs
                .filter(|program| !program.c.is_empty())
                .map(|program| program.name.as_str())
                .collect();
            let listings = api::check(&folder).unwrap();
            for listing in listings.iter().filter(|listing| beside_c.contains(&listing.program.as_str())) {
                let ours = |row: &&api::Row| {
                    matches!(row.marker, Some(Marker::RustOnly | Marker::OpensslOnly)) && row.words.is_empty()
                };
                let silent: Vec<_> =
                    listing.rows.iter().filter(ours).map(|row| (row.line, &row.names)).collect();
                assert!(silent.is_empty(), "{}: nothing says why: {silent:?}", listing.source.display());
            }
        }
    }

    #[test]
    fn a_reason_is_for_windows_that_are_there_and_items_that_the_readme_has() {
        let crates = crates();
        for (one, _, _) in &crates {
            let experiments = one.sections.iter().flat_map(|section| &section.experiments);
            for (experiment, entry) in
                experiments.flat_map(|one| one.unlike_c.iter().map(move |entry| (one, entry)))
            {
                let id = &experiment.id;
                assert!(experiment.originals && entry.slip.is_some() != entry.readme.is_some(), "{id}");
                for window in &entry.c {
                    assert!(!run::programs(experiment, window).is_empty(), "{id}: {window}");
                }
                // The programs may be those of another crate.
                let words = entry.readme.as_deref().unwrap_or_default();
                let is_there = crates.iter().any(|(_, _, unlike)| unlike.has(words));
                assert!(is_there, "{id}: no README has {words}");
            }
        }
    }
}

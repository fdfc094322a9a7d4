//! `tlsbook compare`: compares our samples with the user's copy of the C originals, on paper, at run time, and
//! by the library calls they really make.
//!
//! This project contains nothing of the originals and does not build them. Their sources and executables stay
//! where the user has them.

mod c;
mod highlight;
mod html;
mod listings;
mod lossy;
mod on_paper;
mod options;
mod originals;
mod paper;
mod report;
mod run;
mod sequence;
mod text;
mod unexpected;
mod watched;
mod when_run;

use std::path::{Path, PathBuf};

use common::Terminal;

use crate::catalogue::{Crate, Section};
use crate::error::Error;
use crate::files;
use c::Compiler;
pub(crate) use options::Options;
use report::{Beside, Report};

/// Makes the comparison that the options describe.
///
/// # Errors
/// [`Error::Unexplained`] if there is a difference without an explanation; [`Error::Read`] if the folder does
/// not exist.
pub(crate) fn compare(root: &Path, crates: &[Crate], options: &Options) -> Result<(), Error> {
    let sections = options::chosen(crates, &options.sections)?;
    options::check_told(crates, options)?;
    let with_originals =
        |(_, section): &(&Crate, &Section)| section.programs.iter().any(|program| !program.c.is_empty());
    if !sections.iter().any(with_originals) {
        return Err(Error::NoOriginals(options.sections.join(", ")));
    }
    let is_chosen = |beside: &Beside| sections.iter().any(|(_, section)| section.number == beside.section);
    common::interrupt::before_exit(harness::end_all)?;
    let mut report = on_paper::on_paper(root, crates, options)?;
    let compiler = Compiler::find(options.limit(), &mut report.missing).map_err(Error::Scratch)?;
    for beside in report.programs.iter_mut().filter(|beside| is_chosen(beside)) {
        let words = beside.files.iter().flat_map(|file| compiler.ask(file, &options.c));
        beside.compiler = words.collect();
    }
    if !options.built.is_empty() || options.told.iter().any(|(_, file)| !options::is_c(file)) {
        when_run::when_run(crates, options, &mut report)?;
    }
    report.programs.retain(is_chosen);
    if report.programs.iter().all(|beside| beside.paper.is_none()) {
        text::show(&report, true)?;
        return Err(Error::NothingToCompare(options.c.clone()));
    }
    // Write the files even if the output is cut short (`| head`).
    let shown = text::show(&report, options.quiet);
    let written = write(&report, options);
    shown?;
    let mut terminal = Terminal::new();
    for path in written? {
        writeln!(terminal, "\n{}", path.display())?;
    }
    match report.unexplained() {
        0 => Ok(()),
        number => Err(Error::Unexplained(number)),
    }
}

/// Writes the files that the options request, and returns their paths.
fn write(report: &Report, options: &Options) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(report)
            .map_err(|e| Error::Write { path: path.clone(), source: e.into() })?;
        files::update(path, &(json + "\n"), true)?;
        written.push(path.clone());
    }
    if let Some(folder) = &options.html {
        written.push(html::write(report, folder)?);
    }
    Ok(written)
}

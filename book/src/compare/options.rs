//! The command-line options, and the sections and experiments that they name.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use crate::catalogue::{Crate, Experiment, Section};
use crate::error::Error;

/// What to compare, and where to write the results.
#[derive(Args)]
pub(crate) struct Options {
    /// What to compare: a section (6.1), a chapter (6), or a section with one of its experiments (6.1/session)
    /// [default: everything]
    pub(super) sections: Vec<String>,

    /// The folder of the C originals: your copy of Examples of kojo1/TLSbook-pub
    #[arg(long, value_name = "DIR")]
    pub(super) c: PathBuf,

    /// A folder of the originals as you have built them. They are then run, too; their servers listen on all
    /// addresses of this machine. May be given several times, the preferred folder first
    #[arg(long, value_name = "DIR")]
    pub(super) built: Vec<PathBuf>,

    /// The C file or executable to compare a program with, instead of the one found by name
    #[arg(long = "match", value_name = "PROGRAM=FILE", value_parser = told)]
    pub(super) told: Vec<(String, PathBuf)>,

    /// Write pages with the listings side by side to this folder: index.html, and a page for each program
    #[arg(long, value_name = "DIR")]
    pub(super) html: Option<PathBuf>,

    /// Write the complete results to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,

    /// The longest wait for a program's next expected action, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    limit: u64,

    /// Do not run the programs under gdb and valgrind
    #[arg(long)]
    pub(super) no_calls: bool,

    /// Show only the slips and the tables at the end
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl Options {
    pub(super) fn limit(&self) -> Duration {
        Duration::from_secs(self.limit)
    }
}

fn told(text: &str) -> Result<(String, PathBuf), String> {
    let (program, file) = text.split_once('=').ok_or("PROGRAM=FILE is wanted")?;
    if !Path::new(file).is_file() {
        return Err(format!("{file} is not a file"));
    }
    Ok((program.to_owned(), PathBuf::from(file)))
}

/// Whether a file is C, by its name. Any other file that the user names is an executable.
pub(super) fn is_c(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "c")
}

/// Checks that each file the user names is for one of our programs.
pub(super) fn check_told(crates: &[Crate], options: &Options) -> Result<(), Error> {
    let sections = crates.iter().flat_map(|one| &one.sections);
    let names: Vec<&str> = sections
        .flat_map(|section| &section.programs)
        .filter(|program| !program.c.is_empty())
        .map(|program| program.name.as_str())
        .collect();
    match options.told.iter().find(|(program, _)| !names.contains(&program.as_str())) {
        Some((program, _)) => Err(Error::NoProgram(program.clone())),
        None => Ok(()),
    }
}

/// Whether a section is the wanted one, or is in the wanted chapter.
fn is_in(section: &Section, wanted: &str) -> bool {
    wanted == section.number || section.number.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether the options name an experiment or its section, or name none at all.
pub(super) fn is_wanted(section: &Section, experiment: &Experiment, wanted: &[String]) -> bool {
    let name = format!("{}/{}", section.number, experiment.id);
    wanted.is_empty() || wanted.iter().any(|want| *want == name || is_in(section, want))
}

/// The sections that the options name.
pub(super) fn chosen<'a>(
    crates: &'a [Crate],
    wanted: &[String],
) -> Result<Vec<(&'a Crate, &'a Section)>, Error> {
    let fits = |want: &String, section: &Section| match want.split_once('/') {
        Some((number, id)) => {
            number == section.number && section.experiments.iter().any(|experiment| experiment.id == id)
        }
        None => is_in(section, want),
    };
    let all: Vec<_> =
        crates.iter().flat_map(|one| one.sections.iter().map(move |section| (one, section))).collect();
    for want in wanted {
        if !all.iter().any(|(_, section)| fits(want, section)) {
            return Err(Error::NoSection(want.clone()));
        }
    }
    let chosen = |(_, section): &(&Crate, &Section)| {
        wanted.is_empty() || wanted.iter().any(|want| fits(want, section))
    };
    Ok(all.into_iter().filter(chosen).collect())
}

//! `tlsbook compare`: our samples beside the C originals, which are the reader's own copy: on paper, when run, and in
//! the calls that really happen.
//!
//! Nothing of the originals is in this project, and nothing of them is built here: they are read where the reader has
//! them, and run as the reader has built them.

mod arguments;
mod built;
mod c;
mod compiler;
mod hello;
mod highlight;
mod html;
mod meet;
mod originals;
mod paper;
mod perform;
mod sequence;
mod slips;
mod text;
mod trace;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::{Serialize, Serializer};

use common::Terminal;
use harness::Scratch;

use crate::api::{self, Checked};
use crate::data::{Crate, Experiment, Section};
use crate::error::Error;
use crate::pages;
use built::Built;
use compiler::Compiler;
use highlight::Lines;
use meet::{Meeting, Original, Says, Side, Transcripts};
use originals::Match;
use paper::{Kind, Ours, Paper};
use trace::{Tool, Trace, Under};

/// What is compared, and where the results go.
#[derive(Args)]
pub(crate) struct Options {
    /// What to compare: a section (6.1), a chapter (6), or a section with one of its experiments (6.1/session)
    /// [default: everything]
    sections: Vec<String>,

    /// The folder of the C originals: your copy of Examples of kojo1/TLSbook-pub
    #[arg(long, value_name = "DIR")]
    c: PathBuf,

    /// A folder of the originals as you have built them: they are run, too (their servers listen on all addresses of this
    /// machine). May be given several times, the preferred one first
    #[arg(long, value_name = "DIR")]
    built: Vec<PathBuf>,

    /// A C file or executable that is to stand beside a program, in place of the one found by name
    #[arg(long = "match", value_name = "PROGRAM=FILE", value_parser = told)]
    told: Vec<(String, PathBuf)>,

    /// Write pages with the listings side by side into this folder: index.html, and one for each program
    #[arg(long, value_name = "DIR")]
    html: Option<PathBuf>,

    /// Write all that was found into this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// How long a program may take for what is expected of it next, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    limit: u64,

    /// Do not run the programs under gdb and valgrind
    #[arg(long)]
    no_calls: bool,

    /// Show no columns, only the slips and the table at the end
    #[arg(long, short)]
    quiet: bool,
}

impl Options {
    fn limit(&self) -> Duration {
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

/// Whether a file is C by its name; what else the reader may name is an executable.
fn is_c(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "c")
}

/// All that was found.
#[derive(Serialize)]
pub(crate) struct Report {
    #[serde(serialize_with = "lossy")]
    pub(crate) folder: PathBuf,
    pub(crate) programs: Vec<Beside>,
    /// The experiments, played by both.
    pub(crate) meetings: Vec<Meeting>,
    /// What the programs showed, side by side.
    pub(crate) transcripts: Vec<Transcripts>,
    /// What could not be looked at, and why.
    pub(crate) missing: Vec<String>,
    /// C programs that no sample of ours stands beside.
    #[serde(serialize_with = "all_lossy")]
    pub(crate) without_ours: Vec<PathBuf>,
}

/// A path of the reader's in JSON, which is UTF-8; the path need not be.
fn lossy<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&path.display())
}

fn all_lossy<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(paths.iter().map(|path| path.display().to_string()))
}

impl Report {
    /// How many of a section's meetings went as they should, and how many there were.
    pub(crate) fn met(&self, section: &str) -> Option<(usize, usize)> {
        let meetings: Vec<_> = self.meetings.iter().filter(|meeting| meeting.section == section).collect();
        let met = meetings.iter().filter(|meeting| meeting.failure.is_none()).count();
        (!meetings.is_empty()).then_some((met, meetings.len()))
    }
}

/// A program of ours, and the C program beside it.
#[derive(Serialize)]
pub(crate) struct Beside {
    pub(crate) section: String,
    pub(crate) program: String,
    /// The C file, below the folder of the originals, as the data have it.
    pub(crate) wanted: PathBuf,
    /// How it was found, where that is worth a word; or why not.
    pub(crate) how: Option<String>,
    pub(crate) paper: Option<Paper>,
    pub(crate) compiler: Vec<compiler::Word>,
    /// The C program as the reader has built it.
    pub(crate) built: Option<Built>,
    /// Why it cannot be run, if that was asked for.
    pub(crate) not_built: Option<String>,
    /// Our program.
    pub(crate) ours: Option<Built>,
    /// The calls of the library that happen on both sides.
    pub(crate) trace: Option<Trace>,
    /// What valgrind finds in the C program; none if it was not run.
    pub(crate) valgrind: Option<Vec<String>>,
    /// The functions that the API comments of ours name.
    #[serde(skip)]
    pub(crate) named: Vec<String>,
    /// What the sources say about running the C program.
    #[serde(skip)]
    pub(crate) says: Says,
    /// The parsed C sources.
    #[serde(skip)]
    pub(crate) files: Vec<c::File>,
    /// The C listings and ours, for the page.
    #[serde(skip)]
    pub(crate) texts: Option<(Vec<Lines>, Lines)>,
}

/// Compares what the options ask for.
///
/// # Errors
/// [`Error::Unexplained`] if something differs and nothing says why; [`Error::Read`] if the folder is not there.
pub(crate) fn compare(root: &Path, crates: &[Crate], options: &Options) -> Result<(), Error> {
    let sections = chosen(crates, &options.sections)?;
    check_told(crates, options)?;
    let is_chosen = |beside: &Beside| sections.iter().any(|(_, section)| section.number == beside.section);
    common::interrupt::before_exit(harness::end_all)?;
    let mut report = on_paper(root, crates, options)?;
    let compiler = Compiler::find(options.limit(), &mut report.missing).map_err(Error::Scratch)?;
    for beside in report.programs.iter_mut().filter(|beside| is_chosen(beside)) {
        let words = beside.files.iter().flat_map(|file| compiler.ask(file, &options.c));
        beside.compiler = words.collect();
    }
    if !options.built.is_empty() || options.told.iter().any(|(_, file)| !is_c(file)) {
        when_run(crates, options, &mut report)?;
    }
    report.programs.retain(is_chosen);
    if report.programs.iter().all(|beside| beside.paper.is_none()) {
        text::show(&report, true)?;
        return Err(Error::NothingToCompare(options.c.clone()));
    }
    // Who reads only the first lines (`| head`) gets the files all the same.
    let shown = text::show(&report, options.quiet);
    let written = write(&report, options);
    shown?;
    let mut terminal = Terminal::new();
    for path in written? {
        writeln!(terminal, "\n{}", path.display())?;
    }
    let meetings = report.meetings.iter().filter(|meeting| meeting.unexplained).count();
    let unexplained = meetings + report.programs.iter().map(Beside::unexplained).sum::<usize>();
    if unexplained == 0 { Ok(()) } else { Err(Error::Unexplained(unexplained)) }
}

/// Writes the files that the options ask for, and returns which.
fn write(report: &Report, options: &Options) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(report)
            .map_err(|e| Error::Write { path: path.clone(), source: e.into() })?;
        pages::update(path, &(json + "\n"), true)?;
        written.push(path.clone());
    }
    if let Some(folder) = &options.html {
        written.push(html::write(report, folder)?);
    }
    Ok(written)
}

impl Beside {
    /// What is to be said in a table.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self.how.iter().cloned().collect();
        let compile = self.compiler.iter().filter(|word| word.error.is_some());
        notes.extend(compile.map(|word| format!("does not compile with {}", word.library.name())));
        if let Some(built) = &self.built {
            let library = built.library.map_or("no TLS library", compiler::Library::name);
            let how = built.how.as_ref().map(|how| format!(", {how}")).unwrap_or_default();
            notes.push(format!("built with {library}{how}, {} bytes of code", built.code));
        }
        notes.extend(self.not_built.clone());
        match self.valgrind.as_ref().map_or(0, Vec::len) {
            0 => {}
            number => notes.push(format!("valgrind: {number}")),
        }
        match self.unexplained() {
            0 => {}
            number => notes.push(format!("{number} UNEXPLAINED")),
        }
        notes
    }

    /// How many differences nothing explains.
    pub(crate) fn unexplained(&self) -> usize {
        let rows = self.paper.iter().flat_map(|paper| &paper.rows);
        rows.filter(|row| row.kind == Kind::Unexplained).count()
    }
}

/// That there is a program of ours beside which the reader's files can stand.
fn check_told(crates: &[Crate], options: &Options) -> Result<(), Error> {
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

/// Whether a section is the one, or in the chapter, that was asked for.
fn is_in(section: &Section, wanted: &str) -> bool {
    wanted == section.number || section.number.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether the options name an experiment, or its section, or nothing in particular.
fn is_wanted(section: &Section, experiment: &Experiment, wanted: &[String]) -> bool {
    let name = format!("{}/{}", section.number, experiment.id);
    wanted.is_empty() || wanted.iter().any(|want| *want == name || is_in(section, want))
}

/// The sections that the options name.
fn chosen<'a>(crates: &'a [Crate], wanted: &[String]) -> Result<Vec<(&'a Crate, &'a Section)>, Error> {
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

/// The first part: the sources of all programs, since those of one section run with those of another.
fn on_paper(root: &Path, crates: &[Crate], options: &Options) -> Result<Report, Error> {
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

/// The second part: the experiments that the data mark for it, by the originals, by ours, and by both together.
fn when_run(crates: &[Crate], options: &Options, report: &mut Report) -> Result<(), Error> {
    let all = crates.iter().flat_map(|one| &one.sections).flat_map(|section| &section.programs);
    let wanted: Vec<(&str, &str)> =
        all.filter_map(|program| Some((program.name.as_str(), program.c.first()?.as_str()))).collect();
    let told = options.told.iter().filter(|(_, path)| !is_c(path)).cloned().collect();
    let mut found = built::find(&options.built, &wanted, &told, &mut report.missing)?;
    let mut originals = BTreeMap::new();
    for beside in &mut report.programs {
        let built =
            found.remove(&beside.program).unwrap_or_else(|| Err(format!("{} is not built", beside.program)));
        let path = harness::program(&beside.program).ok();
        beside.ours = path.and_then(|path| built::look(&path, None).ok());
        match &built {
            Ok(built) => beside.built = Some(built.clone()),
            Err(why) => beside.not_built = Some(why.clone()),
        }
        originals.insert(beside.program.clone(), Original { built, says: beside.says.clone() });
    }
    for (tool, what) in [
        ("stdbuf", "what an original writes before it ends is not seen"),
        ("gdb", "the calls that happen are not seen"),
        ("valgrind", "the originals' memory is not checked"),
    ] {
        let wanted = tool == "stdbuf" || !options.no_calls;
        if wanted && !harness::on_path(tool) {
            report.missing.push(format!("{tool} is not installed: {what}"));
        }
    }
    let linked =
        |built: &Built| built.imports.iter().any(|name| name == "SSL_new" || name.starts_with("EVP_"));
    if !options.no_calls && !report.programs.iter().filter_map(|beside| beside.ours.as_ref()).any(linked) {
        report
            .missing
            .push("our programs have OpenSSL in them, not as a library: their calls are not seen".to_owned());
    }
    for (_, section) in chosen(crates, &options.sections)? {
        let marked = section.experiments.iter().filter(|experiment| experiment.originals);
        for experiment in marked.filter(|experiment| is_wanted(section, experiment, &options.sections)) {
            if let Some(tool) = experiment.needs.iter().find(|tool| !harness::on_path(tool)) {
                let (section, id) = (&section.number, &experiment.id);
                report.missing.push(format!("{tool} is not installed: {section}/{id} is not played"));
                continue;
            }
            let windows = meet::windows(experiment, &originals);
            let mut meetings = Vec::new();
            for sides in meet::combinations(&windows) {
                progress(&format!("{}/{}: {}", section.number, experiment.id, meet::who(&sides)));
                meetings.push(meet::meet(section, experiment, sides, &originals, options.limit(), None));
            }
            meet::explain(&mut meetings, experiment.unlike_c.as_deref());
            report.transcripts.append(&mut meet::transcripts(&meetings));
            report.meetings.append(&mut meetings);
            if !options.no_calls {
                watched(section, experiment, &windows, &originals, report)?;
            }
        }
    }
    Ok(())
}

/// What is being played now, for somebody who waits.
fn progress(what: &str) {
    if io::stderr().is_terminal() {
        common::note!("{what}");
    }
}

/// The third part: what runs in each window once more, under gdb and valgrind, with ours on the other side.
fn watched(
    section: &Section,
    experiment: &Experiment,
    windows: &[String],
    originals: &BTreeMap<String, Original>,
    report: &mut Report,
) -> Result<(), Error> {
    const PATIENCE: Duration = Duration::from_secs(60); // everything takes much longer
    let name = format!("{}/{}", section.number, experiment.id);
    let scratch = Scratch::new().map_err(Error::Scratch)?;
    let run = |tool: Tool, window: &String, side: Side| {
        let folder = scratch.path().join(format!("{window}-{side:?}"));
        if !harness::on_path(tool.name()) || std::fs::create_dir_all(&folder).is_err() {
            return None;
        }
        progress(&format!("{name}: {window} under {}", tool.name()));
        let sides =
            windows.iter().map(|other| (other.clone(), if other == window { side } else { Side::Rust }));
        let under = Under { tool, window: window.clone(), folder };
        meet::meet(section, experiment, sides.collect(), originals, PATIENCE, Some(&under));
        Some(under)
    };
    for window in windows {
        // Once is enough.
        let programs = meet::programs(experiment, window);
        let is_known = |program: &&str| {
            report.programs.iter().any(|beside| beside.program == *program && beside.trace.is_some())
        };
        if programs.iter().all(is_known) {
            continue;
        }
        let (c, rust) = (run(Tool::Gdb, window, Side::C), run(Tool::Gdb, window, Side::Rust));
        let valgrind = run(Tool::Valgrind, window, Side::C);
        for beside in &mut report.programs {
            let calls = |under: &Option<Under>| trace::read(&under.as_ref()?.log(&beside.program));
            if let (Some(c), Some(rust), None) = (calls(&c), calls(&rust), &beside.trace) {
                beside.trace = Some(trace::compare(&name, &c, &rust, &beside.named));
            }
            if let (Some(valgrind), None) = (&valgrind, &beside.valgrind) {
                let name =
                    |file: &c::File| file.path.file_name().map(|name| name.to_string_lossy().into_owned());
                let files: Vec<String> = beside.files.iter().filter_map(name).collect();
                beside.valgrind = trace::valgrind(&valgrind.log(&beside.program), &files);
            }
        }
    }
    Ok(())
}

/// What a program of ours is compared from.
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
            says: Says::default(),
            files: Vec::new(),
            texts: None,
        };
        let Some(path) = matched.path() else {
            beside.how.get_or_insert_with(|| "not there".to_owned());
            return Ok(beside);
        };
        let Some(checked) = self.listings.iter().find(|listing| listing.program == name) else {
            beside.how = Some(format!("{name} has no listing to compare with"));
            return Ok(beside);
        };
        let mut paths = vec![path.to_owned()];
        paths.extend(
            c.iter().skip(1).filter_map(|more| self.files.iter().find(|path| path.ends_with(more)).cloned()),
        );
        let files = match c::read(&paths) {
            Ok(files) => files,
            Err(why) => {
                beside.how = Some(format!("cannot be read ({why})"));
                return Ok(beside);
            }
        };
        let source = read(&checked.source)?;
        let readme = read(&self.root.join(self.folder).join("README.md"))?;
        // `messages::close(…)`
        let uses = |module: &str| {
            let path = format!("{module}::");
            let mut before = source.match_indices(&path).map(|(at, _)| &source[..at]);
            before.any(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        let ours = Ours {
            root: self.root,
            program: checked,
            used: self
                .listings
                .iter()
                .filter(|other| other.program != name && uses(&other.program))
                .collect(),
            unlike: paper::unlike(&source, &readme),
            source: &source,
        };
        let paper = paper::compare(&files, folder, &ours);
        let names = paper.names();
        let c = files.iter().map(|file| highlight::c(file, &names)).collect();
        let listings = std::iter::once(&ours.program).chain(&ours.used);
        beside.named = listings.flat_map(|one| &one.rows).flat_map(|row| row.names.clone()).collect();
        beside.says = Says::of(&c::Program::new(&files), &source);
        beside.texts = Some((c, highlight::rust(&source, &names)));
        beside.paper = Some(paper);
        beside.files = files;
        Ok(beside)
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

//! The second part: runs the programs of both sides. The third part: the library calls they really make.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use texts::{Lang, say};

use super::options::{Options, chosen, is_c, is_wanted};
use super::report::{Beside, Report};
use super::run::{self, Built, Original};
use super::watched::{self, Watched};
use crate::catalogue::{Crate, Experiment, Section, UnlikeC};
use crate::error::Error;

/// The number of experiments that are played at the same time. Most of their time, they wait.
const WORKERS: usize = 4;

/// An experiment to play.
struct Job<'a> {
    section: &'a Section,
    experiment: &'a Experiment,
    windows: Vec<String>,
    /// The windows whose programs are also run under gdb and valgrind.
    watched: Vec<String>,
}

/// What has come of a job.
struct Done {
    meetings: Vec<run::Meeting>,
    watched: Vec<Watched>,
}

/// The second part: plays the experiments that the data select, with the originals, with ours, and with both
/// together.
pub(super) fn when_run(crates: &[Crate], options: &Options, report: &mut Report) -> Result<(), Error> {
    let originals = originals(crates, options, report)?;
    tools(options, report);
    let jobs = jobs(crates, options, &originals, report)?;
    let total = jobs.iter().map(|job| 1 << job.windows.len()).sum();
    let progress = Progress { done: AtomicUsize::new(0), total, fixed_ports: Mutex::new(()) };
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<Result<Done, Error>>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..WORKERS.min(jobs.len()) {
            scope.spawn(|| {
                while let Some((job, result)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    jobs.get(at).zip(results.get(at))
                } {
                    let done = play(job, options, &originals, &report.programs, &progress);
                    *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
                }
            });
        }
    });
    for result in results {
        let Some(done) = result.into_inner().unwrap_or_else(PoisonError::into_inner) else { continue };
        let mut done = done?;
        report.transcripts.append(&mut run::transcripts(&done.meetings));
        report.meetings.append(&mut done.meetings);
        for watched in done.watched {
            watched.add_to(report);
        }
    }
    Ok(())
}

/// Finds the executables of both sides.
fn originals(
    crates: &[Crate],
    options: &Options,
    report: &mut Report,
) -> Result<BTreeMap<String, Original>, Error> {
    let all = crates.iter().flat_map(|one| &one.sections).flat_map(|section| &section.programs);
    let wanted: Vec<(&str, &str)> =
        all.filter_map(|program| Some((program.name.as_str(), program.c.first()?.as_str()))).collect();
    let told = options.told.iter().filter(|(_, path)| !is_c(path)).cloned().collect();
    let mut found = run::built::find(&options.built, &wanted, &told, &mut report.missing)?;
    let mut originals = BTreeMap::new();
    for beside in &mut report.programs {
        let built = found
            .remove(&beside.program)
            .unwrap_or_else(|| Err(say!("{0} is not built", beside.program.clone())));
        let path = harness::program(&beside.program).ok();
        beside.ours = path.and_then(|path| run::built::look(&path, None).ok());
        match &built {
            Ok(built) => beside.built = Some(built.clone()),
            Err(why) => beside.not_built = Some(why.clone()),
        }
        originals.insert(beside.program.clone(), Original { built, says: beside.says.clone() });
    }
    Ok(originals)
}

/// Reports what cannot be seen, because a tool is not installed or our programs import nothing.
fn tools(options: &Options, report: &mut Report) {
    for (tool, what) in [
        ("stdbuf", say!("what an original writes before it ends is not seen")),
        ("gdb", say!("the calls that happen are not seen")),
        ("valgrind", say!("the originals' memory is not checked")),
    ] {
        let wanted = tool == "stdbuf" || !options.no_calls;
        if wanted && !harness::on_path(tool) {
            report.missing.push(say!("{0} is not installed: {1}", tool, what));
        }
    }
    let linked =
        |built: &Built| built.imports.iter().any(|name| name == "SSL_new" || name.starts_with("EVP_"));
    if !options.no_calls && !report.programs.iter().filter_map(|beside| beside.ours.as_ref()).any(linked) {
        report
            .missing
            .push(say!("our programs have OpenSSL in them, not as a library: their calls are not seen"));
    }
}

/// The experiments to play, in the order of the book. Adds those that need a missing tool to the report.
fn jobs<'a>(
    crates: &'a [Crate],
    options: &Options,
    originals: &BTreeMap<String, Original>,
    report: &mut Report,
) -> Result<Vec<Job<'a>>, Error> {
    let mut jobs = Vec::new();
    let mut is_watched = Vec::new();
    let sections = chosen(crates, &options.sections)?;
    let marked = |section: &'a Section| {
        let marked = section.experiments.iter().filter(|experiment| experiment.originals);
        marked.filter(|experiment| is_wanted(section, experiment, &options.sections))
    };
    // Under the tools, a program runs where its original does what it should, if there is such an experiment.
    let gets_on = |experiment: &Experiment| experiment.unlike_c.is_empty();
    let runs = |experiment: &Experiment, name: &str| {
        let windows = run::windows(experiment, originals);
        windows.iter().any(|window| run::programs(experiment, window).contains(&name))
    };
    let has_better = |name: &str| {
        let mut all = sections.iter().flat_map(|(_, section)| marked(section));
        all.any(|experiment| gets_on(experiment) && runs(experiment, name))
    };
    for (_, section) in &sections {
        for experiment in marked(section) {
            if let Some(tool) = experiment.needs.iter().find(|tool| !harness::on_path(tool)) {
                let name = format!("{}/{}", section.number, experiment.id);
                report.missing.push(say!("{0} is not installed: {1} is not played", tool.clone(), name));
                continue;
            }
            let windows = run::windows(experiment, originals);
            // One trace of each program is enough.
            let mut watched = Vec::new();
            for window in windows.iter().filter(|_| !options.no_calls) {
                let programs = run::programs(experiment, window);
                let new = programs
                    .into_iter()
                    .filter(|name| originals.contains_key(*name) && !is_watched.contains(name))
                    .filter(|name| gets_on(experiment) || !has_better(name));
                let new: Vec<&str> = new.collect();
                if !new.is_empty() {
                    watched.push(window.clone());
                    is_watched.extend(new);
                }
            }
            jobs.push(Job { section, experiment, windows, watched });
        }
    }
    Ok(jobs)
}

/// Plays an experiment with every combination of sides, and then once more under the tools.
fn play(
    job: &Job<'_>,
    options: &Options,
    originals: &BTreeMap<String, Original>,
    programs: &[Beside],
    progress: &Progress,
) -> Result<Done, Error> {
    let Job { section, experiment, windows, .. } = job;
    // Programs that know one port only take turns.
    let is_fixed = |name: &str| originals.get(name).is_some_and(|original| original.says.has_fixed_port());
    let takes_turns =
        windows.iter().any(|window| run::programs(experiment, window).into_iter().any(is_fixed));
    let _turn = takes_turns.then(|| progress.fixed_ports.lock().unwrap_or_else(PoisonError::into_inner));
    let mut meetings = Vec::new();
    for sides in run::combinations(windows) {
        progress.meeting(section, experiment, &run::who(&sides).to_string());
        meetings.push(run::meet(section, experiment, sides, originals, options.limit(), None));
    }
    // The cause must be in the windows of the entry: the other original may have what this one lacks.
    let holds = |entry: &UnlikeC| {
        let names: Vec<&str> = entry.c.iter().flat_map(|window| run::programs(experiment, window)).collect();
        let beside: Vec<&Beside> =
            programs.iter().filter(|beside| names.contains(&beside.program.as_str())).collect();
        holds(entry, &beside)
    };
    run::explain(&mut meetings, &experiment.unlike_c, &holds);
    let name = format!("{}/{}", section.number, experiment.id);
    let watch = |window: &String| {
        report_progress(&format!("{name}: {window} under gdb and valgrind"));
        watched::watch(section, experiment, window, windows, &meetings, originals, programs)
    };
    let watched = job.watched.iter().map(watch).collect::<Result<Vec<_>, Error>>()?;
    Ok(Done { meetings, watched: watched.into_iter().flatten().collect() })
}

/// Whether the cause that an entry names is found in these C programs.
fn holds(entry: &UnlikeC, programs: &[&Beside]) -> bool {
    let library = |beside: &&Beside| beside.built.as_ref().and_then(|built| built.library) == entry.library;
    let slip = |words: &String| {
        let slips = programs.iter().filter_map(|beside| beside.paper.as_ref()).flat_map(|paper| &paper.slips);
        slips.into_iter().any(|slip| slip.what.of(Lang::En).contains(words))
    };
    let literal = |text: &String| {
        let mut files = programs.iter().flat_map(|beside| &beside.files);
        files.any(|file| file.has_literal(text))
    };
    let readme = |words: &String| programs.iter().any(|beside| beside.unlike.has(words));
    (entry.library.is_none() || programs.iter().any(library))
        && entry.slip.as_ref().is_none_or(slip)
        && entry.readme.as_ref().is_none_or(readme)
        && entry.literal.as_ref().is_none_or(literal)
        && (entry.slip.is_some() || entry.readme.is_some())
}

/// Reports what is being played, for a user who is waiting.
struct Progress {
    done: AtomicUsize,
    total: usize,
    fixed_ports: Mutex<()>,
}

impl Progress {
    fn meeting(&self, section: &Section, experiment: &Experiment, who: &str) {
        let number = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        report_progress(&format!("[{number}/{}] {}/{}: {who}", self.total, section.number, experiment.id));
    }
}

fn report_progress(what: &str) {
    if io::stderr().is_terminal() {
        common::note!("{what}");
    }
}

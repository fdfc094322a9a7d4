//! The second part: runs the programs of both sides. The third part: the library calls they really make.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::time::Duration;

use harness::Scratch;

use super::c;
use super::options::{Options, chosen, is_c, is_wanted};
use super::report::Report;
use super::run::{self, Built, Original, Side, Tool, Under};
use crate::catalogue::{Crate, Experiment, Section};
use crate::error::Error;

/// The second part: plays the experiments that the data select, with the originals, with ours, and with both
/// together.
pub(super) fn when_run(crates: &[Crate], options: &Options, report: &mut Report) -> Result<(), Error> {
    let all = crates.iter().flat_map(|one| &one.sections).flat_map(|section| &section.programs);
    let wanted: Vec<(&str, &str)> =
        all.filter_map(|program| Some((program.name.as_str(), program.c.first()?.as_str()))).collect();
    let told = options.told.iter().filter(|(_, path)| !is_c(path)).cloned().collect();
    let mut found = run::built::find(&options.built, &wanted, &told, &mut report.missing)?;
    let mut originals = BTreeMap::new();
    for beside in &mut report.programs {
        let built =
            found.remove(&beside.program).unwrap_or_else(|| Err(format!("{} is not built", beside.program)));
        let path = harness::program(&beside.program).ok();
        beside.ours = path.and_then(|path| run::built::look(&path, None).ok());
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
            let windows = run::windows(experiment, &originals);
            let mut meetings = Vec::new();
            for sides in run::combinations(&windows) {
                progress(&format!("{}/{}: {}", section.number, experiment.id, run::who(&sides)));
                meetings.push(run::meet(section, experiment, sides, &originals, options.limit(), None));
            }
            run::explain(&mut meetings, experiment.unlike_c.as_deref());
            report.transcripts.append(&mut run::transcripts(&meetings));
            report.meetings.append(&mut meetings);
            if !options.no_calls {
                watched(section, experiment, &windows, &originals, report)?;
            }
        }
    }
    Ok(())
}

/// Reports what is being played, for a user who is waiting.
fn progress(what: &str) {
    if io::stderr().is_terminal() {
        common::note!("{what}");
    }
}

/// The third part: runs each window's program once more under gdb and valgrind, with ours on the other side.
fn watched(
    section: &Section,
    experiment: &Experiment,
    windows: &[String],
    originals: &BTreeMap<String, Original>,
    report: &mut Report,
) -> Result<(), Error> {
    const PATIENCE: Duration = Duration::from_secs(60); // everything is much slower under the tools
    let name = format!("{}/{}", section.number, experiment.id);
    let scratch = Scratch::new().map_err(Error::Scratch)?;
    let under = |tool: Tool, window: &String, side: Side| {
        let folder = scratch.path().join(format!("{window}-{side:?}"));
        if !harness::on_path(tool.name()) || std::fs::create_dir_all(&folder).is_err() {
            return None;
        }
        progress(&format!("{name}: {window} under {}", tool.name()));
        let sides =
            windows.iter().map(|other| (other.clone(), if other == window { side } else { Side::Rust }));
        let under = Under { tool, window: window.clone(), folder };
        run::meet(section, experiment, sides.collect(), originals, PATIENCE, Some(&under));
        Some(under)
    };
    for window in windows {
        // One trace of each program is enough.
        let programs = run::programs(experiment, window);
        let is_known = |program: &&str| {
            report.programs.iter().any(|beside| beside.program == *program && beside.trace.is_some())
        };
        if programs.iter().all(is_known) {
            continue;
        }
        let (c, rust) = (under(Tool::Gdb, window, Side::C), under(Tool::Gdb, window, Side::Rust));
        let valgrind = under(Tool::Valgrind, window, Side::C);
        for beside in &mut report.programs {
            let calls = |under: &Option<Under>| run::trace::read(&under.as_ref()?.log(&beside.program));
            if let (Some(c), Some(rust), None) = (calls(&c), calls(&rust), &beside.trace) {
                beside.trace = Some(run::trace::compare(&name, &c, &rust, &beside.named));
            }
            if let (Some(valgrind), None) = (&valgrind, &beside.valgrind) {
                let name =
                    |file: &c::File| file.path.file_name().map(|name| name.to_string_lossy().into_owned());
                let files: Vec<String> = beside.files.iter().filter_map(name).collect();
                beside.valgrind = run::trace::valgrind(&valgrind.log(&beside.program), &files);
            }
        }
    }
    Ok(())
}

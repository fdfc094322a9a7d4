//! The third part: runs a window's program once more under gdb and valgrind.

use std::collections::BTreeMap;
use std::time::Duration;

use harness::Scratch;
use texts::{Sentence, say};

use super::c;
use super::report::{Beside, Report};
use super::run::{self, Meeting, Original, Side, Tool, Trace, Under, trace};
use crate::catalogue::{Experiment, Section};
use crate::error::Error;

/// Everything is much slower under the tools.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the tools have found about a program.
pub(super) struct Watched {
    program: String,
    trace: Option<Trace>,
    valgrind: Option<Vec<String>>,
    /// Why a tool has found nothing out.
    not_finished: Vec<Sentence>,
}

impl Watched {
    /// Adds the findings to the program's.
    pub(super) fn add_to(self, report: &mut Report) {
        if let Some(beside) = report.programs.iter_mut().find(|beside| beside.program == self.program) {
            beside.trace = beside.trace.take().or(self.trace);
            beside.valgrind = beside.valgrind.take().or(self.valgrind);
            beside.not_finished.extend(self.not_finished);
        }
    }
}

/// Runs the programs of one window under the tools: first the C original, then ours.
pub(super) fn watch(
    section: &Section,
    experiment: &Experiment,
    window: &String,
    windows: &[String],
    meetings: &[Meeting],
    originals: &BTreeMap<String, Original>,
    programs: &[Beside],
) -> Result<Vec<Watched>, Error> {
    let scratch = Scratch::new().map_err(Error::Scratch)?;
    let sides_of = |mine: Side, others: Side| -> Vec<(String, Side)> {
        let side = |other: &String| (other.clone(), if other == window { mine } else { others });
        windows.iter().map(side).collect()
    };
    let of = |sides: &[(String, Side)]| meetings.iter().find(|meeting| meeting.sides == sides);
    let works = |sides: &[(String, Side)]| of(sides).is_some_and(|meeting| meeting.failure.is_none());
    // With ours on the other side, so that one of the two is known; with another original, where only that works.
    let (mixed, c_only) = (sides_of(Side::C, Side::Rust), sides_of(Side::C, Side::C));
    let c_sides = if !works(&mixed) && works(&c_only) { c_only } else { mixed };
    let (c_alone, ours_alone) = (of(&c_sides), of(&sides_of(Side::Rust, Side::Rust)));
    let fails = c_alone.is_none_or(|meeting| meeting.failure.is_some());
    if c_alone.is_some_and(|meeting| meeting.not_played) {
        return Ok(Vec::new());
    }
    let name = format!("{}/{}", section.number, experiment.id);
    let label = match (fails, c_sides.len()) {
        (true, _) => say!("{0}; the C fails with ours, so its calls end there", name),
        (false, 2..) => say!("{0}; C: {1}", name, run::who(&c_sides)),
        (false, _) => Sentence::verbatim(name),
    };
    let under = |tool: Tool, side: Side| {
        let folder = scratch.path().join(format!("{window}-{side:?}-{}", tool.name()));
        if !harness::on_path(tool.name()) || std::fs::create_dir_all(&folder).is_err() {
            return None;
        }
        let sides = if side == Side::C { c_sides.clone() } else { sides_of(Side::Rust, Side::Rust) };
        let under = Under { tool, window: window.clone(), folder };
        let meeting = run::meet(section, experiment, sides, originals, PATIENCE, Some(&under));
        Some((under, meeting))
    };
    let c = under(Tool::Gdb, Side::C);
    let rust = under(Tool::Gdb, Side::Rust);
    let valgrind = under(Tool::Valgrind, Side::C);
    let mut all = Vec::new();
    let names = run::programs(experiment, window);
    for beside in programs.iter().filter(|beside| names.contains(&beside.program.as_str())) {
        let mut watched = Watched {
            program: beside.program.clone(),
            trace: None,
            valgrind: None,
            not_finished: Vec::new(),
        };
        let mut calls = |run: &Option<(Under, Meeting)>, side: Side, alone: Option<&Meeting>| {
            let (under, meeting) = run.as_ref()?;
            let calls = trace::read(&under.log(&beside.program))?;
            if let Err(why) = finished(under, meeting, beside, alone) {
                watched.not_finished.push(match side {
                    Side::C => say!("gdb with the C has not finished: {0}", why),
                    Side::Rust => say!("gdb with ours has not finished: {0}", why),
                });
                return None;
            }
            Some(calls)
        };
        if let (Some(c), Some(rust)) = (calls(&c, Side::C, c_alone), calls(&rust, Side::Rust, ours_alone)) {
            watched.trace = Some(trace::compare(label.clone(), &c, &rust, &beside.named));
        }
        if let Some((under, meeting)) = &valgrind {
            let name = |file: &c::File| file.path.file_name().map(|name| name.to_string_lossy().into_owned());
            let files: Vec<String> = beside.files.iter().filter_map(name).collect();
            let finished = finished(under, meeting, beside, c_alone);
            // What it has found before a session that failed is true all the same.
            if finished.is_ok() || trace::has_ended(under, &beside.program) {
                watched.valgrind = trace::valgrind(&under.log(&beside.program), &files);
            }
            if let Err(why) = finished {
                watched.not_finished.push(say!("valgrind has not seen all: {0}", why));
            }
        }
        all.push(watched);
    }
    Ok(all)
}

/// Whether a tool has seen all that the program does. `alone`: the same meeting without the tool.
fn finished(
    under: &Under,
    meeting: &Meeting,
    beside: &Beside,
    alone: Option<&Meeting>,
) -> Result<(), Sentence> {
    if !under.log(&beside.program).exists() {
        return Err(say!("a shell runs its line, out of sight"));
    }
    let ended = trace::has_ended(under, &beside.program);
    has_seen_all(under.tool, ended, meeting, alone, &beside.program)
}

/// The same, of a tool that has left its findings. `ended`: it has watched the program up to its end.
fn has_seen_all(
    tool: Tool,
    ended: bool,
    meeting: &Meeting,
    alone: Option<&Meeting>,
    program: &str,
) -> Result<(), Sentence> {
    let fails_alone = alone.is_none_or(|alone| alone.failure.is_some());
    let both = alone.and_then(|alone| alone.run_of(program)).zip(meeting.run_of(program));
    let ends_alike = both.is_some_and(|(alone, run)| alone.end == run.end);
    let goes_alike = ends_alike && both.is_some_and(|(alone, run)| alone.transcript == run.transcript);
    let fails_alike = alone.is_some_and(|alone| alone.failures == meeting.failures);
    match &meeting.failure {
        Some(why) if meeting.not_played => Err(why.clone()),
        // Another program may then have failed on what this one has made under the tool.
        _ if ended && (meeting.failure.is_none() || fails_alone || goes_alike) => Ok(()),
        // gdb sees the calls as they happen: a server that waits for the next client, or spins, has made them all.
        _ if tool == Tool::Gdb && (meeting.failure.is_none() || fails_alike && ends_alike) => Ok(()),
        Some(why) if !fails_alone => Err(why.clone()),
        _ => Err(say!("the program was ended before it had")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A meeting in which `signer` has ended in this way, and which has these failures.
    fn meeting(end: &str, failures: &[&str]) -> Meeting {
        let mut meeting = Meeting::new("7.5.3", "original", Vec::new());
        meeting.runs.push(run::Run {
            window: "sign".to_owned(),
            program: "signer".to_owned(),
            side: Side::C,
            who: Sentence::verbatim("signer (C)"),
            transcript: String::new(),
            end: Sentence::verbatim(end.to_owned()),
            milliseconds: 0,
            peak: None,
        });
        meeting.fail(failures.iter().map(|one| Sentence::verbatim((*one).to_owned())).collect());
        meeting
    }

    #[test]
    fn a_tool_has_seen_all_of_a_program_that_goes_its_whole_way() {
        const DONE: &str = "exit status: 0";
        let seen = |tool, ended, meeting: &Meeting, alone: &Meeting| {
            has_seen_all(tool, ended, meeting, Some(alone), "signer").is_ok()
        };
        let (works, other_fails) = (meeting(DONE, &[]), meeting(DONE, &["verifier (ours): exit status: 1"]));
        assert!(seen(Tool::Valgrind, true, &works, &works));
        assert!(!seen(Tool::Valgrind, false, &works, &works));
        // What it has made under the tool is refused by another program: it has gone its way all the same.
        assert!(seen(Tool::Valgrind, true, &other_fails, &works));
        assert!(!seen(Tool::Valgrind, true, &meeting("exit status: 1", &["signer: no"]), &works));
        // A server that spins never ends.
        let spins = meeting("still running", &["server (C): ERROR: failed SSL read"]);
        assert!(seen(Tool::Gdb, false, &spins, &spins));
        assert!(!seen(Tool::Valgrind, false, &spins, &spins));
        let cut_short = meeting("still running", &["client has not ended after 60 s"]);
        assert!(!seen(Tool::Gdb, false, &cut_short, &spins));
        assert!(!seen(Tool::Gdb, false, &cut_short, &works));
    }
}

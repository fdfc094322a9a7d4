//! What the text shows beside what is seen here: where in an experiment an entry's line is, and whether the entry is true.

use std::collections::HashMap;

use crate::catalogue::{Beside, Experiment, Section};
use crate::script::{Action, Step, Typed};

/// A frame of the text's captures is this much longer than its record: 4 bytes of the loopback's header, 20 of IP, 32 of TCP.
pub(crate) const FRAME: usize = 56;

/// An entry, and the step of a script that shows it.
pub(crate) struct Shown<'a> {
    pub(crate) entry: &'a Beside,
    pub(crate) section: &'a str,
    pub(crate) experiment: &'a Experiment,
    /// The step whose line has `ours`.
    pub(crate) step: usize,
    /// The step that runs the command which shows it.
    pub(crate) command: usize,
}

/// Finds each entry of `section` in the experiment that it names: first from the command on that shows the entry before,
/// since the same line may stand under several commands.
pub(crate) fn resolve<'a>(section: &'a Section, all: &[&'a Section]) -> Vec<Result<Shown<'a>, String>> {
    let mut former: HashMap<&str, usize> = HashMap::new();
    let mut resolved = Vec::new();
    for entry in &section.beside {
        let from = former.entry(&entry.experiment).or_default();
        let shown = find(entry, section, all, *from);
        if let Ok(shown) = &shown {
            *from = shown.command;
        }
        resolved.push(shown.map_err(|why| format!("{}: {}: {why}", section.number, entry.place)));
    }
    resolved
}

fn find<'a>(
    entry: &'a Beside,
    section: &'a Section,
    all: &[&'a Section],
    from: usize,
) -> Result<Shown<'a>, String> {
    let (number, id) = entry.experiment.split_once('/').unwrap_or((&section.number, &entry.experiment));
    let section = all.iter().find(|section| section.number == number);
    let experiment = section.and_then(|section| section.experiments.iter().find(|e| e.id == id));
    let (Some(section), Some(experiment)) = (section, experiment) else {
        return Err(format!("there is no experiment {}", entry.experiment));
    };
    let ours = collapsed(&entry.ours);
    let script = &experiment.script;
    let shows = |at: usize| {
        let by = entry.by.as_deref().unwrap_or_default();
        script.get(at).is_some_and(|step| collapsed(&line(step)).contains(&ours))
            && script.get(command(script, at)).is_some_and(|step| line(step).contains(by))
    };
    let Some(step) = (from..script.len()).chain(0..from).find(|at| shows(*at)) else {
        return Err(format!("{number}/{id} shows no `{}`", entry.ours));
    };
    Ok(Shown { entry, section: &section.number, experiment, step, command: command(script, step) })
}

/// The step that runs what step `at` belongs to: the last command in its window.
fn command(script: &[Step], at: usize) -> usize {
    let window = script.get(at).map(|step| &step.window);
    let is_command = |step: &Step| Some(&step.window) == window && matches!(step.action, Action::Run(_));
    script.iter().take(at + 1).rposition(is_command).unwrap_or(at)
}

/// What a step has on the screen.
fn line(step: &Step) -> String {
    match &step.action {
        Action::Run(line) | Action::See(line) => line.clone(),
        Action::Answer(prompt, Typed::Line(line)) => format!("{prompt}{line}"),
        Action::Answer(prompt, Typed::End | Typed::Interrupt) => prompt.clone(),
        Action::End(_) => String::new(),
    }
}

/// What is wrong with an entry in itself.
pub(crate) fn faults(entry: &Beside) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if entry.why.is_some() != entry.why_ja.is_some() {
        faults.push("its reason is in one language only");
    }
    if entry.why.is_none() && !same(entry) {
        faults.push("the two differ, and there is no reason");
    }
    if !entry.seen.is_empty() && entry.ours.matches("[..]").count() != entry.seen.len() {
        faults.push("`seen` has a value for each `[..]`");
    }
    if lengths(&entry.book).is_some_and(|(record, frame, _)| record + FRAME != frame) {
        faults.push("a frame is 56 bytes longer than its record");
    }
    if is_remark(entry) && entry.text.is_empty() {
        faults.push("a remark on the text needs the piece of `text` that it is about");
    }
    faults
}

/// Whether `book` is a remark on what the text shows, and not the words of the text: `(13)` records, or `—` for nothing.
pub(crate) fn is_remark(entry: &Beside) -> bool {
    entry.book.starts_with(['(', '—'])
}

/// Whether the text and the experiment show the same: the same line, or records of the same length.
fn same(entry: &Beside) -> bool {
    match (lengths(&entry.book), length(&entry.ours)) {
        (Some((record, _, _)), Some((ours, _))) => record == ours,
        _ => collapsed(&entry.book) == collapsed(&entry.ours),
    }
}

/// The record's length, the frame's, and the rest of `34/90 Application Data`.
pub(crate) fn lengths(book: &str) -> Option<(usize, usize, &str)> {
    let (lengths, rest) = book.split_once(' ')?;
    let (record, frame) = lengths.split_once('/')?;
    Some((record.parse().ok()?, frame.parse().ok()?, rest))
}

/// The length of a record in a line of our packet list, and the rest of the line.
fn length(ours: &str) -> Option<(usize, &str)> {
    let (length, rest) = ours.trim().split_once(' ')?;
    Some((length.parse().ok()?, rest))
}

/// `ours` as a reader sees it, with the length of the frame if it is a record, and whether that holds with OpenSSL 3.0 only.
pub(crate) fn ours(entry: &Beside) -> (String, bool) {
    let line = entry.seen.iter().fold(entry.ours.clone(), |line, seen| line.replacen("[..]", seen, 1));
    let shown = match (lengths(&entry.book), length(&line)) {
        (Some(_), Some((record, rest))) => format!("{record}/{} {rest}", record + FRAME),
        _ => collapsed(&line).replace("[..]", "…"),
    };
    (shown, !entry.seen.is_empty())
}

/// `text` with single blanks, as in the columns of a table.
pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! The text beside what is seen here: the table of a README, and a section of the page to read along with.

use std::collections::HashMap;
use std::fmt::Write;

use crate::beside::{self, Shown};
use crate::catalogue::Section;
use crate::script::{self, Action, RUN, Step, Typed};

/// The table of a README: what differs. `None` if an entry has no experiment: a finding says so.
pub(super) fn differences(
    section: &Section,
    all: &[&Section],
    is_ours: impl Fn(&str) -> bool,
    japanese: bool,
) -> Option<String> {
    let entries: Vec<Shown> = beside::resolve(section, all).into_iter().collect::<Result<_, _>>().ok()?;
    let mut table = head(japanese);
    for shown in entries.iter().filter(|shown| shown.entry.why.is_some()) {
        table.push_str(&row(shown, &is_ours, japanese));
    }
    Some(table)
}

/// A section of the page to read along with: the commands, and below each what the text and the reader see. `None` as for
/// [`differences`].
pub(super) fn commands(
    section: &Section,
    all: &[&Section],
    is_ours: impl Fn(&str) -> bool,
    japanese: bool,
) -> Option<String> {
    let entries: Vec<Shown> = beside::resolve(section, all).into_iter().collect::<Result<_, _>>().ok()?;
    let mut page = String::new();
    let mut former: Option<&Shown> = None;
    let mut done: HashMap<String, usize> = HashMap::new(); // the steps of each experiment that are on the page
    for shown in &entries {
        let name = format!("{}/{}", shown.section, shown.experiment.id);
        let goes_on =
            former.is_some_and(|f| f.section == shown.section && f.experiment.id == shown.experiment.id);
        if !goes_on {
            let _ = if japanese {
                writeln!(page, "\n### {}（`make {name}`）", shown.experiment.title_ja)
            } else {
                writeln!(page, "\n### {} (`make {name}`)", shown.experiment.title)
            };
        }
        let done = done.entry(name).or_default();
        // A program of ours still runs in its window; what `tlsbook` has shown is asked for again.
        let runs = goes_on && shown.command < *done && is_ours(program(shown));
        if !goes_on || !runs && former.is_some_and(|former| former.command != shown.command) {
            // After another experiment, its programs have ended, and its files may be others by now.
            let first = if goes_on { shown.command.min(*done) } else { 0 };
            if !runs {
                let _ = write!(page, "\n{}", block(shown, first, &is_ours, japanese));
            }
            let _ = write!(page, "\n{}", head(japanese));
            *done = (*done).max(shown.command + 1);
        }
        page.push_str(&row(shown, &is_ours, japanese));
        former = Some(shown);
    }
    Some(page)
}

/// The program that shows the entry.
fn program<'a>(shown: &Shown<'a>) -> &'a str {
    match shown.experiment.script.get(shown.command).map(|step| &step.action) {
        Some(Action::Run(command)) => command.split(' ').next().unwrap_or_default(),
        _ => "",
    }
}

/// The commands of an experiment from step `first` to the one that shows the entry, as a reader types them.
fn block(shown: &Shown, first: usize, is_ours: &impl Fn(&str) -> bool, japanese: bool) -> String {
    let mut lines = String::from("```console\n");
    let script = &shown.experiment.script;
    let mut former = None;
    for (at, step) in script.iter().enumerate().take(shown.command + 1).skip(first) {
        let Action::Run(command) = &step.action else { continue };
        let typed = typed(script, at, japanese);
        let _ = match (former == Some(&step.window), typed.is_empty(), japanese) {
            (true, true, _) => Ok(()),
            (_, true, false) => writeln!(lines, "# window {}", step.window),
            (_, true, true) => writeln!(lines, "# {}ウィンドウ", step.window),
            (_, false, false) => writeln!(lines, "# window {}; type: {}", step.window, typed.join(", ")),
            (_, false, true) => writeln!(lines, "# {}ウィンドウ（入力：{}）", step.window, typed.join("、")),
        };
        let _ = writeln!(lines, "$ {}", as_typed(command, is_ours));
        former = Some(&step.window);
    }
    lines + "```\n"
}

/// A command as a reader types it.
fn as_typed(command: &str, is_ours: impl Fn(&str) -> bool) -> String {
    script::command_line(command, is_ours, RUN).trim_start_matches("$ ").to_owned()
}

/// What is typed into the program that step `at` starts.
fn typed(script: &[Step], at: usize, japanese: bool) -> Vec<&str> {
    let Some(window) = script.get(at).map(|step| &step.window) else { return Vec::new() };
    let steps = script.iter().skip(at + 1).filter(|step| step.window == *window);
    let mut typed = Vec::new();
    for step in steps.take_while(|step| !matches!(step.action, Action::Run(_))) {
        match &step.action {
            Action::Answer(_, Typed::Line(line)) if line.is_empty() => typed.push("Enter"),
            Action::Answer(_, Typed::Line(line)) => typed.push(line),
            Action::Answer(_, Typed::End) => {
                typed.push(if japanese { "最後にCtrl-D" } else { "Ctrl-D at the end" });
            }
            Action::Answer(_, Typed::Interrupt) => {
                typed.push(if japanese { "最後にCtrl-C" } else { "Ctrl-C at the end" });
            }
            _ => {}
        }
    }
    typed
}

fn head(japanese: bool) -> String {
    String::from(if japanese {
        "| 本文の場所 | 本書 | ここでの表示 | 違いの理由 |\n| --- | --- | --- | --- |\n"
    } else {
        "| in the text | the book | here | why |\n| --- | --- | --- | --- |\n"
    })
}

fn row(shown: &Shown, is_ours: &impl Fn(&str) -> bool, japanese: bool) -> String {
    let entry = shown.entry;
    let (ours, only_there) = match shown.experiment.script.get(shown.step).map(|step| &step.action) {
        Some(Action::Run(command)) => (as_typed(command, is_ours), false),
        _ => beside::ours(entry),
    };
    let version = match (only_there, japanese) {
        (false, _) => "",
        (true, false) => " (OpenSSL 3.0)",
        (true, true) => "（OpenSSL 3.0）",
    };
    let (place, why) = if japanese { (&entry.place_ja, &entry.why_ja) } else { (&entry.place, &entry.why) };
    let mut why = why.clone().unwrap_or_else(|| if japanese { "同じ" } else { "the same" }.to_owned());
    if let Some(how) = &entry.how {
        let how = code(&as_typed(how, is_ours));
        why += if japanese { "本文の値にするには：" } else { " For the text's value: " };
        why += &how;
    }
    let book = if beside::is_remark(entry) { entry.book.clone() } else { code(&entry.book) };
    format!("| {place} | {book} | {}{version} | {why} |\n", code(&ours))
}

/// A cell in which `text` stands as it is.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

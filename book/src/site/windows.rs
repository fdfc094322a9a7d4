//! What windows have shown: side by side, in the order of time.

use std::time::{Duration, Instant};

use page::maud::{Markup, html};

use super::model::{self, Book};
use crate::catalogue::Experiment;
use crate::script::{self, Action, RUN};
use crate::timeline::Timeline;
use common::terminal;

/// Lines that came in one go.
struct Said<'a> {
    window: usize,
    /// Since the first command.
    after: Duration,
    lines: Vec<&'a str>,
}

/// The most windows with a column of their own. Further ones share the last column.
const COLUMNS: usize = 4;

/// The windows of an experiment that was played.
pub(super) fn shown(book: &Book, experiment: &Experiment, timeline: &Timeline) -> Markup {
    let lines = timeline.lines();
    let names: Vec<&str> = timeline.names().collect();
    let start = lines.first().map_or_else(Instant::now, |(_, time, _)| *time);
    let mut parts: Vec<Said> = Vec::new();
    for (window, time, text) in lines {
        match parts.last_mut() {
            Some(last) if last.window == window => last.lines.push(text),
            _ => parts.push(Said { window, after: time.saturating_duration_since(start), lines: vec![text] }),
        }
    }
    let column = |window: usize| window.min(COLUMNS - 1) + 1;
    html! {
        div.windows.{ "n" (names.len().clamp(1, COLUMNS)) } {
            @for (window, name) in names.iter().enumerate().take(COLUMNS) {
                div.head.{ "w" (column(window)) } aria-hidden="true" { (name) }
            }
            @for Said { window, after, lines } in &parts {
                @let name = names.get(*window).copied().unwrap_or_default();
                div.said.{ "w" (column(*window)) } {
                    p.who { span.name { (name) } " " span.after { (seconds(*after)) } }
                    pre { @for text in lines { (line(book, experiment, name, text)) "\n" } }
                }
            }
        }
    }
}

/// A time since the beginning.
fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// A line of a window: a command as it is typed at the root of the project, or what was shown, with what was typed.
fn line(book: &Book, experiment: &Experiment, window: &str, text: &str) -> Markup {
    if let Some(command) = text.strip_prefix("$ ") {
        return html! { b { (linked(book, &script::command_line(command, |name| book.is_ours(name), RUN))) } };
    }
    if let Some((prompt, line)) = script::typed(&experiment.script, window, text) {
        html! { (prompt) kbd { (line) } }
    } else {
        html! { (terminal::text(text.as_bytes())) }
    }
}

/// Commands in which the programs of cargo are links to their pages.
fn linked(book: &Book, text: &str) -> Markup {
    let mut parts = text.split(RUN);
    let before = parts.next();
    html! {
        (before.unwrap_or_default())
        @for part in parts {
            @let (name, rest) = part.split_at(part.find(char::is_whitespace).unwrap_or(part.len()));
            (RUN)
            @if book.is_ours(name) { a href=(model::program_file(name)) { (name) } } @else { (name) }
            (rest)
        }
    }
}

/// The windows as the script has them.
pub(super) fn expected(book: &Book, experiment: &Experiment) -> Markup {
    let windows = script::transcript(&experiment.script, |name| book.is_ours(name), RUN);
    html! {
        div.windows.{ "n" (windows.len().clamp(1, COLUMNS)) } {
            @for (at, (name, text)) in windows.iter().enumerate() {
                div.said.{ "w" (at.min(COLUMNS - 1) + 1) } { p.who { span.name { (name) } } pre { (linked(book, text)) } }
            }
        }
    }
}

/// The commands of an experiment.
pub(super) fn commands(experiment: &Experiment) -> impl Iterator<Item = &str> {
    experiment.script.iter().filter_map(|step| match &step.action {
        Action::Run(command) => Some(command.as_str()),
        _ => None,
    })
}

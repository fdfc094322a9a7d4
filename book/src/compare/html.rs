//! Writes the comparison as pages: an index, and a page for each program with the two listings side by side. A
//! page is self-contained: it needs no script and no network. It contains the user's copy of the C text, so the
//! page belongs to the user too; it is not part of this project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::c::{Library, Role, Slip, Word};
use super::paper::{Kind, Paper, Row};
use super::report::{Beside, Report, mebibytes};
use super::run::{self, Built, Meeting, Trace, Transcripts, lengths};
use crate::error::Error;
use crate::files;
use crate::source::highlight::{Class, Lines};

const STYLE: &str = include_str!("style.css");

/// Writes the pages to `folder` and returns the index. Creates the folder if necessary. Each page appears whole
/// or not at all.
pub(crate) fn write(report: &Report, folder: &Path) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    for beside in &report.programs {
        if let Some(paper) = &beside.paper {
            let path = folder.join(format!("{}.html", beside.program));
            files::update(&path, &program(report, beside, paper).into_string(), true)?;
        }
    }
    let path = folder.join("index.html");
    files::update(&path, &index(report).into_string(), true)?;
    Ok(path)
}

fn page(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    }
}

fn index(report: &Report) -> Markup {
    let body = html! {
        main.narrow {
            h1 { "The C originals and the Rust edition" }
            p { "The originals: " code { (report.folder.display()) } }
            table {
                thead { tr { th { "section" } th { "program" } th { "C file" } th { "calls on paper" } th { "calls that happen" } th { "pairs met" } th { "slips" } th { "notes" } } }
                tbody {
                    @for beside in &report.programs { (index_row(report, beside)) }
                    @for path in &report.without_ours {
                        tr.faint { td {} td {} td { code { (path.display()) } } td {} td {} td {} td {} td { "no sample of ours" } }
                    }
                }
            }
            @for what in &report.missing { p { (what) } }
            @if !report.meetings.is_empty() {
                h2 { "Experiments, played by the originals, by ours, and by both together" }
                table {
                    thead { tr { th { "experiment" } th { "who" } th { "result" } } }
                    tbody {
                        @for meeting in &report.meetings {
                            tr { td { (meeting.section) "/" (meeting.experiment) } td { (run::who(&meeting.sides)) } td.bad[meeting.unexplained] { (meeting.result()) } }
                        }
                    }
                }
            }
        }
    };
    page("The C originals and the Rust edition", &body)
}

fn index_row(report: &Report, beside: &Beside) -> Markup {
    html! {
        tr {
            td { (beside.section) }
            @if let Some(paper) = &beside.paper {
                td { a href=(format!("{}.html", beside.program)) { (beside.program) } }
                td { @if let Some(file) = paper.c_files.first() { code { (file.display()) } } }
                td { (paper.aligned) " of " (paper.calls) }
                td { @if let Some(trace) = &beside.trace { (trace.shared) " of " (trace.c_functions) } }
                td { @if let Some((met, all)) = report.met(&beside.section) { (met) " of " (all) } }
                td { (paper.slips.len()) }
            } @else {
                td { (beside.program) }
                td { code { (beside.wanted.display()) } }
                td {} td {} td {} td {}
            }
            td.bad[beside.unexplained() > 0] { (beside.notes().join("; ")) }
        }
    }
}

fn program(report: &Report, beside: &Beside, paper: &Paper) -> Markup {
    let file = paper.c_files.first().map(|file| file.display().to_string()).unwrap_or_default();
    let only = |kinds: &[Kind], c: bool| {
        let rows = paper.rows.iter().filter(|row| row.c.is_some() == c && kinds.contains(&row.kind));
        rows.cloned().collect::<Vec<Row>>()
    };
    let only_c = only(&[Kind::Explained, Kind::Unexplained], true);
    let only_rust = only(&[Kind::Explained, Kind::Unexplained], false);
    let body = html! {
        header {
            p.back { a href="index.html" { "All programs" } " · section " (beside.section) }
            h1 { (beside.program) }
            p.lead {
                strong { (paper.aligned) " of " (paper.calls) } " calls of the C stand in ours. "
                "Lines that belong together share a coloured band."
                @if let Some(how) = &beside.how { " The C file was found by " (how) "." }
            }
            ul.legend {
                li.tie { "both" } li.only-c { "only in the C" } li.only-rust { "only in ours" } li.slip { "slip in the C" }
            }
        }
        (differences(paper, &beside.compiler, &only_c, &only_rust))
        @if let Some((c, rust)) = &beside.texts { (listings(paper, &file, c, rust)) }
        (when_run(report, beside))
    };
    page(&format!("{} — C and Rust", beside.program), &body)
}

/// What happened when the program ran. Shown below the listings.
fn when_run(report: &Report, beside: &Beside) -> Markup {
    let took_part = |meeting: &&Meeting| meeting.runs.iter().any(|run| run.program == beside.program);
    let meetings: Vec<&Meeting> = report.meetings.iter().filter(took_part).collect();
    html! {
        @if !meetings.is_empty() {
            main.narrow {
                h2 #run { "When run" }
                (executables(beside))
                div.meetings { @for meeting in &meetings { (show_meeting(meeting)) } }
                @for transcripts in report.transcripts.iter().filter(|one| one.program == beside.program) { (shown(transcripts)) }
                @if let Some(trace) = &beside.trace { (calls(trace)) }
            }
        }
    }
}

fn size(built: &Built) -> String {
    format!("{} KiB, {} bytes of it code", built.size / 1024, built.code)
}

fn executables(beside: &Beside) -> Markup {
    html! {
        ul {
            @if let Some(built) = &beside.built {
                li { "C: " code { (built.path.display()) } ", " (built.library.map_or("no TLS library", Library::name)) ", " (size(built)) }
            }
            @if let Some(ours) = &beside.ours { li { "Ours: " code { (ours.path.file_name().unwrap_or_default().to_string_lossy()) } ", " (size(ours)) } }
            @if let Some(findings) = &beside.valgrind {
                @if findings.is_empty() { li { "valgrind finds nothing in the C program." } }
                @for finding in findings { li.bad { "valgrind: " (finding) } }
            }
        }
    }
}

fn show_meeting(meeting: &Meeting) -> Markup {
    html! {
        section.card {
            h3.bad[meeting.unexplained] { (meeting.section) "/" (meeting.experiment) ": " (run::who(&meeting.sides)) " — " (meeting.result()) }
            table {
                @for run in &meeting.runs {
                    tr {
                        td { (run.who) } td { (run.end) } td { (run.milliseconds) " ms" }
                        td { @if let Some(peak) = run.peak { (mebibytes(peak)) } }
                    }
                }
            }
            @for seen in &meeting.seen {
                p {
                    @if let Some(agreed) = &seen.agreed { (agreed.version) ", " (agreed.suite) @if let Some(group) = &agreed.group { ", " (group) } "; " }
                    "records of the client: " (lengths(&seen.client)) "; of the server: " (lengths(&seen.server))
                }
            }
            @for note in &meeting.notes { p.faint { (note) } }
        }
    }
}

/// The output of both programs, in two columns.
fn shown(transcripts: &Transcripts) -> Markup {
    let cell = |line: &Option<String>, other: &Option<String>, class: &'static str| {
        html! {
            @match line {
                Some(line) => td.(if other.is_none() { class } else { "" }) { code { (line) } },
                None => td {},
            }
        }
    };
    let ends = [&transcripts.ends.0, &transcripts.ends.1];
    html! {
        section.card {
            h3 { (transcripts.experiment) ": what " (transcripts.program) " shows" }
            table.shown {
                tr { th { "C" } th { "ours" } }
                @for (c, rust) in &transcripts.lines { tr { (cell(c, rust, "only-c")) (cell(rust, c, "only-rust")) } }
                tr.faint { @for end in ends { td { (end) } } }
            }
        }
    }
}

/// The calls made at run time, in two columns.
fn calls(trace: &Trace) -> Markup {
    html! {
        section.card {
            h3 { "Calls of the library that happen (" (trace.experiment) "): " (trace.shared) " of " (trace.c_functions) " functions are called by both" }
            table.shown {
                tr { th { "C" } th { "ours" } th {} }
                @for row in &trace.rows {
                    tr.faint[row.c.is_none()] {
                        td.only-c[row.rust.is_none()] { @if let Some(c) = &row.c { code { (c) } } }
                        td { @if let Some(rust) = &row.rust { code { (rust) } } }
                        td { (row.note) }
                    }
                }
            }
        }
    }
}

/// The differences in words. Shown above the listings.
fn differences(paper: &Paper, words: &[Word], only_c: &[Row], only_rust: &[Row]) -> Markup {
    let name =
        |row: &Row| row.c.as_ref().or(row.rust.as_ref()).map(|place| place.name.clone()).unwrap_or_default();
    let item = |row: &Row| {
        let target = match (&row.c, &row.rust) {
            (Some(c), _) => c_line(paper, &c.file, c.line),
            (None, rust) => rust.as_ref().map(|rust| format!("r{}", rust.line)),
        };
        html! {
            li.bad[row.kind == Kind::Unexplained] {
                (link(target, &html! { code { (name(row)) } })) " — " (row.note)
            }
        }
    };
    let slip = |slip: &Slip| {
        let place = html! { (slip.file) ":" (slip.line) };
        html! { (link(c_line(paper, &slip.file, slip.line), &place)) " — " (slip.what) }
    };
    let said = |roles: &[Role]| roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(", ");
    html! {
        section.cards {
            @if !only_c.is_empty() || !paper.not_in_listing.is_empty() || paper.arguments.is_some() {
                div.card {
                    h2 { "In the C" }
                    ul { @for row in only_c { (item(row)) } }
                    @if let Some((c, rust)) = &paper.arguments {
                        p { "Arguments: " strong { (said(c)) } ". Ours, as in the text: " strong { (said(rust)) } "." }
                    }
                    @if !paper.not_in_listing.is_empty() {
                        p { "Not in our listing: " (paper.not_in_listing.join(", ")) "." }
                    }
                }
            }
            @if !only_rust.is_empty() {
                div.card { h2 { "Only in ours" } ul { @for row in only_rust { (item(row)) } } }
            }
            @if !paper.slips.is_empty() {
                div.card.wide {
                    h2 { "Slips found in the C" }
                    ul { @for one in &paper.slips { li { (slip(one)) } } }
                }
            }
            @if words.iter().any(|word| word.error.is_some() || word.unknown.is_some() || !word.warnings.is_empty()) {
                div.card.wide {
                    h2 { "What the compiler says" }
                    ul { @for word in words {
                        @if let Some(error) = &word.error { li { "Does not compile with " (word.library.name()) ": " (error) } }
                        @if let Some(why) = &word.unknown { li { "Not known whether it compiles with " (word.library.name()) ": " (why) } }
                        @for warning in &word.warnings { li { (slip(warning)) " (" (word.library.name()) ")" } }
                    } }
                }
            }
        }
    }
}

/// The prefix for the line anchors of a C file: `c` for the first file on the page, then `c1-`, `c2-`, ….
fn side(file: usize) -> String {
    if file == 0 { "c".to_owned() } else { format!("c{file}-") }
}

/// The anchor of a C line; `None` if its file is not on the page, since the compiler also warns about the
/// library's headers.
fn c_line(paper: &Paper, file: &str, line: usize) -> Option<String> {
    let at = paper.c_files.iter().position(|path| path.file_name().is_some_and(|name| name == file))?;
    Some(format!("{}{line}", side(at)))
}

/// A link to an anchor, or plain text without one.
fn link(target: Option<String>, text: &Markup) -> Markup {
    html! { @match target {
        Some(target) => a href=(format!("#{target}")) { (text) },
        None => (text),
    } }
}

/// The two listings, split where lines correspond, so that these are side by side.
fn listings(paper: &Paper, file: &str, c: &[Lines], rust: &Lines) -> Markup {
    let Some((first, more)) = c.split_first() else { return html! {} };
    let marks = Marks::new(paper);
    let mut cuts = vec![(1, 1)];
    cuts.extend(ties(paper).into_iter().map(|(c, rust)| (with_comment(first, c), rust)));
    let ends = cuts.iter().copied().skip(1).chain([(first.len() + 1, rust.len() + 1)]);
    html! {
        section.listings {
            div.head { code { (file) } } div.head { code { (paper.rust_file.display()) } }
            @for ((c_from, r_from), (c_to, r_to)) in cuts.iter().copied().zip(ends) {
                @let tied = c_from > 1;
                div.cell.tied[tied] { (lines(first, c_from, c_to, "c", &marks.c)) }
                div.cell.tied[tied] { (lines(rust, r_from, r_to, "r", &marks.rust)) }
            }
        }
        @for (at, (file, listing)) in (1..).zip(paper.c_files.iter().skip(1).zip(more)) {
            section.listings.single {
                div.head { code { (file.display()) } " (of the C program)" }
                @let name = file.file_name().unwrap_or_default().to_string_lossy();
                div.cell { (lines(listing, 1, listing.len() + 1, &side(at), &Marks::of_file(paper, &name))) }
            }
        }
    }
}

/// The corresponding lines: calls that both programs make at this point, as long as both line numbers increase.
fn ties(paper: &Paper) -> Vec<(usize, usize)> {
    let main = paper
        .c_files
        .first()
        .and_then(|file| file.file_name())
        .map(|name| name.to_string_lossy().into_owned());
    let mut ties: Vec<(usize, usize)> = Vec::new();
    for row in paper.rows.iter().filter(|row| row.kind == Kind::Aligned) {
        let (Some(c), Some(rust)) = (&row.c, &row.rust) else { continue };
        let (last_c, last_rust) = ties.last().copied().unwrap_or((1, 1));
        if Some(&c.file) == main.as_ref() && c.within.is_none() && c.line > last_c && rust.line > last_rust {
            ties.push((c.line, rust.line));
        }
    }
    ties
}

/// The first line of the comment directly above a line, or the line itself if there is no comment.
fn with_comment(listing: &Lines, line: usize) -> usize {
    let is_comment = |number: &usize| {
        let pieces = number.checked_sub(1).and_then(|at| listing.get(at)).map_or(&[][..], Vec::as_slice);
        pieces.iter().any(|(class, _)| *class == Class::Comment)
            && pieces.iter().all(|(class, text)| *class == Class::Comment || text.trim().is_empty())
    };
    (1..line).rev().take_while(is_comment).last().unwrap_or(line)
}

/// What is known about a line.
#[derive(Default)]
struct Mark {
    class: &'static str,
    /// The line of ours that it corresponds to.
    tied: Option<usize>,
    notes: Vec<(&'static str, String)>,
}

/// The marked lines of both listings.
struct Marks {
    c: BTreeMap<usize, Mark>,
    rust: BTreeMap<usize, Mark>,
}

impl Marks {
    fn new(paper: &Paper) -> Self {
        let main =
            paper.c_files.first().and_then(|file| file.file_name()).unwrap_or_default().to_string_lossy();
        let mut marks = Self { c: Self::of_file(paper, &main), rust: BTreeMap::new() };
        for row in &paper.rows {
            if let (Some(rust), true) =
                (&row.rust, Path::new(&row.rust.as_ref().map_or("", |r| &r.file)) == paper.rust_file)
            {
                let mark = marks.rust.entry(rust.line).or_default();
                mark.class = match row.kind {
                    Kind::Aligned | Kind::Elsewhere => "tie",
                    Kind::Explained | Kind::Unexplained => "only-rust",
                };
            }
        }
        marks
    }

    /// The marks of one C file.
    fn of_file(paper: &Paper, name: &str) -> BTreeMap<usize, Mark> {
        let mut marks: BTreeMap<usize, Mark> = BTreeMap::new();
        for row in &paper.rows {
            let Some(c) = row.c.as_ref().filter(|c| c.file == name) else { continue };
            let mark = marks.entry(c.line).or_default();
            let class = match row.kind {
                Kind::Aligned => "tie",
                Kind::Elsewhere => "again",
                Kind::Explained | Kind::Unexplained => "only-c",
            };
            // If a line has several calls, one that only the C makes is the most informative.
            if mark.class.is_empty() || class == "only-c" {
                mark.class = class;
            }
            if row.kind == Kind::Aligned {
                mark.tied = row.rust.as_ref().map(|rust| rust.line);
            } else {
                mark.notes.push((class, format!("{}: {}", c.name, row.note)));
            }
        }
        for slip in paper.slips.iter().filter(|slip| slip.file == name) {
            marks.entry(slip.line).or_default().notes.push(("slip", slip.what.clone()));
        }
        marks
    }
}

/// The lines `from..to` of a listing, with their numbers and marks.
fn lines(listing: &Lines, from: usize, to: usize, side: &str, marks: &BTreeMap<usize, Mark>) -> Markup {
    let shown = listing.iter().enumerate().map(|(at, line)| (at + 1, line));
    html! {
        @for (number, line) in shown.filter(|(number, _)| (from..to).contains(number)) {
            @let mark = marks.get(&number);
            div.line.(mark.map_or("", |mark| mark.class)) id=(format!("{side}{number}")) {
                span.no { (number) }
                code { @for (class, text) in line {
                    @if class.name().is_empty() { (text) } @else { span class=(class.name()) { (text) } }
                } }
                @if let Some(tied) = mark.and_then(|mark| mark.tied) { a.to href=(format!("#r{tied}")) { "↔ " (tied) } }
            }
            @for (class, note) in mark.map_or(&[][..], |mark| &mark.notes) { p.note.(class) { (note) } }
        }
    }
}

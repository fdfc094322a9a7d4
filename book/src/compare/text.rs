//! Shows the comparison in a terminal.

use std::fmt;

use common::Terminal;

use super::c::Role;
use super::paper::{Kind, Paper, Place, Row};
use super::report::{Beside, Report, mebibytes};
use super::run::{self, Meeting, Transcripts, lengths};
use crate::error::Error;

/// The terminal, protected from control characters in the C files and in the programs' output.
struct Screen(Terminal);

impl Screen {
    fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<(), Error> {
        Ok(self.0.write_fmt(format_args!("{}", common::terminal::text(text.to_string().as_bytes())))?)
    }
}

/// Shows everything or, with `quiet`, only the slips and the tables at the end.
pub(crate) fn show(report: &Report, quiet: bool) -> Result<(), Error> {
    let mut terminal = Screen(Terminal::new());
    for beside in &report.programs {
        program(&mut terminal, beside, quiet)?;
    }
    for meeting in report.meetings.iter().filter(|meeting| !quiet || meeting.failure.is_some()) {
        show_meeting(&mut terminal, meeting)?;
    }
    for transcripts in report.transcripts.iter().filter(|_| !quiet) {
        show_transcripts(&mut terminal, transcripts)?;
    }
    table(&mut terminal, report)?;
    for what in &report.missing {
        writeln!(terminal, "{what}")?;
    }
    for path in &report.without_ours {
        writeln!(terminal, "no sample of ours: {}", path.display())?;
    }
    show_meetings(&mut terminal, report)
}

/// Shows the output of both programs, merged.
fn show_transcripts(terminal: &mut Screen, transcripts: &Transcripts) -> Result<(), Error> {
    let Transcripts { experiment, program, lines, ends } = transcripts;
    writeln!(terminal, "\n{experiment}, {program}: what it shows (- C, + ours)")?;
    for line in lines {
        match line {
            (Some(line), Some(_)) => writeln!(terminal, "        {line}")?,
            (Some(line), None) => writeln!(terminal, "      - {line}")?,
            (None, line) => writeln!(terminal, "      + {}", line.as_deref().unwrap_or_default())?,
        }
    }
    if ends.0 == ends.1 {
        return writeln!(terminal, "        [{}]", ends.0);
    }
    writeln!(terminal, "      - [{}]", ends.0)?;
    writeln!(terminal, "      + [{}]", ends.1)
}

/// An experiment, played once.
fn show_meeting(terminal: &mut Screen, meeting: &Meeting) -> Result<(), Error> {
    let (section, experiment) = (&meeting.section, &meeting.experiment);
    writeln!(terminal, "\n{section}/{experiment} — {}: {}", run::who(&meeting.sides), meeting.result())?;
    for run in &meeting.runs {
        let peak = run.peak.map_or(String::new(), |peak| format!(", {}", mebibytes(peak)));
        writeln!(
            terminal,
            "      {:<8} {}: {}, {} ms{peak}",
            run.window, run.who, run.end, run.milliseconds
        )?;
    }
    for seen in &meeting.seen {
        let agreed = seen.agreed.as_ref().map_or("no Server Hello".to_owned(), |agreed| {
            format!("{}, {}, {}", agreed.version, agreed.suite, agreed.group.as_deref().unwrap_or("-"))
        });
        let (client, server) = (lengths(&seen.client), lengths(&seen.server));
        writeln!(terminal, "      {agreed}; records -> {client} <- {server}")?;
    }
    for note in &meeting.notes {
        writeln!(terminal, "      {note}")?;
    }
    Ok(())
}

fn program(terminal: &mut Screen, beside: &Beside, quiet: bool) -> Result<(), Error> {
    let how = beside.how.as_ref().map(|how| format!(" ({how})")).unwrap_or_default();
    let Some(paper) = &beside.paper else {
        writeln!(terminal, "\n{}  {}: {}{how}", beside.section, beside.program, beside.wanted.display())?;
        return Ok(());
    };
    let file = paper.c_files.first().map(|file| file.display().to_string()).unwrap_or_default();
    writeln!(terminal, "\n{}  {} beside {file}{how}", beside.section, beside.program)?;
    if !quiet {
        columns(terminal, paper)?;
    }
    findings(terminal, paper)?;
    for word in &beside.compiler {
        let library = word.library.name();
        if let Some(error) = &word.error {
            writeln!(terminal, "      does not compile with {library}: {error}")?;
        }
        if let Some(why) = &word.unknown {
            writeln!(terminal, "      not known whether it compiles with {library}: {why}")?;
        }
        if let Some(why) = &word.cut_short {
            writeln!(terminal, "      not known what the compiler warns of with {library}: {why}")?;
        }
        for warning in &word.warnings {
            writeln!(
                terminal,
                "      {}:{}: {} (compiler, {library})",
                warning.file, warning.line, warning.what
            )?;
        }
    }
    if let Some(built) = beside.built.as_ref().filter(|_| !quiet) {
        writeln!(terminal, "      executable: {}", built.path.display())?;
    }
    for finding in beside.valgrind.iter().flatten() {
        writeln!(terminal, "      valgrind: {finding}")?;
    }
    if let Some(trace) = beside.trace.as_ref().filter(|_| !quiet) {
        writeln!(terminal, "      calls of the library that happen ({}):", trace.experiment)?;
        for row in &trace.rows {
            let side = |name: &Option<String>| name.clone().unwrap_or_default();
            writeln!(terminal, "        {:<34} {:<34} {}", side(&row.c), side(&row.rust), row.note)?;
        }
    }
    Ok(())
}

/// Shows the two columns.
fn columns(terminal: &mut Screen, paper: &Paper) -> Result<(), Error> {
    let left: Vec<String> = paper.rows.iter().map(left_column).collect();
    let width = left.iter().map(String::len).max().unwrap_or(0).max(12);
    writeln!(terminal, "      line  {:<width$}     line  {}", "C", paper.rust_file.display())?;
    for (row, name) in paper.rows.iter().zip(left) {
        let line = row.c.as_ref().map_or(String::new(), |c| c.line.to_string());
        let right = row.rust.as_ref().map_or(String::new(), |rust| rust.line.to_string());
        let shown = right_column(row);
        writeln!(terminal, "      {line:>4}  {name:<width$}  {}  {right:>4}  {shown}", sign(row))?;
    }
    Ok(())
}

fn left_column(row: &Row) -> String {
    let within = |c: &Place| c.within.as_ref().map(|within| format!(" [{within}]")).unwrap_or_default();
    row.c.as_ref().map_or(String::new(), |c| format!("{}{}", c.name, within(c)))
}

fn right_column(row: &Row) -> String {
    let name = row.rust.as_ref().map_or("", |rust| rust.name.as_str());
    match row.kind {
        Kind::Aligned => name.to_owned(),
        _ if name.is_empty() => format!("({})", row.note),
        _ => format!("{name} ({})", row.note),
    }
}

/// `=`: both; `~`: both, but elsewhere; `<`: only the C; `>`: only ours; `!` is added if there is no
/// explanation.
fn sign(row: &Row) -> &'static str {
    match (row.kind, &row.c) {
        (Kind::Aligned, _) => "=",
        (Kind::Elsewhere, _) => "~",
        (Kind::Explained, Some(_)) => "<",
        (Kind::Explained, None) => ">",
        (Kind::Unexplained, _) => "!",
    }
}

fn findings(terminal: &mut Screen, paper: &Paper) -> Result<(), Error> {
    if !paper.not_in_listing.is_empty() {
        writeln!(terminal, "      not in our listing: {}", paper.not_in_listing.join(", "))?;
    }
    if let Some((c, rust)) = &paper.arguments {
        let words =
            |roles: &[Role]| roles.iter().map(|role| role.word().to_string()).collect::<Vec<_>>().join(", ");
        writeln!(terminal, "      arguments: {} (ours, as in the text: {})", words(c), words(rust))?;
    }
    for slip in &paper.slips {
        writeln!(terminal, "      {}:{}: {}", slip.file, slip.line, slip.what)?;
    }
    Ok(())
}

/// Shows the table of programs.
fn table(terminal: &mut Screen, report: &Report) -> Result<(), Error> {
    writeln!(terminal)?;
    let mut row = |cells: [&str; 7]| {
        let [section, program, paper, calls, met, slips, notes] = cells;
        let line = format!("{section:<8} {program:<22} {paper:<9} {calls:<9} {met:<9} {slips:<6} {notes}");
        writeln!(terminal, "{}", line.trim_end())
    };
    row(["section", "program", "on paper", "calls", "pairs met", "slips", "notes"])?;
    for beside in &report.programs {
        let (paper, trace) = (beside.paper.as_ref(), beside.trace.as_ref());
        let of =
            |numbers: Option<(usize, usize)>| numbers.map_or("-".to_owned(), |(n, m)| format!("{n} of {m}"));
        row([
            &beside.section,
            &beside.program,
            &of(paper.map(|paper| (paper.aligned, paper.calls))),
            &of(trace.map(|trace| (trace.shared, trace.c_functions))),
            &of(report.met(&beside.section)),
            &paper.map_or("-".to_owned(), |paper| paper.slips.len().to_string()),
            &beside.notes().iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        ])?;
    }
    Ok(())
}

/// The table of meetings.
fn show_meetings(terminal: &mut Screen, report: &Report) -> Result<(), Error> {
    if report.meetings.is_empty() {
        return Ok(());
    }
    writeln!(terminal, "\n{:<24} {:<34} result", "experiment", "who")?;
    for meeting in &report.meetings {
        let name = format!("{}/{}", meeting.section, meeting.experiment);
        let who = run::who(&meeting.sides).to_string(); // padded
        writeln!(terminal, "{name:<24} {who:<34} {}", meeting.result())?;
    }
    let played = report.meetings.iter().filter(|meeting| !meeting.not_played);
    let met = played.clone().filter(|meeting| meeting.failure.is_none()).count();
    let all = played.count();
    let left = report.meetings.len() - all;
    let left = if left > 0 { format!("; {left} not played") } else { String::new() };
    writeln!(terminal, "{met} of {all} as they should be{left}")?;
    Ok(())
}

//! `tlsbook play`: runs the book's experiments as real processes on real sockets, and checks that every window shows
//! what the book says.

use std::collections::HashSet;
use std::fmt;
use std::time::{Duration, Instant};
use std::{env, thread};

use common::error::words;
use common::{Terminal, note};
use harness::{Failure, Window};

use crate::catalogue::{Crate, Experiment, Section};
use crate::error::{Error, unexpected};
use crate::player::{self, Line, Player, Policy, Running, Setting};
use crate::script::Step;

/// The longest wait for a window to show something.
const LIMIT: Duration = Duration::from_secs(20);

/// How long to wait at the end for a line that the book does not have.
const SETTLE: Duration = Duration::from_millis(50);

/// How an experiment went.
enum Outcome {
    AsInTheBook,
    Differs(String),
    Skipped(String),
}

/// An experiment that has been played.
struct Row<'a> {
    section: &'a Section,
    experiment: &'a Experiment,
    outcome: Outcome,
    time: Duration,
}

/// Selects experiments by section (`6.1`), name (`6.1/session`) or chapter (`6`). Selects all if `wanted` is empty.
///
/// # Errors
/// [`Error::NoSection`] if an entry of `wanted` matches no experiment.
pub(crate) fn select<'a>(
    crates: &'a [Crate],
    wanted: &[String],
) -> Result<Vec<(&'a Section, &'a Experiment)>, Error> {
    let matches = |want: &String, section: &Section, experiment: &Experiment| {
        *want == section.number
            || *want == format!("{}/{}", section.number, experiment.id)
            || section.number.strip_prefix(want.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    let all = crates.iter().flat_map(|folder| &folder.sections);
    let all: Vec<_> = all.flat_map(|section| section.experiments.iter().map(move |e| (section, e))).collect();
    for want in wanted {
        if !all.iter().any(|(section, experiment)| matches(want, section, experiment)) {
            return Err(Error::NoSection(want.clone()));
        }
    }
    let chosen = |(section, experiment): &(&Section, &Experiment)| {
        wanted.is_empty() || wanted.iter().any(|want| matches(want, section, experiment))
    };
    Ok(all.into_iter().filter(chosen).collect())
}

/// Lists the experiments without playing them.
pub(crate) fn list(experiments: &[(&Section, &Experiment)]) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    for (section, experiment) in experiments {
        let name = format!("{}/{}", section.number, experiment.id);
        writeln!(terminal, "{name:<24} {} — {}", experiment.title, experiment.title_ja)?;
    }
    Ok(())
}

/// Plays the experiments. Shows the transcript of each window, then a table of the experiments. With `quiet`, shows
/// only a table of the sections.
///
/// # Errors
/// [`Error::Differs`] if a window did not show what the book shows.
pub(crate) fn play(
    crates: &[Crate],
    experiments: &[(&Section, &Experiment)],
    quiet: bool,
) -> Result<(), Error> {
    common::interrupt::before_exit(harness::end_all)?;
    let sections = crates.iter().flat_map(|folder| &folder.sections);
    let ours: HashSet<&str> =
        sections.flat_map(|s| &s.programs).map(|program| program.name.as_str()).collect();
    let start = Instant::now();
    let mut rows = Vec::new();
    let table =
        Table::of(experiments.iter().map(|(section, experiment)| {
            if quiet { section.title.as_str() } else { experiment.title.as_str() }
        }));
    if quiet {
        table.head("title", "experiments")?;
    }
    for section in experiments.chunk_by(|(one, _), (next, _)| one.number == next.number) {
        let before = rows.len();
        for (number, &(section, experiment)) in section.iter().enumerate() {
            if number == 0 && !quiet {
                let Section { number, title, title_ja, .. } = section;
                writeln!(Terminal::new(), "\n{number}  {title} — {title_ja}")?;
            }
            rows.push(play_one(&ours, section, experiment, quiet)?);
        }
        if quiet {
            table.section(rows.get(before..).unwrap_or_default())?;
        }
    }
    if !quiet {
        table.experiments(&rows)?;
    }
    end(&rows, start.elapsed())
}

/// Plays one experiment and, unless `quiet`, shows its windows.
fn play_one<'a>(
    ours: &HashSet<&str>,
    section: &'a Section,
    experiment: &'a Experiment,
    quiet: bool,
) -> Result<Row<'a>, Error> {
    let mut terminal = Terminal::new();
    if !quiet {
        writeln!(terminal, "\n{}) {} — {}", experiment.id, experiment.title, experiment.title_ja)?;
    }
    let start = Instant::now();
    let mut player = Player::new(AsWritten { ours }, Setting::new()?);
    let outcome = perform(&mut player, experiment);
    if !quiet {
        show(&mut terminal, &player.started)?;
    }
    let name = format!("{}/{}", section.number, experiment.id);
    match &outcome {
        Outcome::AsInTheBook => {}
        Outcome::Differs(why) => note!("{name} differs from the book: {why}"),
        Outcome::Skipped(why) => harness::skipped(&format!("{name}: {why}")),
    }
    Ok(Row { section, experiment, outcome, time: start.elapsed() })
}

/// Shows the transcript of each window, with all the programs that ran in it.
fn show(terminal: &mut Terminal, started: &[Running<()>]) -> Result<(), Error> {
    let mut names: Vec<&str> = Vec::new();
    for running in started {
        if !names.contains(&running.window.name()) {
            names.push(running.window.name());
        }
    }
    for name in names {
        writeln!(terminal, "\n  ── {name} ──")?;
        for running in started.iter().filter(|running| running.window.name() == name) {
            writeln!(terminal, "  $ {}", running.command)?;
            for line in running.window.transcript().lines() {
                writeln!(terminal, "  {line}")?;
            }
        }
    }
    Ok(())
}

/// The table of results. It has a line for each section, written as soon as the section is done, or a line for each
/// experiment.
struct Table {
    /// The width of the second column, in characters.
    width: usize,
}

impl Table {
    /// A table wide enough for these titles.
    fn of<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        Self { width: titles.map(|title| title.chars().count()).max().unwrap_or(0).max(10) }
    }

    fn head(&self, second: &str, third: &str) -> Result<(), Error> {
        let width = self.width;
        Ok(writeln!(Terminal::new(), "\n{:<8} {second:<width$}  {third:<24} time", "section")?)
    }

    fn line(&self, section: &Section, title: &str, result: &str, time: Duration) -> Result<(), Error> {
        let (width, number, time) = (self.width, &section.number, time.as_secs_f64());
        Ok(writeln!(Terminal::new(), "{number:<8} {title:<width$}  {result:<24} {time:.2} s")?)
    }

    /// Writes the line of a section, whose experiments are `rows`.
    fn section(&self, rows: &[Row]) -> Result<(), Error> {
        let Some(Row { section, .. }) = rows.first() else { return Ok(()) };
        let time = rows.iter().map(|row| row.time).sum();
        self.line(section, &section.title, &Count::of(rows).to_string(), time)
    }

    /// Writes the heading and a line for each experiment.
    fn experiments(&self, rows: &[Row]) -> Result<(), Error> {
        self.head("experiment", "result")?;
        for Row { section, experiment, outcome, time } in rows {
            let result = match outcome {
                Outcome::AsInTheBook => "as in the book",
                Outcome::Differs(_) => "DIFFERS",
                Outcome::Skipped(why) => &format!("skipped: {why}"),
            };
            self.line(section, &experiment.title, result, *time)?;
        }
        Ok(())
    }
}

/// The number of experiments with each outcome.
struct Count {
    as_in_the_book: usize,
    differ: usize,
    skipped: usize,
}

impl Count {
    fn of(rows: &[Row]) -> Self {
        let count = |is: fn(&Outcome) -> bool| rows.iter().filter(|row| is(&row.outcome)).count();
        Self {
            as_in_the_book: count(|outcome| matches!(outcome, Outcome::AsInTheBook)),
            differ: count(|outcome| matches!(outcome, Outcome::Differs(_))),
            skipped: count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as in the book", self.as_in_the_book)?;
        for (count, what) in [(self.differ, "NOT"), (self.skipped, "skipped")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

/// Writes the last line. Fails if an experiment did not go as in the book.
fn end(rows: &[Row], time: Duration) -> Result<(), Error> {
    let Count { as_in_the_book, differ, skipped } = Count::of(rows);
    let noun = if rows.len() == 1 { "experiment" } else { "experiments" };
    let skips = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
    writeln!(
        Terminal::new(),
        "{} {noun}: {as_in_the_book} as in the book, {differ} not{skips}; {:.2} s",
        rows.len(),
        time.as_secs_f64()
    )?;
    if differ == 0 { Ok(()) } else { Err(Error::Differs(differ)) }
}

/// The policy of `play`: our own programs run, and must show exactly what the book shows.
struct AsWritten<'a> {
    ours: &'a HashSet<&'a str>,
}

/// How a window differs from the script.
struct Difference(String);

impl From<String> for Difference {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<Failure> for Difference {
    fn from(failure: Failure) -> Self {
        Self(unexpected(&failure))
    }
}

impl Policy for AsWritten<'_> {
    type Run = ();
    type Stop = Difference;

    /// Starts a program of ours directly, and anything else in a shell.
    fn start(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        _ahead: &[Step],
    ) -> Result<Running<()>, Difference> {
        let own = self.ours.contains(line.program).then(|| harness::command(line.program)).transpose();
        let own = own.map_err(|e| words(&e))?;
        let mut command = if let Some(mut command) = own.filter(|_| line.is_plain && line.input.is_none()) {
            command.args(&line.arguments);
            command
        } else {
            player::our_folder().and_then(|folder| player::shell(line.text, folder)).map_err(|e| words(&e))?
        };
        let listens = line.is_server();
        setting.prepare(&mut command, if listens { Some(0) } else { setting.port });
        let window = Window::open(window, command, LIMIT)?;
        Ok(Running { window, command: line.text.to_owned(), listens, run: () })
    }

    fn see(&mut self, running: &mut Running<()>, line: &str) -> Result<(), Difference> {
        Ok(running.window.see(&format!("{line}\n"))?)
    }

    fn prompt(&mut self, running: &mut Running<()>, prompt: &str) -> Result<(), Difference> {
        Ok(running.window.see(prompt)?)
    }

    fn end(&mut self, running: &mut Running<()>, status: i32) -> Result<(), Difference> {
        let rest = running.window.end(status)?;
        nothing_more(&running.window, &rest)
    }
}

/// Plays an experiment in `player`.
fn perform(player: &mut Player<AsWritten<'_>>, experiment: &Experiment) -> Outcome {
    if let Some(missing) = experiment.needs.iter().find(|name| !harness::on_path(name)) {
        // As in the tests, a missing tool is a failure where nothing may be skipped.
        return match env::var_os("TLSBOOK_REQUIRE_TOOLS") {
            Some(_) => Outcome::Differs(format!("{missing} is not installed")),
            None => Outcome::Skipped(format!("{missing} is missing")),
        };
    }
    if let Err(Difference(why)) = player.play(&experiment.script) {
        return Outcome::Differs(why);
    }
    // Output that the script did not read is unexpected. A server that is still running may write it a little late.
    thread::sleep(SETTLE);
    for running in &mut player.started {
        let rest = running.window.rest();
        if let Err(Difference(why)) = nothing_more(&running.window, &rest) {
            return Outcome::Differs(why);
        }
    }
    Outcome::AsInTheBook
}

/// Fails unless `rest`, which a window showed after its last expected line, is empty.
fn nothing_more(window: &Window, rest: &str) -> Result<(), Difference> {
    if rest.is_empty() { Ok(()) } else { Err(Difference(format!("{}: shows more: {rest:?}", window.name()))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use common::defaults;

    /// Plays a short session whose script has `changed` in place of `original`.
    fn outcome(original: &str, changed: &str) -> Outcome {
        let script = "server$ server-tls\nserver| Waiting for a connection...\n\
                      client$ client-tls certs/tb-ca-cert.pem\nclient| Message to send: {break}\n\
                      client| Sending break command\nclient| End of TLS Client\nclient= 0\n\
                      server| Client connected successfully\nserver| Received: break\n\
                      server| Received break command\nserver| Closed the connection\n\
                      server| Waiting for a connection...\n";
        assert!(script.contains(original));
        let script = script.replacen(original, changed, 1);
        let text = format!("id = \"x\"\ntitle = \"\"\ntitle_ja = \"\"\nscript = \"\"\"\n{script}\"\"\"\n");
        let experiment: Experiment = toml::from_str(&text).unwrap();
        let ours = HashSet::from(["server-tls", "client-tls"]);
        let setting = Setting::new().unwrap();
        perform(&mut Player::new(AsWritten { ours: &ours }, setting), &experiment)
    }

    #[test]
    fn a_session_as_in_the_book_is_one() {
        match outcome("break", "break") {
            Outcome::AsInTheBook => {}
            Outcome::Differs(why) | Outcome::Skipped(why) => panic!("{why}"),
        }
    }

    #[test]
    fn whatever_differs_is_found() {
        for (original, changed) in [
            ("Sending break command", "Sending the break command"),
            ("client= 0", "client= 1"),
            ("client| End of TLS Client\n", ""), // more is shown than expected
            ("{break}", "{brake}"),
            ("certs/tb-ca-cert.pem", "certs/missing.pem"),
            ("client$ client-tls", "client$ client-tsl"),
            ("server| Received: break", "window| Received: break"),
        ] {
            assert!(matches!(outcome(original, changed), Outcome::Differs(_)), "{original} -> {changed}");
        }
    }

    #[test]
    fn sections_experiments_and_chapters_can_be_chosen() {
        let crates = catalogue::crates(defaults::workspace()).unwrap();
        let chosen = |wanted: &str| select(&crates, &[wanted.to_owned()]).map_or(0, |all| all.len());
        assert_eq!(chosen("6.1/session"), 1);
        assert_eq!(chosen("1"), 2);
        assert!(chosen("6.1") >= 22);
        assert_eq!(
            chosen("6.1"),
            select(&crates, &["6.1".to_owned(), "6.1/session".to_owned()]).unwrap().len()
        );
        assert_eq!(chosen("6.11"), 0);
    }
}

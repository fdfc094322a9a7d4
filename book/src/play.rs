//! `tlsbook play`: plays the experiments of the book between real processes on real sockets, and checks each window
//! against what the book says.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, thread};

use common::error::words;
use common::{Terminal, defaults, note};
use harness::{Scratch, Window};

use crate::catalogue::{Crate, Experiment, Section};
use crate::error::{Error, unexpected};
use crate::files;
use crate::script::{Action, Step, Typed};

/// The time limit of each wait for a window.
const LIMIT: Duration = Duration::from_secs(20);

/// How long a program may take for a last line that the book does not have.
const SETTLE: Duration = Duration::from_millis(50);

/// How an experiment went.
enum Outcome {
    AsInTheBook,
    Differs(String),
    Skipped(String),
}

/// An experiment that was played.
struct Row<'a> {
    section: &'a Section,
    experiment: &'a Experiment,
    outcome: Outcome,
    time: Duration,
}

/// The experiments that `wanted` names: `6.1`, `6.1/session`, `6` for a chapter; all of them if it names none.
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

/// Plays the experiments. Shows each window's transcript, and a table of experiments at the end; with `quiet`, a table of
/// sections alone.
///
/// # Errors
/// [`Error::Differs`] if a window showed something else than the book.
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
    let mut performance = Performance::new(ours)?;
    let outcome = performance.play(experiment);
    if !quiet {
        for window in &performance.windows {
            writeln!(terminal, "\n  ── {} ──", window.name)?;
            for run in &window.runs {
                writeln!(terminal, "  $ {}", run.command)?;
                for line in run.window.transcript().lines() {
                    writeln!(terminal, "  {line}")?;
                }
            }
        }
    }
    let name = format!("{}/{}", section.number, experiment.id);
    match &outcome {
        Outcome::AsInTheBook => {}
        Outcome::Differs(why) => note!("{name} differs from the book: {why}"),
        Outcome::Skipped(why) => harness::skipped(&format!("{name}: {why}")),
    }
    Ok(Row { section, experiment, outcome, time: start.elapsed() })
}

/// The table of what was played: a line for each section, written when it has been played, or one for each experiment.
struct Table {
    /// The width of the second column, in characters.
    width: usize,
}

impl Table {
    /// A table that has room for these titles.
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

    /// The line of a section: `rows` are its experiments.
    fn section(&self, rows: &[Row]) -> Result<(), Error> {
        let Some(Row { section, .. }) = rows.first() else { return Ok(()) };
        let time = rows.iter().map(|row| row.time).sum();
        self.line(section, &section.title, &Count::of(rows).to_string(), time)
    }

    /// A line for each experiment.
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

/// How many experiments went how.
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

/// The last line; fails if an experiment did not go as in the book.
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

/// A window, with the commands that were run in it one after the other.
struct Frame {
    name: String,
    runs: Vec<Run>,
}

struct Run {
    command: String,
    window: Window,
    /// A server that has not yet been asked for its port.
    listens: bool,
}

/// One experiment being played, in a scratch folder that has a copy of `certs/`.
struct Performance<'a> {
    ours: &'a HashSet<&'a str>,
    folder: Scratch,
    windows: Vec<Frame>,
    port: Option<u16>,
}

impl<'a> Performance<'a> {
    fn new(ours: &'a HashSet<&'a str>) -> Result<Self, Error> {
        let folder = Scratch::new().map_err(Error::Scratch)?;
        files::copy(&defaults::workspace().join("certs"), &folder.path().join("certs"))?;
        Ok(Self { ours, folder, windows: Vec::new(), port: None })
    }

    fn play(&mut self, experiment: &Experiment) -> Outcome {
        if let Some(missing) = experiment.needs.iter().find(|name| !harness::on_path(name)) {
            // As for the tests: where nothing may be skipped, it is a failure.
            return match env::var_os("TLSBOOK_REQUIRE_TOOLS") {
                Some(_) => Outcome::Differs(format!("{missing} is not installed")),
                None => Outcome::Skipped(format!("{missing} is missing")),
            };
        }
        for step in &experiment.script {
            if let Err(why) = self.step(step) {
                return Outcome::Differs(why);
            }
        }
        // What was not looked at was not expected. A server that goes on running may be a little late with it.
        thread::sleep(SETTLE);
        for run in self.windows.iter_mut().flat_map(|frame| &mut frame.runs) {
            let rest = run.window.rest();
            if !rest.is_empty() {
                return Outcome::Differs(format!("{}: shows more: {rest:?}", run.window.name()));
            }
        }
        Outcome::AsInTheBook
    }

    fn step(&mut self, Step { window, action }: &Step) -> Result<(), String> {
        if let Action::Run(command) = action {
            return self.run(window, command);
        }
        let frame = self.windows.iter_mut().find(|frame| frame.name == *window);
        let Some(run) = frame.and_then(|frame| frame.runs.last_mut()) else {
            return Err(format!("the script does not say what runs in the window {window}"));
        };
        // A server that was asked for a free port says which it has got before anything else.
        if run.listens {
            run.listens = false;
            if let Ok(port) = run.window.port() {
                self.port = Some(port);
            }
        }
        let window = &mut run.window;
        let done = match action {
            Action::Run(_) => Ok(()),
            Action::See(line) => window.see(&format!("{line}\n")),
            Action::Answer(prompt, typed) => window.see(prompt).and_then(|()| match typed {
                Typed::Line(line) => window.type_line(line),
                Typed::End => {
                    window.close_input();
                    Ok(())
                }
                Typed::Interrupt => window.interrupt(),
            }),
            Action::End(status) => match window.end(*status) {
                Ok(rest) if rest.is_empty() => Ok(()),
                Ok(rest) => return Err(format!("{}: shows more: {rest:?}", window.name())),
                Err(failure) => Err(failure),
            },
        };
        done.map_err(|failure| unexpected(&failure))
    }

    /// Starts a command: a program of ours by itself, anything else by way of the shell.
    fn run(&mut self, name: &str, line: &str) -> Result<(), String> {
        let mut arguments = line.split_whitespace();
        let program = arguments.next().unwrap_or_default();
        let own = self.ours.contains(program).then(|| harness::command(program)).transpose();
        let own = own.map_err(|e| words(&e))?;
        let plain = !line.contains(['<', '>', '|', ';', '&', '"', '\'']);
        let mut command = if let Some(mut command) = own.filter(|_| plain) {
            command.args(arguments);
            command
        } else {
            let mut command = harness::stranger_command("sh");
            command.arg("-c").arg(line).env("PATH", path_with_ours()?);
            command
        };
        command
            .current_dir(self.folder.path())
            .env(defaults::CERTS_VARIABLE, self.folder.path().join("certs"))
            .env_remove("SSLKEYLOGFILE");
        let listens = program.starts_with("server-");
        match if listens { Some(0) } else { self.port } {
            Some(port) => command.env("TLSBOOK_PORT", port.to_string()),
            None => command.env_remove("TLSBOOK_PORT"),
        };
        let window = Window::open(name, command, LIMIT).map_err(|failure| unexpected(&failure))?;

        let run = Run { command: line.to_owned(), window, listens };
        match self.windows.iter_mut().find(|frame| frame.name == name) {
            Some(frame) => frame.runs.push(run),
            None => self.windows.push(Frame { name: name.to_owned(), runs: vec![run] }),
        }
        Ok(())
    }
}

/// The `PATH`, with the folder of our own programs first.
fn path_with_ours() -> Result<std::ffi::OsString, String> {
    let own = env::current_exe().map_err(|e| words(&e))?;
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = own.parent().map(PathBuf::from).into_iter().chain(env::split_paths(&rest));
    env::join_paths(folders).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    /// How a short session goes when its script has `changed` in place of `original`.
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
        Performance::new(&ours).unwrap().play(&experiment)
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

//! `tlsbook play`: runs experiments as real processes on real sockets, and checks that every window shows what the
//! script says: what the book shows, or what is expected of an experiment that the book does not have.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use common::error::words;
use common::{Terminal, defaults, note};
use harness::{Failure, Window};

use crate::at_once;
use crate::catalogue::{Crate, Experiment, Section, System};
use crate::error::{Error, unexpected};
use crate::layout::{self, Page};
use crate::player::{self, Line, Player, Policy, Running, Setting};
use crate::results::{self, Outcome, Row, Table};
use crate::script::{Action, Step, Typed};
use crate::site::{self, Capture, Folder, Played, Seen};
use crate::timeline::Timeline;
use texts::page::columns;
use texts::{Lang, Sentence};

/// The longest wait for a window to show something. A script of seventy programs shows its first line at its end, and
/// on a busy machine that may take half a minute.
const LIMIT: Duration = Duration::from_secs(60);

/// How long to wait at the end for a line that the script does not have.
const SETTLE: Duration = Duration::from_millis(50);

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
pub(crate) fn list(experiments: &[(&Section, &Experiment)], lang: Lang, page: Page) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    let full =
        |(section, experiment): &(&Section, &Experiment)| format!("{}/{}", section.number, experiment.id);
    let names: Vec<String> = experiments.iter().map(full).collect();
    let width = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let room = page.width().saturating_sub(width + 2);
    for (name, (_, experiment)) in names.iter().zip(experiments) {
        for row in layout::cells(&[(name, width), (experiment.title(lang), room)]) {
            writeln!(terminal, "{row}")?;
        }
    }
    Ok(())
}

/// What is shown of a play, and where.
pub(crate) struct Showing {
    /// Only a table of the sections, without transcripts.
    pub(crate) quiet: bool,
    /// The folder for the pages of the book as it ran.
    pub(crate) site: Option<PathBuf>,
    /// The folder with the pages of a comparison with the C originals.
    pub(crate) compared: Option<PathBuf>,
    pub(crate) lang: Lang,
    pub(crate) page: Page,
}

/// Plays the experiments. Shows what happens in the windows, then a table of the experiments; or only a table of the
/// sections. Writes the pages, if they are wanted.
///
/// # Errors
/// [`Error::Differs`] if a window did not show what its script says; the pages are written nevertheless.
pub(crate) fn play<'a>(
    crates: &'a [Crate],
    experiments: &[(&'a Section, &'a Experiment)],
    showing: &Showing,
) -> Result<(), Error> {
    common::interrupt::before_exit(harness::end_all)?;
    let Showing { quiet, site, compared, lang, page } = showing;
    let (quiet, lang, page) = (*quiet, *lang, *page);
    let site = site.as_deref().map(Folder::claim).transpose()?;
    if let (Some(site), Some(compared)) = (&site, compared) {
        site.take_compared(compared)?;
    }
    let sections = crates.iter().flat_map(|folder| &folder.sections);
    let ours: HashSet<&str> =
        sections.flat_map(|s| &s.programs).map(|program| program.name.as_str()).collect();
    let start = Instant::now();
    let mut rows = Vec::new();
    let mut all_seen = Vec::new();
    let table =
        quiet.then(|| Table::of_sections(experiments.iter().map(|(section, _)| *section), lang, page));
    let table = table.transpose()?;
    let act = |&(section, experiment): &(&'a Section, &'a Experiment)| {
        let captures = site.as_ref().map(|site| site.captures(&section.number, &experiment.id));
        play_one(&ours, section, experiment, captures.transpose()?)
    };
    at_once::in_order(experiments, workers(), act, |played: Result<_, Error>| {
        let (row, seen) = played?;
        if !quiet {
            show(&row, &seen, rows.last(), lang, page)?;
        }
        report(&row);
        rows.push(row);
        if site.is_some() {
            all_seen.push(seen);
        }
        let Some(table) = &table else { return Ok(()) };
        match rows.chunk_by(|one, next| one.section.number == next.section.number).last() {
            // The next one is of another section.
            Some(section) if is_over(section, experiments.get(rows.len())) => table.section(section),
            _ => Ok(()),
        }
    })?;
    if !quiet {
        Table::experiments(&rows, lang, page)?;
    }
    let ended = results::end(&rows, start.elapsed(), lang, page);
    if let Some(site) = site {
        let played = rows.into_iter().zip(all_seen).map(|(row, seen)| Played { row, seen });
        let played: Vec<_> = played.collect();
        let index = site::write(site, defaults::workspace(), crates, &played, lang)?;
        writeln!(Terminal::new(), "{}", index.display())?;
    }
    ended
}

/// How many experiments are played at once. Most of the time they wait, for each other's windows or for a clock.
fn workers() -> usize {
    thread::available_parallelism().map_or(2, |processors| processors.get() + 1)
}

/// Whether all of a section has been played, if this is the next experiment.
fn is_over(section: &[Row], next: Option<&(&Section, &Experiment)>) -> bool {
    let last = section.last().map(|row| &row.section.number);
    next.map(|(section, _)| &section.number) != last
}

/// Shows what was in the windows of an experiment, below its title; before the first of a section, below that of the
/// section.
fn show(row: &Row, seen: &Seen, before: Option<&Row>, lang: Lang, page: Page) -> Result<(), Error> {
    let Row { section, experiment, .. } = row;
    if before.is_none_or(|before| before.section.number != section.number) {
        let title = format!("{}  {}", section.number, section.title(lang));
        paragraph(&layout::wrapped(&title, page.width()))?;
    }
    let title = format!("{}) {}", experiment.id, experiment.title(lang));
    paragraph(&layout::wrapped(&title, page.width()))?;
    paragraph(&seen.timeline.in_order().rows(page))
}

/// Writes rows, if there are any, below an empty line.
fn paragraph(rows: &[String]) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    if !rows.is_empty() {
        writeln!(terminal)?;
    }
    for row in rows {
        writeln!(terminal, "{row}")?;
    }
    Ok(())
}

/// Plays one experiment. `captures` is the folder for the captures of its TLS programs, if they are wanted.
fn play_one<'a>(
    ours: &HashSet<&str>,
    section: &'a Section,
    experiment: &'a Experiment,
    captures: Option<PathBuf>,
) -> Result<(Row<'a>, Seen), Error> {
    let start = Instant::now();
    let recorded = captures.is_some();
    let mut player = Player::new(AsWritten { ours, captures }, Setting::new()?);
    let outcome = perform(&mut player, experiment);
    let row = Row { section, experiment, outcome, time: start.elapsed() };
    let timeline = shown(&player.started);
    let captures = if recorded { captured(&mut player) } else { Vec::new() };
    Ok((row, Seen { timeline, captures }))
}

/// Says on standard error what did not go as its script says.
fn report(row: &Row) {
    let name = format!("{}/{}", row.section.number, row.experiment.id);
    match &row.outcome {
        Outcome::AsExpected => {}
        Outcome::Differs(why) => note!("{name} differs from what is expected: {why}"),
        Outcome::Skipped(need) => harness::skipped(&format!("{name} needs {need}")),
    }
}

/// The commands and what the windows have shown.
fn shown(started: &[Running<Option<Recording>>]) -> Timeline {
    let mut timeline = Timeline::default();
    for Running { window, command, .. } in started {
        timeline.push(window.name(), window.opened(), window.opened(), format!("$ {command}"));
        for line in window.lines() {
            timeline.push(window.name(), line.time, line.seen, line.text.to_owned());
        }
    }
    timeline
}

/// The longest wait for a program to end its recording.
const ENDING: Duration = Duration::from_secs(2);

/// Where the captures of a command are.
struct Recording {
    /// The folder for its programs, which it may not have made use of.
    folder: PathBuf,
    /// The capture that the command itself asks for.
    own: Option<PathBuf>,
}

impl Recording {
    /// Takes a copy of the capture that the command has asked for: the next one may write another of the same name.
    fn keep(&mut self) {
        if let Some(own) = self.own.take() {
            let name = own.file_name().unwrap_or_default();
            // Where it cannot be read, there is none, and the page has no session.
            let _ = fs::copy(&own, self.folder.join(name));
        }
    }
}

/// Ends the programs that still run, as Ctrl-C does, so that they complete their captures. Returns all captures, in the
/// order of the programs.
fn captured(player: &mut Player<AsWritten<'_>>) -> Vec<Capture> {
    let mut until = Instant::now();
    for running in &mut player.started {
        // It may end in this moment.
        if running.window.ended().is_none() && running.window.interrupt().is_ok() {
            until = Instant::now() + ENDING;
        }
    }
    let mut captures = Vec::new();
    for running in &mut player.started {
        while running.window.ended().is_none() && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
        let Some(recording) = &mut running.run else { continue };
        recording.keep();
        let entries = fs::read_dir(&recording.folder).into_iter().flatten().flatten();
        // A file whose name begins with a dot is one that a program did not complete.
        let is_whole = |path: &PathBuf| path.extension().is_some_and(|end| end == "pcapng");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_whole).collect();
        paths.sort();
        let window = running.window.name();
        captures.extend(paths.into_iter().map(|path| Capture { window: window.to_owned(), path }));
    }
    captures
}

/// The policy of `play`: our own programs run, and must show exactly what the script says.
struct AsWritten<'a> {
    ours: &'a HashSet<&'a str>,
    /// The folder for captures, if they are wanted.
    captures: Option<PathBuf>,
}

impl AsWritten<'_> {
    /// Whether a line is more than a program with its arguments, or its command is no program.
    fn needs_shell(&self, line: &Line<'_>) -> bool {
        let is_program = self.ours.contains(line.program) || player::is_program(line.program);
        !line.is_plain || !is_program
    }

    /// A folder for the captures of one command.
    fn recording(&self, setting: &Setting, line: &Line<'_>) -> Result<Option<Recording>, Difference> {
        let Some(captures) = &self.captures else { return Ok(None) };
        let taken = fs::read_dir(captures).map_err(|e| words(&e))?.count();
        let folder = captures.join(format!("{taken:02}"));
        fs::create_dir(&folder).map_err(|e| words(&e))?;
        let mut arguments = line.arguments.iter().skip_while(|argument| **argument != "--pcap").skip(1);
        let own = arguments.next().map(|file| setting.folder().join(file));
        Ok(Some(Recording { folder, own }))
    }
}

/// How a window differs from the script.
struct Difference(String);

impl From<String> for Difference {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<Sentence> for Difference {
    fn from(why: Sentence) -> Self {
        Self(why.to_string())
    }
}

impl From<Failure> for Difference {
    fn from(failure: Failure) -> Self {
        Self(unexpected(&failure))
    }
}

impl Policy for AsWritten<'_> {
    type Run = Option<Recording>;
    type Stop = Difference;

    /// Starts a program, in a shell if it takes one.
    fn start(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        _ahead: &[Step],
    ) -> Result<Running<Option<Recording>>, Difference> {
        let in_shell = self.needs_shell(line);
        let command = if in_shell {
            player::our_folder().and_then(|folder| player::shell(line.text, folder))
        } else {
            player::direct(line)
        };
        let mut command = command.map_err(|e| words(&e))?;
        let input = match line.input.filter(|_| !in_shell) {
            Some(file) => Stdio::from(
                fs::File::open(setting.folder().join(file)).map_err(|e| format!("{file}: {}", words(&e)))?,
            ),
            None => Stdio::piped(),
        };
        let listens = line.is_server();
        setting.prepare(&mut command, if listens { Some(0) } else { setting.port });
        let run = self.recording(setting, line)?;
        match &run {
            Some(recording) => command.env(observe::CAPTURES_VARIABLE, &recording.folder),
            None => command.env_remove(observe::CAPTURES_VARIABLE),
        };
        let window = Window::open_with(window, command, input, LIMIT)?;
        Ok(Running { window, command: line.text.to_owned(), listens, run })
    }

    fn see(&mut self, running: &mut Running<Option<Recording>>, line: &str) -> Result<(), Difference> {
        Ok(running.window.see(&format!("{line}\n"))?)
    }

    fn prompt(&mut self, running: &mut Running<Option<Recording>>, prompt: &str) -> Result<(), Difference> {
        Ok(running.window.see(prompt)?)
    }

    fn end(&mut self, running: &mut Running<Option<Recording>>, status: i32) -> Result<(), Difference> {
        let rest = running.window.end(status)?;
        if let Some(recording) = &mut running.run {
            recording.keep();
        }
        nothing_more(&running.window, &rest)
    }
}

/// Plays an experiment in `player`.
fn perform(player: &mut Player<AsWritten<'_>>, experiment: &Experiment) -> Outcome {
    if let Some(missing) = experiment.needs.iter().find(|name| !harness::on_path(name)) {
        // As in the tests, a missing tool is a failure where nothing may be skipped.
        return match env::var_os("TLSBOOK_REQUIRE_TOOLS") {
            Some(_) => Outcome::Differs(format!("{missing} is not installed")),
            None => Outcome::Skipped(missing.clone()),
        };
    }
    if let Some(need) = lacking(experiment, &player.policy) {
        return Outcome::Skipped(need);
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
    Outcome::AsExpected
}

/// What an experiment needs that this system does not have, or not here.
fn lacking(experiment: &Experiment, policy: &AsWritten<'_>) -> Option<String> {
    if !experiment.systems.is_empty() && !experiment.systems.contains(&System::HERE) {
        let names: Vec<&str> = experiment.systems.iter().map(|system| system.name()).collect();
        return Some(names.join(" or "));
    }
    let shell = |action: &Action| matches!(action, Action::Run(text) if policy.needs_shell(&Line::of(text)));
    let interrupts = |action: &Action| matches!(action, Action::Answer(_, Typed::Interrupt));
    let does = |what: &dyn Fn(&Action) -> bool| experiment.script.iter().any(|step| what(&step.action));
    if does(&shell) && !harness::on_path("sh") {
        return Some("sh".to_owned());
    }
    (does(&interrupts) && !harness::can_interrupt()).then(|| "a console, for Ctrl-C".to_owned())
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
        perform(&mut Player::new(AsWritten { ours: &ours, captures: None }, setting), &experiment)
    }

    #[test]
    fn a_session_as_in_the_book_is_one() {
        match outcome("break", "break") {
            Outcome::AsExpected => {}
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

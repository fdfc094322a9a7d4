//! `tlsbook play`: runs experiments as real processes on real sockets, and checks that every window shows what the script
//! says: what the book shows, or what is expected of an experiment that the book does not have.

use std::collections::HashSet;
use std::time::{Duration, Instant};
use std::{env, thread};

use common::error::words;
use common::{Terminal, note};
use harness::{Failure, Window};

use crate::catalogue::{Crate, Experiment, Section};
use crate::error::{Error, unexpected};
use crate::lang::Lang;
use crate::layout::{self, Page, columns};
use crate::player::{self, Line, Player, Policy, Running, Setting};
use crate::results::{self, Outcome, Row, Table};
use crate::script::Step;
use crate::timeline::Timeline;

/// The longest wait for a window to show something.
const LIMIT: Duration = Duration::from_secs(20);

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

/// Plays the experiments. Shows what happens in the windows, then a table of the experiments. With `quiet`, shows only a
/// table of the sections.
///
/// # Errors
/// [`Error::Differs`] if a window did not show what its script says.
pub(crate) fn play(
    crates: &[Crate],
    experiments: &[(&Section, &Experiment)],
    quiet: bool,
    lang: Lang,
    page: Page,
) -> Result<(), Error> {
    common::interrupt::before_exit(harness::end_all)?;
    let sections = crates.iter().flat_map(|folder| &folder.sections);
    let ours: HashSet<&str> =
        sections.flat_map(|s| &s.programs).map(|program| program.name.as_str()).collect();
    let start = Instant::now();
    let mut rows = Vec::new();
    let table =
        quiet.then(|| Table::of_sections(experiments.iter().map(|(section, _)| *section), lang, page));
    let table = table.transpose()?;
    for section in experiments.chunk_by(|(one, _), (next, _)| one.number == next.number) {
        let before = rows.len();
        for (number, &(section, experiment)) in section.iter().enumerate() {
            if number == 0 && !quiet {
                let title = format!("{}  {}", section.number, section.title(lang));
                paragraph(&layout::wrapped(&title, page.width()))?;
            }
            if !quiet {
                let title = format!("{}) {}", experiment.id, experiment.title(lang));
                paragraph(&layout::wrapped(&title, page.width()))?;
            }
            rows.push(play_one(&ours, section, experiment, (!quiet).then_some(page))?);
        }
        if let Some(table) = &table {
            table.section(rows.get(before..).unwrap_or_default())?;
        }
    }
    if !quiet {
        Table::experiments(&rows, lang, page)?;
    }
    results::end(&rows, start.elapsed(), lang, page)
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

/// Plays one experiment and shows its windows on `page`, if there is one.
fn play_one<'a>(
    ours: &HashSet<&str>,
    section: &'a Section,
    experiment: &'a Experiment,
    page: Option<Page>,
) -> Result<Row<'a>, Error> {
    let start = Instant::now();
    let mut player = Player::new(AsWritten { ours }, Setting::new()?);
    let outcome = perform(&mut player, experiment);
    if let Some(page) = page {
        show(&player.started, page)?;
    }
    let name = format!("{}/{}", section.number, experiment.id);
    match &outcome {
        Outcome::AsExpected => {}
        Outcome::Differs(why) => note!("{name} differs from what is expected: {why}"),
        Outcome::Skipped(missing) => harness::skipped(&format!("{name}: {missing} is missing")),
    }
    Ok(Row { section, experiment, outcome, time: start.elapsed() })
}

/// Shows the commands and what the windows have shown, in the order of time.
fn show(started: &[Running<()>], page: Page) -> Result<(), Error> {
    let mut timeline = Timeline::default();
    for Running { window, command, .. } in started {
        timeline.push(window.name(), window.opened(), window.opened(), format!("$ {command}"));
        for line in window.lines() {
            timeline.push(window.name(), line.time, line.seen, line.text.to_owned());
        }
    }
    paragraph(&timeline.in_order().rows(page))
}

/// The policy of `play`: our own programs run, and must show exactly what the script says.
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
            None => Outcome::Skipped(missing.clone()),
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
    Outcome::AsExpected
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

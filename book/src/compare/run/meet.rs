//! Plays an experiment of the book with programs of both sides.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use common::defaults;
use common::error::words;
use texts::{Sentence, say};
use wire::secrets::KeyLog;

use super::hello::{End, Seen};
use super::meeting::{Meeting, Run};
use super::mixed::{self, Mixed, Stop, does_not_show};
use super::original::Original;
use super::side::{Side, of_side};
use super::started::{MOST_OUTPUT, failure, not_started};
use super::trace::{Tool, Under};
use crate::catalogue::{Experiment, Section};
use crate::error::Error;
use crate::player::{self, Player, Setting};
use crate::script::Action;

/// Plays an experiment with these sides.
pub(crate) fn meet(
    section: &Section,
    experiment: &Experiment,
    sides: Vec<(String, Side)>,
    originals: &BTreeMap<String, Original>,
    limit: Duration,
    under: Option<&Under>,
) -> Meeting {
    let mut meeting = Meeting::new(&section.number, &experiment.id, sides);
    match play(experiment, originals, limit, under, &mut meeting) {
        Err(Stop::Not(why)) => (meeting.not_played, meeting.failure) = (true, Some(why)),
        // The program's own message is more informative.
        Err(Stop::Failed(why)) if meeting.failure.is_none() => meeting.fail(vec![why]),
        Ok(()) | Err(Stop::Failed(_)) => {}
    }
    meeting
}

/// Plays the script, and records in `meeting` what happened, even if the script stops early.
fn play(
    experiment: &Experiment,
    originals: &BTreeMap<String, Original>,
    limit: Duration,
    under: Option<&Under>,
    meeting: &mut Meeting,
) -> Result<(), Stop> {
    let setting = setting(originals).map_err(Stop::Not)?;
    let mut commands = experiment.script.iter().filter_map(|step| match &step.action {
        Action::Run(line) => Some(line),
        _ => None,
    });
    let policy = Mixed {
        sides: meeting.sides.clone(),
        originals,
        limit,
        under,
        sessions: commands.any(|line| line.starts_with("server-")),
        relays: Vec::new(),
        notes: Vec::new(),
    };
    let mut player = Player::new(policy, setting);
    let result = player.play(&experiment.script);
    finish(&mut player, meeting);
    if result.is_ok() && meeting.failure.is_none() && meeting.is_all(Side::Rust) && under.is_none() {
        let mut failures = not_shown(experiment, &meeting.runs);
        failures.extend(ending(experiment, &meeting.seen, End::NoAlert, |who| {
            say!("{0} ends the session without close_notify", who)
        }));
        meeting.notes.extend(ending(experiment, &meeting.seen, End::Unknown, |who| {
            say!("{0} may end the session without close_notify: its last record cannot be opened", who)
        }));
        meeting.fail(failures);
    }
    let read = |name: &String| (name.clone(), fs::read(player.setting.folder().join(name)).ok());
    meeting.files = experiment.same.iter().map(read).collect();
    result
}

/// What ours do not show although the script says so. Beside an original they may show something else; among themselves
/// they may not. The host is one that they were told, as the originals are.
fn not_shown(experiment: &Experiment, runs: &[Run]) -> Vec<Sentence> {
    let lines = experiment.script.iter().filter_map(|step| match &step.action {
        Action::See(line) if !line.contains("[..]") && !line.contains(defaults::LOCALHOST) => {
            Some((&step.window, line.trim()))
        }
        _ => None,
    });
    let shows = |(window, line): &(&String, &str)| {
        let mut of_window = runs.iter().filter(|run| run.window == **window);
        of_window.any(|run| run.transcript.lines().any(|shown| shown.contains(line)))
    };
    let missing = lines.filter(|line| !shows(line));
    missing.map(|(window, line)| does_not_show(of_side(window, Side::Rust), line)).collect()
}

/// What is said of one of ours.
type Told = fn(Sentence) -> Sentence;

/// Which of ours have ended their sessions in this way, if no program is to fail. The originals do without close_notify,
/// too, and nobody complains.
fn ending(experiment: &Experiment, seen: &[Seen], wanted: End, told: Told) -> Vec<Sentence> {
    let may_fail =
        experiment.script.iter().any(|step| matches!(step.action, Action::End(status) if status != 0));
    let ends = seen
        .iter()
        .filter(|_| !may_fail)
        .flat_map(|seen| [("client", seen.client_end), ("server", seen.server_end)]);
    let such = ends.filter(|(_, end)| *end == Some(wanted));
    such.map(|(who, _)| told(of_side(who, Side::Rust))).collect()
}

/// The secrets that our programs have written.
fn secrets(setting: &Setting) -> Arc<KeyLog> {
    let mut secrets = KeyLog::new();
    if let Ok(lines) = fs::read_to_string(setting.scratch().join(mixed::KEY_LOG)) {
        secrets.add(&lines);
    }
    Arc::new(secrets)
}

/// Creates a folder with the layout that the originals expect.
fn setting(originals: &BTreeMap<String, Original>) -> Result<Setting, Sentence> {
    let failed = |e: Error| match e {
        Error::Scratch(e) => say!("cannot make a folder to play in ({0})", words(&e)),
        other => Sentence::verbatim(other.to_string()),
    };
    let setting = Setting::below(mixed::FOLDER).map_err(failed)?;
    player::copy_certs(setting.scratch()).map_err(failed)?;
    mixed::link_originals(&setting, originals).map_err(|e| say!("no folder to play in ({0})", words(&e)))?;
    Ok(setting)
}

/// Lets the servers finish, ends them, and collects the output of all programs.
fn finish(player: &mut Player<Mixed<'_>>, meeting: &mut Meeting) {
    meeting.notes.append(&mut player.policy.notes);
    for running in &mut player.started {
        running.settle();
    }
    let mut failures = Vec::new();
    for mut running in player.started.drain(..) {
        running.look();
        // valgrind tells what has leaked only when the program ends.
        let under = player.policy.under;
        if under.is_some_and(|under| {
            under.tool == Tool::Valgrind
                && under.window == running.window.name()
                && running.run.status.is_none()
        }) && running.window.interrupt().is_ok()
        {
            let _ = running.window.wait_for_end();
        }
        let spins = running.run.status.is_none() && running.spins();
        let rest = running.window.rest();
        drop(rest);
        // The line in which our server reports its port is not part of the session.
        let shown = running.window.transcript();
        let rest = shown.split_once('\n').filter(|(line, _)| line.starts_with("listening on "));
        let mut transcript = rest.map_or(shown, |(_, rest)| rest).to_owned();
        if transcript.len() > MOST_OUTPUT {
            transcript = transcript.chars().take(800).collect();
            transcript.push_str("\n[…]\n");
        }
        let (end, said) = match &running.run.end {
            Some((end, said)) => (*end, said.clone()),
            None if spins => (Instant::now(), say!("still running, at full CPU")),
            None => (Instant::now(), say!("still running")),
        };
        if spins {
            let who = running.run.who.clone();
            meeting.notes.push(say!("{0} spins: it uses the whole CPU while it waits", who));
        }
        if let Some(why) = not_started(&transcript) {
            meeting.not_played = true;
            let (who, why) = (running.run.who.clone(), why.to_owned());
            failures.push((running.run.side, say!("{0} cannot be started: {1}", who, why)));
        } else {
            failures.extend(failure(&running.run, &transcript, &said).map(|why| (running.run.side, why)));
        }
        meeting.runs.push(Run {
            window: running.window.name().to_owned(),
            program: running.run.program.clone(),
            side: running.run.side,
            who: running.run.who.clone(),
            transcript,
            end: said,
            milliseconds: (end - running.run.start).as_millis(),
            peak: running.run.peak,
        });
        // The window is dropped here and ends its program, so that the connections of the relays end.
    }
    failures.sort_by_key(|(side, _)| std::cmp::Reverse(*side)); // ours are more informative
    let failures: Vec<Sentence> = failures.into_iter().map(|(_, why)| why).collect();
    meeting.fail(failures);
    let secrets = secrets(&player.setting);
    for relay in player.policy.relays.drain(..) {
        let _ = TcpStream::connect(relay.address()); // stands in for a client that never came
        // A program that has left its process group may keep the connection open for ever.
        let deadline = Instant::now() + Duration::from_secs(2);
        while !relay.has_ended() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(2));
        }
        if !relay.has_ended() {
            meeting.notes.push(say!("the connection is still held by a process that could not be ended"));
        } else if let Ok((client, server)) = relay.bytes() {
            meeting.seen.push(Seen::of(&client, &server, &secrets));
        }
    }
}

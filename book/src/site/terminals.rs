//! The terminals of both ends of a session: which lines of which window were seen while it went on.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use page::session::{Line, Terminal};
use wire::Direction;

use super::meeting::Meeting;
use crate::catalogue::Experiment;
use crate::script;
use crate::timeline::Timeline;

/// What the line of a command begins with.
const COMMAND: &str = "$ ";

/// Gives each session the lines of its terminals.
pub(super) fn beside(meetings: &mut [Meeting], experiment: &Experiment, timeline: &Timeline) {
    let clock = Clock::now();
    let windows: Vec<&str> = timeline.names().collect();
    let mut lines: Vec<Vec<Line>> = vec![Vec::new(); windows.len()];
    for (window, time, text) in timeline.lines() {
        let (Some(name), Some(lines)) = (windows.get(window), lines.get_mut(window)) else { continue };
        let typed = text.starts_with(COMMAND) || script::typed(&experiment.script, name, text).is_some();
        lines.push(Line { since_1970: clock.at(time), typed, text: text.to_owned() });
    }
    for side in [Direction::FromClient, Direction::FromServer] {
        for (window, lines) in windows.iter().zip(&lines) {
            share(meetings, side, window, lines);
        }
    }
}

/// Gives the lines of a window to the sessions of which it is this side.
fn share(meetings: &mut [Meeting], side: Direction, window: &str, lines: &[Line]) {
    let begins = |meeting: &Meeting| {
        let end = meeting.ends.iter().find(|end| end.sends == Some(side) && end.window == window);
        end.map(|end| end.session.opened)
    };
    let begun: Vec<Option<Duration>> = meetings.iter().map(begins).collect();
    let runs: Vec<Duration> =
        lines.iter().filter(|line| is_command(line)).map(|line| line.since_1970).collect();
    for (at, meeting) in meetings.iter_mut().enumerate() {
        if begun.get(at).is_none_or(Option::is_none) {
            continue;
        }
        let own = lines.iter().filter(|line| owner(line.since_1970, &begun, &runs) == Some(at));
        let terminal = Terminal { title: window.to_owned(), lines: own.cloned().collect() };
        let [client, server] = meeting.shown.terminals.get_or_insert_default();
        *(if side == Direction::FromClient { client } else { server }) = terminal;
    }
}

/// The session to which a line belongs: of those of its command, the last that had begun, or else the first.
fn owner(time: Duration, begun: &[Option<Duration>], runs: &[Duration]) -> Option<usize> {
    let from = runs.iter().rev().find(|run| **run <= time).copied().unwrap_or_default();
    let to = runs.iter().find(|run| **run > time).copied().unwrap_or(Duration::MAX);
    let sessions = begun.iter().enumerate().filter_map(|(at, begun)| Some((at, (*begun)?)));
    let mut of_run: Vec<_> = sessions.filter(|(_, begun)| (from..to).contains(begun)).collect();
    of_run.sort_by_key(|(_, begun)| *begun);
    let current = of_run.iter().rev().find(|(_, begun)| *begun <= time);
    current.or(of_run.first()).map(|(at, _)| *at)
}

fn is_command(line: &Line) -> bool {
    line.text.starts_with(COMMAND)
}

/// What the clock on the wall said at an instant.
struct Clock {
    instant: Instant,
    since_1970: Duration,
}

impl Clock {
    fn now() -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { instant: Instant::now(), since_1970 }
    }

    fn at(&self, time: Instant) -> Duration {
        self.since_1970.saturating_sub(self.instant.saturating_duration_since(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_belongs_to_the_session_of_its_command_that_went_on() {
        let at = Duration::from_secs;
        // A command with a session at 11; one with sessions at 22 and 25; one with none.
        let (begun, runs) = ([Some(at(11)), None, Some(at(22)), Some(at(25))], [at(10), at(20), at(30)]);
        for (time, owner_is) in [
            (10, Some(0)),
            (11, Some(0)),
            (19, Some(0)),
            (20, Some(2)),
            (24, Some(2)),
            (25, Some(3)),
            (31, None),
        ] {
            assert_eq!(owner(at(time), &begun, &runs), owner_is, "{time}");
        }
    }
}

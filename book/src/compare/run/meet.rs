//! Plays an experiment of the book with programs of both sides.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use super::meeting::Meeting;
use super::original::Original;
use super::perform::{Performance, Stop};
use super::side::Side;
use super::trace::Under;
use crate::catalogue::{Experiment, Section};

/// Plays an experiment with these sides.
pub(crate) fn meet(
    section: &Section,
    experiment: &Experiment,
    sides: Vec<(String, Side)>,
    originals: &BTreeMap<String, Original>,
    limit: Duration,
    under: Option<&Under>,
) -> Meeting {
    let mut meeting = Meeting {
        section: section.number.clone(),
        experiment: experiment.id.clone(),
        sides,
        failure: None,
        not_played: false,
        runs: Vec::new(),
        seen: Vec::new(),
        files: Vec::new(),
        notes: Vec::new(),
        explanation: None,
        unexplained: false,
    };
    let performance = Performance::new(meeting.sides.clone(), originals, limit, under);
    match performance {
        Ok(mut performance) => {
            let played = performance.play(&experiment.script);
            performance.end(&mut meeting);
            let read = |name: &String| (name.clone(), fs::read(performance.folder().join(name)).ok());
            meeting.files = experiment.same.iter().map(read).collect();
            match played {
                Ok(()) => {}
                Err(Stop::Not(why)) => (meeting.not_played, meeting.failure) = (true, Some(why)),
                // What a program has said itself tells more.
                Err(Stop::Failed(why)) => meeting.failure = meeting.failure.take().or(Some(why)),
            }
        }
        Err(why) => (meeting.not_played, meeting.failure) = (true, Some(why)),
    }
    meeting
}

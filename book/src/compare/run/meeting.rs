//! The record of an experiment played with programs of both sides, and its assessment.

use serde::Serialize;

use super::hello::Seen;
use super::side::Side;
use crate::catalogue::UnlikeC;
use crate::compare::sequence;

/// An experiment, played once with these sides.
#[derive(Serialize)]
pub(crate) struct Meeting {
    pub(crate) section: String,
    pub(crate) experiment: String,
    /// Each window, with the side whose program ran in it.
    pub(crate) sides: Vec<(String, Side)>,
    /// Why it did not go as it should.
    pub(crate) failure: Option<String>,
    /// The same, one program each.
    #[serde(skip)]
    pub(crate) failures: Vec<String>,
    /// Whether it could not be played at all. `failure` then says why.
    pub(crate) not_played: bool,
    pub(crate) runs: Vec<Run>,
    pub(crate) seen: Vec<Seen>,
    /// The contents of the files that must be the same whichever side writes them.
    #[serde(skip)]
    pub(crate) files: Vec<(String, Option<Vec<u8>>)>,
    pub(crate) notes: Vec<String>,
    /// What explains the failure; or, of a pair that gets on, why it does so only for a wrong reason.
    pub(crate) explanation: Option<String>,
    pub(crate) unexplained: bool,
}

/// A single run of a program.
#[derive(Serialize)]
pub(crate) struct Run {
    pub(crate) window: String,
    pub(crate) program: String,
    pub(crate) side: Side,
    /// The name to use in a sentence: `client-tls (C)`, `openssl`.
    #[serde(skip)]
    pub(crate) who: String,
    pub(crate) transcript: String,
    /// How it ended, in words: `exit status: 0`, `still running`, `signal: 6 (SIGABRT)`.
    pub(crate) end: String,
    pub(crate) milliseconds: u128,
    /// The peak resident set size observed, in KiB.
    pub(crate) peak: Option<u64>,
}

impl Meeting {
    /// The result in words.
    pub(crate) fn result(&self) -> String {
        let what = match &self.failure {
            None => "as it should be".to_owned(),
            Some(why) if self.not_played => format!("not played: {why}"),
            Some(why) => why.clone(),
        };
        match (&self.explanation, &self.failure) {
            _ if self.unexplained => format!("UNEXPLAINED: {what}"),
            (None, _) => what,
            (Some(why), None) => format!("{what}, but {why}"),
            (Some(why), Some(_)) => format!("{what} (explained: {why})"),
        }
    }

    /// Records why it did not go as it should.
    pub(crate) fn fail(&mut self, failures: Vec<String>) {
        self.failure = (!failures.is_empty()).then(|| failures.join("; "));
        self.failures = failures;
    }

    /// The windows in which an original runs.
    fn windows_of_the_c(&self) -> Vec<&str> {
        let c = self.sides.iter().filter(|(_, side)| *side == Side::C);
        c.map(|(window, _)| window.as_str()).collect()
    }

    /// Whether all programs are from one side.
    pub(crate) fn is_all(&self, wanted: Side) -> bool {
        self.sides.iter().all(|(_, side)| *side == wanted)
    }
}

/// Judges the meetings of an experiment. A pair of both sides must get on, unless one of `entries` whose cause is found
/// says how it fails. That the originals fail among themselves, too, excuses nothing. Also compares the files written with
/// those that ours write.
///
/// `holds` says whether the cause of an entry is found in the C programs of these windows.
pub(crate) fn explain(
    meetings: &mut [Meeting],
    entries: &[UnlikeC],
    holds: &dyn Fn(&UnlikeC, &[&str]) -> bool,
) {
    let ours =
        meetings.iter().find(|meeting| meeting.is_all(Side::Rust)).map(|meeting| meeting.files.clone());
    for meeting in meetings.iter_mut().filter(|meeting| meeting.failure.is_none()) {
        let files = ours.iter().flatten().zip(&meeting.files);
        let differs = files
            .filter(|((_, ours), (_, other))| ours.is_none() || ours != other)
            .map(|(_, (name, _))| name);
        let differs: Vec<&str> = differs.map(String::as_str).collect();
        if !differs.is_empty() {
            meeting.fail(vec![format!("{} is not as ours have it", differs.join(", "))]);
        }
    }
    for meeting in meetings {
        judge(meeting, entries, holds);
    }
}

fn judge(meeting: &mut Meeting, entries: &[UnlikeC], holds: &dyn Fn(&UnlikeC, &[&str]) -> bool) {
    if meeting.is_all(Side::Rust) || meeting.not_played {
        meeting.unexplained = meeting.failure.is_some() && !meeting.not_played;
        return;
    }
    let c: Vec<&str> = meeting.windows_of_the_c();
    let entries: Vec<&UnlikeC> = entries
        .iter()
        .filter(|entry| entry.c.iter().all(|window| c.contains(&window.as_str())) && holds(entry, &c))
        .collect();
    let explains = |entry: &&&UnlikeC| {
        let all =
            |text: &String| !entry.shows.is_empty() && entry.shows.iter().any(|shown| text.contains(shown));
        if meeting.failures.is_empty() { entry.shows.is_empty() } else { meeting.failures.iter().all(all) }
    };
    // The C program that takes part does what it should not be able to do.
    let too_good = |entry: &&&UnlikeC| {
        !entry.shows.is_empty()
            && !entry.sometimes
            && entry.c.len() == c.len()
            && !meeting.is_all(Side::C)
            && meeting.failure.is_none()
    };
    if let Some(entry) = entries.iter().find(explains) {
        meeting.explanation = Some(entry.why.clone());
    } else if let Some(entry) = entries.iter().find(too_good) {
        let what = format!("gets on, although it should fail: {}", entry.why);
        meeting.fail(vec![what]);
        meeting.unexplained = true;
    } else if meeting.failure.is_some() && meeting.is_all(Side::C) {
        meeting.explanation = Some("only originals take part".to_owned());
    } else {
        meeting.unexplained = meeting.failure.is_some();
    }
}

/// The output of one of our programs and of its C original, aligned by line.
#[derive(Serialize)]
pub(crate) struct Transcripts {
    pub(crate) experiment: String,
    pub(crate) program: String,
    pub(crate) lines: Vec<(Option<String>, Option<String>)>,
    /// How each of them ended.
    pub(crate) ends: (String, String),
}

/// The most lines of a transcript to compare.
const MOST_LINES: usize = 300;

/// The transcripts of an experiment's programs. Those of the C are from a meeting that went well, if there is
/// one.
pub(crate) fn transcripts(meetings: &[Meeting]) -> Vec<Transcripts> {
    let Some(ours) = meetings.iter().find(|meeting| meeting.is_all(Side::Rust)) else { return Vec::new() };
    let mut by_success: Vec<&Meeting> = meetings.iter().collect();
    by_success.sort_by_key(|meeting| (meeting.failure.is_some(), !meeting.is_all(Side::C)));
    let beside = |(at, rust): (usize, &Run)| {
        let runs = by_success.iter().filter_map(|meeting| meeting.runs.get(at));
        let c = runs.into_iter().find(|run| run.side == Side::C && run.program == rust.program)?;
        let lines = |run: &Run| {
            run.transcript.lines().take(MOST_LINES).map(|line| line.trim_end().to_owned()).collect()
        };
        let (left, right): (Vec<String>, Vec<String>) = (lines(c), lines(rust));
        let pairs = sequence::align(&left, &right).into_iter();
        Some(Transcripts {
            experiment: format!("{}/{}", ours.section, ours.experiment),
            program: rust.program.clone(),
            lines: pairs.map(|(i, j)| (i.map(|i| left[i].clone()), j.map(|j| right[j].clone()))).collect(),
            ends: (c.end.clone(), rust.end.clone()),
        })
    };
    ours.runs.iter().enumerate().filter_map(beside).collect()
}

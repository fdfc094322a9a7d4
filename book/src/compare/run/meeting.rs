//! The record of an experiment played with programs of both sides, and its assessment.

use serde::Serialize;

use super::hello::Seen;
use super::side::Side;
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
    /// Whether it could not be played at all. `failure` then says why.
    pub(crate) not_played: bool,
    pub(crate) runs: Vec<Run>,
    pub(crate) seen: Vec<Seen>,
    /// The contents of the files that must be the same whichever side writes them.
    #[serde(skip)]
    pub(crate) files: Vec<(String, Option<Vec<u8>>)>,
    pub(crate) notes: Vec<String>,
    /// What explains the failure.
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
            None => return "as it should be".to_owned(),
            Some(why) if self.not_played => format!("not played: {why}"),
            Some(why) => why.clone(),
        };
        match self.explanation.as_deref() {
            None => format!("UNEXPLAINED: {what}"),
            Some("") => what,
            Some(why) => format!("{what} (explained: {why})"),
        }
    }

    /// Whether all programs are from one side.
    pub(crate) fn is_all(&self, wanted: Side) -> bool {
        self.sides.iter().all(|(_, side)| *side == wanted)
    }
}

/// Adds an explanation to each failed meeting of an experiment, if there is one: the originals also fail among
/// themselves, or the data explain the failure. Also compares the files written with those that ours write.
pub(crate) fn explain(meetings: &mut [Meeting], unlike_c: Option<&str>) {
    let ours =
        meetings.iter().find(|meeting| meeting.is_all(Side::Rust)).map(|meeting| meeting.files.clone());
    for meeting in meetings.iter_mut().filter(|meeting| meeting.failure.is_none()) {
        let files = ours.iter().flatten().zip(&meeting.files);
        let differs = files
            .filter(|((_, ours), (_, other))| ours.is_none() || ours != other)
            .map(|(_, (name, _))| name);
        let differs: Vec<&str> = differs.map(String::as_str).collect();
        if !differs.is_empty() {
            meeting.failure = Some(format!("{} is not as ours have it", differs.join(", ")));
        }
    }
    let originals_fail = meetings
        .iter()
        .any(|meeting| meeting.is_all(Side::C) && meeting.failure.is_some() && !meeting.not_played);
    for meeting in meetings.iter_mut().filter(|meeting| meeting.failure.is_some()) {
        meeting.explanation = if meeting.is_all(Side::Rust) {
            None
        } else if meeting.is_all(Side::C) || meeting.not_played {
            Some(String::new())
        } else if let Some(why) = unlike_c {
            Some(why.to_owned())
        } else {
            originals_fail.then(|| "the originals do not get on among themselves, either".to_owned())
        };
        meeting.unexplained = meeting.explanation.is_none();
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

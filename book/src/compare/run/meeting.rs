//! The record of an experiment played with programs of both sides, and its assessment.

use serde::Serialize;
use texts::{Lang, Sentence, say};

use super::hello::Seen;
use super::side::Side;
use crate::catalogue::UnlikeC;
use crate::compare::lossy::{all_in_english, both_in_english, english, english_if_any};
use crate::compare::sequence;

/// An experiment, played once with these sides.
#[derive(Serialize)]
pub(crate) struct Meeting {
    pub(crate) section: String,
    pub(crate) experiment: String,
    /// Each window, with the side whose program ran in it.
    pub(crate) sides: Vec<(String, Side)>,
    /// Why it did not go as it should.
    #[serde(serialize_with = "english_if_any")]
    pub(crate) failure: Option<Sentence>,
    /// The same, one program each.
    #[serde(skip)]
    pub(crate) failures: Vec<Sentence>,
    /// Whether it could not be played at all. `failure` then says why.
    pub(crate) not_played: bool,
    pub(crate) runs: Vec<Run>,
    pub(crate) seen: Vec<Seen>,
    /// The contents of the files that must be the same whichever side writes them.
    #[serde(skip)]
    pub(crate) files: Vec<(String, Option<Vec<u8>>)>,
    #[serde(serialize_with = "all_in_english")]
    pub(crate) notes: Vec<Sentence>,
    /// What explains the failure; or, of a pair that gets on, why it does so only for a wrong reason.
    #[serde(serialize_with = "english_if_any")]
    pub(crate) explanation: Option<Sentence>,
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
    pub(crate) who: Sentence,
    pub(crate) transcript: String,
    /// How it ended, in words: `exit status: 0`, `still running`, `signal: 6 (SIGABRT)`.
    #[serde(serialize_with = "english")]
    pub(crate) end: Sentence,
    pub(crate) milliseconds: u128,
    /// The peak resident set size observed, in KiB.
    pub(crate) peak: Option<u64>,
}

impl Meeting {
    /// A meeting of these sides that has not been played yet.
    pub(crate) fn new(section: &str, experiment: &str, sides: Vec<(String, Side)>) -> Self {
        Self {
            section: section.to_owned(),
            experiment: experiment.to_owned(),
            sides,
            failure: None,
            failures: Vec::new(),
            not_played: false,
            runs: Vec::new(),
            seen: Vec::new(),
            files: Vec::new(),
            notes: Vec::new(),
            explanation: None,
            unexplained: false,
        }
    }

    /// The result in words.
    pub(crate) fn result(&self) -> Sentence {
        let what = match &self.failure {
            None => say!("as it should be"),
            Some(why) if self.not_played => say!("not played: {0}", why.clone()),
            Some(why) => why.clone(),
        };
        match (&self.explanation, &self.failure) {
            _ if self.unexplained => say!("UNEXPLAINED: {0}", what),
            (None, _) => what,
            (Some(why), None) => say!("{0}, but {1}", what, why.clone()),
            (Some(why), Some(_)) => say!("{0} (explained: {1})", what, why.clone()),
        }
    }

    /// Records why it did not go as it should.
    pub(crate) fn fail(&mut self, failures: Vec<Sentence>) {
        self.failure = failures.iter().cloned().reduce(|one, other| say!("{0}; {1}", one, other));
        self.failures = failures;
    }

    /// The windows in which an original runs.
    fn windows_of_the_c(&self) -> Vec<&str> {
        let c = self.sides.iter().filter(|(_, side)| *side == Side::C);
        c.map(|(window, _)| window.as_str()).collect()
    }

    /// The first run of a program.
    pub(crate) fn run_of(&self, program: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.program == program)
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
/// `holds` says whether the cause of an entry is found in the C programs of its windows.
pub(crate) fn explain(meetings: &mut [Meeting], entries: &[UnlikeC], holds: &dyn Fn(&UnlikeC) -> bool) {
    let ours =
        meetings.iter().find(|meeting| meeting.is_all(Side::Rust)).map(|meeting| meeting.files.clone());
    for meeting in meetings.iter_mut().filter(|meeting| meeting.failure.is_none()) {
        let files = ours.iter().flatten().zip(&meeting.files);
        let differs = files
            .filter(|((_, ours), (_, other))| ours.is_none() || ours != other)
            .map(|(_, (name, _))| name);
        let differs: Vec<&str> = differs.map(String::as_str).collect();
        if !differs.is_empty() {
            meeting.fail(vec![say!("{0} is not as ours have it", differs.join(", "))]);
        }
    }
    for meeting in meetings {
        judge(meeting, entries, holds);
    }
}

fn judge(meeting: &mut Meeting, entries: &[UnlikeC], holds: &dyn Fn(&UnlikeC) -> bool) {
    if meeting.is_all(Side::Rust) || meeting.not_played {
        meeting.unexplained = meeting.failure.is_some() && !meeting.not_played;
        return;
    }
    let c: Vec<&str> = meeting.windows_of_the_c();
    let entries: Vec<&UnlikeC> = entries
        .iter()
        .filter(|entry| entry.c.iter().all(|window| c.contains(&window.as_str())) && holds(entry))
        .collect();
    let why = |entry: &UnlikeC| Sentence::both(entry.why.clone(), entry.why_ja.clone());
    let explains = |entry: &&&UnlikeC| {
        let all = |failure: &Sentence| {
            let text = failure.of(Lang::En);
            !entry.shows.is_empty() && entry.shows.iter().any(|shown| text.contains(shown))
        };
        if meeting.failures.is_empty() { entry.shows.is_empty() } else { meeting.failures.iter().all(all) }
    };
    // A pair that gets on although its slip is there, or although ours should have refused.
    let too_good = |entry: &&&UnlikeC| {
        let must_fail = entry.slip.is_some() || entry.shows.iter().any(|shown| shown.contains("(ours)"));
        must_fail
            && !entry.shows.is_empty()
            && !entry.sometimes
            && entry.c.len() == c.len()
            && !meeting.is_all(Side::C)
            && meeting.failure.is_none()
    };
    if let Some(entry) = entries.iter().find(explains) {
        meeting.explanation = Some(why(entry));
    } else if let Some(entry) = entries.iter().find(too_good) {
        meeting.fail(vec![say!("gets on, although it should fail: {0}", why(entry))]);
        meeting.unexplained = true;
    } else if meeting.failure.is_some() && meeting.is_all(Side::C) {
        meeting.explanation = Some(say!("only originals take part"));
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
    #[serde(serialize_with = "both_in_english")]
    pub(crate) ends: (Sentence, Sentence),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Library;

    const OURS: &str = "client (ours): ERROR: refused";

    /// A meeting of a server and a client with these sides, which fails in these ways.
    fn meeting(server: Side, client: Side, failures: &[&str]) -> Meeting {
        let sides = vec![("server".to_owned(), server), ("client".to_owned(), client)];
        let mut meeting = Meeting::new("6.3", "session", sides);
        meeting.fail(failures.iter().map(|one| Sentence::verbatim((*one).to_owned())).collect());
        meeting
    }

    /// An entry for an original in `window` that shows this, because of a slip.
    fn entry(window: &str, shows: &[&str]) -> UnlikeC {
        UnlikeC {
            c: vec![window.to_owned()],
            library: None,
            shows: shows.iter().map(|one| (*one).to_owned()).collect(),
            sometimes: false,
            slip: Some("a slip".to_owned()),
            readme: None,
            literal: None,
            why: "the slip".to_owned(),
            why_ja: "その誤り".to_owned(),
        }
    }

    fn judged(meeting: Meeting, entries: &[UnlikeC], library: Library) -> String {
        let mut meetings = [meeting];
        let holds = |entry: &UnlikeC| entry.library.is_none_or(|wanted| wanted == library);
        explain(&mut meetings, entries, &holds);
        let [meeting] = meetings;
        meeting.result().to_string()
    }

    #[test]
    fn that_the_originals_fail_among_themselves_excuses_nothing() {
        let mut meetings =
            [meeting(Side::C, Side::C, &["server (C): ERROR"]), meeting(Side::C, Side::Rust, &[OURS])];
        explain(&mut meetings, &[], &|_| true);
        assert_eq!(meetings[0].result(), "server (C): ERROR (explained: only originals take part)");
        assert_eq!(meetings[1].result().to_string(), format!("UNEXPLAINED: {OURS}"));
    }

    #[test]
    fn a_reason_is_for_its_windows_its_library_and_what_is_shown() {
        let entries = [entry("server", &["refused"])];
        let fails =
            |server, client, how: &[&str]| judged(meeting(server, client, how), &entries, Library::OpenSsl);
        assert_eq!(fails(Side::C, Side::Rust, &[OURS]), format!("{OURS} (explained: the slip)"));
        // It explains all that fails, or nothing.
        assert_eq!(fails(Side::C, Side::Rust, &[OURS, "b"]), format!("UNEXPLAINED: {OURS}; b"));
        assert_eq!(fails(Side::Rust, Side::C, &[OURS]), format!("UNEXPLAINED: {OURS}"));
        assert_eq!(fails(Side::Rust, Side::Rust, &[OURS]), format!("UNEXPLAINED: {OURS}"));
        let of_wolfssl = [UnlikeC { library: Some(Library::WolfSsl), ..entry("server", &["refused"]) }];
        let fails = |library| judged(meeting(Side::C, Side::Rust, &[OURS]), &of_wolfssl, library);
        assert_eq!(fails(Library::OpenSsl), format!("UNEXPLAINED: {OURS}"));
        assert_eq!(fails(Library::WolfSsl), format!("{OURS} (explained: the slip)"));
    }

    #[test]
    fn a_pair_that_gets_on_although_it_should_fail_is_a_finding() {
        let gets_on = |entry: UnlikeC| judged(meeting(Side::C, Side::Rust, &[]), &[entry], Library::OpenSsl);
        let finding = "UNEXPLAINED: gets on, although it should fail: the slip";
        assert_eq!(gets_on(entry("server", &["refused"])), finding);
        assert_eq!(gets_on(entry("client", &["refused"])), "as it should be");
        assert_eq!(gets_on(UnlikeC { sometimes: true, ..entry("server", &["x"]) }), "as it should be");
        // What the C alone would say may have been mended in this edition; that ours refuses must not change.
        let of_readme =
            |shows| UnlikeC { slip: None, readme: Some("x".to_owned()), ..entry("server", shows) };
        assert_eq!(gets_on(of_readme(&["server (C): ERROR"])), "as it should be");
        assert_eq!(gets_on(of_readme(&["client (ours): ERROR"])), finding);
        // It gets on for a wrong reason.
        assert_eq!(gets_on(entry("server", &[])), "as it should be, but the slip");
    }
}

//! A program that has been started: whether it has ended, how, and whether that is a success.

use std::process::ExitStatus;
use std::thread;
use std::time::{Duration, Instant};

use texts::{Sentence, say};

use super::side::Side;
use crate::compare::unexpected::ended;
use crate::player::Running;

/// The most output of a program, in bytes. A program that writes more is assumed never to stop.
pub(super) const MOST_OUTPUT: usize = 256 << 10;

/// The time after which a new process has become the program it was to execute.
const STARTED: Duration = Duration::from_millis(50);

/// How long a server must be quiet before it is assumed to have nothing more to say.
const QUIET: Duration = Duration::from_millis(150);

/// What is known about a program that has been started.
pub(super) struct Started {
    pub(super) program: String,
    pub(super) side: Side,
    /// The name to use in a sentence: `client-tls (C)`, `openssl`.
    pub(super) who: Sentence,
    pub(super) start: Instant,
    pub(super) end: Option<(Instant, Sentence)>,
    pub(super) status: Option<ExitStatus>,
    pub(super) peak: Option<u64>,
    /// Whether it runs directly, not in a shell.
    pub(super) alone: bool,
    /// The exit status that the book expects, if it expects the program to end.
    pub(super) expected: Option<i32>,
}

impl Running<Started> {
    /// Checks whether it has ended, and records its memory.
    pub(super) fn look(&mut self) -> bool {
        if self.run.status.is_none() {
            // Before it has shown anything, the process may not have become the program yet.
            if self.run.alone && (self.window.written() > 0 || self.run.start.elapsed() > STARTED) {
                self.run.peak = self.run.peak.max(self.window.peak());
            }
            self.run.status = self.window.ended();
            self.run.end = self.run.status.map(|status| (Instant::now(), ended(status)));
        }
        self.run.status.is_some()
    }

    /// Waits until it has ended or has nothing more to say.
    pub(super) fn settle(&mut self) {
        let limit = Instant::now() + Duration::from_secs(3);
        let (mut written, mut since) = (self.window.written(), Instant::now());
        while !self.look() && since.elapsed() < QUIET && Instant::now() < limit {
            thread::sleep(Duration::from_millis(5));
            if self.window.written() != written {
                (written, since) = (self.window.written(), Instant::now());
            }
        }
    }

    /// Whether it uses the processor while it has nothing to do.
    pub(super) fn spins(&self) -> bool {
        const WATCHED: Duration = Duration::from_millis(200);
        let Some(before) = self.window.processor_time() else { return false };
        thread::sleep(WATCHED);
        self.window.processor_time().is_some_and(|after| after.saturating_sub(before) > WATCHED / 2)
    }
}

/// Why a program did not start at all, according to the dynamic linker or `stdbuf`. It has then neither
/// accepted nor refused anything.
pub(super) fn not_started(transcript: &str) -> Option<&str> {
    let says = ["error while loading shared libraries: ", "stdbuf: failed to run command"];
    transcript.lines().find(|line| says.iter().any(|text| line.contains(text)))
}

/// What a program said or did that means failure.
pub(super) fn failure(started: &Started, transcript: &str, end: &Sentence) -> Option<Sentence> {
    let (who, end) = (started.who.clone(), end.clone());
    let signal = started.status.is_some_and(|status| status.code().is_none());
    let complaint = transcript
        .lines()
        .map(str::trim)
        .find(|line| ["ERROR", "Error", "error", "illegal"].iter().any(|word| line.starts_with(word)));
    let refuses = started.expected.is_some_and(|status| status != 0);
    if refuses && started.side == Side::C && complaint.is_none() {
        return Some(say!("{0} takes what the book's refuses; {1}", who, end));
    }
    let fails = match started.side {
        Side::Rust => {
            started.status.is_some_and(|status| status.code() != Some(started.expected.unwrap_or(0)))
        }
        // The exit statuses of the originals mean nothing, but a signal does.
        Side::C => signal || complaint.is_some() && !refuses,
    };
    match complaint {
        _ if !fails => None,
        Some(line) if signal => Some(say!("{0}: {1}; {2}", who, line.to_owned(), end)),
        Some(line) => Some(say!("{0}: {1}", who, line.to_owned())),
        None => Some(say!("{0}: {1}", who, end)),
    }
}

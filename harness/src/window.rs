//! A program in its own window, with typed input and observed output. The program and its child processes end
//! with the window.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::kept::Group;
use crate::pattern::{Match, matches};
use crate::transcript::{Line, Transcript};

/// Why a program did not do what was expected. Each variant names the window and what it showed. An error of
/// the system is its `source`.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The program could not be started.
    #[error("{window}: cannot be started")]
    Start {
        /// The window.
        window: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Nothing could be typed, because the program has ended or its input is closed.
    #[error("{window}: cannot be typed to")]
    Input {
        /// The window.
        window: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The program showed something unexpected, or nothing more in time.
    #[error("{window}: {why}\n  expected: {expected:?}\n  shown:    {shown:?}")]
    Output {
        /// The window.
        window: String,
        /// What it does instead.
        why: Instead,
        /// The expected pattern.
        expected: String,
        /// The output compared with the pattern.
        shown: String,
    },
    /// The program did not end in time.
    #[error("{window}: has not ended after {limit:?}")]
    Hangs {
        /// The window.
        window: String,
        /// The time limit.
        limit: Duration,
    },
    /// The program ended with an unexpected exit status.
    #[error("{window}: ended with {status}, not with exit status {expected}\n  shown: {shown:?}")]
    Status {
        /// The window.
        window: String,
        /// The actual status.
        status: ExitStatus,
        /// The expected exit status.
        expected: i32,
        /// The output that has not been read.
        shown: String,
    },
    /// The program could not be interrupted.
    #[error("{window}: cannot be interrupted")]
    Interrupt {
        /// The window.
        window: String,
        /// The system's reason.
        source: io::Error,
    },
}

/// What a program does instead of showing what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Instead {
    /// It shows something else.
    #[error("shows something else")]
    Other,
    /// It shows nothing more, for as long as this.
    #[error("shows nothing more for {0:?}")]
    Nothing(Duration),
    /// It has ended.
    #[error("has ended")]
    Ended,
    /// It is a server, and does not show its port.
    #[error("shows no port")]
    NoPort,
}

/// The most output kept, in bytes, so that a program that never stops writing cannot fill the memory.
const MOST_OUTPUT: usize = 16 << 20;

/// What the program has written so far.
#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    /// Where each piece that was read ends in the bytes, and when it came.
    pieces: Vec<(usize, Instant)>,
    ended: bool,
}

impl Output {
    /// The output from byte `start` to byte `end`: its lines, each with the time when its last byte came.
    fn lines(&self, start: usize, end: usize) -> Vec<(String, Instant)> {
        let mut at = start;
        let lines = self.bytes.get(start..end).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
        let timed = lines.map(|line| {
            at += line.len();
            let piece = self.pieces.partition_point(|(piece, _)| *piece < at);
            let time = self.pieces.get(piece).map_or_else(Instant::now, |(_, time)| *time);
            (String::from_utf8_lossy(line).into_owned(), time)
        });
        timed.collect()
    }
}

type Shared = Arc<(Mutex<Output>, Condvar)>;

/// A running program. Its standard output and standard error share one pipe, so that they arrive in the order
/// in which a terminal would show them. Dropping a window ends its program and the program's child processes.
pub struct Window {
    name: String,
    child: Child,
    /// `None` once the program has ended.
    group: Option<Group>,
    input: Option<ChildStdin>,
    output: Shared,
    /// How many bytes of the output have been read.
    seen: usize,
    opened: Instant,
    /// The output that has been read, with the typed input in its place.
    transcript: Transcript,
    limit: Duration,
}

impl Window {
    /// Starts `command` in a window called `name`. Each wait for the program takes at most `limit`.
    pub fn open(name: &str, command: Command, limit: Duration) -> Result<Self, Failure> {
        Self::open_with(name, command, Stdio::piped(), limit)
    }

    /// Starts `command` with an input of its own: nothing can be typed unless that is a pipe.
    pub fn open_with(
        name: &str,
        mut command: Command,
        input: Stdio,
        limit: Duration,
    ) -> Result<Self, Failure> {
        let start = |source| Failure::Start { window: name.to_owned(), source };
        let (mut reader, writer) = os_pipe::pipe().map_err(start)?;
        command.stdin(input).stderr(writer.try_clone().map_err(start)?).stdout(writer);
        let opened = Instant::now();
        let (mut child, group) = Group::spawn(&mut command).map_err(start)?;
        drop(command); // closes our writing ends of the pipe, so that it ends with the program
        let input = child.stdin.take();

        let output = Shared::default();
        let shared = Arc::clone(&output);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = reader.read(&mut buffer).unwrap_or(0);
                let mut output = lock(&shared);
                let room = MOST_OUTPUT.saturating_sub(output.bytes.len());
                output.bytes.extend_from_slice(buffer.get(..count.min(room)).unwrap_or_default());
                let piece = (output.bytes.len(), Instant::now());
                output.pieces.push(piece);
                output.ended = count == 0;
                shared.1.notify_all();
                if count == 0 {
                    break;
                }
            }
        });
        let (name, transcript) = (name.to_owned(), Transcript::default());
        Ok(Self { name, child, group: Some(group), input, output, seen: 0, opened, transcript, limit })
    }

    /// Waits until the next output matches `pattern`, in which `[..]` stands for any text within a line.
    pub fn see(&mut self, pattern: &str) -> Result<(), Failure> {
        self.wait(pattern, |output| matches(pattern, output)).map(drop)
    }

    /// Waits until `text` is shown, whatever comes before it. Returns the output up to and including `text`.
    pub fn wait_for(&mut self, text: &str) -> Result<String, Failure> {
        self.wait(text, |output| {
            let found = output.windows(text.len().max(1)).position(|window| window == text.as_bytes());
            found.map_or(Match::Partial, |start| Match::Whole(start + text.len()))
        })
    }

    /// Reads the line that a server prints when it is asked for port 0, and returns the port. The line does not
    /// become part of the transcript.
    pub fn port(&mut self) -> Result<u16, Failure> {
        let before = self.transcript.text().len();
        self.see("listening on [..]:")?;
        // An IPv6 address contains colons, too.
        let rest = self.wait_for("\n")?;
        self.transcript.truncate(before);
        let port = rest.trim().rsplit(':').next().unwrap_or_default().parse();
        port.map_err(|_| self.unexpected(Instead::NoPort, "a port number", &rest))
    }

    /// Types a line.
    pub fn type_line(&mut self, line: &str) -> Result<(), Failure> {
        self.transcript.push(&format!("{line}\n"), Instant::now());
        self.send(format!("{line}\n").as_bytes())
    }

    /// Types arbitrary bytes.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let closed = || io::Error::new(io::ErrorKind::BrokenPipe, "its input was closed");
        let typed = self.input.as_mut().ok_or_else(closed).and_then(|input| input.write_all(bytes));
        typed.map_err(|source| Failure::Input { window: self.name.clone(), source })
    }

    /// Closes the program's input, as Ctrl-D does.
    pub fn close_input(&mut self) {
        if self.input.take().is_some() {
            self.transcript.press("^D");
        }
    }

    /// Interrupts the program and its child processes, as Ctrl-C does. On Windows, all of them have to share this
    /// process's console.
    pub fn interrupt(&mut self) -> Result<(), Failure> {
        self.transcript.press("^C");
        let ended = || io::Error::new(io::ErrorKind::NotFound, "it has ended");
        let sent = self.group.as_ref().ok_or_else(ended).and_then(Group::interrupt);
        sent.map_err(|source| Failure::Interrupt { window: self.name.clone(), source })
    }

    /// Waits for the program to end with exit status `expected`. Returns the output that has not been read.
    pub fn end(&mut self, expected: i32) -> Result<String, Failure> {
        let status = self.wait_for_end()?;
        let shown = self.rest();
        if status.code() == Some(expected) {
            Ok(shown)
        } else {
            Err(Failure::Status { window: self.name.clone(), status, expected, shown })
        }
    }

    /// Waits for the program to end, with any status.
    pub fn wait_for_end(&mut self) -> Result<ExitStatus, Failure> {
        let deadline = Instant::now() + self.limit;
        loop {
            match self.ended() {
                Some(status) => return Ok(status),
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
                None => return Err(Failure::Hangs { window: self.name.clone(), limit: self.limit }),
            }
        }
    }

    /// Returns the exit status if the program has ended. Its child processes are then ended, too.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        let status = self.child.try_wait().ok().flatten()?;
        self.group = None;
        Some(status)
    }

    /// The number of bytes the program has written so far.
    #[must_use]
    pub fn written(&self) -> usize {
        lock(&self.output).bytes.len()
    }

    /// Reads the rest of the output: all of it if the program has ended, otherwise what has arrived so far.
    pub fn rest(&mut self) -> String {
        let ended = self.ended().is_some();
        let mut output = lock(&self.output);
        if ended {
            // A process that has left the program's group may keep the pipe open, so do not wait for ever.
            let until = Instant::now() + Duration::from_secs(1);
            while !output.ended && Instant::now() < until {
                output = wait(&self.output, output, Duration::from_millis(50));
            }
        }
        let rest = output.lines(self.seen, output.bytes.len());
        self.seen = output.bytes.len();
        drop(output);
        self.shown(&rest)
    }

    /// Adds lines to the transcript, and returns them as one text.
    fn shown(&mut self, lines: &[(String, Instant)]) -> String {
        for (line, time) in lines {
            self.transcript.push(line, *time);
        }
        lines.iter().map(|(line, _)| line.as_str()).collect()
    }

    /// What a terminal would show by now: the output that has been read, and what was typed.
    #[must_use]
    pub fn transcript(&self) -> &str {
        self.transcript.text()
    }

    /// The transcript line by line, with `^C` and `^D` where they were pressed. Each line has its time: what several windows
    /// have shown can be put in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.transcript.lines()
    }

    /// When the program was started.
    #[must_use]
    pub fn opened(&self) -> Instant {
        self.opened
    }

    /// The name of the window.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The process ID of the program.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The program's [`processor_time`].
    #[must_use]
    pub fn processor_time(&self) -> Option<Duration> {
        processor_time(self.id())
    }

    /// The program's peak resident set size so far, in KiB; `None` if unknown.
    #[must_use]
    pub fn peak(&self) -> Option<u64> {
        self.memory("VmHWM:")
    }

    /// The program's current resident set size, in KiB; `None` if unknown.
    #[must_use]
    pub fn resident(&self) -> Option<u64> {
        self.memory("VmRSS:")
    }

    fn memory(&self, kind: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(kind))?;
        line.trim().strip_suffix(" kB")?.trim().parse().ok()
    }

    /// The number of files and sockets that the program has open; `None` if unknown.
    #[must_use]
    pub fn descriptors(&self) -> Option<usize> {
        Some(std::fs::read_dir(format!("/proc/{}/fd", self.id())).ok()?.count())
    }

    /// The program's current number of threads; `None` if unknown.
    #[must_use]
    pub fn threads(&self) -> Option<usize> {
        Some(std::fs::read_dir(format!("/proc/{}/task", self.id())).ok()?.count())
    }

    fn wait(&mut self, expected: &str, accept: impl Fn(&[u8]) -> Match) -> Result<String, Failure> {
        let deadline = Instant::now() + self.limit;
        let mut output = lock(&self.output);
        let why = loop {
            let shown = output.bytes.get(self.seen..).unwrap_or_default();
            match accept(shown) {
                Match::Whole(length) => {
                    let taken = output.lines(self.seen, self.seen + length);
                    drop(output);
                    self.seen += length;
                    return Ok(self.shown(&taken));
                }
                Match::Never => break Instead::Other,
                Match::Partial if output.ended => break Instead::Ended,
                Match::Partial if Instant::now() >= deadline => break Instead::Nothing(self.limit),
                Match::Partial => {
                    output = wait(&self.output, output, deadline.saturating_duration_since(Instant::now()));
                }
            }
        };
        let shown = String::from_utf8_lossy(output.bytes.get(self.seen..).unwrap_or_default()).into_owned();
        drop(output);
        Err(self.unexpected(why, expected, &shown))
    }

    fn unexpected(&self, why: Instead, expected: &str, shown: &str) -> Failure {
        Failure::Output {
            window: self.name.clone(),
            why,
            expected: expected.to_owned(),
            shown: shown.to_owned(),
        }
    }
}

/// The processor time spent by a process so far, including time in the kernel, in steps of 10 ms; `None` if
/// unknown.
#[must_use]
pub fn processor_time(process: u32) -> Option<Duration> {
    // proc_pid_stat(5): utime and stime are words 14 and 15, in clock ticks, of which Linux has 100 a second.
    // The program's name, in parentheses, may contain blanks.
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let ticks = after_name.split_whitespace().skip(11).take(2).map(|word| word.parse::<u64>().ok());
    Some(Duration::from_millis(10 * ticks.sum::<Option<u64>>()?))
}

impl Drop for Window {
    fn drop(&mut self) {
        self.group = None;
        let _ = self.child.wait();
    }
}

fn lock(shared: &Shared) -> MutexGuard<'_, Output> {
    shared.0.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a>(shared: &'a Shared, output: MutexGuard<'a, Output>, limit: Duration) -> MutexGuard<'a, Output> {
    shared.1.wait_timeout(output, limit).unwrap_or_else(PoisonError::into_inner).0
}

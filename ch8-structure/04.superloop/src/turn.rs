//! The endless loop: its options, its other task, and its sleep.

use std::time::{Duration, Instant};

use common::net::seconds;
use common::{Error, note};
use nonblocking::wait;
use nonblocking::wait::LOOK_AGAIN;
use rustix::event::PollFd;

/// A state machine's state after a step.
#[derive(Debug)]
pub enum Step<S> {
    /// The next step can be made at once.
    Go(S),
    /// The step could not be finished: it has to be made again when what it waits for has come.
    Wait(S),
    /// There are no more steps.
    End,
}

/// What a waiting state waits for.
#[derive(Debug)]
pub enum Until<'a> {
    /// One of these is ready.
    Ready(Vec<PollFd<'a>>),
    /// It cannot be told: look again now and then.
    LookAgain,
}

impl<'a> Until<'a> {
    /// Until `fd` is ready; `None`: what cannot be watched.
    #[must_use]
    pub fn ready(fd: Option<PollFd<'a>>) -> Self {
        fd.map_or(Self::LookAgain, |fd| Self::Ready(vec![fd]))
    }
}

/// How the loop turns.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "The loop (section 8.4)")]
pub struct Options {
    /// Show each change of the state
    #[arg(long)]
    states: bool,

    /// Turn without sleeping, as a loop does that has no operating system
    #[arg(long)]
    busy: bool,

    /// Let the loop's other task say `tick` every so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    tick: Option<Duration>,
}

/// The loop's turns: what it does beside the steps of the state machine.
#[derive(Debug)]
pub struct Turns {
    options: Options,
    ticks: u64,
    next_tick: Option<Instant>,
}

impl Turns {
    /// Before the first turn.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        let next_tick = options.tick.map(|period| Instant::now() + period);
        Self { options: options.clone(), ticks: 0, next_tick }
    }

    /// The other task: says `tick` when it is time to. Like each step of the state machine, it does not wait.
    pub fn tick(&mut self) {
        if let (Some(next), Some(period)) = (self.next_tick, self.options.tick) {
            if Instant::now() >= next {
                self.ticks += 1;
                note!("tick {}", self.ticks);
                self.next_tick = Some(next + period);
            }
        }
    }

    /// Shows that the state has changed.
    pub fn show(&self, before: &str, after: &str) {
        if self.options.states && before != after {
            note!("{before} -> {after}");
        }
    }

    /// Sleeps until one of the two tasks has something to do; with `--busy`, not at all.
    ///
    /// # Errors
    /// [`Error::Input`]: the system cannot wait.
    pub fn sleep(&self, until: Until<'_>, deadline: Option<Instant>) -> Result<(), Error> {
        if self.options.busy {
            return Ok(());
        }
        let (mut fds, look_again) = match until {
            Until::Ready(fds) => (fds, None),
            Until::LookAgain => (Vec::new(), Some(Instant::now() + LOOK_AGAIN)),
        };
        let end = [look_again, deadline, self.next_tick].into_iter().flatten().min();
        // select (here: wait)
        wait(&mut fds, end).map(drop).map_err(Error::Input)
    }
}

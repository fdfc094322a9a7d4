//! The endless loop: its options, its other task, and its sleep.

use std::time::{Duration, Instant};

use common::net::seconds;
use common::{Error, note};
use nonblocking::wait;
use rustix::event::PollFd;

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

    /// Sleeps until one of the two tasks has something to do: until `fd` is ready, a `deadline` is over, or the next
    /// tick is due. With `--busy`, not at all.
    ///
    /// # Errors
    /// [`Error::Input`]: the system cannot wait.
    pub fn sleep(&self, fd: PollFd<'_>, deadline: Option<Instant>) -> Result<(), Error> {
        if self.options.busy {
            return Ok(());
        }
        let end = [deadline, self.next_tick].into_iter().flatten().min();
        // select (here: wait)
        wait(&mut [fd], end).map(drop).map_err(Error::Input)
    }
}

//! Measuring, for `make bench`: what two ways to the same end cost, one beside the other on the same machine.
//!
//! A bench is a program of a few lines (`harness = false`): it names the sides, has them measured in turn, and prints
//! medians and ratios. Ratios are what may be written down; seconds are this machine's, on this day.

use std::fmt;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a run cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Time by the clock.
    pub wall: Duration,
    /// Time that processors spent on it, in the program and for it in the system.
    pub cpu: Duration,
    /// The most memory it held at a time (resident set), in bytes; 0: not measured.
    ///
    /// Linux counts what the process held before it became the program: keep the bench itself small.
    pub peak: u64,
}

/// Runs a command to its end, and says what it cost. Its standard input is empty unless `command` has one.
///
/// # Errors
/// It cannot be started, or does not end with exit status 0.
pub fn measure(command: &mut Command) -> io::Result<Cost> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    let wall = start.elapsed();
    if !used.status.success() {
        return Err(io::Error::other(format!("{command:?}: {}", used.status)));
    }
    Ok(Cost { wall, cpu: used.rusage.utime + used.rusage.stime, peak: used.rusage.maxrss })
}

/// Runs `work` in this process, and says how long it took by the clock.
///
/// # Errors
/// Those of `work`.
pub fn time(work: impl FnOnce() -> io::Result<()>) -> io::Result<Cost> {
    let start = Instant::now();
    work()?;
    Ok(Cost { wall: start.elapsed(), ..Cost::default() })
}

/// One of the ways to be compared.
pub struct Side<'a> {
    name: String,
    run: Box<dyn FnMut() -> io::Result<Cost> + 'a>,
}

impl<'a> Side<'a> {
    /// `run` is measured by [`measure`], by [`time`], or by a measure of its own.
    pub fn new(name: &str, run: impl FnMut() -> io::Result<Cost> + 'a) -> Self {
        Self { name: name.to_owned(), run: Box::new(run) }
    }
}

/// What the sides cost, the first of them against each of the others.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The medians, in the order of the sides.
    pub medians: Vec<(String, Cost)>,
}

/// Measures the sides in turn, `rounds` times after one that does not count (it fills the caches).
///
/// # Errors
/// Those of the sides.
pub fn compare(rounds: usize, mut sides: Vec<Side<'_>>) -> io::Result<Comparison> {
    let mut costs = vec![Vec::new(); sides.len()];
    for round in 0..=rounds {
        for (side, costs) in sides.iter_mut().zip(&mut costs) {
            let cost = (side.run)()?;
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    let medians = sides.into_iter().zip(&costs).map(|(side, costs)| (side.name, median(costs))).collect();
    Ok(Comparison { medians })
}

/// The median of times, and the highest peak.
fn median(costs: &[Cost]) -> Cost {
    let middle = |time: fn(&Cost) -> Duration| {
        let mut times: Vec<_> = costs.iter().map(time).collect();
        times.sort();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    Cost {
        wall: middle(|cost| cost.wall),
        cpu: middle(|cost| cost.cpu),
        peak: costs.iter().map(|cost| cost.peak).max().unwrap_or_default(),
    }
}

impl Comparison {
    /// The cost of one side.
    #[must_use]
    pub fn cost(&self, name: &str) -> Cost {
        self.medians.iter().find(|(side, _)| side == name).map(|(_, cost)| *cost).unwrap_or_default()
    }

    /// Writes the table to standard output.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn print(&self, title: &str) -> io::Result<()> {
        write!(io::stdout().lock(), "{title}\n{self}\n")
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.medians.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        writeln!(f, "  {:width$}    wall s     CPU s        peak    the first takes", "")?;
        let first = self.medians.first().map(|(_, cost)| cost.wall.as_secs_f64()).unwrap_or_default();
        for (number, (name, cost)) in self.medians.iter().enumerate() {
            let wall = cost.wall.as_secs_f64();
            write!(f, "  {name:width$}  {wall:8.3}  {:8.3}", cost.cpu.as_secs_f64())?;
            let peak = match cost.peak >> 10 {
                0 => "—".to_owned(),
                kibibytes => format!("{}.{} MiB", kibibytes >> 10, (kibibytes & 1023) * 10 / 1024),
            };
            write!(f, "  {peak:>10}")?;
            match number {
                0 => writeln!(f)?,
                _ => writeln!(f, "    {:.2} of this", first / wall)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_times_and_the_highest_peak_count() {
        let cost = |milliseconds, peak| Cost {
            wall: Duration::from_millis(milliseconds),
            cpu: Duration::from_millis(2 * milliseconds),
            peak,
        };
        assert_eq!(median(&[cost(9, 5), cost(1, 7), cost(4, 6)]), Cost { peak: 7, ..cost(4, 0) });
        assert_eq!(median(&[]), Cost::default());
    }

    #[test]
    fn sides_are_measured_in_turn_after_a_round_that_does_not_count() {
        let order = std::cell::RefCell::new(String::new());
        let side = |name: &'static str| {
            let order = &order;
            Side::new(name, move || {
                order.borrow_mut().push_str(name);
                Ok(Cost { wall: Duration::from_secs(order.borrow().len() as u64), ..Cost::default() })
            })
        };
        let comparison = compare(3, vec![side("a"), side("b")]).unwrap();
        assert_eq!(*order.borrow(), "abababab");
        assert_eq!(comparison.cost("b").wall, Duration::from_secs(6)); // 4, 6, 8
        assert!(comparison.to_string().ends_with("0.83 of this\n"), "{comparison}");
    }

    #[test]
    fn a_command_is_measured() {
        let cost = measure(Command::new("sh").args(["-c", "sleep 0.1"])).unwrap();
        assert!(cost.wall >= Duration::from_millis(100) && cost.cpu < cost.wall, "{cost:?}");
        assert!(cost.peak > 100_000 && cost.peak < 1 << 30, "{cost:?}");
        let failure = measure(Command::new("sh").args(["-c", "exit 3"])).unwrap_err().to_string();
        assert!(failure.contains("exit status: 3"), "{failure}");
        assert!(measure(&mut Command::new("/missing")).is_err());
    }
}

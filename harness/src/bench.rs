//! Measurements for `make bench`: compares what different ways of doing the same thing cost on the same
//! machine.
//!
//! A bench is a program of a few lines (`harness = false`). It names the sides, has them measured in turn, and
//! prints medians and ratios. Quote the ratios only: the seconds depend on the machine and the day.

use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::command::stranger_command;

/// The cost of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Elapsed (wall-clock) time.
    pub wall: Duration,
    /// Processor time, in the program and in the kernel on its behalf.
    pub cpu: Duration,
    /// The peak resident set size, in bytes; 0 if not measured.
    ///
    /// On Linux it includes what the process held before it executed the program, so keep the bench itself
    /// small.
    pub peak: u64,
}

/// Runs a command to its end and returns its cost. The command's standard input is empty.
///
/// # Errors
/// The command cannot be started, or does not end with exit status 0.
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

/// Runs `work` in this process and returns its elapsed time, which it also reports as processor time. `work`
/// must therefore use one thread and never wait.
///
/// # Errors
/// Those of `work`.
pub fn time(work: impl FnOnce() -> io::Result<()>) -> io::Result<Cost> {
    let start = Instant::now();
    work()?;
    let wall = start.elapsed();
    Ok(Cost { wall, cpu: wall, peak: 0 })
}

/// Writes a file of `size` bytes in which no two adjacent blocks are equal, and reads it once to bring it into
/// the system's cache.
///
/// # Errors
/// The file cannot be written: for example, the disk is full.
pub fn make_file(path: &Path, size: u64) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    // Knuth's linear congruential generator. The data matters only to a file system that compresses.
    let mut state = 1_u64;
    for _ in 0..size / 8 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        file.write_all(&state.to_le_bytes())?;
    }
    file.flush()?;
    read_file(path)
}

/// Reads a file and discards the content: the least that any program spends that reads the file.
///
/// # Errors
/// The file cannot be read.
pub fn read_file(path: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    while file.read(&mut buffer)? > 0 {}
    Ok(())
}

/// The cost of `size` bytes according to `openssl speed`, which processes the same 64 KiB repeatedly and reads
/// no file. It measures processor time, so on a busy machine the elapsed time of a real run is longer.
///
/// # Errors
/// `openssl speed` cannot be started, or reports no rate.
pub fn openssl_speed(algorithm: &str, size: u64) -> io::Result<Cost> {
    let mut speed = stranger_command("openssl");
    speed.args(["speed", "-mr", "-bytes", "65536", "-seconds", "1", "-evp", algorithm]);
    let output = speed.output()?;
    let shown = String::from_utf8_lossy(&output.stdout);
    // +F:22:sha256:1779546940.00
    let rate = shown.lines().find(|line| line.starts_with("+F:")).and_then(|line| line.rsplit(':').next());
    let rate: f64 = rate.and_then(|rate| rate.trim().parse().ok()).unwrap_or_default();
    let seconds = Duration::from_secs(size).div_f64(rate.max(1.0));
    if rate > 0.0 {
        Ok(Cost { wall: seconds, cpu: seconds, peak: 0 })
    } else {
        Err(io::Error::other(format!("openssl speed shows no rate: {shown}")))
    }
}

/// One of the ways to compare.
pub struct Side<'a> {
    name: String,
    run: Box<dyn FnMut() -> io::Result<Cost> + 'a>,
}

impl<'a> Side<'a> {
    /// Creates a side whose `run` measures itself, with [`measure`], [`time`] or a method of its own.
    pub fn new(name: &str, run: impl FnMut() -> io::Result<Cost> + 'a) -> Self {
        Self { name: name.to_owned(), run: Box::new(run) }
    }
}

/// The costs of the sides. The first side is compared with each of the others.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The median costs, in the order of the sides.
    pub medians: Vec<(String, Cost)>,
}

/// Measures the sides in turn for `rounds` rounds, after a round that does not count because it fills the
/// caches.
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

/// The median times and the highest peak.
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
        writeln!(f, "  {:width$}    wall s     CPU s        peak    the first takes of its wall, CPU", "")?;
        let Some((_, first)) = self.medians.first() else { return Ok(()) };
        for (number, (name, cost)) in self.medians.iter().enumerate() {
            let (wall, cpu) = (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64());
            let peak = match cost.peak >> 10 {
                0 => "—".to_owned(),
                kibibytes => format!("{}.{} MiB", kibibytes >> 10, (kibibytes & 1023) * 10 / 1024),
            };
            write!(f, "  {name:width$}  {wall:8.3}  {cpu:8.3}  {peak:>10}")?;
            if number > 0 {
                let (wall, cpu) = (first.wall.as_secs_f64() / wall, first.cpu.as_secs_f64() / cpu);
                write!(f, "    {wall:.2}, {cpu:.2}")?;
            }
            writeln!(f)?;
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
                let wall = Duration::from_secs(order.borrow().len() as u64);
                Ok(Cost { wall, cpu: if name == "a" { wall } else { Duration::from_secs(10) }, peak: 0 })
            })
        };
        let comparison = compare(3, vec![side("a"), side("b")]).unwrap();
        assert_eq!(*order.borrow(), "abababab");
        assert_eq!(comparison.cost("b").wall, Duration::from_secs(6)); // 4, 6, 8
        assert!(comparison.to_string().ends_with("    0.83, 0.50\n"), "{comparison}");
    }

    #[test]
    fn a_command_is_measured() {
        let cost = measure(stranger_command("sh").args(["-c", "sleep 0.1"])).unwrap();
        assert!(cost.wall >= Duration::from_millis(100) && cost.cpu < cost.wall, "{cost:?}");
        assert!(cost.peak > 100_000 && cost.peak < 1 << 30, "{cost:?}");
        let failure = measure(stranger_command("sh").args(["-c", "exit 3"])).unwrap_err().to_string();
        assert!(failure.contains("exit status: 3"), "{failure}");
        assert!(measure(&mut stranger_command("/missing")).is_err());
    }
}

//! Measurements for `make bench`: compares what different ways of doing the same thing cost on the same
//! machine.
//!
//! A bench is a program of a few lines (`harness = false`). It names the sides, has them measured in turn, and prints
//! medians, their spread and ratios, in Markdown: `make bench` makes `BENCHMARKS.md` of what all of them print. Quote
//! the ratios only: the seconds depend on the machine and the day.

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
    sides: Vec<(String, Spread)>,
    aims: Vec<String>,
}

/// The costs of the rounds of a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Spread {
    least: Cost,
    median: Cost,
    most: Cost,
}

/// Which time an aim is about.
#[derive(Clone, Copy, Debug)]
pub enum Time {
    /// Elapsed.
    Wall,
    /// The processor's.
    Cpu,
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
    let sides = sides.into_iter().zip(&costs).map(|(side, costs)| (side.name, spread(costs))).collect();
    Ok(Comparison { sides, aims: Vec::new() })
}

/// The least, the middle and the most of each figure.
fn spread(costs: &[Cost]) -> Spread {
    let mut walls: Vec<_> = costs.iter().map(|cost| cost.wall).collect();
    let mut cpus: Vec<_> = costs.iter().map(|cost| cost.cpu).collect();
    let mut peaks: Vec<_> = costs.iter().map(|cost| cost.peak).collect();
    walls.sort();
    cpus.sort();
    peaks.sort_unstable();
    let at = |index: usize| Cost {
        wall: walls.get(index).copied().unwrap_or_default(),
        cpu: cpus.get(index).copied().unwrap_or_default(),
        peak: peaks.get(index).copied().unwrap_or_default(),
    };
    Spread { least: at(0), median: at(costs.len() / 2), most: at(costs.len().saturating_sub(1)) }
}

impl Comparison {
    /// Says whether a side takes at most so much of the time of another: of the least of either, which other programs
    /// have disturbed least.
    #[must_use]
    pub fn aim(mut self, ours: &str, theirs: &str, time: Time, at_most: f64) -> Self {
        let (of, what): (fn(Cost) -> Duration, _) = match time {
            Time::Wall => (|cost| cost.wall, "wall time"),
            Time::Cpu => (|cost| cost.cpu, "CPU time"),
        };
        let least =
            |name: &str| self.sides.iter().find(|(side, _)| side == name).map(|(_, spread)| of(spread.least));
        if let (Some(one), Some(other)) = (least(ours), least(theirs)) {
            let ratio = one.as_secs_f64() / other.as_secs_f64();
            let verdict = if ratio <= at_most { "met" } else { "**missed**" };
            self.aims.push(format!(
                "Aim: `{ours}` takes at most {at_most} of the {what} of `{theirs}`. It takes {ratio:.3}: {verdict}."
            ));
        }
        self
    }

    /// Writes the table to standard output.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn print(&self, title: &str) -> io::Result<()> {
        write!(io::stdout().lock(), "### {title}\n\n{self}\n")
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| | wall s | CPU s | peak MiB | the first takes of its wall, CPU |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: |")?;
        let first = self.sides.first().map(|(_, spread)| spread.median).unwrap_or_default();
        for (number, (name, Spread { least, median, most })) in self.sides.iter().enumerate() {
            let time = |of: fn(&Cost) -> Duration| {
                let [least, median, most] = [least, median, most].map(|cost| of(cost).as_secs_f64());
                format!("{median:.3} ({least:.3}–{most:.3})")
            };
            let peak = match most.peak {
                0 => "—".to_owned(),
                bytes => format!("{}.{}", bytes >> 20, ((bytes >> 10) & 1023) * 10 / 1024),
            };
            let ratio = if number == 0 {
                String::new()
            } else {
                let of = |ours: Duration, theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
                format!("{:.2}, {:.2}", of(first.wall, median.wall), of(first.cpu, median.cpu))
            };
            let (wall, cpu) = (time(|cost| cost.wall), time(|cost| cost.cpu));
            writeln!(f, "| {name} | {wall} | {cpu} | {peak} | {ratio} |")?;
        }
        self.aims.iter().try_for_each(|aim| writeln!(f, "\n{aim}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_the_middle_and_the_most_of_each_figure() {
        let cost = |milliseconds, peak| Cost {
            wall: Duration::from_millis(milliseconds),
            cpu: Duration::from_millis(2 * milliseconds),
            peak,
        };
        let spread = spread(&[cost(9, 5), cost(1, 7), cost(4, 6)]);
        assert_eq!(spread, Spread { least: cost(1, 5), median: cost(4, 6), most: cost(9, 7) });
        assert_eq!(super::spread(&[]), Spread::default());
    }

    #[test]
    fn sides_are_measured_in_turn_after_a_round_that_does_not_count() {
        let order = std::cell::RefCell::new(String::new());
        let side = |name: &'static str| {
            let order = &order;
            Side::new(name, move || {
                order.borrow_mut().push_str(name);
                let wall = Duration::from_secs(order.borrow().len() as u64);
                Ok(Cost {
                    wall,
                    cpu: if name == "a" { wall } else { Duration::from_secs(10) },
                    peak: 3 << 19,
                })
            })
        };
        let comparison = compare(3, vec![side("a"), side("b")]).unwrap();
        assert_eq!(*order.borrow(), "abababab");
        let shown = comparison.aim("a", "b", Time::Wall, 0.75).aim("b", "a", Time::Cpu, 3.0).aim(
            "a",
            "c",
            Time::Cpu,
            0.5,
        );
        let shown = shown.to_string();
        let lines: Vec<&str> = shown.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "| a | 5.000 (3.000–7.000) | 5.000 (3.000–7.000) | 1.5 |  |",
                "| b | 6.000 (4.000–8.000) | 10.000 (10.000–10.000) | 1.5 | 0.83, 0.50 |",
                "",
                "Aim: `a` takes at most 0.75 of the wall time of `b`. It takes 0.750: met.",
                "",
                "Aim: `b` takes at most 3 of the CPU time of `a`. It takes 3.333: **missed**.",
            ]
        );
    }

    #[cfg(unix)] // it takes a shell
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

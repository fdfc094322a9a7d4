//! Programs that are run, and the folders they run in: none of them is left behind, not even when this command is
//! interrupted. And what the system says of a running one.

use std::fs;
use std::io;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use stage::{Failure, Window};

/// What is there at the moment.
struct Kept {
    /// Process groups, each by the number of its first process, which has not been waited for: so the number is no other's.
    groups: Vec<u32>,
    folders: Vec<PathBuf>,
}

static KEPT: Mutex<Kept> = Mutex::new(Kept { groups: Vec::new(), folders: Vec::new() });

fn kept() -> MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all programs and removes all folders; nothing can be started after that. It is what Ctrl-C does.
pub(crate) fn end_all() {
    let kept = kept();
    kept.groups.iter().copied().for_each(kill);
    for folder in &kept.folders {
        // A program may still be writing its last file.
        for _ in 0..20 {
            if fs::remove_dir_all(folder).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
    mem::forget(kept); // whoever wants to start something now waits, until the process has ended
}

/// A running program, with all that it has started: dropping it ends them.
pub(crate) struct Running(Window);

impl Running {
    /// Starts a program in a window, and a process group of its own.
    pub(crate) fn open(name: &str, mut command: Command, limit: Duration) -> Result<Self, Failure> {
        group(&mut command);
        let mut kept = kept();
        let window = Window::open(name, command, limit)?;
        kept.groups.push(window.id());
        Ok(Self(window))
    }

    /// Whether the program has ended, and how. Then what it has started ends, too.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        let status = self.0.ended()?;
        self.end_group();
        Some(status)
    }

    /// Waits for the end, as long as the limit allows.
    pub(crate) fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + limit;
        loop {
            match self.ended() {
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
                ended => return ended,
            }
        }
    }

    fn end_group(&self) {
        let mut kept = kept();
        if let Some(at) = kept.groups.iter().position(|group| *group == self.0.id()) {
            kill(kept.groups.swap_remove(at));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end_group();
    }
}

impl Deref for Running {
    type Target = Window;

    fn deref(&self) -> &Window {
        &self.0
    }
}

impl DerefMut for Running {
    fn deref_mut(&mut self) -> &mut Window {
        &mut self.0
    }
}

#[cfg(unix)]
fn group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(unix)]
fn kill(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL); // all of it has ended
    }
}

#[cfg(not(unix))]
fn group(_: &mut Command) {}

#[cfg(not(unix))]
fn kill(_: u32) {}

/// A folder that is removed when it is dropped.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> io::Result<Self> {
        let mut kept = kept();
        let folder = tempfile::Builder::new().prefix("tlsbook-").tempdir()?.keep();
        kept.folders.push(folder.clone());
        Ok(Self(folder))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut kept = kept();
        let _ = fs::remove_dir_all(&self.0); // a full or broken disk: nothing that could be done
        kept.folders.retain(|folder| *folder != self.0);
    }
}

/// The most memory that a process has held so far (its resident set), in KiB; on systems without `/proc`, nothing.
pub(crate) fn peak(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

//! What must not be left behind: running programs with their child processes, and the folders they run in.

use std::fs;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tempfile::{Builder, TempDir};

use crate::guard::Guard;

/// What exists at the moment.
struct Kept {
    /// Process groups, each identified by its first process. That process has not been waited for, so its
    /// number cannot have been reused.
    groups: Vec<u32>,
    folders: Vec<PathBuf>,
    guard: Guard,
}

static KEPT: Mutex<Kept> = Mutex::new(Kept { groups: Vec::new(), folders: Vec::new(), guard: Guard::new() });

fn kept() -> MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all programs and removes all folders. Nothing can be started afterwards. A program that handles Ctrl-C
/// calls this before it exits.
pub fn end_all() {
    let kept = kept();
    for group in &kept.groups {
        let _ = signal(*group, Signal::KILL); // the whole group may have ended already
    }
    for folder in &kept.folders {
        // A program may still be writing its last file.
        for _ in 0..20 {
            if fs::remove_dir_all(folder).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
    mem::forget(kept); // keeps the lock, so that nothing more can be started
}

/// A process group: a program and its child processes. Dropping it ends them.
pub(crate) struct Group(u32);

impl Group {
    /// Starts a program in a group of its own. Drop the group as soon as the program has ended, because the
    /// number may then be reused.
    pub(crate) fn spawn(command: &mut Command) -> io::Result<(Child, Self)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut kept = kept();
        let child = command.spawn()?;
        kept.groups.push(child.id());
        kept.guard.watch(child.id());
        let group = Self(child.id());
        Ok((child, group))
    }

    /// Sends the signal that a terminal sends for Ctrl-C.
    pub(crate) fn interrupt(&self) -> io::Result<()> {
        signal(self.0, Signal::INT)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let mut kept = kept();
        let _ = signal(self.0, Signal::KILL); // the whole group may have ended already
        kept.groups.retain(|group| *group != self.0);
        kept.guard.forget(self.0);
    }
}

#[cfg(unix)]
use rustix::process::Signal;

#[cfg(unix)]
fn signal(group: u32, signal: Signal) -> io::Result<()> {
    let group = i32::try_from(group).ok().and_then(rustix::process::Pid::from_raw);
    let group = group.ok_or(io::ErrorKind::InvalidInput)?;
    Ok(rustix::process::kill_process_group(group, signal)?)
}

#[cfg(not(unix))]
enum Signal {
    INT,
    KILL,
}

#[cfg(not(unix))]
fn signal(_: u32, _: Signal) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A folder that is removed when dropped, or by [`end_all`].
pub struct Scratch(PathBuf);

impl Scratch {
    /// Creates a folder in the system's directory for temporary files.
    ///
    /// # Errors
    /// The folder cannot be created.
    pub fn new() -> io::Result<Self> {
        Self::made(|kind| kind.prefix("tlsbook-").tempdir())
    }

    /// Creates a folder in `parent`, from which it can be renamed to its final place. Its name begins with a dot.
    ///
    /// # Errors
    /// The folder cannot be created.
    pub fn inside(parent: &Path) -> io::Result<Self> {
        Self::made(|kind| kind.prefix(".tlsbook-").tempdir_in(parent))
    }

    fn made(make: impl FnOnce(&mut Builder<'static, 'static>) -> io::Result<TempDir>) -> io::Result<Self> {
        let mut kept = kept();
        let folder = make(&mut Builder::new())?.keep();
        kept.folders.push(folder.clone());
        Ok(Self(folder))
    }

    /// The path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut kept = kept();
        let _ = fs::remove_dir_all(&self.0); // nothing can be done about a full or broken disk
        kept.folders.retain(|folder| *folder != self.0);
    }
}

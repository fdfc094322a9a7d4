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

#[cfg(unix)]
use crate::guard::Guard;
use crate::tree::Tree;

/// What exists at the moment.
struct Kept {
    /// The first process of each has not been waited for.
    trees: Vec<Tree>,
    folders: Vec<PathBuf>,
    /// Windows itself ends the jobs of a process that has ended.
    #[cfg(unix)]
    guard: Guard,
}

static KEPT: Mutex<Kept> = Mutex::new(Kept {
    trees: Vec::new(),
    folders: Vec::new(),
    #[cfg(unix)]
    guard: Guard::new(),
});

fn kept() -> MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all programs and removes all folders. Nothing can be started afterwards. A program that handles Ctrl-C
/// calls this before it exits.
pub fn end_all() {
    let kept = kept();
    for tree in &kept.trees {
        let _ = tree.end(); // all of it may have ended already
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

/// A program and its child processes. Dropping it ends them.
pub(crate) struct Group(Tree);

impl Group {
    /// Starts a program. Drop the group as soon as the program has ended, because its number may then be reused.
    pub(crate) fn spawn(command: &mut Command) -> io::Result<(Child, Self)> {
        let mut kept = kept();
        #[cfg(unix)]
        kept.guard.ready();
        let (child, tree) = Tree::spawn(command)?;
        kept.trees.push(tree.clone());
        #[cfg(unix)]
        kept.guard.watch(tree.id());
        Ok((child, Self(tree)))
    }

    /// Does what Ctrl-C in a terminal does.
    pub(crate) fn interrupt(&self) -> io::Result<()> {
        self.0.interrupt()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let mut kept = kept();
        let _ = self.0.end(); // all of it may have ended already
        kept.trees.retain(|tree| tree.id() != self.0.id());
        #[cfg(unix)]
        kept.guard.forget(self.0.id());
    }
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

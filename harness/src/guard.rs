//! A shell that outlives this process and ends whatever it leaves running.
//!
//! A process that is killed cleans nothing up. Its programs are in process groups of their own and do not get
//! the signal, so a server would wait for clients for ever. The guard therefore reads from a pipe which groups
//! exist. The pipe closes when this process ends, for whatever reason; the guard then kills the remaining
//! groups and ends too. Only a group that is started at the very moment of the kill, and has not been recorded
//! yet, escapes it. Windows needs no guard.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, Stdio};

use crate::command::stranger_command;

/// Reads lines like `+ 17` and `- 17`.
const SCRIPT: &str = r#"
groups=' '
while read -r sign group; do
    case $sign in
    +) groups="$groups$group " ;;
    -) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
    esac
done
for group in $groups; do
    kill -s KILL -- "-$group"
done
"#;

/// The pipe to the guard; `None` before it is started, and if it cannot be.
pub(crate) struct Guard(Option<ChildStdin>);

impl Guard {
    pub(crate) const fn new() -> Self {
        Self(None)
    }

    /// Starts the guard, unless it runs. Call this before the first group is started: there is then no time in which
    /// a group runs and no guard.
    pub(crate) fn ready(&mut self) {
        if self.0.is_none() {
            self.0 = start().ok();
        }
    }

    /// Records that a group has been started.
    pub(crate) fn watch(&mut self, group: u32) {
        self.tell(&format!("+ {group}\n"));
    }

    /// Records that a group has ended.
    pub(crate) fn forget(&mut self, group: u32) {
        self.tell(&format!("- {group}\n"));
    }

    fn tell(&mut self, line: &str) {
        if let Some(pipe) = &mut self.0 {
            let _ = io::Write::write_all(pipe, line.as_bytes()); // fails only if the guard was killed
        }
    }
}

/// Starts the guard, in a process group of its own so that it gets none of the signals that end this process.
fn start() -> io::Result<ChildStdin> {
    let mut command = stranger_command("sh");
    command
        .process_group(0)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn()?.stdin.ok_or_else(|| io::ErrorKind::BrokenPipe.into())
}

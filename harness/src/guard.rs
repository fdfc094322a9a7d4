//! A shell that outlives this process, to end what it has left running.
//!
//! A process that is killed drops nothing, and its programs, in process groups of their own, do not get the signal: a server
//! would wait for clients for ever. The guard reads from a pipe which groups there are. The pipe closes when this process ends,
//! however it ends; then the guard kills the groups that are left, and ends too.

use std::io;
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

/// The pipe to the guard, which is started for the first group. Where it cannot be started, there is none.
pub(crate) struct Guard(Option<ChildStdin>);

impl Guard {
    pub(crate) const fn new() -> Self {
        Self(None)
    }

    /// A group has been started.
    pub(crate) fn watch(&mut self, group: u32) {
        if cfg!(unix) && self.0.is_none() {
            self.0 = start().ok();
        }
        self.tell(&format!("+ {group}\n"));
    }

    /// A group has ended.
    pub(crate) fn forget(&mut self, group: u32) {
        self.tell(&format!("- {group}\n"));
    }

    fn tell(&mut self, line: &str) {
        if let Some(pipe) = &mut self.0 {
            let _ = io::Write::write_all(pipe, line.as_bytes()); // somebody has killed the guard
        }
    }
}

/// In a group of its own, it gets none of the signals that end this process.
fn start() -> io::Result<ChildStdin> {
    let mut command = stranger_command("sh");
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn()?.stdin.ok_or_else(|| io::ErrorKind::BrokenPipe.into())
}

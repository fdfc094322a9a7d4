//! A program and its child processes, as the system keeps them together: a process group, and on Windows a job.

#[cfg(unix)]
pub(crate) use unix::Tree;
#[cfg(windows)]
pub(crate) use windows::Tree;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    use rustix::process::{Pid, Signal, kill_process_group};

    /// A process group, identified by its first process. Until that process is waited for, its number is not reused.
    #[derive(Clone, Debug)]
    pub(crate) struct Tree(u32);

    impl Tree {
        /// Starts a program in a group of its own.
        pub(crate) fn spawn(command: &mut Command) -> io::Result<(Child, Self)> {
            let child = command.process_group(0).spawn()?;
            let tree = Self(child.id());
            Ok((child, tree))
        }

        /// The number of the first process.
        pub(crate) fn id(&self) -> u32 {
            self.0
        }

        /// Sends the signal that a terminal sends for Ctrl-C.
        pub(crate) fn interrupt(&self) -> io::Result<()> {
            self.signal(Signal::INT)
        }

        /// Ends all processes.
        pub(crate) fn end(&self) -> io::Result<()> {
            self.signal(Signal::KILL)
        }

        fn signal(&self, signal: Signal) -> io::Result<()> {
            let group =
                i32::try_from(self.0).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::InvalidInput)?;
            Ok(kill_process_group(group, signal)?)
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::io;
    use std::os::windows::process::CommandExt;
    use std::process::{Child, Command};
    use std::sync::Arc;

    use ffi::console;
    use ffi::job::{self, Job};

    /// A job, and the number of its first process.
    #[derive(Clone, Debug)]
    pub(crate) struct Tree {
        job: Arc<Job>,
        id: u32,
    }

    impl Tree {
        /// Starts a program in a job of its own. What it starts itself before it is in the job is not in it.
        pub(crate) fn spawn(command: &mut Command) -> io::Result<(Child, Self)> {
            let job = Job::new()?;
            let mut child = command.creation_flags(job::GROUP).spawn()?;
            if let Err(error) = job.take(&child) {
                // A program that has ended already needs no job.
                if child.try_wait()?.is_none() {
                    child.kill()?;
                    return Err(error);
                }
            }
            let tree = Self { job: Arc::new(job), id: child.id() };
            Ok((child, tree))
        }

        /// The number of the first process.
        pub(crate) fn id(&self) -> u32 {
            self.id
        }

        /// Sends Ctrl-Break, since Ctrl-C reaches all programs of a console.
        pub(crate) fn interrupt(&self) -> io::Result<()> {
            console::interrupt(self.id)
        }

        /// Ends all processes.
        pub(crate) fn end(&self) -> io::Result<()> {
            self.job.end()
        }
    }
}

/// Whether programs can be interrupted here: on Windows, that takes a console.
#[must_use]
pub fn can_interrupt() -> bool {
    #[cfg(windows)]
    return ffi::console::exists();
    #[cfg(not(windows))]
    true
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::Tree;
    use crate::command::stranger_command;

    #[test]
    fn the_child_of_a_child_ends_too() {
        let (shell, says) = if cfg!(windows) {
            ("cmd", ["/c", "ping -n 1000 127.0.0.1 & echo done"])
        } else {
            ("sh", ["-c", "sh -c 'echo started; sleep 1000'; echo done"])
        };
        let (mut reader, writer) = os_pipe::pipe().unwrap();
        let mut command = stranger_command(shell);
        command.args(says).stdout(writer);
        let (mut child, tree) = Tree::spawn(&mut command).unwrap();
        drop(command); // closes our writing end of the pipe
        reader.read_exact(&mut [0]).unwrap(); // by now, the inner one runs

        tree.end().unwrap();
        child.wait().unwrap();
        // The pipe ends with the last process that could write to it.
        let (ended, end) = mpsc::channel();
        thread::spawn(move || ended.send(reader.read_to_end(&mut Vec::new()).is_ok()));
        assert!(end.recv_timeout(Duration::from_secs(20)).unwrap());
    }
}

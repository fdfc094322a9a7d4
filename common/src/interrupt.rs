//! Ctrl-C (SIGINT, and SIGTERM): what happens before the process ends.
//!
//! A process has one handler. Code that must finish something, such as a file that must appear whole, registers
//! it with [`before_exit`]. A program that shuts down by itself instead of ending at once takes over the signal
//! with [`on_interrupt`].

use std::io::{self, IsTerminal, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::error::Error;

/// How long a terminal may take for a line end before the process ends without it.
const LINE_END: Duration = Duration::from_millis(200);

type Action = Box<dyn FnMut() + Send>;

/// What to do on a signal, and before a signal ends the process.
struct Actions {
    installed: bool,
    own: Option<Action>,
    last: Vec<fn()>,
}

static ACTIONS: Mutex<Actions> = Mutex::new(Actions { installed: false, own: None, last: Vec::new() });

/// Whether a signal is about to end the process.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Takes over the signals. Each signal runs `action` in a separate thread instead of ending the process.
///
/// # Errors
/// [`Error::Interrupt`] if the system does not allow it.
pub fn on_interrupt(action: impl FnMut() + Send + 'static) -> Result<(), Error> {
    install(|actions| actions.own = Some(Box::new(action)))
}

/// Registers `finish` to run before a signal ends the process. The last one registered runs first, as with
/// `atexit`.
///
/// # Errors
/// [`Error::Interrupt`] if the system does not allow it.
pub fn before_exit(finish: fn()) -> Result<(), Error> {
    install(|actions| actions.last.push(finish))
}

/// Ends the process as a signal does, after running what [`before_exit`] registered. The exit status is 130,
/// which is 128 + SIGINT, as in shells.
pub fn exit() -> ! {
    let last = {
        let mut actions = ACTIONS.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut actions.last)
    };
    for finish in last.into_iter().rev() {
        finish();
    }
    ENDING.store(true, Ordering::SeqCst);
    process::exit(130);
}

/// Does not return if a signal is about to end the process. On Windows, the sockets are closed just before (`WSACleanup`),
/// and what the other threads were waiting for there fails: nobody wants to hear of it.
pub(crate) fn let_it_end() {
    while ENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// Lets a write beyond the limit for files (`ulimit -f`) fail, with "File too large". Without this, it ends the process
/// by SIGXFSZ, and nothing is tidied up.
///
/// It holds for the thread that calls it, and for those that it starts later.
pub fn let_long_files_fail() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        // If the system does not allow it, the process ends as before.
        let _ = SigSet::from(Signal::SIGXFSZ).thread_block();
    }
}

fn install(add: impl FnOnce(&mut Actions)) -> Result<(), Error> {
    let mut actions = ACTIONS.lock().unwrap_or_else(PoisonError::into_inner);
    if !actions.installed {
        ctrlc::set_handler(handle).map_err(|error| Error::Interrupt(error.to_string()))?;
        actions.installed = true;
    }
    add(&mut actions);
    Ok(())
}

fn handle() {
    end_line();
    let own = ACTIONS.lock().unwrap_or_else(PoisonError::into_inner).own.take();
    let Some(mut own) = own else { exit() };
    own();
    ACTIONS.lock().unwrap_or_else(PoisonError::into_inner).own = Some(own);
}

/// Ends the line in which the terminal shows `^C`. If a signal ends a process, the shell does this; but a process that takes
/// over the signal exits by itself, and the shell's prompt would follow the `^C`.
fn end_line() {
    if !io::stderr().is_terminal() {
        return;
    }
    let (done, written) = mpsc::channel();
    // In a thread, because a terminal that nobody reads takes nothing more.
    thread::spawn(move || {
        let _ = io::stderr().write_all(b"\n");
        let _ = done.send(());
    });
    let _ = written.recv_timeout(LINE_END);
}

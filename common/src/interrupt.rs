//! Ctrl-C (SIGINT, and SIGTERM): what must be done before the process ends.
//!
//! A process has one handler. Whoever must finish something, a file that is to appear whole, says so with [`before_exit`];
//! a program that ends in its own good time, and not at once, takes the signal with [`on_interrupt`].

use std::process;
use std::sync::{Mutex, PoisonError};

use crate::error::Error;

type Action = Box<dyn FnMut() + Send>;

/// What happens at a signal, and before the process ends by one.
struct Actions {
    installed: bool,
    own: Option<Action>,
    last: Vec<fn()>,
}

static ACTIONS: Mutex<Actions> = Mutex::new(Actions { installed: false, own: None, last: Vec::new() });

/// Takes the signals: `action` runs at each, in a thread of its own, instead of ending the process.
///
/// # Errors
/// [`Error::Interrupt`] if the system does not allow it.
pub fn on_interrupt(action: impl FnMut() + Send + 'static) -> Result<(), Error> {
    install(|actions| actions.own = Some(Box::new(action)))
}

/// Has `finish` run before the process ends by a signal; of several, the last one first, as `atexit` has it.
///
/// # Errors
/// [`Error::Interrupt`] if the system does not allow it.
pub fn before_exit(finish: fn()) -> Result<(), Error> {
    install(|actions| actions.last.push(finish))
}

/// Ends the process as a signal does, after what must be finished: status 130, which is 128 + SIGINT, as shells have it.
pub fn exit() -> ! {
    let last = {
        let mut actions = ACTIONS.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut actions.last)
    };
    for finish in last.into_iter().rev() {
        finish();
    }
    process::exit(130);
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
    let own = ACTIONS.lock().unwrap_or_else(PoisonError::into_inner).own.take();
    let Some(mut own) = own else { exit() };
    own();
    ACTIONS.lock().unwrap_or_else(PoisonError::into_inner).own = Some(own);
}

//! The console of Windows: Ctrl-C and colours.

use std::io;
use std::os::windows::io::AsRawHandle;

use windows_sys::Win32::System::Console::{
    CTRL_BREAK_EVENT, ENABLE_VIRTUAL_TERMINAL_PROCESSING, GenerateConsoleCtrlEvent, GetConsoleCP,
    GetConsoleMode, SetConsoleMode,
};

use crate::job::succeeded;

/// Whether this process has a console (`GetConsoleCP`). Without one, it can interrupt nothing.
pub fn exists() -> bool {
    // SAFETY: it takes nothing, and returns 0 without a console.
    unsafe { GetConsoleCP() != 0 }
}

/// Sends Ctrl-Break to the programs of a group, which the number of its first process identifies
/// (`GenerateConsoleCtrlEvent`). A program handles it as it handles Ctrl-C, which Windows sends to a whole console only.
///
/// # Errors
/// The system's reason: the group has another console than this process, or this process has none.
pub fn interrupt(group: u32) -> io::Result<()> {
    // SAFETY: both arguments are numbers.
    succeeded(unsafe { GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, group) })
}

/// Lets the console that `stream` is take the control sequences for colours (`SetConsoleMode`). By itself, it may show
/// them.
///
/// # Errors
/// The system's reason: the stream is no console, or one of before Windows 10.
pub fn show_colours(stream: &impl AsRawHandle) -> io::Result<()> {
    let mut mode = 0;
    // SAFETY: the stream keeps its handle open, and `mode` is there to be written to.
    succeeded(unsafe { GetConsoleMode(stream.as_raw_handle(), &raw mut mode) })?;
    let mode = mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING;
    // SAFETY: the stream keeps its handle open.
    succeeded(unsafe { SetConsoleMode(stream.as_raw_handle(), mode) })
}

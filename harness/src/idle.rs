//! Measures how much processor time idle programs use.

use std::thread;
use std::time::Duration;

use crate::window::Window;

/// How long to watch.
const WHILE: Duration = Duration::from_secs(5);

/// The most processor time a sleeping program may use in [`WHILE`].
const ASLEEP: Duration = Duration::from_millis(50);

/// Returns the programs that do not sleep, with the processor time each has used in five seconds; `None` if the
/// system does not report it.
#[must_use]
pub fn spinning(windows: &[Window]) -> Option<Vec<String>> {
    thread::sleep(Duration::from_millis(300)); // let them finish what they were doing
    let before = windows.iter().map(Window::processor_time).collect::<Option<Vec<_>>>()?;
    thread::sleep(WHILE);
    let after = windows.iter().map(Window::processor_time).collect::<Option<Vec<_>>>()?;
    let used = after.iter().zip(before).map(|(after, before)| after.saturating_sub(before));
    let spinning = windows.iter().zip(used).filter(|(_, used)| *used >= ASLEEP);
    Some(spinning.map(|(window, used)| format!("{} took {used:?}", window.name())).collect())
}

//! What programs use of the processor while nothing happens.

use std::thread;
use std::time::Duration;

use crate::window::Window;

/// How long to watch.
const WHILE: Duration = Duration::from_secs(5);

/// What a sleeping program may use of that.
const ASLEEP: Duration = Duration::from_millis(50);

/// The programs that do not sleep, and what they have used in five seconds; `None` where the system does not tell.
#[must_use]
pub fn spinning(windows: &[Window]) -> Option<Vec<String>> {
    thread::sleep(Duration::from_millis(300)); // the last of what they had to do
    let before = windows.iter().map(Window::processor_time).collect::<Option<Vec<_>>>()?;
    thread::sleep(WHILE);
    let after = windows.iter().map(Window::processor_time).collect::<Option<Vec<_>>>()?;
    let used = after.iter().zip(before).map(|(after, before)| after.saturating_sub(before));
    let spinning = windows.iter().zip(used).filter(|(_, used)| *used >= ASLEEP);
    Some(spinning.map(|(window, used)| format!("{} took {used:?}", window.name())).collect())
}

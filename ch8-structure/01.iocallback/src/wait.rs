//! Sleeping until a transport is ready.

use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// How long to sleep before looking again at what the system cannot watch. 50 looks a second cost next to nothing,
/// and the delay is too short to notice.
pub(crate) const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Sleeps until `fd` is ready, or until `end`; returns what it is ready for.
///
/// A descriptor whose peer has gone is ready: the next call finds out.
pub(crate) fn wait(fd: PollFd<'_>, end: Option<Instant>) -> io::Result<PollFlags> {
    let mut fds = [fd];
    loop {
        // A limit of some hundred years, which `Timespec` cannot hold, is as good as none.
        let left = end.and_then(|end| Timespec::try_from(end.saturating_duration_since(Instant::now())).ok());
        // poll
        match poll(&mut fds, left.as_ref()) {
            Err(Errno::INTR) => {} // a signal that was caught
            Err(error) => return Err(error.into()),
            Ok(_) => {
                let [fd] = fds;
                return Ok(fd.revents());
            }
        }
    }
}

/// Sleeps until `fd` is ready, or until `end`. What the system cannot watch (`None`) may be ready at any time: look at
/// it again.
pub(crate) fn wait_for(fd: Option<PollFd<'_>>, end: Option<Instant>) -> io::Result<()> {
    if let Some(fd) = fd {
        return wait(fd, end).map(drop);
    }
    let left = end.map_or(LOOK_AGAIN, |end| end.saturating_duration_since(Instant::now()));
    std::thread::sleep(LOOK_AGAIN.min(left));
    Ok(())
}

//! What the system says of a running process. On systems without `/proc`, nothing.

use std::fs;

/// The most memory that a process has held so far (its resident set), in KiB.
pub(crate) fn peak(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

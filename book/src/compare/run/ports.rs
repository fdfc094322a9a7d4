//! Ports for programs whose port is fixed, and free ports for the others.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use texts::{Sentence, say};

/// How long a fixed port may stay busy after a session that its server closed first.
const BUSY_PORT: Duration = Duration::from_secs(65);

/// Waits until a server can be started on its fixed port. Returns how long that took, or why it is impossible.
pub(super) fn wait_until_free(port: u16) -> Result<Duration, Sentence> {
    // If another program listens there, waiting does not help.
    if TcpStream::connect(("127.0.0.1", port)).is_ok() {
        return Err(say!("port {0}, the only one it knows, is taken by another program", port));
    }
    let start = Instant::now();
    while !is_free(port) {
        if start.elapsed() > BUSY_PORT {
            return Err(say!("port {0}, the only one it knows, is busy", port));
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(start.elapsed())
}

/// Whether a server without SO_REUSEADDR could listen on a port, which needs all former connections to be gone.
fn is_free(port: u16) -> bool {
    let wanted = format!(":{port:04X}");
    let Ok(table) = fs::read_to_string("/proc/net/tcp") else {
        return TcpListener::bind(("0.0.0.0", port)).is_ok();
    };
    !table
        .lines()
        .skip(1)
        .any(|line| line.split_whitespace().nth(1).is_some_and(|local| local.ends_with(&wanted)))
}

/// A port on which nothing listens.
pub(super) fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

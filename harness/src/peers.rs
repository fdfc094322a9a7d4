//! Peers implemented in the test itself, which accept a connection and then break the rules.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use crate::tools::LIMIT;

/// Listens on a free port of 127.0.0.1 and runs `act` on the first connection. Returns the port.
pub fn peer(act: impl FnOnce(TcpStream) + Send + 'static) -> io::Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || listener.accept().map(|(tcp, _)| act(tcp)));
    Ok(port)
}

/// Sends nothing, and reads until the other side closes the connection.
pub fn drain(mut tcp: TcpStream) {
    let _ = tcp.set_read_timeout(Some(LIMIT));
    while matches!(tcp.read(&mut [0; 4096]), Ok(1..)) {}
}

/// Sends a record one byte at a time, for three seconds.
pub fn trickle(mut tcp: TcpStream) {
    for byte in [22, 3, 3, 0, 200].into_iter().chain([0; 60]) {
        if tcp.write_all(&[byte]).is_err() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Sends something that is not a TLS record.
pub fn garbage(mut tcp: TcpStream) {
    if tcp.write_all(&[0x5a; 4000]).is_ok() {
        drain(tcp);
    }
}

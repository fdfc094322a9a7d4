//! The connections of `server-tls-threads`, and stopping the server while they are open (section 6.1.1).

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use common::Error;
use common::error::words;
use common::interrupt::{self, on_interrupt};
use common::net;

/// The clients that are connected at the moment.
#[derive(Debug, Default)]
pub struct Clients {
    stopping: AtomicBool,
    /// A second handle on the socket of each.
    sockets: Mutex<HashMap<u64, TcpStream>>,
}

impl Clients {
    /// Adds a new client, unless there are `limit` already or the server is stopping; otherwise returns the reason.
    pub fn enter(&self, number: u64, socket: &TcpStream, limit: usize) -> Result<(), String> {
        let socket = socket.try_clone().map_err(|e| words(&e))?;
        let mut sockets = self.sockets();
        if self.stopping() {
            return Err("the server is stopping".to_owned());
        }
        if sockets.len() >= limit {
            return Err(format!("{limit} clients are connected already"));
        }
        net::room_for_a_client()?;
        sockets.insert(number, socket);
        Ok(())
    }

    /// Removes a client whose connection has ended.
    pub fn leave(&self, number: u64) {
        self.sockets().remove(&number);
    }

    /// Shuts down one direction, or both, of every connection. A thread that waits for a message then reads the
    /// end of the data, and closes its connection.
    fn shut_down(&self, side: Shutdown) {
        self.stopping.store(true, Ordering::SeqCst);
        for socket in self.sockets().values() {
            let _ = socket.shutdown(side); // fails only if the client has gone
        }
    }

    /// Whether the server is stopping.
    pub fn stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn sockets(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes Ctrl-C (and SIGTERM) stop the server: the first one closes all connections properly, the second
/// one ends the process at once.
pub fn stop_on_interrupt(clients: &Arc<Clients>, own: SocketAddr, grace: Duration) -> Result<(), Error> {
    let clients = Arc::clone(clients);
    on_interrupt(move || {
        if clients.stopping() {
            interrupt::exit();
        }
        stop(&clients, own, grace);
    })
}

/// Stops the server at the address `own`. The threads have `grace` to close their connections: a client that
/// does not read could hold its thread in SSL_write for longer.
pub fn stop(clients: &Arc<Clients>, own: SocketAddr, grace: Duration) {
    clients.shut_down(Shutdown::Read);
    let clients = Arc::clone(clients);
    thread::spawn(move || {
        // Wakes `accept`: on every system, a connection does. It fails until there is a free file descriptor.
        while TcpStream::connect(own).is_err() {
            thread::sleep(Duration::from_millis(50));
        }
        thread::sleep(grace);
        clients.shut_down(Shutdown::Both);
    });
}

/// Where the server can reach itself.
pub fn own_address(sockfd: &TcpListener) -> Result<SocketAddr, Error> {
    let own = sockfd.local_addr().map_err(Error::Accept)?;
    let ip = match own.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    Ok(SocketAddr::new(ip, own.port()))
}

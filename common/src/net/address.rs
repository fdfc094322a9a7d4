//! The addresses of a host.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use super::host::Host;
use crate::error::Error;

/// The addresses of `localhost`. Servers listen on the last one by default, so its failure is the one to
/// report.
const LOOPBACK: [IpAddr; 2] = [IpAddr::V6(Ipv6Addr::LOCALHOST), IpAddr::V4(Ipv4Addr::LOCALHOST)];

/// Resolves `host` to at least one address (`gethostbyname`).
///
/// # Errors
/// [`Error::Resolve`] if the name has no address.
pub fn resolve(host: &Host, port: u16) -> Result<Vec<SocketAddr>, Error> {
    let addresses: Vec<SocketAddr> = match host {
        Host::Address(address) => vec![SocketAddr::new(*address, port)],
        Host::Name(name) => {
            match (name.typed(), port).to_socket_addrs() {
                Ok(addresses) => addresses.collect(),
                // This machine, even if the system's tables lack the name (RFC 6761 section 6.3).
                Err(_) if name.eq_ignore_ascii_case("localhost") => {
                    LOOPBACK.map(|ip| SocketAddr::new(ip, port)).into()
                }
                Err(source) => return Err(Error::Resolve { host: host.to_string(), source }),
            }
        }
    };
    if addresses.is_empty() { Err(no_address(host)) } else { Ok(addresses) }
}

pub(super) fn no_address(host: &Host) -> Error {
    let source = io::Error::new(ErrorKind::NotFound, "the name has no address");
    Error::Resolve { host: host.to_string(), source }
}

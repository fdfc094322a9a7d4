//! Section 6.2: what its two programs share.

pub mod alpn;
pub mod negotiated;

use common::net::Host;

/// Reads a server name on a command line: a host name, since addresses are not sent as such (RFC 6066 section 3).
pub fn server_name(text: &str) -> Result<String, String> {
    match text.parse()? {
        Host::Name(name) => Ok((*name).to_owned()),
        Host::Address(_) => Err("a server name is no address".to_owned()),
    }
}

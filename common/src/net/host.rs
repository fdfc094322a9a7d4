//! A server as named on a command line.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// A server as named on a command line: an IPv4 or IPv6 address, or a host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// An address. TLS sends no server name, and the certificate must contain the address itself.
    Address(IpAddr),
    /// A name. TLS sends it as the server name, and the certificate must contain it.
    Name(String),
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        // As in a URL: [::1]
        let bracketed = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(address) = bracketed.and_then(|inner| inner.parse::<Ipv6Addr>().ok()) {
            return Ok(Self::Address(IpAddr::V6(address)));
        }
        let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if text.is_empty() || text.len() > 253 || !text.chars().all(valid) {
            return Err("a host name or an IP address is expected".to_owned());
        }
        Ok(Self::Name(text.to_owned()))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_an_address_or_a_name() {
        assert_eq!("127.0.0.1".parse(), Ok(Host::Address(IpAddr::from([127, 0, 0, 1]))));
        assert_eq!("::1".parse(), Ok(Host::Address(IpAddr::V6(Ipv6Addr::LOCALHOST))));
        assert_eq!("[::1]".parse(), Ok(Host::Address(IpAddr::V6(Ipv6Addr::LOCALHOST))));
        assert_eq!("localhost".parse(), Ok(Host::Name("localhost".to_owned())));
        for wrong in
            ["", "a b", "http://localhost", "localhost:11111", "[::1", "あ", "a\0b", &"a".repeat(254)]
        {
            assert!(wrong.parse::<Host>().is_err(), "{wrong:?}");
        }
    }
}

//! A server as named on a command line.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::ops::Deref;
use std::str::FromStr;

/// A server as named on a command line: an IPv4 or IPv6 address, or a host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// An address. TLS sends no server name, and the certificate must contain the address itself.
    Address(IpAddr),
    /// A name. TLS sends it as the server name, and the certificate must contain it.
    Name(HostName),
}

/// A host name, without a dot at its end: `&HostName` is the `&str` that TLS sends and looks for in the certificate.
///
/// The dot at the end of `www.example.com.` says to the name lookup that the name is complete. It is no part of the
/// name, and not sent as one (RFC 6066 section 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName {
    typed: String,
}

impl HostName {
    /// As typed, for the name lookup.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }
}

impl Deref for HostName {
    type Target = str;

    fn deref(&self) -> &str {
        self.typed.strip_suffix('.').unwrap_or(&self.typed)
    }
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
        let name = HostName { typed: text.to_owned() };
        let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        // No label is empty (RFC 1034 section 3.1). For OpenSSL, `.example.com` would mean every host in that domain.
        let label = |label: &str| !label.is_empty() && label.chars().all(valid);
        if name.len() > 253 || !name.split('.').all(label) {
            return Err("a host name or an IP address is expected".to_owned());
        }
        Ok(Self::Name(name))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(name) => f.write_str(&name.typed),
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
        let name = |typed: &str| Ok(Host::Name(HostName { typed: typed.to_owned() }));
        assert_eq!("localhost".parse(), name("localhost"));
        for wrong in [
            "",
            "a b",
            "http://localhost",
            "localhost:11111",
            "[::1",
            "あ",
            "a\0b",
            ".",
            "..",
            "localhost..",
            ".a",
            "a..b",
            &"a".repeat(254),
        ] {
            assert!(wrong.parse::<Host>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_dot_at_the_end_is_for_the_name_lookup_alone() {
        for (typed, name) in
            [("www.example.com.", "www.example.com"), ("localhost.", "localhost"), ("a_b", "a_b")]
        {
            let Ok(Host::Name(host)) = typed.parse() else { panic!("{typed}") };
            assert_eq!((&*host, host.typed()), (name, typed));
            assert_eq!(Host::Name(host).to_string(), typed);
        }
        assert_eq!("127.0.0.1".parse::<Host>().unwrap().to_string(), "127.0.0.1");
    }
}

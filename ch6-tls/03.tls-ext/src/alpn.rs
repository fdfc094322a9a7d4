//! Lists of application protocols in the wire format (ALPN, RFC 7301).

use std::str::FromStr;

use openssl::ssl::select_next_proto;

/// A list of protocol names, the most wanted first: `h2,http/1.1` on a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protocols {
    /// Each name after its length in one byte: the form in which OpenSSL takes and gives them.
    pub wire: Vec<u8>,
}

impl Protocols {
    /// The first of these protocols that is among the `offered` ones, which are in the same form.
    pub fn choose<'a>(&self, offered: &'a [u8]) -> Option<&'a [u8]> {
        // Rust only: SSL_select_next_proto (here: select_next_proto)
        let chosen = select_next_proto(&self.wire, offered)?;
        // `chosen` is a part of the server's list; the callback must return a part of the client's.
        offered.windows(chosen.len()).find(|part| *part == chosen)
    }
}

impl FromStr for Protocols {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut wire = Vec::new();
        for name in text.split(',') {
            match u8::try_from(name.len()) {
                Ok(length @ 1..) => wire.push(length),
                _ => {
                    return Err(format!("the name of a protocol has 1 to 255 bytes, and not {}", name.len()));
                }
            }
            wire.extend_from_slice(name.as_bytes());
        }
        // RFC 7301 section 3.1 allows 65535, which would leave no room in the Client Hello for the other extensions.
        if wire.len() > 8192 {
            Err("the list is longer than 8192 bytes".to_owned())
        } else {
            Ok(Self { wire })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_ones_own_that_is_offered_is_chosen() {
        let own: Protocols = "h2,http/1.1".parse().unwrap();
        assert_eq!(own.choose(b"\x08http/1.1\x02h2"), Some(&b"h2"[..]));
        assert_eq!(own.choose(b"\x03xh2\x08http/1.1"), Some(&b"http/1.1"[..]));
        assert_eq!(own.choose(b"\x03ftp"), None);
    }

    #[test]
    fn each_name_stands_behind_its_length() {
        let wire = |text: &str| text.parse::<Protocols>().map(|protocols| protocols.wire);
        assert_eq!(wire("h2,http/1.1"), Ok(b"\x02h2\x08http/1.1".to_vec()));
        assert_eq!(wire(&"x".repeat(255)).map(|wire| wire.len()), Ok(256));
        for wrong in ["", "h2,", ",h2", &"x".repeat(256), &"x,".repeat(5000)[..9999]] {
            assert!(wire(wrong).is_err(), "{wrong:?}");
        }
    }
}

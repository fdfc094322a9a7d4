//! What a client and a server have agreed upon, as a relay between them sees it: the Server Hello is not encrypted.

use serde::Serialize;

/// A session on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Seen {
    pub(crate) agreed: Option<Agreed>,
    /// The lengths of the client's records, with their headers, and of the server's; without TLS, of all that they sent.
    pub(crate) client: Vec<usize>,
    pub(crate) server: Vec<usize>,
}

/// What a Server Hello says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Agreed {
    pub(crate) version: String,
    pub(crate) suite: String,
    /// Only in TLS 1.3; before it, the Server Key Exchange has it.
    pub(crate) group: Option<String>,
}

impl Seen {
    pub(crate) fn of(client: &[u8], server: &[u8]) -> Self {
        let lengths = |bytes: &[u8]| match bytes {
            [20..=23, 3, ..] => stage::records(bytes).iter().map(|record| record.length).collect(),
            _ => vec![bytes.len()],
        };
        Self { agreed: agreed(server), client: lengths(client), server: lengths(server) }
    }
}

/// Reads what the server has answered: the last Server Hello, since the first may be a Hello Retry Request.
fn agreed(mut bytes: &[u8]) -> Option<Agreed> {
    let mut last = None;
    while let [content_type, _, _, high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let content = rest.get(..length)?;
        match (content_type, content) {
            (22, [2, _, _, _, hello @ ..]) => last = server_hello(hello),
            (20, _) => {} // change_cipher_spec, which comes before a second Server Hello, too
            _ => break,
        }
        bytes = rest.get(length..)?;
    }
    last
}

/// RFC 8446 section 4.1.3.
fn server_hello(hello: &[u8]) -> Option<Agreed> {
    let number = |at: usize| Some(u16::from_be_bytes([*hello.get(at)?, *hello.get(at + 1)?]));
    let session_id = 2 + 32;
    let suite = session_id + 1 + usize::from(*hello.get(session_id)?);
    let (mut version, mut group) = (number(0)?, None);
    let mut at = suite + 2 + 1 + 2; // the suite, the compression method, the length of the extensions
    while let (Some(kind), Some(length)) = (number(at), number(at + 2)) {
        match kind {
            43 => version = number(at + 4)?,
            51 => group = number(at + 4),
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    Some(Agreed {
        version: version_name(version),
        suite: suite_name(number(suite)?),
        group: group.map(group_name),
    })
}

fn version_name(version: u16) -> String {
    match version {
        0x0304 => "TLS 1.3".to_owned(),
        0x0303 => "TLS 1.2".to_owned(),
        0x0302 => "TLS 1.1".to_owned(),
        0x0301 => "TLS 1.0".to_owned(),
        _ => format!("{version:#06x}"),
    }
}

fn suite_name(suite: u16) -> String {
    match suite {
        0x1301 => "TLS_AES_128_GCM_SHA256".to_owned(),
        0x1302 => "TLS_AES_256_GCM_SHA384".to_owned(),
        0x1303 => "TLS_CHACHA20_POLY1305_SHA256".to_owned(),
        0xc02f => "ECDHE-RSA-AES128-GCM-SHA256".to_owned(),
        0xc030 => "ECDHE-RSA-AES256-GCM-SHA384".to_owned(),
        0xcca8 => "ECDHE-RSA-CHACHA20-POLY1305".to_owned(),
        _ => format!("{suite:#06x}"),
    }
}

fn group_name(group: u16) -> String {
    match group {
        0x0017 => "P-256".to_owned(),
        0x0018 => "P-384".to_owned(),
        0x0019 => "P-521".to_owned(),
        0x001d => "X25519".to_owned(),
        0x001e => "X448".to_owned(),
        0x11ec => "X25519MLKEM768".to_owned(),
        _ => format!("{group:#06x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Server Hello in its record: TLS 1.3, TLS_AES_128_GCM_SHA256, a key share of X25519.
    fn hello() -> Vec<u8> {
        let extensions = [0, 43, 0, 2, 3, 4, 0, 51, 0, 6, 0, 0x1d, 0, 2, 9, 9];
        let mut message = vec![2, 0, 0, 72 - 16, 3, 3];
        message.extend([7; 32]);
        message.extend([0, 0x13, 1, 0, 0, 16]);
        message.extend(extensions);
        let mut record = vec![22, 3, 3, 0, u8::try_from(message.len()).unwrap()];
        record.extend(message);
        record
    }

    #[test]
    fn a_server_hello_is_read() {
        let seen = Seen::of(
            &[22, 3, 1, 0, 1, 1],
            &[hello(), vec![20, 3, 3, 0, 1, 1, 23, 3, 3, 0, 2, 5, 5]].concat(),
        );
        let agreed = seen.agreed.unwrap();
        assert_eq!((agreed.version.as_str(), agreed.suite.as_str()), ("TLS 1.3", "TLS_AES_128_GCM_SHA256"));
        assert_eq!(agreed.group.as_deref(), Some("X25519"));
        assert_eq!((seen.client, seen.server), (vec![6], vec![hello().len(), 6, 7]));
    }

    #[test]
    fn what_is_no_tls_is_counted_as_a_whole() {
        let seen = Seen::of(b"Hello server\n", b"I hear ya");
        assert_eq!(seen, Seen { agreed: None, client: vec![13], server: vec![9] });
        assert_eq!(Seen::of(b"", b"").client, [0]);
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let hello = hello();
        for cut in 0..hello.len() {
            let _ = agreed(&hello[..cut]);
            let mut changed = hello.clone();
            changed[cut] ^= 0xff;
            let _ = agreed(&changed);
        }
    }
}

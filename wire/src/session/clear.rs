//! What can be in the clear while the state of a side is not known: there was no Server Hello, or the capture begins
//! after this side's first message. Then only the bytes themselves tell ciphertext from messages.

use names::codes::{content_type, handshake_type as ty};

use crate::fields::big_endian;
use crate::model::Direction;

/// Fewer bytes cannot be protected: the shortest protection of all is a MAC of 10 bytes (RFC 6066 section 7), and an
/// alert has 2.
const SHORTEST_PROTECTED: usize = 12;

/// The longest message that is believed in the clear, in bytes: a long chain of certificates.
const LONGEST: u64 = 1 << 18;

/// The length of a handshake message's header: type, length.
const HEADER: usize = 4;

/// What a side has sent before a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before<'a> {
    pub(super) from: Direction,
    /// The start of a handshake message that goes on.
    pub(super) message: &'a [u8],
    /// A Change Cipher Spec: what follows is protected, except a hello of TLS 1.3 after a Hello Retry Request.
    pub(super) changed: bool,
}

/// Whether a fragment of this content type can be in the clear. Ciphertext passes by chance once in thousands of
/// records.
pub(super) fn can_be_clear(kind: u8, fragment: &[u8], before: Before<'_>) -> bool {
    let short = fragment.len() < SHORTEST_PROTECTED;
    match kind {
        content_type::APPLICATION_DATA => false,
        content_type::HANDSHAKE => handshake(fragment, before) || short && before.message.is_empty(),
        content_type::HEARTBEAT => short || !before.changed && matches!(fragment, [1 | 2, ..]),
        // Change Cipher Spec is 1 byte, an alert 2.
        content_type::CHANGE_CIPHER_SPEC | content_type::ALERT => short,
        _ => true,
    }
}

/// Whether handshake messages fit the fragment, the first and the last of which may go on in another one.
fn handshake(fragment: &[u8], before: Before<'_>) -> bool {
    let joined;
    let mut rest = match before.message {
        [] if before.changed => return is_hello(fragment, before.from),
        [] => fragment,
        // Its header goes on here.
        start if start.len() < HEADER => {
            joined = [start, fragment].concat();
            &joined
        }
        start => {
            let wanted = start.get(1..HEADER).map_or(0, big_endian) + 4;
            let missing = usize::try_from(wanted).unwrap_or(usize::MAX).saturating_sub(start.len());
            let Some(rest) = fragment.get(missing..) else { return true };
            rest
        }
    };
    if before.from == Direction::FromServer && rest == [ty::HELLO_REQUEST, 0, 0, 0] {
        return true;
    }
    while let [kind, ..] = rest {
        if !may_send(before.from, *kind) {
            return false;
        }
        if is_hello(rest, before.from) {
            return true; // whatever else is wrong with it
        }
        let Some(length) = rest.get(1..HEADER).map(big_endian) else { return true };
        let body = rest.get(HEADER..).unwrap_or_default();
        if length > LONGEST || !can_begin(*kind, length, body) {
            return false;
        }
        let Some(next) = usize::try_from(length).ok().and_then(|length| body.get(length..)) else {
            return true;
        };
        rest = next;
    }
    true
}

/// Whether this side sends such messages in the clear, in any version.
fn may_send(from: Direction, kind: u8) -> bool {
    match from {
        Direction::FromClient => matches!(
            kind,
            ty::CLIENT_HELLO
                | ty::CERTIFICATE
                | ty::CLIENT_KEY_EXCHANGE
                | ty::CERTIFICATE_VERIFY
                | ty::CERTIFICATE_URL
                | ty::SUPPLEMENTAL_DATA
        ),
        Direction::FromServer => matches!(
            kind,
            ty::SERVER_HELLO
                | ty::NEW_SESSION_TICKET
                | ty::HELLO_RETRY_REQUEST_DRAFT
                | ty::CERTIFICATE
                | ty::SERVER_KEY_EXCHANGE
                | ty::CERTIFICATE_REQUEST
                | ty::SERVER_HELLO_DONE
                | ty::CERTIFICATE_STATUS
                | ty::SUPPLEMENTAL_DATA
        ),
    }
}

/// Whether a message of this length can begin with these bytes, as far as they are there.
fn can_begin(kind: u8, length: u64, body: &[u8]) -> bool {
    match kind {
        ty::CLIENT_HELLO | ty::SERVER_HELLO => {
            body.first().is_none_or(|major| *major == 3 || *major == 0x7f && kind == ty::SERVER_HELLO)
        }
        ty::SERVER_HELLO_DONE => length == 0,
        // The list of certificates; or a raw public key, which has none (RFC 7250 section 3).
        ty::CERTIFICATE => {
            body.get(..3).is_none_or(|list| big_endian(list) + 3 == length) || body.get(3) == Some(&0x30)
        }
        _ => length > 0,
    }
}

/// Whether these bytes begin a Client Hello or a Server Hello of this side: type, length, version, random, the length
/// of the session ID.
fn is_hello(bytes: &[u8], from: Direction) -> bool {
    let wanted = match from {
        Direction::FromClient => ty::CLIENT_HELLO,
        Direction::FromServer => ty::SERVER_HELLO,
    };
    let session_id = bytes.get(HEADER + 2 + 32).copied();
    match *bytes {
        [kind, _, _, _, 3, 0..=4, ..] => kind == wanted && session_id.is_some_and(|length| length <= 32),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(from: Direction) -> Before<'static> {
        Before { from, message: &[], changed: false }
    }

    fn hello(kind: u8) -> Vec<u8> {
        [&[kind, 0, 0, 40, 3, 3], [7; 32].as_slice(), &[0, 0x13, 1, 0, 0, 0]].concat()
    }

    #[test]
    fn an_alert_is_no_longer_than_2_bytes() {
        for from in [Direction::FromClient, Direction::FromServer] {
            assert!(can_be_clear(content_type::ALERT, &[2, 40], before(from)));
            assert!(!can_be_clear(content_type::ALERT, &[1; 26], before(from)));
        }
    }

    #[test]
    fn a_message_fits_its_record_or_goes_on_in_the_next() {
        let (client, server) = (Direction::FromClient, Direction::FromServer);
        let can = |content: &[u8], from| can_be_clear(content_type::HANDSHAKE, content, before(from));
        assert!(can(&hello(1), client) && can(&hello(2), server));
        assert!(!can(&hello(1), server) && !can(&hello(2), client));
        // A nonce of zeros is no Hello Request, of which there is one at a time.
        assert!(can(&[0; 4], server) && !can(&[0; 40], server) && !can(&[0; 40], client));
        let done = [&hello(2), [14, 0, 0, 0].as_slice()].concat();
        assert!(can(&done, server));
        assert!(!can(&[12, 0, 0, 2, 1, 1, 99, 0, 0, 0, 0, 0, 0, 0].repeat(2), server));
        // A Certificate that goes on.
        let start = [11, 0, 1, 3, 0, 1, 0, 0, 0, 253, 0x30, 0x82, 0, 0];
        assert!(can(&start, server) && !can(&[11, 0, 1, 3, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], server));
        let next = |content: &[u8]| {
            can_be_clear(content_type::HANDSHAKE, content, Before { message: &start, ..before(server) })
        };
        assert!(next(&[0xaa; 100]) && !next(&[0xaa; 300]));
    }

    #[test]
    fn after_a_change_cipher_spec_only_hellos_of_tls_1_3_are_clear() {
        for (from, mine, other) in [(Direction::FromClient, 1, 2), (Direction::FromServer, 2, 1)] {
            let changed = Before { changed: true, ..before(from) };
            let can = |content: &[u8]| can_be_clear(content_type::HANDSHAKE, content, changed);
            assert!(can(&hello(mine)) && !can(&hello(other)));
            assert!(!can(&[[14, 0, 0, 0], [0; 4], [0; 4], [0; 4]].concat()));
            assert!(!can_be_clear(content_type::HEARTBEAT, &[1; 40], changed));
        }
    }
}

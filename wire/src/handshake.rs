//! The fields of handshake messages (RFC 8446 section 4, RFC 5246 section 7.4).

use crate::field::Cursor;
use crate::names;

/// What the session's state adds to the meaning of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The protocol version agreed on, 0 if none is yet.
    pub version: u16,
    /// The cipher suite agreed on, 0 if none is yet.
    pub suite: u16,
    /// The message is a Hello Retry Request, which looks like a Server Hello.
    pub retry: bool,
}

/// Reads a handshake message, header included.
pub(crate) fn read(c: &mut Cursor, _kind: u8, _context: &Context) -> Option<()> {
    c.code(("Handshake Type", "tls.handshake.type"), 1, names::handshake_type)?;
    c.uint(("Length", "tls.handshake.length"), 3)?;
    c.rest("Body");
    Some(())
}

/// Reads a heartbeat message (RFC 6520 section 4).
pub(crate) fn heartbeat(c: &mut Cursor) -> Option<()> {
    c.code(("Type", "tls.heartbeat_message.type"), 1, |kind| match kind {
        1 => Some("Request"),
        2 => Some("Response"),
        _ => None,
    })?;
    let length = c.uint(("Payload Length", "tls.heartbeat_message.payload_length"), 2)?;
    c.bytes(("Payload", "tls.heartbeat_message.payload"), length)?;
    c.rest(("Padding and HMAC", "tls.heartbeat_message.padding"));
    Some(())
}

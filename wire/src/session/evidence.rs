//! What stands around a message, and tells how much of the session has been seen.

use names::codes::TLS10;

use crate::fields::facts::ClientHello;

/// What tells a first Client Hello from a second one, if the capture may have begun between them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// The version in the header of the message's record.
    pub(super) record_version: u16,
    /// The client has sent another message that cannot be read before the server's.
    pub(super) hello_waits: bool,
    /// Sides that have sent a Change Cipher Spec, client and server.
    pub(super) changed: [bool; 2],
}

impl Evidence {
    /// Whether this Client Hello can be one that answers a Hello Retry Request which was not seen (RFC 8446 section
    /// 4.1.2): it has a cookie, or the one key share that was asked for.
    pub(super) fn may_follow_retry(self, hello: &ClientHello<'_>) -> bool {
        // Only the record of a first Client Hello may say TLS 1.0, or that of an old draft (RFC 8446 section 5.1).
        let late = self.record_version > TLS10 || self.changed != [false; 2];
        hello.cookie || hello.key_shares == 1 && !hello.early_data && late
    }
}

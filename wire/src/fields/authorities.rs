//! The authorities that a peer trusts: a list of their names (RFC 8446 section 4.2.4, RFC 5246 section
//! 7.4.4).

use super::cursor::Cursor;
use super::x509;

pub(crate) fn distinguished_names(c: &mut Cursor) -> Option<()> {
    if c.peek(0, 2) == 0 {
        // None: anyone will do (RFC 5246 section 7.4.4).
        return c.uint(("Distinguished Names Length", "tls.handshake.dnames_len"), 2).map(drop);
    }
    c.vector(
        ("Distinguished Names Length", "tls.handshake.dnames_len"),
        2,
        ("Distinguished Names", "tls.handshake.dnames"),
        |c| {
            c.each(|c| {
                let length = c.uint(("Distinguished Name Length", "tls.handshake.dname_len"), 2)?;
                c.group("Distinguished Name", length, |c| {
                    x509::name_of(c, ("rdnSequence", "tls.handshake.dname"))
                })
            })
        },
    )?;
    c.bytes_in_words();
    Some(())
}

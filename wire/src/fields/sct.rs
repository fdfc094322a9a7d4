//! Signed certificate timestamps (RFC 6962): what logs promise to publish.

use texts::say;

use super::cursor::Cursor;
use super::signature::signature_algorithm;

/// RFC 6962 section 3.3. Certificates have the same list as an extension of their own.
pub(crate) fn signed_certificate_timestamps(c: &mut Cursor) -> Option<()> {
    c.list(("Serialized SCT List Length", "tls.sct.scts_length"), 2, |c| c.each(signed_certificate_timestamp))
}

fn signed_certificate_timestamp(c: &mut Cursor) -> Option<()> {
    c.vector(("Serialized SCT Length", "tls.sct.sct_length"), 2, "Signed Certificate Timestamp", |c| {
        c.uint(("SCT Version", "tls.sct.sct_version"), 1)?;
        c.bytes(("Log ID", "tls.sct.sct_logid"), 32)?;
        c.uint(("Timestamp", "tls.sct.sct_timestamp"), 8)?;
        c.note(say!("milliseconds since 1970"));
        c.opaque(
            ("Extensions length", "tls.sct.sct_extensions_length"),
            2,
            ("Extensions", "tls.sct.sct_extensions"),
        )?;
        signature_algorithm(c)?;
        c.opaque(
            ("Signature Length", "tls.sct.sct_signature_length"),
            2,
            ("Signature", "tls.sct.sct_signature"),
        )?;
        Some(())
    })
}

//! The structure HkdfLabel (RFC 8446 section 7.1).

/// Its beginning, up to a context of so many bytes.
pub(super) fn before_context(label: &str, context: usize, length: usize) -> Vec<u8> {
    let short = |number: usize| u8::try_from(number).unwrap_or_default();
    let label = format!("tls13 {label}");
    let mut bytes = vec![short(length >> 8), short(length & 0xff), short(label.len())];
    bytes.extend(label.as_bytes());
    bytes.push(short(context));
    bytes
}

/// All of it.
pub(super) fn hkdf_label(label: &str, context: &[u8], length: usize) -> Vec<u8> {
    let mut bytes = before_context(label, context.len(), length);
    bytes.extend(context);
    bytes
}

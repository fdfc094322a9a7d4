//! The alert protocol (RFC 8446 section 6): names for the numbers.

use std::fmt;

/// The description of an alert: one byte on the wire.
///
/// Displayed as its name in the RFC and its number: `decrypt_error (51)`. OpenSSL has its own names
/// (`SSL_alert_desc_string_long`), but they differ between its versions and lack the newest alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert(pub u8);

impl Alert {
    /// The name as registered with IANA ("TLS Alerts"), or `unknown alert`.
    #[must_use]
    pub fn name(self) -> &'static str {
        names::alert_name(self.0.into()).unwrap_or("unknown alert")
    }
}

impl fmt::Display for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.0)
    }
}

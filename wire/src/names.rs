//! Names of code points, as IANA registers them and as Wireshark words them.

/// Content types of records.
pub fn content_type(value: u64) -> Option<&'static str> {
    Some(match value {
        20 => "Change Cipher Spec",
        21 => "Alert",
        22 => "Handshake",
        23 => "Application Data",
        24 => "Heartbeat",
        _ => return None,
    })
}

/// Protocol versions.
pub fn version(value: u64) -> Option<&'static str> {
    Some(match value {
        0x0300 => "SSL 3.0",
        0x0301 => "TLS 1.0",
        0x0302 => "TLS 1.1",
        0x0303 => "TLS 1.2",
        0x0304 => "TLS 1.3",
        _ => return None,
    })
}

/// Handshake types.
pub fn handshake_type(value: u64) -> Option<&'static str> {
    Some(match value {
        0 => "Hello Request",
        1 => "Client Hello",
        2 => "Server Hello",
        4 => "New Session Ticket",
        5 => "End of Early Data",
        8 => "Encrypted Extensions",
        11 => "Certificate",
        12 => "Server Key Exchange",
        13 => "Certificate Request",
        14 => "Server Hello Done",
        15 => "Certificate Verify",
        16 => "Client Key Exchange",
        20 => "Finished",
        21 => "Certificate URL",
        22 => "Certificate Status",
        24 => "Key Update",
        25 => "Compressed Certificate",
        _ => return None,
    })
}

/// Alert levels.
pub fn alert_level(value: u64) -> Option<&'static str> {
    match value {
        1 => Some("Warning"),
        2 => Some("Fatal"),
        _ => None,
    }
}

/// Alerts.
pub fn alert(value: u64) -> Option<&'static str> {
    Some(match value {
        0 => "Close Notify",
        40 => "Handshake Failure",
        _ => return None,
    })
}

//! The labels of a key log (RFC 9850 section 2), one of Wireshark's, and two of our own.

/// The master secret of TLS 1.2.
pub const CLIENT_RANDOM: &str = "CLIENT_RANDOM";
/// Protects early data.
pub const CLIENT_EARLY_TRAFFIC_SECRET: &str = "CLIENT_EARLY_TRAFFIC_SECRET";
/// Protects the client's part of the handshake.
pub const CLIENT_HANDSHAKE_TRAFFIC_SECRET: &str = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
/// Protects the server's part of the handshake.
pub const SERVER_HANDSHAKE_TRAFFIC_SECRET: &str = "SERVER_HANDSHAKE_TRAFFIC_SECRET";
/// Protects what the client sends after the handshake.
pub const CLIENT_TRAFFIC_SECRET_0: &str = "CLIENT_TRAFFIC_SECRET_0";
/// Protects what the server sends after the handshake.
pub const SERVER_TRAFFIC_SECRET_0: &str = "SERVER_TRAFFIC_SECRET_0";
/// For keys that an application derives for early data.
pub const EARLY_EXPORTER_SECRET: &str = "EARLY_EXPORTER_SECRET";
/// For keys that an application derives (RFC 8446 section 7.5).
pub const EXPORTER_SECRET: &str = "EXPORTER_SECRET";
/// Wireshark's: the premaster secret of TLS 1.2.
pub const PMS_CLIENT_RANDOM: &str = "PMS_CLIENT_RANDOM";
/// Our own: a pre-shared key.
pub const PSK: &str = "PSK";
/// Our own: the shared secret of the key exchange.
pub const ECDHE_SECRET: &str = "ECDHE_SECRET";

/// All of them. A key log keeps no others, as nothing asks for them.
pub(crate) const ALL: [&str; 11] = [
    CLIENT_RANDOM,
    CLIENT_EARLY_TRAFFIC_SECRET,
    CLIENT_HANDSHAKE_TRAFFIC_SECRET,
    SERVER_HANDSHAKE_TRAFFIC_SECRET,
    CLIENT_TRAFFIC_SECRET_0,
    SERVER_TRAFFIC_SECRET_0,
    EARLY_EXPORTER_SECRET,
    EXPORTER_SECRET,
    PMS_CLIENT_RANDOM,
    PSK,
    ECDHE_SECRET,
];

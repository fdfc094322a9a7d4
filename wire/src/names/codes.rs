//! The numbers that the code itself asks for, by the names that the RFCs give them.
//!
//! The tables beside this have all numbers, for people to read; here are those whose meaning a reader of bytes must know.

/// TLS 1.3 (RFC 8446).
pub const TLS13: u16 = 0x0304;
/// TLS 1.2 (RFC 5246).
pub const TLS12: u16 = 0x0303;

/// Content types (RFC 8446 section 5.1; heartbeat: RFC 6520).
pub mod content_type {
    /// 20
    pub const CHANGE_CIPHER_SPEC: u8 = 20;
    /// 21
    pub const ALERT: u8 = 21;
    /// 22
    pub const HANDSHAKE: u8 = 22;
    /// 23
    pub const APPLICATION_DATA: u8 = 23;
    /// 24
    pub const HEARTBEAT: u8 = 24;
}

/// Handshake types (RFC 8446 section 4, RFC 5246 section 7.4).
pub mod handshake_type {
    /// 0
    pub const HELLO_REQUEST: u8 = 0;
    /// 1
    pub const CLIENT_HELLO: u8 = 1;
    /// 2; Hello Retry Request as well
    pub const SERVER_HELLO: u8 = 2;
    /// 4
    pub const NEW_SESSION_TICKET: u8 = 4;
    /// 5
    pub const END_OF_EARLY_DATA: u8 = 5;
    /// 8
    pub const ENCRYPTED_EXTENSIONS: u8 = 8;
    /// 11
    pub const CERTIFICATE: u8 = 11;
    /// 12
    pub const SERVER_KEY_EXCHANGE: u8 = 12;
    /// 13
    pub const CERTIFICATE_REQUEST: u8 = 13;
    /// 14
    pub const SERVER_HELLO_DONE: u8 = 14;
    /// 15
    pub const CERTIFICATE_VERIFY: u8 = 15;
    /// 16
    pub const CLIENT_KEY_EXCHANGE: u8 = 16;
    /// 20
    pub const FINISHED: u8 = 20;
    /// 22
    pub const CERTIFICATE_STATUS: u8 = 22;
    /// 24
    pub const KEY_UPDATE: u8 = 24;
    /// 25
    pub const COMPRESSED_CERTIFICATE: u8 = 25;
    /// 67: of the time before ALPN, never registered
    pub const NEXT_PROTOCOL: u8 = 67;
    /// 254: stands for the first Client Hello in the transcript after a Hello Retry Request, never on the wire
    pub const MESSAGE_HASH: u8 = 254;
}

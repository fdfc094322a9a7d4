//! The numbers that code compares with, under their names in the RFCs.
//!
//! The tables of this crate name all numbers, for people. Here are only those that a parser must know.

/// TLS 1.3 (RFC 8446).
pub const TLS13: u16 = 0x0304;
/// TLS 1.2 (RFC 5246).
pub const TLS12: u16 = 0x0303;
/// TLS 1.1 (RFC 4346).
pub const TLS11: u16 = 0x0302;
/// TLS 1.0 (RFC 2246).
pub const TLS10: u16 = 0x0301;
/// SSL 3.0 (RFC 6101).
pub const SSL30: u16 = 0x0300;

/// Whether a version is TLS 1.3, or one of its drafts that had a number of their own.
///
/// Versions cannot be compared by size: a draft, or a number that nobody has registered, is larger than TLS 1.3.
pub fn is_tls13(version: u16) -> bool {
    version == TLS13 || tls13_draft(version).is_some()
}

/// Whether a version is one of those before TLS 1.3, from SSL 3.0 on.
pub fn is_before_tls13(version: u16) -> bool {
    (SSL30..=TLS12).contains(&version)
}

/// The number of a draft of TLS 1.3 (draft-ietf-tls-tls13): 14 to 28. Facebook's experiments were drafts 23 and 26 with
/// numbers of their own.
pub fn tls13_draft(version: u16) -> Option<u8> {
    match version.to_be_bytes() {
        [0x7f, draft @ 14..=28] | [0xfb, draft @ (0x17 | 0x1a)] => Some(draft),
        _ => None,
    }
}

/// Whether a cipher suite is one of TLS 1.3 (RFC 8446 appendix B.4).
pub fn is_tls13_suite(code: u16) -> bool {
    code >> 8 == 0x13
}

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
    /// 26; DTLS 1.3. Bytes with a higher content type are not taken for a record
    pub const ACK: u8 = 26;
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
    /// 6; in drafts of TLS 1.3 before 22
    pub const HELLO_RETRY_REQUEST_DRAFT: u8 = 6;
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
    /// 21; RFC 6066
    pub const CERTIFICATE_URL: u8 = 21;
    /// 22
    pub const CERTIFICATE_STATUS: u8 = 22;
    /// 23; RFC 4680
    pub const SUPPLEMENTAL_DATA: u8 = 23;
    /// 24
    pub const KEY_UPDATE: u8 = 24;
    /// 25
    pub const COMPRESSED_CERTIFICATE: u8 = 25;
    /// 67: used before ALPN, never registered
    pub const NEXT_PROTOCOL: u8 = 67;
    /// 254: stands for the first Client Hello in the transcript after a Hello Retry Request, never on the
    /// wire
    pub const MESSAGE_HASH: u8 = 254;
}

/// The alert level and the alert that are treated specially (RFC 8446 section 6).
pub mod alert {
    /// 2: a level
    pub const FATAL: u8 = 2;
    /// 0
    pub const CLOSE_NOTIFY: u8 = 0;
}

/// Extension types (RFC 8446 section 4.2). The comment says where one is defined, if it is elsewhere.
pub mod extension_type {
    /// 0; RFC 6066
    pub const SERVER_NAME: u16 = 0;
    /// 1; RFC 6066
    pub const MAX_FRAGMENT_LENGTH: u16 = 1;
    /// 4; RFC 6066
    pub const TRUNCATED_HMAC: u16 = 4;
    /// 5; RFC 6066
    pub const STATUS_REQUEST: u16 = 5;
    /// 10
    pub const SUPPORTED_GROUPS: u16 = 10;
    /// 11; RFC 8422
    pub const EC_POINT_FORMATS: u16 = 11;
    /// 12; RFC 5054
    pub const SRP: u16 = 12;
    /// 13
    pub const SIGNATURE_ALGORITHMS: u16 = 13;
    /// 15; RFC 6520
    pub const HEARTBEAT: u16 = 15;
    /// 16; RFC 7301
    pub const ALPN: u16 = 16;
    /// 17; RFC 6961
    pub const STATUS_REQUEST_V2: u16 = 17;
    /// 18; RFC 6962
    pub const SIGNED_CERTIFICATE_TIMESTAMP: u16 = 18;
    /// 19; RFC 7250
    pub const CLIENT_CERTIFICATE_TYPE: u16 = 19;
    /// 20; RFC 7250
    pub const SERVER_CERTIFICATE_TYPE: u16 = 20;
    /// 21; RFC 7685
    pub const PADDING: u16 = 21;
    /// 22; RFC 7366
    pub const ENCRYPT_THEN_MAC: u16 = 22;
    /// 23; RFC 7627
    pub const EXTENDED_MASTER_SECRET: u16 = 23;
    /// 27; RFC 8879
    pub const COMPRESS_CERTIFICATE: u16 = 27;
    /// 28; RFC 8449
    pub const RECORD_SIZE_LIMIT: u16 = 28;
    /// 34; RFC 9345
    pub const DELEGATED_CREDENTIALS: u16 = 34;
    /// 40; key_share in drafts of TLS 1.3 before 23
    pub const KEY_SHARE_DRAFT: u16 = 40;
    /// 41
    pub const PRE_SHARED_KEY: u16 = 41;
    /// 42
    pub const EARLY_DATA: u16 = 42;
    /// 43
    pub const SUPPORTED_VERSIONS: u16 = 43;
    /// 44
    pub const COOKIE: u16 = 44;
    /// 45
    pub const PSK_KEY_EXCHANGE_MODES: u16 = 45;
    /// 47
    pub const CERTIFICATE_AUTHORITIES: u16 = 47;
    /// 48
    pub const OID_FILTERS: u16 = 48;
    /// 50
    pub const SIGNATURE_ALGORITHMS_CERT: u16 = 50;
    /// 51
    pub const KEY_SHARE: u16 = 51;
    /// 58; RFC 9149
    pub const TICKET_REQUEST: u16 = 58;
    /// 13172; used before ALPN, never registered
    pub const NEXT_PROTOCOL_NEGOTIATION: u16 = 13172;
    /// 17513; of browsers, not registered
    pub const APPLICATION_SETTINGS_OLD: u16 = 17513;
    /// 17613; of browsers, not registered
    pub const APPLICATION_SETTINGS: u16 = 17613;
    /// 51764; of browsers, not registered
    pub const TRUST_ANCHORS: u16 = 51764;
    /// 0xfe0d; RFC 9849
    pub const ENCRYPTED_CLIENT_HELLO: u16 = 0xfe0d;
    /// 0xff01; RFC 5746
    pub const RENEGOTIATION_INFO: u16 = 0xff01;
}

/// Groups of hybrid key exchanges (RFC 10024, and the drafts before it).
pub mod group {
    /// 0x0017
    pub const SECP256R1: u16 = 0x0017;
    /// 0x0018
    pub const SECP384R1: u16 = 0x0018;
    /// 0x0019
    pub const SECP521R1: u16 = 0x0019;
    /// 0x001d
    pub const X25519: u16 = 0x001d;
    /// 0x001e
    pub const X448: u16 = 0x001e;
    /// 0x0100
    pub const FFDHE2048: u16 = 0x0100;
    /// 0x0101
    pub const FFDHE3072: u16 = 0x0101;
    /// 0x0102
    pub const FFDHE4096: u16 = 0x0102;
    /// 0x0103
    pub const FFDHE6144: u16 = 0x0103;
    /// 0x0104
    pub const FFDHE8192: u16 = 0x0104;
    /// 0x11eb
    pub const SECP256R1_MLKEM768: u16 = 0x11eb;
    /// 0x11ec
    pub const X25519_MLKEM768: u16 = 0x11ec;
    /// 0x11ed
    pub const SECP384R1_MLKEM1024: u16 = 0x11ed;
    /// 0x6399
    pub const X25519_KYBER768_DRAFT: u16 = 0x6399;
    /// 0x639a
    pub const SECP256R1_KYBER768_DRAFT: u16 = 0x639a;
}

/// Signature schemes (RFC 8446 section 4.2.3).
pub mod signature_scheme {
    /// 0x0804
    pub const RSA_PSS_RSAE_SHA256: u16 = 0x0804;
    /// 0x0805
    pub const RSA_PSS_RSAE_SHA384: u16 = 0x0805;
    /// 0x0806
    pub const RSA_PSS_RSAE_SHA512: u16 = 0x0806;
    /// 0x0807
    pub const ED25519: u16 = 0x0807;
    /// 0x0808
    pub const ED448: u16 = 0x0808;
    /// 0x0809
    pub const RSA_PSS_PSS_SHA256: u16 = 0x0809;
    /// 0x080a
    pub const RSA_PSS_PSS_SHA384: u16 = 0x080a;
    /// 0x080b
    pub const RSA_PSS_PSS_SHA512: u16 = 0x080b;
}

/// Hashes and signatures of TLS 1.2: the two bytes of its signature algorithms (RFC 5246 section 7.4.1.4.1).
pub mod signature_algorithm {
    /// 1: a hash
    pub const MD5: u16 = 1;
    /// 2: a hash
    pub const SHA1: u16 = 2;
    /// 3: a hash
    pub const SHA224: u16 = 3;
    /// 4: a hash
    pub const SHA256: u16 = 4;
    /// 5: a hash
    pub const SHA384: u16 = 5;
    /// 6: a hash
    pub const SHA512: u16 = 6;
    /// 1: a signature
    pub const RSA: u16 = 1;
    /// 2: a signature
    pub const DSA: u16 = 2;
    /// 3: a signature
    pub const ECDSA: u16 = 3;
}

/// Ways to compress a certificate (RFC 8879 section 7.3).
pub mod certificate_compression {
    /// 1
    pub const ZLIB: u16 = 1;
    /// 2
    pub const BROTLI: u16 = 2;
    /// 3
    pub const ZSTD: u16 = 3;
}

/// How records before TLS 1.3 are compressed (RFC 3749).
pub mod compression {
    /// 1
    pub const DEFLATE: u8 = 1;
}

/// How a server of TLS 1.2 says which curve it uses (RFC 8422 section 5.4).
pub mod curve_type {
    /// 3
    pub const NAMED_CURVE: u8 = 3;
}

/// What the status of a certificate is asked by, or comes in (RFC 6961 section 2.2).
pub mod status_type {
    /// 1: a response for one certificate
    pub const OCSP: u8 = 1;
    /// 2: a response for each certificate of the chain
    pub const OCSP_MULTI: u8 = 2;
}

/// Heartbeat messages (RFC 6520 section 3).
pub mod heartbeat {
    /// 1
    pub const REQUEST: u8 = 1;
    /// 2
    pub const RESPONSE: u8 = 2;
}

/// What kind of Client Hello an encrypted_client_hello extension stands in (RFC 9849 section 5).
pub mod ech_client_hello {
    /// 0
    pub const OUTER: u8 = 0;
    /// 1
    pub const INNER: u8 = 1;
}

/// Object identifiers of algorithms, extensions, and parts of names whose values have a form of their own.
pub mod oid {
    /// RSA (RFC 8017 appendix C)
    pub const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
    /// MGF1 (RFC 8017 appendix C)
    pub const MGF1: &str = "1.2.840.113549.1.1.8";
    /// RSASSA-PSS (RFC 8017 appendix C)
    pub const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";
    /// Elliptic curves (RFC 5480 section 2.1.1)
    pub const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
    /// Numbers modulo a prime, which a curve is over (RFC 3279 section 2.3.5)
    pub const PRIME_FIELD: &str = "1.2.840.10045.1.1";

    /// userid (RFC 4519 section 2.39)
    pub const USER_ID: &str = "0.9.2342.19200300.100.1.1";
    /// serialNumber (RFC 4519 section 2.31)
    pub const SERIAL_NUMBER: &str = "2.5.4.5";
    /// countryName (RFC 5280 appendix A.1)
    pub const COUNTRY_NAME: &str = "2.5.4.6";
    /// dnQualifier (RFC 5280 appendix A.1)
    pub const DN_QUALIFIER: &str = "2.5.4.46";
    /// organizationIdentifier (ITU-T X.520)
    pub const ORGANIZATION_IDENTIFIER: &str = "2.5.4.97";

    /// RFC 5280 section 4.2.1.2
    pub const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
    /// RFC 5280 section 4.2.1.3
    pub const KEY_USAGE: &str = "2.5.29.15";
    /// RFC 3280 section 4.2.1.4
    pub const PRIVATE_KEY_USAGE_PERIOD: &str = "2.5.29.16";
    /// RFC 5280 section 4.2.1.6
    pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";
    /// RFC 5280 section 4.2.1.7
    pub const ISSUER_ALT_NAME: &str = "2.5.29.18";
    /// RFC 5280 section 4.2.1.9
    pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
    /// RFC 5280 section 4.2.1.10
    pub const NAME_CONSTRAINTS: &str = "2.5.29.30";
    /// RFC 5280 section 4.2.1.13
    pub const CRL_DISTRIBUTION_POINTS: &str = "2.5.29.31";
    /// RFC 5280 section 4.2.1.4
    pub const CERTIFICATE_POLICIES: &str = "2.5.29.32";
    /// RFC 5280 section 4.2.1.5
    pub const POLICY_MAPPINGS: &str = "2.5.29.33";
    /// RFC 5280 section 4.2.1.1
    pub const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
    /// RFC 5280 section 4.2.1.11
    pub const POLICY_CONSTRAINTS: &str = "2.5.29.36";
    /// RFC 5280 section 4.2.1.12
    pub const EXT_KEY_USAGE: &str = "2.5.29.37";
    /// RFC 5280 section 4.2.1.15
    pub const FRESHEST_CRL: &str = "2.5.29.46";
    /// RFC 5280 section 4.2.1.14
    pub const INHIBIT_ANY_POLICY: &str = "2.5.29.54";
    /// RFC 5280 section 4.2.2.1
    pub const AUTHORITY_INFO_ACCESS: &str = "1.3.6.1.5.5.7.1.1";
    /// RFC 5280 section 4.2.2.2
    pub const SUBJECT_INFO_ACCESS: &str = "1.3.6.1.5.5.7.1.11";
    /// RFC 7633 section 4.1
    pub const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";
    /// RFC 6962 section 3.3
    pub const SIGNED_CERTIFICATE_TIMESTAMPS: &str = "1.3.6.1.4.1.11129.2.4.2";
    /// Microsoft's, from long ago
    pub const MS_CERTIFICATE_TYPE: &str = "1.3.6.1.4.1.311.20.2";
    /// Microsoft's, from long ago
    pub const MS_CA_VERSION: &str = "1.3.6.1.4.1.311.21.1";
    /// Microsoft's: by which template its authority has made the certificate
    pub const MS_CERTIFICATE_TEMPLATE: &str = "1.3.6.1.4.1.311.21.7";
    /// Microsoft's: what the key may be used for, in the form of policies
    pub const MS_APPLICATION_POLICIES: &str = "1.3.6.1.4.1.311.21.10";
    /// RFC 3739 section 3.2.6
    pub const QC_STATEMENTS: &str = "1.3.6.1.5.5.7.1.3";
    /// RFC 6960 section 4.4.1
    pub const OCSP_NONCE: &str = "1.3.6.1.5.5.7.48.1.2";
    /// Netscape's, from long ago
    pub const NETSCAPE_CERTIFICATE_TYPE: &str = "2.16.840.1.113730.1.1";
    /// Netscape's, from long ago
    pub const NETSCAPE_COMMENT: &str = "2.16.840.1.113730.1.13";

    /// The only type of responses in use (RFC 6960 section 4.2.1)
    pub const OCSP_BASIC: &str = "1.3.6.1.5.5.7.48.1.1";

    /// A form of names: a login of Microsoft's
    pub const USER_PRINCIPAL_NAME: &str = "1.3.6.1.4.1.311.20.2.3";
    /// A form of names: an address of XMPP (RFC 6120 section 13.7.1.4)
    pub const XMPP_ADDRESS: &str = "1.3.6.1.5.5.7.8.5";
    /// A form of names: a service of a domain (RFC 4985 section 2)
    pub const SERVICE_NAME: &str = "1.3.6.1.5.5.7.8.7";
    /// A form of names: a mail address beyond ASCII (RFC 9598 section 3)
    pub const SMTP_UTF8_MAILBOX: &str = "1.3.6.1.5.5.7.8.9";

    /// A statement that the statements are of this form (RFC 3739 section 3.2.6.1)
    pub const QC_SYNTAX_V1: &str = "1.3.6.1.5.5.7.11.1";
    /// The same, of its second version (RFC 3739 section 3.2.6.1)
    pub const QC_SYNTAX_V2: &str = "1.3.6.1.5.5.7.11.2";

    /// A policy's qualifier: where its statement is (RFC 5280 section 4.2.1.4)
    pub const CPS: &str = "1.3.6.1.5.5.7.2.1";
    /// A policy's qualifier: a notice for the user (RFC 5280 section 4.2.1.4)
    pub const USER_NOTICE: &str = "1.3.6.1.5.5.7.2.2";
}

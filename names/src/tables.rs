//! The smaller registries: "Transport Layer Security (TLS) Parameters" and "… Extensions" at IANA.

/// "TLS Alerts": the RFC's name, and Wireshark's words for it.
pub(super) const ALERTS: &[(u8, &str, &str)] = &[
    (0, "close_notify", "Close Notify"),
    (1, "end_of_early_data", "End of Early Data"), // drafts of TLS 1.3
    (10, "unexpected_message", "Unexpected Message"),
    (20, "bad_record_mac", "Bad Record MAC"),
    (21, "decryption_failed", "Decryption Failed"),
    (22, "record_overflow", "Record Overflow"),
    (30, "decompression_failure", "Decompression Failure"),
    (40, "handshake_failure", "Handshake Failure"),
    (41, "no_certificate", "No Certificate"),
    (42, "bad_certificate", "Bad Certificate"),
    (43, "unsupported_certificate", "Unsupported Certificate"),
    (44, "certificate_revoked", "Certificate Revoked"),
    (45, "certificate_expired", "Certificate Expired"),
    (46, "certificate_unknown", "Certificate Unknown"),
    (47, "illegal_parameter", "Illegal Parameter"),
    (48, "unknown_ca", "Unknown CA"),
    (49, "access_denied", "Access Denied"),
    (50, "decode_error", "Decode Error"),
    (51, "decrypt_error", "Decrypt Error"),
    (52, "too_many_cids_requested", "Too Many CIDs Requested"),
    (60, "export_restriction", "Export Restriction"),
    (70, "protocol_version", "Protocol Version"),
    (71, "insufficient_security", "Insufficient Security"),
    (80, "internal_error", "Internal Error"),
    (86, "inappropriate_fallback", "Inappropriate Fallback"),
    (90, "user_canceled", "User Canceled"),
    (100, "no_renegotiation", "No Renegotiation"),
    (109, "missing_extension", "Missing Extension"),
    (110, "unsupported_extension", "Unsupported Extension"),
    (111, "certificate_unobtainable", "Certificate Unobtainable"),
    (112, "unrecognized_name", "Unrecognized Name"),
    (113, "bad_certificate_status_response", "Bad Certificate Status Response"),
    (114, "bad_certificate_hash_value", "Bad Certificate Hash Value"),
    (115, "unknown_psk_identity", "Unknown PSK Identity"),
    (116, "certificate_required", "Certificate Required"),
    (117, "general_error", "General Error"),
    (120, "no_application_protocol", "No application Protocol"),
    (121, "ech_required", "ECH Required"),
];

/// `AlertLevel`.
pub(super) const ALERT_LEVELS: &[(u16, &str)] = &[(1, "Warning"), (2, "Fatal")];

/// "TLS ContentType".
pub(super) const CONTENT_TYPES: &[(u16, &str)] = &[
    (20, "Change Cipher Spec"),
    (21, "Alert"),
    (22, "Handshake"),
    (23, "Application Data"),
    (24, "Heartbeat"),
    (25, "Connection ID"),
    (26, "ACK"),
    (27, "Return Routability Check"),
];

/// "TLS HandshakeType".
pub(super) const HANDSHAKE_TYPES: &[(u16, &str)] = &[
    (0, "Hello Request"),
    (1, "Client Hello"),
    (2, "Server Hello"),
    (3, "Hello Verify Request"),
    (4, "New Session Ticket"),
    (5, "End of Early Data"),
    (6, "Hello Retry Request"), // drafts of TLS 1.3; now a Server Hello with a certain random
    (8, "Encrypted Extensions"),
    (9, "Request Connection ID"),
    (10, "New Connection ID"),
    (11, "Certificate"),
    (12, "Server Key Exchange"),
    (13, "Certificate Request"),
    (14, "Server Hello Done"),
    (15, "Certificate Verify"),
    (16, "Client Key Exchange"),
    (17, "Client Certificate Request"),
    (20, "Finished"),
    (21, "Client Certificate URL"),
    (22, "Certificate Status"),
    (23, "Supplemental Data"),
    (24, "Key Update"),
    (25, "Compressed Certificate"),
    (26, "EKT Key"),
    (67, "Encrypted Extensions"), // next_protocol, from before ALPN; not registered
    (254, "Message Hash"),        // only in the transcript
];

/// Versions of the protocol, on records, in the hellos and in supported_versions.
pub(super) const VERSIONS: &[(u16, &str)] = &[
    (0x0002, "SSL 2.0"),
    (0x0101, "GMTLS"),
    (0x0300, "SSL 3.0"),
    (0x0301, "TLS 1.0"),
    (0x0302, "TLS 1.1"),
    (0x0303, "TLS 1.2"),
    (0x0304, "TLS 1.3"),
    (0x7f0e, "TLS 1.3 (draft 14)"),
    (0x7f0f, "TLS 1.3 (draft 15)"),
    (0x7f10, "TLS 1.3 (draft 16)"),
    (0x7f11, "TLS 1.3 (draft 17)"),
    (0x7f12, "TLS 1.3 (draft 18)"),
    (0x7f13, "TLS 1.3 (draft 19)"),
    (0x7f14, "TLS 1.3 (draft 20)"),
    (0x7f15, "TLS 1.3 (draft 21)"),
    (0x7f16, "TLS 1.3 (draft 22)"),
    (0x7f17, "TLS 1.3 (draft 23)"),
    (0x7f18, "TLS 1.3 (draft 24)"),
    (0x7f19, "TLS 1.3 (draft 25)"),
    (0x7f1a, "TLS 1.3 (draft 26)"),
    (0x7f1b, "TLS 1.3 (draft 27)"),
    (0x7f1c, "TLS 1.3 (draft 28)"),
    (0xfb17, "TLS 1.3 (Facebook draft 23)"),
    (0xfb1a, "TLS 1.3 (Facebook draft 26)"),
    (0xfefc, "DTLS 1.3"),
    (0xfefd, "DTLS 1.2"),
    (0xfeff, "DTLS 1.0"),
];

/// "TLS ExtensionType Values". Those without a registration say what they are known as.
pub(super) const EXTENSIONS: &[(u16, &str)] = &[
    (0, "server_name"),
    (1, "max_fragment_length"),
    (2, "client_certificate_url"),
    (3, "trusted_ca_keys"),
    (4, "truncated_hmac"),
    (5, "status_request"),
    (6, "user_mapping"),
    (7, "client_authz"),
    (8, "server_authz"),
    (9, "cert_type"),
    (10, "supported_groups"),
    (11, "ec_point_formats"),
    (12, "srp"),
    (13, "signature_algorithms"),
    (14, "use_srtp"),
    (15, "heartbeat"),
    (16, "application_layer_protocol_negotiation"),
    (17, "status_request_v2"),
    (18, "signed_certificate_timestamp"),
    (19, "client_certificate_type"),
    (20, "server_certificate_type"),
    (21, "padding"),
    (22, "encrypt_then_mac"),
    (23, "extended_master_secret"),
    (24, "token_binding"),
    (25, "cached_info"),
    (26, "tls_lts"),
    (27, "compress_certificate"),
    (28, "record_size_limit"),
    (29, "pwd_protect"),
    (30, "pwd_clear"),
    (31, "password_salt"),
    (32, "ticket_pinning"),
    (33, "tls_cert_with_extern_psk"),
    (34, "delegated_credentials"),
    (35, "session_ticket"),
    (36, "TLMSP"),
    (37, "TLMSP_proxying"),
    (38, "TLMSP_delegate"),
    (39, "supported_ekt_ciphers"),
    (40, "Reserved (key_share)"), // drafts of TLS 1.3
    (41, "pre_shared_key"),
    (42, "early_data"),
    (43, "supported_versions"),
    (44, "cookie"),
    (45, "psk_key_exchange_modes"),
    (46, "Reserved (ticket_early_data_info)"), // drafts of TLS 1.3
    (47, "certificate_authorities"),
    (48, "oid_filters"),
    (49, "post_handshake_auth"),
    (50, "signature_algorithms_cert"),
    (51, "key_share"),
    (52, "transparency_info"),
    (53, "connection_id (deprecated)"),
    (54, "connection_id"),
    (55, "external_id_hash"),
    (56, "external_session_id"),
    (57, "quic_transport_parameters"),
    (58, "ticket_request"),
    (59, "dnssec_chain"),
    (60, "sequence_number_encryption_algorithms"),
    (61, "rrc"),
    (62, "tls_flags"),
    (13172, "next_protocol_negotiation"), // not registered: before ALPN
    (17513, "application_settings"),      // not registered: browsers
    (17613, "application_settings"),      // not registered: browsers, newer
    (30031, "channel_id_old"),            // not registered: browsers
    (30032, "channel_id"),                // not registered: browsers
    (51764, "trust_anchors"),             // not registered: browsers
    (64768, "ech_outer_extensions"),
    (65037, "encrypted_client_hello"),
    (65281, "renegotiation_info"),
    (65445, "quic_transport_parameters (drafts version)"),
    (65486, "encrypted_server_name"), // not registered: before encrypted_client_hello
];

/// "TLS Supported Groups".
pub(super) const GROUPS: &[(u16, &str)] = &[
    (1, "sect163k1"),
    (2, "sect163r1"),
    (3, "sect163r2"),
    (4, "sect193r1"),
    (5, "sect193r2"),
    (6, "sect233k1"),
    (7, "sect233r1"),
    (8, "sect239k1"),
    (9, "sect283k1"),
    (10, "sect283r1"),
    (11, "sect409k1"),
    (12, "sect409r1"),
    (13, "sect571k1"),
    (14, "sect571r1"),
    (15, "secp160k1"),
    (16, "secp160r1"),
    (17, "secp160r2"),
    (18, "secp192k1"),
    (19, "secp192r1"),
    (20, "secp224k1"),
    (21, "secp224r1"),
    (22, "secp256k1"),
    (23, "secp256r1"),
    (24, "secp384r1"),
    (25, "secp521r1"),
    (26, "brainpoolP256r1"),
    (27, "brainpoolP384r1"),
    (28, "brainpoolP512r1"),
    (29, "x25519"),
    (30, "x448"),
    (31, "brainpoolP256r1tls13"),
    (32, "brainpoolP384r1tls13"),
    (33, "brainpoolP512r1tls13"),
    (34, "GC256A"),
    (35, "GC256B"),
    (36, "GC256C"),
    (37, "GC256D"),
    (38, "GC512A"),
    (39, "GC512B"),
    (40, "GC512C"),
    (41, "curveSM2"),
    (256, "ffdhe2048"),
    (257, "ffdhe3072"),
    (258, "ffdhe4096"),
    (259, "ffdhe6144"),
    (260, "ffdhe8192"),
    (512, "MLKEM512"),
    (513, "MLKEM768"),
    (514, "MLKEM1024"),
    (4587, "SecP256r1MLKEM768"),
    (4588, "X25519MLKEM768"),
    (4589, "SecP384r1MLKEM1024"),
    (4590, "curveSM2MLKEM768"),
    (16696, "CECPQ2"), // not registered: browsers, 2019 to 2021
    (25497, "X25519Kyber768Draft00"),
    (25498, "SecP256r1Kyber768Draft00"),
    (65281, "arbitrary_explicit_prime_curves"),
    (65282, "arbitrary_explicit_char2_curves"),
];

/// "TLS SignatureScheme".
pub(super) const SIGNATURE_SCHEMES: &[(u16, &str)] = &[
    (0x0201, "rsa_pkcs1_sha1"),
    (0x0203, "ecdsa_sha1"),
    (0x0401, "rsa_pkcs1_sha256"),
    (0x0403, "ecdsa_secp256r1_sha256"),
    (0x0420, "rsa_pkcs1_sha256_legacy"),
    (0x0501, "rsa_pkcs1_sha384"),
    (0x0503, "ecdsa_secp384r1_sha384"),
    (0x0520, "rsa_pkcs1_sha384_legacy"),
    (0x0601, "rsa_pkcs1_sha512"),
    (0x0603, "ecdsa_secp521r1_sha512"),
    (0x0620, "rsa_pkcs1_sha512_legacy"),
    (0x0704, "eccsi_sha256"),
    (0x0705, "iso_ibs1"),
    (0x0706, "iso_ibs2"),
    (0x0707, "iso_chinese_ibs"),
    (0x0708, "sm2sig_sm3"),
    (0x0709, "gostr34102012_256a"),
    (0x070a, "gostr34102012_256b"),
    (0x070b, "gostr34102012_256c"),
    (0x070c, "gostr34102012_256d"),
    (0x070d, "gostr34102012_512a"),
    (0x070e, "gostr34102012_512b"),
    (0x070f, "gostr34102012_512c"),
    (0x0804, "rsa_pss_rsae_sha256"),
    (0x0805, "rsa_pss_rsae_sha384"),
    (0x0806, "rsa_pss_rsae_sha512"),
    (0x0807, "ed25519"),
    (0x0808, "ed448"),
    (0x0809, "rsa_pss_pss_sha256"),
    (0x080a, "rsa_pss_pss_sha384"),
    (0x080b, "rsa_pss_pss_sha512"),
    (0x081a, "ecdsa_brainpoolP256r1tls13_sha256"),
    (0x081b, "ecdsa_brainpoolP384r1tls13_sha384"),
    (0x081c, "ecdsa_brainpoolP512r1tls13_sha512"),
    (0x0904, "mldsa44"),
    (0x0905, "mldsa65"),
    (0x0906, "mldsa87"),
    (0x0911, "slhdsa_sha2_128s"),
    (0x0912, "slhdsa_sha2_128f"),
    (0x0913, "slhdsa_sha2_192s"),
    (0x0914, "slhdsa_sha2_192f"),
    (0x0915, "slhdsa_sha2_256s"),
    (0x0916, "slhdsa_sha2_256f"),
    (0x0917, "slhdsa_shake_128s"),
    (0x0918, "slhdsa_shake_128f"),
    (0x0919, "slhdsa_shake_192s"),
    (0x091a, "slhdsa_shake_192f"),
    (0x091b, "slhdsa_shake_256s"),
    (0x091c, "slhdsa_shake_256f"),
];

/// What TLS 1.2 has beside those: a "TLS HashAlgorithm" and a "TLS SignatureAlgorithm", a byte each.
pub(super) const SIGNATURE_PAIRS: &[(u16, &str)] = &[
    (0x0101, "MD5 RSA"),
    (0x0102, "MD5 DSA"),
    (0x0103, "MD5 ECDSA"),
    (0x0202, "SHA1 DSA"),
    (0x0301, "SHA224 RSA"),
    (0x0302, "SHA224 DSA"),
    (0x0303, "SHA224 ECDSA"),
    (0x0402, "SHA256 DSA"),
    (0x0502, "SHA384 DSA"),
    (0x0602, "SHA512 DSA"),
    (0x0840, "gostr34102012_256"),
    (0x0841, "gostr34102012_512"),
];

/// "TLS HashAlgorithm": the first byte of a TLS 1.2 signature algorithm.
pub(super) const HASHES: &[(u16, &str)] = &[
    (0, "None"),
    (1, "MD5"),
    (2, "SHA1"),
    (3, "SHA224"),
    (4, "SHA256"),
    (5, "SHA384"),
    (6, "SHA512"),
    (7, "SM3"),
    (8, "Intrinsic"),
];

/// "TLS SignatureAlgorithm": the second byte of a TLS 1.2 signature algorithm.
pub(super) const SIGNATURES: &[(u16, &str)] = &[
    (0, "Anonymous"),
    (1, "RSA"),
    (2, "DSA"),
    (3, "ECDSA"),
    (4, "SM2"),
    (7, "ed25519"),
    (8, "ed448"),
    (64, "gostr34102012_256"),
    (65, "gostr34102012_512"),
];

/// "TLS PskKeyExchangeMode".
pub(super) const PSK_MODES: &[(u16, &str)] =
    &[(0, "PSK-only key establishment (psk_ke)"), (1, "PSK with (EC)DHE key establishment (psk_dhe_ke)")];

/// "TLS Certificate Types".
pub(super) const CERTIFICATE_TYPES: &[(u16, &str)] =
    &[(0, "X.509"), (1, "OpenPGP"), (2, "Raw Public Key"), (3, "1609Dot2")];

/// "TLS ClientCertificateType Identifiers": what a TLS 1.2 server asks for.
pub(super) const CLIENT_CERTIFICATE_TYPES: &[(u16, &str)] = &[
    (1, "RSA Sign"),
    (2, "DSS Sign"),
    (3, "RSA Fixed DH"),
    (4, "DSS Fixed DH"),
    (5, "RSA Ephemeral DH"),
    (6, "DSS Ephemeral DH"),
    (20, "Fortezza DMS"),
    (21, "GOST R 34.10-94"),
    (22, "GOST R 34.10-2001"),
    (64, "ECDSA Sign"),
    (65, "RSA Fixed ECDH"),
    (66, "ECDSA Fixed ECDH"),
    (67, "GOST Sign 256"),
    (68, "GOST Sign 512"),
    (80, "IBC Params"),
];

/// "TLS Certificate Compression Algorithm IDs".
pub(super) const CERTIFICATE_COMPRESSIONS: &[(u16, &str)] = &[(1, "zlib"), (2, "brotli"), (3, "zstd")];

/// `CertChainType` (RFC 6066 section 5).
pub(super) const CERTIFICATE_CHAIN_TYPES: &[(u16, &str)] = &[(0, "Individual Certificates"), (1, "PKI Path")];

/// "TLS Supplemental Data Formats (SupplementalDataType)".
pub(super) const SUPPLEMENTAL_DATA_TYPES: &[(u16, &str)] = &[(0, "user_mapping_data"), (16386, "authz_data")];

/// "TLS Compression Method Identifiers".
pub(super) const COMPRESSIONS: &[(u16, &str)] = &[(0, "null"), (1, "DEFLATE"), (64, "LZS")];

/// "TLS EC Point Formats".
pub(super) const POINT_FORMATS: &[(u16, &str)] =
    &[(0, "uncompressed"), (1, "ansiX962_compressed_prime"), (2, "ansiX962_compressed_char2")];

/// "TLS EC Curve Types".
pub(super) const CURVE_TYPES: &[(u16, &str)] =
    &[(1, "explicit_prime"), (2, "explicit_char2"), (3, "named_curve")];

/// `MaxFragmentLength` (RFC 6066 section 4): bytes.
pub(super) const FRAGMENT_LENGTHS: &[(u16, &str)] = &[(1, "512"), (2, "1024"), (3, "2048"), (4, "4096")];

/// `NameType` (RFC 6066 section 3).
pub(super) const NAME_TYPES: &[(u16, &str)] = &[(0, "host_name")];

/// "TLS CertificateStatusType".
pub(super) const STATUS_TYPES: &[(u16, &str)] = &[(1, "OCSP"), (2, "OCSP Multi")];

/// `KeyUpdateRequest` (RFC 8446 section 4.6.3).
pub(super) const KEY_UPDATES: &[(u16, &str)] = &[(0, "update_not_requested"), (1, "update_requested")];

/// "TLS Heartbeat Modes".
pub(super) const HEARTBEAT_MODES: &[(u16, &str)] =
    &[(1, "Peer allowed to send requests"), (2, "Peer not allowed to send requests")];

/// "TLS KDF Identifiers" and "HPKE KDF Identifiers", for encrypted_client_hello.
pub(super) const HPKE_KDFS: &[(u16, &str)] = &[(1, "HKDF-SHA256"), (2, "HKDF-SHA384"), (3, "HKDF-SHA512")];

/// "HPKE AEAD Identifiers", for encrypted_client_hello.
pub(super) const HPKE_AEADS: &[(u16, &str)] =
    &[(1, "AES-128-GCM"), (2, "AES-256-GCM"), (3, "ChaCha20Poly1305"), (0xffff, "Export-only")];

/// "HPKE KEM Identifiers", for encrypted_client_hello.
pub(super) const HPKE_KEMS: &[(u16, &str)] = &[
    (0x0010, "DHKEM(P-256, HKDF-SHA256)"),
    (0x0011, "DHKEM(P-384, HKDF-SHA384)"),
    (0x0012, "DHKEM(P-521, HKDF-SHA512)"),
    (0x0013, "DHKEM(CP-256, HKDF-SHA256)"),
    (0x0014, "DHKEM(CP-384, HKDF-SHA384)"),
    (0x0015, "DHKEM(CP-521, HKDF-SHA512)"),
    (0x0016, "DHKEM(secp256k1, HKDF-SHA256)"),
    (0x0020, "DHKEM(X25519, HKDF-SHA256)"),
    (0x0021, "DHKEM(X448, HKDF-SHA512)"),
    (0x0030, "X25519Kyber768Draft00"),
    (0x0040, "ML-KEM-512"),
    (0x0041, "ML-KEM-768"),
    (0x0042, "ML-KEM-1024"),
    (0x647a, "X-Wing"),
];

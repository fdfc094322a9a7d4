//! Sessions for the tests: both ends in this process, every byte and every secret recorded.
//!
//! [`all`] makes one of each kind: versions, suites, groups, keys, PSK, resumption, early data, Hello Retry
//! Request, client authentication, alerts. A [`Recording`] is what a capture and a key log would have of it.

#![allow(dead_code)] // each test uses its part
#![allow(clippy::unwrap_used, clippy::expect_used)] // `make bench`, which is no test to clippy, uses it, too

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) mod check;
pub(crate) mod compressed;
pub(crate) mod recorded;
pub(crate) mod rfc8448;
pub(crate) mod strangers;

use openssl::ocsp::{OcspResponse, OcspResponseStatus};
use openssl::pkey::{PKey, Private};
use openssl::ssl::{
    self, AlpnError, ErrorCode, ShutdownState, Ssl, SslContext, SslContextBuilder, SslFiletype, SslMethod,
    SslOptions, SslRef, SslSession, SslSessionCacheMode, SslStream, SslVerifyMode, SslVersion,
};
use wire::secrets::{KeyLog, from_hex};
use wire::{Direction, Event, Session};

/// What one side has written in one go: who, when, what.
pub(crate) type Chunk = (Direction, Duration, Vec<u8>);

/// A session as it was on the wire, and its secrets.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// What kind of session it is.
    pub(crate) name: String,
    /// In the order of the wire.
    pub(crate) chunks: Vec<Chunk>,
    /// Lines as in a file of `SSLKEYLOGFILE`.
    pub(crate) key_log: String,
}

impl Recording {
    /// A session in a file: a line is `client` or `server` and a record, or a line of a key log.
    pub(crate) fn parse(name: String, text: &str) -> Self {
        let (mut chunks, mut key_log) = (Vec::new(), String::new());
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (word, rest) = line.split_once(' ').unwrap();
            let time = Duration::from_millis(chunks.len() as u64);
            match word {
                "client" => chunks.push((Direction::FromClient, time, from_hex(rest).unwrap())),
                "server" => chunks.push((Direction::FromServer, time, from_hex(rest).unwrap())),
                _ => {
                    key_log.push_str(line);
                    key_log.push('\n');
                }
            }
        }
        Self { name, chunks, key_log }
    }

    /// Reads it as a finished capture is read.
    pub(crate) fn read(&self) -> Vec<Event> {
        self.read_by(self.session())
    }

    /// The same, with the steps of its key schedule.
    pub(crate) fn read_with_keys(&self) -> Vec<Event> {
        self.read_by(self.session().explain_keys())
    }

    fn session(&self) -> Session {
        let mut log = KeyLog::new();
        log.add(&self.key_log);
        Session::of_capture(Arc::new(log))
    }

    fn read_by(&self, mut session: Session) -> Vec<Event> {
        let mut events = Vec::new();
        for (direction, time, bytes) in &self.chunks {
            session.feed(*direction, *time, bytes);
            events.extend(session.events());
        }
        session.finish();
        events.extend(session.events());
        events
    }
}

/// The two byte streams between a client and a server.
#[derive(Default)]
struct Wire {
    to_client: VecDeque<u8>,
    to_server: VecDeque<u8>,
    chunks: Vec<Chunk>,
}

/// One end of the wire.
#[derive(Clone)]
struct End {
    wire: Rc<RefCell<Wire>>,
    writes: Direction,
}

impl Read for End {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut wire = self.wire.borrow_mut();
        let queue = match self.writes {
            Direction::FromClient => &mut wire.to_client,
            Direction::FromServer => &mut wire.to_server,
        };
        if queue.is_empty() { Err(ErrorKind::WouldBlock.into()) } else { queue.read(buffer) }
    }
}

impl Write for End {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut wire = self.wire.borrow_mut();
        match self.writes {
            Direction::FromClient => wire.to_server.extend(bytes),
            Direction::FromServer => wire.to_client.extend(bytes),
        }
        // A clock of its own, so that two runs differ only in random bytes.
        let time = Duration::from_millis(wire.chunks.len() as u64);
        wire.chunks.push((self.writes, time, bytes.to_vec()));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is planned for a session.
pub(crate) struct Plan {
    /// The client's settings.
    pub(crate) client: SslContextBuilder,
    /// The server's settings.
    pub(crate) server: SslContextBuilder,
    /// Called for the client's connection before the handshake.
    pub(crate) prepare: Box<dyn FnMut(&mut SslRef)>,
    /// A first session that this one resumes.
    pub(crate) resume: bool,
    /// Sent with 0-RTT.
    pub(crate) early_data: Option<&'static [u8]>,
    /// Whether the server reads early data.
    pub(crate) accept_early: bool,
    /// What is said after the handshake, by whom.
    pub(crate) talk: Vec<(Direction, Vec<u8>)>,
    /// Whether both ends close in good order.
    pub(crate) close: bool,
    /// Whose key log is kept: the other's may lack secrets.
    pub(crate) logged: Direction,
}

/// `SSL_OP_NO_ENCRYPT_THEN_MAC` of `openssl/ssl.h`, which the bindings lack.
const NO_ENCRYPT_THEN_MAC: u64 = 1 << 19;

fn certs(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../certs")).join(name)
}

impl Plan {
    fn new() -> Self {
        openssl::init();
        let mut client = SslContext::builder(SslMethod::tls_client()).unwrap();
        client.load_verify_locations(Some(&certs("tb-ca-cert.pem")), None).unwrap();
        client.set_verify(SslVerifyMode::PEER);
        client.set_session_cache_mode(SslSessionCacheMode::CLIENT | SslSessionCacheMode::NO_INTERNAL);
        // From OpenSSL 3.5 on, a hybrid group would come first. Its secret is not available, so not
        // everything could be proven.
        client.set_groups_list("X25519:P-256:X448:P-521:P-384").unwrap();
        let mut server = SslContext::builder(SslMethod::tls_server()).unwrap();
        server.set_session_id_context(b"wire").unwrap();
        let mut plan = Self {
            client,
            server,
            prepare: Box::new(|ssl| ssl.set_hostname("localhost").unwrap()),
            resume: false,
            early_data: None,
            accept_early: true,
            talk: vec![
                (Direction::FromClient, b"Hello server".to_vec()),
                (Direction::FromServer, b"I hear ya fa shizzle!\0".to_vec()),
            ],
            close: true,
            logged: Direction::FromClient,
        };
        plan.identity("tb-server");
        plan
    }

    /// The server's certificate.
    pub(crate) fn identity(&mut self, name: &str) {
        self.server.set_certificate_chain_file(certs(&format!("{name}-cert.pem"))).unwrap();
        self.server.set_private_key_file(certs(&format!("{name}-key.pem")), SslFiletype::PEM).unwrap();
    }

    /// A self-signed certificate of the server, for keys that the test CA has not signed. The client accepts
    /// it.
    pub(crate) fn own_identity(&mut self, key: &PKey<Private>, digest: openssl::hash::MessageDigest) {
        let mut name = openssl::x509::X509Name::builder().unwrap();
        name.append_entry_by_text("CN", "localhost").unwrap();
        let name = name.build();
        let mut certificate = openssl::x509::X509::builder().unwrap();
        certificate.set_version(2).unwrap();
        certificate.set_subject_name(&name).unwrap();
        certificate.set_issuer_name(&name).unwrap();
        certificate.set_pubkey(key).unwrap();
        certificate.set_not_before(&openssl::asn1::Asn1Time::days_from_now(0).unwrap()).unwrap();
        certificate.set_not_after(&openssl::asn1::Asn1Time::days_from_now(1).unwrap()).unwrap();
        certificate.sign(key, digest).unwrap();
        let certificate = certificate.build();
        self.server.set_certificate(&certificate).unwrap();
        self.server.set_private_key(key).unwrap();
        self.client.cert_store_mut().add_cert(certificate).unwrap();
    }

    pub(crate) fn version(&mut self, version: SslVersion) {
        self.client.set_min_proto_version(Some(version)).unwrap();
        self.client.set_max_proto_version(Some(version)).unwrap();
        self.server.set_max_proto_version(Some(version)).unwrap();
    }

    /// TLS 1.2 with this suite, in OpenSSL's name for it.
    pub(crate) fn tls12(&mut self, suite: &str) {
        self.version(SslVersion::TLS1_2);
        for ctx in [&mut self.client, &mut self.server] {
            ctx.set_cipher_list(&format!("{suite}:@SECLEVEL=0")).unwrap();
        }
    }

    /// TLS 1.3 with this suite.
    pub(crate) fn tls13(&mut self, suite: &str) {
        self.version(SslVersion::TLS1_3);
        self.client.set_ciphersuites(suite).unwrap();
        self.server.set_ciphersuites(suite).unwrap();
    }

    pub(crate) fn groups(&mut self, client: &str, server: &str) {
        self.client.set_groups_list(client).unwrap();
        self.server.set_groups_list(server).unwrap();
    }

    /// The client has a certificate, and the server asks for one.
    pub(crate) fn client_authentication(&mut self, name: Option<&str>, required: bool) {
        if let Some(name) = name {
            self.client.set_certificate_chain_file(certs(&format!("{name}-cert.pem"))).unwrap();
            self.client.set_private_key_file(certs(&format!("{name}-key.pem")), SslFiletype::PEM).unwrap();
        }
        self.server.load_verify_locations(Some(&certs("tb-ca-cert.pem")), None).unwrap();
        let names = openssl::x509::X509Name::load_client_ca_file(certs("tb-ca-cert.pem")).unwrap();
        self.server.set_client_ca_list(names);
        let mode = if required { SslVerifyMode::FAIL_IF_NO_PEER_CERT } else { SslVerifyMode::NONE };
        self.server.set_verify(SslVerifyMode::PEER | mode);
    }

    /// The pre-shared key of section 6.3.
    pub(crate) fn pre_shared_key(&mut self) {
        const KEY: [u8; 4] = [0x1a, 0x2b, 0x3c, 0x4d];
        self.client.set_psk_client_callback(|_, _, identity, key| {
            identity[..16].copy_from_slice(b"Client_identity\0");
            key[..4].copy_from_slice(&KEY);
            Ok(4)
        });
        self.server.set_psk_server_callback(|_, identity, key| {
            key[..4].copy_from_slice(&KEY);
            Ok(if identity == Some(b"Client_identity") { 4 } else { 0 })
        });
    }

    /// Makes the session, and a first one if it is resumed.
    fn run(mut self, name: &str) -> Recording {
        let log = Arc::new(Mutex::new(String::new()));
        let logged = Arc::clone(&log);
        let kept = if self.logged == Direction::FromClient { &mut self.client } else { &mut self.server };
        kept.set_keylog_callback(move |ssl, line| {
            let mut log = logged.lock().unwrap();
            let random = line.split(' ').nth(1).unwrap_or_default();
            for (label, secret) in common::key_exchange::key_exchange_secrets(ssl, line) {
                writeln!(log, "{label} {random} {}", wire::fields::hex(&secret)).unwrap();
            }
            log.push_str(line);
            log.push('\n');
        });
        let saved = Arc::new(Mutex::new(Vec::new()));
        let sessions = Arc::clone(&saved);
        self.client.set_new_session_callback(move |_, session| {
            sessions.lock().unwrap().push(session.to_der().unwrap());
        });
        if self.early_data.is_some() {
            self.server.set_max_early_data(16_384).unwrap();
        }
        let client = self.client.build();
        let server = self.server.build();
        if self.resume {
            let talk = [(Direction::FromServer, b"first".to_vec())];
            connect(&client, &server, None, None, true, &talk, true, &mut self.prepare);
            log.lock().unwrap().clear();
        }
        let session = saved.lock().unwrap().first().map(|der| SslSession::from_der(der).unwrap());
        assert_eq!(session.is_some(), self.resume, "{name}: there is no session to resume");
        let chunks = connect(
            &client,
            &server,
            session,
            self.early_data,
            self.accept_early,
            &self.talk,
            self.close,
            &mut self.prepare,
        );
        let key_log = log.lock().unwrap().clone();
        Recording { name: name.to_owned(), chunks, key_log }
    }
}

fn again(error: &ssl::Error) -> bool {
    matches!(error.code(), ErrorCode::WANT_READ | ErrorCode::WANT_WRITE)
}

/// Runs both ends in turn.
#[allow(clippy::too_many_arguments)]
fn connect(
    client: &SslContext,
    server: &SslContext,
    session: Option<SslSession>,
    early_data: Option<&[u8]>,
    accept_early: bool,
    talk: &[(Direction, Vec<u8>)],
    close: bool,
    prepare: &mut dyn FnMut(&mut SslRef),
) -> Vec<Chunk> {
    let wire = Rc::new(RefCell::new(Wire::default()));
    let mut ssl = Ssl::new(client).unwrap();
    prepare(&mut ssl);
    if let Some(session) = session {
        ffi::SSL_set_session(&mut ssl, session).unwrap();
    }
    let end = End { wire: Rc::clone(&wire), writes: Direction::FromClient };
    let mut client = SslStream::new(ssl, end.clone()).unwrap();
    let ssl = Ssl::new(server).unwrap();
    let mut server = SslStream::new(ssl, End { writes: Direction::FromServer, ..end }).unwrap();

    if let Some(data) = early_data {
        client.write_early_data(data).unwrap();
    }
    let mut early = early_data.is_some() && accept_early;
    let (mut connected, mut accepted) = (None, None);
    for _ in 0..100 {
        if connected.is_none() {
            connected = finished(client.connect());
        }
        while early {
            match server.read_early_data(&mut [0; 1024]) {
                Ok(0) => early = false,
                Ok(_) => {}
                Err(error) if again(&error) => break,
                Err(_) => early = false,
            }
        }
        if accepted.is_none() && !early {
            accepted = finished(server.accept());
        }
        if accepted.is_some() && connected.is_some() {
            break;
        }
        if accepted == Some(false) || connected == Some(false) {
            // One more turn for the other to read the alert.
            if connected.is_none() {
                connected = finished(client.connect());
            }
            if accepted.is_none() && !early {
                accepted = finished(server.accept());
            }
            break;
        }
    }
    if accepted == Some(true) && connected == Some(true) {
        for (writer, bytes) in talk {
            let (from, to) = match writer {
                Direction::FromClient => (&mut client, &mut server),
                Direction::FromServer => (&mut server, &mut client),
            };
            from.ssl_write(bytes).unwrap();
            let mut left = bytes.len();
            let mut buffer = [0; 4096];
            while left > 0 {
                match to.ssl_read(&mut buffer) {
                    Ok(count) => left -= count,
                    Err(error) => panic!("{error}"),
                }
            }
        }
        if close {
            let _ = client.shutdown();
            let _ = server.ssl_read(&mut [0]);
            let _ = server.shutdown();
            let _ = client.ssl_read(&mut [0]);
            assert!(client.get_shutdown().contains(ShutdownState::RECEIVED));
        }
    } else if connected == Some(true) {
        let _ = client.ssl_read(&mut [0]); // a late alert
    }
    drop((client, server));
    Rc::into_inner(wire).unwrap().into_inner().chunks
}

/// `None`: not yet.
fn finished(step: Result<(), ssl::Error>) -> Option<bool> {
    match step {
        Ok(()) => Some(true),
        Err(error) if again(&error) => None,
        Err(_) => Some(false),
    }
}

/// Makes a session as planned.
pub(crate) fn record(name: &str, plan: impl FnOnce(&mut Plan)) -> Recording {
    let mut planned = Plan::new();
    plan(&mut planned);
    planned.run(name)
}

/// Whether this OpenSSL has Camellia: the one that the bindings build from source has not.
pub(crate) fn has_camellia() -> bool {
    let mut ctx = SslContext::builder(SslMethod::tls()).unwrap();
    let has = ctx.set_cipher_list("CAMELLIA256-SHA:@SECLEVEL=0").is_ok();
    if !has {
        harness::skipped("sessions with Camellia, which this OpenSSL does not have");
    }
    has
}

/// One session of each kind that OpenSSL makes with itself.
#[allow(clippy::too_many_lines)] // a table
pub(crate) fn all() -> Vec<Recording> {
    let mut all = Vec::new();
    let mut add = |name: &str, plan: &dyn Fn(&mut Plan)| all.push(record(name, plan));

    add("tls13 defaults", &|_| {});
    for suite in [
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_AES_128_CCM_SHA256",
        "TLS_AES_128_CCM_8_SHA256",
    ] {
        add(&format!("tls13 {suite}"), &|plan| {
            plan.tls13(suite);
            plan.client.set_security_level(0);
            plan.server.set_security_level(0);
        });
    }
    for group in ["X25519", "P-256", "P-384", "P-521", "X448", "ffdhe2048", "ffdhe3072"] {
        add(&format!("tls13 group {group}"), &|plan| plan.groups(group, group));
    }
    for identity in ["tb-server-ecdsa", "tb-server-ed25519"] {
        add(&format!("tls13 {identity}"), &|plan| plan.identity(identity));
    }
    add("tls13 ed448", &|plan| {
        plan.own_identity(&PKey::generate_ed448().unwrap(), openssl::hash::MessageDigest::null());
    });
    add("tls13 ecdsa p384", &|plan| {
        let group = openssl::ec::EcGroup::from_curve_name(openssl::nid::Nid::SECP384R1).unwrap();
        let key = PKey::from_ec_key(openssl::ec::EcKey::generate(&group).unwrap()).unwrap();
        plan.own_identity(&key, openssl::hash::MessageDigest::sha384());
    });
    add("tls13 hello retry request", &|plan| plan.groups("X25519:P-256", "P-256"));
    add("tls13 no middlebox compatibility", &|plan| {
        plan.client.clear_options(SslOptions::ENABLE_MIDDLEBOX_COMPAT);
        plan.server.clear_options(SslOptions::ENABLE_MIDDLEBOX_COMPAT);
    });
    add("tls13 client certificate", &|plan| plan.client_authentication(Some("tb-client"), true));
    add("tls13 client certificate chain", &|plan| plan.client_authentication(Some("tb-client-chain"), true));
    add("tls13 client certificate after retry", &|plan| {
        plan.client_authentication(Some("tb-client"), true);
        plan.groups("X25519:P-256", "P-256");
    });
    add("tls13 no client certificate", &|plan| plan.client_authentication(None, false));
    add("tls13 client certificate missing", &|plan| plan.client_authentication(None, true));
    add("tls13 alpn", &|plan| {
        plan.client.set_alpn_protos(b"\x02h2\x08http/1.1").unwrap();
        plan.server.set_alpn_select_callback(|_, offered| {
            ssl::select_next_proto(b"\x08http/1.1", offered).ok_or(AlpnError::ALERT_FATAL)
        });
    });
    add("tls13 alpn refused", &|plan| {
        plan.client.set_alpn_protos(b"\x02h2").unwrap();
        plan.server.set_alpn_select_callback(|_, _| Err(AlpnError::ALERT_FATAL));
    });
    add("tls13 maximum fragment length", &|plan| {
        plan.prepare = Box::new(|ssl| ffi::SSL_set_tlsext_max_fragment_length(ssl, 1).unwrap());
        plan.talk.push((Direction::FromServer, vec![b'x'; 3000]));
    });
    add("tls13 long data", &|plan| plan.talk.push((Direction::FromServer, vec![b'x'; 40_000])));
    add("tls13 status request", &|plan| {
        plan.prepare = Box::new(|ssl| ssl.set_status_type(ssl::StatusType::OCSP).unwrap());
        // The response of a busy authority. Newer versions of OpenSSL send only valid responses.
        let response = OcspResponse::create(OcspResponseStatus::TRY_LATER, None).unwrap().to_der().unwrap();
        plan.server.set_status_callback(move |ssl| ssl.set_ocsp_status(&response).map(|()| true)).unwrap();
    });
    add("tls13 status response", &|plan| {
        plan.prepare = Box::new(|ssl| ssl.set_status_type(ssl::StatusType::OCSP).unwrap());
        // What `openssl ocsp` answered about three certificates: one is good, one revoked, one unknown.
        let response = include_bytes!("ocsp-response.der");
        plan.server.set_status_callback(|ssl| ssl.set_ocsp_status(response).map(|()| true)).unwrap();
    });
    add("tls13 external psk", &|plan| {
        plan.pre_shared_key();
        plan.tls13("TLS_AES_128_GCM_SHA256");
    });
    add("tls13 no tickets", &|plan| plan.server.set_num_tickets(0).unwrap());
    add("tls13 resumption", &|plan| plan.resume = true);
    add("tls13 resumption sha256", &|plan| {
        plan.resume = true;
        plan.tls13("TLS_AES_128_GCM_SHA256");
    });
    add("tls13 resumption with retry", &|plan| {
        plan.resume = true;
        plan.groups("X25519:P-384", "P-384");
    });
    for logged in [Direction::FromClient, Direction::FromServer] {
        let early = move |plan: &mut Plan| {
            plan.resume = true;
            plan.early_data = Some(b"good early morning");
            plan.logged = logged;
        };
        add(&format!("tls13 early data, log of the {logged}"), &early);
        add(&format!("tls13 early data refused, log of the {logged}"), &|plan| {
            early(plan);
            plan.accept_early = false;
        });
        add(&format!("tls13 early data refused by retry, log of the {logged}"), &|plan| {
            early(plan);
            plan.groups("X25519:P-384", "P-384");
        });
    }
    add("tls13 unknown ca", &|plan| {
        plan.client.set_cert_store(openssl::x509::store::X509StoreBuilder::new().unwrap().build());
    });
    add("tls13 no common group", &|plan| plan.groups("P-521", "X448"));
    add("tls13 cut without close_notify", &|plan| plan.close = false);
    add("version mismatch", &|plan| {
        plan.client.set_max_proto_version(Some(SslVersion::TLS1_2)).unwrap();
        plan.server.set_min_proto_version(Some(SslVersion::TLS1_3)).unwrap();
    });

    let suites = [
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-RSA-CHACHA20-POLY1305",
        "DHE-RSA-AES128-GCM-SHA256",
        "DHE-RSA-CHACHA20-POLY1305",
        "DHE-RSA-AES256-CCM",
        "DHE-RSA-AES128-CCM8",
        "AES128-GCM-SHA256",
        "AES256-CCM8",
        "ECDHE-RSA-AES128-SHA",
        "ECDHE-RSA-AES256-SHA384",
        "AES256-SHA256",
        "ECDHE-RSA-CAMELLIA128-SHA256",
        "ECDHE-RSA-NULL-SHA",
        "NULL-SHA256",
        "ADH-AES128-GCM-SHA256",
    ];
    for suite in suites.into_iter().filter(|suite| !suite.contains("CAMELLIA") || has_camellia()) {
        add(&format!("tls12 {suite}"), &|plan| {
            plan.tls12(suite);
            if suite.contains("DHE-RSA") || suite.starts_with("ADH") {
                plan.server.set_tmp_dh(&openssl::dh::Dh::get_2048_256().unwrap()).unwrap();
            }
            if suite.starts_with("ADH") {
                plan.client.set_verify(SslVerifyMode::NONE);
            }
        });
    }
    for suite in [
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-CCM",
        "ECDHE-ECDSA-AES256-CCM8",
    ] {
        add(&format!("tls12 {suite}"), &|plan| {
            plan.identity("tb-server-ecdsa");
            plan.tls12(suite);
        });
    }
    for suite in [
        "PSK-AES128-GCM-SHA256",
        "PSK-AES128-CCM8",
        "DHE-PSK-AES256-GCM-SHA384",
        "ECDHE-PSK-CHACHA20-POLY1305",
        "RSA-PSK-AES128-GCM-SHA256",
    ] {
        add(&format!("tls12 {suite}"), &|plan| {
            plan.pre_shared_key();
            plan.tls12(suite);
            plan.server.set_tmp_dh(&openssl::dh::Dh::get_2048_256().unwrap()).unwrap();
        });
    }
    add("tls12 ed25519", &|plan| {
        plan.identity("tb-server-ed25519");
        plan.version(SslVersion::TLS1_2);
    });
    add("tls12 group X25519", &|plan| {
        plan.tls12("ECDHE-RSA-AES128-GCM-SHA256");
        plan.groups("X25519", "X25519");
    });
    add("tls12 client certificate", &|plan| {
        plan.version(SslVersion::TLS1_2);
        plan.client_authentication(Some("tb-client"), true);
    });
    add("tls12 client certificate missing", &|plan| {
        plan.version(SslVersion::TLS1_2);
        plan.client_authentication(None, true);
    });
    add("tls12 resumption by ticket", &|plan| {
        plan.resume = true;
        plan.tls12("ECDHE-RSA-AES128-GCM-SHA256");
    });
    add("tls12 resumption by session id", &|plan| {
        plan.resume = true;
        plan.tls12("ECDHE-RSA-AES256-GCM-SHA384");
        plan.server.set_options(SslOptions::NO_TICKET);
    });
    add("tls12 no common suite", &|plan| {
        plan.version(SslVersion::TLS1_2);
        plan.client.set_cipher_list("ECDHE-RSA-AES128-GCM-SHA256").unwrap();
        plan.server.set_cipher_list("ECDHE-RSA-AES256-GCM-SHA384").unwrap();
    });
    add("tls12 downgrade marked", &|plan| {
        plan.client.set_max_proto_version(Some(SslVersion::TLS1_2)).unwrap();
    });
    // With and without RFC 7366.
    for authenticated_first in [false, true] {
        let order = if authenticated_first { ", first authenticated" } else { "" };
        for (name, version, suite) in [
            ("tls10", SslVersion::TLS1, "ECDHE-RSA-AES128-SHA"),
            ("tls11", SslVersion::TLS1_1, "ECDHE-RSA-AES128-SHA"),
            ("tls12 cbc", SslVersion::TLS1_2, "ECDHE-RSA-AES256-SHA384"),
        ] {
            add(&format!("{name}{order}"), &|plan| {
                plan.version(version);
                for ctx in [&mut plan.client, &mut plan.server] {
                    ctx.set_min_proto_version(Some(version)).unwrap();
                    ctx.set_cipher_list(&format!("{suite}:@SECLEVEL=0")).unwrap();
                    if authenticated_first {
                        ctx.set_options(SslOptions::from_bits_retain(NO_ENCRYPT_THEN_MAC));
                    }
                }
                plan.talk.push((Direction::FromServer, vec![b'x'; 3000]));
                plan.client_authentication(Some("tb-client"), true);
            });
        }
    }
    all
}

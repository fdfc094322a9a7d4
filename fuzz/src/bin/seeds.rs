//! Writes the seeds of all targets to `fuzz/corpus/`, from what the tests of the workspace have: the sessions of `wire`'s
//! tests, the captures of `book`'s, certificates, C sources.
//!
//! In form it is a target, as it is built with the others. It has nothing to fuzz: `-runs=0` ends it.

#![no_main]

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslSessionCacheMode, SslStream, SslVersion};
use openssl::x509::X509;
use tlsbook_fuzz::{join, kind};
use wire::capture::writer::{self, Connection};
use wire::message::Kind;
use wire::{Direction, Event};

#[path = "../../../wire/tests/sessions/mod.rs"]
mod sessions;

use sessions::Recording;

/// Sessions whose seed would be longer are none: the fuzzer is slow with them, and finds nothing more.
const LONGEST: usize = 30_000;

/// The folder of a target, and how many seeds are in it.
struct Corpus {
    folder: PathBuf,
    seeds: BTreeSet<Vec<u8>>,
}

impl Corpus {
    fn new(target: &str) -> Self {
        let folder = root().join("fuzz/corpus").join(target);
        Self { folder, seeds: BTreeSet::new() }
    }

    fn add(&mut self, seed: impl Into<Vec<u8>>) {
        let seed = seed.into();
        if seed.len() <= LONGEST {
            self.seeds.insert(seed);
        }
    }

    fn write(self) {
        let Self { folder, seeds } = self;
        fs::create_dir_all(&folder).unwrap();
        assert!(!seeds.is_empty());
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:04}")), seed).unwrap();
        }
        println!("{}: {} seeds", folder.file_name().unwrap().display(), seeds.len());
    }
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// All files below a folder with these extensions.
fn files(folder: &str, extensions: &[&str]) -> Vec<Vec<u8>> {
    let (mut folders, mut found) = (vec![root().join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|one| extensions.iter().any(|extension| one == *extension))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// What a session is for the target `session`, without its secrets if so wished.
fn parts(recording: &Recording, secrets: bool) -> Vec<u8> {
    let mut parts = vec![(kind::KEYS, recording.key_log.as_bytes())];
    parts.extend(recording.chunks.iter().map(|(from, _, bytes)| {
        (if *from == Direction::FromClient { kind::CLIENT } else { kind::SERVER }, bytes.as_slice())
    }));
    join(&parts[usize::from(!secrets)..])
}

/// The session as a capture, with its secrets.
fn capture(recording: &Recording) -> Vec<u8> {
    let mut file = Vec::new();
    writer::write_head(&mut file, &recording.key_log, 0).unwrap();
    let address = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
    let mut connection = Connection::new(address(50_000), address(443), Duration::from_secs(1));
    connection.open(&mut file).unwrap();
    let at = |time: &Duration| *time + Duration::from_secs(1);
    for (from, time, bytes) in &recording.chunks {
        connection.feed(&mut file, *from, at(time), bytes).unwrap();
    }
    connection.close(&mut file, Direction::FromClient, Duration::from_secs(2), false).unwrap();
    file
}

/// Each message for the target `message`, and the certificates of a chain for `x509`.
fn messages(recording: &Recording, messages: &mut Corpus, certificates: &mut Corpus) {
    for event in recording.read() {
        let Event::Message(message) = event else { continue };
        let (kind, number) = match message.kind {
            Kind::Alert => (0, 0),
            Kind::ChangeCipherSpec => (1, 0),
            Kind::Heartbeat => (3, 0),
            Kind::ClientHelloV2 => (5, 0),
            Kind::Handshake(number) => (6, number),
            _ => continue,
        };
        let side = u8::from(message.direction == Direction::FromServer);
        let retry = u8::from(message.context.retry);
        let mut seed = vec![kind << 2 | retry << 1 | side, number];
        seed.extend(message.context.version.to_be_bytes());
        seed.extend(message.context.suite.to_be_bytes());
        seed.extend(&message.bytes);
        messages.add(seed);
        for der in wire::overview::certificates(&message) {
            certificates.add(der);
        }
    }
}

/// The programs in the tests of the slips: string literals, one a line or several.
fn programs() -> Vec<Vec<u8>> {
    let tests = fs::read_to_string(root().join("book/src/compare/c/slips/tests.rs")).unwrap();
    let literals = tests.split('"').filter(|text| text.contains('{') && text.contains(';'));
    literals.map(|text| text.replace("\\n", "\n").into_bytes()).collect()
}

fuzz_target!(init: write_all(), |_input: &[u8]| {});

fn write_all() {
    let mut recordings = sessions::rfc8448::all();
    recordings.extend(sessions::recorded::all());
    recordings.extend(sessions::compressed::all());
    recordings.extend(sessions::all());

    let mut session = Corpus::new("session");
    let mut message = Corpus::new("message");
    let mut x509 = Corpus::new("x509");
    let mut key_log = Corpus::new("key_log");
    let mut captures = Corpus::new("capture");
    let mut explain = Corpus::new("explain");
    for recording in &recordings {
        session.add(parts(recording, true));
        session.add(parts(recording, false));
        key_log.add(recording.key_log.as_bytes());
        messages(recording, &mut message, &mut x509);
    }
    // Every third is a seed enough: they differ in their sessions, which have seeds of their own.
    let made = recordings.iter().step_by(3).map(capture);
    for (number, file) in files("book/tests/cases", &["pcap", "pcapng"]).into_iter().chain(made).enumerate() {
        for way in [2 * number, 2 * number + 1] {
            explain.add([&[way as u8][..], &file].concat());
        }
        captures.add(file);
    }
    for file in files("book/tests/cases", &["keys"]) {
        key_log.add(file);
    }
    key_log.add(fs::read(root().join("book/tests/cases/keys")).unwrap());
    for file in files("certs", &["pem"]) {
        for certificate in X509::stack_from_pem(&file).unwrap_or_default() {
            x509.add(certificate.to_der().unwrap());
        }
    }

    let mut session_file = Corpus::new("session_file");
    for saved in saved_sessions() {
        session_file.add(saved);
    }
    let mut psk_file = Corpus::new("psk_file");
    for text in ["Client_identity:1a2b3c4d\n", "#73656e736f723a37:5d3f2c00\r\n\nsecond one:00FF\n"] {
        psk_file.add(text);
    }
    let mut values = Corpus::new("values");
    for text in [
        "0aF9",
        "localhost",
        "www.example.com.",
        "127.0.0.1",
        "[::1]",
        "h2,http/1.1",
        "2026-01-02T03:04:05Z",
        "2026-01-02",
        "DNS:localhost",
        "IP:127.0.0.1",
        "email:a@example.com",
        "URI:http://localhost/",
        "CN=name",
        "commonName=name",
    ] {
        values.add(text);
    }
    let mut c_source = Corpus::new("c_source");
    for source in
        files("book/tests/twins", &["c"]).into_iter().chain(files("meet/peers", &["c"])).chain(programs())
    {
        c_source.add(source);
    }
    for corpus in
        [session, message, x509, key_log, captures, explain, session_file, psk_file, values, c_source]
    {
        corpus.write();
    }
}

/// Sessions that a server has given tickets for, as `client-tls-session` saves them.
fn saved_sessions() -> Vec<Vec<u8>> {
    let saved = Arc::new(Mutex::new(Vec::new()));
    for version in [SslVersion::TLS1_2, SslVersion::TLS1_3] {
        let (client, server) = UnixStream::pair().unwrap();
        let certs = root().join("certs");
        let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
        ctx.set_certificate_file(certs.join("tb-server-cert.pem"), SslFiletype::PEM).unwrap();
        ctx.set_private_key_file(certs.join("tb-server-key.pem"), SslFiletype::PEM).unwrap();
        let ssl = Ssl::new(&ctx.build()).unwrap();
        let serving = thread::spawn(move || {
            let mut stream = SslStream::new(ssl, server).unwrap();
            stream.accept().unwrap();
            stream.ssl_write(b"the tickets are before this").unwrap();
        });
        let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
        ctx.set_max_proto_version(Some(version)).unwrap();
        ctx.set_session_cache_mode(SslSessionCacheMode::CLIENT);
        let found = Arc::clone(&saved);
        ctx.set_new_session_callback(move |_, session| found.lock().unwrap().push(session.to_der().unwrap()));
        let mut stream = SslStream::new(Ssl::new(&ctx.build()).unwrap(), client).unwrap();
        stream.connect().unwrap();
        stream.ssl_read(&mut [0; 100]).unwrap();
        serving.join().unwrap();
    }
    Arc::into_inner(saved).unwrap().into_inner().unwrap()
}

//! Every byte of a session file, changed: at worst a full handshake, never a crash. Against a real server, byte
//! by byte.

#![allow(clippy::unwrap_used)]

use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::Duration;
use std::{fs, thread};

use common::ffi;
use common::net::Host;
use harness::{open, serve};
use openssl::sha::sha256;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslSession, SslStream, SslVerifyMode};
use resume::session;

/// What client-tls-resume does with the bytes of a file, in this process; whether the session was reused, or why the
/// handshake failed.
fn resume(bytes: &[u8], ctx: &SslContext, port: u16) -> Result<bool, openssl::ssl::Error> {
    let mut ssl = Ssl::new(ctx).unwrap();
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    ssl.param_mut().set_ip(address).unwrap();
    let session = session::der(bytes).and_then(|der| SslSession::from_der(der).map_err(session::undecodable));
    let host = Host::Address(address);
    if let Ok(session) = session.and_then(|session| session::usable(session, ctx.cert_store(), &host)) {
        ffi::SSL_set_session(&mut ssl, session).unwrap();
    }
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut stream = SslStream::new(ssl, tcp).unwrap();
    stream.connect()?;
    let reused = stream.ssl().session_reused();
    let _ = stream.shutdown();
    let _ = stream.shutdown();
    Ok(reused)
}

fn context() -> SslContext {
    let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
    let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/../../certs/tb-ca-cert.pem");
    ctx.load_verify_locations(Some(Path::new(ca)), None).unwrap();
    ctx.set_verify(SslVerifyMode::PEER);
    ctx.build()
}

/// Calls `try_one` for each byte of a session with a copy in which `change` has changed that byte; two at a time.
fn each_byte(
    bytes: &[u8],
    change: impl Fn(&mut Vec<u8>, usize) + Sync,
    try_one: impl Fn(usize, &[u8]) + Sync,
) {
    thread::scope(|scope| {
        for first in 0..2 {
            let (change, try_one) = (&change, &try_one);
            scope.spawn(move || {
                for at in (first..bytes.len()).step_by(2) {
                    let mut changed = bytes.to_vec();
                    change(&mut changed, at);
                    try_one(at, &changed);
                }
            });
        }
    });
}

fn saved_session(port: u16) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    let mut client = open("client-tls-session", &["--session", file.to_str().unwrap()], port).unwrap();
    client.close_input();
    client.end(0).unwrap();
    fs::read(file).unwrap()
}

#[test]
fn whichever_byte_is_changed_it_costs_a_full_handshake() {
    // This server ends with the first handshake that fails: that it still runs at the end proves that none did.
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let ctx = context();
    let bytes = saved_session(port);
    assert!(resume(&bytes, &ctx, port).unwrap());
    each_byte(
        &bytes,
        |bytes, at| bytes[at] ^= 1 << (at % 8),
        |at, changed| assert!(!resume(changed, &ctx, port).unwrap(), "byte {at}"),
    );
    assert!(resume(&bytes, &ctx, port).unwrap());
}

/// A file whose sum was made to fit again. Only somebody who may write the file can do that, but even then nothing
/// crashes.
#[test]
fn whichever_byte_is_forged_nothing_crashes() {
    let (_server, port) = serve("server-tls-threads", &[]).unwrap();
    let ctx = context();
    let bytes = saved_session(port);
    let der = &bytes[..bytes.len() - 32];
    let outcomes = std::sync::Mutex::new([0; 3]);
    each_byte(
        der,
        |der, at| {
            der[at] ^= 1 << (at % 8);
            let sum = sha256(der);
            der.extend_from_slice(&sum);
        },
        |_, changed| {
            let outcome = match resume(changed, &ctx, port) {
                Ok(true) => 0,
                Ok(false) => 1,
                Err(_) => 2, // a binder that does not verify: the server must refuse (RFC 8446 section 4.2.11)
            };
            outcomes.lock().unwrap()[outcome] += 1;
        },
    );
    let [reused, full, failed] = outcomes.into_inner().unwrap();
    assert_eq!(reused + full + failed, der.len());
    // Without the sum, these would have been the failures of an honest reader with a bad disk.
    assert!(failed >= 32, "{failed} handshakes failed: each byte of the secret must count");
    assert!(full > 0 && reused > 0, "{full} full, {reused} resumed");
}

#[test]
fn the_program_says_so() {
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let bytes = saved_session(port);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    for at in (0..bytes.len()).step_by(bytes.len() / 10) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x80;
        fs::write(&file, changed).unwrap();
        let mut client = open("client-tls-resume", &["--session", file.to_str().unwrap()], port).unwrap();
        client.wait_for(" is not used: it is damaged, or was not saved by these programs\n").unwrap();
        client.see("Session is not reused. New session was negotiated.\n").unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
}

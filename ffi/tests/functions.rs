//! Every function of the crate, called as the programs call it. With nightly, these tests run under AddressSanitizer (see
//! CONTRIBUTING.md): the functions must not give out what does not live long enough, nor keep what they free.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use openssl::cipher::Cipher;
use openssl::md::Md;
use openssl::md_ctx::MdCtx;
use openssl::nid::Nid;
use openssl::ssl::{
    Ssl, SslContext, SslContextBuilder, SslFiletype, SslMethod, SslMode, SslSession, SslSessionCacheMode,
    SslStream, SslVersion,
};
use openssl::x509::X509;

fn certs(file: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../certs")).join(file)
}

fn client_context(version: SslVersion) -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
    ctx.set_max_proto_version(Some(version)).unwrap();
    ctx
}

fn server_context() -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
    ctx.set_certificate_file(certs("tb-server-cert.pem"), SslFiletype::PEM).unwrap();
    ctx.set_private_key_file(certs("tb-server-key.pem"), SslFiletype::PEM).unwrap();
    ctx.set_session_id_context(b"ffi").unwrap();
    ctx.set_max_early_data(1000).unwrap();
    ctx
}

/// Both ends of a session; each does its part in a thread of its own.
fn session(
    client: Ssl,
    server: Ssl,
    as_client: impl FnOnce(&mut SslStream<TcpStream>) + Send,
    as_server: impl FnOnce(&mut SslStream<TcpStream>) + Send,
) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut stream = SslStream::new(server, listener.accept().unwrap().0).unwrap();
            stream.accept().unwrap();
            as_server(&mut stream);
            let _ = stream.shutdown(); // a session that ends otherwise is not resumed
        });
        let mut stream = SslStream::new(client, TcpStream::connect(address).unwrap()).unwrap();
        stream.connect().unwrap();
        as_client(&mut stream);
        let _ = stream.shutdown();
    });
}

/// A session that a client has been given a ticket for.
fn saved(version: SslVersion, server: &SslContext) -> SslSession {
    let found = Arc::new(Mutex::new(None));
    let mut ctx = client_context(version);
    ctx.set_session_cache_mode(SslSessionCacheMode::CLIENT);
    let kept = Arc::clone(&found);
    ctx.set_new_session_callback(move |_, session| *kept.lock().unwrap() = Some(session.to_der().unwrap()));
    session(
        Ssl::new(&ctx.build()).unwrap(),
        Ssl::new(server).unwrap(),
        |stream| assert_eq!(stream.ssl_read(&mut [0; 10]).unwrap(), 7),
        |stream| assert_eq!(stream.ssl_write(b"tickets").unwrap(), 7),
    );
    let der = found.lock().unwrap().take().unwrap();
    SslSession::from_der(&der).unwrap()
}

#[test]
fn settings_of_a_context() {
    static STEPS: AtomicU32 = AtomicU32::new(0);
    ffi::init_without_config();
    ffi::never_prompt();
    let mut ctx = server_context();
    assert!(ffi::SSL_CTX_get_security_level(&ctx) >= 0);
    ctx.set_mode(SslMode::AUTO_RETRY);
    ffi::SSL_CTX_clear_mode(&mut ctx, SslMode::AUTO_RETRY);
    ffi::SSL_CTX_set_timeout(&mut ctx, 60);
    ffi::SSL_CTX_set_info_callback(&mut ctx, |ssl, event, _| {
        assert!(!ssl.state_string_long().is_empty());
        STEPS.fetch_add(u32::from(event & ffi::SSL_CB_LOOP != 0), Ordering::Relaxed);
    });
    let saved = saved(SslVersion::TLS1_3, &ctx.build());
    assert!(STEPS.load(Ordering::Relaxed) > 5);
    assert_eq!(ffi::SSL_SESSION_get_ticket_lifetime_hint(&saved), 60);
}

#[test]
fn a_session() {
    let server = server_context().build();
    let ssl = Ssl::new(&client_context(SslVersion::TLS1_3).build()).unwrap();
    assert_eq!(ffi::SSL_get_negotiated_group(&ssl), None);
    assert_eq!(ffi::SSL_get_peer_signature_nid(&ssl), None);
    session(
        ssl,
        Ssl::new(&server).unwrap(),
        |stream| {
            assert!(ffi::SSL_get_negotiated_group(stream.ssl()).is_some());
            let (kind, hash) = ffi::SSL_get_peer_signature_nid(stream.ssl()).unwrap();
            assert_eq!(hash, Nid::SHA256.as_raw());
            assert!(kind > 0);
            assert_eq!(ffi::SSL_get_early_data_status(stream.ssl()), ffi::SSL_EARLY_DATA_NOT_SENT);
            ffi::SSL_key_update(stream, true).unwrap();
            stream.write_all(b"after the update").unwrap();
            assert_eq!(stream.ssl_read(&mut [0; 100]).unwrap(), 5);
            ffi::SSL_renegotiate(stream).unwrap_err(); // TLS 1.3 has none
        },
        |stream| {
            assert!(ffi::SSL_get_signature_nid(stream.ssl()).is_some());
            assert_eq!(stream.ssl_read(&mut [0; 100]).unwrap(), 16);
            stream.write_all(b"taken").unwrap();
        },
    );
}

#[test]
fn a_session_of_tls_1_2() {
    let mut ssl = Ssl::new(&client_context(SslVersion::TLS1_2).build()).unwrap();
    ffi::SSL_set_tlsext_max_fragment_length(&mut ssl, 5).unwrap_err();
    ffi::SSL_set_tlsext_max_fragment_length(&mut ssl, 2).unwrap();
    session(
        ssl,
        Ssl::new(&server_context().build()).unwrap(),
        |stream| {
            assert_eq!(ffi::SSL_SESSION_get_max_fragment_length(stream.ssl().session().unwrap()), 2);
            ffi::SSL_key_update(stream, true).unwrap_err(); // that is TLS 1.3's
            ffi::SSL_renegotiate(stream).unwrap();
        },
        |_| {},
    );
}

#[test]
fn a_certificate_of_one_connection() {
    let ctx = SslContext::builder(SslMethod::tls_server()).unwrap().build();
    let mut ssl = Ssl::new(&ctx).unwrap();
    ffi::SSL_check_private_key(&ssl).unwrap_err();
    for wrong in ["", "none\0", "no such file"] {
        ffi::SSL_use_certificate_file(&mut ssl, Path::new(wrong), SslFiletype::PEM).unwrap_err();
    }
    ffi::SSL_use_certificate_file(&mut ssl, &certs("tb-server-cert.pem"), SslFiletype::PEM).unwrap();
    ssl.set_private_key_file(certs("tb-server-key.pem"), SslFiletype::PEM).unwrap();
    ffi::SSL_check_private_key(&ssl).unwrap();
}

#[test]
fn a_saved_session() {
    let server = server_context().build();
    for version in [SslVersion::TLS1_3, SslVersion::TLS1_2] {
        let saved = saved(version, &server);
        assert!(ffi::SSL_SESSION_is_resumable(&saved));
        // What belongs to the session outlives no borrow of it; the certificate is a reference of its own.
        let ticket = ffi::SSL_SESSION_get0_ticket(&saved).to_vec();
        let suite = ffi::SSL_SESSION_get0_cipher(&saved).unwrap().name();
        let peer = ffi::SSL_SESSION_get0_peer(&saved).unwrap();
        assert!(!ticket.is_empty() && suite.contains("AES"), "{suite}");
        let mut ssl = Ssl::new(&client_context(version).build()).unwrap();
        ffi::SSL_set_session(&mut ssl, saved).unwrap();
        let certificate = X509::from_pem(&std::fs::read(certs("tb-server-cert.pem")).unwrap()).unwrap();
        assert_eq!(peer.to_der().unwrap(), certificate.to_der().unwrap());
        session(ssl, Ssl::new(&server).unwrap(), |stream| assert!(stream.ssl().session_reused()), |_| {});
    }
    let early = saved(SslVersion::TLS1_3, &server);
    let mut ssl = Ssl::new(&client_context(SslVersion::TLS1_3).build()).unwrap();
    ffi::SSL_set_session(&mut ssl, early).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let tcp = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut stream =
                SslStream::new(Ssl::new(&server).unwrap(), listener.accept().unwrap().0).unwrap();
            while stream.read_early_data(&mut [0; 100]).unwrap() > 0 {}
            stream.accept().unwrap();
            assert_eq!(ffi::SSL_get_early_data_status(stream.ssl()), ffi::SSL_EARLY_DATA_ACCEPTED);
        });
        let mut stream = SslStream::new(ssl, tcp).unwrap();
        stream.write_early_data(b"early").unwrap();
        stream.connect().unwrap();
        assert_eq!(ffi::SSL_get_early_data_status(stream.ssl()), ffi::SSL_EARLY_DATA_ACCEPTED);
    });
}

#[test]
fn digests_ciphers_and_extensions() {
    let mut first = MdCtx::new().unwrap();
    first.digest_init(Md::sha256()).unwrap();
    first.digest_update(b"one").unwrap();
    let mut second = ffi::EVP_MD_CTX_copy_ex(&first).unwrap();
    second.digest_update(b"two").unwrap();
    let (mut one, mut two) = ([0; 32], [0; 32]);
    first.digest_final(&mut one).unwrap();
    drop(first);
    second.digest_final(&mut two).unwrap();
    assert_eq!((one, two), (openssl::sha::sha256(b"one"), openssl::sha::sha256(b"onetwo")));
    ffi::EVP_MD_CTX_copy_ex(&MdCtx::new().unwrap()).err(); // nothing in it: what OpenSSL says depends on its version

    assert_eq!(ffi::EVP_CIPHER_mode(Cipher::aes_128_gcm()), 6); // EVP_CIPH_GCM_MODE
    assert_ne!(ffi::EVP_CIPHER_flags(Cipher::aes_128_gcm()), ffi::EVP_CIPHER_flags(Cipher::aes_128_cbc()));

    let certificate = X509::from_pem(&std::fs::read(certs("tb-server-cert.pem")).unwrap()).unwrap();
    assert_eq!(ffi::X509_get_ext_by_NID(&certificate, Nid::SUBJECT_ALT_NAME).len(), 1);
    assert_eq!(ffi::X509_get_ext_by_NID(&certificate, Nid::SINFO_ACCESS), []);
}

/// RFC 4231 sections 4.3 and 4.4, each computed with the context that the other has used before.
#[test]
fn hmac_with_one_context_for_many_keys() {
    let mut hmac = ffi::Hmac::new(c"SHA256").unwrap();
    let mut of = |key: &[u8], parts: &[&[u8]]| {
        let mac = hmac.compute(key, parts).unwrap();
        mac.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
    };
    let (jefe, many) = (&b"what do ya want for nothing?"[..], [0xdd; 50]);
    for _ in 0..2 {
        assert_eq!(of(b"Jefe", &[jefe]), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assert_eq!(of(b"Jefe", &[&jefe[..10], b"", &jefe[10..]]), of(b"Jefe", &[jefe]));
        assert_eq!(
            of(&[0xaa; 20], &[&many]),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        );
    }
    // No key, and no data.
    assert_eq!(of(b"", &[]), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    assert!(ffi::Hmac::new(c"no such hash").is_err());
}

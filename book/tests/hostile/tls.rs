//! TLS peers of the test itself, and transports that end in the middle.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use harness::root;
use openssl::md::Md;
use openssl::pkey::Id;
use openssl::pkey_ctx::{HkdfMode, PkeyCtx};
use openssl::ssl::{
    Ssl, SslContext, SslContextBuilder, SslFiletype, SslMethod, SslSession, SslSessionCacheMode, SslStream,
};
use openssl::symm::{Cipher, encrypt_aead};
use socket2::SockRef;

/// The longest that a peer of the test waits for the program.
const LIMIT: Duration = Duration::from_secs(20);

/// A connection of which only the first bytes are sent. Then it fails.
pub(crate) struct Cut {
    pub(crate) tcp: TcpStream,
    pub(crate) left: usize,
}

impl Read for Cut {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tcp.read(buffer)
    }
}

impl Write for Cut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.tcp.write(&bytes[..bytes.len().min(self.left)])?;
        self.left -= sent;
        if sent == 0 && !bytes.is_empty() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(sent) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// A connection to a server on this machine.
pub(crate) fn tcp(port: u16) -> TcpStream {
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    limited(&tcp);
    tcp
}

/// Lets no wait of a peer of the test last for ever.
pub(crate) fn limited(tcp: &TcpStream) {
    tcp.set_read_timeout(Some(LIMIT)).unwrap();
    tcp.set_write_timeout(Some(LIMIT)).unwrap();
}

/// Lets the connection end with a reset once it is closed.
pub(crate) fn reset(tcp: &TcpStream) {
    SockRef::from(tcp).set_linger(Some(Duration::ZERO)).unwrap();
}

/// The settings of a client that `server` takes. It verifies nothing: it is the server that is tested.
pub(crate) fn client_context(server: &str) -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
    if server == "server-tls-mutual" {
        ctx.set_certificate_file(root().join("certs/tb-client-cert.pem"), SslFiletype::PEM).unwrap();
        ctx.set_private_key_file(root().join("certs/tb-client-key.pem"), SslFiletype::PEM).unwrap();
    }
    if server == "server-tls-psk" {
        ctx.set_psk_client_callback(|_, _, identity, key| {
            identity[..16].copy_from_slice(b"Client_identity\0");
            key[..4].copy_from_slice(&[0x1a, 0x2b, 0x3c, 0x4d]); // the book's key
            Ok(4)
        });
    }
    ctx
}

/// The settings of a server with the book's certificate.
pub(crate) fn server_context() -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
    ctx.set_certificate_file(root().join("certs/tb-server-cert.pem"), SslFiletype::PEM).unwrap();
    ctx.set_private_key_file(root().join("certs/tb-server-key.pem"), SslFiletype::PEM).unwrap();
    ctx
}

/// Begins a session over `transport`: the handshake is left to the caller.
pub(crate) fn session<S: Read + Write>(ctx: SslContextBuilder, transport: S) -> SslStream<S> {
    SslStream::new(Ssl::new(&ctx.build()).unwrap(), transport).unwrap()
}

/// The same for a client that resumes `saved`.
pub(crate) fn resuming<S: Read + Write>(
    ctx: SslContextBuilder,
    saved: &SslSession,
    transport: S,
) -> SslStream<S> {
    let mut ssl = Ssl::new(&ctx.build()).unwrap();
    let saved = SslSession::from_der(&saved.to_der().unwrap()).unwrap();
    ffi::SSL_set_session(&mut ssl, saved).unwrap();
    SslStream::new(ssl, transport).unwrap()
}

/// The bytes of a Client Hello.
pub(crate) fn client_hello(server: &str) -> Vec<u8> {
    let mut stream = session(client_context(server), Sent(Vec::new()));
    stream.connect().unwrap_err();
    stream.get_ref().0.clone()
}

/// A Client Hello that resumes `saved`, and announces early data.
pub(crate) fn early_hello(server: &str, saved: &SslSession) -> Vec<u8> {
    let mut stream = resuming(client_context(server), saved, Sent(Vec::new()));
    stream.write_early_data(b"early").unwrap();
    let flight = &stream.get_ref().0;
    // Without the records behind it.
    let length = 5 + usize::from(u16::from_be_bytes([flight[3], flight[4]]));
    flight[..length].to_vec()
}

/// A session that a server of early data has given a ticket for.
pub(crate) fn saved(port: u16) -> SslSession {
    let found = Arc::new(Mutex::new(None));
    let mut ctx = client_context("server-tls-eld");
    ctx.set_session_cache_mode(SslSessionCacheMode::CLIENT);
    let kept = Arc::clone(&found);
    ctx.set_new_session_callback(move |_, session| *kept.lock().unwrap() = Some(session));
    let mut stream = session(ctx, tcp(port));
    stream.connect().unwrap();
    stream.ssl_write(b"Hello server").unwrap();
    stream.ssl_read(&mut [0; 100]).unwrap();
    stream.ssl_write(b"break").unwrap();
    let _ = stream.shutdown();
    harness::drain(stream.get_ref().try_clone().unwrap());
    let session = found.lock().unwrap().take().unwrap();
    assert!(session.max_early_data() > 0);
    session
}

/// What was sent, where it can be looked at. No answer comes.
struct Sent(Vec<u8>);

impl Read for Sent {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::WouldBlock.into())
    }
}

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The secret with which one side protects its data, once it is known.
pub(crate) type Traffic = Arc<Mutex<Option<Vec<u8>>>>;

/// Lets sessions of `ctx` tell the secret of this label, with the suite that [`empty_records`] needs.
pub(crate) fn tell_secret(ctx: &mut SslContextBuilder, label: &'static str) -> Traffic {
    let traffic = Traffic::default();
    let told = Arc::clone(&traffic);
    ctx.set_ciphersuites("TLS_AES_128_GCM_SHA256").unwrap();
    ctx.set_keylog_callback(move |_, line| {
        let mut words = line.split(' ');
        if words.next() == Some(label) {
            *told.lock().unwrap() = words.nth(1).and_then(wire::secrets::from_hex);
        }
    });
    traffic
}

/// Records of TLS 1.3 without content, rightly encrypted (RFC 8446 section 5.2): OpenSSL's own functions make none. The
/// first one has this sequence number.
pub(crate) fn empty_records(traffic: &Traffic, sequence: u64, count: u64) -> Vec<u8> {
    let secret = traffic.lock().unwrap().take().unwrap();
    let (key, iv) = (expand(&secret, "key", 16), expand(&secret, "iv", 12));
    let header = [23, 3, 3, 0, 17];
    let record = |sequence: u64| {
        let mut nonce = iv.clone();
        nonce[4..].iter_mut().zip(sequence.to_be_bytes()).for_each(|(byte, number)| *byte ^= number);
        let mut tag = [0; 16];
        let content =
            encrypt_aead(Cipher::aes_128_gcm(), &key, Some(&nonce), &header, &[23], &mut tag).unwrap();
        [&header[..], &content, &tag].concat()
    };
    (sequence..sequence + count).flat_map(record).collect()
}

/// HKDF-Expand-Label without a context (RFC 8446 section 7.1).
fn expand(secret: &[u8], label: &str, length: u8) -> Vec<u8> {
    let label = format!("tls13 {label}");
    let info = [&[0, length, u8::try_from(label.len()).unwrap()][..], label.as_bytes(), &[0]].concat();
    let mut ctx = PkeyCtx::new_id(Id::HKDF).unwrap();
    ctx.derive_init().unwrap();
    ctx.set_hkdf_mode(HkdfMode::EXPAND_ONLY).unwrap();
    ctx.set_hkdf_md(Md::sha256()).unwrap();
    ctx.set_hkdf_key(secret).unwrap();
    ctx.add_hkdf_info(&info).unwrap();
    let mut expanded = vec![0; length.into()];
    ctx.derive(Some(&mut expanded)).unwrap();
    expanded
}

//! A TLS client and a TLS server on rustls, as threads of the test.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use meet::{HELLO, Peer, Serving, Subject, Trouble, reason};
use rustls::SupportedProtocolVersion;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::WebPkiClientVerifier;
use rustls::version::{TLS12, TLS13};
use rustls::{
    ClientConfig, ClientConnection, HandshakeKind, RootCertStore, ServerConfig, ServerConnection, Stream,
};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const ANSWER: &[u8] = b"I hear ya fa shizzle!\0";
const EARLY: &[u8] = b"good early morning";

/// rustls, with the algorithms of aws-lc.
pub(crate) struct Rustls;

impl Peer for Rustls {
    fn name(&self) -> String {
        "rustls".to_owned()
    }

    /// The version in `Cargo.lock`.
    fn version(&self) -> String {
        let lock = include_str!("../../../Cargo.lock");
        let rest = lock.split_once("name = \"rustls\"\nversion = \"").map_or("", |(_, rest)| rest);
        format!("rustls {}", rest.split('"').next().unwrap_or_default())
    }

    fn serve(&self, subject: Subject) -> std::result::Result<Serving, Trouble> {
        can(subject)?;
        let port = listen(subject).map_err(|error| Trouble::Failed(error.to_string()))?;
        Ok(Serving { port, message: Some(HELLO), process: None })
    }

    fn connect(&self, subject: Subject, port: u16, _folder: &Path) -> std::result::Result<(), Trouble> {
        can(subject)?;
        visit(subject, port).map_err(|error| Trouble::Failed(format!("rustls: {error}")))
    }
}

fn can(subject: Subject) -> std::result::Result<(), Trouble> {
    match reason("rustls has no external pre-shared keys") {
        Some(reason) if subject == Subject::Psk => Err(Trouble::Cannot(reason)),
        _ => Ok(()),
    }
}

fn provider(subject: Subject) -> Arc<CryptoProvider> {
    let mut provider = aws_lc_rs::default_provider();
    if subject == Subject::Hybrid {
        provider.kx_groups = vec![aws_lc_rs::kx_group::X25519MLKEM768];
    }
    Arc::new(provider)
}

fn versions(subject: Subject) -> [&'static SupportedProtocolVersion; 1] {
    if subject == Subject::Tls12 { [&TLS12] } else { [&TLS13] }
}

fn certs(file: &str) -> std::path::PathBuf {
    harness::root().join("certs").join(file)
}

/// A certificate and its key: `server` or `client`.
fn identity(name: &str) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
    let chain = vec![CertificateDer::from_pem_file(certs(&format!("tb-{name}-cert.pem")))?];
    Ok((chain, PrivateKeyDer::from_pem_file(certs(&format!("tb-{name}-key.pem")))?))
}

fn trusted() -> Result<Arc<RootCertStore>> {
    let mut store = RootCertStore::empty();
    store.add(CertificateDer::from_pem_file(certs("tb-ca-cert.pem"))?)?;
    Ok(Arc::new(store))
}

/// Serves one client after the other until the test ends. Returns the port.
fn listen(subject: Subject) -> Result<u16> {
    let provider = provider(subject);
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&versions(subject))?;
    let builder = if subject == Subject::Mutual {
        let verifier = WebPkiClientVerifier::builder_with_provider(trusted()?, provider).build()?;
        builder.with_client_cert_verifier(verifier)
    } else {
        builder.with_no_client_auth()
    };
    let (chain, key) = identity("server")?;
    let mut config = builder.with_single_cert(chain, key)?;
    if subject == Subject::EarlyData {
        config.max_early_data_size = 32;
    }
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        // A client that is not content says so itself.
        while let Ok((tcp, _)) = listener.accept() {
            let _ = serve(tcp, &config);
        }
    });
    Ok(port)
}

fn serve(mut tcp: TcpStream, config: &Arc<ServerConfig>) -> Result<()> {
    let mut connection = ServerConnection::new(Arc::clone(config))?;
    let mut tls = Stream::new(&mut connection, &mut tcp);
    let mut message = [0; 1024];
    loop {
        let length = tls.read(&mut message)?;
        if length == 0 || message[..length] == *b"break" {
            break;
        }
        tls.write_all(ANSWER)?;
    }
    connection.send_close_notify();
    connection.write_tls(&mut tcp)?;
    Ok(())
}

fn visit(subject: Subject, port: u16) -> Result<()> {
    let builder = ClientConfig::builder_with_provider(provider(subject))
        .with_protocol_versions(&versions(subject))?
        .with_root_certificates(trusted()?);
    let mut config = if subject == Subject::Mutual {
        let (chain, key) = identity("client")?;
        builder.with_client_auth_cert(chain, key)?
    } else {
        builder.with_no_client_auth()
    };
    config.enable_early_data = subject == Subject::EarlyData;
    let config = Arc::new(config); // keeps the tickets
    session(&config, port, HandshakeKind::Full)?;
    if matches!(subject, Subject::Resumption | Subject::EarlyData) {
        session(&config, port, HandshakeKind::Resumed)?;
    }
    Ok(())
}

/// One connection, whose handshake must be of this kind.
fn session(config: &Arc<ClientConfig>, port: u16, kind: HandshakeKind) -> Result<()> {
    let mut connection = ClientConnection::new(Arc::clone(config), ServerName::try_from("127.0.0.1")?)?;
    let early = config.enable_early_data && kind == HandshakeKind::Resumed;
    if early {
        connection.early_data().ok_or("no early data is allowed")?.write_all(EARLY)?;
    }
    let mut tcp = TcpStream::connect(("127.0.0.1", port))?;
    let mut tls = Stream::new(&mut connection, &mut tcp);
    tls.conn.complete_io(tls.sock)?;
    tls.write_all(HELLO.as_bytes())?;
    let mut answer = [0; 1024];
    let length = tls.read(&mut answer)?;
    if &answer[..length] != ANSWER {
        return Err("another answer".into());
    }
    if connection.handshake_kind() != Some(kind) || connection.is_early_data_accepted() != early {
        return Err(format!("{:?}, early data accepted: {}", connection.handshake_kind(), !early).into());
    }
    connection.send_close_notify();
    connection.write_tls(&mut tcp)?;
    let _ = tcp.read(&mut answer); // the server's close_notify
    Ok(())
}

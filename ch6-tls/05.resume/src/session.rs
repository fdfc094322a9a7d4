//! The file of a session: what `write_SESS` of `client-tls-session.rs` and `read_SESS` of `client-tls-resume.rs` share.
//!
//! The file is the session as OpenSSL encodes it (`i2d_SSL_SESSION`: ticket, secret, cipher suite, times, and the
//! certificate of the server), as in the book, with the SHA-256 of that behind it. `openssl sess_id -inform DER -text
//! -in session.bin` shows what is in it.
//!
//! **Whoever can read the file can resume the session, and can read the early data sent with it; whoever can
//! write it can pose as the server.** So only its owner can read and write it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use openssl::error::ErrorStack;
use openssl::sha::sha256;
use openssl::ssl::{SslSession, SslSessionRef};
use openssl::stack::Stack;
use openssl::x509::store::{X509StoreBuilder, X509StoreRef};
use openssl::x509::verify::X509VerifyParam;
use openssl::x509::{X509PurposeId, X509Ref, X509StoreContext, X509VerifyResult};

use common::files::{self, Contents};
use common::net::Host;
use common::{Error, ffi};

/// The file of the session, in the current folder.
pub const SAVED_SESS: &str = "session.bin";

/// The bytes of the SHA-256 at the end of the file.
const SUM: usize = 32;

/// The longest file to be read, in bytes. A session has about 1 KiB; a long certificate makes it longer.
const MAX_FILE: u64 = 256 * 1024;

/// Saves an encoded session in `file`, which only its owner can read, and which appears whole or not at all.
///
/// # Errors
/// [`Error::Save`]: the file cannot be written. A file of that name stays as it was.
pub fn save(mut der: Vec<u8>, file: &Path) -> Result<(), Error> {
    // A session with one wrong bit in its secret is worse than none: the server aborts the handshake.
    let sum = sha256(&der);
    der.extend_from_slice(&sum);
    write_whole(file, &der).map_err(Error::unwritable(file))
}

/// Why there is nothing to save in `file`.
#[must_use]
pub fn no_ticket(file: &Path) -> Error {
    let reason = "the server has given no ticket: this session cannot be resumed".to_owned();
    Error::Save { path: file.to_owned(), reason }
}

/// The bytes of the file of a session.
///
/// # Errors
/// [`Error::Load`]: there is no such file, it cannot be read, or it is longer than any session.
pub fn load(file: &Path) -> Result<Vec<u8>, Error> {
    let bytes = read_whole(file).map_err(Error::unreadable(file))?;
    if der(&bytes).is_ok() {
        files::note_readers("the session in", file);
    }
    Ok(bytes)
}

/// The encoded session in the bytes of a file; if there is none, why not.
pub fn der(buff: &[u8]) -> Result<&[u8], String> {
    let (der, sum) = buff.split_at(buff.len().saturating_sub(SUM));
    if sha256(der) != sum {
        return Err("it is damaged, or was not saved by these programs".to_owned());
    }
    Ok(der)
}

/// Why there is no session in the bytes of a file whose sum holds.
#[must_use]
pub fn undecodable(_: ErrorStack) -> String {
    "OpenSSL cannot decode it".to_owned()
}

/// `session`, if it can be offered to `host` today; if not, why not.
pub fn usable(session: SslSession, trusted: &X509StoreRef, host: &Host) -> Result<SslSession, String> {
    check_age(&session)?;
    check_server(&session, trusted, host)?;
    Ok(session)
}

/// A ticket has a lifetime. OpenSSL offers no expired one either, but does not say so.
fn check_age(session: &SslSessionRef) -> Result<(), String> {
    let lifetime = match ffi::SSL_SESSION_get_ticket_lifetime_hint(session) {
        0 => u64::try_from(session.timeout()).unwrap_or(0), // a session ID of TLS 1.2 comes without
        lifetime => lifetime,
    };
    let made = u64::try_from(session.time()).unwrap_or(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
    let age = now.saturating_sub(made);
    if age > lifetime {
        return Err(format!("it has expired ({age} s old, and the server allows {lifetime} s)"));
    }
    Ok(())
}

/// A resumption sends no certificate: all we know about the server is what the first session verified. So the
/// certificate of that session must still be valid, for `host` and for the CA trusted now (RFC 8446 section
/// 4.6.1). OpenSSL does not check it again.
fn check_server(session: &SslSessionRef, trusted: &X509StoreRef, host: &Host) -> Result<(), String> {
    // OpenSSL only: SSL_SESSION_get0_peer
    let certificate = ffi::SSL_SESSION_get0_peer(session);
    let certificate = certificate.ok_or("it did not begin with a certificate of the server")?;
    let result = verify(&certificate, trusted, host);
    let _ = ErrorStack::get(); // the reason is in the result; left in the queue, it would pass for the next failure's
    match result {
        Ok(X509VerifyResult::OK) => Ok(()),
        Ok(why) => Err(format!("its certificate does not hold for {host} ({})", why.error_string())),
        Err(_) => Err("its certificate cannot be verified".to_owned()),
    }
}

/// Verifies a certificate as the handshake does.
fn verify(
    certificate: &X509Ref,
    trusted: &X509StoreRef,
    host: &Host,
) -> Result<X509VerifyResult, ErrorStack> {
    let mut param = X509VerifyParam::new()?;
    param.set_purpose(X509PurposeId::SSL_SERVER)?;
    match host {
        Host::Name(name) => param.set_host(name)?,
        Host::Address(address) => param.set_ip(*address)?,
    }
    let mut store = X509StoreBuilder::new()?;
    for ca in trusted.all_certificates() {
        store.add_cert(ca)?;
    }
    store.set_param(&param)?;
    // The file has only the server's own certificate. If an intermediate CA signed it, it does not verify here,
    // and the handshake is a full one.
    let chain = Stack::new()?;
    X509StoreContext::new()?.init(&store.build(), certificate, &chain, |context| {
        let holds = context.verify_cert()?;
        Ok(if holds { X509VerifyResult::OK } else { context.error() })
    })
}

/// Reads a file of at most [`MAX_FILE`] bytes.
fn read_whole(file: &Path) -> io::Result<Vec<u8>> {
    let found = fs::metadata(file)?;
    // Before it is opened: opening a pipe waits for a writer.
    regular(&found)?;
    if found.len() > MAX_FILE {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is longer than any session"));
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_FILE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file that only its owner can read, and that appears whole or not at all.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // A device would take the session and not give it back; opening a pipe waits for a reader.
    match fs::metadata(file) {
        Ok(former) => regular(&former)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    files::write_whole(file, Contents::Secret, bytes)
}

fn regular(file: &fs::Metadata) -> io::Result<()> {
    let why = match file.is_file() {
        true => return Ok(()),
        false if file.is_dir() => "a folder, not a file",
        false => "not a regular file",
    };
    Err(io::Error::new(ErrorKind::InvalidInput, why))
}

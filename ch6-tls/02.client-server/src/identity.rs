//! Table 6.1.3: setting the CA certificates, a certificate and its private key: from files or from memory, for
//! all connections of a context or for one.
//!
//! wolfSSL's functions for systems without files (`…_buffer`) take the bytes of a PEM or DER file. For OpenSSL,
//! the program first decodes the bytes, and then passes the certificate or key. Section 8.2 is a whole program
//! without files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use common::error::Reason;
use common::{Error, ffi, files};
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslContextBuilder, SslFiletype, SslRef};
use openssl::x509::X509;
use openssl::x509::store::X509StoreBuilder;

/// Where certificates and keys come from: the two right columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Source {
    /// OpenSSL opens and reads the files, in PEM form.
    File,
    /// The bytes of the files are in memory, in PEM or DER form.
    Buffer,
}

/// What a certificate and its key are set for: the third column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// For all connections of a context (SSL_CTX).
    Context,
    /// For one connection (SSL).
    Session,
}

/// A certificate, with its chain if it needs one, and its private key.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The certificate's file; more certificates in it are the chain to the CA.
    pub certificate: PathBuf,
    /// The private key's file.
    pub key: PathBuf,
}

/// Loads the CA certificates that a peer's certificate must lead to.
pub fn load_ca(ctx: &mut SslContextBuilder, source: Source, file: &Path) -> Result<(), Error> {
    match source {
        Source::File => {
            // SSL_CTX_load_verify_locations
            ctx.load_verify_locations(Some(file), None).map_err(Error::load(file))
        }
        Source::Buffer => {
            let mut store = X509StoreBuilder::new()?;
            for certificate in certificates(file)? {
                // wolfSSL only: SSL_CTX_load_verify_buffer
                // OpenSSL only: X509_STORE_add_cert
                store.add_cert(certificate).map_err(Error::load(file))?;
            }
            // OpenSSL only: SSL_CTX_set0_verify_cert_store (here: set_verify_cert_store)
            ctx.set_verify_cert_store(store.build())?;
            Ok(())
        }
    }
}

/// Sets this side's certificate and private key for all connections of `ctx`.
pub fn use_for_context(
    ctx: &mut SslContextBuilder,
    source: Source,
    identity: &Identity,
) -> Result<(), Error> {
    let Identity { certificate, key } = identity;
    match source {
        Source::File => {
            // SSL_CTX_use_certificate_file (here: set_certificate_chain_file): with the chain, if the file has one.
            ctx.set_certificate_chain_file(certificate).map_err(Error::load(certificate))?;

            // SSL_CTX_use_PrivateKey_file (here: set_private_key_file)
            ctx.set_private_key_file(key, SslFiletype::PEM).map_err(Error::load(key))?;
        }
        Source::Buffer => {
            let mut chain = certificates(certificate)?.into_iter();
            if let Some(leaf) = chain.next() {
                // wolfSSL only: SSL_CTX_use_certificate_buffer
                // OpenSSL only: SSL_CTX_use_certificate (here: set_certificate)
                ctx.set_certificate(&leaf).map_err(Error::load(certificate))?;
            }
            for above in chain {
                ctx.add_extra_chain_cert(above).map_err(Error::load(certificate))?;
            }
            let private = private_key(key)?;
            // wolfSSL only: SSL_CTX_use_PrivateKey_buffer
            // OpenSSL only: SSL_CTX_use_PrivateKey (here: set_private_key)
            ctx.set_private_key(&private).map_err(Error::load(key))?;
        }
    }
    files::note_readers("the private key", key);

    // Rust only: SSL_CTX_check_private_key. The call above does not refuse a key of another type.
    ctx.check_private_key().map_err(Error::load(key))
}

/// Sets this side's certificate and private key for the one connection `ssl`, in place of those of its context.
pub fn use_for_session(ssl: &mut SslRef, source: Source, identity: &Identity) -> Result<(), Error> {
    let Identity { certificate, key } = identity;
    match source {
        Source::File => {
            // SSL_use_certificate_file: one certificate, no chain; the bindings lack it.
            ffi::SSL_use_certificate_file(ssl, certificate, SslFiletype::PEM)
                .map_err(Error::load(certificate))?;

            // SSL_use_PrivateKey_file (here: set_private_key_file)
            ssl.set_private_key_file(key, SslFiletype::PEM).map_err(Error::load(key))?;
        }
        Source::Buffer => {
            let mut chain = certificates(certificate)?.into_iter();
            if let Some(leaf) = chain.next() {
                // wolfSSL only: SSL_use_certificate_buffer
                // OpenSSL only: SSL_use_certificate (here: set_certificate)
                ssl.set_certificate(&leaf).map_err(Error::load(certificate))?;
            }
            for above in chain {
                ssl.add_chain_cert(above).map_err(Error::load(certificate))?;
            }
            let private = private_key(key)?;
            // wolfSSL only: SSL_use_PrivateKey_buffer
            // OpenSSL only: SSL_use_PrivateKey (here: set_private_key)
            ssl.set_private_key(&private).map_err(Error::load(key))?;
        }
    }
    files::note_readers("the private key", key);

    // Rust only: SSL_check_private_key
    ffi::SSL_check_private_key(ssl).map_err(Error::load(key))
}

/// The certificates in a file of PEM or DER form: at least one.
fn certificates(file: &Path) -> Result<Vec<X509>, Error> {
    let bytes = read(file)?;
    if is_pem(&bytes) {
        let certificates = X509::stack_from_pem(&bytes).map_err(Error::load(file))?;
        if certificates.is_empty() { Err(nothing_in(file, "no certificate in it")) } else { Ok(certificates) }
    } else {
        let certificate = X509::from_der(&bytes)
            .map_err(|_| nothing_in(file, "no sound certificate in PEM or DER form in it"))?;
        Ok(vec![certificate])
    }
}

/// The private key in a file of PEM or DER form.
fn private_key(file: &Path) -> Result<PKey<Private>, Error> {
    let bytes = read(file)?;
    if is_pem(&bytes) {
        PKey::private_key_from_pem(&bytes).map_err(Error::load(file))
    } else {
        PKey::private_key_from_der(&bytes)
            .map_err(|_| nothing_in(file, "no sound private key in PEM or DER form in it"))
    }
}

/// PEM may have any text before it, such as the output of `openssl x509 -text`; DER has no such line.
fn is_pem(bytes: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN ";
    bytes.windows(BEGIN.len()).any(|window| window == BEGIN)
}

/// The bytes of a file, which serve as "memory" here. A program without files would have them compiled in.
fn read(file: &Path) -> Result<Vec<u8>, Error> {
    fs::read(file).map_err(|e| Error::Load { path: file.to_owned(), reason: Reason::Io(e) })
}

fn nothing_in(file: &Path, what: &str) -> Error {
    let reason = Reason::Io(std::io::Error::new(std::io::ErrorKind::InvalidData, what));
    Error::Load { path: file.to_owned(), reason }
}

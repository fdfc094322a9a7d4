//! `tlsbook certs`: generates the test identities of `certs/`, including the broken ones.
//!
//! Names and key sizes are those of the book. The extensions are those that RFC 5280 and current verifiers
//! require. All keys are published, so none of these certificates may ever be trusted outside a test.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
    SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Builder, X509NameBuilder};

use crate::error::Error;

/// The validity of everything that is meant to be valid. Books are read for a long time.
const YEARS: i64 = 30;
const YEAR: i64 = 365 * 24 * 60 * 60 + 6 * 60 * 60;

/// The key size of the book's RSA identities, in bits.
const RSA_BITS: u32 = 2048;

/// The names in our server certificates.
const SERVER_NAMES: &[&str] = &["localhost", "127.0.0.1", "::1"];

/// A certificate and its key.
struct Identity {
    certificate: X509,
    key: PKey<Private>,
}

/// The purpose of a certificate, which determines its extensions.
enum Purpose<'a> {
    /// Signs other certificates, with at most this many CAs below it.
    Ca { path_length: Option<u32> },
    /// Proves that a server has these names and addresses.
    Server { names: &'a [&'a str] },
    /// Proves the identity of a client.
    Client,
}

/// Creates a certificate for `key` with the subject `O=TLS Book Test, CN=<common_name>`, valid from `from` to
/// `to` (seconds since 1970). It is signed by `issuer`, or self-signed if `issuer` is `None`.
fn certificate(
    key: &PKey<Private>,
    common_name: &str,
    purpose: &Purpose<'_>,
    issuer: Option<&Identity>,
    (from, to): (i64, i64),
) -> Result<X509, ErrorStack> {
    let mut subject = X509NameBuilder::new()?;
    subject.append_entry_by_nid(Nid::COUNTRYNAME, "JP")?;
    subject.append_entry_by_nid(Nid::ORGANIZATIONNAME, "TLS Book Test")?;
    subject.append_entry_by_nid(Nid::COMMONNAME, common_name)?;
    let subject = subject.build();

    let mut serial = BigNum::new()?;
    serial.rand(127, MsbOption::MAYBE_ZERO, false)?;

    let mut builder = X509Builder::new()?;
    builder.set_version(2)?; // version 3, as versions count from 0
    builder.set_serial_number(serial.to_asn1_integer()?.as_ref())?;
    builder.set_subject_name(&subject)?;
    builder.set_issuer_name(issuer.map_or(&*subject, |ca| ca.certificate.subject_name()))?;
    builder.set_not_before(Asn1Time::from_unix(from)?.as_ref())?;
    builder.set_not_after(Asn1Time::from_unix(to)?.as_ref())?;
    builder.set_pubkey(key)?;
    add_extensions(&mut builder, purpose, issuer)?;

    let signer = issuer.map_or(key, |ca| &ca.key);
    builder.sign(signer, MessageDigest::sha256())?;
    Ok(builder.build())
}

fn add_extensions(
    builder: &mut X509Builder,
    purpose: &Purpose<'_>,
    issuer: Option<&Identity>,
) -> Result<(), ErrorStack> {
    match purpose {
        Purpose::Ca { path_length } => {
            let mut constraints = BasicConstraints::new();
            constraints.critical().ca();
            if let Some(length) = path_length {
                constraints.pathlen(*length);
            }
            builder.append_extension(constraints.build()?)?;
            builder.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build()?)?;
        }
        Purpose::Server { names } => {
            builder.append_extension(BasicConstraints::new().critical().build()?)?;
            builder.append_extension(KeyUsage::new().critical().digital_signature().build()?)?;
            builder.append_extension(ExtendedKeyUsage::new().server_auth().build()?)?;
            let mut alternatives = SubjectAlternativeName::new();
            for name in *names {
                match name.parse::<std::net::IpAddr>() {
                    Ok(_) => alternatives.ip(name),
                    Err(_) => alternatives.dns(name),
                };
            }
            let alternatives = alternatives.build(&builder.x509v3_context(None, None))?;
            builder.append_extension(alternatives)?;
        }
        Purpose::Client => {
            builder.append_extension(BasicConstraints::new().critical().build()?)?;
            builder.append_extension(KeyUsage::new().critical().digital_signature().build()?)?;
            builder.append_extension(ExtendedKeyUsage::new().client_auth().build()?)?;
        }
    }
    let subject_key = SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None))?;
    builder.append_extension(subject_key)?;
    if let Some(ca) = issuer {
        let context = builder.x509v3_context(Some(&ca.certificate), None);
        let authority_key = AuthorityKeyIdentifier::new().keyid(true).build(&context)?;
        builder.append_extension(authority_key)?;
    }
    Ok(())
}

fn rsa() -> Result<PKey<Private>, ErrorStack> {
    PKey::from_rsa(Rsa::generate(RSA_BITS)?)
}

fn p256() -> Result<PKey<Private>, ErrorStack> {
    PKey::from_ec_key(EcKey::generate(EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?.as_ref())?)
}

/// The PEM text of `certificate` with one base64 character of its signature changed, as the book does by hand.
/// The ASN.1 structure stays intact, but the signature does not verify.
fn tampered(certificate: &X509) -> Result<Vec<u8>, ErrorStack> {
    let der = certificate.to_der()?;
    // The signature is the last part of the DER form. In PEM, three bytes become four characters, 64 to a line.
    let middle_of_signature = der.len() - certificate.signature().len() / 2;
    let character = middle_of_signature / 3 * 4;
    let mut pem = certificate.to_pem()?;
    let body = pem.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    if let Some(byte) = pem.get_mut(body + character + character / 64) {
        *byte = if *byte == b'A' { b'B' } else { b'A' };
    }
    Ok(pem)
}

/// A file of `certs/`: its name and its content.
type File = (&'static str, Vec<u8>);

/// Creates everything that `certs/README.md` lists.
fn identities() -> Result<Vec<File>, ErrorStack> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    let now = i64::try_from(now).unwrap_or(0);
    // From a day ago, for clocks that are slow.
    let valid = (now - 24 * 60 * 60, now + YEARS * YEAR);
    let expired = (now - 2 * YEAR, now - YEAR);
    let not_yet_valid = (now + YEARS * YEAR, now + 2 * YEARS * YEAR);

    let server = Purpose::Server { names: SERVER_NAMES };
    let sign = |key: PKey<Private>, name, purpose: &Purpose<'_>, ca: Option<&Identity>| {
        certificate(&key, name, purpose, ca, valid).map(|certificate| Identity { certificate, key })
    };

    let ca = sign(rsa()?, "TLS Book Test CA", &Purpose::Ca { path_length: None }, None)?;
    let below = Purpose::Ca { path_length: Some(0) };
    let intermediate = sign(rsa()?, "TLS Book Test Intermediate CA", &below, Some(&ca))?;
    let rsa_server = sign(rsa()?, "localhost", &server, Some(&ca))?;
    let ecdsa_server = sign(p256()?, "localhost (ECDSA)", &server, Some(&ca))?;
    let ed25519_server = sign(PKey::generate_ed25519()?, "localhost (Ed25519)", &server, Some(&ca))?;
    let client = sign(rsa()?, "TLS Book Test Client", &Purpose::Client, Some(&ca))?;
    let chained = sign(rsa()?, "TLS Book Test Client (chain)", &Purpose::Client, Some(&intermediate))?;
    let stranger = sign(rsa()?, "A Stranger's CA", &Purpose::Ca { path_length: None }, None)?;

    // The broken certificates use the keys of the good ones, so that only the certificate is wrong.
    let broken = |names: &[&str], ca: &Identity, when| {
        certificate(&rsa_server.key, "localhost", &Purpose::Server { names }, Some(ca), when)
    };
    let strangers_client =
        certificate(&client.key, "TLS Book Test Client", &Purpose::Client, Some(&stranger), valid)?;
    let chain = [chained.certificate.to_pem()?, intermediate.certificate.to_pem()?].concat();

    let pem = |key: &PKey<Private>| key.private_key_to_pem_pkcs8();
    Ok(vec![
        ("tb-ca-cert.pem", ca.certificate.to_pem()?),
        ("tb-ca-cert.der", ca.certificate.to_der()?),
        ("tb-ca-key.pem", pem(&ca.key)?),
        ("tb-intermediate-cert.pem", intermediate.certificate.to_pem()?),
        ("tb-intermediate-key.pem", pem(&intermediate.key)?),
        ("tb-server-cert.pem", rsa_server.certificate.to_pem()?),
        ("tb-server-cert.der", rsa_server.certificate.to_der()?),
        ("tb-server-key.pem", pem(&rsa_server.key)?),
        ("tb-server-key.der", rsa_server.key.private_key_to_der()?),
        ("tb-server-ecdsa-cert.pem", ecdsa_server.certificate.to_pem()?),
        ("tb-server-ecdsa-key.pem", pem(&ecdsa_server.key)?),
        ("tb-server-ed25519-cert.pem", ed25519_server.certificate.to_pem()?),
        ("tb-server-ed25519-key.pem", pem(&ed25519_server.key)?),
        ("tb-client-cert.pem", client.certificate.to_pem()?),
        ("tb-client-cert.der", client.certificate.to_der()?),
        ("tb-client-key.pem", pem(&client.key)?),
        ("tb-client-key.der", client.key.private_key_to_der()?),
        ("tb-client-chain-cert.pem", chain),
        ("tb-client-chain-key.pem", pem(&chained.key)?),
        ("broken/tb-server-cert2.pem", tampered(&rsa_server.certificate)?),
        ("broken/tb-server-expired-cert.pem", broken(SERVER_NAMES, &ca, expired)?.to_pem()?),
        ("broken/tb-server-notyet-cert.pem", broken(SERVER_NAMES, &ca, not_yet_valid)?.to_pem()?),
        ("broken/tb-server-wronghost-cert.pem", broken(&["www.example.com"], &ca, valid)?.to_pem()?),
        ("broken/tb-server-stranger-cert.pem", broken(SERVER_NAMES, &stranger, valid)?.to_pem()?),
        ("broken/tb-client-stranger-cert.pem", strangers_client.to_pem()?),
        ("broken/stranger-ca-cert.pem", stranger.certificate.to_pem()?),
    ])
}

/// Creates new identities in `folder` and returns the files written.
///
/// All files are written to a folder beside their place before any is moved there. If the disk is full, the
/// former set stays complete.
pub(crate) fn make(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let files = identities()?;
    let beside = folder.join("new");
    let failed = |path: &Path, source| Error::Write { path: path.to_owned(), source };

    for parent in [folder, &beside] {
        let broken = parent.join("broken");
        fs::create_dir_all(&broken).map_err(|e| failed(&broken, e))?;
    }

    let written = files.iter().try_for_each(|(name, content)| {
        let path = beside.join(name);
        write_secret(&path, content).map_err(|e| failed(&path, e))
    });
    let moved = written.and_then(|()| {
        files
            .iter()
            .map(|(name, _)| {
                let path = folder.join(name);
                fs::rename(beside.join(name), &path).map_err(|e| failed(&path, e)).map(|()| path)
            })
            .collect()
    });
    fs::remove_dir_all(&beside).map_err(|e| failed(&beside, e))?;
    moved
}

/// Creates a file that only its owner can read.
fn write_secret(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days left of each committed certificate that is meant to be valid.
    fn days_left() -> Vec<(String, i32)> {
        let now = Asn1Time::days_from_now(0).unwrap();
        let mut left = Vec::new();
        for entry in fs::read_dir(common::defaults::workspace().join("certs")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.ends_with("-cert.pem") {
                for certificate in X509::stack_from_pem(&fs::read(&path).unwrap()).unwrap() {
                    left.push((name.clone(), now.diff(certificate.not_after()).unwrap().days));
                }
            }
        }
        left
    }

    #[test]
    fn no_committed_certificate_expires_within_a_year() {
        let left = days_left();
        assert!(left.len() >= 8, "the certificates are there: {left:?}");
        for (name, days) in left {
            assert!(days > 365, "{name} expires in {days} days: run `make certs`");
        }
    }

    #[test]
    fn new_identities_last_for_over_twenty_years_and_hold_together() {
        let folder = tempfile::tempdir().unwrap();
        let files = make(folder.path()).unwrap();
        assert_eq!(files.len(), 26);
        assert!(!folder.path().join("new").exists());

        let read = |name: &str| X509::from_pem(&fs::read(folder.path().join(name)).unwrap()).unwrap();
        let ca = read("tb-ca-cert.pem");
        let ca_key = ca.public_key().unwrap();
        let server = read("tb-server-cert.pem");
        let now = Asn1Time::days_from_now(0).unwrap();
        assert!(now.diff(server.not_after()).unwrap().days > 20 * 365);
        assert!(server.verify(&ca_key).unwrap());
        for kind in ["server", "server-ecdsa", "server-ed25519", "client", "client-chain"] {
            let key = fs::read(folder.path().join(format!("tb-{kind}-key.pem"))).unwrap();
            let key = PKey::private_key_from_pem(&key).unwrap();
            assert!(key.public_eq(&read(&format!("tb-{kind}-cert.pem")).public_key().unwrap()), "{kind}");
        }

        // The tampered copy differs in one character, parses and has the same contents, but does not verify.
        let intact = fs::read(folder.path().join("tb-server-cert.pem")).unwrap();
        let changed = fs::read(folder.path().join("broken/tb-server-cert2.pem")).unwrap();
        assert_eq!(intact.len(), changed.len());
        assert_eq!(intact.iter().zip(&changed).filter(|(a, b)| a != b).count(), 1);
        let changed = read("broken/tb-server-cert2.pem");
        assert_eq!(changed.serial_number().to_bn().unwrap(), server.serial_number().to_bn().unwrap());
        assert!(!changed.verify(&ca_key).unwrap());
        let _ = ErrorStack::get(); // a signature that does not verify leaves errors in the queue
        assert!(!read("broken/tb-server-stranger-cert.pem").verify(&ca_key).unwrap());
        let _ = ErrorStack::get();
        assert!(read("broken/tb-server-expired-cert.pem").not_after() < now);
        assert!(read("broken/tb-server-notyet-cert.pem").not_before() > now);
    }

    #[cfg(unix)]
    #[test]
    fn keys_are_readable_by_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for file in make(folder.path()).unwrap() {
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "{}", file.display());
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = make(file.path()).unwrap_err().to_string();
        assert!(error.contains(&file.path().display().to_string()), "{error}");
    }
}

//! Section 7.8.2: makes a self-signed certificate.
//!
//! The book has the listing; the C repository has no source.
//!
//! ```text
//! cargo run -q --bin genrsa -- pri.key pub.key
//! cargo run -q --bin selfsig -- pub.key pri.key > self.pem
//! openssl x509 -in self.pem -noout -text
//! ```
//!
//! Unlike the C original:
//! - options set the subject, the days and the extensions. Without them there are no extensions, as in the
//!   text.
//! - it takes EC and Ed25519 keys, and checks that the two keys are a pair.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::x509::{X509, X509Builder, X509Name};

use cert::extension::{self, ExtKeyUse, KeyUse, San};
use cert::name::Attribute;
use cert::signing_hash;
use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};

/// Bits of the serial number.
const SERIAL_BITS: i32 = 64;
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Makes a self-signed certificate, in PEM (section 7.8.2).
#[derive(Parser)]
#[command(name = "selfsig", version = common::version())]
struct Args {
    /// Public key
    #[arg(value_name = "PUB")]
    public_key: Input,

    /// Private key, which signs the certificate
    #[arg(value_name = "PRI")]
    private_key: Input,

    /// Certificate to write
    #[arg(value_name = "OUT", default_value = "-")]
    output: Output,

    /// Attribute of the name of subject and issuer; may be repeated
    #[arg(long, value_name = "FIELD=VALUE", default_values = ["commonName=www.wolfssl.com"])]
    subject: Vec<Attribute>,

    /// Days from now that the certificate is valid
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=36500))]
    days: u32,

    /// Subject alternative name: DNS:NAME, IP:ADDRESS, email:ADDRESS or URI:URI; may be repeated
    #[arg(long, value_name = "KIND:NAME")]
    san: Vec<San>,

    /// Make a CA, which may sign other certificates
    #[arg(long)]
    ca: bool,

    /// What the key may be used for, separated by commas
    #[arg(long, value_name = "USES", value_delimiter = ',', ignore_case = true)]
    key_usage: Vec<KeyUse>,

    /// Which protocols the certificate is for, separated by commas
    #[arg(long, value_name = "USES", value_delimiter = ',', ignore_case = true)]
    ext_key_usage: Vec<ExtKeyUse>,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.public_key, &args.private_key])?;
    let mut out = args.output.fopen(Contents::Public, &[&args.public_key, &args.private_key])?;

    // d2i_PublicKey (here: public_key)
    let public = keys::public_key(&args.public_key, Kind::Any)?;

    // d2i_PrivateKey (here: private_key)
    let pri = keys::private_key(&args.private_key, Kind::Any)?;

    // Rust only: a certificate signed with another key than its own would not be self-signed.
    keys::check_pair(&pri, &public, &args.private_key)?;

    // X509_new (here: X509::builder)
    let mut x509 = X509::builder()?;

    // X509_set_pubkey
    x509.set_pubkey(&public)?;

    // BN_new (here: BigNum::new)
    let mut serial = BigNum::new()?;

    // BN_pseudo_rand (here: pseudo_rand): the same as BN_rand, since OpenSSL 1.1.
    serial.pseudo_rand(SERIAL_BITS, MsbOption::ONE, false)?;

    // X509_get_serialNumber, BN_to_ASN1_INTEGER (here: to_asn1_integer, set_serial_number)
    x509.set_serial_number(serial.to_asn1_integer()?.as_ref())?;

    // X509_set_version: counted from 0, so that 2 is version 3.
    x509.set_version(2)?;

    // X509_NAME_new (here: X509Name::builder)
    let mut name = X509Name::builder()?;
    for attribute in &args.subject {
        // X509_NAME_add_entry_by_NID (here: append_entry_by_nid)
        name.append_entry_by_nid(attribute.nid, &attribute.value).map_err(attribute.refused())?;
    }
    let name = name.build();

    // X509_set_subject_name
    x509.set_subject_name(&name)?;

    // X509_set_issuer_name: the same name, since it is self-signed.
    x509.set_issuer_name(&name)?;

    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    let now = i64::try_from(now).unwrap_or(0);
    // X509_get_notBefore, X509_time_adj (here: set_not_before, from_unix)
    x509.set_not_before(Asn1Time::from_unix(now)?.as_ref())?;

    // X509_get_notAfter, X509_time_adj (here: set_not_after, from_unix)
    x509.set_not_after(Asn1Time::from_unix(now + i64::from(args.days) * DAY)?.as_ref())?;

    // Rust only: X509_add_ext (here: add_extensions)
    add_extensions(&mut x509, args)?;

    // X509_sign
    x509.sign(&pri, signing_hash(&pri)).map_err(Error::algorithm("X509_sign"))?;

    // PEM_write_X509 (here: to_pem, fwrite)
    out.fwrite(&x509.build().to_pem()?)?;
    out.fclose()

    // X509_free, X509_NAME_free, BN_free, EVP_PKEY_free (here: Drop)
}

fn add_extensions(x509: &mut X509Builder, args: &Args) -> Result<(), Error> {
    if args.key_usage.contains(&KeyUse::KeyCertSign) && !args.ca {
        return Err(Error::Option {
            option: "--key-usage keyCertSign".to_owned(),
            reason: "only a CA signs certificates, which takes --ca: RFC 5280, section 4.2.1.3".to_owned(),
        });
    }
    if !args.san.is_empty() {
        let extension = extension::subject_alt_name(&args.san, &x509.x509v3_context(None, None))?;
        x509.append_extension(extension)?;
    }
    if args.ca {
        for extension in extension::authority(&x509.x509v3_context(None, None))? {
            x509.append_extension(extension)?;
        }
    }
    if !args.key_usage.is_empty() {
        x509.append_extension(extension::key_usage(&args.key_usage)?)?;
    }
    if !args.ext_key_usage.is_empty() {
        x509.append_extension(extension::ext_key_usage(&args.ext_key_usage)?)?;
    }
    Ok(())
}

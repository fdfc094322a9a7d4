//! Section 7.8.1: makes a certificate signing request (CSR, PKCS#10, RFC 2986).
//!
//! The book has the listing; the C repository has no source.
//!
//! ```text
//! cargo run -q --bin genrsa -- pri.key pub.key
//! cargo run -q --bin csr -- pub.key pri.key csr.der
//! openssl req -inform DER -in csr.der -noout -text -verify
//! ```
//!
//! Unlike the C original:
//! - `--subject` sets the subject, and `--san` adds subject alternative names, without which TLS clients
//!   refuse a certificate.
//! - it takes EC and Ed25519 keys, checks that the two keys are a pair, and writes PEM with `--pem`.

use std::process::ExitCode;

use clap::Parser;
use openssl::stack::Stack;
use openssl::x509::{X509Name, X509Req};

use cert::extension::{self, San};
use cert::name::Attribute;
use cert::signing_hash;
use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};

/// Makes a certificate signing request (section 7.8.1).
#[derive(Parser)]
#[command(name = "csr", version = common::version())]
struct Args {
    /// Public key
    #[arg(value_name = "PUB")]
    public_key: Input,

    /// Private key, which signs the request
    #[arg(value_name = "PRI")]
    private_key: Input,

    /// Request to write
    #[arg(value_name = "OUT", default_value = "-")]
    output: Output,

    /// Attribute of the subject's name; may be repeated
    #[arg(long, value_name = "FIELD=VALUE", default_values = ["commonName=wolfssl.com", "emailAddress=support@wolfssl.com"])]
    subject: Vec<Attribute>,

    /// Subject alternative name: DNS:NAME, IP:ADDRESS, email:ADDRESS or URI:URI; may be repeated
    #[arg(long, value_name = "KIND:NAME")]
    san: Vec<San>,

    /// Write PEM, not DER
    #[arg(long)]
    pem: bool,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.public_key, &args.private_key])?;
    let mut out = args.output.fopen(Contents::Public, &[&args.public_key, &args.private_key])?;

    // X509_NAME_new (here: X509Name::builder)
    let mut name = X509Name::builder()?;
    for attribute in &args.subject {
        // X509_NAME_add_entry_by_txt (here: append_entry_by_text)
        name.append_entry_by_text(&attribute.field, &attribute.value).map_err(attribute.refused())?;
    }
    let name = name.build();

    // d2i_PrivateKey (here: private_key)
    let pri = keys::private_key(&args.private_key, Kind::Any)?;

    // d2i_PUBKEY (here: public_key)
    let public = keys::public_key(&args.public_key, Kind::Any)?;

    // Rust only: a CA refuses a request that its own public key does not verify.
    keys::check_pair(&pri, &public, &args.private_key)?;

    // X509_REQ_new (here: X509Req::builder)
    let mut req = X509Req::builder()?;

    // X509_REQ_set_subject_name
    req.set_subject_name(&name)?;

    // X509_REQ_set_pubkey
    req.set_pubkey(&public)?;

    if !args.san.is_empty() {
        let mut extensions = Stack::new()?;
        extensions.push(extension::subject_alt_name(&args.san, &req.x509v3_context(None))?)?;
        // Rust only: X509_REQ_add_extensions
        req.add_extensions(&extensions)?;
    }

    // X509_REQ_sign: proves that the requester has the private key.
    // C: EVP_MD_CTX_new, EVP_DigestSignInit, X509_REQ_sign_ctx, EVP_MD_CTX_free (here: sign): in two steps.
    req.sign(&pri, signing_hash(&pri)).map_err(Error::algorithm("X509_REQ_sign"))?;
    let req = req.build();

    // i2d_X509_REQ (here: to_der)
    let bytes = if args.pem { req.to_pem()? } else { req.to_der()? };

    // fwrite
    out.fwrite(&bytes)?;
    out.fclose()

    // X509_REQ_free, EVP_PKEY_free (here: Drop)
}

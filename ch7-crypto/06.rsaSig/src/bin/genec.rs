//! Section 7.5.3: makes a key pair for ECDSA or Ed25519.
//!
//! The C repository has no such program. Its `ecdsaSig.c` needs a key from elsewhere.
//!
//! ```text
//! cargo run -q --bin genec -- pri.key pub.key
//! openssl ec -in pri.key -inform DER -text -noout
//! ```
//!
//! The keys are in DER. An EC private key has the form of SEC 1 (RFC 5915), which `d2i_PrivateKey` of
//! `ecdsaSig.c` expects. An Ed25519 private key has its only form, PKCS#8 (RFC 8410). Public keys are
//! SubjectPublicKeyInfo.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::PKey;

use common::Error;
use common::files::{Contents, Output};
use common::wrapper::Force;

/// Makes a key pair for ECDSA or Ed25519 (section 7.5.3).
#[derive(Parser)]
#[command(name = "genec", version = common::version())]
struct Args {
    /// Private key to write
    #[arg(value_name = "PRI")]
    private_key: Output,

    /// Public key to write
    #[arg(value_name = "PUB")]
    public_key: Output,

    /// The curve
    #[arg(long, value_enum, default_value = "P-256", ignore_case = true)]
    curve: Curve,

    #[command(flatten)]
    force: Force,
}

#[derive(Clone, Copy, ValueEnum)]
enum Curve {
    /// ECDSA on NIST's curve of 256 bits, secp256r1
    #[value(name = "P-256")]
    P256,
    /// ECDSA on NIST's curve of 384 bits, secp384r1
    #[value(name = "P-384")]
    P384,
    /// Ed25519
    #[value(name = "Ed25519")]
    Ed25519,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    let force = args.force.force;
    if args.private_key.is_same(&args.public_key) {
        return Err(Error::SameOutput(args.public_key.to_string()));
    }
    let mut fp_pri = args.private_key.fopen(Contents::PrivateKey { force }, &[])?;
    let mut fp_pub = args.public_key.fopen(Contents::PublicKey { force }, &[])?;

    let (pri, public) = match args.curve {
        Curve::P256 => ec(Nid::X9_62_PRIME256V1),
        Curve::P384 => ec(Nid::SECP384R1),
        Curve::Ed25519 => ed25519(),
    }
    .map_err(Error::algorithm("EC_KEY_generate_key"))?;

    fp_pub.fwrite(&public)?;
    fp_pri.fwrite(&pri)?;
    fp_pri.fclose()?;
    fp_pub.fclose()
}

/// A private key and its public key.
type Pair = (Vec<u8>, Vec<u8>);

fn ec(curve: Nid) -> Result<Pair, ErrorStack> {
    // OpenSSL only: EC_GROUP_new_by_curve_name (here: from_curve_name)
    let group = EcGroup::from_curve_name(curve)?;

    // OpenSSL only: EC_KEY_generate_key (here: generate)
    let key = EcKey::generate(&group)?;

    // OpenSSL only: i2d_ECPrivateKey, i2d_EC_PUBKEY (here: private_key_to_der, public_key_to_der)
    Ok((key.private_key_to_der()?, key.public_key_to_der()?))
}

fn ed25519() -> Result<Pair, ErrorStack> {
    // OpenSSL only: EVP_PKEY_keygen (here: generate_ed25519)
    let key = PKey::generate_ed25519()?;

    // OpenSSL only: i2d_PKCS8PrivateKey, i2d_PUBKEY (here: private_key_to_pkcs8, public_key_to_der)
    Ok((key.private_key_to_pkcs8()?, key.public_key_to_der()?))
}

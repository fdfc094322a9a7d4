//! Section 7.5.1: makes an RSA key pair.
//!
//! Beside `Examples/2.Crypto/04.keyGen/genRsa.c`.
//!
//! ```text
//! cargo run -q --bin genrsa -- pri.key pub.key
//! openssl rsa -in pri.key -inform DER -text -noout
//! ```
//!
//! Both files are PKCS#1 (RFC 8017, appendix A.1) in DER, or with `--pem` in PEM. `run` is the C's
//! `algo_main`.
//!
//! Unlike the C original:
//! - only its owner can read the private key, and neither key overwrites a file without `--force`.
//! - it makes both keys before it writes anything. The C closes its files twice and aborts.

use std::process::ExitCode;

use clap::Parser;
use openssl::bn::BigNum;
use openssl::rsa::Rsa;

use common::files::{Contents, Output};
use common::wrapper::Force;
use common::{Error, note};

const RSA_SIZE: u32 = 2048;
const RSA_E: u32 = 3;

/// Makes an RSA key pair (section 7.5.1).
#[derive(Parser)]
#[command(name = "genrsa", version = common::version())]
struct Args {
    /// Private key to write
    #[arg(value_name = "PRI")]
    private_key: Output,

    /// Public key to write
    #[arg(value_name = "PUB")]
    public_key: Output,

    /// Length of the modulus; keys shorter than 2048 bits can be broken
    #[arg(long, default_value_t = RSA_SIZE, value_parser = clap::value_parser!(u32).range(512..=16384))]
    bits: u32,

    /// Public exponent, an odd number; today's keys have 65537
    #[arg(long, value_name = "E", default_value_t = RSA_E, value_parser = exponent)]
    exponent: u32,

    /// Write PEM, not DER
    #[arg(long)]
    pem: bool,

    #[command(flatten)]
    force: Force,
}

/// Reads a public exponent (RFC 8017, section 3.1).
fn exponent(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(e) if e >= 3 && e % 2 == 1 => Ok(e),
        _ => Err("an odd number from 3 to 4294967295 is expected".to_owned()),
    }
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
    // fopen: the C calls it in the wrapper of section 7.1.
    let mut fp_pri = args.private_key.fopen(Contents::PrivateKey { force }, &[])?;
    let mut fp_pub = args.public_key.fopen(Contents::PublicKey { force }, &[])?;
    if args.bits < RSA_SIZE {
        note!("an RSA key of {} bits is for experiments only: it can be broken", args.bits);
    }

    let e = BigNum::from_u32(args.exponent)?;
    // RSA_generate_key (here: generate_with_e): two primes, their product, and the exponents.
    let rsa = Rsa::generate_with_e(args.bits, &e).map_err(Error::algorithm("RSA_generate_key"))?;

    // i2d_RSAPrivateKey (here: private_key_to_der)
    let pri = if args.pem { rsa.private_key_to_pem() } else { rsa.private_key_to_der() };
    let pri = pri.map_err(Error::algorithm("i2d_RSAPrivateKey"))?;

    // i2d_RSAPublicKey (here: public_key_to_der_pkcs1)
    let public = if args.pem { rsa.public_key_to_pem_pkcs1() } else { rsa.public_key_to_der_pkcs1() };
    let public = public.map_err(Error::algorithm("i2d_RSAPublicKey"))?;

    // fwrite: both, before either file appears.
    fp_pub.fwrite(&public)?;
    fp_pri.fwrite(&pri)?;

    // fclose
    fp_pri.fclose()?;
    fp_pub.fclose()

    // RSA_free (here: Drop)
}

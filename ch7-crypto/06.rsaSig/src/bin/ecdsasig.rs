//! Section 7.5.3: signs a message with ECDSA or Ed25519.
//!
//! Beside `Examples/2.Crypto/07.ecdsaSig/ecdsaSig.c`.
//!
//! ```text
//! cargo run -q --bin genec -- pri.key pub.key
//! cargo run -q --bin ecdsasig -- pri.key sig.bin < README.md
//! cargo run -q --bin ecdsaver -- pub.key sig.bin < README.md
//! ```
//!
//! The calls are in `../signature.rs`, where the tests find them, too.
//!
//! Unlike the C original:
//! - keys of any curve, in DER or PEM; other digests, and Ed25519.
//! - the last piece of the message is signed, too. The C leaves out what does not fill its buffer of 256 bytes, so that all
//!   shorter messages have the same signatures.
//! - the signature appears only when all went well.

use std::process::ExitCode;

use clap::Parser;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use rsa_sig::signature::EccScheme;

/// Signs a message with ECDSA, or with Ed25519 if the key is of that kind (section 7.5.3).
#[derive(Parser)]
struct Args {
    /// Private key
    #[arg(value_name = "KEY")]
    key: Input,

    /// Signature to write; - is standard output
    #[arg(value_name = "SIG", default_value = "-")]
    signature: Output,

    /// Message to sign
    #[arg(value_name = "MESSAGE", default_value = "-")]
    message: Input,

    #[command(flatten)]
    scheme: EccScheme,

    #[command(flatten)]
    buffer: Buffer,
}

fn main() -> ExitCode {
    common::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_sig = args.signature.fopen(Contents::Public, &[&args.key, &args.message])?;

    // d2i_PrivateKey (here: private_key)
    let pkey = keys::private_key(&args.key, Kind::Ecc)?;

    // EVP_MD_CTX_new, EVP_DigestSignInit, fread, EVP_DigestSignUpdate, EVP_DigestSignFinal (here: sign)
    let sig = args.scheme.scheme(&pkey)?.sign(&pkey, &mut args.message.fopen()?, args.buffer)?;

    // fwrite
    fp_sig.fwrite(&sig)?;
    fp_sig.fclose()

    // EVP_PKEY_free, EVP_MD_CTX_free (here: Drop)
}

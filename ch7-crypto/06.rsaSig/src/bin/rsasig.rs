//! Section 7.5.3: signs a message with an RSA private key.
//!
//! Beside `Examples/2.Crypto/06.rsaSig/rsaSig.c`.
//!
//! ```text
//! cargo run -q --bin genrsa -- pri.key pub.key
//! cargo run -q --bin rsasig -- pri.key sig.bin < README.md
//! cargo run -q --bin rsaver -- pub.key sig.bin < README.md
//! ```
//!
//! The calls are in `../signature.rs`, where the tests find them, too.
//!
//! Unlike the C original:
//! - keys of any size, in DER or PEM, PKCS#1 or not; other digests, and PSS.
//! - the signature appears only when all went well.

use std::process::ExitCode;

use clap::Parser;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use rsa_sig::signature::RsaScheme;

/// Signs a message with an RSA private key (section 7.5.3).
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
    scheme: RsaScheme,

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
    let pkey = keys::private_key(&args.key, Kind::RsaSignature)?;

    // EVP_MD_CTX_new, EVP_DigestSignInit, fread, EVP_DigestSignUpdate, EVP_DigestSignFinal (here: sign)
    let sig = args.scheme.scheme()?.sign(&pkey, &mut args.message.fopen()?, args.buffer)?;

    // fwrite
    fp_sig.fwrite(&sig)?;
    fp_sig.fclose()

    // EVP_PKEY_free, EVP_MD_CTX_free (here: Drop)
}

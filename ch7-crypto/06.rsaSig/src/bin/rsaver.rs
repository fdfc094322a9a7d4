//! Section 7.5.3: verifies the RSA signature of a message.
//!
//! Beside `Examples/2.Crypto/06.rsaSig/rsaVer.c`.
//!
//! ```text
//! cargo run -q --bin rsaver -- pub.key sig.bin < README.md
//! ```
//!
//! The calls are in `../signature.rs`, where the tests find them, too.
//!
//! Unlike the C original:
//! - keys of any size, in DER or PEM, PKCS#1 or not; other digests, and PSS.
//! - the exit status is 0 only for a signature that holds, 1 for one that does not.

use std::process::ExitCode;

use clap::Parser;

use common::files::Input;
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use common::{Error, Terminal};
use rsa_sig::signature::{self, RsaScheme};

/// Verifies the RSA signature of a message (section 7.5.3).
#[derive(Parser)]
struct Args {
    /// Public key
    #[arg(value_name = "KEY")]
    key: Input,

    /// Signature
    #[arg(value_name = "SIG")]
    signature: Input,

    /// Signed message
    #[arg(value_name = "MESSAGE", default_value = "-")]
    message: Input,

    #[command(flatten)]
    scheme: RsaScheme,

    #[command(flatten)]
    buffer: Buffer,
}

fn main() -> ExitCode {
    common::verdict(run(&Args::parse()))
}

fn run(args: &Args) -> Result<bool, Error> {
    common::init();
    Input::once(&[&args.key, &args.signature, &args.message])?;

    // fread (here: load): the signature.
    let sig = signature::load(&args.signature)?;

    // d2i_PublicKey (here: public_key)
    let pkey = keys::public_key(&args.key, Kind::RsaSignature)?;

    // EVP_MD_CTX_new, EVP_DigestVerifyInit, EVP_DigestVerifyUpdate, EVP_DigestVerifyFinal (here: verify)
    let verified = args.scheme.scheme()?.verify(&pkey, &sig, &mut args.message.fopen()?, args.buffer)?;

    writeln!(Terminal::new(), "{}", if verified { "Signature Verified" } else { "Invalid Signature" })?;
    Ok(verified)

    // EVP_PKEY_free, EVP_MD_CTX_free (here: Drop)
}

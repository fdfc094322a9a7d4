//! Section 7.5.3: verifies the RSA signature of a message.
//!
//! Beside `Examples/2.Crypto/06.rsaSig/rsaVer.c`.
//!
//! ```text
//! cargo run -q --bin rsaver -- pub.key sig.bin < README.md
//! ```
//!
//! `run` is the C's `algo_main`.
//!
//! Unlike the C original:
//! - it takes keys of any size, in DER or PEM, PKCS#1 or SubjectPublicKeyInfo, other digests, and PSS.
//! - the exit status is 0 for a valid signature, 1 for an invalid one.

use std::process::ExitCode;

use clap::Parser;
use openssl::md_ctx::MdCtx;

use common::files::Input;
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use common::{Error, Terminal};
use rsa_sig::signature::{self, RsaScheme};

/// Verifies the RSA signature of a message (section 7.5.3).
#[derive(Parser)]
#[command(name = "rsaver", version = common::version())]
pub(crate) struct Args {
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
    common::exit::verdict(run(&Args::parse()).and_then(show))
}

pub(crate) fn run(args: &Args) -> Result<bool, Error> {
    common::init();
    Input::once(&[&args.key, &args.signature, &args.message])?;

    // fread (here: load): the signature.
    let sig = signature::load(&args.signature)?;

    // d2i_PublicKey (here: public_key)
    let pkey = keys::public_key(&args.key, Kind::RsaSignature)?;

    // EVP_sha256 (here: digest)
    let digest = args.scheme.digest()?;
    let mut message = args.message.fopen()?;

    // EVP_MD_CTX_new
    let mut md = MdCtx::new()?;

    // EVP_DigestVerifyInit (here: digest_verify_init)
    let ctx =
        md.digest_verify_init(Some(&digest), &pkey).map_err(Error::algorithm("EVP_DigestVerifyInit"))?;

    // Rust only: EVP_PKEY_CTX_set_rsa_padding (here: set_padding): PKCS#1 v1.5 unless --pss is given.
    args.scheme.set_padding(ctx)?;

    let mut msg = args.buffer.allocate();
    loop {
        // fread
        let inl = message.fread(&mut msg)?;

        // EVP_DigestVerifyUpdate (here: digest_verify_update)
        md.digest_verify_update(&msg[..inl]).map_err(Error::algorithm("EVP_DigestVerifyUpdate"))?;
        args.buffer.step(format_args!("EVP_DigestVerifyUpdate({inl})"));
        if inl < msg.len() {
            break;
        }
    }

    // EVP_DigestVerifyFinal (here: digest_verify_final): only 1 is yes. 0 is no, and so is an error: what
    // cannot be parsed is no signature of this message.
    let verified = matches!(md.digest_verify_final(&sig), Ok(true));
    args.buffer.step(format_args!("EVP_DigestVerifyFinal = {}", u8::from(verified)));
    Ok(verified)

    // EVP_PKEY_free, EVP_MD_CTX_free (here: Drop)
}

/// Prints the verdict.
fn show(verified: bool) -> Result<bool, Error> {
    writeln!(Terminal::new(), "{}", if verified { "Signature Verified" } else { "Invalid Signature" })?;
    Ok(verified)
}

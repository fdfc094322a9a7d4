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
//! `run` is the C's `algo_main`.
//!
//! Unlike the C original:
//! - it takes keys of any size, in DER or PEM, PKCS#1 or PKCS#8, other digests, and PSS.
//! - the signature appears only after all calls have succeeded.

use std::process::ExitCode;

use clap::Parser;
use openssl::md_ctx::MdCtx;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use rsa_sig::signature::RsaScheme;

/// Signs a message with an RSA private key (section 7.5.3).
#[derive(Parser)]
#[command(name = "rsasig", version = common::version())]
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
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_sig = args.signature.fopen(Contents::Public, &[&args.key, &args.message])?;

    // d2i_PrivateKey (here: private_key)
    let pkey = keys::private_key(&args.key, Kind::RsaSignature)?;

    // EVP_sha256 (here: digest)
    let digest = args.scheme.digest()?;
    let mut message = args.message.fopen()?;

    // EVP_MD_CTX_new
    let mut md = MdCtx::new()?;

    // EVP_DigestSignInit (here: digest_sign_init)
    let ctx = md.digest_sign_init(Some(&digest), &pkey).map_err(Error::algorithm("EVP_DigestSignInit"))?;

    // Rust only: EVP_PKEY_CTX_set_rsa_padding (here: set_padding): PKCS#1 v1.5 unless --pss is given.
    args.scheme.set_padding(ctx)?;

    let mut msg = args.buffer.allocate();
    loop {
        // fread
        let inl = message.fread(&mut msg)?;

        // EVP_DigestSignUpdate (here: digest_sign_update)
        md.digest_sign_update(&msg[..inl]).map_err(Error::algorithm("EVP_DigestSignUpdate"))?;
        args.buffer.step(format_args!("EVP_DigestSignUpdate({inl})"));
        if inl < msg.len() {
            break;
        }
    }

    let mut sig = Vec::new();

    // EVP_DigestSignFinal (here: digest_sign_final_to_vec): called twice, for the size and for the signature.
    md.digest_sign_final_to_vec(&mut sig).map_err(Error::algorithm("EVP_DigestSignFinal"))?;
    args.buffer.step(format_args!("EVP_DigestSignFinal = {}", sig.len()));

    // fwrite
    fp_sig.fwrite(&sig)?;
    fp_sig.fclose()

    // EVP_PKEY_free, EVP_MD_CTX_free (here: Drop)
}

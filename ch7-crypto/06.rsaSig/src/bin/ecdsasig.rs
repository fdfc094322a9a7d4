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
//! `run` is the C's `algo_main`.
//!
//! Unlike the C original:
//! - it takes keys of any curve, in DER or PEM, other digests, and Ed25519.
//! - it signs the last piece of the message too. The C leaves out what does not fill its buffer of 256 bytes,
//!   so a signature of one shorter message is good for all of them.
//! - the signature appears only after all calls have succeeded.

use std::process::ExitCode;

use clap::Parser;
use openssl::md_ctx::MdCtx;
use openssl::pkey::{PKeyRef, Private};

use common::Error;
use common::files::{Contents, Input, Output, Reader};
use common::keys::{self, Kind};
use common::wrapper::Buffer;
use rsa_sig::signature::{self, EccScheme};

/// Signs a message with ECDSA, or with Ed25519 if the key is of that kind (section 7.5.3).
#[derive(Parser)]
#[command(name = "ecdsasig", version = common::version())]
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
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_sig = args.signature.fopen(Contents::Public, &[&args.key, &args.message])?;

    // d2i_PrivateKey (here: private_key)
    let pkey = keys::private_key(&args.key, Kind::Ecc)?;

    // EVP_sha256 (here: digest): none for Ed25519, which has its own.
    let digest = args.scheme.digest(&pkey)?;
    let mut message = args.message.fopen()?;

    let Some(digest) = digest else {
        fp_sig.fwrite(&sign_ed25519(&pkey, &mut message)?)?;
        return fp_sig.fclose();
    };

    // EVP_MD_CTX_new
    let mut md = MdCtx::new()?;

    // EVP_DigestSignInit (here: digest_sign_init)
    md.digest_sign_init(Some(&digest), &pkey).map_err(Error::algorithm("EVP_DigestSignInit"))?;

    let mut msg = args.buffer.allocate();
    loop {
        // fread
        let inl = message.fread(&mut msg)?;

        // EVP_DigestSignUpdate (here: digest_sign_update): the last piece too, which `ecdsaSig.c` leaves out.
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

/// The Ed25519 signature of the message.
fn sign_ed25519(pkey: &PKeyRef<Private>, message: &mut Reader) -> Result<Vec<u8>, Error> {
    let mut md = MdCtx::new()?;
    md.digest_sign_init(None, pkey).map_err(Error::algorithm("EVP_DigestSignInit"))?;
    let mut sig = Vec::new();

    // OpenSSL only: EVP_DigestSign (here: digest_sign_to_vec): the whole message in one call.
    md.digest_sign_to_vec(&signature::whole(message)?, &mut sig)
        .map_err(Error::algorithm("EVP_DigestSign"))?;
    Ok(sig)
}

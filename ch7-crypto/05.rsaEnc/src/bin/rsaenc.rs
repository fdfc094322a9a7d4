//! Section 7.5.2: encrypts a short message with an RSA public key.
//!
//! Beside `Examples/2.Crypto/05.rsaEnc/rsaEnc.c`.
//!
//! ```text
//! cargo run -q --bin genrsa -- pri.key pub.key
//! echo Hello | cargo run -q --bin rsaenc -- pub.key enc.bin
//! cargo run -q --bin rsadec -- pri.key dec.txt < enc.bin
//! ```
//!
//! `run` is the C's `algo_main`.
//!
//! Unlike the C original:
//! - it takes keys of any size, in DER or PEM, PKCS#1 or SubjectPublicKeyInfo.
//! - if the message is too long, it says how long it may be.
//! - the output appears only after all calls have succeeded.

use std::process::ExitCode;

use clap::Parser;
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use rsa_enc::oaep::{self, Oaep};

/// Encrypts a short message with an RSA public key, with OAEP padding (section 7.5.2).
#[derive(Parser)]
#[command(name = "rsaenc", version = common::version())]
struct Args {
    /// Public key
    #[arg(value_name = "KEY")]
    key: Input,

    /// File to write; - is standard output
    #[arg(value_name = "OUT", default_value = "-")]
    output: Output,

    /// Message to encrypt
    #[arg(value_name = "MESSAGE", default_value = "-")]
    message: Input,

    #[command(flatten)]
    oaep: Oaep,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_enc = args.output.fopen(Contents::Public, &[&args.key, &args.message])?;

    // d2i_PublicKey (here: public_key): before the message, so that the user of a wrong key types none.
    let pkey = keys::public_key(&args.key, Kind::Rsa)?;

    // C: fread (here: fread): a message that is too long is not read to its end.
    let msg = oaep::fread(&mut args.message.fopen()?, pkey.size())?;

    // EVP_PKEY_CTX_new
    let mut ctx = PkeyCtx::new(&pkey).map_err(Error::algorithm("EVP_PKEY_CTX_new"))?;

    // EVP_PKEY_encrypt_init
    ctx.encrypt_init().map_err(Error::algorithm("EVP_PKEY_encrypt_init"))?;

    // EVP_PKEY_CTX_set_rsa_padding
    ctx.set_rsa_padding(Padding::PKCS1_OAEP).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_padding"))?;

    // Rust only: the options of OAEP, and its limit, which OpenSSL's own error does not name.
    args.oaep.set_options(&mut ctx)?;
    args.oaep.check_length(&pkey, msg.len())?;

    // EVP_PKEY_encrypt: without a buffer for the result, it returns the size.
    let enc_sz = ctx.encrypt(&msg, None).map_err(Error::algorithm("EVP_PKEY_encrypt"))?;
    let mut enc = vec![0; enc_sz];

    // EVP_PKEY_encrypt
    let enc_sz = ctx.encrypt(&msg, Some(&mut enc)).map_err(Error::algorithm("EVP_PKEY_encrypt"))?;

    // fwrite
    fp_enc.fwrite(&enc[..enc_sz])?;
    fp_enc.fclose()

    // EVP_PKEY_CTX_free, EVP_PKEY_free (here: Drop)
}

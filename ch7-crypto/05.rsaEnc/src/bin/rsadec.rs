//! Section 7.5.2: decrypts what `rsaenc` encrypted, with the RSA private key.
//!
//! Beside `Examples/2.Crypto/05.rsaEnc/rsaDec.c`.
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
//! - it takes keys of any size, in DER or PEM, PKCS#1 or PKCS#8.
//! - the output appears only after all calls have succeeded. Only its owner can read it.

use std::process::ExitCode;

use clap::Parser;
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use rsa_enc::oaep::{self, Oaep};

/// Decrypts what rsaenc encrypted, with the RSA private key (section 7.5.2).
#[derive(Parser)]
#[command(name = "rsadec", version = common::version())]
pub(crate) struct Args {
    /// Private key
    #[arg(value_name = "KEY")]
    key: Input,

    /// File to write; - is standard output
    #[arg(value_name = "OUT", default_value = "-")]
    output: Output,

    /// Encrypted message
    #[arg(value_name = "MESSAGE", default_value = "-")]
    message: Input,

    #[command(flatten)]
    oaep: Oaep,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

pub(crate) fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_dec = args.output.fopen(Contents::Secret, &[&args.key, &args.message])?;

    // d2i_PrivateKey (here: private_key): before the message, so that the user of a wrong key types none.
    let pkey = keys::private_key(&args.key, Kind::Rsa)?;

    // C: fread (here: fread): a message that is too long is not read to its end.
    let msg = oaep::fread(&mut args.message.fopen()?, pkey.size())?;

    // EVP_PKEY_CTX_new
    let mut ctx = PkeyCtx::new(&pkey).map_err(Error::algorithm("EVP_PKEY_CTX_new"))?;

    // EVP_PKEY_decrypt_init
    ctx.decrypt_init().map_err(Error::algorithm("EVP_PKEY_decrypt_init"))?;

    // EVP_PKEY_CTX_set_rsa_padding
    ctx.set_rsa_padding(Padding::PKCS1_OAEP).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_padding"))?;

    // Rust only: the options of OAEP; and an encrypted message has the size of the modulus.
    args.oaep.set_options(&mut ctx)?;
    if msg.len() != pkey.size() {
        let wanted = format!("this key encrypts to {} bytes", pkey.size());
        return Err(Error::Size { what: "Encrypted message", size: msg.len(), wanted });
    }

    // EVP_PKEY_decrypt: without a buffer for the result, it returns the size.
    let dec_sz = ctx.decrypt(&msg, None).map_err(Error::algorithm("EVP_PKEY_decrypt"))?;
    let mut dec = vec![0; dec_sz];

    // EVP_PKEY_decrypt: all failures have the same text, since the reason helps an attacker (Manger, 2001).
    let dec_sz = ctx.decrypt(&msg, Some(&mut dec)).map_err(|_| Error::Algorithm {
        call: "EVP_PKEY_decrypt",
        reason: "not encrypted with this key and these settings, or changed since".to_owned(),
    })?;

    // fwrite
    fp_dec.fwrite(&dec[..dec_sz])?;
    fp_dec.fclose()

    // EVP_PKEY_CTX_free, EVP_PKEY_free (here: Drop)
}

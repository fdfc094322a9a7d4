//! Section 7.5.2: decrypts what `rsaenc` has encrypted, with the RSA private key.
//!
//! Beside `Examples/2.Crypto/05.rsaEnc/rsaDec.c`.
//!
//! ```text
//! cargo run -q --bin genrsa -- pri.key pub.key
//! echo Hello | cargo run -q --bin rsaenc -- pub.key enc.bin
//! cargo run -q --bin rsadec -- pri.key dec.txt < enc.bin
//! ```
//!
//! The calls are in `../oaep.rs`, where the tests find them, too.
//!
//! Unlike the C original:
//! - keys of any size, in DER or PEM, PKCS#1 or not.
//! - the output appears only when all went well, readable by its owner only.

use std::process::ExitCode;

use clap::Parser;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use rsa_enc::oaep::{self, Oaep};

/// Decrypts what rsaenc has encrypted, with the RSA private key (section 7.5.2).
#[derive(Parser)]
struct Args {
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
    common::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_dec = args.output.fopen(Contents::Secret, &[&args.key, &args.message])?;

    // d2i_PrivateKey (here: private_key): before the message, so that a wrong key is told before anything is typed.
    let pkey = keys::private_key(&args.key, Kind::Rsa)?;

    // C: fread (here: fread): of a message that is too long, just enough to see that it is.
    let msg = oaep::fread(&mut args.message.fopen()?, pkey.size())?;

    // EVP_PKEY_CTX_new, EVP_PKEY_decrypt_init, EVP_PKEY_CTX_set_rsa_padding, EVP_PKEY_decrypt (here: decrypt)
    let dec = args.oaep.decrypt(&pkey, &msg)?;

    // fwrite
    fp_dec.fwrite(&dec)?;
    fp_dec.fclose()

    // EVP_PKEY_CTX_free, EVP_PKEY_free (here: Drop)
}

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
//! The calls are in `../oaep.rs`, where the tests find them, too.
//!
//! Unlike the C original:
//! - keys of any size, in DER or PEM, PKCS#1 or not; too long a message is refused with the limit.
//! - the output appears only when all went well.

use std::process::ExitCode;

use clap::Parser;

use common::Error;
use common::files::{Contents, Input, Output};
use common::keys::{self, Kind};
use rsa_enc::oaep::{self, Oaep};

/// Encrypts a short message with an RSA public key, with OAEP padding (section 7.5.2).
#[derive(Parser)]
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
    common::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    Input::once(&[&args.key, &args.message])?;

    // fopen
    let mut fp_enc = args.output.fopen(Contents::Public, &[&args.key, &args.message])?;

    // d2i_PublicKey (here: public_key): before the message, so that a wrong key is told before anything is typed.
    let pkey = keys::public_key(&args.key, Kind::Rsa)?;

    // C: fread (here: fread): of a message that is too long, just enough to see that it is.
    let msg = oaep::fread(&mut args.message.fopen()?, pkey.size())?;

    // EVP_PKEY_CTX_new, EVP_PKEY_encrypt_init, EVP_PKEY_CTX_set_rsa_padding, EVP_PKEY_encrypt (here: encrypt)
    let enc = args.oaep.encrypt(&pkey, &msg)?;

    // fwrite
    fp_enc.fwrite(&enc)?;
    fp_enc.fclose()

    // EVP_PKEY_CTX_free, EVP_PKEY_free (here: Drop)
}

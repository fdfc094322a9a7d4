//! Table 7.4.6: a file through any of the book's ciphers and modes.
//!
//! No C original: `aescbc` plus `--cipher`. The table has the functions that return a cipher (`EVP_aes_128_cbc`); all that
//! differs between them is what the cipher takes, which `--info` shows:
//!
//! ```text
//! cargo run -q --bin symcipher -- --cipher des-ede3-cbc --info
//! ```

use std::process::ExitCode;

use clap::Parser;

use common::wrapper::{Buffer, Direction, Files, Hex};
use common::{Error, Terminal};
use sym::cbc::cipher_file;
use sym::ciphers;

/// Encrypts or decrypts a file with a cipher of the book's table.
#[derive(Parser)]
#[command(after_help = "\
Ciphers: aes-128-…, aes-192-…, aes-256-… with …cbc, …cfb1, …cfb8, …cfb128, …ofb, …ecb, …ctr; aes-128-xts, aes-256-xts; \
des-cbc, des-ecb, des-ede3-cbc, des-ede3-ecb, idea-cbc, rc4 (these, but for des-ede3, are in OpenSSL's legacy provider).\n\n\
None of them notices changes, as GCM does (aesgcm). And more:\n\
ECB: equal blocks are seen to be equal: what is in a file shows.\n\
CBC: a changed block decrypts to garbage, and in the block after it the same bits change: an attacker can choose them.\n\
CFB, OFB, CTR, RC4: a changed bit changes that bit; two files with one key and IV (RC4: with one key) give each other away.\n\
XTS: made for sectors of a disk: the file is one, taken at once; equal ones with one key and IV are seen to be equal.\n\
DES, IDEA, RC4: broken or outdated, DES by trying its 2^56 keys; 3DES and IDEA repeat blocks after about 32 GiB.")]
struct Args {
    #[command(flatten)]
    mode: Direction,

    /// Cipher by the book's name or OpenSSL's
    #[arg(long, value_name = "NAME")]
    cipher: String,

    /// Key
    #[arg(short = 'k', value_name = "HEX", required_unless_present = "info")]
    key: Option<Hex>,

    /// Initialisation vector, if the cipher takes one
    #[arg(short = 'i', value_name = "HEX")]
    iv: Option<Hex>,

    #[command(flatten)]
    files: Files,

    /// No padding: the data must be whole blocks
    #[arg(long)]
    no_padding: bool,

    /// Show the sizes that the cipher takes, and nothing else
    #[arg(long)]
    info: bool,

    #[command(flatten)]
    buffer: Buffer,
}

fn main() -> ExitCode {
    common::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    // Rust only: no pass phrase is ever asked for, and OpenSSL is ready.
    common::init();

    let cipher = ciphers::by_name(&args.cipher)?;
    if args.info {
        return cipher.info(&mut Terminal::new());
    }
    let key = args.key.as_deref().unwrap_or_default();
    let iv = args.iv.as_deref().unwrap_or_default();

    // EVP_CIPHER_CTX_new … EVP_CIPHER_CTX_free (here: cipher_file): the incremental processing, see `../cbc.rs`.
    cipher_file(&cipher, key, iv, args.mode, !args.no_padding, &args.files, args.buffer)
}

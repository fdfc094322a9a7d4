//! Section 7.4: a file through AES-128-CBC.
//!
//! Beside `Examples/2.Crypto/03.sym/aes-cbc.c`. The key of the book is `0123456701234567`, the IV `1234567812345678`:
//!
//! ```text
//! cargo run -q --bin aescbc -- -e -k 30313233343536373031323334353637 -i 31323334353637383132333435363738 README.md enc.bin
//! cargo run -q --bin aescbc -- -d -k 30313233343536373031323334353637 -i 31323334353637383132333435363738 enc.bin dec.md
//! cmp README.md dec.md
//! ```
//!
//! With a wrong key, decrypting ends with `ERROR: EVP_CipherFinal`, since the end is no padding, and OUT has garbage. One
//! wrong key in 256 makes an end that looks like padding, and no error: CBC does not notice. See `aesgcm` for what does.
//!
//! The C's `algo_main` is `cipher_file` in `../cbc.rs`; its `main` is `common::wrapper`, which all programs of chapter 7 share.
//!
//! Unlike the C original:
//! - files and options come in any order, and `-d` works.
//! - the buffer has 64 KiB; `--buffer 256 --steps` shows what the C's 256 bytes show.
//! - what is decrypted is readable by its owner only.
//! - a failure is told, leaves no file behind (but for the book's garbage) and exits with 1.

use std::process::ExitCode;

use clap::Parser;

use common::wrapper::{Buffer, Direction, Files, Hex};
use common::{Error, Terminal};
use sym::cbc::cipher_file;
use sym::ciphers;

/// Encrypts or decrypts a file with AES-128-CBC.
#[derive(Parser)]
#[command(after_help = "\
CBC hides what is in a file. It does not notice changes: a changed block decrypts to garbage, and in the block after it the same \
bits change, so an attacker can choose them; with a wrong key there is an error only if the end does not look like padding. The IV must be new and \
random for each file. Key and IV can be seen by other users of this machine while the program runs (ps).")]
struct Args {
    #[command(flatten)]
    mode: Direction,

    /// Key, 16 bytes
    #[arg(short = 'k', value_name = "HEX", required_unless_present = "info")]
    key: Option<Hex>,

    /// Initialisation vector, 16 bytes
    #[arg(short = 'i', value_name = "HEX", required_unless_present = "info")]
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

    // EVP_aes_128_cbc (here: ciphers::by_name)
    let cipher = ciphers::by_name("aes-128-cbc")?;
    if args.info {
        return cipher.info(&mut Terminal::new());
    }
    let key = args.key.as_deref().unwrap_or_default();
    let iv = args.iv.as_deref().unwrap_or_default();

    // EVP_CIPHER_CTX_new … EVP_CIPHER_CTX_free (here: cipher_file): the incremental processing, see `../cbc.rs`.
    cipher_file(&cipher, key, iv, args.mode, !args.no_padding, &args.files, args.buffer)
}

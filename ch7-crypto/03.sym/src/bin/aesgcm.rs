//! Section 7.4: a file through AES-128-GCM, which notices every change.
//!
//! Beside `Examples/2.Crypto/03.sym/aes-gcm.c`. The key of the book is `0123456701234567`, the IV `123456781234`:
//!
//! ```text
//! cargo run -q --bin aesgcm -- -e -k 30313233343536373031323334353637 -i 313233343536373831323334 README.md enc.bin
//! cargo run -q --bin aesgcm -- -d -k 30313233343536373031323334353637 -i 313233343536373831323334 -t TAG enc.bin dec.md
//! ```
//!
//! Encrypting prints the tag, which decrypting asks for (TAG). Where a digit of it, the file, the key, the IV or the AAD is
//! changed, decrypting ends with `ERROR: EVP_CipherFinal`, and there is no OUT.
//!
//! The C's `algo_main` is `cipher_file` in `../gcm.rs`; its `main` is `common::wrapper`, which all programs of chapter 7 share.
//!
//! Unlike the C original:
//! - what is decrypted is not there before the tag was found to hold; then it is readable by its owner only.
//! - `--aad` adds additional authenticated data, `--cipher` selects longer keys.
//! - OUT can be standard output: then the tag goes to standard error.
//! - files and options come in any order; a failure is told, leaves no file behind and exits with 1.

use std::process::ExitCode;

use clap::Parser;

use common::wrapper::{Buffer, Direction, Files, Hex, hex};
use common::{Error, Terminal, note};
use sym::ciphers;
use sym::gcm::{Tag, cipher_file};

/// Encrypts or decrypts a file with AES-GCM.
#[derive(Parser)]
#[command(after_help = "\
GCM hides what is in a file and notices every change, as long as no two files have the same key and IV: two that do give away \
what is in them, and how tags are forged. The length of the file is not hidden. Key and IV can be seen by other users of this \
machine while the program runs (ps).")]
struct Args {
    #[command(flatten)]
    mode: Direction,

    /// Key, 16 bytes
    #[arg(short = 'k', value_name = "HEX", required_unless_present = "info")]
    key: Option<Hex>,

    /// Initialisation vector, 12 bytes: a new one for each file
    #[arg(short = 'i', value_name = "HEX", required_unless_present = "info")]
    iv: Option<Hex>,

    /// Tag that encrypting has printed, 16 bytes
    #[arg(
        short = 't',
        value_name = "HEX",
        requires = "decrypt",
        conflicts_with = "encrypt",
        required_if_eq("decrypt", "true")
    )]
    tag: Option<Hex>,

    /// Additional authenticated data, which is not in the file
    #[arg(long, value_name = "HEX")]
    aad: Option<Hex>,

    #[command(flatten)]
    files: Files,

    /// aes-128-gcm, aes-192-gcm or aes-256-gcm; keys of 16, 24, 32 bytes
    #[arg(long, value_name = "NAME", default_value = "aes-128-gcm")]
    cipher: String,

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

    // EVP_aes_128_gcm (here: ciphers::by_name)
    let cipher = ciphers::by_name(&args.cipher)?;
    if args.info {
        return cipher.info(&mut Terminal::new());
    }
    let key = args.key.as_deref().unwrap_or_default();
    let iv = args.iv.as_deref().unwrap_or_default();
    let aad = args.aad.as_deref().unwrap_or_default();

    let mut show_tag = |tag: &[u8]| {
        if args.files.output.is_standard() {
            note!("{}", hex(tag));
            return Ok(());
        }
        writeln!(Terminal::new(), "{}", hex(tag))
    };
    let tag = args.tag.as_deref().map_or(Tag::Make(&mut show_tag), Tag::Check);

    // EVP_CIPHER_CTX_new … EVP_CIPHER_CTX_free (here: cipher_file): the incremental processing, see `../gcm.rs`.
    cipher_file(&cipher, key, iv, aad, tag, &args.files, args.buffer)
}

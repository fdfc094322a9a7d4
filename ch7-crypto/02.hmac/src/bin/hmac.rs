//! Section 7.3: the HMAC of a file.
//!
//! Beside `Examples/2.Crypto/02.hmac/hmac.c`. The key of the book is `TLS1.3`:
//!
//! ```text
//! cargo run -q --bin hmac -- -k 544c53312e33 README.md hmac.bin
//! openssl dgst -sha1 -hmac TLS1.3 -binary README.md | cmp - hmac.bin
//! ```
//!
//! The HMAC is bytes, not text: on a terminal, `| od -An -tx1` shows them. The C's `algo_main` is `hmac_file` in
//! `../lib.rs`; its `main` is `common::wrapper`, which all programs of chapter 7 share.
//!
//! Unlike the C original:
//! - `--digest` selects any digest of the section's table, and others of OpenSSL.
//! - the key's first bytes are not printed: it is a secret, and standard output may be where the HMAC goes.
//! - the buffer has 64 KiB; `--buffer 16 --running` shows the HMAC as the file goes by.
//! - without IN, standard input is read; a failure is told, leaves no file behind and exits with 1.

use std::process::ExitCode;

use clap::Parser;

use common::Error;
use common::wrapper::{Buffer, Files, Hex};
use mac::hmac_file;

/// The HMAC of a file under a key, with SHA-1 unless told otherwise, as bytes.
#[derive(Parser)]
#[command(after_help = "\
Digests of the book: MD5, SHA1, SHA224, SHA256, SHA384, SHA3_224, SHA3_256, SHA3_384, SHA3_512; OpenSSL has BLAKE2s256 and \
BLAKE2b512 for BLAKE128 and BLAKE256. The key can be seen by other users of this machine while the program runs (ps).")]
struct Args {
    /// Key, at least 1 byte
    #[arg(short = 'k', value_name = "HEX")]
    key: Hex,

    #[command(flatten)]
    files: Files,

    /// Digest by the book's name or OpenSSL's
    #[arg(long, value_name = "NAME", default_value = "SHA1")]
    digest: String,

    #[command(flatten)]
    buffer: Buffer,

    /// Show the HMAC of what has been read so far after each buffer, on standard error
    #[arg(long)]
    running: bool,
}

fn main() -> ExitCode {
    common::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    // Rust only: no pass phrase is ever asked for, and OpenSSL is ready.
    common::init();

    // EVP_get_digestbyname … HMAC_CTX_free (here: hmac_file): the incremental processing, see `../lib.rs`.
    hmac_file(&args.digest, &args.key, &args.files, args.buffer, args.running)
}

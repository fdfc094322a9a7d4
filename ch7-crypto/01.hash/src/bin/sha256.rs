//! Section 7.2: the SHA-256 digest of a file.
//!
//! Beside `Examples/2.Crypto/01.hash/sha256.c`:
//!
//! ```text
//! cargo run -q --bin sha256 -- README.md digest.bin
//! openssl dgst -sha256 -binary README.md | cmp - digest.bin
//! ```
//!
//! The digest is 32 bytes, not text: on a terminal, `| od -An -tx1` shows them. The C's `algo_main` is `digest_file` in
//! `../lib.rs`; its `main` is `common::wrapper`, which all programs of chapter 7 share.
//!
//! Unlike the C original:
//! - `--digest` selects any digest of the section's table, and others of OpenSSL.
//! - the buffer has 64 KiB; `--buffer 16 --steps` shows what the C's 16 bytes show.
//! - without IN, standard input is read; a failure is told, leaves no file behind and exits with 1.

use std::process::ExitCode;

use clap::Parser;

use common::Error;
use common::wrapper::{Buffer, Files};
use hash::digest_file;

/// The digest of a file, SHA-256 unless told otherwise, as bytes.
#[derive(Parser)]
#[command(after_help = "\
Digests of the book: MD5, SHA1, SHA224, SHA256, SHA384, SHA512, SHA512/224, SHA512/256, SHA3-224, SHA3-256, SHA3-384, SHA3-512. \
MD5 and SHA1 are broken: different files with one digest can be made.")]
struct Args {
    #[command(flatten)]
    files: Files,

    /// Digest by the book's name or OpenSSL's
    #[arg(long, value_name = "NAME", default_value = "SHA256")]
    digest: String,

    #[command(flatten)]
    buffer: Buffer,
}

fn main() -> ExitCode {
    common::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    // Rust only: no pass phrase is ever asked for, and OpenSSL is ready.
    common::init();

    // EVP_MD_CTX_new … EVP_MD_CTX_free (here: digest_file): the incremental processing, see `../lib.rs`.
    digest_file(&args.digest, &args.files, args.buffer)
}

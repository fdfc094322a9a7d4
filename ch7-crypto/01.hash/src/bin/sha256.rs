//! Section 7.2: the SHA-256 digest of a file.
//!
//! Beside `Examples/2.Crypto/01.hash/sha256.c`:
//!
//! ```text
//! cargo run -q --bin sha256 -- README.md digest.bin
//! openssl dgst -sha256 -binary README.md | cmp - digest.bin
//! ```
//!
//! The digest is 32 bytes, not text. To see them, pipe them into `od -An -tx1`. `run` is the C's `algo_main`;
//! its `main`, the wrapper of section 7.1, is `common::wrapper`.
//!
//! Unlike the C original:
//! - `--digest` selects another digest of the section's table, or one that only OpenSSL has.
//! - the buffer has 64 KiB; `--buffer 16 --steps` shows the calls that the C makes with its 16 bytes.
//! - without IN, it reads standard input.
//! - a failure is reported, leaves no file behind and exits with 1.

use std::process::ExitCode;

use clap::Parser;
use openssl::md_ctx::MdCtx;

use common::files::Contents;
use common::wrapper::{Buffer, Files};
use common::{Error, digest};

/// `EVP_MAX_MD_SIZE` of `openssl/evp.h`: no digest is longer.
const MAX_MD_SIZE: usize = 64;

/// Writes the digest of a file, as bytes: SHA-256, or the one that --digest names.
#[derive(Parser)]
#[command(name = "sha256", version = common::version())]
#[command(after_help = "\
Digests of the book: MD5, SHA1, SHA224, SHA256, SHA384, SHA512, SHA512/224, SHA512/256, SHA3-224, SHA3-256, SHA3-384, SHA3-512. \
MD5 and SHA1 are broken: different files with the same digest can be made.")]
struct Args {
    #[command(flatten)]
    files: Files,

    /// Digest, by the book's name or OpenSSL's
    #[arg(long, value_name = "NAME", default_value = "SHA256")]
    digest: String,

    #[command(flatten)]
    buffer: Buffer,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    // Rust only: initialises OpenSSL, and keeps it from asking for a pass phrase.
    common::init();

    let mut infp = args.files.input.fopen()?;
    let mut outfp = args.files.output.fopen(Contents::Public, &[&args.files.input])?;

    // EVP_MD_CTX_new
    let mut md_ctx = MdCtx::new()?;

    // EVP_sha256 (here: digest::by_name)
    let md = digest::by_name(&args.digest)?;

    // EVP_DigestInit (here: digest_init)
    md_ctx.digest_init(&md).map_err(Error::algorithm("EVP_DigestInit"))?;

    let mut buff = args.buffer.allocate();
    loop {
        let inl = infp.fread(&mut buff)?;

        // EVP_DigestUpdate (here: digest_update): any number of times, with pieces of any size.
        md_ctx.digest_update(&buff[..inl]).map_err(Error::algorithm("EVP_DigestUpdate"))?;
        args.buffer.step(format_args!("EVP_DigestUpdate({inl})"));
        if inl < buff.len() {
            break;
        }
    }

    let mut out = [0; MAX_MD_SIZE];

    // EVP_DigestFinal (here: digest_final)
    let dm_sz = md_ctx.digest_final(&mut out).map_err(Error::algorithm("EVP_DigestFinal"))?;
    args.buffer.step(format_args!("EVP_DigestFinal = {dm_sz}"));

    outfp.fwrite(&out[..dm_sz])?;
    outfp.fclose()

    // EVP_MD_CTX_free (here: Drop)
}

//! Section 7.3: the HMAC of a file.
//!
//! Beside `Examples/2.Crypto/02.hmac/hmac.c`. The key of the book is `TLS1.3`:
//!
//! ```text
//! cargo run -q --bin hmac -- -k 544c53312e33 README.md hmac.bin
//! openssl dgst -sha1 -hmac TLS1.3 -binary README.md | cmp - hmac.bin
//! ```
//!
//! The HMAC is bytes, not text. To see them, pipe them into `od -An -tx1`. `run` is the C's `algo_main`; its
//! `main`, the wrapper of section 7.1, is `common::wrapper`.
//!
//! OpenSSL 3 deprecates the functions of the book's listing (`HMAC_Init_ex` and so on). The EVP functions
//! make an HMAC as a kind of signature whose key is a shared secret.
//!
//! Unlike the C original:
//! - `--digest` selects another digest of the section's table, or one that only OpenSSL has.
//! - it does not print the key's first bytes: the key is secret, and the HMAC may go to standard output.
//! - the buffer has 64 KiB; `--buffer 16 --running` shows the HMAC after each 16 bytes.
//! - without IN, it reads standard input.
//! - a failure is reported, leaves no file behind and exits with 1.

use std::process::ExitCode;

use clap::Parser;
use openssl::md_ctx::MdCtx;
use openssl::pkey::PKey;

use common::files::Contents;
use common::wrapper::{Buffer, Files, Hex, hex};
use common::{Error, digest, ffi, note};

/// Writes the HMAC of a file under a key, as bytes: with SHA-1, or the digest that --digest names.
#[derive(Parser)]
#[command(name = "hmac", version = common::version())]
#[command(after_help = "\
Digests of the book: MD5, SHA1, SHA224, SHA256, SHA384, SHA3_224, SHA3_256, SHA3_384, SHA3_512. In place of BLAKE128 and BLAKE256 \
OpenSSL has BLAKE2s256 and BLAKE2b512. Other users of this machine can see the key while the program runs (ps).")]
pub(crate) struct Args {
    /// Key, at least 1 byte
    #[arg(short = 'k', value_name = "HEX")]
    key: Hex,

    #[command(flatten)]
    files: Files,

    /// Digest, by the book's name or OpenSSL's
    #[arg(long, value_name = "NAME", default_value = "SHA1")]
    digest: String,

    #[command(flatten)]
    buffer: Buffer,

    /// Show the HMAC of all that has been read so far after each buffer, on standard error
    #[arg(long)]
    running: bool,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

pub(crate) fn run(args: &Args) -> Result<(), Error> {
    // Rust only: initialises OpenSSL, and keeps it from asking for a pass phrase.
    common::init();

    if args.key.is_empty() {
        let wanted = "HMAC takes a key of at least 1 byte".to_owned();
        return Err(Error::Size { what: "Key", size: 0, wanted });
    }

    // EVP_get_digestbyname (here: digest::by_name)
    let md = digest::by_name(&args.digest)?;

    let mut infp = args.files.input.fopen()?;
    let mut outfp = args.files.output.fopen(Contents::Public, &[&args.files.input])?;

    // HMAC_CTX_new (here: MdCtx::new)
    let mut hctx = MdCtx::new()?;

    // HMAC_Init_ex (here: PKey::hmac): the key becomes a PKey like any other.
    let key = PKey::hmac(&args.key).map_err(Error::algorithm("HMAC_Init_ex"))?;

    // HMAC_Init_ex (here: digest_sign_init)
    hctx.digest_sign_init(Some(&md), &key).map_err(Error::algorithm("HMAC_Init_ex"))?;

    // C: HMAC_CTX_get_md (here: md.size()): an HMAC is as long as a digest.
    let mut hmac = vec![0; md.size()];

    let mut buff = args.buffer.allocate();
    loop {
        let inl = infp.fread(&mut buff)?;

        // HMAC_Update (here: digest_sign_update)
        hctx.digest_sign_update(&buff[..inl]).map_err(Error::algorithm("HMAC_Update"))?;
        args.buffer.step(format_args!("HMAC_Update({inl})"));
        if args.running {
            // HMAC_CTX_copy (here: ffi::EVP_MD_CTX_copy_ex): HMAC_Final ends the copy, and the original goes
            // on. TLS takes its transcript hash in this way at each step of the handshake.
            let mut copy = ffi::EVP_MD_CTX_copy_ex(&hctx).map_err(Error::algorithm("HMAC_CTX_copy"))?;
            let len = copy.digest_sign_final(Some(&mut hmac)).map_err(Error::algorithm("HMAC_Final"))?;
            note!("HMAC so far: {}", hex(&hmac[..len]));
        }
        if inl < buff.len() {
            break;
        }
    }

    // HMAC_Final (here: digest_sign_final)
    let len = hctx.digest_sign_final(Some(&mut hmac)).map_err(Error::algorithm("HMAC_Final"))?;
    args.buffer.step(format_args!("HMAC_Final = {len}"));

    outfp.fwrite(&hmac[..len])?;
    outfp.fclose()

    // HMAC_CTX_free (here: Drop)
}

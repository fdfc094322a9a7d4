//! Section 7.4: encrypts and decrypts a file with AES-128-CBC.
//!
//! Beside `Examples/2.Crypto/03.sym/aes-cbc.c`. The key of the book is `0123456701234567`, the IV
//! `1234567812345678`:
//!
//! ```text
//! cargo run -q --bin aescbc -- -e -k 30313233343536373031323334353637 -i 31323334353637383132333435363738 README.md enc.bin
//! cargo run -q --bin aescbc -- -d -k 30313233343536373031323334353637 -i 31323334353637383132333435363738 enc.bin dec.md
//! cmp README.md dec.md
//! ```
//!
//! With a wrong key, decrypting fails with `ERROR: EVP_CipherFinal`, since the data does not end with
//! padding, and OUT holds garbage. One wrong key in 256 makes an end that looks like padding, and no error:
//! CBC does not notice changes. `aesgcm` does.
//!
//! `run` is the C's `algo_main`; its `main`, the wrapper of section 7.1, is `common::wrapper`.
//!
//! Unlike the C original:
//! - files and options come in any order, and `-d` works.
//! - the buffer has 64 KiB; `--buffer 256 --steps` shows the calls that the C makes with its 256 bytes.
//! - only its owner can read a decrypted file.
//! - a failure is reported, leaves no file behind (but for the book's garbage) and exits with 1.

use std::process::ExitCode;

use clap::Parser;
use openssl::cipher_ctx::{CipherCtx, CipherCtxRef};

use common::files::Contents;
use common::wrapper::{Buffer, Direction, Files, Hex};
use common::{Error, Terminal};
use sym::{cipher_final_failed, ciphers};

/// Encrypts or decrypts a file with AES-128-CBC.
#[derive(Parser)]
#[command(name = "aescbc", version = common::version())]
#[command(after_help = "\
CBC hides what a file says. It does not notice changes: a changed block decrypts to garbage, and the same bits change in the block \
after it, so an attacker can choose them. With a wrong key there is an error only if the end does not look like padding. Use a new, \
random IV for each file. Other users of this machine can see key and IV while the program runs (ps).")]
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

    /// Show the sizes that the cipher takes, and do nothing else
    #[arg(long)]
    info: bool,

    #[command(flatten)]
    buffer: Buffer,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    // Rust only: initialises OpenSSL, and keeps it from asking for a pass phrase.
    common::init();

    // EVP_aes_128_cbc (here: ciphers::by_name)
    let named = ciphers::by_name("aes-128-cbc")?;
    if args.info {
        return named.info(&mut Terminal::new());
    }
    let key = args.key.as_deref().unwrap_or_default();
    let iv = named.check(key, args.iv.as_deref().unwrap_or_default())?;

    let contents = if args.mode.encrypts() { Contents::Public } else { Contents::Secret };
    let mut infp = args.files.input.fopen()?;
    let mut outfp = args.files.output.fopen(contents, &[&args.files.input])?;

    // EVP_CIPHER_CTX_new
    let mut evp = CipherCtx::new()?;

    // EVP_CipherInit, EVP_EncryptInit, EVP_DecryptInit (here: encrypt_init, decrypt_init)
    let init = if args.mode.encrypts() { CipherCtxRef::encrypt_init } else { CipherCtxRef::decrypt_init };
    init(&mut evp, Some(named.cipher()), Some(key), iv).map_err(Error::algorithm("EVP_CipherInit"))?;

    // EVP_CIPHER_CTX_set_padding: without padding, the data must be whole blocks.
    evp.set_padding(!args.no_padding);

    let mut buff = args.buffer.allocate();
    let mut out = vec![0; buff.len() + named.cipher().block_size()];
    loop {
        let inl = infp.fread(&mut buff)?;

        // EVP_CipherUpdate (here: cipher_update): keeps a block that is not whole yet for the next call.
        // Decrypting keeps a whole one too, which may be the padding.
        let outl =
            evp.cipher_update(&buff[..inl], Some(&mut out)).map_err(Error::algorithm("EVP_CipherUpdate"))?;
        args.buffer.step(format_args!("EVP_CipherUpdate({inl}) = {outl}"));
        outfp.fwrite(&out[..outl])?;
        if inl < buff.len() {
            break;
        }
    }

    // EVP_CipherFinal (here: cipher_final): adds the padding, or checks it and takes it off.
    let outl = match evp.cipher_final(&mut out) {
        Ok(outl) => outl,
        Err(stack) => return Err(cipher_final_failed(&stack, outfp, &args.files.output)),
    };
    args.buffer.step(format_args!("EVP_CipherFinal = {outl}"));
    outfp.fwrite(&out[..outl])?;
    outfp.fclose()

    // EVP_CIPHER_CTX_free (here: Drop)
    // C: EVP_CIPHER_CTX_reset, EVP_CIPHER_CTX_cleanup (here: Drop): what they clear goes with the context.
}

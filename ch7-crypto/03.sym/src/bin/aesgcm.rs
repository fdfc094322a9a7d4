//! Section 7.4: encrypts and decrypts a file with AES-128-GCM, which notices every change.
//!
//! Beside `Examples/2.Crypto/03.sym/aes-gcm.c`. The key of the book is `0123456701234567`, the IV
//! `123456781234`:
//!
//! ```text
//! cargo run -q --bin aesgcm -- -e -k 30313233343536373031323334353637 -i 313233343536373831323334 README.md enc.bin
//! cargo run -q --bin aesgcm -- -d -k 30313233343536373031323334353637 -i 313233343536373831323334 -t TAG enc.bin dec.md
//! ```
//!
//! Encrypting prints the tag. Decrypting takes it as TAG. If the tag, the file, the key, the IV or the AAD is
//! not the same, decrypting fails with `ERROR: EVP_CipherFinal`, and there is no OUT.
//!
//! `run` is the C's `algo_main`; its `main`, the wrapper of section 7.1, is `common::wrapper`.
//!
//! Unlike the C original:
//! - a decrypted file appears only after its tag has been verified. Only its owner can read it.
//! - `--aad` adds additional authenticated data, `--cipher` selects longer keys, or ChaCha20-Poly1305.
//! - OUT can be standard output: then the tag goes to standard error.
//! - files and options come in any order; a failure is reported, leaves no file behind and exits with 1.

use std::process::ExitCode;

use clap::Parser;
use openssl::cipher_ctx::{CipherCtx, CipherCtxRef};

use common::files::{Contents, Output};
use common::wrapper::{Buffer, Direction, Files, Hex, hex};
use common::{Error, Terminal, note};
use sym::ciphers::{self, Named};

/// Bytes of the tag. GCM has shorter ones, which are easier to guess.
const TAG_LENGTH: usize = 16;

/// Encrypts or decrypts a file with AES-GCM, or with ChaCha20-Poly1305.
#[derive(Parser)]
#[command(name = "aesgcm", version = common::version())]
#[command(after_help = "\
Both hide what a file says and notice every change, as long as no two files have the same key and IV: two that do give away what \
they say, and let tags be forged. Neither hides a file's length. Other users of this machine can see key and IV while the \
program runs (ps).")]
struct Args {
    #[command(flatten)]
    mode: Direction,

    /// Key, 16 bytes
    #[arg(short = 'k', value_name = "HEX", required_unless_present = "info")]
    key: Option<Hex>,

    /// Initialisation vector, 12 bytes: a new one for each file
    #[arg(short = 'i', value_name = "HEX", required_unless_present = "info")]
    iv: Option<Hex>,

    /// Tag that encrypting printed, 16 bytes
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

    /// aes-128-gcm, aes-192-gcm or aes-256-gcm, for keys of 16, 24 or 32 bytes; chacha20-poly1305, 32 bytes
    #[arg(long, value_name = "NAME", default_value = "aes-128-gcm")]
    cipher: String,

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

    // EVP_aes_128_gcm (here: ciphers::by_name)
    let named = ciphers::by_name(&args.cipher)?;
    if args.info {
        return named.info(&mut Terminal::new());
    }
    check(&named, args.tag.as_deref())?;
    let key = args.key.as_deref().unwrap_or_default();
    let iv = named.check(key, args.iv.as_deref().unwrap_or_default())?;

    // Until the tag is verified, at the end, the data may be an attacker's: keep it out of sight.
    let contents = if args.mode.encrypts() { Contents::Public } else { Contents::Unverified };
    let mut infp = args.files.input.fopen()?;
    let mut outfp = args.files.output.fopen(contents, &[&args.files.input])?;

    // EVP_CIPHER_CTX_new
    let mut evp = CipherCtx::new()?;

    // EVP_CipherInit (here: encrypt_init, decrypt_init)
    let init = if args.mode.encrypts() { CipherCtxRef::encrypt_init } else { CipherCtxRef::decrypt_init };
    init(&mut evp, Some(named.cipher()), Some(key), iv).map_err(Error::algorithm("EVP_CipherInit"))?;

    if let Some(aad) = args.aad.as_deref().filter(|aad| !aad.is_empty()) {
        // Rust only: EVP_CipherUpdate (here: cipher_update). Without an output buffer it only authenticates
        // the data.
        evp.cipher_update(aad, None).map_err(Error::algorithm("EVP_CipherUpdate"))?;
        args.buffer.step(format_args!("EVP_CipherUpdate(AAD, {})", aad.len()));
    }

    let mut buff = args.buffer.allocate();
    let mut out = vec![0; buff.len() + named.cipher().block_size()];
    loop {
        let inl = infp.fread(&mut buff)?;

        // EVP_CipherUpdate (here: cipher_update)
        let outl =
            evp.cipher_update(&buff[..inl], Some(&mut out)).map_err(Error::algorithm("EVP_CipherUpdate"))?;
        args.buffer.step(format_args!("EVP_CipherUpdate({inl}) = {outl}"));
        outfp.fwrite(&out[..outl])?;
        if inl < buff.len() {
            break;
        }
    }

    if let Some(tag) = &args.tag {
        // EVP_CIPHER_CTX_ctrl, EVP_CTRL_AEAD_SET_TAG (here: set_tag)
        evp.set_tag(tag).map_err(Error::algorithm("EVP_CIPHER_CTX_ctrl"))?;
    }

    // EVP_CipherFinal (here: cipher_final): verifies the tag, or completes it. There is no last block to
    // write. OpenSSL gives no reason for a tag that does not match.
    evp.cipher_final(&mut out).map_err(|_| Error::Algorithm {
        call: "EVP_CipherFinal",
        reason: "the tag does not hold: a wrong key, IV, tag or AAD, or the data was changed".to_owned(),
    })?;
    args.buffer.step(format_args!("EVP_CipherFinal"));

    if args.mode.encrypts() {
        let mut tag = [0; TAG_LENGTH];

        // EVP_CIPHER_CTX_ctrl, EVP_CTRL_AEAD_GET_TAG (here: evp.tag)
        evp.tag(&mut tag).map_err(Error::algorithm("EVP_CIPHER_CTX_ctrl"))?;

        // Before the file appears: without its tag, it cannot be decrypted.
        print_tag(&tag, &args.files.output)?;
    }
    outfp.fclose()

    // EVP_CIPHER_CTX_free (here: Drop)
}

/// Checks cipher and tag.
fn check(named: &Named, tag: Option<&[u8]>) -> Result<(), Error> {
    if !named.mode().has_tag() {
        let option = format!("--cipher {}", named.name());
        let reason =
            "aesgcm takes ciphers in GCM and ChaCha20-Poly1305, symcipher takes the others".to_owned();
        return Err(Error::Option { option, reason });
    }
    match tag {
        Some(tag) if tag.len() != TAG_LENGTH => {
            let (size, digits) = (tag.len(), 2 * TAG_LENGTH);
            let wanted = format!(
                "{} takes {TAG_LENGTH} bytes: -t with the {digits} hexadecimal digits that -e printed",
                named.name()
            );
            Err(Error::Size { what: "Tag", size, wanted })
        }
        _ => Ok(()),
    }
}

/// Prints the tag: to standard error if the file goes to standard output.
fn print_tag(tag: &[u8], output: &Output) -> Result<(), Error> {
    if output.is_standard() {
        note!("{}", hex(tag));
        return Ok(());
    }
    writeln!(Terminal::new(), "{}", hex(tag))
}

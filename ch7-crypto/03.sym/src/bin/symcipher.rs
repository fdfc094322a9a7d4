//! Table 7.4.6: encrypts and decrypts a file with any of the book's ciphers and modes.
//!
//! No C original: this is `aescbc` with `--cipher`. The table has the functions that return a cipher
//! (`EVP_aes_128_cbc`). They differ only in what the cipher takes, which `--info` shows:
//!
//! ```text
//! cargo run -q --bin symcipher -- --cipher des-ede3-cbc --info
//! ```

use std::process::ExitCode;

use clap::Parser;
use openssl::cipher_ctx::{CipherCtx, CipherCtxRef};

use common::files::Contents;
use common::wrapper::{Buffer, Direction, Files, Hex};
use common::{Error, Terminal};
use sym::cipher_final_failed;
use sym::ciphers::{self, Mode};

/// Encrypts or decrypts a file with a cipher of the book's table.
#[derive(Parser)]
#[command(name = "symcipher", version = common::version())]
#[command(after_help = "\
Ciphers: aes-128-…, aes-192-…, aes-256-… with …cbc, …cfb1, …cfb8, …cfb128, …ofb, …ecb, …ctr; aes-128-xts, aes-256-xts; \
des-cbc, des-ecb, des-ede3-cbc, des-ede3-ecb, idea-cbc, rc4 (these, but for des-ede3, are in OpenSSL's legacy provider).\n\n\
None of them notices changes, as GCM does (aesgcm). Further weaknesses:\n\
ECB: equal blocks stay equal, and show what a file holds.\n\
CBC: a changed block decrypts to garbage, and the same bits change in the block after it: an attacker can choose them.\n\
CFB, OFB, CTR, RC4: a changed bit changes that bit; two files with one key and IV (RC4: with one key) give each other away.\n\
XTS: made for sectors of a disk. A file is one sector, encrypted at once; equal sectors with one key and IV stay equal.\n\
DES, IDEA, RC4: broken or outdated. All 2^56 keys of DES can be tried; 3DES and IDEA repeat blocks after about 32 GiB.")]
struct Args {
    #[command(flatten)]
    mode: Direction,

    /// Cipher, by the book's name or OpenSSL's
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

    let named = ciphers::by_name(&args.cipher)?;
    if args.info {
        return named.info(&mut Terminal::new());
    }
    if named.mode().has_tag() {
        let reason =
            "aesgcm is for ciphers in GCM and ChaCha20-Poly1305: it makes and checks the tag".to_owned();
        return Err(Error::Option { option: format!("--cipher {}", named.name()), reason });
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
        if named.mode() == Mode::Xts {
            check_data_unit(inl, buff.len())?;
        }

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

/// XTS encrypts a sector of a disk, a *data unit*, with one call. A second EVP_CipherUpdate would begin again
/// with the same IV, and equal sectors would stay equal. So a file must be one data unit, shorter than the
/// buffer.
fn check_data_unit(size: usize, buffer: usize) -> Result<(), Error> {
    let wanted = match size {
        _ if size == buffer => {
            "XTS takes the whole file at once: --buffer, up to 1048576, must be more than its size"
        }
        ..16 => "XTS takes 16 bytes or more",
        _ => return Ok(()),
    };
    Err(Error::Size { what: "Data unit", size, wanted: wanted.to_owned() })
}

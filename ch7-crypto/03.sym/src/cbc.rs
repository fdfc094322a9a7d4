//! A file through a cipher in CBC, or another mode that does not notice a change. `algo_main` of `aes-cbc.c`.

use common::Error;
use common::error::Reason;
use common::files::Contents;
use common::wrapper::{Buffer, Direction, Files};
use openssl::cipher_ctx::{CipherCtx, CipherCtxRef};

use crate::ciphers::{Mode, Named};

/// Encrypts or decrypts the input file into the output file. What is decrypted is readable by its owner only.
///
/// If the end of what is decrypted is no padding, the output file stays: to look at the garbage that a wrong key makes is
/// an experiment of the book. After any other failure there is none.
///
/// # Errors
/// [`Error::Size`]: key or IV are not what the cipher takes. [`Error::Algorithm`]: wrong key, data that is no whole number
/// of blocks. Those of the files.
pub fn cipher_file(
    named: &Named,
    key: &[u8],
    iv: &[u8],
    mode: Direction,
    padding: bool,
    files: &Files,
    buffer: Buffer,
) -> Result<(), Error> {
    if named.mode() == Mode::Gcm {
        let reason = "aesgcm is for ciphers in GCM: it makes and checks the tag".to_owned();
        return Err(Error::Option { option: format!("--cipher {}", named.name()), reason });
    }
    let iv = named.check(key, iv)?;
    let contents = if mode.encrypts() { Contents::Public } else { Contents::Secret };
    let mut infp = files.input.fopen()?;
    let mut outfp = files.output.fopen(contents, &[&files.input])?;

    // EVP_CIPHER_CTX_new
    let mut evp = CipherCtx::new()?;

    // EVP_CipherInit, EVP_EncryptInit, EVP_DecryptInit (here: CipherCtxRef::encrypt_init, CipherCtxRef::decrypt_init)
    let init = if mode.encrypts() { CipherCtxRef::encrypt_init } else { CipherCtxRef::decrypt_init };
    init(&mut evp, Some(&named.cipher), Some(key), iv).map_err(Error::algorithm("EVP_CipherInit"))?;

    // EVP_CIPHER_CTX_set_padding: without it the data must be whole blocks.
    evp.set_padding(padding);

    let mut buff = buffer.allocate();
    let mut out = vec![0; buff.len() + named.cipher.block_size()];
    loop {
        let inl = infp.fread(&mut buff)?;
        if named.mode() == Mode::Xts {
            check_data_unit(inl, buff.len())?;
        }

        // EVP_CipherUpdate (here: cipher_update): a block that is not whole yet is kept for the next call. Decrypting keeps a
        // whole one, too, which could be the padding.
        let outl =
            evp.cipher_update(&buff[..inl], Some(&mut out)).map_err(Error::algorithm("EVP_CipherUpdate"))?;
        buffer.step(format_args!("EVP_CipherUpdate({inl}) = {outl}"));
        outfp.fwrite(&out[..outl])?;
        if inl < buff.len() {
            break;
        }
    }

    // EVP_CipherFinal (here: cipher_final): adds the padding, or checks it and takes it off.
    let outl = match evp.cipher_final(&mut out) {
        Ok(outl) => outl,
        Err(stack) => {
            let why = Reason::of_stack(&stack);
            let mut reason = why.to_string();
            if why.is_bad_decrypt() {
                outfp.fclose()?;
                reason = format!("{reason}; {} has what came out until then: garbage", files.output);
            }
            return Err(Error::Algorithm { call: "EVP_CipherFinal", reason });
        }
    };
    buffer.step(format_args!("EVP_CipherFinal = {outl}"));
    outfp.fwrite(&out[..outl])?;
    outfp.fclose()

    // EVP_CIPHER_CTX_free (here: Drop)
    // C: EVP_CIPHER_CTX_reset, EVP_CIPHER_CTX_cleanup (here: Drop): what they clear goes with the context.
}

/// XTS encrypts a sector of a disk, a *data unit*, with one call: each further EVP_CipherUpdate would begin again with the
/// same IV, and equal sectors would be seen to be equal. So a file must be one data unit, shorter than the buffer.
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

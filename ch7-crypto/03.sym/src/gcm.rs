//! A file through AES-GCM. `algo_main` of `aes-gcm.c`.

use common::Error;
use common::files::Contents;
use common::wrapper::{Buffer, Files};
use openssl::cipher_ctx::{CipherCtx, CipherCtxRef};

use crate::ciphers::{Mode, Named};

/// Bytes of the tag. GCM has shorter ones, which are easier to guess.
pub const TAG_LENGTH: usize = 16;

/// Which way a file goes, and where its tag goes to or comes from.
pub enum Tag<'a> {
    /// Encrypting: what is done with the tag, before the encrypted file is there. The one is worth nothing without the other.
    Make(&'a mut dyn FnMut(&[u8]) -> Result<(), Error>),
    /// Decrypting: the tag that encrypting made.
    Check(&'a [u8]),
}

/// Encrypts or decrypts the input file into the output file. What is decrypted is there only if the tag holds, and readable
/// by its owner only. The tag also covers `aad`, additional authenticated data that is not in the file.
///
/// # Errors
/// [`Error::Size`]: key, IV or tag are not what the cipher takes. [`Error::Option`]: it is not in GCM.
/// [`Error::Algorithm`]: the tag does not hold. Those of the files.
pub fn cipher_file(
    named: &Named,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    tag: Tag<'_>,
    files: &Files,
    buffer: Buffer,
) -> Result<(), Error> {
    let iv = check(named, key, iv, &tag)?;
    // Until the tag has been checked, at the end, what was decrypted could be anybody's: nobody shall see it before.
    let contents = match tag {
        Tag::Make(_) => Contents::Public,
        Tag::Check(_) => Contents::Unverified,
    };
    let mut infp = files.input.fopen()?;
    let mut outfp = files.output.fopen(contents, &[&files.input])?;

    // EVP_CIPHER_CTX_new
    let mut evp = CipherCtx::new()?;

    // EVP_CipherInit (here: CipherCtxRef::encrypt_init, CipherCtxRef::decrypt_init)
    let init =
        if contents == Contents::Public { CipherCtxRef::encrypt_init } else { CipherCtxRef::decrypt_init };
    init(&mut evp, Some(&named.cipher), Some(key), iv).map_err(Error::algorithm("EVP_CipherInit"))?;

    if !aad.is_empty() {
        // Rust only: EVP_CipherUpdate (here: cipher_update). With nowhere to write to, the data is authenticated only.
        evp.cipher_update(aad, None).map_err(Error::algorithm("EVP_CipherUpdate"))?;
        buffer.step(format_args!("EVP_CipherUpdate(AAD, {})", aad.len()));
    }

    let mut buff = buffer.allocate();
    let mut out = vec![0; buff.len() + named.cipher.block_size()];
    loop {
        let inl = infp.fread(&mut buff)?;

        // EVP_CipherUpdate (here: cipher_update)
        let outl =
            evp.cipher_update(&buff[..inl], Some(&mut out)).map_err(Error::algorithm("EVP_CipherUpdate"))?;
        buffer.step(format_args!("EVP_CipherUpdate({inl}) = {outl}"));
        outfp.fwrite(&out[..outl])?;
        if inl < buff.len() {
            break;
        }
    }

    if let Tag::Check(tag) = tag {
        // EVP_CIPHER_CTX_ctrl, EVP_CTRL_AEAD_SET_TAG (here: set_tag)
        evp.set_tag(tag).map_err(Error::algorithm("EVP_CIPHER_CTX_ctrl"))?;
    }

    // EVP_CipherFinal (here: cipher_final): checks the tag, or completes it; there is no last block to come out. OpenSSL gives
    // no reason for a tag that does not hold.
    evp.cipher_final(&mut out).map_err(|_| Error::Algorithm {
        call: "EVP_CipherFinal",
        reason: "the tag does not hold: a wrong key, IV, tag or AAD, or the data was changed".to_owned(),
    })?;
    buffer.step(format_args!("EVP_CipherFinal"));

    if let Tag::Make(show) = tag {
        let mut tag = [0; TAG_LENGTH];

        // EVP_CIPHER_CTX_ctrl, EVP_CTRL_AEAD_GET_TAG (here: evp.tag)
        evp.tag(&mut tag).map_err(Error::algorithm("EVP_CIPHER_CTX_ctrl"))?;
        show(&tag)?;
    }
    outfp.fclose()

    // EVP_CIPHER_CTX_free (here: Drop)
}

/// Checks cipher, key, IV and tag before a file is opened.
fn check<'a>(named: &Named, key: &[u8], iv: &'a [u8], tag: &Tag<'_>) -> Result<Option<&'a [u8]>, Error> {
    if named.mode() != Mode::Gcm {
        let option = format!("--cipher {}", named.name());
        let reason = "aesgcm takes ciphers in GCM, symcipher takes the others".to_owned();
        return Err(Error::Option { option, reason });
    }
    match tag {
        Tag::Check(tag) if tag.len() != TAG_LENGTH => {
            let (size, digits) = (tag.len(), 2 * TAG_LENGTH);
            let wanted = format!(
                "GCM takes {TAG_LENGTH} bytes: -t with the {digits} hexadecimal digits that -e printed"
            );
            Err(Error::Size { what: "Tag", size, wanted })
        }
        _ => named.check(key, iv),
    }
}

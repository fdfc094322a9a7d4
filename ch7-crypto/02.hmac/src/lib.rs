//! Section 7.3: the HMAC of a file. `algo_main` of the C original.
//!
//! OpenSSL 3 advises against the functions of the book's listing (`HMAC_Init_ex` and so on): HMAC is made by the EVP
//! functions, as a kind of signature whose key is a shared secret.

use common::files::Contents;
use common::wrapper::{Buffer, Files, hex};
use common::{Error, digest, ffi, note};
use openssl::md::MdRef;
use openssl::md_ctx::MdCtx;
use openssl::pkey::PKey;

/// Writes the HMAC of the input file under `key`, with the digest that `name` names ([`digest::by_name`]), to the output file,
/// as bytes. With `running`, the HMAC of what has been read so far is shown after each piece, on standard error.
///
/// # Errors
/// [`Error::Size`]: the key is empty. Those of the files.
pub fn hmac_file(name: &str, key: &[u8], files: &Files, buffer: Buffer, running: bool) -> Result<(), Error> {
    if key.is_empty() {
        let wanted = "HMAC takes a key of at least 1 byte".to_owned();
        return Err(Error::Size { what: "Key", size: 0, wanted });
    }

    // EVP_get_digestbyname (here: digest::by_name)
    let md = digest::by_name(name)?;

    let mut infp = files.input.fopen()?;
    let mut outfp = files.output.fopen(Contents::Public, &[&files.input])?;

    // HMAC_CTX_new (here: MdCtx::new)
    let mut hctx = MdCtx::new()?;

    // HMAC_Init_ex (here: PKey::hmac): the key is a PKey as any other.
    let key = PKey::hmac(key).map_err(Error::algorithm("HMAC_Init_ex"))?;

    // HMAC_Init_ex (here: digest_sign_init)
    hctx.digest_sign_init(Some(&md), &key).map_err(Error::algorithm("HMAC_Init_ex"))?;

    let mut buff = buffer.allocate();
    loop {
        let inl = infp.fread(&mut buff)?;

        // HMAC_Update (here: digest_sign_update)
        hctx.digest_sign_update(&buff[..inl]).map_err(Error::algorithm("HMAC_Update"))?;
        buffer.step(format_args!("HMAC_Update({inl})"));
        if running {
            // HMAC_CTX_copy (here: ffi::EVP_MD_CTX_copy_ex): HMAC_Final ends a context; the copy's end leaves the original
            // going on. TLS takes its transcript hash at each step of the handshake in this way.
            let mut copy = ffi::EVP_MD_CTX_copy_ex(&hctx).map_err(Error::algorithm("HMAC_CTX_copy"))?;
            note!("HMAC so far: {}", hex(&finish(&mut copy, &md)?));
        }
        if inl < buff.len() {
            break;
        }
    }

    // HMAC_Final (here: finish)
    let hmac = finish(&mut hctx, &md)?;
    buffer.step(format_args!("HMAC_Final = {}", hmac.len()));

    outfp.fwrite(&hmac)?;
    outfp.fclose()

    // HMAC_CTX_free (here: Drop)
}

/// Ends an HMAC, and returns it: as long as a digest of `md`.
fn finish(hctx: &mut MdCtx, md: &MdRef) -> Result<Vec<u8>, Error> {
    // C: HMAC_CTX_get_md (here: md.size()): the digest in use tells how long the HMAC is.
    let mut hmac = vec![0; md.size()];

    // HMAC_Final (here: digest_sign_final)
    let len = hctx.digest_sign_final(Some(&mut hmac)).map_err(Error::algorithm("HMAC_Final"))?;
    hmac.truncate(len);
    Ok(hmac)
}

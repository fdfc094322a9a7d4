//! Section 7.2: the digest of a file. `algo_main` of the C original.

use common::Error;
use common::files::Contents;
use common::wrapper::{Buffer, Files};
use openssl::md::MdRef;
use openssl::md_ctx::MdCtx;

/// `EVP_MAX_MD_SIZE` of `openssl/evp.h`: no digest is longer.
const MAX_MD_SIZE: usize = 64;

/// Writes the digest of the input file to the output file, as bytes.
pub fn digest_file(md: &MdRef, files: &Files, buffer: Buffer) -> Result<(), Error> {
    let mut infp = files.input.fopen()?;
    let mut outfp = files.output.fopen(Contents::Public, &[&files.input])?;

    // EVP_MD_CTX_new
    let mut md_ctx = MdCtx::new()?;

    // EVP_DigestInit
    md_ctx.digest_init(md).map_err(Error::algorithm("EVP_DigestInit"))?;

    let mut buff = buffer.allocate();
    loop {
        let inl = infp.fread(&mut buff)?;

        // EVP_DigestUpdate: any number of times, with pieces of any size.
        md_ctx.digest_update(&buff[..inl]).map_err(Error::algorithm("EVP_DigestUpdate"))?;
        buffer.step(format_args!("EVP_DigestUpdate({inl})"));
        if inl < buff.len() {
            break;
        }
    }

    // EVP_DigestFinal
    let mut digest = [0; MAX_MD_SIZE];
    let dm_sz = md_ctx.digest_final(&mut digest).map_err(Error::algorithm("EVP_DigestFinal"))?;
    buffer.step(format_args!("EVP_DigestFinal = {dm_sz}"));

    outfp.fwrite(&digest[..dm_sz])?;
    outfp.fclose()

    // EVP_MD_CTX_free (here: Drop)
}

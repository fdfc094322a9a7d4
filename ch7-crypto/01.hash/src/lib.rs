//! Section 7.2: the digest of a file. `algo_main` of the C original.

use common::files::Contents;
use common::wrapper::{Buffer, Files};
use common::{Error, digest};
use openssl::md_ctx::MdCtx;

/// `EVP_MAX_MD_SIZE` of `openssl/evp.h`: no digest is longer.
const MAX_MD_SIZE: usize = 64;

/// Writes the digest that `name` names ([`digest::by_name`]) of the input file to the output file, as bytes.
pub fn digest_file(name: &str, files: &Files, buffer: Buffer) -> Result<(), Error> {
    let mut infp = files.input.fopen()?;
    let mut outfp = files.output.fopen(Contents::Public, &[&files.input])?;

    // EVP_MD_CTX_new
    let mut md_ctx = MdCtx::new()?;

    // EVP_sha256 (here: digest::by_name)
    let md = digest::by_name(name)?;

    // EVP_DigestInit (here: digest_init)
    md_ctx.digest_init(&md).map_err(Error::algorithm("EVP_DigestInit"))?;

    let mut buff = buffer.allocate();
    loop {
        let inl = infp.fread(&mut buff)?;

        // EVP_DigestUpdate (here: digest_update): any number of times, with pieces of any size.
        md_ctx.digest_update(&buff[..inl]).map_err(Error::algorithm("EVP_DigestUpdate"))?;
        buffer.step(format_args!("EVP_DigestUpdate({inl})"));
        if inl < buff.len() {
            break;
        }
    }

    let mut out = [0; MAX_MD_SIZE];

    // EVP_DigestFinal (here: digest_final)
    let dm_sz = md_ctx.digest_final(&mut out).map_err(Error::algorithm("EVP_DigestFinal"))?;
    buffer.step(format_args!("EVP_DigestFinal = {dm_sz}"));

    outfp.fwrite(&out[..dm_sz])?;
    outfp.fclose()

    // EVP_MD_CTX_free (here: Drop)
}

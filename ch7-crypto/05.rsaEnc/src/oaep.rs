//! The options of RSAES-OAEP (RFC 8017, section 7.1), which the text leaves at their defaults, and its limit.
//!
//! OAEP fits one message into one number of the modulus's size. To encrypt more, use a symmetric cipher and
//! encrypt its key with RSA.

use common::Error;
use common::digest;
use common::files::Reader;
use common::wrapper::Hex;
use openssl::pkey::{HasPublic, PKeyRef};
use openssl::pkey_ctx::PkeyCtxRef;

/// The options. Encrypting and decrypting take the same.
#[derive(Clone, Debug, clap::Args)]
pub struct Oaep {
    /// Digest of OAEP: SHA1 as in the text (sound for this use), SHA256 and others
    #[arg(long, value_name = "NAME", default_value = "SHA1")]
    digest: String,

    /// Digest of the mask, MGF1 [default: that of --digest]
    #[arg(long, value_name = "NAME")]
    mgf1_digest: Option<String>,

    /// Label: not encrypted, but needed to decrypt
    #[arg(long, value_name = "HEX", default_value = "", hide_default_value = true)]
    label: Hex,
}

impl Oaep {
    /// Sets the options.
    pub fn set_options<T>(&self, ctx: &mut PkeyCtxRef<T>) -> Result<(), Error> {
        // Rust only: EVP_PKEY_CTX_set_rsa_oaep_md
        ctx.set_rsa_oaep_md(&*digest::by_name(&self.digest)?)
            .map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_oaep_md"))?;

        let mgf1_digest = self.mgf1_digest.as_ref().unwrap_or(&self.digest);
        // Rust only: EVP_PKEY_CTX_set_rsa_mgf1_md
        ctx.set_rsa_mgf1_md(&*digest::by_name(mgf1_digest)?)
            .map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_mgf1_md"))?;

        if !self.label.is_empty() {
            // Rust only: EVP_PKEY_CTX_set0_rsa_oaep_label (here: set_rsa_oaep_label)
            ctx.set_rsa_oaep_label(&self.label)?;
        }
        Ok(())
    }

    /// Refuses a message of more than k - 2 hLen - 2 bytes (RFC 8017, section 7.1.1), and says how long it
    /// may be.
    pub fn check_length<T: HasPublic>(&self, pkey: &PKeyRef<T>, msg_sz: usize) -> Result<(), Error> {
        let h_len = digest::by_name(&self.digest)?.size();
        let (bits, digest) = (pkey.bits(), &self.digest);
        let reason = match pkey.size().checked_sub(2 * h_len + 2) {
            Some(limit) if msg_sz <= limit => return Ok(()),
            Some(limit) => format!(
                "the message is too long: OAEP with {digest} and a key of {bits} bits takes {limit} bytes at most"
            ),
            None => format!("a key of {bits} bits is too short for OAEP with {digest}"),
        };
        Err(Error::Algorithm { call: "EVP_PKEY_encrypt", reason })
    }
}

/// Reads a message of up to `limit` bytes, and one byte more of a longer one, to show that it is longer.
pub fn fread(message: &mut Reader, limit: usize) -> Result<Vec<u8>, Error> {
    let mut msg = vec![0; limit + 1];
    let msg_sz = message.fread(&mut msg)?;
    msg.truncate(msg_sz);
    Ok(msg)
}

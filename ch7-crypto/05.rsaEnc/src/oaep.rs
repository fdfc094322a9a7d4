//! RSAES-OAEP (RFC 8017, section 7.1): the calls of `rsaEnc.c` and `rsaDec.c`, with the settings that the text leaves
//! at their defaults.
//!
//! OAEP fits one message into one number of the modulus's size. For more there are symmetric ciphers, whose key is then
//! what RSA encrypts.

use common::Error;
use common::digest;
use common::files::Reader;
use common::wrapper::Hex;
use openssl::pkey::{HasPublic, PKeyRef, Private, Public};
use openssl::pkey_ctx::{PkeyCtx, PkeyCtxRef};
use openssl::rsa::Padding;

/// The settings, which must be the same for both directions.
#[derive(Clone, Debug, clap::Args)]
pub struct Oaep {
    /// Digest of OAEP: SHA1 as in the text (here it is sound), SHA256 and others
    #[arg(long, value_name = "NAME", default_value = "SHA1")]
    pub digest: String,

    /// Digest of its mask, MGF1 [default: that of --digest]
    #[arg(long, value_name = "NAME")]
    pub mgf1_digest: Option<String>,

    /// Label in hexadecimal digits, which is not encrypted but must be the same for decrypting
    #[arg(long, value_name = "HEX", default_value = "", hide_default_value = true)]
    pub label: Hex,
}

impl Oaep {
    /// Bytes that a message may have: k - 2 hLen - 2 (RFC 8017, section 7.1.1). `None`: the key is too short for any.
    pub fn limit<T: HasPublic>(&self, pkey: &PKeyRef<T>) -> Result<Option<usize>, Error> {
        let h_len = digest::by_name(&self.digest)?.size();
        Ok(pkey.size().checked_sub(2 * h_len + 2))
    }

    /// Encrypts `msg` with a public key.
    pub fn encrypt(&self, pkey: &PKeyRef<Public>, msg: &[u8]) -> Result<Vec<u8>, Error> {
        // EVP_PKEY_CTX_new
        let mut ctx = PkeyCtx::new(pkey).map_err(Error::algorithm("EVP_PKEY_CTX_new"))?;

        // EVP_PKEY_encrypt_init
        ctx.encrypt_init().map_err(Error::algorithm("EVP_PKEY_encrypt_init"))?;

        // EVP_PKEY_CTX_set_rsa_padding (here: set_padding)
        self.set_padding(&mut ctx)?;

        // Rust only: OpenSSL refuses a long message, too, but does not say how long it may be.
        let limit = self.limit(pkey)?;
        if limit.is_none_or(|limit| msg.len() > limit) {
            return Err(self.too_long(pkey, limit));
        }

        // EVP_PKEY_encrypt: without a place for the result, how long it can be.
        let enc_sz = ctx.encrypt(msg, None).map_err(Error::algorithm("EVP_PKEY_encrypt"))?;
        let mut enc = vec![0; enc_sz];

        // EVP_PKEY_encrypt
        let enc_sz = ctx.encrypt(msg, Some(&mut enc)).map_err(Error::algorithm("EVP_PKEY_encrypt"))?;
        enc.truncate(enc_sz);
        Ok(enc)

        // EVP_PKEY_CTX_free (here: Drop)
    }

    /// Decrypts `msg` with the private key.
    pub fn decrypt(&self, pkey: &PKeyRef<Private>, msg: &[u8]) -> Result<Vec<u8>, Error> {
        // EVP_PKEY_CTX_new
        let mut ctx = PkeyCtx::new(pkey).map_err(Error::algorithm("EVP_PKEY_CTX_new"))?;

        // EVP_PKEY_decrypt_init
        ctx.decrypt_init().map_err(Error::algorithm("EVP_PKEY_decrypt_init"))?;

        // EVP_PKEY_CTX_set_rsa_padding (here: set_padding)
        self.set_padding(&mut ctx)?;

        // Rust only: what this key encrypts has the size of its modulus.
        let (size, wanted) = (msg.len(), pkey.size());
        if size != wanted {
            let wanted = format!("this key encrypts to {wanted} bytes");
            return Err(Error::Size { what: "Encrypted message", size, wanted });
        }

        // EVP_PKEY_decrypt: without a place for the result, how long it can be.
        let dec_sz = ctx.decrypt(msg, None).map_err(Error::algorithm("EVP_PKEY_decrypt"))?;
        let mut dec = vec![0; dec_sz];

        // EVP_PKEY_decrypt. Why it failed must not be told (Manger's attack), so all failures have one text.
        let dec_sz = ctx.decrypt(msg, Some(&mut dec)).map_err(|_| Error::Algorithm {
            call: "EVP_PKEY_decrypt",
            reason: "not encrypted with this key and these settings, or changed since".to_owned(),
        })?;
        dec.truncate(dec_sz);
        Ok(dec)

        // EVP_PKEY_CTX_free (here: Drop)
    }

    fn set_padding<T>(&self, ctx: &mut PkeyCtxRef<T>) -> Result<(), Error> {
        // EVP_PKEY_CTX_set_rsa_padding
        ctx.set_rsa_padding(Padding::PKCS1_OAEP).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_padding"))?;

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

    fn too_long<T: HasPublic>(&self, pkey: &PKeyRef<T>, limit: Option<usize>) -> Error {
        let (bits, digest) = (pkey.bits(), &self.digest);
        let reason = match limit {
            Some(limit) => format!(
                "the message is too long: OAEP with {digest} and a key of {bits} bits takes {limit} bytes at most"
            ),
            None => format!("a key of {bits} bits is too short for OAEP with {digest}"),
        };
        Error::Algorithm { call: "EVP_PKEY_encrypt", reason }
    }
}

/// Reads a message that is not to have more than `limit` bytes: of a longer one, one byte more.
pub fn fread(message: &mut Reader, limit: usize) -> Result<Vec<u8>, Error> {
    let mut msg = vec![0; limit + 1];
    let msg_sz = message.fread(&mut msg)?;
    msg.truncate(msg_sz);
    Ok(msg)
}

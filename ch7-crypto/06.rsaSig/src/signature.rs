//! Making and verifying signatures: the calls of `rsaSig.c`, `rsaVer.c`, `ecdsaSig.c` and `ecdsaVer.c`, which are the same
//! four for each algorithm.
//!
//! The message passes through a buffer, whatever its length. Ed25519 is the exception: it hashes the message twice (RFC
//! 8032, section 5.1.6), the second time with what the first has given, so that all of it must be at hand, and OpenSSL
//! signs it in one call. [`ED25519_LIMIT`] keeps memory from growing with it.

use common::Error;
use common::digest;
use common::files::{Input, Reader};
use common::wrapper::Buffer;
use openssl::md::{Md, MdRef};
use openssl::md_ctx::MdCtx;
use openssl::pkey::{HasPublic, Id, PKeyRef, Private, Public};
use openssl::pkey_ctx::PkeyCtxRef;
use openssl::rsa::Padding;
use openssl::sign::RsaPssSaltlen;

/// Bytes that a message may have for Ed25519: 4 MiB.
pub const ED25519_LIMIT: usize = 4 * 1024 * 1024;

/// Bytes that a signature may have: that of the longest RSA key of OpenSSL, 16384 bits.
const MAX_SIGNATURE: usize = 2048;

/// How a message becomes a signature.
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2), the text's.
    Pkcs1 {
        /// Of the message.
        digest: Md,
    },
    /// RSASSA-PSS (RFC 8017, section 8.1), that of TLS 1.3.
    Pss {
        /// Of the message.
        digest: Md,
        /// Of the mask, MGF1.
        mgf1_digest: Md,
        /// Bytes of the salt; `None`: as many as the digest has, as in TLS 1.3 (RFC 8446, section 4.2.3).
        salt_length: Option<u16>,
    },
    /// ECDSA (FIPS 186-5), the signature in DER (RFC 3279, section 2.2.3).
    Ecdsa {
        /// Of the message.
        digest: Md,
    },
    /// Ed25519 (RFC 8032), which has its own hash.
    Ed25519,
}

/// The scheme of an RSA signature.
#[derive(Clone, Debug, clap::Args)]
pub struct RsaScheme {
    /// Digest of the message
    #[arg(long, value_name = "NAME", default_value = "SHA256")]
    digest: String,

    /// PSS padding, as in TLS 1.3, instead of PKCS#1 v1.5
    #[arg(long)]
    pss: bool,

    /// PSS: bytes of the salt [default: as many as the digest has]
    #[arg(long, value_name = "BYTES", requires = "pss")]
    salt_length: Option<u16>,

    /// PSS: digest of the mask, MGF1 [default: that of --digest]
    #[arg(long, value_name = "NAME", requires = "pss")]
    mgf1_digest: Option<String>,
}

impl RsaScheme {
    /// The scheme that was asked for.
    ///
    /// # Errors
    /// [`Error::Option`]: this OpenSSL has no digest of that name.
    pub fn scheme(&self) -> Result<Scheme, Error> {
        let digest = digest::by_name(&self.digest)?;
        if !self.pss {
            return Ok(Scheme::Pkcs1 { digest });
        }
        let mgf1_digest = digest::by_name(self.mgf1_digest.as_ref().unwrap_or(&self.digest))?;
        Ok(Scheme::Pss { digest, mgf1_digest, salt_length: self.salt_length })
    }
}

/// The scheme of a signature with an EC or Ed25519 key: the key decides.
#[derive(Clone, Debug, clap::Args)]
pub struct EccScheme {
    /// ECDSA: digest of the message [default: SHA256]
    #[arg(long, value_name = "NAME")]
    digest: Option<String>,
}

impl EccScheme {
    /// The scheme for `pkey`.
    ///
    /// # Errors
    /// [`Error::Option`]: a digest for Ed25519, or one that this OpenSSL does not have.
    pub fn scheme<T: HasPublic>(&self, pkey: &PKeyRef<T>) -> Result<Scheme, Error> {
        match (pkey.id(), &self.digest) {
            (Id::ED25519, None) => Ok(Scheme::Ed25519),
            (Id::ED25519, Some(name)) => Err(Error::Option {
                option: format!("--digest {name}"),
                reason: "Ed25519 has its own, SHA-512".to_owned(),
            }),
            (_, name) => {
                let name = name.as_deref().unwrap_or("SHA256");
                Ok(Scheme::Ecdsa { digest: digest::by_name(name)? })
            }
        }
    }
}

impl Scheme {
    /// Signs what `message` gives, a `buffer` at a time.
    pub fn sign(
        &self,
        pkey: &PKeyRef<Private>,
        message: &mut Reader,
        buffer: Buffer,
    ) -> Result<Vec<u8>, Error> {
        let mut sig = Vec::new();

        // EVP_MD_CTX_new
        let mut md = MdCtx::new()?;

        // EVP_DigestSignInit (here: digest_sign_init)
        let ctx = md.digest_sign_init(self.digest(), pkey).map_err(Error::algorithm("EVP_DigestSignInit"))?;
        self.set_padding(ctx)?;

        if let Self::Ed25519 = self {
            // OpenSSL only: EVP_DigestSign (here: digest_sign_to_vec): the whole message in one call.
            md.digest_sign_to_vec(&whole(message)?, &mut sig).map_err(Error::algorithm("EVP_DigestSign"))?;
            return Ok(sig);
        }
        let mut msg = buffer.allocate();
        loop {
            // fread
            let inl = message.fread(&mut msg)?;

            // EVP_DigestSignUpdate (here: digest_sign_update): the last piece, too, which `ecdsaSig.c` leaves out.
            md.digest_sign_update(&msg[..inl]).map_err(Error::algorithm("EVP_DigestSignUpdate"))?;
            buffer.step(format_args!("EVP_DigestSignUpdate({inl})"));
            if inl < msg.len() {
                break;
            }
        }

        // EVP_DigestSignFinal (here: digest_sign_final_to_vec): first for the size, then for the signature.
        md.digest_sign_final_to_vec(&mut sig).map_err(Error::algorithm("EVP_DigestSignFinal"))?;
        buffer.step(format_args!("EVP_DigestSignFinal = {}", sig.len()));
        Ok(sig)

        // EVP_MD_CTX_free (here: Drop)
    }

    /// Whether `sig` is the signature of what `message` gives.
    pub fn verify(
        &self,
        pkey: &PKeyRef<Public>,
        sig: &[u8],
        message: &mut Reader,
        buffer: Buffer,
    ) -> Result<bool, Error> {
        // EVP_MD_CTX_new
        let mut md = MdCtx::new()?;

        // EVP_DigestVerifyInit (here: digest_verify_init)
        let ctx =
            md.digest_verify_init(self.digest(), pkey).map_err(Error::algorithm("EVP_DigestVerifyInit"))?;
        self.set_padding(ctx)?;

        if let Self::Ed25519 = self {
            // OpenSSL only: EVP_DigestVerify (here: digest_verify)
            return Ok(matches!(md.digest_verify(&whole(message)?, sig), Ok(true)));
        }
        let mut msg = buffer.allocate();
        loop {
            // fread
            let inl = message.fread(&mut msg)?;

            // EVP_DigestVerifyUpdate (here: digest_verify_update)
            md.digest_verify_update(&msg[..inl]).map_err(Error::algorithm("EVP_DigestVerifyUpdate"))?;
            buffer.step(format_args!("EVP_DigestVerifyUpdate({inl})"));
            if inl < msg.len() {
                break;
            }
        }

        // EVP_DigestVerifyFinal (here: digest_verify_final): only 1 is yes. 0 and errors, which the bindings take from the
        // queue, are no: what cannot even be parsed is no signature of this message.
        let verified = matches!(md.digest_verify_final(sig), Ok(true));
        buffer.step(format_args!("EVP_DigestVerifyFinal = {}", u8::from(verified)));
        Ok(verified)

        // EVP_MD_CTX_free (here: Drop)
    }

    fn digest(&self) -> Option<&MdRef> {
        match self {
            Self::Pkcs1 { digest } | Self::Pss { digest, .. } | Self::Ecdsa { digest } => Some(digest),
            Self::Ed25519 => None,
        }
    }

    fn set_padding<T>(&self, ctx: &mut PkeyCtxRef<T>) -> Result<(), Error> {
        let padding = |padding, ctx: &mut PkeyCtxRef<T>| {
            ctx.set_rsa_padding(padding).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_padding"))
        };
        match self {
            Self::Pkcs1 { .. } => padding(Padding::PKCS1, ctx),
            Self::Pss { mgf1_digest, salt_length, .. } => {
                padding(Padding::PKCS1_PSS, ctx)?;
                let salt_length = salt_length
                    .map_or(RsaPssSaltlen::DIGEST_LENGTH, |length| RsaPssSaltlen::custom(i32::from(length)));
                ctx.set_rsa_pss_saltlen(salt_length)
                    .map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_pss_saltlen"))?;
                ctx.set_rsa_mgf1_md(mgf1_digest).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_mgf1_md"))
            }
            Self::Ecdsa { .. } | Self::Ed25519 => Ok(()),
        }
    }
}

/// Reads a signature.
pub fn load(file: &Input) -> Result<Vec<u8>, Error> {
    file.load(MAX_SIGNATURE)
}

/// All of a message for Ed25519.
fn whole(message: &mut Reader) -> Result<Vec<u8>, Error> {
    // The system gives memory only as it is filled.
    let mut msg = vec![0; ED25519_LIMIT + 1];
    let size = message.fread(&mut msg)?;
    if size > ED25519_LIMIT {
        return Err(Error::Algorithm {
            call: "EVP_DigestSign",
            reason: format!(
                "the message is too long: Ed25519 takes all of it at once, here {ED25519_LIMIT} bytes at most"
            ),
        });
    }
    msg.truncate(size);
    Ok(msg)
}

//! The hash of a cipher suite, and what is made with it: HMAC, HKDF (RFC 5869, RFC 8446 section 7.1), the PRF
//! of TLS 1.2.

use std::cell::RefCell;

use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::md::{Md, MdRef};
use openssl::pkey::Id;
use openssl::pkey_ctx::{HkdfMode, PkeyCtx};

/// The hash of a cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
}

impl Hash {
    /// The hash whose output has `length` bytes.
    pub(crate) fn of_length(length: usize) -> Option<Self> {
        [Self::Sha256, Self::Sha384].into_iter().find(|hash| hash.len() == length)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
        }
    }

    pub(crate) fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }

    pub(super) fn digest(self) -> MessageDigest {
        match self {
            Self::Sha256 => MessageDigest::sha256(),
            Self::Sha384 => MessageDigest::sha384(),
        }
    }

    fn md(self) -> &'static MdRef {
        match self {
            Self::Sha256 => Md::sha256(),
            Self::Sha384 => Md::sha384(),
        }
    }

    /// The hash of `data`.
    pub(crate) fn of(self, data: &[u8]) -> Option<Vec<u8>> {
        Some(hash(self.digest(), data).ok()?.to_vec())
    }

    /// HMAC (RFC 2104), which is what HKDF-Extract is.
    pub(crate) fn hmac(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        self.extract(key, data)
    }

    /// HKDF-Extract (RFC 5869).
    pub(crate) fn extract(self, salt: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
        self.hkdf(HkdfMode::EXTRACT_ONLY, self.len(), |hkdf| {
            hkdf.set_hkdf_salt(salt)?;
            hkdf.set_hkdf_key(secret)
        })
    }

    /// One of the two steps of HKDF, with its inputs set by `inputs`.
    fn hkdf(
        self,
        mode: HkdfMode,
        length: usize,
        inputs: impl FnOnce(&mut PkeyCtx<()>) -> Result<(), ErrorStack>,
    ) -> Option<Vec<u8>> {
        // Finding HKDF among its algorithms takes OpenSSL longer than computing it, so this is done once.
        thread_local! { static HKDF: RefCell<Option<PkeyCtx<()>>> = const { RefCell::new(None) } }
        HKDF.with_borrow_mut(|kept| {
            let hkdf = match kept {
                Some(hkdf) => hkdf,
                None => kept.insert(PkeyCtx::new_id(Id::HKDF).ok()?),
            };
            let mut output = vec![0; length];
            let derived = hkdf.derive_init().and_then(|()| {
                hkdf.set_hkdf_mode(mode)?;
                hkdf.set_hkdf_md(self.md())?;
                inputs(hkdf)?;
                hkdf.derive(Some(&mut output))
            });
            derived.is_ok().then_some(output)
        })
    }

    /// HKDF-Expand-Label (RFC 8446 section 7.1): HKDF-Expand whose info is the HkdfLabel: length, label,
    /// context.
    pub(crate) fn expand_label(
        self,
        secret: &[u8],
        label: &str,
        context: &[u8],
        length: usize,
    ) -> Option<Vec<u8>> {
        let info = Self::hkdf_label(label, context, length)?;
        self.hkdf(HkdfMode::EXPAND_ONLY, length, |hkdf| {
            hkdf.set_hkdf_key(secret)?;
            hkdf.add_hkdf_info(&info)
        })
    }

    /// The HkdfLabel, which HKDF-Expand takes as its info.
    pub(crate) fn hkdf_label(label: &str, context: &[u8], length: usize) -> Option<Vec<u8>> {
        let mut info = u16::try_from(length).ok()?.to_be_bytes().to_vec();
        info.push(u8::try_from("tls13 ".len() + label.len()).ok()?);
        info.extend_from_slice(b"tls13 ");
        info.extend_from_slice(label.as_bytes());
        info.push(u8::try_from(context.len()).ok()?);
        info.extend_from_slice(context);
        Some(info)
    }

    /// Derive-Secret (RFC 8446 section 7.1), with the hash of the messages.
    pub(crate) fn derive_secret(self, secret: &[u8], label: &str, transcript: &[u8]) -> Option<Vec<u8>> {
        self.expand_label(secret, label, transcript, self.len())
    }

    /// The `verify_data` of a Finished, and a PSK binder: HMAC of the transcript's hash (RFC 8446 section
    /// 4.4.4).
    pub(crate) fn finished(self, base_key: &[u8], transcript: &[u8]) -> Option<Vec<u8>> {
        self.hmac(&self.expand_label(base_key, "finished", b"", self.len())?, transcript)
    }

    /// The PRF of TLS 1.2 (RFC 5246 section 5): P_hash, made of HMACs.
    pub(crate) fn prf(self, secret: &[u8], label: &str, seed: &[u8], length: usize) -> Option<Vec<u8>> {
        let seed = [label.as_bytes(), seed].concat();
        let mut a = seed.clone();
        let mut out = Vec::with_capacity(length + self.len());
        while out.len() < length {
            a = self.hmac(secret, &a)?;
            out.extend(self.hmac(secret, &[a.as_slice(), &seed].concat())?);
        }
        out.truncate(length);
        Some(out)
    }
}

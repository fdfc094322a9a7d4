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
    /// MD5 and SHA-1, one behind the other: before TLS 1.2, whatever the suite.
    Md5Sha1,
    Sha256,
    Sha384,
}

/// The hash of the MACs of a suite without an AEAD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mac {
    Md5,
    Sha1,
    Sha256,
    Sha384,
}

impl Mac {
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }

    pub(super) fn digest(self) -> MessageDigest {
        match self {
            Self::Md5 => MessageDigest::md5(),
            Self::Sha1 => MessageDigest::sha1(),
            Self::Sha256 => MessageDigest::sha256(),
            Self::Sha384 => MessageDigest::sha384(),
        }
    }
}

impl Hash {
    /// The hash whose output has `length` bytes.
    pub(crate) fn of_length(length: usize) -> Option<Self> {
        [Self::Sha256, Self::Sha384].into_iter().find(|hash| hash.len() == length)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Md5Sha1 => "MD5 and SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
        }
    }

    pub(crate) fn len(self) -> usize {
        match self {
            Self::Md5Sha1 => 36,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }

    /// What OpenSSL knows it by. The two hashes of old versions are computed one by one.
    pub(super) fn digest(self) -> Option<MessageDigest> {
        match self {
            Self::Md5Sha1 => None,
            Self::Sha256 => Some(MessageDigest::sha256()),
            Self::Sha384 => Some(MessageDigest::sha384()),
        }
    }

    fn md(self) -> Option<&'static MdRef> {
        match self {
            Self::Md5Sha1 => None,
            Self::Sha256 => Some(Md::sha256()),
            Self::Sha384 => Some(Md::sha384()),
        }
    }

    /// The hash of `data`.
    pub(crate) fn of(self, data: &[u8]) -> Option<Vec<u8>> {
        let one = |digest| Some(hash(digest, data).ok()?.to_vec());
        match self.digest() {
            Some(digest) => one(digest),
            None => Some([one(MessageDigest::md5())?, one(MessageDigest::sha1())?].concat()),
        }
    }

    /// HMAC (RFC 2104), which is what HKDF-Extract is.
    pub(crate) fn hmac(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        self.extract(key, data)
    }

    /// HKDF-Extract (RFC 5869).
    pub(crate) fn extract(self, salt: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
        extract(self.md()?, self.len(), salt, secret)
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
        hkdf(self.md()?, HkdfMode::EXPAND_ONLY, length, |hkdf| {
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

    /// The PRF before TLS 1.3: of TLS 1.2 P_hash (RFC 5246 section 5); before that P_MD5 of one half of the secret,
    /// XORed with P_SHA-1 of the other (RFC 2246 section 5).
    pub(crate) fn prf(self, secret: &[u8], label: &str, seed: &[u8], length: usize) -> Option<Vec<u8>> {
        let seed = [label.as_bytes(), seed].concat();
        if let Some(md) = self.md() {
            return p_hash(md, self.len(), secret, &seed, length);
        }
        // If the secret has an odd number of bytes, the one in the middle belongs to both halves.
        let half = secret.len().div_ceil(2);
        let (first, second) = (secret.get(..half)?, secret.get(secret.len() - half..)?);
        let md5 = p_hash(Md::md5(), Mac::Md5.len(), first, &seed, length)?;
        let sha1 = p_hash(Md::sha1(), Mac::Sha1.len(), second, &seed, length)?;
        Some(md5.iter().zip(sha1).map(|(one, other)| one ^ other).collect())
    }
}

/// P_hash (RFC 5246 section 5): as many bytes as one likes, made of HMACs of `size` bytes.
fn p_hash(md: &MdRef, size: usize, secret: &[u8], seed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut a = seed.to_vec();
    let mut out = Vec::with_capacity(length + size);
    while out.len() < length {
        a = extract(md, size, secret, &a)?;
        out.extend(extract(md, size, secret, &[a.as_slice(), seed].concat())?);
    }
    out.truncate(length);
    Some(out)
}

/// HKDF-Extract, which is HMAC (RFC 5869 section 2.2).
fn extract(md: &MdRef, size: usize, salt: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    hkdf(md, HkdfMode::EXTRACT_ONLY, size, |hkdf| {
        hkdf.set_hkdf_salt(salt)?;
        hkdf.set_hkdf_key(secret)
    })
}

/// One of the two steps of HKDF, with its inputs set by `inputs`.
fn hkdf(
    md: &MdRef,
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
            hkdf.set_hkdf_md(md)?;
            inputs(hkdf)?;
            hkdf.derive(Some(&mut output))
        });
        derived.is_ok().then_some(output)
    })
}

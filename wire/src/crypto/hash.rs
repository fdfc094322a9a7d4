//! The hash of a cipher suite, and what is made with it: HMAC, HKDF (RFC 5869, RFC 8446 section 7.1), the PRF
//! of TLS 1.2.

use std::cell::RefCell;

use ffi::Hmac;
use openssl::hash::{MessageDigest, hash};
use openssl::sha::{Sha256, Sha384};

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

    /// HMAC (RFC 2104) of `parts`, one behind the other.
    fn hmac(self, key: &[u8], parts: &[&[u8]]) -> Option<Vec<u8>> {
        // One for each hash, made when it is needed.
        thread_local! { static KEPT: RefCell<[Option<Hmac>; 4]> = const { RefCell::new([const { None }; 4]) } }
        let (index, name) = match self {
            Self::Md5 => (0, c"MD5"),
            Self::Sha1 => (1, c"SHA1"),
            Self::Sha256 => (2, c"SHA256"),
            Self::Sha384 => (3, c"SHA384"),
        };
        KEPT.with_borrow_mut(|kept| {
            let kept = kept.get_mut(index)?;
            let hmac = match kept {
                Some(hmac) => hmac,
                None => kept.insert(Hmac::new(name).ok()?),
            };
            hmac.compute(key, parts).ok()
        })
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

    /// That of HMAC.
    fn mac(self) -> Option<Mac> {
        match self {
            Self::Md5Sha1 => None,
            Self::Sha256 => Some(Mac::Sha256),
            Self::Sha384 => Some(Mac::Sha384),
        }
    }

    /// The hash of `data`.
    pub(crate) fn of(self, data: &[u8]) -> Option<Vec<u8>> {
        // These two need not be looked up among OpenSSL's providers, which takes longer than a short hash.
        match self {
            Self::Md5Sha1 => {
                let one = |digest| Some(hash(digest, data).ok()?.to_vec());
                Some([one(MessageDigest::md5())?, one(MessageDigest::sha1())?].concat())
            }
            Self::Sha256 => {
                let mut hasher = Sha256::new();
                hasher.update(data);
                Some(hasher.finish().to_vec())
            }
            Self::Sha384 => {
                let mut hasher = Sha384::new();
                hasher.update(data);
                Some(hasher.finish().to_vec())
            }
        }
    }

    /// HMAC (RFC 2104).
    pub(crate) fn hmac(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        self.mac()?.hmac(key, &[data])
    }

    /// HKDF-Extract, which is HMAC (RFC 5869 section 2.2).
    pub(crate) fn extract(self, salt: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
        self.hmac(salt, secret)
    }

    /// HKDF-Expand (RFC 5869 section 2.3): HMACs of the one before, the info and a number, until there are enough bytes.
    fn expand(self, key: &[u8], info: &[u8], length: usize) -> Option<Vec<u8>> {
        let (mac, mut out, mut block) = (self.mac()?, Vec::new(), Vec::new());
        for number in 1..=u8::MAX {
            block = mac.hmac(key, &[&block, info, &[number]])?;
            out.extend_from_slice(&block);
            if out.len() >= length {
                out.truncate(length);
                return Some(out);
            }
        }
        None
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
        self.expand(secret, &Self::hkdf_label(label, context, length)?, length)
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
        if let Some(mac) = self.mac() {
            return p_hash(mac, secret, &seed, length);
        }
        // If the secret has an odd number of bytes, the one in the middle belongs to both halves.
        let half = secret.len().div_ceil(2);
        let (first, second) = (secret.get(..half)?, secret.get(secret.len() - half..)?);
        let md5 = p_hash(Mac::Md5, first, &seed, length)?;
        let sha1 = p_hash(Mac::Sha1, second, &seed, length)?;
        Some(md5.iter().zip(sha1).map(|(one, other)| one ^ other).collect())
    }
}

/// P_hash (RFC 5246 section 5): as many bytes as one likes, made of HMACs.
fn p_hash(mac: Mac, secret: &[u8], seed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut a = seed.to_vec();
    let mut out = Vec::with_capacity(length + mac.len());
    while out.len() < length {
        a = mac.hmac(secret, &[&a])?;
        out.extend(mac.hmac(secret, &[&a, seed])?);
    }
    out.truncate(length);
    Some(out)
}

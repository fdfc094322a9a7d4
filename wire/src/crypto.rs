//! What OpenSSL computes for us: opening records, HKDF and HMAC, the transcript's hash, signatures.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;

use openssl::cipher::{Cipher, CipherRef};
use openssl::cipher_ctx::CipherCtx;
use openssl::error::ErrorStack;
use openssl::hash::{Hasher, MessageDigest, hash};
use openssl::md::{Md, MdRef};
use openssl::pkey::{Id, PKey, PKeyRef, Public};
use openssl::pkey_ctx::{HkdfMode, PkeyCtx};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};
use openssl::x509::X509;

use crate::handshake::TLS13;
use crate::names;
use crate::record::HEADER;

/// The hash of a cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
}

impl Hash {
    /// The one that makes `length` bytes.
    pub(crate) fn of_length(length: usize) -> Option<Self> {
        [Self::Sha256, Self::Sha384].into_iter().find(|hash| hash.len() == length)
    }

    pub(crate) fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }

    fn digest(self) -> MessageDigest {
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

    /// HKDF in one of its two halves, with its inputs set by `inputs`.
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

    /// HKDF-Expand-Label (RFC 8446 section 7.1): HKDF-Expand whose info is the HkdfLabel: length, label, context.
    pub(crate) fn expand_label(
        self,
        secret: &[u8],
        label: &str,
        context: &[u8],
        length: usize,
    ) -> Option<Vec<u8>> {
        let mut info = u16::try_from(length).ok()?.to_be_bytes().to_vec();
        info.push(u8::try_from("tls13 ".len() + label.len()).ok()?);
        info.extend_from_slice(b"tls13 ");
        info.extend_from_slice(label.as_bytes());
        info.push(u8::try_from(context.len()).ok()?);
        info.extend_from_slice(context);

        self.hkdf(HkdfMode::EXPAND_ONLY, length, |hkdf| {
            hkdf.set_hkdf_key(secret)?;
            hkdf.add_hkdf_info(&info)
        })
    }

    /// Derive-Secret (RFC 8446 section 7.1), with the hash of the messages.
    pub(crate) fn derive_secret(self, secret: &[u8], label: &str, transcript: &[u8]) -> Option<Vec<u8>> {
        self.expand_label(secret, label, transcript, self.len())
    }

    /// The `verify_data` of a Finished, and a PSK binder: HMAC of the transcript's hash (RFC 8446 section 4.4.4).
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

/// How the records of a cipher suite are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aead {
    Gcm,
    Ccm,
    ChaCha20Poly1305,
}

/// A cipher suite whose records can be opened: its name says all about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suite {
    pub(crate) code: u16,
    pub(crate) hash: Hash,
    aead: Aead,
    /// The key's length in bytes.
    key: usize,
    /// The tag's length in bytes.
    tag: usize,
}

impl Suite {
    /// The suite of that code; `Err`: why its records stay closed.
    pub(crate) fn of(code: u16) -> Result<Self, String> {
        let Some(name) = names::cipher_suite(u64::from(code)) else {
            return Err(format!("the cipher suite 0x{code:04x} is not known here"));
        };
        let tag = if name.contains("CCM_8") { 8 } else { 16 };
        let (aead, key) = if name.contains("AES_128_GCM") {
            (Aead::Gcm, 16)
        } else if name.contains("AES_256_GCM") {
            (Aead::Gcm, 32)
        } else if name.contains("AES_128_CCM") {
            (Aead::Ccm, 16)
        } else if name.contains("AES_256_CCM") {
            (Aead::Ccm, 32)
        } else if name.contains("CHACHA20_POLY1305") {
            (Aead::ChaCha20Poly1305, 32)
        } else {
            return Err(format!(
                "{name} is none of the AEAD suites with AES or ChaCha20 that can be opened here"
            ));
        };
        let hash = if name.ends_with("SHA384") { Hash::Sha384 } else { Hash::Sha256 };
        Ok(Self { code, hash, aead, key, tag })
    }

    fn cipher(self) -> &'static CipherRef {
        match (self.aead, self.key) {
            (Aead::Gcm, 16) => Cipher::aes_128_gcm(),
            (Aead::Gcm, _) => Cipher::aes_256_gcm(),
            (Aead::Ccm, 16) => Cipher::aes_128_ccm(),
            (Aead::Ccm, _) => Cipher::aes_256_ccm(),
            (Aead::ChaCha20Poly1305, _) => Cipher::chacha20_poly1305(),
        }
    }

    /// The traffic key and IV of a secret (RFC 8446 section 7.3).
    pub(crate) fn traffic_key(self, secret: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let key = self.hash.expand_label(secret, "key", b"", self.key)?;
        let iv = self.hash.expand_label(secret, "iv", b"", 12)?;
        Some((key, iv))
    }

    /// One side's key and fixed part of the IV, of a TLS 1.2 master secret (RFC 5246 section 6.3): there are no MAC keys.
    pub(crate) fn key_block(
        self,
        master: &[u8],
        client_random: &[u8],
        server_random: &[u8],
        client: bool,
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let iv = self.fixed_iv();
        let seed = [server_random, client_random].concat();
        let block = self.hash.prf(master, "key expansion", &seed, 2 * (self.key + iv))?;
        let (client_key, rest) = block.split_at_checked(self.key)?;
        let (server_key, rest) = rest.split_at_checked(self.key)?;
        let (client_iv, server_iv) = rest.split_at_checked(iv)?;
        let (key, iv) = if client { (client_key, client_iv) } else { (server_key, server_iv) };
        Some((key.to_vec(), iv.to_vec()))
    }

    /// The bytes of a nonce that come from the key block in TLS 1.2; GCM and CCM send the rest with each record.
    fn fixed_iv(self) -> usize {
        if self.aead == Aead::ChaCha20Poly1305 { 12 } else { 4 }
    }
}

/// Opens the records of one direction in one epoch.
pub(crate) struct Opener {
    ctx: CipherCtx,
    suite: Suite,
    version: u16,
    iv: Vec<u8>,
    /// The number of the next record.
    pub(crate) sequence: u64,
}

/// Nothing of the key.
impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opener").field("suite", &self.suite).finish_non_exhaustive()
    }
}

/// A record that was opened.
pub(crate) struct Plaintext {
    pub(crate) inner: Vec<u8>,
    pub(crate) nonce: [u8; 12],
    pub(crate) additional_data: Vec<u8>,
    pub(crate) explicit_nonce: Range<usize>,
    pub(crate) tag: Range<usize>,
}

impl Opener {
    pub(crate) fn new(suite: Suite, version: u16, key: &[u8], iv: &[u8]) -> Option<Self> {
        if key.len() != suite.key || !(iv.len() == 12 || iv.len() == suite.fixed_iv()) {
            return None;
        }
        let mut ctx = CipherCtx::new().ok()?;
        ctx.decrypt_init(Some(suite.cipher()), None, None).ok()?;
        if suite.aead == Aead::Ccm {
            // CCM wants to know both lengths before the key.
            ctx.set_iv_length(12).ok()?;
            ctx.set_tag_length(suite.tag).ok()?;
        }
        ctx.decrypt_init(None, Some(key), None).ok()?;
        Some(Self { ctx, suite, version, iv: iv.to_vec(), sequence: 0 })
    }

    /// Opens the next record, `raw` with its header; `None`: the tag does not hold, and the sequence number stays.
    pub(crate) fn open(&mut self, raw: &[u8]) -> Option<Plaintext> {
        let explicit = if self.version < TLS13 && self.iv.len() == 4 { 8 } else { 0 };
        let explicit_nonce = HEADER..HEADER + explicit;
        let tag = raw.len().checked_sub(self.suite.tag)?..raw.len();
        let ciphertext = raw.get(explicit_nonce.end..tag.start)?;

        let mut nonce = [0; 12];
        if explicit > 0 {
            // RFC 5288 section 3: the salt, then what the record says.
            let parts = self.iv.iter().chain(raw.get(explicit_nonce.clone())?);
            nonce.iter_mut().zip(parts).for_each(|(byte, part)| *byte = *part);
        } else {
            // RFC 8446 section 5.3, RFC 7905 section 2: the IV, with the sequence number in its last 8 bytes.
            let number = [0; 4].into_iter().chain(self.sequence.to_be_bytes());
            nonce.iter_mut().zip(self.iv.iter().zip(number)).for_each(|(byte, (iv, n))| *byte = iv ^ n);
        }
        let header = raw.get(..HEADER)?;
        let additional_data = if self.version < TLS13 {
            // RFC 5246 section 6.2.3.3: sequence number, type, version, length of the plaintext.
            let length = u16::try_from(ciphertext.len()).ok()?;
            [&self.sequence.to_be_bytes(), header.get(..3)?, &length.to_be_bytes()].concat()
        } else {
            header.to_vec()
        };
        let inner = self.decrypt(&nonce, &additional_data, ciphertext, raw.get(tag.clone())?)?;
        self.sequence += 1;
        Some(Plaintext { inner, nonce, additional_data, explicit_nonce, tag })
    }

    /// Whether it opens this record as the next one.
    pub(crate) fn opens(&mut self, raw: &[u8]) -> bool {
        let sequence = self.sequence;
        let opened = self.open(raw).is_some();
        self.sequence = sequence;
        opened
    }

    fn decrypt(&mut self, nonce: &[u8], aad: &[u8], ciphertext: &[u8], tag: &[u8]) -> Option<Vec<u8>> {
        let ctx = &mut self.ctx;
        ctx.set_tag(tag).ok()?;
        ctx.decrypt_init(None, None, Some(nonce)).ok()?;
        if self.suite.aead == Aead::Ccm {
            ctx.set_data_len(ciphertext.len()).ok()?;
        }
        ctx.cipher_update(aad, None).ok()?;
        let mut inner = Vec::with_capacity(ciphertext.len() + 16);
        ctx.cipher_update_vec(ciphertext, &mut inner).ok()?;
        if self.suite.aead != Aead::Ccm {
            // CCM has checked the tag before it gave anything out.
            ctx.cipher_final_vec(&mut inner).ok()?;
        }
        Some(inner)
    }
}

/// The messages of a handshake, as the Finished and the signatures see them.
#[derive(Clone, Default)]
pub(crate) struct Transcript {
    /// As they are; in TLS 1.3 only until the hash is known.
    messages: Vec<u8>,
    running: Option<(Hash, Hasher)>,
    /// Why nothing can be said about it any more.
    broken: Option<&'static str>,
}

impl std::fmt::Debug for Transcript {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transcript").field("broken", &self.broken).finish_non_exhaustive()
    }
}

/// The longest handshake of which the messages are kept, in bytes.
const MAX_TRANSCRIPT: usize = 1 << 20;

impl Transcript {
    /// Adds a message.
    pub(crate) fn add(&mut self, message: &[u8]) {
        if self.broken.is_some() {
            return;
        }
        if let Some((_, hasher)) = &mut self.running {
            if hasher.update(message).is_err() {
                self.lose("OpenSSL cannot hash the messages");
            }
        } else if self.messages.len() + message.len() > MAX_TRANSCRIPT {
            self.lose("the handshake is longer than what is kept of one");
        } else {
            self.messages.extend_from_slice(message);
        }
    }

    /// A message is missing, or cannot be read: why.
    pub(crate) fn lose(&mut self, why: &'static str) {
        if self.broken.is_none() {
            *self = Self { broken: Some(why), ..Self::default() };
        }
    }

    /// The hash is known, and the messages as such are not needed any more.
    pub(crate) fn run(&mut self, hash: Hash) {
        if self.running.is_none() {
            let messages = std::mem::take(&mut self.messages);
            self.running = Hasher::new(hash.digest()).ok().map(|hasher| (hash, hasher));
            self.add(&messages);
        }
    }

    /// The messages as such.
    pub(crate) fn messages(&self) -> Result<&[u8], &'static str> {
        self.broken.map_or(Ok(&self.messages), Err)
    }

    /// The hash of all messages so far and `more`.
    pub(crate) fn hash(&self, with: Hash, more: &[u8]) -> Result<Vec<u8>, &'static str> {
        if let Some(why) = self.broken {
            return Err(why);
        }
        let failed = "OpenSSL cannot hash the messages";
        match &self.running {
            Some((hash, hasher)) if *hash == with => {
                let mut hasher = hasher.clone();
                hasher
                    .update(more)
                    .and_then(|()| hasher.finish())
                    .map(|hash| hash.to_vec())
                    .map_err(|_| failed)
            }
            Some(_) => Err("the hash is not that of the cipher suite"),
            None => with.of(&[self.messages.as_slice(), more].concat()).ok_or(failed),
        }
    }
}

/// The public key of a certificate, or a raw public key (RFC 7250), in DER.
///
/// OpenSSL takes 0.2 ms for that, as much as for all the rest of a handshake; and servers show the same certificate again and
/// again. So the keys of the last few are kept.
pub(crate) fn public_key(der: &[u8]) -> Option<PKey<Public>> {
    type Kept = (Vec<u8>, PKey<Public>);
    const KEPT: usize = 64;
    const LONGEST: usize = 1 << 13;
    thread_local! { static KEYS: RefCell<VecDeque<Kept>> = const { RefCell::new(VecDeque::new()) } }

    KEYS.with_borrow_mut(|keys| {
        if let Some((_, key)) = keys.iter().find(|(kept, _)| kept == der) {
            return Some(key.clone());
        }
        let certificate = X509::from_der(der).and_then(|certificate| certificate.public_key());
        let key = certificate.or_else(|_| PKey::public_key_from_der(der));
        let _ = ErrorStack::get(); // what OpenSSL cannot read leaves errors in the queue
        let key = key.ok()?;
        if der.len() <= LONGEST {
            keys.truncate(KEPT - 1);
            keys.push_front((der.to_vec(), key.clone()));
        }
        Some(key)
    })
}

/// Whether `signature` of `content` is that of `key`; `Err`: it cannot be checked here, and why.
pub(crate) fn verify(
    key: &PKeyRef<Public>,
    scheme: u16,
    content: &[u8],
    signature: &[u8],
) -> Result<bool, &'static str> {
    const UNKNOWN: &str = "the signature scheme is not known here";
    let digest = match scheme {
        // RSASSA-PSS and EdDSA have their own places in the registry (RFC 8446 section 4.2.3).
        0x0804 | 0x0809 => Some(MessageDigest::sha256()),
        0x0805 | 0x080a => Some(MessageDigest::sha384()),
        0x0806 | 0x080b => Some(MessageDigest::sha512()),
        0x0807 | 0x0808 => None,
        // Otherwise the first byte is the hash, as in TLS 1.2.
        _ => Some(match scheme >> 8 {
            2 => MessageDigest::sha1(),
            3 => MessageDigest::sha224(),
            4 => MessageDigest::sha256(),
            5 => MessageDigest::sha384(),
            6 => MessageDigest::sha512(),
            _ => return Err(UNKNOWN),
        }),
    };
    let fits = match scheme {
        0x0809..=0x080b => key.id() == Id::RSA_PSS,
        0x0804..=0x0806 => key.id() == Id::RSA,
        0x0807 => key.id() == Id::ED25519,
        0x0808 => key.id() == Id::ED448,
        _ => match scheme & 0xff {
            1 => key.id() == Id::RSA,
            2 => key.id() == Id::DSA,
            3 => key.id() == Id::EC,
            _ => return Err(UNKNOWN),
        },
    };
    if !fits {
        return Ok(false); // a signature of another kind of key
    }
    let checked =
        verifier(key, scheme, digest).map(|mut verifier| verifier.verify_oneshot(signature, content));
    // What fails leaves errors in the queue, where the caller's next TLS call would find them.
    let _ = ErrorStack::get();
    match checked {
        // A signature that is none, not even a wrong one, is an error to OpenSSL.
        Ok(checked) => Ok(checked.unwrap_or(false)),
        // A policy of the system (against SHA-1, say), or a restriction in the key.
        Err(_) => Err("OpenSSL does not allow this signature scheme with this key"),
    }
}

/// What checks signatures of a scheme.
fn verifier(
    key: &PKeyRef<Public>,
    scheme: u16,
    digest: Option<MessageDigest>,
) -> Result<Verifier<'_>, ErrorStack> {
    let Some(digest) = digest else { return Verifier::new_without_digest(key) };
    let mut verifier = Verifier::new(digest, key)?;
    if (0x0804..=0x0806).contains(&scheme) || (0x0809..=0x080b).contains(&scheme) {
        verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
        verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    }
    Ok(verifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openssl_does_not_check_is_not_called_false() {
        if !stage::tool("openssl") {
            return;
        }
        // A key for RSASSA-PSS with SHA-512 alone (RFC 4055 section 1.2).
        let options =
            "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512";
        let made = stage::stranger_command("openssl").args(options.split(' ')).output().unwrap();
        let key = PKey::private_key_from_pem(&made.stdout).unwrap().public_key_to_der().unwrap();
        let key = PKey::public_key_from_der(&key).unwrap();
        assert_eq!(verify(&key, 0x080b, b"content", &[1; 256]), Ok(false));
        let refused = "OpenSSL does not allow this signature scheme with this key";
        assert_eq!(verify(&key, 0x0809, b"content", &[1; 256]), Err(refused));
        assert!(ErrorStack::get().errors().is_empty());
    }
}

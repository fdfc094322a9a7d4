//! Opening records that a MAC protects, with a block cipher in CBC mode, with RC4, or alone (RFC 5246 sections 6.2.3.1
//! and 6.2.3.2; RFC 7366: first encrypted, then authenticated).
//!
//! It need not take the same time for all records, as it answers nobody.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

use names::codes::TLS10;
use openssl::cipher::{Cipher, CipherRef};
use openssl::cipher_ctx::CipherCtx;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::lib_ctx::LibCtx;
use openssl::pkey::{PKey, Private};
use openssl::provider::Provider;
use openssl::sign::Signer;
use texts::{Sentence, say};

use crate::record::{HEADER, Mac};

use super::plaintext::{Options, Plaintext, mac_header};
use super::suite::{Bulk, SideKeys, Suite};

/// The length of a truncated MAC, in bytes (RFC 6066 section 7).
const TRUNCATED: usize = 10;

const NO_NUMBER: Sentence = say!("the capture has lost bytes before it, and with them its sequence number");

/// Opens the records of one direction in one epoch.
pub(super) struct MacOpener {
    suite: Suite,
    keys: SideKeys,
    options: Options,
    /// `None`: nothing is encrypted.
    ctx: Option<CipherCtx>,
    /// The IV of the next record in TLS 1.0: the last block of the one before.
    chain: Vec<u8>,
    /// How MACs are made; `Err`: why they are not checked.
    mac: Result<(MessageDigest, PKey<Private>), Sentence>,
}

impl MacOpener {
    pub(super) fn new(suite: Suite, keys: &SideKeys, options: Options) -> Result<Self, Sentence> {
        const FAILED: Sentence = say!("OpenSSL cannot make its key");
        let made = suite.mac.zip(PKey::hmac(&keys.mac).ok());
        let mac = made.map(|(mac, key)| (mac.digest(), key)).ok_or(FAILED)?;
        let ctx = match suite.bulk {
            Bulk::Block(name, _) => Some(decrypting(name, keys)?),
            Bulk::Rc4 => Some(decrypting("RC4", keys)?),
            Bulk::Null | Bulk::Aead(..) => None,
        };
        let chain = keys.iv.clone();
        Ok(Self { suite, keys: keys.clone(), options, ctx, chain, mac: Ok(mac) })
    }

    pub(super) fn unchecked(suite: Suite, options: Options, why: Sentence) -> Self {
        let keys = SideKeys::default();
        Self { suite, keys, options, ctx: None, chain: Vec::new(), mac: Err(why) }
    }

    /// As before the first record.
    pub(super) fn restart(&mut self) {
        if let Some(ctx) = &mut self.ctx {
            let iv = (!self.keys.iv.is_empty()).then_some(self.keys.iv.as_slice());
            // It has worked once. If it did not now, no record would open.
            let _ = ctx.decrypt_init(None, Some(&self.keys.key), iv);
        }
        self.chain.clone_from(&self.keys.iv);
    }

    /// Opens a record that has one of these numbers.
    pub(super) fn open(&mut self, raw: &[u8], numbers: RangeInclusive<u64>) -> Option<Plaintext> {
        let opened = match self.suite.bulk {
            Bulk::Block(_, block) => self.open_block(raw, numbers, block),
            _ => self.open_stream(raw, numbers),
        };
        let _ = ErrorStack::get(); // nothing of it is for the caller's next TLS call
        opened
    }

    fn mac_length(&self) -> usize {
        if self.options.truncated_mac { TRUNCATED } else { self.suite.mac.map_or(0, super::hash::Mac::len) }
    }

    /// The number with which this is the MAC of the content; `Err`: why that is not known.
    fn number_of(
        &self,
        raw: &[u8],
        mut numbers: RangeInclusive<u64>,
        content: &[u8],
        sent: &[u8],
    ) -> Result<Option<u64>, Sentence> {
        let (digest, key) = self.mac.as_ref().map_err(Clone::clone)?;
        Ok(numbers.find(|number| {
            let header = mac_header(raw, *number, content.len()).unwrap_or_default();
            let made = Signer::new(*digest, key).and_then(|mut signer| {
                signer.update(&header)?;
                signer.update(content)?;
                signer.sign_to_vec()
            });
            made.is_ok_and(|made| made.get(..sent.len()) == Some(sent))
        }))
    }

    /// RC4, or no cipher: the content, then its MAC.
    fn open_stream(&mut self, raw: &[u8], numbers: RangeInclusive<u64>) -> Option<Plaintext> {
        let fragment = raw.get(HEADER..)?;
        let mut inner = Vec::with_capacity(fragment.len());
        match &mut self.ctx {
            Some(ctx) => drop(ctx.cipher_update_vec(fragment, &mut inner).ok()?),
            None => inner.extend_from_slice(fragment),
        }
        let end = inner.len().checked_sub(self.mac_length())?;
        let (content, sent) = inner.split_at_checked(end)?;
        let first = *numbers.start();
        let after_gap = first < *numbers.end();
        let (sequence, doubt) = match self.number_of(raw, numbers, content, sent) {
            Ok(Some(number)) => (number, None),
            Ok(None) if self.ctx.is_some() => return None,
            Ok(None) if after_gap => (first, Some(say!("its MAC is not checked: {0}", NO_NUMBER))),
            Ok(None) => (first, Some(say!("its MAC does not hold"))),
            Err(why) => (first, Some(say!("its MAC is not checked: {0}", why))),
        };
        let header = mac_header(raw, sequence, end)?;
        let encrypted = self.ctx.is_some();
        let place = if encrypted { raw.len() } else { HEADER + end };
        let mac = Mac { encrypted, iv: Vec::new(), content: 0..end, mac: end..inner.len(), doubt };
        Some(plaintext(sequence, inner, header, HEADER..HEADER, place..raw.len(), mac))
    }

    /// A block cipher. Before TLS 1.1, each record goes on where the one before has ended.
    fn open_block(&mut self, raw: &[u8], numbers: RangeInclusive<u64>, block: usize) -> Option<Plaintext> {
        let then_mac = self.options.encrypt_then_mac;
        let tag = raw.len().checked_sub(if then_mac { self.mac_length() } else { 0 })?..raw.len();
        let explicit = HEADER..HEADER + if self.suite.version == TLS10 { 0 } else { block };
        let ciphertext = raw.get(explicit.end..tag.start)?;
        let iv = if explicit.is_empty() { self.chain.clone() } else { raw.get(explicit.clone())?.to_vec() };
        if explicit.is_empty() {
            // The sender has gone on, whatever becomes of this record.
            self.chain = ciphertext.get(ciphertext.len().checked_sub(block)?..)?.to_vec();
        }
        let authenticated = raw.get(HEADER..tag.start)?;
        let number_of_all = if then_mac {
            Some(self.number_of(raw, numbers.clone(), authenticated, raw.get(tag.clone())?).ok()??)
        } else {
            None
        };
        if ciphertext.is_empty() || ciphertext.len() % block != 0 {
            return None;
        }
        let ctx = self.ctx.as_mut()?;
        ctx.decrypt_init(None, None, Some(&iv)).ok()?;
        let mut inner = Vec::with_capacity(ciphertext.len() + block);
        ctx.cipher_update_vec(ciphertext, &mut inner).ok()?;
        let padded = without_padding(&inner)?;
        let end = padded.checked_sub(if then_mac { 0 } else { self.mac_length() })?;
        let (sequence, length) = match number_of_all {
            Some(number) => (number, authenticated.len()),
            None => (self.number_of(raw, numbers, inner.get(..end)?, inner.get(end..padded)?).ok()??, end),
        };
        let header = mac_header(raw, sequence, length)?;
        let mac = Mac { encrypted: true, iv, content: 0..end, mac: end..padded, doubt: None };
        Some(plaintext(sequence, inner, header, explicit, tag, mac))
    }
}

fn plaintext(
    sequence: u64,
    inner: Vec<u8>,
    additional_data: Vec<u8>,
    explicit_nonce: Range<usize>,
    tag: Range<usize>,
    mac: Mac,
) -> Plaintext {
    let (nonce, mac) = ([0; 12], Some(Box::new(mac)));
    Plaintext { sequence, inner, nonce, additional_data, explicit_nonce, tag, mac }
}

/// What is before the padding (RFC 5246 section 6.2.3.2): the last byte is the number of bytes before it that are the
/// same. `None`: they are not.
fn without_padding(inner: &[u8]) -> Option<usize> {
    let last = *inner.last()?;
    let end = inner.len().checked_sub(usize::from(last) + 1)?;
    inner.get(end..)?.iter().all(|byte| *byte == last).then_some(end)
}

/// Decrypts with a cipher of that name in OpenSSL.
fn decrypting(name: &str, keys: &SideKeys) -> Result<CipherCtx, Sentence> {
    let cipher = cipher(name).ok_or_else(|| say!("OpenSSL does not have {0} here", name.to_owned()))?;
    let made = CipherCtx::new().and_then(|mut ctx| {
        ctx.decrypt_init(Some(&cipher), None, None)?;
        let iv = vec![0; cipher.iv_length()];
        ctx.decrypt_init(None, Some(&keys.key), Some(&iv).filter(|iv| !iv.is_empty()).map(Vec::as_slice))?;
        ctx.set_padding(false);
        Ok(ctx)
    });
    made.map_err(|_| say!("OpenSSL cannot make its key"))
}

/// A cipher that every OpenSSL has, or one of its legacy provider, which is a file of its own and may be missing.
fn cipher(name: &str) -> Option<Cipher> {
    static LEGACY: OnceLock<Option<(Provider, LibCtx)>> = OnceLock::new();
    let found = Cipher::fetch(None, name, None).ok().or_else(|| {
        // In a context of its own, so that nothing else changes.
        let legacy = LEGACY.get_or_init(|| {
            let context = LibCtx::new().ok()?;
            Some((Provider::load(Some(&context), "legacy").ok()?, context))
        });
        Cipher::fetch(Some(&legacy.as_ref()?.1), name, None).ok()
    });
    let _ = ErrorStack::get(); // what OpenSSL has not found leaves errors in the queue
    found.filter(|cipher: &Cipher| CipherRef::key_length(cipher) > 0)
}

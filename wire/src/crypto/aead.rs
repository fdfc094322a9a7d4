//! Opening records (RFC 8446 section 5.2, RFC 5246 section 6.2.3.3).

use std::fmt;
use std::ops::Range;

use names::codes::{is_tls13, tls13_draft};
use openssl::cipher_ctx::CipherCtx;

use crate::record::HEADER;

use super::suite::{Aead, Suite};

/// Opens the records of one direction in one epoch.
pub(crate) struct Opener {
    ctx: CipherCtx,
    suite: Suite,
    version: u16,
    iv: Vec<u8>,
    /// The number of the next record.
    pub(crate) sequence: u64,
}

/// Leaves the key out.
impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        if key.len() != suite.key_length || !(iv.len() == 12 || iv.len() == suite.fixed_iv()) {
            return None;
        }
        let mut ctx = CipherCtx::new().ok()?;
        ctx.decrypt_init(Some(suite.cipher()), None, None).ok()?;
        if suite.aead == Aead::Ccm {
            // CCM wants to know both lengths before the key.
            ctx.set_iv_length(12).ok()?;
            ctx.set_tag_length(suite.tag_length).ok()?;
        }
        ctx.decrypt_init(None, Some(key), None).ok()?;
        Some(Self { ctx, suite, version, iv: iv.to_vec(), sequence: 0 })
    }

    /// Opens the next record, `raw` with its header; `None`: the tag does not hold, and the sequence number
    /// stays.
    pub(crate) fn open(&mut self, raw: &[u8]) -> Option<Plaintext> {
        let tls13 = is_tls13(self.version);
        let explicit = if !tls13 && self.iv.len() == 4 { 8 } else { 0 };
        let explicit_nonce = HEADER..HEADER + explicit;
        let tag = raw.len().checked_sub(self.suite.tag_length)?..raw.len();
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
        let additional_data = if !tls13 {
            // RFC 5246 section 6.2.3.3: sequence number, type, version, length of the plaintext.
            let length = u16::try_from(ciphertext.len()).ok()?;
            [&self.sequence.to_be_bytes(), header.get(..3)?, &length.to_be_bytes()].concat()
        } else if tls13_draft(self.version).is_some_and(|draft| draft < 25) {
            Vec::new()
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

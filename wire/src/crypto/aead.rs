//! Opening records that an AEAD protects (RFC 8446 section 5.2, RFC 5246 section 6.2.3.3).

use names::codes::{is_tls13, tls13_draft};
use openssl::cipher_ctx::CipherCtx;

use crate::record::HEADER;

use super::plaintext::{Plaintext, mac_header};
use super::suite::{Aead, SideKeys, Suite};

/// Opens the records of one direction in one epoch.
pub(super) struct AeadOpener {
    ctx: CipherCtx,
    aead: Aead,
    tag_length: usize,
    version: u16,
    iv: Vec<u8>,
}

impl AeadOpener {
    pub(super) fn new(suite: Suite, keys: &SideKeys) -> Option<Self> {
        let (cipher, aead, tag_length) = suite.aead()?;
        if keys.key.len() != suite.key_length || !(keys.iv.len() == 12 || keys.iv.len() == suite.fixed_iv()) {
            return None;
        }
        let mut ctx = CipherCtx::new().ok()?;
        ctx.decrypt_init(Some(cipher), None, None).ok()?;
        if aead == Aead::Ccm {
            // CCM wants to know both lengths before the key.
            ctx.set_iv_length(12).ok()?;
            ctx.set_tag_length(tag_length).ok()?;
        }
        ctx.decrypt_init(None, Some(&keys.key), None).ok()?;
        Some(Self { ctx, aead, tag_length, version: suite.version, iv: keys.iv.clone() })
    }

    /// Opens the record of that number, `raw` with its header; `None`: the tag does not hold.
    pub(super) fn open(&mut self, raw: &[u8], sequence: u64) -> Option<Plaintext> {
        let tls13 = is_tls13(self.version);
        let explicit = if !tls13 && self.iv.len() == 4 { 8 } else { 0 };
        let explicit_nonce = HEADER..HEADER + explicit;
        let tag = raw.len().checked_sub(self.tag_length)?..raw.len();
        let ciphertext = raw.get(explicit_nonce.end..tag.start)?;

        let mut nonce = [0; 12];
        if explicit > 0 {
            // RFC 5288 section 3: the salt, then what the record says.
            let parts = self.iv.iter().chain(raw.get(explicit_nonce.clone())?);
            nonce.iter_mut().zip(parts).for_each(|(byte, part)| *byte = *part);
        } else {
            // RFC 8446 section 5.3, RFC 7905 section 2: the IV, with the sequence number in its last 8 bytes.
            let number = [0; 4].into_iter().chain(sequence.to_be_bytes());
            nonce.iter_mut().zip(self.iv.iter().zip(number)).for_each(|(byte, (iv, n))| *byte = iv ^ n);
        }
        let additional_data = if !tls13 {
            mac_header(raw, sequence, ciphertext.len())?
        } else if tls13_draft(self.version).is_some_and(|draft| draft < 25) {
            Vec::new()
        } else {
            raw.get(..HEADER)?.to_vec()
        };
        let inner = self.decrypt(&nonce, &additional_data, ciphertext, raw.get(tag.clone())?)?;
        Some(Plaintext { sequence, inner, nonce, additional_data, explicit_nonce, tag, mac: None })
    }

    fn decrypt(&mut self, nonce: &[u8], aad: &[u8], ciphertext: &[u8], tag: &[u8]) -> Option<Vec<u8>> {
        let ctx = &mut self.ctx;
        ctx.set_tag(tag).ok()?;
        ctx.decrypt_init(None, None, Some(nonce)).ok()?;
        if self.aead == Aead::Ccm {
            ctx.set_data_len(ciphertext.len()).ok()?;
        }
        ctx.cipher_update(aad, None).ok()?;
        let mut inner = Vec::with_capacity(ciphertext.len() + 16);
        ctx.cipher_update_vec(ciphertext, &mut inner).ok()?;
        if self.aead != Aead::Ccm {
            // CCM has checked the tag before it gave anything out.
            ctx.cipher_final_vec(&mut inner).ok()?;
        }
        Some(inner)
    }
}

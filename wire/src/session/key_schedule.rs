//! The key schedule of TLS 1.3 (RFC 8446 section 7.1), followed from its start: from the PSK and the secret
//! of the key exchange, as far as they are known, to the traffic secrets.

use std::cell::OnceCell;

use texts::{Sentence, say};

use crate::crypto::Hash;
use crate::secrets::label;

use super::keys::Known;

/// Why a session of TLS 1.3 has no secret.
pub(super) const NOTHING_SHARED: Sentence =
    say!("the Server Hello agrees on no secret: it has neither a key share nor a pre-shared key");

/// A binder of a Client Hello: an HMAC of what comes before it.
#[derive(Debug)]
pub(super) struct Binder {
    /// What the key goes by that it is made with.
    pub(super) identity: Vec<u8>,
    pub(super) value: Vec<u8>,
    /// The hash of the messages, up to the list of binders.
    pub(super) transcript: Result<Vec<u8>, Sentence>,
}

/// What the messages have put into the key schedule.
#[derive(Debug, Default)]
pub(super) struct KeySchedule {
    pub(super) binders: Vec<Binder>,
    /// The identity that the server has chosen.
    pub(super) selected: Option<usize>,
    /// The server has sent a key share: the secret is not the PSK's alone.
    pub(super) key_share: bool,
    /// The hashes, SHA-256 and SHA-384, of the first Client Hello, if it offers early data.
    pub(super) client_hello_hash: [Vec<u8>; 2],
    /// The hash of the messages up to the Server Hello; empty if it is not known.
    pub(super) hello_hash: Vec<u8>,
    /// The hash of the messages up to the server's Finished; empty if it is not known.
    pub(super) finished_hash: Vec<u8>,
    /// Why messages may stand before the first one that was seen.
    pub(super) doubt: Option<Sentence>,
    /// The handshake secret and the master secret, once they are derived.
    main: OnceCell<(Vec<u8>, Vec<u8>)>,
}

impl KeySchedule {
    /// The known PSK that a binder was made with (RFC 8446 section 4.2.11.2).
    pub(super) fn psk(&self, index: usize, known: Known<'_>) -> Option<Vec<u8>> {
        Some(self.binder_key(index, known)?.0)
    }

    /// The same, with the label of the binder key.
    pub(super) fn binder_key(&self, index: usize, known: Known<'_>) -> Option<(Vec<u8>, &'static str)> {
        let binder = self.binders.get(index)?;
        let transcript = binder.transcript.as_ref().ok()?;
        let hash = Hash::of_length(binder.value.len())?;
        let empty = hash.of(b"")?;
        for psk in known.all(label::PSK) {
            let early = hash.extract(&vec![0; hash.len()], psk)?;
            // For a ticket, an external key, an imported key (RFC 9258).
            for label in ["res binder", "ext binder", "imp binder"] {
                let key = hash.derive_secret(&early, label, &empty)?;
                if hash.finished(&key, transcript)? == binder.value {
                    return Some((psk.to_vec(), label));
                }
            }
        }
        None
    }

    /// The secret of that label, if all that goes into it is known. `hash` is that of the cipher suite agreed
    /// on.
    pub(super) fn derive(&self, label: &str, hash: Option<Hash>, known: Known<'_>) -> Option<Vec<u8>> {
        if label == label::CLIENT_EARLY_TRAFFIC_SECRET {
            // Early data is always under the first identity (RFC 8446 section 4.2.10).
            let hash = Hash::of_length(self.binders.first()?.value.len())?;
            let early = hash.extract(&vec![0; hash.len()], &self.psk(0, known)?)?;
            let [sha256, sha384] = &self.client_hello_hash;
            let transcript = if hash == Hash::Sha256 { sha256 } else { sha384 };
            return hash.derive_secret(&early, "c e traffic", transcript);
        }
        let hash = hash?;
        let transcript = match label {
            label::CLIENT_HANDSHAKE_TRAFFIC_SECRET | label::SERVER_HANDSHAKE_TRAFFIC_SECRET => {
                &self.hello_hash
            }
            _ => &self.finished_hash,
        };
        let name = match label {
            label::CLIENT_HANDSHAKE_TRAFFIC_SECRET => "c hs traffic",
            label::SERVER_HANDSHAKE_TRAFFIC_SECRET => "s hs traffic",
            label::CLIENT_TRAFFIC_SECRET_0 => "c ap traffic",
            label::SERVER_TRAFFIC_SECRET_0 => "s ap traffic",
            label::EXPORTER_SECRET => "exp master",
            _ => return None,
        };
        if transcript.is_empty() {
            return None; // a part of the messages is missing
        }
        if self.main.get().is_none() {
            let _ = self.main.set(self.main_secrets(hash, known)?);
        }
        let (handshake, master) = self.main.get()?;
        let secret = if name.contains(" hs ") { handshake } else { master };
        hash.derive_secret(secret, name, transcript)
    }

    /// Whether the Server Hello agrees on a secret. Without a key share and a pre-shared key, anyone could compute all
    /// keys.
    pub(super) fn agrees(&self) -> bool {
        self.key_share || self.selected.is_some()
    }

    /// The handshake secret and the master secret.
    fn main_secrets(&self, hash: Hash, known: Known<'_>) -> Option<(Vec<u8>, Vec<u8>)> {
        if !self.agrees() {
            return None;
        }
        let zeros = vec![0; hash.len()];
        let empty = hash.of(b"")?;
        let psk = match self.selected {
            Some(selected) => self.psk(selected, known)?,
            None => zeros.clone(),
        };
        let shared = if self.key_share { known.first(label::ECDHE_SECRET)? } else { &zeros };
        let early = hash.extract(&zeros, &psk)?;
        let handshake = hash.extract(&hash.derive_secret(&early, "derived", &empty)?, shared)?;
        let master = hash.extract(&hash.derive_secret(&handshake, "derived", &empty)?, &zeros)?;
        Some((handshake, master))
    }

    /// Why the key schedule cannot be followed from its start.
    pub(super) fn why_not(&self, known: Known<'_>) -> Sentence {
        if !self.agrees() {
            NOTHING_SHARED
        } else if self.selected.is_some_and(|selected| self.psk(selected, known).is_none()) {
            say!("the PSK is not known")
        } else if self.key_share && known.first(label::ECDHE_SECRET).is_none() {
            say!("the (EC)DHE secret is not known")
        } else {
            say!("a part of the handshake could not be opened")
        }
    }
}

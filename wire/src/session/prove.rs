//! Proofs: what can be recomputed from the messages and the secrets. Each function makes one claim and gives
//! the verdict on it.

use names::codes::{TLS12, is_before_tls13, is_tls13};
use openssl::pkey::{PKey, Public};
use texts::{Sentence, say};

use crate::crypto::{Hash, Suite, Transcript, is_signed, public_key, verify, verify_before_12};
use crate::fields::facts::{self, Signed};
use crate::message::Message;
use crate::model::{Direction, Epoch};
use crate::proof::{Claim, Proof, Verdict, about};
use crate::secrets::{ClientRandom, label};

use super::key_schedule::KeySchedule;
use super::keys::Known;

/// The public key of a side's certificate; `Err`: why it is not available.
pub(super) type PublicKey = Result<PKey<Public>, Sentence>;

pub(super) const NO_HASH: Sentence = say!("the hash of the messages is not known");

pub(super) const NO_CERTIFICATE: Sentence = say!("no certificate of its sender stands before it");

const NO_SECRET: Sentence = say!("the secret that it is made with is not known");

/// The verdict of a check. `doubt`: why it may fail although all is well.
fn judge(claim: impl Into<Claim>, checked: Result<bool, Sentence>, doubt: Option<Sentence>) -> Proof {
    match (checked, doubt) {
        (Ok(false), Some(why)) | (Err(why), _) => Proof::missing(claim, why),
        (Ok(holds), _) => Proof::judged(claim, holds, say!("it is not")),
    }
}

/// The key of the first certificate in the body of a Certificate message.
pub(super) fn leaf_key(body: &[u8], version: u16) -> PublicKey {
    match facts::leaf(body, version) {
        None => Err(say!("it sends no certificate")),
        Some(leaf) if leaf.has_delegated_credential() => {
            Err(say!("the key of a delegated credential signs in its place"))
        }
        Some(leaf) => public_key(leaf.der).ok_or(say!("OpenSSL cannot read its sender's certificate")),
    }
}

/// RFC 8446 section 4.4.3, RFC 5246 section 7.4.8.
pub(super) fn certificate_verify(
    message: &Message,
    version: u16,
    hash: Option<Hash>,
    transcript: &Transcript,
    key: PublicKey,
) -> Proof {
    let who = message.direction;
    let claim = say!("the signature is that of the {0}'s certificate, over the messages so far", who);
    let claim = (about::CERTIFICATE_VERIFY, claim);
    let tree = message.tree();
    if is_before_tls13(version) && version < TLS12 {
        let signature = facts::certificate_verify_before_12(&tree, &message.bytes);
        let signature = signature.ok_or(say!("there is no signature scheme or no signature in it"));
        let checked = signature.and_then(|signature| {
            let key = key?;
            verify_before_12(&key, transcript.messages()?, signature)
        });
        return judge(claim, checked, transcript.doubt());
    }
    let Some(Signed { scheme, signature, .. }) = facts::certificate_verify(&tree, &message.bytes) else {
        return Proof::missing(claim, say!("there is no signature scheme or no signature in it"));
    };
    let content = if is_tls13(version) {
        hash.ok_or(NO_HASH).and_then(|hash| transcript.hash(hash, b"")).map(|hash| {
            let who = format!("TLS 1.3, {} CertificateVerify\0", message.direction);
            [[0x20; 64].as_slice(), who.as_bytes(), &hash].concat()
        })
    } else {
        transcript.messages().map(<[u8]>::to_vec)
    };
    let checked = content.and_then(|content| {
        let key = key?;
        verify(&key, scheme, &content, signature)
    });
    judge(claim, checked, transcript.doubt())
}

/// How many OCSP responses of one message are checked.
const MAX_RESPONSES: usize = 8;

/// The OCSP responses in the body of a Certificate message of TLS 1.3 (RFC 8446 section 4.4.2.1).
pub(super) fn ocsp_responses(body: &[u8], version: u16, who: Direction) -> Vec<Proof> {
    let entries = facts::entries(body, version);
    let certificates: Vec<_> = entries.iter().map(|entry| entry.der).collect();
    let with_response =
        entries.iter().enumerate().filter_map(|(index, entry)| Some((index, entry.ocsp_response?)));
    with_response
        .take(MAX_RESPONSES)
        .filter_map(|(index, response)| ocsp_response(response, index, &certificates, who))
        .collect()
}

/// The OCSP response about one of the certificates of a side (RFC 6960 section 4.2.2.2); `None`: it has no answer.
pub(super) fn ocsp_response(
    response: &[u8],
    index: usize,
    certificates: &[&[u8]],
    who: Direction,
) -> Option<Proof> {
    let claim = say!(
        "the OCSP response about certificate {0} of the {1} is signed by its issuer, or for it",
        index + 1,
        who
    );
    let checked = match certificates.get(index) {
        Some(certificate) => {
            let others: Vec<_> = certificates.iter().copied().filter(|other| other != certificate).collect();
            is_signed(response, certificate, &others)?
        }
        None => Err(NO_CERTIFICATE),
    };
    Some(judge((about::OCSP, claim), checked, None))
}

/// RFC 5246 section 7.4.3: the server signs its part of the key exchange, with both randoms. `None`: it has
/// not signed.
pub(super) fn server_key_exchange(
    message: &Message,
    version: u16,
    randoms: (Option<ClientRandom>, &[u8]),
    take_key: impl FnOnce() -> PublicKey,
) -> Option<Proof> {
    let claim = say!("the signature of the key exchange is that of the server's certificate");
    let claim = (about::SERVER_KEY_EXCHANGE, claim);
    let tree = message.tree();
    if is_before_tls13(version) && version < TLS12 {
        let (signature, before) = facts::server_key_exchange_before_12(&tree, &message.bytes)?;
        let content = [randoms.0?.as_slice(), randoms.1, before].concat();
        let checked = take_key().and_then(|key| verify_before_12(&key, &content, signature));
        return Some(judge(claim, checked, None));
    }
    let Signed { scheme, signature, before } = facts::server_key_exchange(&tree, &message.bytes)?;
    let content = [randoms.0?.as_slice(), randoms.1, before].concat();
    Some(judge(claim, take_key().and_then(|key| verify(&key, scheme, &content, signature)), None))
}

/// RFC 8446 section 4.4.4, RFC 5246 section 7.4.9. `secret` is that of the key which protects the message.
pub(super) fn finished(
    message: &Message,
    version: u16,
    suite: Option<Suite>,
    transcript: &Transcript,
    secret: &[u8],
) -> Proof {
    let direction = message.direction;
    let claim = finished_claim(direction);
    let expected = suite.ok_or(NO_HASH).and_then(|suite| {
        if secret.is_empty() {
            return Err(NO_SECRET);
        }
        let hash = transcript.hash(suite.hash, b"")?;
        let data = if is_tls13(version) {
            suite.hash.finished(secret, &hash)
        } else {
            let label = match direction {
                Direction::FromClient => "client finished",
                Direction::FromServer => "server finished",
            };
            suite.hash.prf(secret, label, &hash, 12)
        };
        data.ok_or(say!("OpenSSL cannot compute it"))
    });
    let sent = message.bytes.get(4..).unwrap_or_default();
    judge(claim, expected.map(|expected| expected == sent), transcript.doubt())
}

/// A Finished in the clear: no peer would accept it.
pub(super) fn finished_in_the_clear(direction: Direction) -> Proof {
    Proof::missing(finished_claim(direction), say!("it is in the clear: no key has come into use"))
}

fn finished_claim(direction: Direction) -> (&'static str, Sentence) {
    (about::FINISHED, say!("verify_data is the {0}'s HMAC of the messages so far", direction))
}

/// The key schedule and what is known of its secrets.
#[derive(Clone, Copy)]
pub(super) struct Derivation<'a> {
    pub(super) schedule: &'a KeySchedule,
    /// The hash of the cipher suite agreed on.
    pub(super) hash: Option<Hash>,
    pub(super) known: Known<'a>,
    /// Why a proof that fails may only lack messages.
    pub(super) doubt: Option<&'a Sentence>,
}

impl Derivation<'_> {
    pub(super) fn secret(self, label: &str) -> Option<Vec<u8>> {
        self.schedule.derive(label, self.hash, self.known)
    }

    /// Whether the secret of a traffic key follows from the key exchange. The secret of a later generation
    /// was derived from the one before; it is right if its key opens a record.
    pub(super) fn prove_traffic_secret(
        self,
        direction: Direction,
        epoch: Epoch,
        label: &'static str,
        secret: &[u8],
        opens: bool,
    ) -> Proof {
        if let Epoch::Application(generation @ 1..) = epoch {
            let claim = say!(
                "generation {0} of the {1}'s secret, derived from the one before it",
                generation,
                direction
            );
            let otherwise = say!("its key does not open the first record under it");
            return Proof::judged((about::UPDATED_SECRET, claim), opens, otherwise);
        }
        let claim =
            (about::TRAFFIC_SECRET, say!("{0} follows from the key exchange and the messages", label));
        match self.secret(label) {
            Some(derived) => self.compare(claim, derived == secret),
            None if epoch == Epoch::Early => Proof::missing(claim, say!("the PSK is not known")),
            None => Proof::missing(claim, self.schedule.why_not(self.known)),
        }
    }

    /// The verdict on a secret that is, or is not, the one that follows from the messages.
    fn compare(self, claim: impl Into<Claim>, holds: bool) -> Proof {
        match self.doubt.filter(|_| !holds) {
            Some(why) => Proof::missing(claim, why.clone()),
            None => Proof::judged(claim, holds, say!("another secret follows from them")),
        }
    }

    /// The exporter's secret (RFC 8446 section 7.5) is in the key log, but protects nothing on the wire.
    pub(super) fn prove_exporter(self) -> Option<Proof> {
        self.known.first(label::EXPORTER_SECRET)?;
        let claim = (
            about::EXPORTER,
            say!("{0} follows from the key exchange and the messages", label::EXPORTER_SECRET),
        );
        Some(match self.secret(label::EXPORTER_SECRET) {
            Some(derived) => {
                let holds = self.known.all(label::EXPORTER_SECRET).any(|logged| logged == derived);
                self.compare(claim, holds)
            }
            None => Proof::missing(claim, self.schedule.why_not(self.known)),
        })
    }

    /// RFC 8446 section 4.2.11.2. `None` as long as no PSK is known.
    pub(super) fn prove_binder(self, index: usize) -> Option<Proof> {
        self.known.first(label::PSK)?;
        let claim = say!("binder {0} is the HMAC, by the PSK, of what comes before the binders", index);
        let claim = (about::BINDER, claim);
        let binder = self.schedule.binders.get(index)?;
        if let Err(why) = &binder.transcript {
            return Some(Proof::missing(claim, why.clone()));
        }
        Some(match self.schedule.psk(index, self.known) {
            Some(_) => Proof::proven(claim),
            None if self.doubt.is_none()
                && self.schedule.binders.len() == 1
                && self.known.own(label::PSK).next().is_some() =>
            {
                Proof::judged(claim, false, say!("it is none by a PSK that is known"))
            }
            None => Proof::missing(claim, say!("the PSK of this identity is not known")),
        })
    }

    /// Proves the binder of the chosen identity once more, as the PSK of a live session is known only after
    /// its Client Hello. `finished` is the verdict on the server's Finished.
    pub(super) fn prove_selected(self, index: usize, finished: &Verdict) -> Vec<Proof> {
        let claim = (about::SELECTED_PSK, say!("the server has the PSK of identity {0}", index));
        if index >= self.schedule.binders.len() {
            return vec![Proof::judged(claim, false, say!("the client has not offered so many"))];
        }
        let has = match finished {
            Verdict::Proven => Proof::proven(claim),
            _ => Proof::missing(claim, say!("its Finished could not be checked")),
        };
        let binder = self.prove_binder(index).unwrap_or_else(|| {
            let claim = (about::BINDER, say!("binder {0} of the Client Hello", index));
            Proof::missing(claim, say!("the PSK is not known"))
        });
        vec![has, binder]
    }
}

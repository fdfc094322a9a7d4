//! Proofs: what can be recomputed from the bytes and the secrets of a session.

use std::fmt;

use texts::{Lang, Sentence, say};

/// One claim about a session, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which kind of claim it is, by the id of the text about it: one of [`about`].
    pub about: &'static str,
    /// What is claimed: `Finished: verify_data is the HMAC of the transcript`.
    pub claim: Sentence,
    /// Whether it holds.
    pub verdict: Verdict,
}

/// The kinds of claims, as the ids of their texts.
pub mod about {
    /// A Finished.
    pub const FINISHED: &str = "proof/finished";
    /// The signature of a Certificate Verify.
    pub const CERTIFICATE_VERIFY: &str = "proof/certificate verify";
    /// The signature of a key exchange of TLS 1.2.
    pub const SERVER_KEY_EXCHANGE: &str = "proof/server key exchange";
    /// A PSK binder.
    pub const BINDER: &str = "proof/binder";
    /// The server has the PSK that it has chosen.
    pub const SELECTED_PSK: &str = "proof/selected psk";
    /// A traffic secret follows from the key exchange.
    pub const TRAFFIC_SECRET: &str = "proof/traffic secret";
    /// A traffic secret follows from the one before it.
    pub const UPDATED_SECRET: &str = "proof/updated secret";
    /// The exporter secret.
    pub const EXPORTER: &str = "proof/exporter";
    /// Key and IV follow from their secret.
    pub const KEY_AND_IV: &str = "proof/key and iv";
    /// The master secret of TLS 1.2.
    pub const MASTER_SECRET: &str = "proof/master secret";
    /// The signature of an OCSP response.
    pub const OCSP: &str = "proof/ocsp";
    /// All of them.
    pub const ALL: [&str; 11] = [
        FINISHED,
        CERTIFICATE_VERIFY,
        SERVER_KEY_EXCHANGE,
        BINDER,
        SELECTED_PSK,
        TRAFFIC_SECRET,
        UPDATED_SECRET,
        EXPORTER,
        KEY_AND_IV,
        MASTER_SECRET,
        OCSP,
    ];
}

/// A claim that is to be made: its kind, and its words.
#[derive(Clone, Debug)]
pub struct Claim {
    about: &'static str,
    words: Sentence,
}

impl From<(&'static str, Sentence)> for Claim {
    fn from((about, words): (&'static str, Sentence)) -> Self {
        Self { about, words }
    }
}

/// Whether a claim holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Recomputed, and equal.
    Proven,
    /// Something that the proof needs is missing: what.
    NotProvable(Sentence),
    /// Recomputed, and not equal: what differs.
    False(Sentence),
}

impl Proof {
    /// The claim is true if `holds`. If it is not, `otherwise` says why it is false.
    pub fn judged(claim: impl Into<Claim>, holds: bool, otherwise: Sentence) -> Self {
        let verdict = if holds { Verdict::Proven } else { Verdict::False(otherwise) };
        let Claim { about, words } = claim.into();
        Self { about, claim: words, verdict }
    }

    /// The claim is true.
    pub fn proven(claim: impl Into<Claim>) -> Self {
        let Claim { about, words } = claim.into();
        Self { about, claim: words, verdict: Verdict::Proven }
    }

    /// The claim cannot be proven here.
    pub fn missing(claim: impl Into<Claim>, why: Sentence) -> Self {
        let Claim { about, words } = claim.into();
        Self { about, claim: words, verdict: Verdict::NotProvable(why) }
    }

    /// The claim and its verdict, as a line in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> String {
        let claim = self.claim.clone();
        let line = match &self.verdict {
            Verdict::Proven => say!("proven: {0}", claim),
            Verdict::NotProvable(why) => say!("not provable here: {0} ({1})", claim, why.clone()),
            Verdict::False(why) => say!("FALSE: {0} ({1})", claim, why.clone()),
        };
        line.of(lang).into_owned()
    }
}

/// In English.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of(Lang::En))
    }
}

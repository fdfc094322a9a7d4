//! Proofs: what can be recomputed from the bytes and the secrets of a session.

use std::borrow::Cow;
use std::fmt;

/// One claim about a session, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which kind of claim it is, by the id of the text about it: one of [`about`].
    pub about: &'static str,
    /// What is claimed: `Finished: verify_data is the HMAC of the transcript`.
    pub claim: Cow<'static, str>,
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
    /// All of them.
    pub const ALL: [&str; 10] = [
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
    ];
}

/// A claim that is to be made: its kind, and its words.
#[derive(Clone, Debug)]
pub struct Claim {
    about: &'static str,
    words: Cow<'static, str>,
}

impl<T: Into<Cow<'static, str>>> From<(&'static str, T)> for Claim {
    fn from((about, words): (&'static str, T)) -> Self {
        Self { about, words: words.into() }
    }
}

/// Whether a claim holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Recomputed, and equal.
    Proven,
    /// Something that the proof needs is missing: what.
    NotProvable(Cow<'static, str>),
    /// Recomputed, and not equal: what differs.
    False(Cow<'static, str>),
}

impl Proof {
    /// The claim is true if `holds`. If it is not, `otherwise` says why it is false.
    pub fn of(claim: impl Into<Claim>, holds: bool, otherwise: &'static str) -> Self {
        let verdict = if holds { Verdict::Proven } else { Verdict::False(otherwise.into()) };
        let Claim { about, words } = claim.into();
        Self { about, claim: words, verdict }
    }

    /// The claim cannot be proven here.
    pub fn missing(claim: impl Into<Claim>, why: impl Into<Cow<'static, str>>) -> Self {
        let Claim { about, words } = claim.into();
        Self { about, claim: words, verdict: Verdict::NotProvable(why.into()) }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.verdict {
            Verdict::Proven => write!(f, "proven: {}", self.claim),
            Verdict::NotProvable(why) => write!(f, "not provable here: {} ({why})", self.claim),
            Verdict::False(why) => write!(f, "FALSE: {} ({why})", self.claim),
        }
    }
}

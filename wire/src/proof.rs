//! Proofs: what can be recomputed from the bytes and the secrets of a session.

use std::borrow::Cow;
use std::fmt;

/// One claim about a session, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What is claimed: `Finished: verify_data is the HMAC of the transcript`.
    pub claim: Cow<'static, str>,
    /// Whether it holds.
    pub verdict: Verdict,
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
    pub fn of(claim: impl Into<Cow<'static, str>>, holds: bool, otherwise: &'static str) -> Self {
        let verdict = if holds { Verdict::Proven } else { Verdict::False(otherwise.into()) };
        Self { claim: claim.into(), verdict }
    }

    /// The claim cannot be proven here.
    pub fn missing(claim: impl Into<Cow<'static, str>>, why: impl Into<Cow<'static, str>>) -> Self {
        Self { claim: claim.into(), verdict: Verdict::NotProvable(why.into()) }
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

//! The steps of a key schedule (RFC 8446 section 7.1, RFC 5246 sections 6.3 and 8.1): what each value is computed
//! from, and how.
//!
//! A session reports them if it is asked to ([`crate::Session::explain_keys`]). Steps have names, by which later
//! steps refer to them. A name that comes again (after a Hello Retry Request, in a renegotiation) means the newest.
//!
//! | name | what it is |
//! | --- | --- |
//! | `psk[N]`, `ecdhe_secret`, `premaster_secret` | what the schedule starts from |
//! | `early_secret`, `early_secret[N]` | without a PSK; with that of identity N |
//! | `binder_key[N]`, `binder_finished_key[N]`, `binder[N]` | the proof that the client has the PSK |
//! | `derived_early_secret`, `derived_handshake_secret` | the salts of the next two |
//! | `handshake_secret`, `master_secret` | |
//! | `client_early_traffic_secret` | |
//! | `client_handshake_traffic_secret`, `client_application_traffic_secret_N` | and the same with `server` |
//! | `client_handshake_key`, `client_handshake_iv`, … | of each traffic secret |
//! | `client_finished_key`, `client_finished`, … | of a Finished, and its `verify_data` |
//! | `early_exporter_master_secret`, `exporter_master_secret` | |
//! | `resumption_master_secret`, `resumption_psk[N]` | the PSK of the session's Nth ticket |
//! | `key_block` | of TLS 1.2, cut into `client_key_0`, `client_iv_0`, … (0: before any renegotiation) |

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use texts::Sentence;

use crate::model::{Direction, Epoch};

/// One step.
#[derive(Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: Cow<'static, str>,
    /// The number of the message after which both ends can make it.
    pub message: u64,
    /// Where it is specified: `RFC 8446 section 7.1`.
    pub source: &'static str,
    /// The hash of the cipher suite, with which it is made: `SHA-256`.
    pub hash: &'static str,
    /// How it is made.
    pub function: Function,
    /// What it makes.
    pub output: Output,
    /// The records that a key or IV protects, or that a secret's keys do.
    pub protects: Option<(Direction, Epoch)>,
    /// Of a pre-shared key: what it goes by.
    pub ticket: Option<Box<Ticket>>,
}

/// What a pre-shared key goes by: the ticket that the server has given out for it, or the identity that the client
/// offers.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its bytes.
    pub identity: Vec<u8>,
    /// Of an identity: which step has made the key, if an earlier session of the same capture has given out this very
    /// ticket for this very key.
    pub origin: Option<Origin>,
}

/// A step of another session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The number of the session in its capture.
    pub session: u64,
    /// The name of the step: `resumption_psk[1]`.
    pub name: Cow<'static, str>,
}

impl Step {
    /// Where a pre-shared key comes from, if that is known.
    pub fn origin(&self) -> Option<&Origin> {
        self.ticket.as_ref()?.origin.as_ref()
    }

    /// The name of the value that it is expanded from. What is given or extracted stands on the main line.
    pub fn parent(&self) -> Option<&str> {
        match &self.function {
            Function::Given | Function::Extract { .. } => None,
            Function::ExpandLabel { secret, .. } | Function::Prf { secret, .. } => Some(&secret.name),
            Function::Hmac { key, .. } => Some(&key.name),
            Function::Part { whole, .. } => Some(&whole.name),
        }
    }
}

/// A value, or why it is not known.
pub type Known = Result<Vec<u8>, Sentence>;

/// The output of a step before, or a constant.
#[derive(Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name; `zeros`: as many zero bytes as the hash is long.
    pub name: Cow<'static, str>,
    /// What it is.
    pub value: Known,
}

/// How a value is made.
#[derive(Clone, PartialEq, Eq)]
pub enum Function {
    /// It is not computed: it comes from a key exchange, from another session, or from the application.
    Given,
    /// HKDF-Extract (RFC 5869 section 2.2).
    Extract {
        /// The salt.
        salt: Input,
        /// The input keying material.
        ikm: Input,
    },
    /// HKDF-Expand-Label (RFC 8446 section 7.1). Derive-Secret is the same, with a transcript hash.
    ExpandLabel {
        /// The secret.
        secret: Input,
        /// The label, without `tls13 ` before it.
        label: &'static str,
        /// The context.
        context: Data,
        /// How many bytes are made.
        length: usize,
        /// The bytes of the HkdfLabel, which HKDF-Expand takes as its info; empty if the context is not known.
        info: Vec<u8>,
    },
    /// HMAC (RFC 2104), for a Finished and a binder (RFC 8446 section 4.4.4).
    Hmac {
        /// The key.
        key: Input,
        /// What is authenticated.
        data: Data,
    },
    /// The PRF of TLS 1.2 (RFC 5246 section 5).
    Prf {
        /// The secret.
        secret: Input,
        /// The label.
        label: &'static str,
        /// The seed.
        seed: Data,
        /// How many bytes are made.
        length: usize,
    },
    /// A part of a longer value.
    Part {
        /// The whole.
        whole: Input,
        /// Its bytes.
        range: Range<usize>,
    },
}

/// What a function takes beside its secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Data {
    /// Nothing.
    Empty,
    /// The hash of messages (RFC 8446 section 4.4.1).
    Transcript {
        /// Their numbers, in order; none: the hash of nothing. If the second is a Hello Retry Request, the first one is
        /// replaced by its hash.
        messages: Vec<u64>,
        /// Whether the last one counts only up to its binders.
        truncated: bool,
        /// The hash.
        hash: Known,
    },
    /// The nonce of a ticket.
    Nonce(Vec<u8>),
    /// Both randoms, that of this side first.
    Randoms(Direction, Vec<u8>),
}

impl Data {
    /// Its bytes.
    pub fn bytes(&self) -> Known {
        match self {
            Self::Empty => Ok(Vec::new()),
            Self::Transcript { hash, .. } => hash.clone(),
            Self::Nonce(bytes) | Self::Randoms(_, bytes) => Ok(bytes.clone()),
        }
    }
}

/// What a step makes.
#[derive(Clone, PartialEq, Eq)]
pub enum Output {
    /// It was computed.
    Derived {
        /// The value.
        value: Vec<u8>,
        /// Whether the session says the same: its key log of a secret, its message of a Finished or a binder. `None`:
        /// it says nothing of it.
        agrees: Option<bool>,
    },
    /// The key log has it, and it cannot be computed: why.
    Logged {
        /// The value.
        value: Vec<u8>,
        /// Why it cannot be computed.
        why: Sentence,
    },
    /// It is known from elsewhere.
    Given(Vec<u8>),
    /// It is not known: why.
    Unknown(Sentence),
}

impl Output {
    /// The value.
    pub fn value(&self) -> Option<&[u8]> {
        match self {
            Self::Derived { value, .. } | Self::Logged { value, .. } | Self::Given(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

/// The hash of a handshake's messages after one of them, known as soon as the hash is agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptHash {
    /// The number of that message.
    pub message: u64,
    /// The name of the hash.
    pub hash: &'static str,
    /// Its value.
    pub value: Vec<u8>,
}

/// Leaves all values out: debugging output should not let anyone open the session.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step")
            .field("name", &self.name)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

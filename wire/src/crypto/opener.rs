//! Opening the records of one direction in one epoch, whatever protects them.

use std::fmt;

use texts::{Sentence, say};

use super::aead::AeadOpener;
use super::mac::MacOpener;
use super::plaintext::{Options, Plaintext};
use super::suite::{Bulk, SideKeys, Suite};

/// Opens the records of one direction in one epoch.
pub(crate) struct Opener {
    kind: Kind,
    suite: Suite,
    /// The number of the next record.
    pub(crate) sequence: u64,
}

enum Kind {
    Aead(Box<AeadOpener>),
    Mac(Box<MacOpener>),
}

/// Leaves the key out.
impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opener").field("suite", &self.suite).finish_non_exhaustive()
    }
}

impl Opener {
    /// `Err`: why it cannot be made.
    pub(crate) fn new(suite: Suite, keys: &SideKeys, options: Options) -> Result<Self, Sentence> {
        let kind = match suite.bulk {
            Bulk::Aead(..) => {
                let opener = AeadOpener::new(suite, keys).ok_or(say!("OpenSSL cannot make its key"))?;
                Kind::Aead(Box::new(opener))
            }
            _ => Kind::Mac(Box::new(MacOpener::new(suite, keys, options)?)),
        };
        Ok(Self { kind, suite, sequence: 0 })
    }

    /// For a suite that does not encrypt: reads its records without their key. Their MACs are not checked: why.
    pub(crate) fn unchecked(suite: Suite, options: Options, why: Sentence) -> Self {
        let kind = Kind::Mac(Box::new(MacOpener::unchecked(suite, options, why)));
        Self { kind, suite, sequence: 0 }
    }

    /// Whether its records have a tag; otherwise a MAC.
    pub(crate) fn has_aead(&self) -> bool {
        matches!(self.kind, Kind::Aead(_))
    }

    /// Opens the next record, `raw` with its header, before which up to so many others may be missing. `None`: its tag
    /// or its MAC does not hold, and the sequence number stays.
    pub(crate) fn open(&mut self, raw: &[u8], missing: u64) -> Option<Plaintext> {
        let mut numbers = self.sequence..=self.sequence.saturating_add(missing);
        let plaintext = match &mut self.kind {
            Kind::Aead(opener) => numbers.find_map(|number| opener.open(raw, number)),
            Kind::Mac(opener) => opener.open(raw, numbers),
        }?;
        self.sequence = plaintext.sequence.saturating_add(1);
        Some(plaintext)
    }

    /// Whether it opens this record as its first one. It is as new afterwards.
    pub(crate) fn opens(&mut self, raw: &[u8]) -> bool {
        let opens =
            self.open(raw, 0).is_some_and(|plaintext| plaintext.mac.is_none_or(|mac| mac.doubt.is_none()));
        self.sequence = 0;
        if let Kind::Mac(opener) = &mut self.kind {
            opener.restart();
        }
        opens
    }
}

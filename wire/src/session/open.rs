//! Opening records: which key protects one, whether that key is known, and what becomes of the record if it
//! is not.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::mem;

use names::codes::{TLS12, TLS13, content_type};

use crate::crypto::{Opener, Suite};
use crate::event::{Event, Key};
use crate::model::{Direction, Epoch};
use crate::proof::{Proof, about};
use crate::record::{Opened, Protection, Record};
use crate::secrets::label;

use super::handshake::{EarlyDataStatus, Handshake};
use super::keys::{Keys, Known, Secrets, SideKeys, TrafficKey, label_of};

/// How often secrets of early data are tried. The right one opens the first record.
const MAX_EARLY_DATA_FAILURES: u32 = 64;

/// What became of opening a record.
pub(super) enum Opening {
    Done(Protection),
    Wait,
}

fn undecrypted(why: impl Into<Cow<'static, str>>) -> Opening {
    Opening::Done(Protection::Undecrypted(why.into()))
}

/// One attempt to open a record, with all that it may need and change.
pub(super) struct Attempt<'a> {
    pub(super) handshake: &'a mut Handshake,
    pub(super) keys: &'a mut Keys,
    pub(super) secrets: &'a Secrets,
    /// Where a key is reported at its first record.
    pub(super) events: &'a mut VecDeque<Event>,
    /// Whether the record may wait for what comes later.
    pub(super) may_wait: bool,
}

impl<'a> Attempt<'a> {
    /// Opens a record if it is protected and its key is known.
    pub(super) fn open(&mut self, record: &mut Record) -> Opening {
        let outer = record.outer_type();
        let epoch = self.keys.of(record.direction).epoch;
        let protected = match self.handshake.version {
            // In TLS 1.3 protected records all look like application data; alerts may come in the clear at
            // any time.
            version if version >= TLS13 => outer == content_type::APPLICATION_DATA,
            0 => outer == content_type::APPLICATION_DATA, // early data, before the Server Hello
            _ => epoch != Epoch::Clear,
        };
        if !protected {
            return Opening::Done(Protection::Plain);
        }
        match epoch {
            Epoch::Early => self.open_early_data(record),
            // The Server Hello may still come, in a capture too.
            Epoch::Clear if !self.handshake.server_hello && !self.handshake.lost_hello && self.may_wait => {
                Opening::Wait
            }
            Epoch::Clear if self.handshake.lost_hello => {
                undecrypted("the capture has lost the Server Hello, without which there is no key for it")
            }
            Epoch::Clear => undecrypted("there is no key for it: no Server Hello of TLS 1.3 came before it"),
            epoch => self.open_in(record, epoch),
        }
    }

    /// Opens a record of the handshake or of application data.
    fn open_in(&mut self, record: &mut Record, epoch: Epoch) -> Opening {
        let direction = record.direction;
        if self.keys.of(direction).opener.is_none() {
            match self.make_opener(direction, epoch, record) {
                Ok(opener) => self.keys.of_mut(direction).opener = Some(opener),
                Err(_) if self.may_wait_for_secret() && self.handshake.suite().is_ok() => {
                    return Opening::Wait;
                }
                Err(why) => {
                    // The key log may have only the later secrets. The first record under them shows where
                    // they begin.
                    let later = match epoch {
                        Epoch::Handshake => self.open_and_enter(record, Epoch::Application(0)).ok().flatten(),
                        _ => None,
                    };
                    return later.map_or_else(|| undecrypted(why), Opening::Done);
                }
            }
        }
        let SideKeys { opener: Some(opener), lost, .. } = self.keys.of_mut(direction) else {
            return undecrypted("it has no key");
        };
        opener.sequence += mem::take(&mut lost.records);
        let sequence = opener.sequence;
        let protection = open_after(opener, record, epoch, lost.more);
        if protection.is_none() {
            opener.sequence = sequence + 1; // the sender has counted it
        }
        let gap = lost.more > 0;
        if protection.is_some() {
            lost.more = 0;
        } else if gap {
            // The keys may have changed where nothing was captured.
            if let (Epoch::Handshake, Ok(Some(later))) =
                (epoch, self.open_and_enter(record, Epoch::Application(0)))
            {
                return Opening::Done(later);
            }
            return undecrypted(
                "the capture has lost bytes before it, and with them the sequence number, or the key, that opens it",
            );
        }
        self.show_key(direction, protection.is_some());
        match protection {
            Some(protection) => Opening::Done(protection),
            None => undecrypted(format!(
                "its tag does not hold under the {direction}'s {epoch} key, sequence number {sequence}"
            )),
        }
    }

    /// Opens a record with the key of an epoch that its sender may have entered unseen. `Err`: that key is not
    /// known.
    fn open_and_enter(
        &mut self,
        record: &mut Record,
        epoch: Epoch,
    ) -> Result<Option<Protection>, Cow<'static, str>> {
        let direction = record.direction;
        let mut opener = self.make_opener(direction, epoch, record)?;
        let more = self.keys.of(direction).lost.more;
        let protection = open_after(&mut opener, record, epoch, more);
        if protection.is_some() {
            self.keys.enter(direction, epoch);
            self.keys.of_mut(direction).opener = Some(opener);
            self.show_key(direction, true);
        }
        Ok(protection)
    }

    /// Opens a record of a client that has offered early data: one of early data, or, once the server has
    /// refused that, the first one of the handshake.
    fn open_early_data(&mut self, record: &mut Record) -> Opening {
        let client = Direction::FromClient;
        if self.keys.of(client).opener.is_none() {
            self.keys.of_mut(client).opener = self.find_early_data_opener(record);
        }
        if let Some(opener) = &mut self.keys.of_mut(client).opener {
            let sequence = opener.sequence;
            if let Some(opened) = open_with(opener, record, Epoch::Early) {
                let of_handshake = record.inner.last() == Some(&content_type::HANDSHAKE);
                if of_handshake && self.handshake.early_data == EarlyDataStatus::Offered && self.may_wait {
                    // End Of Early Data answers what the server has said, which cannot be read yet.
                    opener.sequence = sequence;
                    record.inner.clear();
                    return Opening::Wait;
                }
                self.show_key(client, true);
                return Opening::Done(opened);
            }
        }
        // A server skips records that its handshake key does not open (RFC 8446 section 4.2.10), and so do
        // we. The end of undecrypted early data is found in the same way.
        let accepted = self.handshake.early_data == EarlyDataStatus::Accepted;
        if self.handshake.server_hello && (!accepted || self.keys.of(client).opener.is_none()) {
            match self.open_and_enter(record, Epoch::Handshake) {
                Ok(Some(opened)) => return Opening::Done(opened),
                Ok(None) => self.keys.of_mut(client).unshown = None, // its time has not come
                Err(_) if self.may_wait_for_secret() => return Opening::Wait,
                Err(_) => {}
            }
        }
        match self.handshake.early_data {
            EarlyDataStatus::Rejected => {
                undecrypted("early data that the server has refused: it skips the record, unread")
            }
            EarlyDataStatus::Offered if self.may_wait => Opening::Wait, // for the server to say
            _ if self.may_wait_for_secret() => Opening::Wait,
            _ => undecrypted("no CLIENT_EARLY_TRAFFIC_SECRET that opens it is known"),
        }
    }

    /// The key of early data. It belongs to the suite of the resumed session, which no message names: one of
    /// those offered whose hash has the length of the secret.
    fn find_early_data_opener(&mut self, record: &Record) -> Option<Opener> {
        let accepted = self.handshake.early_data == EarlyDataStatus::Accepted;
        let agreed = accepted.then(|| self.handshake.suite().ok()).flatten();
        let offered = agreed.map_or_else(|| self.handshake.early_data_suites.clone(), |suite| vec![suite]);
        if self.handshake.early_data_failures >= MAX_EARLY_DATA_FAILURES {
            return None;
        }
        for secret in self.known().all(label::CLIENT_EARLY_TRAFFIC_SECRET) {
            for suite in offered.iter().filter(|suite| suite.hash.len() == secret.len()) {
                let (key, iv) = suite.traffic_key(secret)?;
                let mut opener = Opener::new(*suite, TLS13, &key, &iv)?;
                if opener.opens(&record.raw) {
                    let side = self.keys.of_mut(Direction::FromClient);
                    side.secret = secret.to_vec();
                    side.unshown = Some(TrafficKey { suite: *suite, key, iv });
                    return Some(opener);
                }
                self.handshake.early_data_failures += 1;
            }
        }
        None
    }

    /// The key of one direction in one epoch, for its first record; `Err`: what is missing.
    fn make_opener(
        &mut self,
        direction: Direction,
        epoch: Epoch,
        record: &Record,
    ) -> Result<Opener, Cow<'static, str>> {
        let version = self.handshake.version;
        if version < TLS12 {
            let name = names::version(u64::from(version)).unwrap_or("this version");
            return Err(format!("{name} protects records without an AEAD, which is not read here").into());
        }
        let suite = self.handshake.suite()?;
        let label = if version >= TLS13 { label_of(direction, epoch) } else { label::CLIENT_RANDOM };
        let secrets = match epoch {
            Epoch::Application(1..) if version >= TLS13 => vec![self.keys.of(direction).secret.clone()],
            _ => self.secrets_of(label),
        };
        // A key log may contradict itself: two clients can have sent the same random. The record tells whose
        // secret is whose.
        let several = secrets.len() > 1;
        let what = if version >= TLS13 { "" } else { " secret" };
        let mut made = Err(format!("no {label}{what} of the session is known").into());
        for secret in secrets {
            let mut next = self.opener_of(direction, suite, secret);
            let opens = next.as_mut().is_ok_and(|(opener, ..)| several && opener.opens(&record.raw));
            if opens || made.is_err() {
                made = next;
            }
            if opens {
                break;
            }
        }
        let (opener, key, secret) = made?;
        let side = self.keys.of_mut(direction);
        side.secret = secret;
        side.unshown = Some(key);
        Ok(opener)
    }

    /// The opener and the key that are derived from a secret, and the secret.
    fn opener_of(
        &self,
        direction: Direction,
        suite: Suite,
        secret: Vec<u8>,
    ) -> Result<(Opener, TrafficKey, Vec<u8>), Cow<'static, str>> {
        const FAILED: &str = "OpenSSL cannot make its key";
        let version = self.handshake.version;
        let made = if version < TLS13 {
            self.handshake.key_block(&secret, direction == Direction::FromClient)
        } else if secret.len() == suite.hash.len() {
            suite.traffic_key(&secret)
        } else {
            let why = format!("the secret has {} bytes, not those of the suite's hash", secret.len());
            return Err(why.into());
        };
        let (key, iv) = made.ok_or(FAILED)?;
        let opener = Opener::new(suite, version, &key, &iv).ok_or(FAILED)?;
        Ok((opener, TrafficKey { suite, key, iv }, secret))
    }

    /// The secrets of that label: those in the key log, or else the derived one.
    fn secrets_of(&self, label: &str) -> Vec<Vec<u8>> {
        let derivation = self.handshake.derivation(self.secrets);
        let known: Vec<_> = derivation.known.all(label).map(<[u8]>::to_vec).collect();
        if known.is_empty() { derivation.secret(label).into_iter().collect() } else { known }
    }

    fn known(&self) -> Known<'a> {
        self.handshake.known(self.secrets)
    }

    /// Whether the record may wait for a secret.
    fn may_wait_for_secret(&self) -> bool {
        self.may_wait && self.secrets.may_come()
    }

    /// Reports a key at its first record, which it opens or not.
    fn show_key(&mut self, direction: Direction, opens: bool) {
        let side = self.keys.of_mut(direction);
        let Some(TrafficKey { suite, key, iv }) = side.unshown.take() else { return };
        let (epoch, secret) = (side.epoch, side.secret.clone());
        let tls13 = self.handshake.version >= TLS13 || epoch == Epoch::Early;
        let log = if tls13 { label_of(direction, epoch) } else { label::CLIENT_RANDOM };
        let (first, made) = if tls13 {
            let made = "the key and IV that HKDF-Expand-Label makes of the secret";
            let derivation = self.handshake.derivation(self.secrets);
            (derivation.prove_traffic_secret(direction, epoch, log, &secret, opens), made)
        } else {
            let why = "the key log does not tell the premaster secret that it is derived from";
            let made = "the key and IV that the PRF makes of the master secret and both randoms";
            (Proof::missing((about::MASTER_SECRET, "master secret"), why), made)
        };
        let made = (about::KEY_AND_IV, made);
        let proofs = vec![first, Proof::of(made, opens, "it does not open the first record under it")];
        let label = match epoch {
            Epoch::Application(generation @ 1..) if tls13 => format!("{log} + {generation}"),
            _ => log.to_owned(),
        };
        let suite = suite.code;
        self.events.push_back(Event::Key(Key { direction, epoch, label, secret, key, iv, suite, proofs }));
    }
}

/// Opens a record before which so many others may be missing, at most.
fn open_after(opener: &mut Opener, record: &mut Record, epoch: Epoch, missing: u64) -> Option<Protection> {
    let first = opener.sequence;
    (0..=missing).find_map(|count| {
        opener.sequence = first + count;
        open_with(opener, record, epoch)
    })
}

/// Opens a record; `None` leaves it as it is.
fn open_with(opener: &mut Opener, record: &mut Record, epoch: Epoch) -> Option<Protection> {
    let sequence = opener.sequence;
    let plaintext = opener.open(&record.raw)?;
    record.inner = plaintext.inner;
    let (content_type, padding) = if record.version >= TLS13 || epoch == Epoch::Early {
        record.version = record.version.max(TLS13);
        // RFC 8446 section 5.4: the type is the last byte that is not zero.
        let end = record.inner.iter().rposition(|byte| *byte != 0);
        let content_type = end.and_then(|end| record.inner.get(end)).copied().unwrap_or_default();
        (content_type, record.inner.len().saturating_sub(end.map_or(1, |end| end + 1)))
    } else {
        (record.outer_type(), 0)
    };
    Some(Protection::Opened(Opened {
        epoch,
        sequence,
        nonce: plaintext.nonce,
        additional_data: plaintext.additional_data,
        explicit_nonce: plaintext.explicit_nonce,
        tag: plaintext.tag,
        content_type,
        padding,
    }))
}

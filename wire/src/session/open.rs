//! Opening records: which key protects one, whether that key is known, and what becomes of the record if it
//! is not.

use std::collections::VecDeque;
use std::mem;

use names::codes::{TLS13, compression, content_type, is_before_tls13, is_tls13};
use texts::{Sentence, say};

use crate::crypto::{Opener, Options, SideKeys, Suite};
use crate::event::{Event, Key};
use crate::model::{Direction, Epoch};
use crate::proof::{Proof, about};
use crate::record::{Opened, Protection, Record};
use crate::secrets::label;

use super::clear::{self, Before};
use super::handshake::{EarlyDataStatus, Handshake};
use super::key_schedule::NOTHING_SHARED;
use super::keys::{Keys, Known, Secrets, TrafficKey, label_of};

/// How often secrets of early data are tried. The right one opens the first record.
const MAX_EARLY_DATA_FAILURES: u32 = 64;

/// What became of opening a record.
pub(super) enum Opening {
    Done(Protection),
    Wait,
}

fn undecrypted(why: Sentence) -> Opening {
    Opening::Done(Protection::Undecrypted(why))
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
    /// What its sender has sent before it.
    pub(super) before: Before<'a>,
}

const NO_SERVER_HELLO: Sentence =
    say!("no Server Hello has been seen, so neither the version nor the cipher suite is known");

const LOST_SERVER_HELLO: Sentence =
    say!("the capture has lost the Server Hello, and with it the version and the cipher suite");

const NO_CLIENT_HELLO: Sentence =
    say!("the Client Hello has not been seen: without its random, no secret of a key log can be found");

impl<'a> Attempt<'a> {
    /// Opens a record if it is protected and its key is known.
    pub(super) fn open(&mut self, record: &mut Record) -> Opening {
        let outer = record.outer_type();
        let epoch = self.keys.of(record.direction).epoch;
        let version = self.handshake.version;
        let protected = if is_tls13(version) {
            // Protected records all look like application data; alerts may come in the clear at any time.
            outer == content_type::APPLICATION_DATA
        } else if is_before_tls13(version) && self.knows_state_of(record.direction) {
            epoch != Epoch::Clear
        } else {
            !clear::can_be_clear(outer, record.fragment(), self.before)
        };
        if !protected {
            return Opening::Done(Protection::Plain);
        }
        match epoch {
            Epoch::Early => self.open_early_data(record),
            // The Server Hello may still come, in a capture too.
            Epoch::Clear if self.may_wait && !self.handshake.server_hello && !self.handshake.lost_hello => {
                Opening::Wait
            }
            Epoch::Clear => self.without_change(record),
            epoch => self.open_in(record, epoch),
        }
    }

    /// Whether it is known of every Change Cipher Spec of a side whether it has come.
    fn knows_state_of(&self, direction: Direction) -> bool {
        let side = self.keys.of(direction);
        self.handshake.has_seen_start_of(direction) && (side.epoch != Epoch::Clear || side.lost.is_none())
    }

    /// Why it is not known how a record is protected.
    fn why_unknown(&self) -> Sentence {
        let version = self.handshake.version;
        match version {
            0 if self.handshake.lost_hello => LOST_SERVER_HELLO,
            0 => NO_SERVER_HELLO,
            _ if self.handshake.client_random.is_none() => NO_CLIENT_HELLO,
            _ => self
                .handshake
                .suite()
                .map_or_else(|why| why, |_| say!("nothing before it brings a key into use")),
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
                    let Some(suite) = self.handshake.suite().ok().filter(|suite| suite.is_null()) else {
                        return self.without_key(record, epoch, why);
                    };
                    // Anyone can read it.
                    let opener = Opener::unchecked(suite, self.handshake.options, why);
                    self.keys.of_mut(direction).opener = Some(opener);
                }
            }
        }
        let side = self.keys.of_mut(direction);
        let Some(opener) = &mut side.opener else {
            return undecrypted(say!("it has no key"));
        };
        opener.sequence += mem::take(&mut side.lost.records);
        let (sequence, missing) = (opener.sequence, side.lost.more);
        let protection = open_with(opener, record, epoch, missing);
        let holds = protection.as_ref().is_some_and(|protection| match protection {
            Protection::Opened(Opened { mac: Some(mac), .. }) => mac.doubt.is_none(),
            _ => true,
        });
        if holds {
            side.lost.more = 0;
        }
        if protection.is_none() {
            opener.sequence = sequence + 1; // the sender has counted it
            if let Some(inflater) = &mut side.inflater {
                inflater.lose();
            }
            if missing > 0 {
                return self.after_gap(record, epoch);
            }
        }
        let aead = opener.has_aead();
        self.show_key(direction, holds);
        match protection {
            Some(protection) => self.decompress(record, protection),
            None if aead => undecrypted(say!(
                "its tag does not hold under the {0}'s {1} key, sequence number {2}",
                direction,
                epoch,
                sequence
            )),
            None => undecrypted(say!(
                "its MAC or its padding does not hold under the {0}'s {1} key, sequence number {2}",
                direction,
                epoch,
                sequence
            )),
        }
    }

    /// A gap before a record that its key does not open: the keys may have changed where nothing was captured.
    fn after_gap(&mut self, record: &mut Record, epoch: Epoch) -> Opening {
        let why = say!("the capture has lost bytes before it, and with them its sequence number or its key");
        self.without_key(record, epoch, why)
    }

    /// A record that is protected before anything brings a key into use. The capture may have lost what did.
    fn without_change(&mut self, record: &mut Record) -> Opening {
        let later = if self.keys.of(record.direction).lost.is_none() {
            None
        } else {
            self.open_and_enter(record, Epoch::Application(0)).ok().flatten()
        };
        later.map_or_else(|| undecrypted(self.why_unknown()), Opening::Done)
    }

    /// The key log may have only the later secrets. The first record under them shows where they begin.
    fn without_key(&mut self, record: &mut Record, epoch: Epoch, why: Sentence) -> Opening {
        let later = match epoch {
            Epoch::Handshake => self.open_and_enter(record, Epoch::Application(0)).ok().flatten(),
            _ => None,
        };
        later.map_or_else(|| undecrypted(why), Opening::Done)
    }

    /// The content of an opened record may be compressed before TLS 1.3.
    fn decompress(&mut self, record: &mut Record, protection: Protection) -> Opening {
        let method = self.handshake.compression;
        let Protection::Opened(mut opened) = protection else { return Opening::Done(protection) };
        if method == 0 || is_tls13(self.handshake.version) {
            return Opening::Done(Protection::Opened(opened));
        }
        let compressed = opened.mac.as_ref().map_or(0..record.inner.len(), |mac| mac.content.clone());
        let content = if method == u64::from(compression::DEFLATE) {
            let inflater = self.keys.of_mut(record.direction).inflater.get_or_insert_default();
            inflater.next(record.inner.get(compressed).unwrap_or_default())
        } else {
            Err(say!("it is compressed by method {0}, which is not read here", method))
        };
        match content {
            Ok(content) => {
                opened.decompressed = Some(content);
                Opening::Done(Protection::Opened(opened))
            }
            Err(why) => {
                record.inner.clear();
                undecrypted(why)
            }
        }
    }

    /// Opens a record with the key of an epoch that its sender may have entered unseen. `Err`: that key is not
    /// known.
    fn open_and_enter(&mut self, record: &mut Record, epoch: Epoch) -> Result<Option<Protection>, Sentence> {
        let direction = record.direction;
        let mut opener = self.make_opener(direction, epoch, record)?;
        let missing = self.keys.of(direction).lost.more;
        let protection = open_with(&mut opener, record, epoch, missing);
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
            if let Some(opened) = open_with(opener, record, Epoch::Early, 0) {
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
                undecrypted(say!("early data that the server has refused: it skips the record, unread"))
            }
            EarlyDataStatus::Offered if self.may_wait => Opening::Wait, // for the server to say
            _ if self.may_wait_for_secret() => Opening::Wait,
            _ => undecrypted(say!("no CLIENT_EARLY_TRAFFIC_SECRET that opens it is known")),
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
                let keys = suite.traffic_key(secret)?;
                let mut opener = Opener::new(*suite, &keys, Options::default()).ok()?;
                if opener.opens(&record.raw) {
                    let side = self.keys.of_mut(Direction::FromClient);
                    side.secret = secret.to_vec();
                    side.unshown = Some(TrafficKey { suite: *suite, keys });
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
    ) -> Result<Opener, Sentence> {
        let version = self.handshake.version;
        let suite = self.handshake.suite()?;
        let tls13 = is_tls13(version);
        let label = if tls13 { label_of(direction, epoch) } else { label::CLIENT_RANDOM };
        let secrets = match epoch {
            Epoch::Application(1..) if tls13 => vec![self.keys.of(direction).secret.clone()],
            _ => self.secrets_of(label),
        };
        // A key log may contradict itself: two clients can have sent the same random. The record tells whose
        // secret is whose.
        let several = secrets.len() > 1;
        let mut made = Err(self.why_no_secret(label));
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

    /// Why no secret of this label is known.
    fn why_no_secret(&self, label: &'static str) -> Sentence {
        let tls13 = is_tls13(self.handshake.version);
        if self.handshake.client_random.is_none() {
            NO_CLIENT_HELLO
        } else if tls13 && self.handshake.server_hello && !self.handshake.schedule.agrees() {
            NOTHING_SHARED
        } else if tls13 {
            say!("no {0} of the session is known", label)
        } else {
            say!("no {0} secret of the session is known", label)
        }
    }

    /// The opener and the key that are derived from a secret, and the secret.
    fn opener_of(
        &self,
        direction: Direction,
        suite: Suite,
        secret: Vec<u8>,
    ) -> Result<(Opener, TrafficKey, Vec<u8>), Sentence> {
        const FAILED: Sentence = say!("OpenSSL cannot make its key");
        let version = self.handshake.version;
        let made = if !is_tls13(version) {
            self.handshake.key_block(&secret, direction == Direction::FromClient)
        } else if secret.len() == suite.hash.len() {
            suite.traffic_key(&secret)
        } else {
            return Err(say!("the secret has {0} bytes, not those of the suite's hash", secret.len()));
        };
        let keys = made.ok_or(FAILED)?;
        let options = if is_tls13(version) { Options::default() } else { self.handshake.options };
        let opener = Opener::new(suite, &keys, options)?;
        Ok((opener, TrafficKey { suite, keys }, secret))
    }

    /// The secrets of that label: those in the key log, or else the derived ones.
    fn secrets_of(&self, label: &str) -> Vec<Vec<u8>> {
        let derivation = self.handshake.derivation(self.secrets);
        let known: Vec<_> = derivation.known.all(label).map(<[u8]>::to_vec).collect();
        if known.is_empty() && label == label::CLIENT_RANDOM {
            let premasters = self.handshake.premasters(derivation.known);
            return premasters.iter().filter_map(|premaster| self.handshake.master(premaster).ok()).collect();
        }
        if known.is_empty() { derivation.secret(label).into_iter().collect() } else { known }
    }

    /// Whether the master secret of TLS 1.2 follows from the premaster secret.
    fn prove_master_secret(&self, secret: &[u8]) -> Proof {
        let premasters = self.handshake.premasters(self.known());
        let [first, ..] = premasters.as_slice() else {
            let why = if self.handshake.is_full() {
                say!("the key log does not tell the premaster secret that it is derived from")
            } else {
                say!("it is that of the session which is resumed")
            };
            return Proof::missing((about::MASTER_SECRET, say!("master secret")), why);
        };
        let claim =
            (about::MASTER_SECRET, say!("the master secret is what the PRF makes of the premaster secret"));
        if let Err(why) = self.handshake.master(first) {
            return Proof::missing(claim, why);
        }
        let follows = |premaster: &Vec<u8>| self.handshake.master(premaster).is_ok_and(|one| one == secret);
        Proof::judged(claim, premasters.iter().any(follows), say!("another one follows from it"))
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
        let Some(TrafficKey { suite, keys }) = side.unshown.take() else { return };
        let (epoch, secret) = (side.epoch, side.secret.clone());
        let tls13 = is_tls13(self.handshake.version) || epoch == Epoch::Early;
        let log = if tls13 { label_of(direction, epoch) } else { label::CLIENT_RANDOM };
        // Only a secret of a key log is known for sure: one that was derived here is as good as the messages.
        let derived = self.known().all(log).next().is_none();
        let doubt =
            self.handshake.derivation(self.secrets).doubt.filter(|_| derived && tls13 && !opens).cloned();
        let (first, made) = if tls13 {
            let made = say!("the key and IV that HKDF-Expand-Label makes of the secret");
            let derivation = self.handshake.derivation(self.secrets);
            (derivation.prove_traffic_secret(direction, epoch, log, &secret, opens), made)
        } else {
            let made = say!("the key and IV that the PRF makes of the master secret and both randoms");
            (self.prove_master_secret(&secret), made)
        };
        let made = (about::KEY_AND_IV, made);
        let second = match doubt {
            Some(why) => Proof::missing(made, why),
            None => Proof::judged(made, opens, say!("it does not open the first record under it")),
        };
        let proofs = vec![first, second];
        let label = match epoch {
            Epoch::Application(generation @ 1..) if tls13 => format!("{log} + {generation}"),
            _ => log.to_owned(),
        };
        let (suite, SideKeys { mac: mac_key, key, iv }) = (suite.code, keys);
        let key = Key { direction, epoch, label, secret, mac_key, key, iv, suite, proofs };
        self.events.push_back(Event::Key(key));
    }
}

/// Opens a record before which up to so many others may be missing; `None` leaves it as it is.
fn open_with(opener: &mut Opener, record: &mut Record, epoch: Epoch, missing: u64) -> Option<Protection> {
    let plaintext = opener.open(&record.raw, missing)?;
    let sequence = plaintext.sequence;
    record.inner = plaintext.inner;
    let (content_type, padding) = if is_tls13(record.version) || epoch == Epoch::Early {
        if !is_tls13(record.version) {
            record.version = TLS13; // no version is agreed on yet
        }
        // RFC 8446 section 5.4: the type is the last byte that is not zero.
        let end = record.inner.iter().rposition(|byte| *byte != 0);
        let content_type = end.and_then(|end| record.inner.get(end)).copied().unwrap_or_default();
        (content_type, record.inner.len().saturating_sub(end.map_or(1, |end| end + 1)))
    } else {
        // Of CBC, the last byte counts those before it.
        let end = plaintext.mac.as_ref().map_or(record.inner.len(), |mac| mac.mac.end.max(mac.content.end));
        (record.outer_type(), record.inner.len().saturating_sub(end + 1))
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
        mac: plaintext.mac,
        decompressed: None,
    }))
}

//! Which pre-shared key of a session is that of a ticket which an earlier session of the same capture has given out.

use std::collections::HashMap;

use openssl::sha::sha256;

use crate::derivation::{Function, Origin, Step};

/// How many tickets are remembered.
const MAX_TICKETS: usize = 1 << 16;

/// The tickets of a capture whose keys are known.
#[derive(Default)]
pub(super) struct Tickets {
    /// By their hashes, as a ticket may be long: where each comes from, and its key.
    given: HashMap<[u8; 32], (Origin, Vec<u8>)>,
}

impl Tickets {
    /// The next step of a session. Remembers a ticket that is given out, and says of one that is used whose it is: its
    /// bytes and its key must both be the same, as an identity alone proves nothing.
    pub(super) fn take(&mut self, session: u64, step: &mut Step) {
        let (Some(ticket), Some(key)) = (step.ticket.as_deref_mut(), step.output.value()) else { return };
        if ticket.identity.is_empty() {
            return;
        }
        let hash = sha256(&ticket.identity);
        if step.function == Function::Given {
            let known = self.given.get(&hash).filter(|(_, known)| known == key);
            ticket.origin = known.map(|(origin, _)| origin.clone());
        } else if self.given.len() < MAX_TICKETS {
            let origin = Origin { session, name: step.name.clone() };
            self.given.insert(hash, (origin, key.to_vec()));
        }
    }
}

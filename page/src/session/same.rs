//! Values that stand in several places: randoms, an echoed session id, a ticket that comes back as an identity.

use std::collections::HashMap;

use wire::fields::Value;

use super::recorded::Recorded;
use super::scope::{self, Scope};
use super::tree::Row;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) anchor: String,
    pub(super) name: String,
}

/// Values that stand in more than one place.
#[derive(Debug, Default)]
pub(super) struct Same {
    places: HashMap<Vec<u8>, Vec<Place>>,
}

/// The length of a value, in bytes, from which it is no accident that it comes again.
const LEAST: usize = 8;

impl Same {
    /// All values of some sessions.
    pub(super) fn of<'a>(sessions: impl Iterator<Item = (&'a Recorded, Scope)>) -> Self {
        let mut same = Self::default();
        for (session, scope) in sessions {
            for message in session.messages() {
                let root = scope.message(message.number);
                let tree = message.tree();
                let title = message.title();
                for leaf in Row::of(&tree, &root).leaves() {
                    let bytes = leaf.field.bytes(&message.bytes);
                    if leaf.field.value == Value::Bytes && says(bytes) {
                        let name = format!("{}{title}: {}", scope.name(), leaf.field.label.name);
                        same.add(bytes, Place { anchor: leaf.anchor.clone(), name });
                    }
                }
            }
            for (anchor, step) in scope::anchored(session, scope) {
                if let Some(value) = step.output.value().filter(|value| says(value)) {
                    same.add(value, Place { anchor, name: format!("{}{}", scope.name(), step.name) });
                }
            }
        }
        same.places.retain(|_, places| places.len() > 1);
        same
    }

    fn add(&mut self, bytes: &[u8], place: Place) {
        self.places.entry(bytes.to_vec()).or_default().push(place);
    }

    /// The other places of a value that stands at an anchor.
    pub(super) fn others<'a>(&'a self, bytes: &[u8], anchor: &'a str) -> impl Iterator<Item = &'a Place> {
        let places = self.places.get(bytes).map_or(&[][..], Vec::as_slice);
        places.iter().filter(move |place| place.anchor != anchor)
    }
}

/// Whether bytes are long enough, and not all the same.
fn says(bytes: &[u8]) -> bool {
    bytes.len() >= LEAST && bytes.iter().any(|byte| Some(byte) != bytes.first())
}

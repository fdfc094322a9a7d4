//! `--message NAME`: which messages of a capture are shown.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::str::FromStr;

use wire::message::{Kind, Message};

/// The name of a message, as in "Client Hello", `ClientHello` and `client_hello`, or its number (1).
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    text: String,
    key: String,
    number: Option<u8>,
}

impl FromStr for Wanted {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self { text: text.to_owned(), key: key(text), number: text.parse().ok() })
    }
}

impl Wanted {
    /// As it was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    fn is(&self, message: &Message) -> bool {
        match (self.number, &message.kind) {
            (Some(number), Kind::Handshake(kind)) => number == *kind,
            (Some(_), _) => false,
            (None, _) => {
                let title = message.title();
                self.key == key(&title) || self.key == key(name(&title))
            }
        }
    }
}

/// Chooses messages, and remembers what there was to choose from.
#[derive(Debug)]
pub(crate) struct Choice {
    wanted: Option<Wanted>,
    found: bool,
    /// The names of the messages that were not chosen.
    others: BTreeSet<String>,
}

impl Choice {
    /// Chooses the messages `wanted`, or all.
    pub(crate) fn new(wanted: Option<Wanted>) -> Self {
        Self { wanted, found: false, others: BTreeSet::new() }
    }

    /// Whether everything is shown, not messages alone.
    pub(crate) fn is_everything(&self) -> bool {
        self.wanted.is_none()
    }

    /// Whether a message is shown.
    pub(crate) fn takes(&mut self, message: &Message) -> bool {
        let Some(wanted) = &self.wanted else { return true };
        let taken = wanted.is(message);
        self.found |= taken;
        if !taken {
            self.others.insert(name(&message.title()).to_owned());
        }
        taken
    }

    /// If no message was what is wanted: that name, and the names that there are.
    pub(crate) fn missed(&self) -> Option<(&str, String)> {
        let wanted = self.wanted.as_ref().filter(|_| !self.found)?;
        let names: Vec<_> = self.others.iter().map(String::as_str).collect();
        Some((wanted.text(), names.join(", ")))
    }
}

/// `Alert` of `Alert (Warning: Close Notify)`.
fn name(title: &str) -> &str {
    title.split(" (").next().unwrap_or(title)
}

/// What is compared: letters and digits, small.
fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one() {
        for spelling in ["Client Hello", "ClientHello", "client_hello", "CLIENT-HELLO", "client hello"] {
            assert_eq!(key(spelling), "clienthello");
        }
        assert_eq!(name("Alert (Fatal: Handshake Failure)"), "Alert");
        assert_eq!("1".parse::<Wanted>().unwrap().number, Some(1));
        assert_eq!("300".parse::<Wanted>().unwrap().number, None);
    }
}

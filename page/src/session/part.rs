//! What all parts of a session's page have in common.

use maud::{Markup, html};

use super::facts::Facts;
use super::glossary::Glossary;
use super::recorded::Recorded;
use super::same::Same;
use super::scope::Scope;
use crate::words::Words;

/// How a page is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Leaves keys, secrets and application data out.
    pub redact: bool,
}

/// Where sessions stand on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One, which gives the page its title.
    Alone,
    /// One, below the title of the page.
    Below,
    /// Several, below the title of the page. Their anchors begin with their numbers.
    Several,
}

/// What all sections of a session are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    pub(super) session: &'a Recorded,
    pub(super) facts: &'a Facts,
    pub(super) scope: Scope,
    pub(super) same: &'a Same,
    pub(super) glossary: &'a Glossary,
    pub(super) place: Place,
    pub(super) options: Options,
}

impl Page<'_> {
    /// A section with its heading and anchor.
    pub(super) fn section(&self, anchor: &str, heading: &Words, body: &Markup) -> Markup {
        html! { section id=(self.scope.anchor(anchor)) { h2 { (heading) } (body) } }
    }
}

/// What only the two ends see, and what everyone sees in its place.
pub(super) fn protected(inside: &Markup, outside: &Markup) -> Markup {
    html! { div.hid { (inside) } div.pub { (outside) } }
}

//! Extensions and the fields in them, by topic.

pub(crate) mod certificates;
pub(crate) mod hello;
pub(crate) mod key_exchange;
pub(crate) mod names;
pub(crate) mod other;
pub(crate) mod psk;

//! What sessions of today hardly have: the tests make these messages by hand.

pub(crate) mod certificates;
pub(crate) mod extensions;
pub(crate) mod messages;
pub(crate) mod names;
pub(crate) mod ocsp;

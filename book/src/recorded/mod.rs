//! Sessions of finished captures, as far as they are compared and shown together.

pub(crate) mod difference;
mod session;

pub(crate) use session::Session;

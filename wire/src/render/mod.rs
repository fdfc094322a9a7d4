//! Shows the events of a session, to people and to programs.

pub mod diff;
pub mod json;
pub mod text;
pub mod why;

//! Shows the events of a session, to people and to programs.

pub mod date;
pub mod diff;
pub mod json;
pub mod keys;
pub mod overview;
pub mod text;
pub mod why;

//! What a session has come to, for people and for programs.

pub mod diff;
pub mod json;
pub mod text;

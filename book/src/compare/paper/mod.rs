//! On paper: the calls of a C program compared with the API comments of ours.

mod align;
mod row;
mod unlike;

pub(super) use align::{Ours, Paper, compare};
pub(super) use row::{Kind, Place, Row};
pub(super) use unlike::Unlike;

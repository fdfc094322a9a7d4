//! Reading source code.

pub(crate) mod rust;

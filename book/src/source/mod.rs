//! Reading source code.

pub(crate) mod highlight;
pub(crate) mod rust;

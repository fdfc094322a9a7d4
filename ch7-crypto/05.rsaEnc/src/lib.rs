//! What `rsaenc` and `rsadec` of section 7.6 share: [`oaep`].

pub mod oaep;

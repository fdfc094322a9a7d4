//! What `rsaenc` and `rsadec` of section 7.5.2 share: [`oaep`].

pub mod oaep;

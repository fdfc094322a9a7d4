//! Which functions are shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::api::{self, Checked};
use crate::catalogue::Crate;
use crate::error::Error;
use crate::gdb;

/// The functions that are wanted.
pub(super) enum Wanted {
    /// Those that do what one of these is for.
    For(BTreeSet<String>),
    Prefix(String),
    /// All of libssl.
    All,
}

impl Wanted {
    /// What the book's listing of a program and our comments in it name, and those of the modules that it uses; for a program
    /// without a listing, what any of them names.
    pub(super) fn of_the_book(root: &Path, crates: &[Crate], program: &str) -> Result<Self, Error> {
        let folders: Vec<_> = crates.iter().map(|one| root.join(&one.folder)).collect();
        let listings = api::check_all(&folders)?;
        let chosen: Vec<&Checked> = match listings.iter().find(|listing| listing.program == program) {
            None => listings.iter().collect(),
            Some(own) => {
                let path = &own.source;
                let source =
                    fs::read_to_string(path).map_err(|source| Error::Read { path: path.clone(), source })?;
                std::iter::once(own).chain(own.used(&source, &listings)).collect()
            }
        };
        let comments = chosen.iter().flat_map(|one| one.rows.iter().flat_map(|row| &row.names));
        let names = chosen.iter().flat_map(|one| &one.names).chain(comments);
        Ok(Self::For(names.map(|name| purpose(name)).collect()))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::For(purposes) => purposes.contains(&purpose(name)),
            Self::Prefix(prefix) => name.starts_with(prefix),
            Self::All => ["SSL_", "DTLS", "TLS_", "TLSv"].iter().any(|start| name.starts_with(start)),
        }
    }
}

/// What a function is called for; OpenSSL 3 has put a `get_` into many names (`EVP_CIPHER_key_length`).
fn purpose(name: &str) -> String {
    gdb::purpose(name).replacen("_get_", "_", 1)
}

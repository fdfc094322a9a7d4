//! `tlsbook api`: checks the comments that name C functions against the book's listing and the code below them.
//!
//! A crate's `listing/<program>.txt` contains the API names of the book's listing, one per line, in order. In
//! the source of the program, a comment names the functions that the statement below it stands for:
//!
//! ```text
//! // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for
//! // connections.
//! // OpenSSL only: SSL_CTX_set_verify. Without it, a client connects to anyone.
//! // SSL_free, close (here: Drop)
//! ```
//!
//! The names are in the order of the listing, except after a marker (`C:`, `Rust only:`, …). The statement must
//! call those functions: by the C name, by its last part as in the `openssl` bindings, or by the name after
//! `here:`. The tables that show both languages side by side are made from the same comments.

mod check;
mod comment;
mod listing;
mod marker;
mod mention;
mod row;
mod statement;
#[cfg(test)]
mod tests;

pub(crate) use check::{Checked, Finding, check, check_all};
pub(crate) use marker::Marker;
pub(crate) use mention::is_api_name;
pub(crate) use row::{Row, table};

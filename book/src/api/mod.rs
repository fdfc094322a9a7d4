//! `tlsbook api`: holds the comments that name C functions beside the book's listing and beside the code
//! below them.
//!
//! A crate's `listing/<program>.txt` holds the API names of the book's listing, one a line, in order. In the
//! program's source, a comment names the functions that the statement below it stands for:
//!
//! ```text
//! // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
//! // OpenSSL only: SSL_CTX_set_verify. Without it a client connects to anybody.
//! // SSL_free, close (here: Drop)
//! ```
//!
//! The names stand in the listing's order, except under a marker (`C:`, `Rust only:`, …), and they are the
//! functions that the statement calls: under the C name, under its last part as in the `openssl` bindings, or
//! as said after `here:`. From the same comments comes the table that has the two languages side by side.

mod check;
mod comment;
mod listing;
mod marker;
mod mention;
mod row;
mod statement;
#[cfg(test)]
mod tests;

pub(crate) use check::{Checked, check, check_all};
pub(crate) use marker::Marker;
pub(crate) use mention::is_api_name;
pub(crate) use row::{Row, table};

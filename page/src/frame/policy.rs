//! The Content-Security-Policy of a page.

use openssl::base64::encode_block;
use openssl::sha::sha256;

/// A policy (CSP level 3) under which nothing is loaded, and only this style sheet and these scripts count.
pub(super) fn of(style: &str, scripts: &[String]) -> String {
    let scripts: Vec<String> = scripts.iter().map(|script| source(script)).collect();
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        source(style),
        scripts.join(" ")
    )
}

/// An element with this text, by its hash.
fn source(text: &str) -> String {
    format!("'sha256-{}'", encode_block(&sha256(text.as_bytes())))
}

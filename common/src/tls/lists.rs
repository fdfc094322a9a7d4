//! Lists of names on the command line, such as `P-521:P-384:P-256`: finding the name that is wrong.
//!
//! OpenSSL accepts such a list or refuses it, and gives no reason. It silently leaves out unknown cipher suites
//! as long as it knows one of the list: after a typing error you would look for the name in the Client Hello in
//! vain.

use std::collections::HashSet;

use openssl::error::ErrorStack;
use openssl::ssl::{SslContext, SslContextBuilder, SslMethod};

use crate::error::Error;

/// A list of TLS 1.2 cipher suites that stands for none, since OpenSSL refuses an empty list. These suites need
/// a pre-shared key; without one, OpenSSL neither offers nor accepts them.
const NONE_OF_TLS_1_2: &str = "kPSK";

/// Sets the cipher suites of TLS 1.3 and of TLS 1.2. wolfSSL has one list for both; OpenSSL has two.
///
/// The names of TLS 1.3 begin with `TLS_`, as in RFC 8446 appendix B.4; those of TLS 1.2 are OpenSSL's own
/// (`openssl ciphers`). A list with only one kind leaves the other version without any.
///
/// # Errors
/// [`Error::Option`], naming the suite that this OpenSSL does not know.
pub fn set_ciphersuites(ctx: &mut SslContextBuilder, list: &str) -> Result<(), Error> {
    let (tls13, tls12): (Vec<_>, Vec<_>) = list.split(':').partition(|name| name.starts_with("TLS_"));
    for (names, take) in [
        (&tls13, SslContextBuilder::set_ciphersuites as Take),
        (&tls12, SslContextBuilder::set_cipher_list as Take),
    ] {
        if let Some(unknown) = unknown(names, take)? {
            return Err(refused(
                "--ciphersuites",
                list,
                format!("{unknown:?} is no cipher suite of this OpenSSL"),
            ));
        }
    }
    let tls12 = if tls12.is_empty() { NONE_OF_TLS_1_2.to_owned() } else { tls12.join(":") };
    // SSL_CTX_set_ciphersuites: those of TLS 1.3.
    ctx.set_ciphersuites(&tls13.join(":"))?;
    // SSL_CTX_set_cipher_list: those of TLS 1.2.
    ctx.set_cipher_list(&tls12)?;
    Ok(())
}

/// Why OpenSSL has refused `list`, the value of `option`. Each name in it is that of a `what`, such as `group`.
pub fn explain(option: &'static str, list: &str, what: &str, take: Take) -> Error {
    let names: Vec<_> = list.split(':').collect();
    match unknown(&names, take) {
        Err(error) => return error,
        Ok(Some(unknown)) => {
            return refused(option, list, format!("{unknown:?} is no {what} of this OpenSSL"));
        }
        Ok(None) => {}
    }
    let mut seen = HashSet::new();
    match names.iter().find(|name| !seen.insert(**name)) {
        Some(twice) => refused(option, list, format!("{twice:?} is there twice")),
        None => refused(option, list, "OpenSSL takes each name, but not all of them together".to_owned()),
    }
}

/// A function of OpenSSL that takes a list.
pub type Take = fn(&mut SslContextBuilder, &str) -> Result<(), ErrorStack>;

/// The first of `names` that `take` refuses when it is alone.
fn unknown<'a>(names: &[&'a str], take: Take) -> Result<Option<&'a str>, Error> {
    let mut scratch = SslContext::builder(SslMethod::tls())?;
    Ok(names.iter().copied().find(|name| name.is_empty() || take(&mut scratch, name).is_err()))
}

fn refused(option: &str, list: &str, reason: String) -> Error {
    Error::Option { option: format!("{option} {list}"), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(list: &str) -> String {
        explain("--groups", list, "group", SslContextBuilder::set_groups_list).to_string()
    }

    #[test]
    fn the_wrong_name_of_a_list_is_told() {
        assert_eq!(
            groups("P-521:P-999:P-256"),
            "failed to set --groups P-521:P-999:P-256 (\"P-999\" is no group of this OpenSSL)"
        );
        assert_eq!(
            groups("P-521::P-256"),
            "failed to set --groups P-521::P-256 (\"\" is no group of this OpenSSL)"
        );
        assert_eq!(groups("P-521:P-521"), "failed to set --groups P-521:P-521 (\"P-521\" is there twice)");
    }

    /// OpenSSL itself would leave it out and offer the rest.
    #[test]
    fn an_unknown_cipher_suite_is_refused_even_beside_a_known_one() {
        let set = |list: &str| {
            let mut ctx = SslContext::builder(SslMethod::tls()).unwrap();
            set_ciphersuites(&mut ctx, list).map_err(|e| e.to_string())
        };
        for known in [
            "TLS_AES_128_GCM_SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256",
        ] {
            assert_eq!(set(known), Ok(()), "{known}");
        }
        for unknown in ["TLS_AES_1", "TLS13-AES128-GCM-SHA256", ""] {
            for list in [unknown.to_owned(), format!("TLS_AES_128_GCM_SHA256:{unknown}")] {
                let expected = format!(
                    "failed to set --ciphersuites {list} ({unknown:?} is no cipher suite of this OpenSSL)"
                );
                assert_eq!(set(&list), Err(expected));
            }
        }
    }
}

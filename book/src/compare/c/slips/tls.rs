//! What the TLS library is asked for.

use openssl::error::ErrorStack;
use openssl::ssl::{SslContextBuilder, SslMethod};
use texts::{Sentence, say};

use super::scope::{Scope, all_calls, bare, literal};
use super::slip::Slip;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::Program;

/// A client that does not request verification, and so gets none.
pub(super) fn client_verifies_nobody(program: &Program<'_>, found: &mut Vec<Slip>) {
    let calls = program.calls();
    let calls_any = |names: &[&str]| calls.iter().find(|call| names.contains(&plain(call.name)));
    let Some(connects) = calls_any(&["SSL_connect"]) else { return };
    let mut add = |what: Sentence| found.push(Slip::in_line(connects.file, connects.line, what));
    let verifies = all_calls(program).iter().any(|(file, call)| {
        let mode = call.arguments.get(1).map_or("", |node| file.of(bare(*node)));
        let sets = matches!(plain(call.name), "SSL_CTX_set_verify" | "SSL_set_verify");
        sets && !["SSL_VERIFY_NONE", "WOLFSSL_VERIFY_NONE", "0"].contains(&mode)
    });
    if !verifies {
        add(say!("no SSL_CTX_set_verify: on OpenSSL the client connects to anybody, whatever CA was loaded"));
    }
    let looks = ["SSL_set1_host", "X509_VERIFY_PARAM_set1_host", "check_domain_name", "SSL_add1_host"];
    // With a pre-shared key there is no certificate to look at.
    let by_key = ["SSL_CTX_set_psk_client_callback", "SSL_set_psk_client_callback"];
    if calls_any(&looks).is_none() && calls_any(&by_key).is_none() {
        add(say!("nobody looks whether the certificate is that of the host which was asked for"));
    }
}

/// The names of a list in OpenSSL's own words, and what it says to another one.
type Set = fn(&mut SslContextBuilder, &str) -> Result<(), ErrorStack>;

const LISTS: [(&str, Sentence, Set); 4] = [
    ("set_cipher_list", say!("cipher suites"), SslContextBuilder::set_cipher_list),
    ("set_ciphersuites", say!("cipher suites"), SslContextBuilder::set_ciphersuites),
    ("set1_groups_list", say!("groups"), SslContextBuilder::set_groups_list),
    ("set1_sigalgs_list", say!("signature algorithms"), SslContextBuilder::set_sigalgs_list),
];

/// A list of names that OpenSSL, asked here, does not take.
pub(super) fn refused_lists(program: &Program<'_>, scope: &Scope<'_, '_>, found: &mut Vec<Slip>) {
    for call in &scope.calls {
        let name = plain(call.name).trim_start_matches("SSL_CTX_").trim_start_matches("SSL_");
        let Some((_, what, set)) = LISTS.into_iter().find(|(list, ..)| *list == name) else { continue };
        let Some(argument) = call.arguments.get(1).map(|node| bare(*node)) else { continue };
        let value =
            scope.last_assignment(scope.file.of(argument), call.node).map_or(argument, |one| one.right);
        let list = literal(program, scope.file, value).filter(|list| !list.contains('\\'));
        let Some(list) = list else { continue };
        let Ok(mut context) = SslContextBuilder::new(SslMethod::tls()) else { return };
        if set(&mut context, list).is_err() {
            found.push(scope.slip(call.node, say!("OpenSSL refuses these {0}: {1}", what, list.to_owned())));
        }
    }
}

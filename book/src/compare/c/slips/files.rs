//! Certificates and keys that the program opens.

use std::cmp::Ordering;
use std::fs;
use std::path::Path;

use openssl::asn1::Asn1Time;
use openssl::error::ErrorStack;
use openssl::x509::X509;
use texts::{Sentence, say};
use tree_sitter::Node;

use super::scope::all_calls;
use super::slip::Slip;
use crate::compare::c::syntax::{File, Program, descendants};

/// What is in the name of every function that opens a file with a certificate or a key.
const OPEN: [&str; 6] = ["load_verify", "use_certificate", "use_PrivateKey", "open", "_file", "_load"];

/// Certificates and keys that the program opens. In the user's copy they may be missing, expired or without a
/// name.
pub(super) fn certificates(program: &Program<'_>, found: &mut Vec<Slip>) {
    let opens = |name: &str| OPEN.iter().any(|part| name.contains(part));
    if !all_calls(program).iter().any(|(_, call)| opens(call.name)) {
        return;
    }
    for file in program.files {
        let folder = file.path.parent().unwrap_or(Path::new(""));
        for node in descendants(file.root()) {
            let text = match node.kind() {
                "string_literal" => file.of(node),
                "preproc_def" if is_used(program, file, node) => {
                    node.child_by_field_name("value").map_or("", |value| file.of(value).trim())
                }
                _ => continue,
            };
            let Some(name) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { continue };
            if Path::new(name).extension().is_some_and(|end| end == "pem") {
                let what = what_is_wrong_with(name, &folder.join(name));
                found.extend(what.map(|what| Slip::at(file, node, what)));
            }
        }
    }
}

/// Whether the program uses a macro anywhere.
fn is_used(program: &Program<'_>, file: &File, definition: Node) -> bool {
    let name = definition.child_by_field_name("name").map_or("", |name| file.of(name));
    let uses = |node: &Node| {
        let defines = node.parent().is_some_and(|parent| parent.kind() == "preproc_def");
        node.kind() == "identifier" && !defines
    };
    let mut all =
        program.files.iter().flat_map(|file| descendants(file.root()).map(move |node| (file, node)));
    all.any(|(file, node)| uses(&node) && file.of(node) == name)
}

fn what_is_wrong_with(name: &str, path: &Path) -> Option<Sentence> {
    let name = name.to_owned();
    let Ok(text) = fs::read(path) else { return Some(say!("{0} is not there", name)) };
    let certificate = X509::from_pem(&text);
    let _ = ErrorStack::get(); // a key is not a certificate, but not an error either
    let certificate = certificate.ok()?;
    let now = Asn1Time::days_from_now(0).ok()?;
    if certificate.not_after() < now {
        return Some(say!("{0} has expired on {1}", name, certificate.not_after().to_string()));
    }
    let is_ca = certificate.issuer_name().try_cmp(certificate.subject_name()).ok()? == Ordering::Equal;
    (!is_ca && certificate.subject_alt_names().is_none())
        .then(|| say!("{0} has no subject alternative name", name))
}

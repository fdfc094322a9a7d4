//! Command lines with the command `openssl` (3.0 or later).

use super::label::hkdf_label;
use super::shell::{digits, source};
use super::step::{Command, Part, Plan, Scheme, length_of};

/// The folder of the results.
pub(super) const RESULTS: &str = "computed-openssl";

/// A command line whose standard output is the result; `None`: `openssl` has no command for it.
pub(super) fn line(plan: &Plan, command: &Command) -> Option<String> {
    let hash = plan.hash;
    let option = plan.hash.to_lowercase();
    let of = |parts: &[Part]| source(parts, RESULTS);
    let hex = |part: &Part| bare(&digits(std::slice::from_ref(part), RESULTS));
    let hkdf = format!("openssl kdf -binary -kdfopt digest:{hash}");
    Some(match command {
        Command::Copy(parts) => of(parts),
        Command::Hash(parts) => format!("{} | openssl dgst -{option} -binary", of(parts)),
        Command::Hmac { digest, key, of: parts, length } => {
            let cut =
                if *length < length_of(digest) { format!(" | head -c {length}") } else { String::new() };
            let (digest, key) = (digest.to_lowercase(), hex(key));
            format!(
                "{} |\n  openssl dgst -{digest} -mac HMAC -macopt \"hexkey:{key}\" -binary{cut}",
                of(parts)
            )
        }
        // In one go, and not of the blocks: `openssl` has the whole PRF.
        Command::Prf { secret, seed, length, .. } => format!(
            "openssl kdf -binary -kdfopt digest:{hash} -keylen {length} \\\n  -kdfopt \"hexsecret:{}\" \\\n  \
             -kdfopt \"hexseed:{}\" TLS1-PRF",
            hex(secret),
            hex(seed)
        ),
        Command::Decrypt { cipher, key, iv, text } => format!(
            "{} |\n  openssl enc -d -{cipher} -nopad -K \"{}\" -iv \"{}\"",
            of(std::slice::from_ref(text)),
            hex(key),
            hex(iv)
        ),
        Command::Extract { salt, secret } => format!(
            "{hkdf} -keylen {} -kdfopt mode:EXTRACT_ONLY \\\n  -kdfopt \"hexkey:{}\" -kdfopt \"hexsalt:{}\" HKDF",
            plan.hash_length(),
            hex(secret),
            hex(salt)
        ),
        Command::Expand { secret, label, context, length } => {
            let size = context.as_ref().map_or(0, |(_, size)| *size);
            let whole = hkdf_label(label, &vec![0; size], *length);
            let before = whole.get(..whole.len() - size).unwrap_or_default().to_vec();
            let mut info = vec![Part::Bytes(before)];
            info.extend(context.iter().map(|(part, _)| part.clone()));
            format!(
                "{hkdf} -keylen {length} -kdfopt mode:EXPAND_ONLY \\\n  -kdfopt \"hexkey:{}\" \\\n  \
                 -kdfopt \"hexinfo:{}\" HKDF",
                hex(secret),
                bare(&digits(&info, RESULTS))
            )
        }
        Command::Open { .. } => return None,
        Command::Verify { scheme: Scheme { pss, digest, .. }, key, signature, content } => {
            let digest =
                digest.map(|digest| format!(" -digest {}", digest.to_lowercase())).unwrap_or_default();
            let pss =
                if *pss { " -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:digest" } else { "" };
            format!(
                "openssl pkeyutl -verify -pubin -keyform DER -inkey {} -rawin{digest}{pss} \\\n  -in {} -sigfile {}",
                name(key),
                name(content),
                name(signature)
            )
        }
        Command::Issued { issuer, certificate } => format!(
            "openssl verify -partial_chain -no_check_time -no-CAfile -no-CApath -no-CAstore \\\n  -trusted {} {}",
            name(issuer),
            name(certificate)
        ),
    })
}

/// What `openssl` says if it is so.
pub(super) fn says(command: &Command) -> Option<String> {
    match command {
        Command::Verify { .. } => Some("Signature Verified Successfully".to_owned()),
        Command::Issued { certificate, .. } => Some(format!("{}: OK", name(certificate))),
        _ => None,
    }
}

/// Without the quotation marks, for an option that has a name before it.
fn bare(digits: &str) -> String {
    digits.trim_matches('"').to_owned()
}

/// The name of a file.
fn name(part: &Part) -> String {
    let name = match part {
        Part::File(name) | Part::Slice(name, _) => name.as_str(),
        Part::Bytes(_) => "-",
    };
    name.strip_prefix("computed/").map_or_else(|| name.to_owned(), |name| format!("{RESULTS}/{name}"))
}

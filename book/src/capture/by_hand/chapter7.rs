//! Command lines with the programs of chapter 7.

use super::label::before_context;
use super::shell::{digits, source};
use super::step::{Command, Nonce, Part, Plan, Scheme, length_of};

/// The folder of the results.
pub(super) const RESULTS: &str = "computed";

/// The programs.
pub(super) const PROGRAMS: [&str; 7] =
    ["sha256", "hmac", "aesgcm", "symcipher", "rsaver", "ecdsaver", "verifycert"];

/// A command line whose standard output is the result.
pub(super) fn line(plan: &Plan, command: &Command) -> String {
    let hash = plan.hash;
    let of = |parts: &[Part]| source(parts, RESULTS);
    let option = |part: &Part| digits(std::slice::from_ref(part), RESULTS);
    match command {
        Command::Copy(parts) => of(parts),
        Command::Hash(parts) => format!("{} | sha256 --digest {hash}", of(parts)),
        Command::Hmac { digest, key, of: parts, length } => {
            let cut =
                if *length < length_of(digest) { format!(" | head -c {length}") } else { String::new() };
            format!("{} |\n  hmac --digest {digest} -k {}{cut}", of(parts), option(key))
        }
        Command::Prf { blocks, length, .. } => format!("{} | head -c {length}", of(blocks)),
        Command::Decrypt { cipher, key, iv, text } => format!(
            "{} |\n  symcipher -d --cipher {cipher} --no-padding -k {} -i {}",
            of(std::slice::from_ref(text)),
            option(key),
            option(iv)
        ),
        // RFC 5869 section 2.2: HKDF-Extract is HMAC, with the salt as its key.
        Command::Extract { salt, secret } => {
            format!("{} | hmac --digest {hash} -k {}", of(std::slice::from_ref(secret)), option(salt))
        }
        // RFC 5869 section 2.3: the first block of HKDF-Expand is the HMAC of the info and 01.
        Command::Expand { secret, label, context, length } => {
            let size = context.as_ref().map_or(0, |(_, size)| *size);
            let mut parts = vec![Part::Bytes(before_context(label, size, *length))];
            parts.extend(context.iter().map(|(part, _)| part.clone()));
            parts.push(Part::Bytes(vec![1]));
            let key = option(secret);
            format!("{} |\n  hmac --digest {hash} -k {key} | head -c {length}", of(&parts))
        }
        Command::Open { cipher, key, nonce, aad, text, tag } => {
            let nonce = match nonce {
                Nonce::Sequence(iv, number) => {
                    let file = digits(&[Part::File(iv.clone())], RESULTS);
                    let file = file.trim_start_matches("\"$(hex ").trim_end_matches(")\"").to_owned();
                    format!("\"$(nonce {file} {number})\"")
                }
                Nonce::Bytes(parts) => digits(parts, RESULTS),
            };
            format!(
                "{} |\n  aesgcm -d --cipher {cipher} -k {} -i {nonce} \\\n  --aad {} -t {}",
                of(std::slice::from_ref(text)),
                option(key),
                digits(aad, RESULTS),
                option(tag)
            )
        }
        Command::Verify { scheme: Scheme { rsa, pss, digest }, key, signature, content } => {
            let program = if *rsa { "rsaver" } else { "ecdsaver" };
            let pss = if *pss { " --pss" } else { "" };
            let digest = digest.map(|digest| format!(" --digest {digest}")).unwrap_or_default();
            format!("{program}{pss}{digest} {} {} {}", name(key), name(signature), name(content))
        }
        Command::Issued { issuer, certificate } => {
            format!("verifycert {} {}", name(issuer), name(certificate))
        }
    }
}

/// What the program says if it is so.
pub(super) fn says(command: &Command) -> Option<String> {
    match command {
        Command::Verify { .. } => Some("Signature Verified".to_owned()),
        Command::Issued { .. } => Some("Verified".to_owned()),
        _ => None,
    }
}

/// The name of a file.
fn name(part: &Part) -> &str {
    match part {
        Part::File(name) | Part::Slice(name, _) => name,
        Part::Bytes(_) => "-",
    }
}

//! Bytes in a shell: how a command line reads them, and writes them itself.

use std::fmt::Write;

use super::step::Part;

/// A command that writes these bytes to standard output. Results are in the folder `results`.
pub(super) fn source(parts: &[Part], results: &str) -> String {
    let mut commands: Vec<String> = Vec::new();
    let mut files: Vec<String> = Vec::new();
    for part in parts {
        if let Part::File(name) = part {
            files.push(place(name, results));
            continue;
        }
        if !files.is_empty() {
            commands.push(format!("cat {}", files.join(" ")));
            files.clear();
        }
        commands.push(match part {
            Part::File(_) => String::new(),
            Part::Bytes(bytes) => literal(bytes),
            Part::Slice(name, range) => {
                let (file, length) = (place(name, results), range.len());
                match range.start {
                    0 => format!("head -c {length} {file}"),
                    start => format!("tail -c +{} {file} | head -c {length}", start + 1),
                }
            }
        });
    }
    if !files.is_empty() {
        commands.push(format!("cat {}", files.join(" ")));
    }
    match commands.as_slice() {
        [] => "printf ''".to_owned(),
        [one] => one.clone(),
        _ => format!("{{ {}; }}", commands.join("; ")),
    }
}

/// The name of a file, which has no characters that a shell takes for something else.
fn place(name: &str, results: &str) -> String {
    match name.strip_prefix("computed/") {
        Some(name) => format!("{results}/{name}"),
        None => name.to_owned(),
    }
}

/// Bytes as hexadecimal digits, for an option.
pub(super) fn digits(parts: &[Part], results: &str) -> String {
    match parts {
        [Part::File(name)] => format!("\"$(hex {})\"", place(name, results)),
        _ => format!("\"$({} | hex)\"", source(parts, results)),
    }
}

/// A command that writes these bytes. The escapes are those of POSIX: three octal digits.
fn literal(bytes: &[u8]) -> String {
    match bytes {
        [0, rest @ ..] if rest.len() > 8 && rest.iter().all(|byte| *byte == 0) => {
            return format!("head -c {} /dev/zero", bytes.len());
        }
        [b' ', rest @ ..] if rest.len() > 8 && rest.iter().all(|byte| *byte == b' ') => {
            return format!("printf '%{}s' ''", bytes.len());
        }
        _ => {}
    }
    let mut text = String::new();
    for byte in bytes {
        // What follows an escape does not matter: each has all of its three digits.
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b',' | b'.' => text.push(char::from(*byte)),
            byte => {
                let _ = write!(text, "\\{byte:03o}");
            }
        }
    }
    format!("printf '{text}'")
}

/// Text in single quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_one_command() {
        let file = |name: &str| Part::File(name.to_owned());
        let cut = |range| Part::Slice("messages/01.bin".to_owned(), range);
        let shown = |parts: &[Part]| source(parts, "out");
        assert_eq!(shown(&[]), "printf ''");
        assert_eq!(shown(&[file("a"), file("computed/b")]), "cat a out/b");
        assert_eq!(shown(&[cut(0..5)]), "head -c 5 messages/01.bin");
        assert_eq!(
            shown(&[cut(6..38), Part::Bytes(vec![0, 32, b'x', b'%'])]),
            "{ tail -c +7 messages/01.bin | head -c 32; printf '\\000\\040x\\045'; }".replace("\\040", " ")
        );
        assert_eq!(shown(&[Part::Bytes(vec![0; 32])]), "head -c 32 /dev/zero");
        assert_eq!(shown(&[Part::Bytes(vec![b' '; 64])]), "printf '%64s' ''");
        assert_eq!(digits(&[file("computed/b")], "out"), "\"$(hex out/b)\"");
        assert_eq!(quoted("it's"), "'it'\\''s'");
    }
}

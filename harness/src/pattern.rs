//! Expected output: literal text in which `[..]` stands for any text up to the literal that follows, within one
//! line.

/// The result of comparing the output so far with a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// The output starts with the pattern, which matches this many bytes.
    Whole(usize),
    /// The output may still match: more is needed.
    Partial,
    /// The output cannot match.
    Never,
}

/// Compares the start of `output` with `pattern`.
pub(crate) fn matches(pattern: &str, output: &[u8]) -> Match {
    let mut literals = pattern.split("[..]").map(str::as_bytes);
    let first = literals.next().unwrap_or_default();
    if !output.starts_with(first) {
        return if first.starts_with(output) { Match::Partial } else { Match::Never };
    }
    let mut taken = first.len();
    for literal in literals {
        let rest = output.get(taken..).unwrap_or_default();
        let line = rest.iter().position(|&byte| byte == b'\n');
        // The wildcard stays within the line, so the literal must start at the end of the line at the latest.
        let within = line.map_or(rest.len(), |end| end + literal.len());
        let found = rest.windows(literal.len().max(1)).position(|window| window.starts_with(literal));
        match found.filter(|&start| start <= within && line.is_none_or(|end| start <= end)) {
            Some(start) => taken += start + literal.len(),
            None if literal.is_empty() => {}
            None if line.is_some_and(|end| rest.len() >= end + literal.len()) => return Match::Never,
            None => return Match::Partial,
        }
    }
    Match::Whole(taken)
}

#[cfg(test)]
mod tests {
    use super::Match::{Never, Partial, Whole};
    use super::matches;

    #[test]
    fn literal_text_is_taken_from_the_beginning() {
        assert_eq!(matches("ab\n", b"ab\ncd"), Whole(3));
        assert_eq!(matches("ab\n", b"a"), Partial);
        assert_eq!(matches("ab\n", b""), Partial);
        assert_eq!(matches("ab\n", b"ac"), Never);
        assert_eq!(matches("", b"ac"), Whole(0));
    }

    #[test]
    fn a_wildcard_stays_within_its_line() {
        assert_eq!(matches("port [..]!\n", b"port 17!\nx"), Whole(9));
        assert_eq!(matches("port [..]!\n", b"port 17"), Partial);
        assert_eq!(matches("port [..]!\n", b"port 17!"), Partial);
        assert_eq!(matches("port [..]!\n", b"port 17\nthen 18!\n"), Never);
        assert_eq!(matches("a[..]\nb[..]\n", b"a1\nb2\n"), Whole(6));
        assert_eq!(matches("a[..]\nb", b"a\nc"), Never);
        assert_eq!(matches("a[..]", b"abc"), Whole(1));
    }
}

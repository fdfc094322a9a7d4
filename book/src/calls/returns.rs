//! What functions return.

/// A line is a kind and names.
const KINDS: &str = include_str!("returns.txt");

/// The kind of a function's value, as `calls.py` knows it: `int`, `pointer`, `void` …; nothing if it is not known.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    KINDS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (kind, names) = line.split_once(' ')?;
        names.split(' ').any(|other| other == name).then_some(kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_number_a_pointer_or_nothing() {
        let kinds = ["SSL_connect", "SSL_new", "SSL_free", "SSL_CTX_set_options", "SSL_unheard_of"].map(kind);
        assert_eq!(kinds, [Some("int"), Some("pointer"), Some("void"), Some("ulong"), None]);
    }
}

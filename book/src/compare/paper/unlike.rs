//! *Unlike the C*: what a program's header and README say it does differently, and why.

use crate::compare::c::plain;

/// Returns the sentence of *Unlike the C* that names a function, or the one of the same name in the other library.
pub(super) fn reason(name: &str, unlike: &str) -> Option<String> {
    let names = |item: &&str| has_word(item, name) || has_word(item, plain(name));
    unlike.split("\n- ").find(names).map(|item| item.split_whitespace().collect::<Vec<_>>().join(" "))
}

pub(super) fn has_word(text: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !is_word(c)).any(|other| other == word)
}

/// Returns what a source's header and a README say under *Unlike the C*.
pub(crate) fn unlike(source: &str, readme: &str) -> String {
    let header: Vec<&str> = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .skip_while(|line| !line.contains("Unlike the C"))
        .collect();
    let readme = readme.lines().skip_while(|line| *line != "## Unlike the C").skip(1);
    let readme: Vec<&str> = readme.take_while(|line| !line.starts_with("## ")).collect();
    format!("{}\n{}", header.join("\n"), readme.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_the_item_that_has_the_name_as_a_word() {
        let text = unlike(
            "//! a\n//! Unlike the C original:\n//! - `gethostbyname` is old:\n//!   more.\n//! - other\nfn x() {}\n",
            "# x\n\n## Unlike the C\n\n- inet_pton is here.\n\n## Next\n- fgets\n",
        );
        assert_eq!(reason("gethostbyname", &text).as_deref(), Some("`gethostbyname` is old: more."));
        assert_eq!(reason("inet_pton", &text).as_deref(), Some("inet_pton is here."));
        assert_eq!(
            reason("wolfSSL_EVP_sha256", "- a\n- EVP_sha256 is old").as_deref(),
            Some("EVP_sha256 is old")
        );
        assert_eq!(reason("gethost", &text), None);
        assert_eq!(reason("fgets", &text), None);
    }
}

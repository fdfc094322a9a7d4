//! *Unlike the C*: what a program's header and README say it does differently, and why.

use texts::{Lang, Sentence};

use crate::compare::c::plain;

/// What a program's header and READMEs say it does unlike the C, one item each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unlike(Vec<Sentence>);

impl Unlike {
    /// What stands in a source's header, and in a README and its Japanese twin.
    pub(crate) fn new(source: &str, readme: &str, readme_ja: &str) -> Self {
        let header: Vec<&str> = source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .skip_while(|line| !line.contains("Unlike the C"))
            .collect();
        let mut all: Vec<Sentence> = items(&header).into_iter().map(comment).collect();
        let mut japanese = items(&chapter(readme_ja, "## C版との違い")).into_iter();
        for english in items(&chapter(readme, "## Unlike the C")) {
            let japanese = japanese.next().unwrap_or_else(|| english.clone());
            all.push(Sentence::both(english, japanese));
        }
        Self(all)
    }

    /// The item that names a function, or the one of the same name in the other library.
    pub(super) fn reason(&self, name: &str) -> Option<Sentence> {
        let names = |english: &str| has_word(english, name) || has_word(english, plain(name));
        self.0.iter().find(|item| names(&item.of(Lang::En))).cloned()
    }

    /// Whether an item has these words, in English.
    pub(crate) fn has(&self, words: &str) -> bool {
        self.0.iter().any(|item| item.of(Lang::En).contains(words))
    }
}

/// What a comment of a source says. The comments are in English; in Japanese, it is said where the English is from.
pub(super) fn comment(said: String) -> Sentence {
    let japanese = format!("ソースのコメント「{said}」");
    Sentence::both(said, japanese)
}

pub(super) fn has_word(text: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !is_word(c)).any(|other| other == word)
}

/// The lines of a README below a heading.
fn chapter<'t>(readme: &'t str, heading: &str) -> Vec<&'t str> {
    let below = readme.lines().skip_while(|line| *line != heading).skip(1);
    below.take_while(|line| !line.starts_with("## ")).collect()
}

/// The items of a list, each in one line; what stands before the list is one, too.
fn items(lines: &[&str]) -> Vec<String> {
    let text = lines.join("\n");
    let text = text.trim_start().trim_start_matches("- ");
    let items = text.split("\n- ").map(|item| item.split_whitespace().collect::<Vec<_>>().join(" "));
    items.filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_the_item_that_has_the_name_as_a_word() {
        let unlike = Unlike::new(
            "//! a\n//! Unlike the C original:\n//! - `gethostbyname` is old:\n//!   more.\n//! - other\nfn x() {}\n",
            "# x\n\n## Unlike the C\n\n- inet_pton is here.\n\n## Next\n- fgets\n",
            "# x\n\n## C版との違い\n\n- inet_ptonがあります。\n\n## 次\n- fgets\n",
        );
        let reason = |name| unlike.reason(name).map(|reason| reason.to_string());
        assert_eq!(reason("gethostbyname").as_deref(), Some("`gethostbyname` is old: more."));
        assert_eq!(reason("inet_pton").as_deref(), Some("inet_pton is here."));
        assert_eq!((reason("gethost"), reason("fgets")), (None, None));
        let old = Unlike::new("", "## Unlike the C\n\n- a\n- EVP_sha256 is old", "");
        assert_eq!(old.reason("wolfSSL_EVP_sha256").unwrap(), "EVP_sha256 is old");
        let japanese = unlike.reason("inet_pton").map(|reason| reason.of(Lang::Ja));
        assert_eq!(japanese.as_deref(), Some("inet_ptonがあります。"));
    }

    /// The Japanese READMEs have the same items in the same order.
    #[test]
    fn each_item_of_a_readme_has_its_japanese() {
        let root = common::defaults::workspace();
        for one in crate::catalogue::crates(root).unwrap() {
            let read = |name| std::fs::read_to_string(root.join(&one.folder).join(name)).unwrap();
            let (english, japanese) = (read("README.md"), read("README.ja.md"));
            let count = |readme: &str, heading| items(&chapter(readme, heading)).len();
            let counts = (count(&english, "## Unlike the C"), count(&japanese, "## C版との違い"));
            assert_eq!(counts.0, counts.1, "{}", one.folder.display());
            assert!(counts.0 > 0 || !english.contains("## Unlike the C"), "{}", one.folder.display());
        }
    }
}

//! The reader's language: Japanese or English.

use std::env;
use std::ffi::OsStr;

use clap::ValueEnum;

/// A language that texts are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Japanese
    Ja,
}

impl Lang {
    /// The language of the locale for messages: that of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first of them that
    /// is set and not empty (POSIX, *Environment Variables*). Japanese if it begins with `ja`, English otherwise.
    pub fn of_environment() -> Self {
        let value = |name| env::var_os(name).unwrap_or_default();
        Self::of([&value("LC_ALL"), &value("LC_MESSAGES"), &value("LANG")])
    }

    /// The language of the first of these that is not empty.
    fn of(locales: [&OsStr; 3]) -> Self {
        let locale = locales.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default();
        if locale.as_encoded_bytes().starts_with(b"ja") { Self::Ja } else { Self::En }
    }

    /// The text in this language.
    pub fn pick<T>(self, english: T, japanese: T) -> T {
        match self {
            Self::En => english,
            Self::Ja => japanese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_not_empty_decides() {
        for (locales, lang) in [
            (["", "", ""], Lang::En),
            (["", "", "ja_JP.UTF-8"], Lang::Ja),
            (["", "", "ja"], Lang::Ja),
            (["", "ja_JP.UTF-8", "en_US.UTF-8"], Lang::Ja),
            (["C", "ja_JP.UTF-8", "ja_JP.UTF-8"], Lang::En),
            (["ja_JP.eucJP", "C", "C"], Lang::Ja),
            (["de_DE.UTF-8", "", "ja_JP.UTF-8"], Lang::En),
        ] {
            assert_eq!(Lang::of(locales.map(OsStr::new)), lang, "{locales:?}");
        }
    }

    #[test]
    fn a_text_is_picked_by_its_language() {
        assert_eq!(Lang::En.pick("yes", "はい"), "yes");
        assert_eq!(Lang::Ja.pick("yes", "はい"), "はい");
    }
}

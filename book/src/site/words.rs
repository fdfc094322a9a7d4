//! Phrases in both languages.

use page::both;
use page::maud::{Markup, html};

/// Something in both languages, as blocks.
pub(super) fn blocks(en: &Markup, ja: &Markup) -> Markup {
    html! { div lang="en" { (en) } div lang="ja" { (ja) } }
}

/// A number of things in both languages.
pub(super) fn counted(count: usize, one: &str, many: &str, ja: &str) -> Markup {
    both(format!("{count} {}", if count == 1 { one } else { many }), format!("{count}{ja}"))
}

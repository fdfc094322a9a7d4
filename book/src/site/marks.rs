//! A link to an experiment, and how it went.

use page::maud::{Markup, html};
use page::{Words, both};
use texts::Lang;

use super::model::{self, Book};
use super::played::Played;
use crate::catalogue::{Experiment, Section};
use crate::results::Outcome;

/// A link to the page of an experiment.
pub(super) fn link(section: &str, experiment: &Experiment) -> Markup {
    let title = Words::new(experiment.title.clone(), experiment.title_ja.clone());
    html! { a href=(model::experiment_file(section, &experiment.id)) { (title) } }
}

/// How an experiment went, in a word.
pub(super) fn mark(book: &Book, section: &Section, experiment: &Experiment) -> Markup {
    let played = book.played(&section.number, &experiment.id);
    let class = match played.map(|played| &played.row.outcome) {
        Some(Outcome::AsExpected) => "good",
        Some(Outcome::Differs(_)) => "bad",
        Some(Outcome::Skipped(_)) | None => "unknown",
    };
    html! { span.mark.(class) { (words(played)) } }
}

fn words(played: Option<&Played>) -> Words {
    played.map_or(Words::new("not played", "未実行"), |played| {
        Words::new(played.row.words(Lang::En), played.row.words(Lang::Ja))
    })
}

/// The same with the reason, if it did not go as it should.
pub(super) fn verdict(played: Option<&Played>, experiment: &Experiment) -> Markup {
    html! {
        @match played.map(|played| &played.row.outcome) {
            Some(Outcome::AsExpected) => span.good { (words(played)) },
            Some(Outcome::Differs(why)) => { span.bad { (words(played)) } pre { (why) } },
            Some(Outcome::Skipped(_)) => span.unknown { (words(played)) },
            None => span.unknown { (words(played)) },
        }
        @if !experiment.book && matches!(played.map(|played| &played.row.outcome), Some(Outcome::AsExpected)) {
            " " span.faint { (both("(not an experiment of the book)", "（本書にはない実験）")) }
        }
    }
}

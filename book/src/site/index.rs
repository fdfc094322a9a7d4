//! The first page: when and with what the book was played, and how its sections went.

use std::time::Duration;

use page::maud::{Markup, html};
use page::{Words, both};

use super::marks;
use super::model::{self, Book, Kind};
use super::words::counted;
use crate::catalogue::{Crate, Experiment, Section};
use crate::results::Outcome;

pub(super) fn body(book: &Book) -> Markup {
    html! {
        h1 { (both("The book as it ran", "本書の実行結果")) }
        p.lead {
            (both(
                "The samples of 徹底解剖 TLS 1.3, as they ran on this machine: what each window showed, the TLS sessions that were recorded, and the programs.",
                "『徹底解剖 TLS 1.3』のサンプルを、このコンピューターで実行した記録です。各ウィンドウの表示、記録したTLSセッション、プログラムを収めています。",
            ))
        }
        dl.facts {
            dt { (both("Run on", "実行日時")) } dd { (book.date) " UTC" }
            dt { "tlsbook" } dd { (common::version()) }
            dt { (both("System", "システム")) } dd { (std::env::consts::OS) ", " (std::env::consts::ARCH) }
            dt { (both("Result", "結果")) } dd { (result(book)) }
        }
        p.faint { (both(
            "As in the book: the book shows this experiment. As expected: the book does not have it; it is ours.",
            "「本書のとおり」は本書にある実験、「想定どおり」は本書にない、本プロジェクトの実験です。",
        )) }
        (failures(book))
        @let unread: usize = all(book).map(|(section, one)| book.unread(&section.number, &one.id).len()).sum();
        @if unread > 0 {
            p.unknown { (counted(unread, "capture cannot be read; the page of its experiment says why.", "captures cannot be read; the pages of their experiments say why.", "個のキャプチャーを読み込めません。理由は各実験のページにあります。")) }
        }
        (questions(book))
        h2 #sections { (both("Sections", "節")) }
        div.wide tabindex="0" role="group" aria-labelledby="sections" {
            table.sections {
                thead { tr {
                    th scope="col" { (both("section", "節")) }
                    th scope="col" { (both("title", "タイトル")) }
                    th.number scope="col" { (both("in the book", "本書のとおり")) }
                    th.number scope="col" { (both("expected", "想定どおり")) }
                    th.number scope="col" { (both("time", "時間")) }
                } }
                tbody {
                    @for member in book.crates { @for section in &member.sections { (row(book, &place(member, section), section)) } }
                }
            }
        }
        h2 { (both("Also here", "このほかのページ")) }
        ul {
            @for page in &book.pages {
                @if matches!(page.kind, Kind::Document(_) | Kind::Functions | Kind::Search) {
                    li { a href=(page.file) { (page.title) } }
                }
            }
            @if let Some(to) = book.compared("index") {
                li { a href=(to) { (both("The C originals and the Rust edition", "C版とRust版の比較")) } }
            }
        }
        p.faint { (both(
            "The captures hold the secrets of these sessions, made with the test keys of this project. Wireshark opens them.",
            "キャプチャーには、これらのセッションのシークレットも入っています。鍵はこのプロジェクトのテスト用のものです。Wiresharkで開けます。",
        )) }
    }
}

/// What a reader may want to know first: a place in a session, and the question that it answers.
const QUESTIONS: [(&str, &str, &str, &str); 7] = [
    (
        "6.1/session",
        "#m1.version",
        "Why does my Client Hello say TLS 1.2, if the session is TLS 1.3?",
        "TLS 1.3のセッションなのに、Client HelloのバージョンがTLS 1.2になっているのはなぜか",
    ),
    (
        "6.1/session",
        "#eavesdropper",
        "Which bytes did an eavesdropper see, and which of them could it read?",
        "盗聴者にはどのバイトが見え、そのうちどれが読めたか",
    ),
    (
        "6.1/session",
        "#keys",
        "Where do the keys come from, and which records does each protect?",
        "鍵はどこから来て、それぞれどのレコードを保護するのか",
    ),
    (
        "6.1/tampered",
        "#sessions",
        "What happens when a certificate is tampered with, and what does the other side learn?",
        "証明書が改ざんされていると何が起こり、相手には何が伝わるのか",
    ),
    (
        "6.2/retry",
        "#sessions",
        "What does a Hello Retry Request cost?",
        "Hello Retry Requestがあると、往復とデータ量はどれだけ増えるか",
    ),
    ("6.4/session", "#session-2", "What does a resumed session save?", "セッション再開で省かれるものは何か"),
    (
        "6.5/session",
        "#session-2",
        "What does the client send with 0-RTT before the server answers?",
        "0-RTTで応答の前に送られるものは何か",
    ),
];

/// The questions, each with the place of its answer. What was not played has no answer.
pub(super) fn answers(book: &Book) -> Vec<(String, Words)> {
    let answers = QUESTIONS.iter().filter_map(|(name, place, en, ja)| {
        let (section, experiment) = book.experiment(name)?;
        let played = !book.meetings(&section.number, &experiment.id).is_empty();
        let to = format!("{}{place}", model::experiment_file(&section.number, &experiment.id));
        played.then(|| (to, Words::new(*en, *ja)))
    });
    answers.collect()
}

/// Where to look first.
fn questions(book: &Book) -> Markup {
    let answers = answers(book);
    html! {
        @if !answers.is_empty() {
            h2 { (both("Where to look first", "まず見るところ")) }
            ul.questions { @for (to, question) in answers { li { a href=(to) { (question) } } } }
        }
    }
}

/// How many experiments of a section went how: in the book, expected, differing or skipped; and their time.
fn counts(book: &Book, section: &Section) -> ([usize; 3], Duration) {
    let mut counts = [0; 3];
    let mut time = Duration::ZERO;
    for experiment in &section.experiments {
        let Some(played) = book.played(&section.number, &experiment.id) else { continue };
        let [in_the_book, expected, other] = &mut counts;
        *match played.row.outcome {
            Outcome::AsExpected if experiment.book => in_the_book,
            Outcome::AsExpected => expected,
            Outcome::Differs(_) | Outcome::Skipped(_) => other,
        } += 1;
        time += played.row.time;
    }
    (counts, time)
}

fn sections<'b>(book: &'b Book) -> impl Iterator<Item = &'b Section> {
    book.crates.iter().flat_map(|member| &member.sections)
}

/// All experiments.
fn all<'b>(book: &'b Book) -> impl Iterator<Item = (&'b Section, &'b Experiment)> {
    sections(book).flat_map(|section| section.experiments.iter().map(move |one| (section, one)))
}

fn result(book: &Book) -> Markup {
    let mut all = [0; 3];
    for (counts, _) in sections(book).map(|section| counts(book, section)) {
        for (sum, count) in all.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let [in_the_book, expected, other] = all;
    let experiments: usize = sections(book).map(|section| section.experiments.len()).sum();
    let not_played = experiments - in_the_book - expected - other;
    html! {
        (both(format!("{in_the_book} as in the book, "), format!("本書のとおり{in_the_book}件、")))
        (both(format!("{expected} as expected"), format!("想定どおり{expected}件")))
        @if other > 0 { span.bad { (both(format!(", {other} not"), format!("、相違またはスキップ{other}件"))) } }
        @if not_played > 0 { (both(format!(", {not_played} not played"), format!("、未実行{not_played}件"))) }
    }
}

/// What did not go as it should.
fn failures(book: &Book) -> Markup {
    let failed: Vec<_> = all(book)
        .filter_map(|(section, one)| book.played(&section.number, &one.id))
        .filter(|played| !matches!(played.row.outcome, Outcome::AsExpected))
        .collect();
    html! {
        @if !failed.is_empty() {
            div.notice {
                @for played in failed {
                    p { (marks::link(&played.row.section.number, played.row.experiment)) ": " (marks::verdict(Some(played), played.row.experiment)) }
                }
            }
        }
    }
}

/// Where a section begins: at the start of its page, if no other is on it.
fn place(member: &Crate, section: &Section) -> String {
    let file = model::section_file(member);
    if member.sections.len() == 1 { file } else { format!("{file}#s-{}", section.number) }
}

fn row(book: &Book, to: &str, section: &Section) -> Markup {
    let ([in_the_book, expected, other], time) = counts(book, section);
    let title = Words::new(section.title.clone(), section.title_ja.clone());
    html! {
        tr {
            td { (section.number) }
            th scope="row" {
                a href=(to) { (title) }
                @if in_the_book + expected + other < section.experiments.len() {
                    " " small.faint { (counted(section.experiments.len() - in_the_book - expected - other, "not played", "not played", "件未実行")) }
                }
                @if other > 0 { " " small.bad { (counted(other, "differs or was skipped", "differ or were skipped", "件が相違またはスキップ")) } }
            }
            td.number { (in_the_book) } td.number { (expected) }
            td.number { (format!("{:.2} s", time.as_secs_f64())) }
        }
    }
}

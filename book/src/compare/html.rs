//! Writes the comparison as pages: an index, and a page for each program with the two listings side by side. A
//! page is self-contained: it needs no script and no network. It contains the user's copy of the C text, so the
//! page belongs to the user too; it is not part of this project.

use std::fs;
use std::path::{Path, PathBuf};

use maud::{Markup, html};
use page::frame::{Frame, Link};
use page::{Words, both};
use texts::{Lang, say};

use super::c::{Role, Slip, Word};
use super::listings::{c_line, link, listings};
use super::paper::{Kind, Paper, Row};
use super::report::{Beside, Report, mebibytes};
use super::run::{self, Built, Meeting, Trace, Transcripts, lengths};
use crate::error::Error;
use crate::{clock, files, functions};

const STYLE: &str = include_str!("style.css");

/// Writes the pages to `folder` and returns the index. Creates the folder if necessary. Each page appears whole
/// or not at all.
pub(crate) fn write(report: &Report, folder: &Path) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    let lang = Lang::of_environment();
    let all: Vec<(&Beside, &Paper)> =
        report.programs.iter().filter_map(|beside| Some((beside, beside.paper.as_ref()?))).collect();
    let index_link = Link { to: "index.html".into(), name: title() };
    for (at, (beside, paper)) in all.iter().enumerate() {
        let other = |at: usize| all.get(at).map(|(beside, _)| to_program(beside));
        let frame = Frame {
            places: vec![index_link.clone()],
            previous: at.checked_sub(1).map_or(Some(index_link.clone()), other),
            next: other(at + 1),
            styles: vec![STYLE],
            ..Frame::new(lang, Words::name(beside.program.clone()))
        };
        let page = frame.page(&program(report, beside, paper));
        files::update(&folder.join(format!("{}.html", beside.program)), &page, true)?;
    }
    let next = all.first().map(|(beside, _)| to_program(beside));
    let frame = Frame { next, styles: vec![STYLE], ..Frame::new(lang, title()) };
    let path = folder.join("index.html");
    files::update(&path, &frame.page(&index(report)), true)?;
    Ok(path)
}

fn title() -> Words {
    Words::new("The C originals and the Rust edition", "C版とRust版の比較")
}

fn to_program(beside: &Beside) -> Link {
    Link { to: format!("{}.html", beside.program).into(), name: Words::name(beside.program.clone()) }
}

fn index(report: &Report) -> Markup {
    html! {
        main {
            h1 { (title()) }
            (verdict(report.unexplained(), report.unknown()))
            dl.facts {
                dt { (both("The originals", "C版のフォルダー")) } dd { code { (report.folder.display()) } }
                dt { (both("Compared", "比較日時")) } dd { (clock::now()) " UTC" }
                dt { "tlsbook" } dd { (common::version()) }
                dt { (both("System", "システム")) } dd { (std::env::consts::OS) ", " (std::env::consts::ARCH) }
            }
            h2 #programs { (both("Programs", "プログラム")) }
            div.wide tabindex="0" role="region" aria-labelledby="programs" { table {
                thead { tr {
                    th scope="col" { (both("section", "節")) } th scope="col" { (both("program", "プログラム")) } th scope="col" { (both("C file", "Cのファイル")) }
                    th scope="col" { (both("calls on paper", "ソース上の呼び出し")) } th scope="col" { (both("calls that happen", "実行時の呼び出し")) }
                    th scope="col" { (both("pairs met", "接続できた組み合わせ")) } th scope="col" { (both("slips", "誤り")) } th scope="col" { (both("notes", "備考")) }
                } }
                tbody {
                    @for beside in &report.programs { (index_row(report, beside)) }
                    @for path in &report.without_ours {
                        tr.faint { td {} td {} td { code { (path.display()) } } td {} td {} td {} td {} td.notes { (both("no sample of ours", "対応するサンプルなし")) } }
                    }
                }
            } }
            dl.meaning {
                dt { (both("calls on paper", "ソース上の呼び出し")) }
                dd { (both("how many calls of the C source stand in ours, in the same order", "Cのソースにある呼び出しのうち、Rust版にも同じ順序であるものの数")) }
                dt { (both("calls that happen", "実行時の呼び出し")) }
                dd { (both("how many functions of the library both programs enter when they run", "実行したとき、両方のプログラムが呼び出したライブラリー関数の数")) }
                dt { (both("pairs met", "接続できた組み合わせ")) }
                dd { (both("how many combinations of C and Rust programs worked together as they should", "CとRustのプログラムの組み合わせのうち、想定どおりに動作したものの数")) }
                dt { (both("slips", "誤り")) }
                dd { (both("places in the C that are wrong, or work by chance", "Cのソースで、誤っている箇所や偶然動作している箇所の数")) }
            }
            @for what in &report.missing { p.unknown { (Words::from(what)) } }
            @if !report.meetings.is_empty() {
                h2 #experiments { (both("Experiments, played by the originals, by ours, and by both together", "C版、Rust版、両者の組み合わせによる実験")) }
                div.wide tabindex="0" role="region" aria-labelledby="experiments" { table {
                    thead { tr {
                        th scope="col" { (both("experiment", "実験")) } th scope="col" { (both("who", "組み合わせ")) }
                        th scope="col" { (both("result", "結果")) } th scope="col" { (both("programs", "プログラム")) }
                    } }
                    tbody { @for (number, meeting) in report.meetings.iter().enumerate() { (meeting_row(report, number, meeting)) } }
                } }
            }
        }
    }
}

/// Whether all differences have their explanation, and how much could not be examined.
fn verdict(unexplained: usize, unknown: usize) -> Markup {
    html! {
        p.verdict {
            @if unexplained == 0 { span.good { "✓ " (both("Every difference that was found is explained.", "見つかった違いは、すべて説明できています。")) } }
            @else { span.bad { "✗ " (both(
                format!("{unexplained} {} not explained.", if unexplained == 1 { "difference is" } else { "differences are" }),
                format!("説明できない違いが{unexplained}件あります。"),
            )) } }
            @if unknown > 0 { " " span.unknown { "? " (both(
                format!("{unknown} {} not be examined.", if unknown == 1 { "thing could" } else { "things could" }),
                format!("調べられなかったものが{unknown}件あります。"),
            )) } }
        }
    }
}

/// An experiment, with links to what the pages of its programs show of it.
fn meeting_row(report: &Report, number: usize, meeting: &Meeting) -> Markup {
    let has_page = |name: &str| report.programs.iter().any(|one| one.program == name && one.paper.is_some());
    let mut programs: Vec<&str> = Vec::new();
    for run in &meeting.runs {
        if has_page(&run.program) && !programs.contains(&run.program.as_str()) {
            programs.push(&run.program);
        }
    }
    html! {
        tr {
            td { (meeting.section) "/" (meeting.experiment) }
            td { (Words::from(&run::who(&meeting.sides))) }
            td.notes.bad[meeting.unexplained] { (Words::from(&meeting.result())) }
            td { @for name in programs { a href=(format!("{name}.html#meeting-{number}")) { (name) } " " } }
        }
    }
}

fn index_row(report: &Report, beside: &Beside) -> Markup {
    let of = |some: usize, all: usize| both(format!("{some} of {all}"), format!("{some}/{all}"));
    html! {
        tr {
            td { (beside.section) }
            @if let Some(paper) = &beside.paper {
                td.name { a href=(format!("{}.html", beside.program)) { (beside.program) } }
                td { @if let Some(file) = paper.c_files.first() { code { (file.display()) } } }
                td { (of(paper.aligned, paper.calls)) }
                td { @if let Some(trace) = &beside.trace { (of(trace.shared, trace.c_functions)) } }
                td { @if let Some((met, all)) = report.met(&beside.section) { (of(met, all)) } }
                td { (paper.slips.len()) }
            } @else {
                td.name { (beside.program) }
                td { code { (beside.wanted.display()) } }
                td {} td {} td {} td {}
            }
            td.notes.bad[beside.unexplained() > 0] { (notes(beside)) }
        }
    }
}

fn program(report: &Report, beside: &Beside, paper: &Paper) -> Markup {
    let file = paper.c_files.first().map(|file| file.display().to_string()).unwrap_or_default();
    let only = |kinds: &[Kind], c: bool| {
        let rows = paper.rows.iter().filter(|row| row.c.is_some() == c && kinds.contains(&row.kind));
        rows.cloned().collect::<Vec<Row>>()
    };
    let only_c = only(&[Kind::Explained, Kind::Unexplained], true);
    let only_rust = only(&[Kind::Explained, Kind::Unexplained], false);
    let meetings = report.meetings.iter().filter(|meeting| meeting.unexplained);
    let unexplained = meetings.filter(|meeting| took_part(beside, meeting)).count();
    html! {
        main {
            p.eyebrow { (both(format!("section {}", beside.section), format!("{}節", beside.section))) }
            h1 { (beside.program) }
            (verdict(beside.unexplained() + unexplained, beside.unknown()))
            p.lead {
                (both(
                    html! { strong { (paper.aligned) " of " (paper.calls) } " calls of the C stand in ours." },
                    html! { "Cの呼び出し" strong { (paper.calls) "件中" (paper.aligned) "件" } "が、Rust版にもあります。" },
                ))
                @if let Some(how) = &beside.how { " " (both(html! { "The C file was found by " (how.of(Lang::En)) "." }, html! { "Cのファイルの探し方：" (how.of(Lang::Ja)) })) }
            }
            (differences(paper, &beside.compiler, &only_c, &only_rust))
            @if let Some((c, rust)) = &beside.texts {
                h2 #listings { (both("The listings", "ソースコード")) }
                ul.legend {
                    li.tie { (both("in both", "両方にある")) } li.again { (both("in both, at another place", "両方にあり、位置が異なる")) }
                    li.only-c { (both("only in the C", "Cのみ")) } li.only-rust { (both("only in ours", "Rustのみ")) } li.slip { (both("slip in the C", "Cの誤り")) }
                }
                (listings(paper, &file, c, rust))
            }
            (when_run(report, beside))
        }
    }
}

/// Whether one of the two programs took part in an experiment.
fn took_part(beside: &Beside, meeting: &Meeting) -> bool {
    meeting.runs.iter().any(|run| run.program == beside.program)
}

/// What happened when the program ran. Shown below the listings.
fn when_run(report: &Report, beside: &Beside) -> Markup {
    let numbered = report.meetings.iter().enumerate();
    let meetings: Vec<(usize, &Meeting)> =
        numbered.filter(|(_, meeting)| took_part(beside, meeting)).collect();
    html! {
        @if !meetings.is_empty() {
            h2 #run { (both("When run", "実行結果")) }
            (executables(beside))
            div.meetings { @for (number, meeting) in &meetings { (show_meeting(*number, meeting)) } }
            @for transcripts in report.transcripts.iter().filter(|one| one.program == beside.program) { (shown(transcripts)) }
            @if let Some(trace) = &beside.trace { (calls(trace)) }
        }
    }
}

fn size(built: &Built) -> Words {
    let (size, code) = (built.size / 1024, built.code);
    Words::new(format!("{size} KiB, {code} bytes of it code"), format!("{size} KiB（コードは{code}バイト）"))
}

/// The notes on a program.
fn notes(beside: &Beside) -> Words {
    let notes: Vec<Words> = beside.notes().iter().map(Words::from).collect();
    let joined = |lang, between| notes.iter().map(|note| note.of(lang)).collect::<Vec<_>>().join(between);
    Words::new(joined(Lang::En, "; "), joined(Lang::Ja, "、"))
}

fn executables(beside: &Beside) -> Markup {
    html! {
        ul {
            @if let Some(built) = &beside.built {
                li { "C: " code { (built.path.display()) } ", " (Words::from(&built.library())) ", " (size(built)) }
            }
            @if let Some(ours) = &beside.ours { li { "Rust: " code { (ours.path.file_name().unwrap_or_default().to_string_lossy()) } ", " (size(ours)) } }
            @if let Some(findings) = &beside.valgrind {
                @if findings.is_empty() { li { (both("valgrind finds nothing in the C program.", "Cのプログラムについてのvalgrindの指摘なし")) } }
                @for finding in findings { li.bad { "valgrind: " (finding) } }
            }
        }
    }
}

fn show_meeting(number: usize, meeting: &Meeting) -> Markup {
    html! {
        section.card #{ "meeting-" (number) } {
            h3.bad[meeting.unexplained] { (meeting.section) "/" (meeting.experiment) ": " (Words::from(&run::who(&meeting.sides))) " — " (Words::from(&meeting.result())) }
            div.wide { table {
                @for run in &meeting.runs {
                    tr {
                        td { (Words::from(&run.who)) } td { (Words::from(&run.end)) } td { (run.milliseconds) " ms" }
                        td { @if let Some(peak) = run.peak { (mebibytes(peak)) } }
                    }
                }
            } }
            @for seen in &meeting.seen {
                p {
                    @if let Some(agreed) = &seen.agreed { (agreed.version) ", " (agreed.suite) @if let Some(group) = &agreed.group { ", " (group) } "; " }
                    (both("records of the client: ", "クライアントのレコード：")) (lengths(&seen.client)) (both("; of the server: ", "、サーバーのレコード：")) (lengths(&seen.server))
                }
            }
            @for note in &meeting.notes { p.faint { (Words::from(note)) } }
        }
    }
}

/// The output of both programs, in two columns.
fn shown(transcripts: &Transcripts) -> Markup {
    let cell = |line: &Option<String>, other: &Option<String>, class: &'static str| {
        html! {
            @match line {
                Some(line) => td.(if other.is_none() { class } else { "" }) { code { (line) } },
                None => td {},
            }
        }
    };
    let ends = [&transcripts.ends.0, &transcripts.ends.1];
    html! {
        section.card {
            h3 { (both(
                format!("{}: what {} shows", transcripts.experiment, transcripts.program),
                format!("{}：{}の表示", transcripts.experiment, transcripts.program),
            )) }
            div.wide { table.shown {
                tr { th scope="col" { "C" } th scope="col" { "Rust" } }
                @for (c, rust) in &transcripts.lines { tr { (cell(c, rust, "only-c")) (cell(rust, c, "only-rust")) } }
                tr.faint { @for end in ends { td { (Words::from(end)) } } }
            } }
        }
    }
}

/// The calls made at run time, in two columns.
fn calls(trace: &Trace) -> Markup {
    html! {
        section.card {
            h3 { (both(
                format!("Calls of the library that happen ({}): {} of {} functions are called by both", trace.experiment, trace.shared, trace.c_functions),
                format!("実行時のライブラリーの呼び出し（{}）：{}個の関数のうち{}個を両方が呼び出す", trace.experiment.of(Lang::Ja), trace.c_functions, trace.shared),
            )) }
            div.wide { table.shown {
                tr { th scope="col" { "C" } th scope="col" { "Rust" } th scope="col" { (both("what it is for", "役割")) } th scope="col" { (both("note", "備考")) } }
                @for row in &trace.rows {
                    tr.faint[row.c.is_none()] {
                        td.only-c[row.rust.is_none()] { @if let Some(c) = &row.c { code { (c) } } }
                        td { @if let Some(rust) = &row.rust { code { (rust) } } }
                        td.about { @if let Some(about) = row.c.as_ref().or(row.rust.as_ref()).and_then(|name| functions::about(name)) { (about) } }
                        td { (Words::from(&row.note)) }
                    }
                }
            } }
        }
    }
}

/// The differences in words. Shown above the listings.
fn differences(paper: &Paper, words: &[Word], only_c: &[Row], only_rust: &[Row]) -> Markup {
    let name =
        |row: &Row| row.c.as_ref().or(row.rust.as_ref()).map(|place| place.name.clone()).unwrap_or_default();
    let item = |row: &Row| {
        let target = match (&row.c, &row.rust) {
            (Some(c), _) => c_line(paper, &c.file, c.line),
            (None, rust) => rust.as_ref().map(|rust| format!("r{}", rust.line)),
        };
        html! {
            li.bad[row.kind == Kind::Unexplained] {
                (link(target, &html! { code { (name(row)) } })) " — " (Words::from(&row.note))
            }
        }
    };
    let slip = |slip: &Slip| {
        let place = html! { (slip.file) ":" (slip.line) };
        html! { (link(c_line(paper, &slip.file, slip.line), &place)) " — " (Words::from(&slip.what)) }
    };
    let said = |roles: &[Role]| {
        let words = roles.iter().map(|role| role.word());
        words.reduce(|one, other| say!("{0}, {1}", one, other)).map(|words| Words::from(&words))
    };
    html! {
        section.cards {
            @if !only_c.is_empty() || !paper.not_in_listing.is_empty() || paper.arguments.is_some() {
                div.card {
                    h2 { (both("In the C", "Cのみにあるもの")) }
                    ul { @for row in only_c { (item(row)) } }
                    @if let Some((c, rust)) = &paper.arguments {
                        p { (both("Arguments: ", "アーギュメント：")) strong { @if let Some(words) = said(c) { (words) } } (both(". Ours, as in the text: ", "。Rust版（本文のとおり）：")) strong { @if let Some(words) = said(rust) { (words) } } }
                    }
                    @if !paper.not_in_listing.is_empty() {
                        p { (both("Not in our listing: ", "本書のリストにないもの：")) (paper.not_in_listing.join(", ")) }
                    }
                }
            }
            @if !only_rust.is_empty() {
                div.card { h2 { (both("Only in ours", "Rustのみにあるもの")) } ul { @for row in only_rust { (item(row)) } } }
            }
            @if !paper.slips.is_empty() {
                div.card.broad {
                    h2 { (both("Slips found in the C", "Cに見つかった誤り")) }
                    ul { @for one in &paper.slips { li { (slip(one)) } } }
                }
            }
            @if words.iter().any(|word| word.error.is_some() || word.unknown.is_some() || !word.warnings.is_empty()) {
                div.card.broad {
                    h2 { (both("What the compiler says", "コンパイラの指摘")) }
                    ul { @for word in words {
                        @if let Some(error) = &word.error { li { (both(format!("Does not compile with {}: ", word.library.name()), format!("{}ではコンパイルできない：", word.library.name()))) (error) } }
                        @if let Some(why) = &word.unknown { li { (both(format!("Not known whether it compiles with {}: ", word.library.name()), format!("{}でコンパイルできるかは不明：", word.library.name()))) (Words::from(why)) } }
                        @for warning in &word.warnings { li { (slip(warning)) " (" (word.library.name()) ")" } }
                    } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test of the frame's colours says that all text can be read on them, and on a tenth of one.
    #[test]
    fn colours_are_those_of_the_frame() {
        let without_names = STYLE.replace("var(--", "");
        for own in ["#", "rgb(", "hsl(", "--"] {
            assert!(!without_names.contains(own), "{own}");
        }
        let mixed: Vec<&str> = STYLE
            .split("color-mix(in srgb, ")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(one, _)| one)
            .collect();
        assert_eq!(STYLE.matches(" 10%, var(--paper))").count(), mixed.len());
    }
}

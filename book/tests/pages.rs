//! On the page of a session, each byte that went over the wire stands in exactly one field, which has a text in both
//! languages. `make pages-check` looks at the same in a browser.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::collections::HashSet;
use std::time::Duration;

use page::session::{Options, Parts, Place, Recorded};
use wire::Direction;
use wire::render::json::Start;

use sessions::Recording;

fn parts(recording: &Recording) -> Parts {
    let start = Start { client: "client", server: "server", since_1970: Duration::ZERO, stream: None };
    let mut recorded = Recorded::begin(1, &start);
    recording.read_with_keys().iter().for_each(|event| recorded.take(event));
    Parts::of(&[&recorded], Place::Alone, Options::default())
}

/// What stands between two strings, each time.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).map(move |rest| rest.split_once(to).map_or(rest, |(inside, _)| inside))
}

/// The bytes of hexadecimal digits, blanks and elements between them left out.
fn bytes(html: &str) -> Vec<u8> {
    let text: String =
        html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}

/// The fields of a block of bytes: each piece of the hex is that of one field, in their order, which leads to a text.
fn check_fields(block: &str, texts: &HashSet<&str>, name: &str) -> usize {
    let (hex, rest) = block.split_once("</div>").unwrap();
    let pieces = between(hex, "<i>", "</i>").count();
    let inside: Vec<u8> = between(hex, "<i>", "</i>").flat_map(bytes).collect();
    assert_eq!(bytes(hex.split_once('>').unwrap().1), inside, "{name}: bytes outside of the fields");
    let tree = rest.split_once("</div>").map_or(rest, |(tree, _)| tree);
    let mut next = 0;
    for row in tree.split(" data-f=\"").skip(1).filter(|row| !row.contains("<ul>")) {
        let (number, row) = row.split_once("\">").unwrap();
        assert_eq!(number, next.to_string(), "{name}");
        let text = row.strip_prefix("<a href=\"#").and_then(|row| row.split('"').next());
        assert!(text.is_some_and(|text| texts.contains(text)), "{name} has no text: {row}");
        next += 1;
    }
    assert_eq!(next, pieces, "{name}");
    inside.len()
}

#[test]
fn each_byte_stands_in_one_field_with_a_text() {
    for recording in sessions::all() {
        let Parts { sessions, texts } = parts(&recording);
        let (page, texts) = (
            sessions.into_iter().map(page::maud::PreEscaped::into_string).collect::<String>(),
            texts.into_string(),
        );
        let told = |entry: &&str| {
            ["<p lang=\"en\">", "<p lang=\"ja\">"]
                .iter()
                .all(|lang| between(entry, lang, "</p>").any(|text| !text.is_empty()))
        };
        let beside = page.split("<div class=\"why\" id=\"").skip(1);
        let entries: Vec<&str> = texts
            .split("<div id=\"")
            .skip(1)
            .chain(beside)
            .map(|one| one.split("</div>").next().unwrap())
            .collect();
        assert!(entries.iter().all(told), "{}", recording.name);
        let anchors: HashSet<&str> = entries.iter().filter_map(|entry| entry.split('"').next()).collect();

        let shown: usize = page
            .split("<div class=\"bytes\">")
            .skip(1)
            .map(|block| check_fields(block, &anchors, &recording.name))
            .sum();
        assert!(shown > 100, "{}: {shown} bytes", recording.name);
        check_records(&page, &recording);
    }
}

/// The records on the page are those that were sent, each once.
fn check_records(page: &str, recording: &Recording) {
    let mut sent = Vec::new();
    for direction in [Direction::FromClient, Direction::FromServer] {
        let chunks = recording.chunks.iter().filter(|(from, ..)| *from == direction);
        let stream: Vec<u8> = chunks.flat_map(|(_, _, bytes)| bytes.iter().copied()).collect();
        let mut rest = &stream[..];
        while let [_, _, _, high, low, ..] = rest {
            let (record, after) = rest.split_at(5 + usize::from(u16::from_be_bytes([*high, *low])));
            sent.push(record.to_vec());
            rest = after;
        }
        assert!(rest.is_empty());
    }
    let first_hex =
        |record| between(record, "<div class=\"hex\"", "</div>").next().unwrap().split_once('>').unwrap().1;
    let mut shown: Vec<_> =
        page.split("<details class=\"record\"").skip(1).map(|record| bytes(first_hex(record))).collect();
    sent.sort();
    shown.sort();
    assert!(sent == shown, "{}: {} records were sent, {} are shown", recording.name, sent.len(), shown.len());
}

//! Renders our Markdown: headings with anchors, links that lead to the pages of the site, and in place of the
//! generated parts what was seen in this run.

use std::collections::HashMap;
use std::path::Path;

use page::maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use texts::Lang;

use super::model::{self, Book};
use super::{marks, windows};
use crate::parts;
use crate::script::RUN;

/// A document of the project in a folder of it, in a language.
pub(super) fn document(book: &Book, folder: &Path, lang: Lang, text: &str) -> Markup {
    let (opening, rest) = divided(book, folder, lang, text);
    PreEscaped(opening.0 + &rest.0)
}

/// A document in two pieces: its title with the first paragraph, and the rest.
pub(super) fn divided(book: &Book, folder: &Path, lang: Lang, text: &str) -> (Markup, Markup) {
    let mut writer = Writer::new(book, folder, lang);
    let events = events(text);
    let (opening, rest) = events.split_at(opening(&events));
    writer.all(opening);
    let opening = std::mem::take(&mut writer.out);
    writer.all(rest);
    (PreEscaped(opening), PreEscaped(writer.out))
}

/// How many events the title and the first paragraph of a document are.
fn opening(events: &[Event]) -> usize {
    let says = |at: &usize| {
        matches!(events.get(*at), Some(Event::Start(Tag::Paragraph))) && !is_of_the_file_alone(events, *at)
    };
    (0..events.len()).find(says).map_or(0, |at| at + length(events, at))
}

/// A piece of a line.
pub(super) fn inline(book: &Book, text: &str) -> Markup {
    let mut writer = Writer::new(book, Path::new(""), Lang::En);
    let inside =
        |event: &Event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    writer.all(&events(text).into_iter().filter(inside).collect::<Vec<_>>());
    PreEscaped(writer.out)
}

/// The headings of a document below its title: the anchor, and the text in both languages. Nothing if the two differ
/// in number.
pub(super) fn headings(book: &Book, path: &str) -> Vec<(String, String, String, String)> {
    let of = |end: &str| {
        let text = std::fs::read_to_string(book.root.join(path).with_extension(end)).unwrap_or_default();
        let events = events(&text);
        let starts = (0..events.len()).filter(|at| {
            matches!(events.get(*at), Some(Event::Start(Tag::Heading { level, .. })) if *level != HeadingLevel::H1)
        });
        let mut ids = HashMap::new();
        let heads = starts.map(|at| said(events.get(at..).unwrap_or_default()));
        heads.map(|text| (anchor(&mut ids, &text), text)).collect::<Vec<_>>()
    };
    let (en, ja) = (of("md"), of("ja.md"));
    if en.len() != ja.len() {
        return Vec::new();
    }
    en.into_iter().zip(ja).map(|((id, en), (ja_id, ja))| (id, format!("ja-{ja_id}"), en, ja)).collect()
}

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).collect()
}

/// The text of the element that begins `events`.
fn said(events: &[Event]) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    text
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(ids: &mut HashMap<String, usize>, text: &str) -> String {
    let kept = text.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | 'ー' | '々'));
    let id: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
    let count = ids.entry(id.clone()).or_default();
    *count += 1;
    if *count > 1 { format!("{id}-{}", *count - 1) } else { id }
}

/// The start of a cell that heads a column.
const HEAD: &str = "<th scope=\"col\">";

struct Writer<'a, 'b> {
    book: &'a Book<'b>,
    /// The folder of the document, to which its links are relative.
    folder: &'a Path,
    lang: Lang,
    out: String,
    /// How often each anchor was made.
    ids: HashMap<String, usize>,
    in_table: bool,
    in_head: bool,
    /// Whether the tables are those that show the text of the book beside what is seen here.
    is_beside: bool,
}

impl<'a, 'b> Writer<'a, 'b> {
    fn new(book: &'a Book<'b>, folder: &'a Path, lang: Lang) -> Self {
        let (out, ids) = (String::new(), HashMap::new());
        Self { book, folder, lang, out, ids, in_table: false, in_head: false, is_beside: false }
    }
}

impl Writer<'_, '_> {
    fn all(&mut self, events: &[Event]) {
        let mut at = 0;
        while let Some(event) = events.get(at) {
            at += match event {
                Event::Start(Tag::Paragraph) if is_of_the_file_alone(events, at) => length(events, at),
                Event::Html(text) => self.part(text.trim(), events, at),
                _ => {
                    self.event(event, events, at);
                    1
                }
            };
        }
    }

    /// Writes what was seen in place of a generated part. Returns how many events it stands for.
    fn part(&mut self, comment: &str, events: &[Event], at: usize) -> usize {
        let Some((kind, about)) = parts::part_started_by(comment) else {
            self.is_beside = false; // it is the end of a part
            // Another comment is not for a reader.
            if !comment.starts_with("<!--") {
                self.text(comment);
            }
            return 1;
        };
        let after = events.iter().skip(at);
        let ends = |event: &Event| matches!(event, Event::Html(text) if text.trim() == parts::END);
        let length = after.take_while(|event| !ends(event)).count() + 1;
        match kind {
            "way" => length, // the frame has it
            "session" => {
                let Some((section, one)) = self.book.experiment(about) else { return 1 };
                let Some(played) = self.book.played(&section.number, &one.id) else { return 1 };
                let to = marks::link(&section.number, one);
                let mark = marks::mark(self.book, section, one);
                let shown = windows::shown(self.book, one, &played.seen.timeline);
                self.out.push_str(&html! { div.run { p.ran { (to) " " (mark) } (shown) } }.into_string());
                length
            }
            _ => {
                self.is_beside = kind == "read-along";
                1
            }
        }
    }

    fn event(&mut self, event: &Event, events: &[Event], at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, events.get(at..).unwrap_or_default()),
            Event::End(end) => self.end(*end),
            Event::Code(code) => self.code(code),
            Event::SoftBreak if self.lang == Lang::Ja => {} // between Japanese characters stands no blank
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>"),
            Event::InlineHtml(tag) if matches!(&**tag, "<br>" | "<br/>") => self.out.push_str("<br>"),
            // An anchor of a document's own: `<a id="aead"></a>`.
            Event::InlineHtml(tag) if &**tag == "</a>" => self.out.push_str("</span>"),
            Event::InlineHtml(tag) => {
                match tag.strip_prefix("<a id=\"").and_then(|id| id.strip_suffix("\">")) {
                    Some(id) if self.ids.contains_key(id) => self.out.push_str("<span>"), // its heading has it
                    Some(id) => {
                        let id = escaped(&format!("{}{id}", self.lang.pick("", "ja-")));
                        self.out.extend(["<span id=\"", id.as_str(), "\">"]);
                    }
                    None => self.text(tag),
                }
            }
            Event::Text(text) => self.text(text),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&escaped(text));
    }

    /// A name or a command: in a table, and where it plays an experiment, a link to what it stands for.
    fn code(&mut self, code: &str) {
        let played = code.strip_prefix("make ").or(code.strip_prefix("cargo tlsbook play "));
        let to = match played {
            Some(name) => self
                .book
                .experiment(name)
                .map(|(section, one)| model::experiment_file(&section.number, &one.id))
                .or_else(|| self.book.section(name)),
            None if self.in_table => self.book.named(code.strip_prefix(RUN).unwrap_or(code)),
            None => None,
        };
        let code = html! { @match to {
            Some(to) => a href=(to) { code { (code) } },
            None => code { (code) },
        } };
        self.out.push_str(&code.into_string());
    }

    fn start(&mut self, tag: &Tag, events: &[Event]) {
        let open = match tag {
            Tag::Heading { level, .. } => {
                let id = anchor(&mut self.ids, &said(events));
                let prefix = self.lang.pick("", "ja-");
                format!("<{level} id=\"{}\">", escaped(&format!("{prefix}{id}")))
            }
            Tag::CodeBlock(kind) => {
                let rust = matches!(kind, CodeBlockKind::Fenced(name) if &**name == "rust");
                format!("<pre{}><code>", if rust { " class=\"rust\"" } else { "" })
            }
            Tag::List(Some(first)) if *first != 1 => format!("<ol start=\"{first}\">"),
            Tag::List(Some(_)) => "<ol>".to_owned(),
            Tag::Table(_) => {
                self.in_table = true;
                let name = self.lang.pick("Table", "表");
                let class = if self.is_beside { " class=\"beside\"" } else { "" };
                format!(
                    "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\"><table{class}>"
                )
            }
            Tag::TableHead => {
                self.in_head = true;
                "<thead><tr>".to_owned()
            }
            Tag::TableRow => "<tr>".to_owned(),
            Tag::TableCell if self.in_head => HEAD.to_owned(),
            Tag::TableCell => "<td>".to_owned(),
            Tag::Link { dest_url, .. } => self.link(dest_url),
            other => simple(other.to_end()).map(|name| format!("<{name}>")).unwrap_or_default(),
        };
        self.out.push_str(&open);
    }

    fn end(&mut self, end: TagEnd) {
        let close = match end {
            TagEnd::Heading(level) => format!("</{level}>\n"),
            TagEnd::CodeBlock => "</code></pre>\n".to_owned(),
            TagEnd::List(true) => "</ol>\n".to_owned(),
            TagEnd::Table => {
                self.in_table = false;
                "</tbody></table></div>\n".to_owned()
            }
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr></thead><tbody>".to_owned()
            }
            TagEnd::TableRow => "</tr>\n".to_owned(),
            // A corner without a word is no heading.
            TagEnd::TableCell if self.out.ends_with(HEAD) => {
                self.out.truncate(self.out.len() - HEAD.len());
                "<td></td>".to_owned()
            }
            TagEnd::TableCell if self.in_head => "</th>".to_owned(),
            TagEnd::TableCell => "</td>".to_owned(),
            TagEnd::Link => "</a>".to_owned(),
            other => simple(other).map(|name| format!("</{name}>")).unwrap_or_default(),
        };
        self.out.push_str(&close);
    }

    /// The start of a link. A file that has no page is named, without a place to go to.
    fn link(&self, to: &CowStr) -> String {
        if to.starts_with("https://") || to.starts_with("http://") {
            return format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(to));
        }
        let (path, anchor) = to.split_once('#').map_or((&**to, None), |(path, anchor)| (path, Some(anchor)));
        let page = if path.is_empty() {
            Some(String::new())
        } else {
            model::normal(&self.folder.join(path)).and_then(|path| self.book.page_of(&path))
        };
        let prefix = self.lang.pick("", "ja-");
        match (page, anchor) {
            (Some(page), Some(anchor)) => {
                format!("<a href=\"{}\">", escaped(&format!("{page}#{prefix}{anchor}")))
            }
            (Some(page), None) => format!("<a href=\"{}\">", escaped(&page)),
            (None, _) => "<a>".to_owned(),
        }
    }
}

/// The element of a tag that is nothing but an element.
fn simple(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "p",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "s",
        _ => return None,
    })
}

/// Whether a paragraph says nothing on a page: a picture of such a page, or nothing but a link to the same document in the
/// other language, since the page has both.
fn is_of_the_file_alone(events: &[Event], at: usize) -> bool {
    if matches!(events.get(at + 1), Some(Event::Start(Tag::Image { .. }))) {
        return true;
    }
    let inside = events.get(at + 1..at + 4).unwrap_or_default();
    matches!(inside, [Event::Start(Tag::Link { .. }), Event::Text(text), Event::End(TagEnd::Link)]
        if matches!(&**text, "日本語" | "English"))
        && matches!(events.get(at + 4), Some(Event::End(TagEnd::Paragraph)))
}

/// The number of events of the element that begins at `at`.
fn length(events: &[Event], at: usize) -> usize {
    let mut depth = 0_usize;
    for (count, event) in (1..).zip(events.iter().skip(at)) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return count;
        }
    }
    1
}

fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}

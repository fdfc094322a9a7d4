//! The frame of all pages: the shell of a document, with a bar above it and links to the pages before and after.
//!
//! A page is one file. Its Content-Security-Policy lets nothing load, names the style sheets and scripts in the
//! page by their hashes, and so turns off whatever a hostile peer might get into the markup. The page is readable
//! without its scripts; they add what HTML and CSS cannot do.
//!
//! ```
//! use page::frame::{Frame, Link};
//! use page::{Words, maud::html};
//! use texts::Lang;
//!
//! let frame = Frame {
//!     places: vec![Link { to: "index.html".into(), name: Words::new("The book", "本書") }],
//!     ..Frame::new(Lang::Ja, Words::new("A session", "セッション"))
//! };
//! let page = frame.page(&html! { main { h1 { "TLS 1.3" } } });
//! assert!(page.starts_with("<!DOCTYPE html>") && page.contains("default-src 'none'"));
//! ```

mod policy;

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use texts::Lang;

use crate::words::{Words, both};

/// The style sheet of all pages. It says which classes there are.
pub const STYLE: &str = include_str!("frame.css");

/// The script of all pages.
pub const SCRIPT: &str = include_str!("frame.js");

/// A style sheet or a script without indentation and comments of whole lines, since each page has them.
fn compact(text: &str) -> String {
    let mut lines = Vec::new();
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if !(in_comment || begins || line.is_empty() || line.starts_with("// ")) {
            lines.push(line);
        }
        in_comment = (in_comment || begins) && !line.ends_with("*/");
    }
    lines.join("\n")
}

/// A link to another page.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads: a relative path, or an anchor.
    pub to: Cow<'static, str>,
    /// What it is called.
    pub name: Words,
}

/// What is around the content of a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The reader's language: the page opens in it.
    pub lang: Lang,
    /// The title of the page.
    pub title: Words,
    /// The pages above it, the uppermost first.
    pub places: Vec<Link>,
    /// The page before it.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// What else stands in the bar: a search, for example.
    pub tools: Markup,
    /// Style sheets of its own, after that of all pages.
    pub styles: Vec<&'static str>,
    /// Scripts of its own, after that of all pages.
    pub scripts: Vec<Cow<'static, str>>,
}

impl Frame {
    /// A page that stands alone.
    pub fn new(lang: Lang, title: Words) -> Self {
        Self {
            lang,
            title,
            places: Vec::new(),
            previous: None,
            next: None,
            tools: html! {},
            styles: Vec::new(),
            scripts: Vec::new(),
        }
    }

    /// The whole page, with a `body` that has a `main` in it.
    pub fn page(&self, body: &Markup) -> String {
        let style = compact(&[&[STYLE], self.styles.as_slice()].concat().concat());
        let scripts: Vec<String> =
            std::iter::once(SCRIPT).chain(self.scripts.iter().map(AsRef::as_ref)).map(compact).collect();
        let page = html! {
            (DOCTYPE)
            html lang=(self.lang.pick("en", "ja")) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy::of(&style, &scripts));
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.title.of(self.lang)) }
                    style { (PreEscaped(&style)) }
                }
                body data-title-en=(self.title.en) data-title-ja=(self.title.ja) {
                    a.skip href="#content" { (both("To the content", "本文へ")) }
                    (self.bar())
                    div #content { (body) }
                    (self.foot())
                    @for script in &scripts { script { (PreEscaped(script)) } }
                }
            }
        };
        page.into_string()
    }

    /// Where the page is, tools, and the switch of languages.
    fn bar(&self) -> Markup {
        let english = self.lang == Lang::En;
        html! {
            header.bar {
                nav.places aria-labelledby="places" {
                    span.unseen #places { (both("Where this page is", "このページの位置")) }
                    @for place in &self.places { a href=(place.to) { (place.name) } " " span.slash aria-hidden="true" { "/" } " " }
                    strong { (self.title) }
                }
                div.tools { (self.tools) }
                fieldset.languages {
                    legend.unseen { "Language / 言語" }
                    input.unseen #lang-en type="radio" name="lang" value="en" checked[english];
                    label for="lang-en" { "English" }
                    input.unseen #lang-ja type="radio" name="lang" value="ja" checked[!english];
                    label for="lang-ja" { "日本語" }
                }
            }
        }
    }

    /// The pages before and after this one.
    fn foot(&self) -> Markup {
        html! {
            @if self.previous.is_some() || self.next.is_some() {
                footer {
                    nav.around aria-labelledby="around" {
                        span.unseen #around { (both("Pages before and after", "前後のページ")) }
                        @if let Some(link) = &self.previous {
                            a.previous rel="prev" href=(link.to) { small { (both("Previous", "前へ")) } (link.name) }
                        }
                        @if let Some(link) = &self.next {
                            a.next rel="next" href=(link.to) { small { (both("Next", "次へ")) } (link.name) }
                        }
                    }
                }
            }
        }
    }
}

/// A command, or a text, that a button copies if the page may run its script.
pub fn copyable(text: &str) -> Markup {
    html! { pre.copy { code { (text) } } }
}

#[cfg(test)]
mod tests;

//! Bytes beside their fields: each leaf of the tree is a piece of the hex, and each piece belongs to one leaf.

use maud::{Markup, html};
use texts::Lang;
use wire::fields::{Field, Value, hex};
use wire::render::why;

use super::part::Page;
use super::tree::{self, Row};
use crate::words::both;

/// The most fields of a buffer that have rows. The rest is counted.
const ROWS: usize = 4000;

/// The most other places of a value that are named.
const PLACES: usize = 4;

/// The bytes of a value that a row shows; all of them are beside it.
const SHOWN: usize = 8;

/// A buffer and its fields; `title` is the message by which fields have texts of their own.
pub(super) fn show(page: &Page, field: &Field, buffer: &[u8], root: &str, title: &str) -> Markup {
    let row = Row::of(field, root);
    let leaves = row.leaves();
    let mut left = ROWS;
    html! {
        div.bytes {
            div.hex tabindex="0" role="group" aria-labelledby="hex" {
                @for leaf in leaves { i { (spaced(leaf.field.bytes(buffer))) } " " }
            }
            ul.tree { (rows(page, &row, buffer, title, &mut left)) }
        }
    }
}

/// `16 03 01`
pub(super) fn spaced(bytes: &[u8]) -> String {
    let digits = hex(bytes);
    let mut text = String::with_capacity(3 * bytes.len());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 2 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn rows(page: &Page, row: &Row, buffer: &[u8], title: &str, left: &mut usize) -> Markup {
    if *left == 0 {
        return html! {};
    }
    *left -= 1;
    if *left == 0 {
        return html! { li.unknown { (both("More fields are not shown here.", "これ以降のフィールドは省略しています。")) } };
    }
    let class = match row.field.value {
        Value::Malformed(_) => Some("bad"),
        _ if tree::is_framing(row.field) => Some("framing"),
        _ => None,
    };
    let places = match row.leaves.len() {
        0 => None,
        1 => Some(row.leaves.start.to_string()),
        _ => Some(format!("{}-{}", row.leaves.start, row.leaves.end - 1)),
    };
    html! {
        li id=(row.anchor) class=[class] data-f=[places] {
            (line(page, row, buffer, title))
            @if !row.children.is_empty() {
                ul { @for child in &row.children { (rows(page, child, buffer, title, left)) } }
            }
        }
    }
}

/// The name of a field, which leads to its text, and its value.
fn line(page: &Page, row: &Row, buffer: &[u8], title: &str) -> Markup {
    let (name, value) = tree::text(row.field, buffer, SHOWN);
    let (id, of_value) = why::ids(row.field);
    let why = |id| texts::find_in(title, id).map(|text| page.glossary.anchor(text));
    let (about, about_value) = (why(id), of_value.and_then(why));
    let is_leaf = row.children.is_empty() && row.field.value == Value::Bytes;
    let others: Vec<_> = if is_leaf {
        page.same.others(row.field.bytes(buffer), &row.anchor).take(PLACES).collect()
    } else {
        Vec::new()
    };
    html! {
        @match about {
            Some(about) => a href={ "#" (about) } { (name) },
            None => span tabindex="0" { (name) },
        }
        @if !value.of(Lang::En).is_empty() {
            " "
            @match about_value {
                Some(about) => a.value href={ "#" (about) } { (value) },
                None => code { (value) },
            }
        }
        @if is_leaf && row.field.span.len() > SHOWN { small { " " (row.field.span.len()) " B" } }
        @for place in others { " " a.same href={ "#" (place.anchor) } { "= " (wire::fields::Escaped(&place.name)) } }
    }
}

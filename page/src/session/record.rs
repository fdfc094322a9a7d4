//! A record, unwrapped: its header, how it is protected, and what is around its content.

use maud::{Markup, html};
use wire::fields::Field;
use wire::names::codes::TLS13;
use wire::names::codes::content_type::APPLICATION_DATA;
use wire::record::{Opened, Protection, Record};

use super::part::Page;
use super::{bytes, say};
use crate::words::{Words, both};

/// A record, folded.
pub(super) fn show(page: &Page, record: &Record) -> Markup {
    let anchor = page.scope.record(record.number);
    let epoch = match &record.protection {
        Protection::Opened(opened) => Some(opened),
        Protection::Plain | Protection::Undecrypted(_) => None,
    };
    html! {
        details.record id=(anchor) {
            summary {
                (both("Record", "レコード")) " " (record.number) " · " (say::bytes(record.raw.len()))
                @if let Some(opened) = epoch { span.hid { " · " (say::key(opened.epoch)) ", " (both("number", "シーケンス番号")) " " (opened.sequence) } }
            }
            (bytes::show(page, &outside(record), &record.raw, &anchor, ""))
            @match &record.protection {
                Protection::Opened(opened) => div.hid { (unwrapped(page, record, opened, &anchor)) },
                Protection::Undecrypted(why) => p.unknown { (both("Not opened: ", "復号できない理由：")) (Words::from(why)) },
                Protection::Plain => {},
            }
        }
    }
}

/// Whether a page without secrets has to leave out what is in records of this type.
fn is_private(content_type: u8) -> bool {
    content_type == APPLICATION_DATA
}

/// The fields of the bytes on the wire. The content of a record that is not protected is shown by its messages.
fn outside(record: &Record) -> Field {
    record.tree()
}

/// How it was opened.
fn unwrapped(page: &Page, record: &Record, opened: &Opened, anchor: &str) -> Markup {
    let nonce = texts::find("record/nonce").map(|text| page.glossary.anchor(text));
    let data = texts::find("record/additional data").map(|text| page.glossary.anchor(text));
    let secret = page.options.redact;
    let data_is_secret = secret && is_private(record.content_type());
    html! {
        dl.unwrap {
            dt { a href=[data.map(|anchor| format!("#{anchor}"))] { (both("additional data", "追加認証データ（AAD）")) } }
            dd { code { (bytes::spaced(&opened.additional_data)) } " "
                small.faint { @if record.version >= TLS13 { (both("the header, which is authenticated but not encrypted", "ヘッダー。暗号化されませんが、認証の対象です")) } @else { (both("sequence number, type, version, length", "シーケンス番号、種別、バージョン、長さ")) } } }
            dt { a href=[nonce.map(|anchor| format!("#{anchor}"))] { (both("nonce", "ノンス")) } }
            dd { @if secret { (say::redacted(12)) } @else { (nonce_of(page, record, opened)) } }
            @if let Some(inner) = record.inner_tree() {
                dt { (both("inside", "復号した内容")) }
                dd { @if data_is_secret { (say::redacted(record.inner.len())) } @else { (bytes::show(page, &inner, &record.inner, &format!("{anchor}.inner"), "")) } }
            }
        }
    }
}

/// The nonce of TLS 1.3: IV and sequence number, bit by bit.
fn nonce_of(page: &Page, record: &Record, opened: &Opened) -> Markup {
    let key = page
        .session
        .keys
        .iter()
        .rev()
        .find(|key| key.direction == record.direction && key.epoch == opened.epoch);
    let mut sequence = [0; 12];
    for (byte, value) in sequence.iter_mut().rev().zip(opened.sequence.to_be_bytes().iter().rev()) {
        *byte = *value;
    }
    let row =
        |name: Words, bytes: &[u8]| html! { tr { th { (name) } td { code { (bytes::spaced(bytes)) } } } };
    html! {
        @match key.filter(|key| record.version >= TLS13 && key.iv.len() == 12) {
            Some(key) => table.xor {
                (row(Words::name("IV"), &key.iv))
                (row(Words::new("⊕ sequence number", "⊕ シーケンス番号"), &sequence))
                (row(Words::new("= nonce", "＝ ノンス"), &opened.nonce))
            },
            None => code { (bytes::spaced(&opened.nonce)) },
        }
    }
}

//! The differences between two sessions, as lines.

use texts::Lang;
use wire::Direction;
use wire::fields::Escaped;
use wire::message::Message;
use wire::names;
use wire::render::diff::{self, Bytes, Change, Step};

use super::session::Session;

/// What a session is, in a line: its peers, version, suite and length.
pub(crate) fn heading(session: &Session) -> String {
    let Session { title, messages, .. } = session;
    format!("{title}: {}, {}, {} messages", version(session), suite(session), messages.len())
}

/// The version agreed on.
pub(crate) fn agreed_version(session: &Session) -> Option<&'static str> {
    names::version(session.version.into())
}

/// The cipher suite agreed on.
pub(crate) fn agreed_suite(session: &Session) -> Option<&'static str> {
    names::cipher_suite(session.suite.into()).filter(|_| session.suite != 0)
}

/// The version agreed on, in words.
pub(crate) fn version(session: &Session) -> &'static str {
    agreed_version(session).unwrap_or("no version agreed on")
}

/// The cipher suite agreed on, in words.
pub(crate) fn suite(session: &Session) -> &'static str {
    agreed_suite(session).unwrap_or("no suite agreed on")
}

/// The messages of both sessions, and the fields in which they differ, below the fields that contain them. What only
/// the first session has begins with `-`, what only the second has with `+`; the sign of a field stands behind blanks.
///
/// What a peer has sent is escaped. Names of messages and fields are the same in every language.
pub(crate) fn lines(left: &Session, right: &Session, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for step in diff::compare(&left.messages, &right.messages) {
        let (sign, message) = match &step {
            Step::Left(index) => ('-', left.messages.get(*index)),
            Step::Right(index) => ('+', right.messages.get(*index)),
            Step::Both { left: index, .. } => (' ', left.messages.get(*index)),
        };
        lines.extend(message.map(|message| format!("{sign} {}", line(message))));
        if let Step::Both { left: l, right: r, changes, bytes } = step {
            if let (Some(left), Some(right)) = (left.messages.get(l), right.messages.get(r)) {
                changed(&mut lines, &diff::circumstances(left, right, lang));
            }
            changed(&mut lines, &changes);
            let mut names: Vec<&str> = Vec::new();
            for Bytes { name, .. } in &bytes {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
            if !names.is_empty() {
                let other = lang.pick("other bytes: ", "バイト列の違い：");
                lines.push(format!("      {other}{}", names.join(", ")));
            }
        }
    }
    lines
}

fn line(message: &Message) -> String {
    let arrow = match message.direction {
        Direction::FromClient => "client -> server",
        Direction::FromServer => "client <- server",
    };
    format!("{arrow}  {}", Escaped(&diff::title(message)))
}

/// The fields that differ, below the fields that contain them.
fn changed(lines: &mut Vec<String>, changes: &[Change]) {
    let mut around: &[String] = &[];
    for change in changes {
        let common = around.iter().zip(&change.path).take_while(|(old, new)| old == new).count();
        for (depth, name) in change.path.iter().enumerate().skip(common) {
            lines.push(format!("      {:indent$}{}", "", Escaped(name), indent = 2 * depth));
        }
        around = &change.path;
        let indent = 2 * change.path.len();
        for (sign, line) in [('-', &change.left), ('+', &change.right)] {
            if let Some(line) = line {
                // The line is the text of a field and has been escaped already.
                lines.push(format!("    {sign} {:indent$}{line}", ""));
            }
        }
    }
}

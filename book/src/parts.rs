//! The generated parts of README files. Each is between two HTML comments, which are invisible to a reader.

/// The start of the line above a part. The kind, the argument and [`COMMENT_END`] follow.
const START: &str = "<!-- tlsbook:";
const COMMENT_END: &str = "-->";

/// The line below a part.
pub(crate) const END: &str = "<!-- /tlsbook -->";

/// Replaces every `<!-- tlsbook:KIND ARG -->` part of `page` with the result of `make(kind, arg)`.
///
/// The text outside is kept byte for byte. If a page has Windows line ends, so do its parts, because git may
/// have checked it out that way, which must not count as a difference.
///
/// # Errors
/// A sentence with the line number of a part unknown to `make`, a start without an end, or an end without a
/// start.
pub(crate) fn rebuild(
    page: &str,
    mut make: impl FnMut(&str, &str) -> Option<String>,
) -> Result<String, String> {
    let mut rebuilt = String::with_capacity(page.len());
    let mut open = None;
    for (number, line) in (1..).zip(page.split_inclusive('\n')) {
        let text = line.trim();
        match (part_started_by(text), open) {
            (Some(_), Some(start)) => return Err(not_closed(start)),
            (Some((kind, arg)), None) => {
                let body =
                    make(kind, arg).ok_or_else(|| format!("line {number}: nothing can make `{text}`"))?;
                rebuilt.push_str(line);
                push_body(&mut rebuilt, &body, if line.ends_with("\r\n") { "\r\n" } else { "\n" });
                open = Some(number);
            }
            (None, None) if text == END => return Err(format!("line {number}: `{END}` closes nothing")),
            (None, Some(_)) if text == END => {
                rebuilt.push_str(line);
                open = None;
            }
            (None, None) => rebuilt.push_str(line),
            (None, Some(_)) => {} // a line of the former body
        }
    }
    match open {
        Some(start) => Err(not_closed(start)),
        None => Ok(rebuilt),
    }
}

/// Whether nothing but blank lines follows a part of this kind.
pub(crate) fn ends_with(page: &str, kind: &str) -> bool {
    let last = page.lines().rev().find_map(|line| part_started_by(line.trim()));
    page.trim_end().ends_with(END) && last.is_some_and(|(last, _)| last == kind)
}

/// A part that is still to be filled in.
pub(crate) fn empty(kind: &str) -> String {
    format!("{START}{kind} {COMMENT_END}\n{END}\n")
}

/// The kind and the argument (which may be empty) of the part that a line starts.
pub(crate) fn part_started_by(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix(START)?.strip_suffix(COMMENT_END)?.trim();
    let (kind, arg) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    Some((kind, arg.trim()))
}

fn not_closed(start: usize) -> String {
    format!("line {start}: the part that starts here is not closed by `{END}`")
}

/// Adds `body` with a blank line above and below. Otherwise Markdown would treat it as part of the comments.
fn push_body(page: &mut String, body: &str, line_end: &str) {
    let body = body.trim_start_matches(['\r', '\n']).trim_end();
    page.push_str(line_end);
    if body.is_empty() {
        return;
    }
    for line in body.lines() {
        page.push_str(line);
        page.push_str(line_end);
    }
    page.push_str(line_end);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knows only the kind `api`.
    fn rows(kind: &str, arg: &str) -> Option<String> {
        (kind == "api").then(|| format!("| {arg} |\n| row |\n\n"))
    }

    #[test]
    fn parts_are_rebuilt_and_the_rest_is_untouched() {
        let page = "# Title  \n<!-- tlsbook:api client-tls -->\nold\nolder\n<!-- /tlsbook -->\ntext\t\n\n\
                    <!-- tlsbook:api a b -->\n<!-- /tlsbook -->\nno line end";
        let expected = "# Title  \n<!-- tlsbook:api client-tls -->\n\n| client-tls |\n| row |\n\n<!-- /tlsbook -->\n\
                        text\t\n\n<!-- tlsbook:api a b -->\n\n| a b |\n| row |\n\n<!-- /tlsbook -->\nno line end";
        assert_eq!(rebuild(page, rows).unwrap(), expected);
        assert_eq!(rebuild(expected, rows).unwrap(), expected, "rebuilt twice is rebuilt once");
    }

    #[test]
    fn a_page_without_parts_stays_as_it_is() {
        let page =
            "Inline `<!-- tlsbook:api x -->` is none, nor is `<!-- /tlsbook -->`.\r\n\n<!-- a comment -->\n";
        assert_eq!(rebuild(page, |_, _| None).unwrap(), page);
        assert_eq!(rebuild("", |_, _| None).unwrap(), "");
    }

    #[test]
    fn windows_line_ends_are_kept() {
        let page = "a\r\n<!-- tlsbook:api x -->\r\nold\r\n<!-- /tlsbook -->\r\nb\r\n";
        let expected =
            "a\r\n<!-- tlsbook:api x -->\r\n\r\n| x |\r\n| row |\r\n\r\n<!-- /tlsbook -->\r\nb\r\n";
        assert_eq!(rebuild(page, rows).unwrap(), expected);
        assert_eq!(rebuild(expected, rows).unwrap(), expected);
    }

    #[test]
    fn a_part_may_have_no_argument_and_no_body() {
        let page = "<!-- tlsbook:sessions -->\nold\n<!-- /tlsbook -->\n";
        let rebuilt = rebuild(page, |kind, arg| {
            assert_eq!((kind, arg), ("sessions", ""));
            Some(String::new())
        });
        assert_eq!(rebuilt.unwrap(), "<!-- tlsbook:sessions -->\n\n<!-- /tlsbook -->\n");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = |page| rebuild(page, rows).unwrap_err();
        assert_eq!(
            error("a\n<!-- tlsbook:table x -->\n<!-- /tlsbook -->\n"),
            "line 2: nothing can make `<!-- tlsbook:table x -->`"
        );
        assert_eq!(
            error("<!-- tlsbook:api x -->\ntext\n"),
            "line 1: the part that starts here is not closed by `<!-- /tlsbook -->`"
        );
        assert_eq!(
            error("\n<!-- tlsbook:api x -->\n<!-- tlsbook:api y -->\n<!-- /tlsbook -->\n"),
            "line 2: the part that starts here is not closed by `<!-- /tlsbook -->`"
        );
        assert_eq!(error("a\n\n<!-- /tlsbook -->\n"), "line 3: `<!-- /tlsbook -->` closes nothing");
        assert_eq!(
            error("<!-- tlsbook:api x -->\n<!-- /tlsbook -->\n<!-- /tlsbook -->\n"),
            "line 3: `<!-- /tlsbook -->` closes nothing"
        );
    }
}

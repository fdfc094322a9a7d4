//! The pages of `tlsbook play --site`: what only the recordings of both ends tell together. `make pages-check` looks at all of
//! them in a browser.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::fs;

/// The page of an experiment, as it has just been played.
fn page(section: &str, experiment: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let mut play = harness::command("tlsbook").unwrap();
    play.args(["play", "--quiet", "--site"]).arg(&site).arg(format!("{section}/{experiment}"));
    let output = play.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(site.join(format!("{section}-{experiment}.html"))).unwrap()
}

/// The text between two strings, without its elements.
fn text<'a>(html: &'a str, from: &str, to: &str) -> String {
    let inside = html.split_once(from).and_then(|(_, rest)| rest.split_once(to)).unwrap().0;
    let without = |part: &'a str| part.split_once('>').map_or(part, |(_, text)| text);
    inside.split('<').map(without).collect()
}

/// The server has sent Certificate Verify and Finished, and the alert is one that may be about them; but the client has not
/// read them any more.
#[test]
fn a_changed_certificate_is_what_was_refused() {
    let page = page("6.1", "tampered");
    let story = page.split_once("How it failed").unwrap().1;
    assert!(text(story, "Last good step", "</dd>").contains("Encrypted Extensions"));
    assert!(text(story, "What was refused", "</dd>").contains("Certificate,"));
    assert!(text(story, "Its error message", "</dd>").ends_with("(certificate signature failure)"));
    assert!(text(story, "Why", "</dd>").contains("a certificate was changed"));
    assert!(page.contains("Certificate Verify"), "the server has sent it");
}

/// What an eavesdropper sees of a protected message is its record: the length of what is inside is not shown to him.
#[test]
fn an_eavesdropper_sees_the_lengths_of_records() {
    let page = page("6.1", "session");
    let axis = page.split_once("<ol class=\"axis").unwrap().1.split_once("</ol>").unwrap().0;
    let protected: Vec<&str> = axis.split("<li ").filter(|row| row.contains("e-handshake")).collect();
    assert!(protected.len() >= 4, "the server's flight");
    for row in protected {
        let number = |class: &str| {
            let small = row.split_once("<small class=\"when\">").unwrap().1;
            let text = text(small, &format!("<span class=\"{class}\">"), " B<");
            text.rsplit(' ').next().unwrap().parse::<usize>().unwrap()
        };
        // The header, the type of what is inside, and the tag (RFC 8446 section 5.2).
        assert_eq!(number("pub"), number("hid") + 5 + 1 + 16, "{row}");
    }
}

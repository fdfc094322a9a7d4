//! Two programs that talk to each other: what one sends to end the session, and what the other waits for.

use texts::say;
use tree_sitter::Node;

use super::scope::{Call, all_calls, literal};
use super::slip::Slip;
use crate::compare::c::names::plain;
use crate::compare::c::syntax::{File, Program};

/// The texts that a program compares with.
fn words<'t>(program: &Program<'t>) -> Vec<(&'t File, Node<'t>, &'t str)> {
    let compares =
        all_calls(program).into_iter().filter(|(_, call)| matches!(call.name, "strcmp" | "strncmp"));
    let text = |(file, call): (&'t File, Call<'t>)| {
        let text = call.arguments.iter().take(2).find_map(|node| literal(program, file, *node))?;
        Some((file, call.node, text))
    };
    compares.filter_map(text).collect()
}

/// Finds a word that the client and the server write differently: with a line end, or without.
pub(crate) fn pair(client: &Program<'_>, server: &Program<'_>) -> Option<Slip> {
    let calls = |program: &Program<'_>, wanted: [&str; 2]| {
        program.calls().iter().any(|call| wanted.contains(&plain(call.name)))
    };
    if !calls(client, ["connect", "SSL_connect"]) || !calls(server, ["accept", "SSL_accept"]) {
        return None;
    }
    let (sent, expected) = (words(client), words(server));
    let bare = |text: &'_ str| text.trim_end_matches("\\n").to_owned();
    let is_in = |word: &str, words: &[(&File, Node, &str)]| words.iter().any(|(_, _, other)| *other == word);
    sent.iter().find_map(|(file, node, word)| {
        let differs = |(_, _, other): &&(&File, Node, &str)| {
            !bare(word).is_empty()
                && bare(word) == bare(other)
                && !is_in(word, &expected)
                && !is_in(other, &sent)
        };
        let (other_file, other, text) = expected.iter().find(differs)?;
        let place = format!("{}:{}", other_file.name(), other.start_position().row + 1);
        let (word, text) = ((*word).to_owned(), (*text).to_owned());
        Some(Slip::at(file, *node, say!("\"{0}\" is sent, but {1} waits for \"{2}\"", word, place, text)))
    })
}

//! The tables of what the text shows, in a project of one section.

use super::*;

const PART: &str = "<!-- tlsbook:beside 9.1 -->\n<!-- /tlsbook -->\n";
const PAGE: &str = "<!-- tlsbook:read-along 9.1 -->\n<!-- /tlsbook -->\n";

/// A section whose client shows a line, and with it the entries `beside`.
fn section(beside: &str) -> Vec<Crate> {
    let text = format!(
        r#"
number = "9.1"
title = "A section"
title_ja = "節"
programs = [{{ name = "client-tls", does = "", does_ja = "" }}]
{beside}
[[experiments]]
id = "wire"
title = "On the wire"
title_ja = "観察"
script = '''
client$ client-tls --pcap a.pcapng
client| Message to send: {{break}}
client| End of TLS Client
client= 0
reader$ tlsbook explain a.pcapng
reader|   10   [..]  client -> server  TLSv1.3        34  Application Data: 12 bytes  (key)
reader|   11   [..]  client -> server  TLSv1.3 [..]  Client Hello
'''
"#
    );
    let sections = vec![toml::from_str(&text).unwrap()];
    vec![Crate { folder: "ch9/01".into(), package: "ch9-01".to_owned(), sections }]
}

/// A project of this section.
fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["docs", "ch9/01/src"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    for (name, text) in [("README", ""), ("ch9/01/README", PART), ("docs/read-along", PAGE)] {
        for kind in ["md", "ja.md"] {
            fs::write(root.path().join(name).with_extension(kind), text).unwrap();
        }
    }
    root
}

fn entry(book: &str, ours: &str, more: &str) -> String {
    format!(
        "[[beside]]\nplace = \"9.1.2\"\nplace_ja = \"9.1.2\"\nexperiment = \"wire\"\n\
         book = \"{book}\"\nours = \"{ours}\"\n{more}\n"
    )
}

const WHY: &str = "why = \"So.\"\nwhy_ja = \"理由\"";

/// How many findings there are; none is success.
fn findings(root: &Path, crates: &[Crate], write: bool) -> usize {
    match check(root, crates, write) {
        Ok(()) => 0,
        Err(Error::Findings(count)) => count,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_the_text_shows_stands_beside_what_is_seen_here() {
    let root = project();
    let seen = format!("seen = [\"297\"]\n{WHY}");
    let crates = section(
        &[
            entry("End of TLS Client", "End of TLS Client", ""),
            entry("34/90 Application Data", "34 Application Data: 12 bytes", ""),
            entry("336/392 Client Hello", "[..] Client Hello", &seen),
        ]
        .concat(),
    );
    assert_eq!(findings(root.path(), &crates, true), 0);
    let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
    let row = "| 9.1.2 | `336/392 Client Hello` | `297/353 Client Hello` (OpenSSL 3.0) | So. |\n";
    let table = read("ch9/01/README.md");
    assert!(table.contains(row) && !table.contains("34/90"), "only what differs: {table}");
    let page = read("docs/read-along.md");
    let client =
        "```console\n# window client; type: break\n$ cargo run -q --bin client-tls -- --pcap a.pcapng\n```";
    assert!(page.contains(client), "{page}");
    let reader = "```console\n# window reader\n$ cargo tlsbook explain a.pcapng\n```";
    assert!(page.contains(reader), "{page}");
    let row = "| 9.1.2 | `34/90 Application Data` | `34/90 Application Data: 12 bytes` | the same |\n";
    assert!(page.contains(row), "{page}");
    assert!(read("docs/read-along.ja.md").contains("`297/353 Client Hello`（OpenSSL 3.0） | 理由 |"));
}

#[test]
fn a_stale_table_is_a_finding() {
    let root = project();
    let same = |line: &str| section(&entry(line, line, ""));
    assert_eq!(findings(root.path(), &same("End of TLS Client"), true), 0);
    assert_eq!(findings(root.path(), &same("End of TLS Client"), false), 0);
    assert_eq!(
        findings(root.path(), &same("Message to send: break"), false),
        2,
        "the page in both languages"
    );
}

#[test]
fn an_entry_without_its_experiment_or_its_line_is_a_finding() {
    let root = project();
    let entry = |experiment: &str, ours: &str| {
        section(&entry("x", ours, WHY).replace("\"wire\"", &format!("\"{experiment}\"")))
    };
    assert_eq!(findings(root.path(), &entry("wire", "End of TLS Client"), true), 0);
    assert_eq!(findings(root.path(), &entry("9.1/wire", "End of TLS Client"), true), 0);
    for (experiment, ours) in [
        ("wired", "End of TLS Client"),
        ("9.2/wire", "End of TLS Client"),
        ("wire", "End of TLS Server"),
        ("wire", "35 Application Data"),
    ] {
        assert_eq!(findings(root.path(), &entry(experiment, ours), true), 1, "{experiment}: {ours}");
    }
}

#[test]
fn an_entry_that_contradicts_itself_is_a_finding() {
    let root = project();
    let hello = "[..] Client Hello";
    for (book, ours, more) in [
        ("Another line", "End of TLS Client", ""),
        ("34/90 Application Data", hello, ""),
        ("34/91 Application Data", "34 Application Data: 12 bytes", WHY),
        ("x", "End of TLS Client", "why = \"So.\""),
        ("x", hello, &format!("seen = [\"1\", \"2\"]\n{WHY}")),
        ("(13)", hello, WHY),
    ] {
        assert_eq!(findings(root.path(), &section(&entry(book, ours, more)), true), 1, "{book}: {ours}");
    }
}

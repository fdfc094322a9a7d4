//! What the check of API comments reports, and what it accepts.

use std::fs;
use std::path::PathBuf;

use super::check::{Checked, check, check_all};
use super::comment::{Comment, comments};
use super::listing::Listing;
use super::row::{LONGEST, Row, table};
use crate::error::Error;
use crate::source::rust::lines;

/// A crate with these files and their contents.
fn crate_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Checks a program against `listing`, which contains names separated by spaces.
fn checked(listing: &str, source: &str) -> Checked {
    let listing = listing.split(' ').collect::<Vec<_>>().join("\n");
    let folder = crate_with(&[("listing/x.txt", &listing), ("src/bin/x.rs", source)]);
    let mut all = check(folder.path()).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The findings, formatted as `line: what`.
fn findings(listing: &str, source: &str) -> Vec<String> {
    checked(listing, source).findings.iter().map(|found| format!("{}: {}", found.line, found.what)).collect()
}

/// The right cells of the table.
fn cells(listing: &str, source: &str) -> Vec<String> {
    checked(listing, source).rows.into_iter().map(|row| row.rust).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn every_name_of_the_listing_stands_in_the_source() {
    let source = "// SSL_new\nSsl::new(&ctx)?;\n// C: SSL_free (here: Drop)\n";
    assert_eq!(findings("SSL_new SSL_free", source), NONE);

    let folder = crate_with(&[("listing/x.txt", "# 6.1\n\nSSL_new\nclose\nclose\n"), ("src/x.rs", source)]);
    let found = check(folder.path()).unwrap().remove(0);
    assert_eq!(found.names.len(), 3);
    let [unlisted, missing] = &found.findings[..] else { panic!("{:?}", found.findings) };
    assert_eq!(unlisted.what, "SSL_free is not in listing/x.txt: add it there");
    assert_eq!((unlisted.line, &unlisted.file), (3, &folder.path().join("src").join("x.rs")));
    assert!(missing.what.starts_with("close is in no API comment of "), "{}", missing.what);
    assert_eq!((missing.line, &missing.file), (4, &folder.path().join("listing").join("x.txt")));
}

#[test]
fn names_without_a_marker_are_in_the_order_of_the_listing() {
    let source = |first, second| format!("// {first}\nnew();\nread();\n// {second}\nread(new());\n");
    let order = "SSL_new SSL_read SSL_new";
    assert_eq!(findings(order, &source("SSL_new", "SSL_read")), NONE);
    assert_eq!(
        findings(order, "// SSL_new, SSL_read\nread(new());\n// SSL_new\nnew();\n"),
        NONE,
        "the first ones count"
    );
    let wrong = "4: SSL_new comes before SSL_read in listing/x.txt, but after it here";
    assert_eq!(findings(order, &source("SSL_read (here: new)", "SSL_new")), [wrong]);
    assert_eq!(findings(order, &source("C: SSL_read (here: new)", "SSL_new")), NONE, "marked");

    let one_line = "// SSL_read, SSL_new\nread(new());\n";
    assert_eq!(findings(order, one_line), [wrong.replace('4', "1")]);
}

#[test]
fn one_name_too_early_is_one_finding() {
    let source = ["D", "A", "B", "C"].map(|name| format!("// {name} (here: f)\nf();\n")).concat();
    let expected = "3: A comes before D in listing/x.txt, but after it here";
    assert_eq!(findings("A B C D", &source), [expected]);
}

#[test]
fn names_are_in_the_listing_unless_its_marker_says_otherwise() {
    let finding = |comment| findings("SSL_new", &format!("// SSL_new\nnew();\n// {comment}\nclear();\n"));
    let advised = "3: SSL_clear is not in listing/x.txt: add it there, or mark it `Rust only:`";
    assert_eq!(finding("SSL_clear"), [advised]);
    assert_eq!(finding("C: SSL_clear"), ["3: SSL_clear is not in listing/x.txt: add it there"]);
    assert_eq!(finding("wolfSSL only: SSL_clear"), ["3: SSL_clear is not in listing/x.txt: add it there"]);
    assert_eq!(finding("Rust only: SSL_clear"), NONE);
    assert_eq!(finding("OpenSSL only: SSL_clear"), NONE);
    assert_eq!(finding("clear: a word that is in no listing"), NONE);
}

#[test]
fn findings_are_in_the_order_of_the_lines() {
    let source = "// SSL_a\na();\n// SSL_x\nx();\n// SSL_b\nother();\n// SSL_y\ny();\n";
    let lines: Vec<usize> = checked("SSL_a SSL_b", source).findings.iter().map(|found| found.line).collect();
    assert_eq!(lines, [3, 5, 7]);
}

#[test]
fn a_name_is_called_as_in_c_or_without_its_prefix() {
    for (name, code) in [
        ("SSL_CTX_load_verify_locations", "ctx.load_verify_locations(None)"),
        ("SSL_new", "Ssl::new(&ctx)"),
        ("EVP_PKEY_encrypt_init", "key.encrypt_init()"),
        ("X509_NAME_add_entry_by_txt", "name.add_entry_by_txt(a)"),
        ("SSL_use_certificate_file", "ffi::SSL_use_certificate_file(ssl)"),
        ("SSL_read", "stream.ssl_read(&mut buff)"),
        ("SSL_write", "stream.write(b)"),
        ("SSL_write", r#"stream.write(r"\")"#),
        ("SSL_write", r#"f(r"\").write(r"\")"#),
    ] {
        assert_eq!(findings(name, &format!("// {name}\n{code}?;\n")), NONE);
    }
    for (name, code) in [
        ("SSL_CTX_load_verify_locations", "ctx.verify_locations(None)"), // cut after lower-case letters
        ("SSLv23_client_method", "client_method()"),
        ("SSL_new", "Ssl::renew(new_one)"),
        ("SSL_read", "note(\"SSL_read\")"),
        ("SSL_read", "note(r#\"SSL_read\"#)"),
        ("SSL_read", r#"note("\" SSL_read")"#),
        ("SSL_read", "note() /* SSL_read */"),
        ("SSL_read", "note(); // SSL_read"),
    ] {
        let expected = format!("1: {name} is not what the code below it calls");
        assert_eq!(findings(name, &format!("// {name}\n{code};\nSSL_read();\n")), [expected], "{code}");
    }
}

#[test]
fn what_is_said_to_be_here_is_here() {
    let finding =
        |here: &str, code: &str| findings("close", &format!("// close (here: {here}): why\n{code}\n"));
    let failed = |code: &str| [format!("1: {code} is not what the code below it calls")];
    assert_eq!(
        finding("SslContext::builder, SslMethod::tls", "SslContext::builder(SslMethod::tls())?;"),
        NONE
    );
    assert_eq!(
        finding("SslContext::builder, SslMethod::tls", "SslContext::builder(tls())?;"),
        failed("SslMethod::tls")
    );
    assert_eq!(finding("close", "messages::close(&mut stream)"), NONE);
    assert_eq!(finding("close", "messages::closed(&mut stream)"), failed("close"));
    assert_eq!(finding("close", "messages::en_close(&mut stream)"), failed("close"));
    assert_eq!(finding("f(a, b)", "let x = f(\n    a,\n    b,\n);"), NONE);
    assert_eq!(finding("f(a, b)", "let x = f(\n    a,\n    c,\n);"), failed("f(a, b)"));
    assert_eq!(finding("Drop", "}"), NONE);
    assert_eq!(finding("Drop, drop", "}"), failed("drop"));
    assert_eq!(finding("drop", "\ndrop(stream);"), failed("drop"), "a blank line is between them");
}

#[test]
fn a_comment_may_go_on_in_the_next_line() {
    let source = "// SSL_new (here: a,\n// b): why\n// and so on.\nf(a(), b());\n";
    assert_eq!(findings("SSL_new", source), NONE);
    let left_open = "// SSL_new (here: a, b\n// and so on.\nf(a(), b());\n";
    assert_eq!(findings("SSL_new", left_open), ["1: b and so on. is not what the code below it calls"]);
}

#[test]
fn wolfssl_functions_have_nothing_to_call() {
    assert_eq!(findings("SSL_x", "// wolfSSL only: SSL_x\nother();\n"), NONE);
    assert_eq!(findings("SSL_x", "// OpenSSL only: SSL_x\nother();\n").len(), 1);
    assert_eq!(findings("SSL_x", "// wolfSSL only: SSL_x (here: gone)\nother();\n").len(), 1);
}

#[test]
fn words_are_told_from_names() {
    let names = |comment: &str| -> Vec<Vec<String>> {
        checked("connect", &format!("{comment}\nf();\n")).rows.into_iter().map(|row| row.names).collect()
    };
    for comment in [
        "// SSL_ERROR_SYSCALL with neither: the transport ended.",
        "// connect the two",
        "// Rust only: the certificate must be this host's, not just any.",
        "// Rust only: names, not more.",
        "// OpenSSL only: there is more.",
        "/// SSL_new",
        "//! SSL_new",
        "//SSL_new",
        "f(); // SSL_new",
        "let text = \"\n// SSL_new\n\";",
        "// SSL_new::<T>()",
    ] {
        assert_eq!(names(comment), Vec::<Vec<String>>::new(), "{comment}");
    }
    assert_eq!(names("// connect, then more"), [["connect"]]);
    assert_eq!(names("    // SSL_new, connect. Words, words"), [["SSL_new", "connect"]]);
    assert_eq!(names("// Rust only: SSL_new. Words"), [["SSL_new"]]);
    assert_eq!(names("// SSL_new.\n// Rust only: why\n// SSL_free:\n// words"), [["SSL_new"], ["SSL_free"]]);
}

#[test]
fn comments_share_the_statement_below_them_or_split_it() {
    let shared =
        "// SSL_a: why\n// and why\n// SSL_b (here: Error::b)\na().map_err(|e| Error::b(e))?;\nc();\n";
    assert_eq!(findings("SSL_a SSL_b", shared), NONE);
    assert_eq!(cells("SSL_a SSL_b", shared), ["`a()`", "`.map_err(|e| Error::b(e))`"]);

    let chain = "// SSL_a\nlet x = m::a(y)\n    // SSL_b\n    .and_then(|()| b());\n";
    assert_eq!(findings("SSL_a SSL_b", chain), NONE);
    assert_eq!(cells("SSL_a SSL_b", chain), ["`m::a(y)`", "`.and_then(|()| b())`"]);
    let moved = chain.replace("a(y)", "b(y)").replace("b());", "a());");
    assert_eq!(findings("SSL_a SSL_b", &moved).len(), 2);
}

#[test]
fn a_statement_ends_where_it_ends() {
    let cell = |code: &str| cells("SSL_x", &format!("// SSL_x (here: x)\n{code}\nnext();\n")).remove(0);
    assert_eq!(cell("x(1);"), "`x(1)`");
    assert_eq!(cell("    x(\n        1,\n        2,\n    )?;"), "`x(1, 2)`");
    assert_eq!(cell("x()\n    .y()\n    .z()?;"), "`x().y().z()`");
    assert_eq!(cell("x()\n    // a remark\n    .y();"), "`x().y()`");
    assert_eq!(cell("ctx.x(move |a| {\n    b();\n});"), "`ctx.x(move |a| { …`");
    assert_eq!(cell("x: Vec<u8>,"), "`x: Vec<u8>`");
    assert_eq!(cell("A::X => x(),"), "`A::X => x()`");
    assert_eq!(cell("x(\"; {\", ';', '\\'', b'{')\n    .y();"), r#"`x("; {", ';', '\'', b'{').y()`"#);
    assert_eq!(cell("x::<'a>(r#\"\"}\"#, '\"'); // {"), "`x::<'a>(r#\"\"}\"#, '\"')`");
    assert_eq!(cell("#[cfg(unix)]\nx();"), "`x()`");
    assert_eq!(cell("x()\n}"), "`x()`");
    assert_eq!(cell("x()\n\n"), "`x()`");
}

#[test]
fn the_table_shows_the_call_alone() {
    let cell = |code: &str| cells("SSL_x", &format!("// SSL_x\n{code}\n")).remove(0);
    assert_eq!(cell("let mut ctx = x(a)?;"), "`x(a)`");
    assert_eq!(cell("let a: Option<u8> = x(a);"), "`x(a)`");
    assert_eq!(cell("let Some(a) = x(a)? else {"), "`let Some(a) = x(a)? else { …`");
    assert_eq!(cell("let _ = x(a).map_err(f(\"(\", b))?;"), "`x(a)`");
    assert_eq!(cell("x(a).map_err(f).ok();"), "`x(a).map_err(f).ok()`");
    assert_eq!(cell("let b = a\n    .x()\n    .map_err(|e| e.map_err(f))?;"), "`a.x()`");
    assert_eq!(cell("x(b\"`\");"), "`` x(b\"`\") ``");

    let long = cell(&format!("x(\"{}\");", "証".repeat(100)));
    assert_eq!(long.chars().count(), LONGEST + 2);
    assert!(long.ends_with("証…`"), "{long}");
}

#[test]
fn the_table_has_both_languages() {
    let source = "// SSL_a, b\na(|x| b(x));\n\n// OpenSSL only: SSL_c\nc();\n\n\
                  // C: SSL_d (here: Drop): at the end\n\n// wolfSSL only: SSL_e: a | b,\n// and c\n\n\
                  // Rust only: words\nf();\n";
    let checked = checked("SSL_a b SSL_d SSL_e", source);
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);
    let rows = "| --- | --- |\n\
                | `SSL_a`<br>`b` | `a(\\|x\\| b(x))` |\n\
                | `SSL_c` *(OpenSSL only)* | `c()` |\n\
                | `SSL_d` | *(Drop)* |\n\
                | `SSL_e` *(wolfSSL only)* | a \\| b, and c |\n";
    assert_eq!(table(&checked.rows, false), format!("| The book (C) | Here (Rust) |\n{rows}"));
    assert_eq!(table(&checked.rows, true), format!("| 本書(C) | 本プロジェクト(Rust) |\n{rows}"));
}

#[test]
fn windows_line_ends_change_nothing() {
    let source =
        "// SSL_new: a\n// b\nlet x = f(\n    new(),\n);\n\n// SSL_free, close (here: shut)\nopen();\n";
    let listing = "SSL_new SSL_free close";
    let expected = findings(listing, source);
    assert_eq!(expected, ["7: shut is not what the code below it calls"]);
    let (source, listing) = (source.replace('\n', "\r\n"), listing.replace(' ', "\r "));
    assert_eq!(findings(&listing, &source), expected);
    assert_eq!(cells(&listing, &source), ["`f(new())`", "`open()`"]);
}

#[test]
fn a_listing_says_where_a_source_elsewhere_is() {
    let folder = crate_with(&[
        ("a/listing/versions.txt", "# source: ../b/v.rs\r\nSSL_x\r\n"),
        ("a/listing/gone.txt", "# source: ../b/gone.rs\nSSL_x\n"),
        ("a/listing/README.md", "not a listing"),
        ("b/v.rs", "// SSL_x\nx();\n"),
    ]);
    let all = check(&folder.path().join("a")).unwrap();
    let [gone, versions] = &all[..] else { panic!("{all:?}") };
    assert_eq!((gone.program.as_str(), gone.findings.len()), ("gone", 1));
    assert!(gone.findings[0].what.starts_with("the source "), "{}", gone.findings[0].what);
    assert_eq!((versions.program.as_str(), versions.rows.len()), ("versions", 1));
    assert!(versions.findings.is_empty(), "{:?}", versions.findings);
}

#[test]
fn two_listings_of_the_same_name_are_a_finding() {
    let folder = crate_with(&[
        ("a/listing/messages.txt", "SSL_x\n"),
        ("a/src/messages.rs", "// SSL_x\nx();\n"),
        ("b/listing/messages.txt", "SSL_y\n"),
        ("b/src/messages.rs", "// SSL_y\ny();\n"),
        ("b/listing/other.txt", "SSL_y\n"),
        ("b/src/other.rs", "// SSL_y\ny();\n"),
    ]);
    let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
    let all = check_all(&[a.clone(), b.clone()]).unwrap();
    let findings: Vec<_> = all.iter().flat_map(|checked| &checked.findings).collect();
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.file, b.join("listing").join("messages.txt"));
    let other = a.join("listing").join("messages.txt");
    assert_eq!(finding.what, format!("{} has the same name", other.display()));
    assert!(check_all(&[b]).unwrap().iter().all(|checked| checked.findings.is_empty()));
}

#[test]
fn a_crate_without_listings_has_nothing_to_check() {
    assert!(check(crate_with(&[]).path()).unwrap().is_empty());
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = crate_with(&[("listing/x.txt", "SSL_x\n"), ("src/bin/x.rs", "")]);
    let path = folder.path().join("src").join("bin").join("x.rs");
    fs::write(&path, [b'/', b'/', 0xff]).unwrap();
    match check(folder.path()) {
        Err(Error::Read { path: named, .. }) => assert_eq!(named, path),
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_source_makes_it_panic() {
    let pieces = [
        "// SSL_x (here: ",
        "//",
        "/*",
        "*/",
        "\"",
        "'",
        "\\",
        "r#",
        "証",
        "\n",
        ")",
        "{",
        ".map_err(",
        "SSL_x",
        ";",
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                let source = format!("// SSL_x (here: x{a}\n{b}{c}{a}{b}");
                let listing = Listing {
                    path: PathBuf::new(),
                    program: String::new(),
                    elsewhere: None,
                    names: vec![(1, "SSL_x".to_owned())],
                };
                let comments = comments(&source, &listing);
                assert_eq!(lines(&source).len(), source.split('\n').count(), "{source}");
                let rows: Vec<Row> = comments.iter().map(Comment::row).collect();
                assert!(table(&rows, true).lines().count() == rows.len() + 2, "{source}");
            }
        }
    }
}

use std::fmt::Write;

use super::*;

const TEXT: &str = r"## 9.1 A section

One line with a_name, `code` and SSL\_new.

9.1.2 Commands

```
$ ./Client
Message to send: break
```

\$ ./Server

No.\tTime\tSource\tDestination\tProtocol\tLength\tInfo
7\t0.1\t127.0.0.1\t127.0.0.1\tTLSv1.3\t90\tApplication Data

```
Extension: x (len=7)
```
```
Extension: x (len=3)
```

### 9.1.3 プログラム

```
ret = SSL_connect(ssl); /* not SSL_accept */
```

Name\tMeaning
Client\tSSL_connect
";

/// The text, with tabs.
fn text() -> String {
    TEXT.replace("\\t", "\t")
}

fn section(entries: &[(&str, &[&str])]) -> Section {
    let mut toml = "number = \"9.1\"\ntitle = \"\"\ntitle_ja = \"\"\nprograms = []\n".to_owned();
    for (book, text) in entries {
        toml += "[[beside]]\nplace = \"p\"\nplace_ja = \"p\"\nexperiment = \"e\"\nours = \"o\"\n";
        let _ = writeln!(toml, "book = \"{book}\"\ntext = {text:?}");
    }
    toml::from_str(&toml).unwrap()
}

fn findings(text: &str, entries: &[(&str, &[&str])]) -> Vec<(usize, String)> {
    let names = ["ssl_connect".to_owned()].into();
    examine(text, &[&section(entries)], &names).1
}

const ENTRIES: [(&str, &[&str]); 6] = [
    ("a_name", &[]),
    ("$ ./Client", &[]),
    ("break", &[]),
    ("$ ./Server", &[]),
    ("34/90 Application Data", &[]),
    ("(two)", &["Extension: x (len=7)", "(len=3)"]),
];

#[test]
fn each_block_is_claimed_in_the_order_of_the_text() {
    assert_eq!(findings(&text(), &ENTRIES), []);
    let kinds = |wanted| blocks(&text()).iter().filter(|block| block.kind == wanted).count();
    assert_eq!((kinds(Kind::Shown), kinds(Kind::Listing)), (5, 2));
}

#[test]
fn a_block_without_an_entry_is_found() {
    let without = |at: usize| {
        let mut entries = ENTRIES.to_vec();
        entries.remove(at);
        findings(&text(), &entries)
    };
    assert_eq!(without(0), [], "prose needs none");
    assert_eq!(without(2), [], "one entry is enough for a block");
    assert_eq!(without(3), [(12, "no entry claims `$ ./Server`".to_owned())]);
    assert_eq!(
        without(4),
        [(14, "no entry claims `No.\tTime\tSource\tDestination\tProtocol\tLength\tInfo`".to_owned())]
    );
    assert_eq!(without(5).len(), 2);
}

#[test]
fn an_entry_that_the_text_does_not_have_is_found() {
    for (book, text, what) in [
        ("$ ./Other", &[][..], "from here on, no `$ ./Other`"),
        ("35/91 Application Data", &[], "from here on, no `91 Application Data`"),
        ("$ ./Other", &["$ ./Client"], "this does not say `$ ./Other`"),
    ] {
        let mut entries = ENTRIES.to_vec();
        entries.insert(2, (book, text));
        let found = findings(&super::tests::text(), &entries);
        assert!(found.len() == 1 && found[0].1.ends_with(what), "{found:?}");
    }
    let mut entries = ENTRIES.to_vec();
    entries.swap(1, 3);
    assert!(!findings(&text(), &entries).is_empty(), "another order");
}

#[test]
fn a_block_of_another_section_is_not_claimed() {
    let text = text().replace("9.1.2 Commands", "9.2.2 Commands");
    assert!(findings(&text, &ENTRIES).iter().any(|(line, what)| *line == 8 && what.contains("$ ./Client")));
}

#[test]
fn a_listing_calls_what_ours_do() {
    let other = text().replace("SSL_connect(ssl)", "SSL_connects(ssl)");
    assert_eq!(findings(&other, &ENTRIES), [(27, "SSL_connects is in no listing".to_owned())]);
    let other = text().replace("Client\tSSL_connect", "Client\tSSL_connects");
    assert_eq!(findings(&other, &ENTRIES), [(31, "SSL_connects is in no listing".to_owned())]);
}

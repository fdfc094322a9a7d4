//! Japanese writes many foreign words with or without a long vowel at the end, and the book has some in both ways. Here a
//! word has one spelling, in texts, pages and READMEs.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::fs;
use std::path::{Path, PathBuf};

/// Words that end with a long vowel.
const LONG: [&str; 15] = [
    "コンピュータ",
    "サーバ",
    "ヘッダ",
    "フォルダ",
    "ブラウザ",
    "ユーザ",
    "カウンタ",
    "プロバイダ",
    "マスタ",
    "キャプチャ",
    "エントリ",
    "ライブラリ",
    "ポリシ",
    "バインダ",
    "レスポンダ",
];

/// Words that do not.
const SHORT: [&str; 11] = [
    "アイデンティティ",
    "セキュリティ",
    "ディレクトリ",
    "リポジトリ",
    "バイナリ",
    "プロトコル",
    // As the book has them.
    "コンパイラ",
    "バッファ",
    "パラメータ",
    "ポインタ",
    "メモリ",
];

/// The spellings of a text that are not ours.
fn misspelt(text: &str) -> Vec<String> {
    // A word may be cut by the end of a line: in Rust, there is a backslash before it.
    let text: String = text.lines().map(|line| line.trim().trim_end_matches('\\')).collect();
    let found = |word: &'static str, is_long: bool| {
        let mut parts = text.split(word);
        parts.next();
        parts.any(|rest| rest.starts_with('ー') != is_long).then(|| word.to_owned())
    };
    let long = LONG.into_iter().filter_map(|word| found(word, true));
    let short = SHORT.into_iter().filter_map(|word| found(word, false)).map(|word| word + "ー");
    long.chain(short).collect()
}

/// The files of a folder and below it that a reader's words may stand in.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    const ENDS: [&str; 6] = ["md", "rs", "toml", "js", "html", "txt"];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            files(&path, found);
        } else if path.extension().is_some_and(|end| ENDS.iter().any(|wanted| end == *wanted)) {
            found.push(path);
        }
    }
}

#[test]
fn a_word_has_one_spelling() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut all = Vec::new();
    files(root, &mut all);
    let (mut japanese, mut wrong) = (0, Vec::new());
    for path in all.iter().filter(|path| !path.ends_with("tests/spelling.rs")) {
        let text = fs::read_to_string(path).unwrap_or_default();
        japanese += usize::from(text.contains('の'));
        wrong.extend(misspelt(&text).into_iter().map(|word| format!("{}: {word}", path.display())));
    }
    assert!(japanese > 60, "only {japanese} files in Japanese");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_spelling_is_found_across_lines() {
    assert_eq!(misspelt("サーバーとライブラリー、アイデンティティ"), Vec::<String>::new());
    assert_eq!(misspelt("サーバ"), ["サーバ"]);
    assert_eq!(misspelt("\"サーバ\\\n    ーのアイデンティティ\\\n    ー\""), ["アイデンティティー"]);
}

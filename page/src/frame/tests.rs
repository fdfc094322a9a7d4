use std::collections::HashMap;

use super::*;

fn example() -> String {
    let frame = Frame {
        places: vec![Link { to: "index.html".into(), name: Words::new("The book", "本書") }],
        previous: Some(Link { to: "before.html".into(), name: Words::name("6.1") }),
        next: Some(Link { to: "after.html".into(), name: Words::name("6.3") }),
        styles: vec!["main { color: red; }"],
        scripts: vec!["void 0;".into()],
        ..Frame::new(Lang::Ja, Words::new("One <session>", "セッション"))
    };
    frame.page(&html! { main { h1 { (both("Hello", "こんにちは")) } (copyable("echo '<b>'")) } })
}

#[test]
fn the_page_opens_in_the_readers_language_and_has_both() {
    let page = example();
    assert!(page.contains("<html lang=\"ja\">") && page.contains("<title>セッション</title>"));
    assert!(page.contains("value=\"ja\" checked>") && page.contains("value=\"en\"><label"));
    assert!(page.contains("<span lang=\"en\">Hello</span><span lang=\"ja\">こんにちは</span>"));
    assert!(page.contains("One &lt;session&gt;") && page.contains("echo '&lt;b&gt;'"));
}

#[test]
fn the_policy_names_what_is_in_the_page() {
    let page = example();
    let between = |text: &str, from: &str, to: &str| -> Vec<String> {
        let parts = text.split(from).skip(1);
        parts.filter_map(|part| part.split_once(to)).map(|(inside, _)| inside.to_owned()).collect()
    };
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"").concat();
    let hash = |text: &str| openssl::base64::encode_block(&openssl::sha::sha256(text.as_bytes()));
    let parts = [between(&page, "<style>", "</style>"), between(&page, "<script>", "</script>")].concat();
    assert_eq!(parts.len(), 3);
    for part in &parts {
        assert!(policy.contains(&format!("'sha256-{}'", hash(part))), "{policy}");
    }
    assert_eq!(policy.matches("sha256-").count(), 3);
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
    assert!(!page.contains(" style=") && !page.contains(" onclick=") && !page.contains("http:"));
}

/// The variables of a block of the style sheet that begins with `from`.
fn colours(from: &str) -> HashMap<&'static str, [f64; 3]> {
    let block = STYLE.split_once(from).unwrap().1.split_once("\n    }").map_or("", |(block, _)| block);
    let block = block.split_once("--sans").map_or(block, |(colours, _)| colours);
    let colour = |digits: &str| {
        let digits: String =
            if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0)
    };
    let declarations = block.split(';').filter_map(|one| one.trim().strip_prefix("--")?.split_once(": #"));
    declarations.map(|(name, digits)| (name, colour(digits))).collect()
}

/// WCAG 2.2: the contrast of two colours.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour
            .map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn text_can_be_read_in_each_scheme() {
    for scheme in [":root {", "dark) {\n    :root {", "print {\n    :root {"] {
        let colours = colours(scheme);
        let epochs = ["clear", "early", "handshake", "application", "update"];
        for text in epochs.into_iter().chain(["ink", "faint", "accent", "good", "bad", "unknown"]) {
            for ground in ["paper", "raised", "sunk"] {
                let contrast = contrast(colours[text], colours[ground]);
                assert!(contrast >= 4.5, "{scheme} {text} on {ground}: {contrast:.2}");
            }
        }
        for ground in ["accent-soft", "warn-soft"] {
            for text in ["faint", "accent", "unknown", "update"] {
                assert!(contrast(colours[text], colours[ground]) >= 4.5, "{scheme} {text} on {ground}");
            }
            assert!(contrast(colours["ink"], colours[ground]) >= 7.0, "{scheme} {ground}");
        }
        // The grounds of an epoch are a tenth of its colour on the paper's. All text may stand on such a ground.
        for epoch in epochs.into_iter().chain(["accent"]) {
            let mixed = [0, 1, 2].map(|at| 0.1 * colours[epoch][at] + 0.9 * colours["paper"][at]);
            for text in epochs.into_iter().chain(["faint", "accent", "good", "bad", "unknown"]) {
                assert!(contrast(colours[text], mixed) >= 4.5, "{scheme} {text} on a ground of {epoch}");
            }
            assert!(contrast(colours["ink"], mixed) >= 7.0, "{scheme} ink on {epoch}");
            assert!(contrast(colours[epoch], mixed) >= 4.5, "{scheme} {epoch} on its own ground");
        }
    }
}

#[test]
fn a_style_sheet_loses_indentation_and_comments() {
    let style = "/* One\n   two. */\na {\n    b: url(c); /* kept */\n}\n\n/* d */\n// e\nf";
    assert_eq!(compact(style), "a {\nb: url(c); /* kept */\n}\nf");
}

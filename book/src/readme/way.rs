//! The way on from the page of a sample: the next section, the one before, all samples, the glossary.

use std::fmt::Write;
use std::path::Path;

use crate::catalogue::{Crate, Section};
use crate::parts;

/// The kind of this part.
pub(super) const KIND: &str = "way";

/// The page of a sample with this part at its end, where it belongs: as it is, or completed by an empty part.
pub(super) fn complete(page: String, japanese: bool) -> String {
    if parts::ends_with(&page, KIND) {
        return page;
    }
    let heading = if japanese { "関連ページ" } else { "See also" };
    format!("{}\n\n## {heading}\n\n{}", page.trim_end(), parts::empty(KIND))
}

/// The part for the page of the crate in `folder`; `None` if there is no such crate.
pub(super) fn part(crates: &[Crate], folder: &Path, japanese: bool) -> Option<String> {
    let at = crates.iter().position(|member| member.folder == folder)?;
    let next = crates.get(at + 1).and_then(|member| Some((member, member.sections.first()?)));
    let before = at.checked_sub(1).and_then(|at| crates.get(at));
    let before = before.and_then(|member| Some((member, member.sections.last()?)));

    let [next_words, before_words] =
        if japanese { ["次の節：", "前の節："] } else { ["Next section: ", "Previous section: "] };
    let mut lines = String::new();
    match next {
        Some((member, section)) => {
            let _ = writeln!(lines, "- {next_words}{}", link(folder, member, section, japanese));
        }
        None if japanese => lines.push_str("- これが最後の節です。下の一覧から、ほかの節に戻れます。\n"),
        None => lines.push_str("- This is the last section. The list below leads back to the others.\n"),
    }
    if let Some((member, section)) = before {
        let _ = writeln!(lines, "- {before_words}{}", link(folder, member, section, japanese));
    }
    lines.push_str(if japanese {
        "- [サンプル一覧](../../README.ja.md#サンプル一覧)\n- [用語集](../../docs/glossary.ja.md)\n"
    } else {
        "- [All samples](../../README.md#the-samples)\n- [Glossary](../../docs/glossary.md)\n"
    });
    Some(lines)
}

/// A link from the page of the crate in `folder` to that of another section.
fn link(folder: &Path, member: &Crate, section: &Section, japanese: bool) -> String {
    let to = match (folder.parent(), member.folder.file_name()) {
        (Some(chapter), Some(name)) if member.folder.parent() == Some(chapter) => Path::new("..").join(name),
        _ => Path::new("../..").join(&member.folder),
    };
    let to = to.display().to_string().replace('\\', "/");
    let number = &section.number;
    if japanese {
        format!("[{number}：{}]({to}/README.ja.md)", section.title_ja)
    } else {
        format!("[{number}: {}]({to}/README.md)", section.title)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::error::Error;

    fn member(folder: &str, numbers: &[&str]) -> Crate {
        let section = |number: &&str| Section {
            number: (*number).to_owned(),
            title: format!("T{number}"),
            title_ja: format!("題{number}"),
            programs: Vec::new(),
            experiments: Vec::new(),
            beside: Vec::new(),
        };
        let sections = numbers.iter().map(section).collect();
        Crate { folder: folder.into(), package: String::new(), sections }
    }

    #[test]
    fn a_page_leads_to_its_neighbours_within_and_across_chapters() {
        let crates = [member("a/1", &["1.1", "1.2"]), member("a/2", &["2"]), member("b/1", &["3.1", "3.2"])];
        let part = |folder: &str, japanese| part(&crates, Path::new(folder), japanese).unwrap();
        let all = "- [All samples](../../README.md#the-samples)\n- [Glossary](../../docs/glossary.md)\n";
        assert_eq!(part("a/1", false), format!("- Next section: [2: T2](../2/README.md)\n{all}"));
        let both = "- Next section: [3.1: T3.1](../../b/1/README.md)\n- Previous section: [1.2: T1.2](../1/README.md)\n";
        assert_eq!(part("a/2", false), format!("{both}{all}"));
        assert!(part("b/1", false).starts_with("- This is the last section."));
        assert!(
            part("a/2", true).starts_with("- 次の節：[3.1：題3.1](../../b/1/README.ja.md)\n- 前の節：[1.2")
        );
        assert_eq!(super::part(&crates, Path::new(""), false), None, "the root is no sample");
    }

    #[test]
    fn a_page_that_lacks_it_is_a_finding_until_it_is_written() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/1");
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir(root.path().join("docs")).unwrap();
        for page in ["README", "a/1/README", "docs/read-along"].map(|page| root.path().join(page)) {
            fs::write(page.with_extension("md"), "# A page\n").unwrap();
            fs::write(page.with_extension("ja.md"), "# A page\n").unwrap();
        }
        let crates = [member("a/1", &["1"])];
        let check = |write| crate::readme::check(root.path(), &crates, write);
        assert!(
            matches!(check(false), Err(Error::Findings(2))),
            "both languages of the sample, not the root"
        );
        check(true).unwrap();
        check(false).unwrap();
        let page = fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(page.starts_with("# A page\n\n## See also\n"), "{page}");
        assert!(page.contains("- [Glossary](../../docs/glossary.md)\n"), "{page}");
    }

    #[test]
    fn a_page_without_a_way_on_at_its_end_gets_one() {
        let marks = "<!-- tlsbook:way -->\n<!-- /tlsbook -->\n";
        let whole = format!("# 6.1\n\n## See also\n\n{marks}");
        assert_eq!(complete("# 6.1\n".to_owned(), false), whole);
        assert_eq!(complete(whole.clone(), false), whole);
        assert!(complete("# 6.1\n".to_owned(), true).ends_with(&format!("\n\n## 関連ページ\n\n{marks}")));
        let other = "<!-- tlsbook:way -->\n<!-- /tlsbook -->\n<!-- tlsbook:api x -->\n<!-- /tlsbook -->\n";
        for not_at_the_end in [format!("{marks}text\n"), other.to_owned()] {
            assert_ne!(complete(not_at_the_end.clone(), false), not_at_the_end);
        }
    }
}

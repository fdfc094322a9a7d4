//! The scripts: a frame around the command lines, which runs them one by one and compares.

use std::fmt::Write;

use super::step::{Command, Line, Part, Plan, Step};
use super::{chapter7, shell, stock};

/// What the lines of both scripts use, to be read into an interactive shell as well.
pub(super) const FUNCTIONS: &str = "\
# hex [FILE]: bytes as hexadecimal digits.
hex() { od -An -v -tx1 \"$@\" | tr -d ' \\n'; }

# nonce IV NUMBER: the IV in a file, with the sequence number in its last bytes (RFC 8446 section 5.3).
nonce() {
  set -- \"$(hex \"$1\")\" \"$2\"
  printf '%.16s%08x' \"$1\" \"$((0x${1#????????????????} ^ $2))\"
}

# short FILE: its first 16 bytes.
short() {
  head -c 16 \"$1\" | hex
  [ \"$(head -c 17 \"$1\" | wc -c)\" -lt 17 ] || printf '...'
}

# same NAME FILE: FILE must hold what standard input says.
same() {
  cat >\"$results/expected\"
  if [ \"$(hex \"$results/expected\")\" = \"$(hex \"$2\")\" ]; then
    printf 'ok   %s  %s\\n' \"$1\" \"$(short \"$2\")\"
  else
    printf 'DIFFERENT  %s  %s, but it should be %s\\n' \"$1\" \"$(short \"$2\")\" \"$(short \"$results/expected\")\"
    return 1
  fi
}

# says NAME FILE WORDS: FILE must hold these words.
says() {
  if [ \"$(cat \"$2\")\" = \"$3\" ]; then
    printf 'ok   %s  %s\\n' \"$1\" \"$3\"
  else
    printf 'DIFFERENT  %s  %s, but it should be %s\\n' \"$1\" \"$(head -n 1 \"$2\")\" \"$3\"
    return 1
  fi
}

# got NAME FILE: a result that only the steps after it show to be right.
got() {
  if [ -s \"$2\" ]; then
    printf 'got  %s  %s\\n' \"$1\" \"$(short \"$2\")\"
  else
    printf 'DIFFERENT  %s  there is no result\\n' \"$1\"
    return 1
  fi
}
";

/// The script with the programs of chapter 7, which are in the folder `programs`, if it is known.
pub(super) fn with_chapter7(plan: &Plan, title: &str, programs: Option<&str>) -> String {
    let mut text = head(title, "the programs of chapter 7 and coreutils", chapter7::RESULTS);
    if let Some(programs) = programs {
        text.push_str(
            "# The programs of chapter 7: another folder with them can be in the variable PROGRAMS.\n",
        );
        let _ = writeln!(text, "programs=${{PROGRAMS-{}}}", shell::quoted(programs));
        text.push_str("[ -z \"$programs\" ] || PATH=$programs:$PATH\n");
    }
    let _ = writeln!(text, "for program in {}; do", chapter7::PROGRAMS.join(" "));
    text.push_str("  command -v \"$program\" >/dev/null && continue\n");
    text.push_str("  echo \"ERROR: there is no program $program (cargo build --workspace makes it)\" >&2\n");
    text.push_str("  exit 1\ndone\n");
    let make = |command: &Command| Some((chapter7::line(plan, command), chapter7::says(command)));
    body(&mut text, plan, chapter7::RESULTS, make);
    text
}

/// The script with the command `openssl`.
pub(super) fn with_openssl(plan: &Plan, title: &str) -> String {
    let mut text = head(title, "the command openssl (3.0 or later) and coreutils", stock::RESULTS);
    text.push_str(
        "# No record of an AEAD is opened: `openssl enc` has none, and there is no other command for it.\n",
    );
    let make = |command: &Command| Some((stock::line(plan, command)?, stock::says(command)));
    body(&mut text, plan, stock::RESULTS, make);
    text
}

fn head(title: &str, with: &str, results: &str) -> String {
    format!(
        "#!/bin/sh\n\
         # {title}, recomputed with {with}.\n\
         # Each step prints a line: ok (compared), got (shown to be right by later steps), or DIFFERENT, which ends\n\
         # the script with 1. For single lines at a prompt: results={results}; . ./functions.sh\n\
         cd \"$(dirname \"$0\")\" || exit 1\n\
         umask 077\n\
         results={results}\n\
         rm -rf \"$results\" && mkdir \"$results\" || exit 1\n\
         . ./functions.sh\n"
    )
}

fn body(
    text: &mut String,
    plan: &Plan,
    results: &str,
    make: impl Fn(&Command) -> Option<(String, Option<String>)>,
) {
    let mut compared = 0;
    for line in &plan.lines {
        match line {
            Line::Heading(title) => {
                let _ = write!(text, "\n# ==== {title}\necho {}\n", shell::quoted(&format!("-- {title}")));
            }
            Line::Note(words) => {
                let _ = write!(text, "\necho {}\n", shell::quoted(&format!("NOT PROVEN: {words}")));
            }
            Line::Step(step) => {
                let Some((command, says)) = make(&step.command) else { continue };
                compared += u32::from(step.expected.is_some());
                one(text, step, &command, says.as_deref(), results);
            }
        }
    }
    let _ = write!(text, "\nrm -f \"$results/expected\"\necho 'All {compared} comparisons hold.'\n");
}

fn one(text: &mut String, step: &Step, command: &str, says: Option<&str>, results: &str) {
    let Step { why, name, result, expected, .. } = step;
    let file = shell::source(&[Part::File(result.clone())], results);
    let file = file.trim_start_matches("cat ");
    let name = shell::quoted(name);
    let _ = write!(text, "\n# {why}\n{command} >{file}\n");
    let _ = match (expected, says) {
        (Some(_), Some(words)) => writeln!(text, "says {name} {file} {} || exit 1", shell::quoted(words)),
        (Some(parts), None) => {
            let expected = shell::source(parts, results);
            writeln!(text, "{expected} | same {name} {file} || exit 1")
        }
        (None, _) => writeln!(text, "got {name} {file} || exit 1"),
    };
}

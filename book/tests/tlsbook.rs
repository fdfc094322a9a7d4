//! Tests the command `tlsbook` as a reader uses it.

#![allow(clippy::unwrap_used)]

use std::process::Output;

fn tlsbook(arguments: &[&str]) -> Output {
    harness::command("tlsbook").unwrap().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn list_names_each_section_in_the_readers_language_with_its_commands() {
    for (lang, title) in
        [("en", "6.1  Client-server communication\n"), ("ja", "6.1  クライアント・サーバー通信\n")]
    {
        let output = tlsbook(&["list", "--lang", lang]);
        assert!(output.status.success());
        let shown = text(&output.stdout);
        for part in ["1.1  ", title, "cargo run -q --bin client-tls "] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}

#[test]
fn the_locale_decides_unless_a_language_is_asked_for() {
    for (locale, arguments, title) in [
        ("ja_JP.UTF-8", &["list"][..], "6.2  TLS拡張\n"),
        ("C.UTF-8", &["list"], "6.2  TLS extensions\n"),
        ("ja_JP.UTF-8", &["list", "--lang", "en"], "6.2  TLS extensions\n"),
    ] {
        let output =
            harness::command("tlsbook").unwrap().args(arguments).env("LC_ALL", locale).output().unwrap();
        let shown = text(&output.stdout);
        assert!(shown.contains(title), "{locale} {arguments:?}: {shown}");
    }
}

#[test]
fn play_shows_each_window_and_a_table() {
    let output = tlsbook(&["play", "--lang", "en", "6.1/session", "6.1/old"]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    for part in [
        "\nsession) The normal session\n\nserver│ $ server-tls\nserver│ Waiting for a connection...\n",
        "\nclient│ $ client-tls\nclient│ Send to localhost(127.0.0.1)\n",
        "\nclient│ Message to send: Hello server\n",
        "The normal session                   as in the book  ",
        "A version that is no longer allowed  as expected     ",
        "\n2 experiments: 1 as in the book, 1 as expected, 0 not; ",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // There is no connection before there is a client.
    let place = |part| shown.find(part).unwrap();
    assert!(place("client│ $ client-tls") < place("Client connected successfully"), "{shown}");
}

#[test]
fn without_a_shell_only_what_needs_one_is_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    command.args(["play", "--lang", "en", "6.1/old", "7.2/steps"]).env("PATH", folder.path());
    command.env_remove("TLSBOOK_SKIPPED"); // it is no test that is skipped
    let output = command.output().unwrap();
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    assert!(shown.contains("\n2 experiments: 1 as expected, 0 not, 1 skipped; "), "{shown}");
    assert!(shown.contains("  skipped: needs sh  "), "{shown}");
    assert!(text(&output.stderr).contains("skipped: 7.2/steps needs sh\n"), "{}", text(&output.stderr));
}

#[test]
fn play_speaks_japanese() {
    let output = tlsbook(&["play", "--lang", "ja", "6.1/old"]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    for part in [
        "\n6.1  クライアント・サーバー通信\n\nold) 許可されなくなったバージョン\n",
        "  想定どおり  ",
        "\n実験1件：想定どおり1件、相違0件（",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

/// In a terminal of a width, by way of `script` of util-linux.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_windows_stand_side_by_side_and_lines_fit() {
    if !harness::tool("script") {
        return;
    }
    let program = harness::program("tlsbook").unwrap();
    for width in [60, 100, 173] {
        let command = format!(
            "stty cols {width} rows 40 && '{}' play --lang en 6.1/session 6.1/wire",
            program.display()
        );
        let mut script = harness::stranger_command("script");
        let output = script.args(["-qec", &command, "/dev/null"]).env_remove("COLUMNS").output().unwrap();
        let shown = text(&output.stdout);
        assert!(output.status.success(), "{shown}");
        for line in shown.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
        let columns = "$ server-tls                  │\r\n";
        assert_eq!(shown.contains(columns), width >= 100, "{width}: {shown}");
        assert!(shown.contains("↪ "), "{width}: {shown}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_play_leaves_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    command.arg("play").env("TMPDIR", folder.path());
    let mut window = harness::Window::open("play", command, std::time::Duration::from_secs(60)).unwrap();
    let count = || std::fs::read_dir(folder.path()).unwrap().count();
    while count() == 0 {
        assert!(window.ended().is_none(), "{}", window.transcript());
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    window.interrupt().unwrap();
    window.end(130).unwrap();
    assert_eq!(count(), 0);
}

#[test]
fn play_lists_without_playing() {
    let output = tlsbook(&["play", "--lang", "en", "--list", "1"]);
    assert!(output.status.success());
    let shown = text(&output.stdout);
    assert_eq!(shown.lines().count(), 2, "{shown}");
    assert!(shown.starts_with("1.1/tcp  One message each way over TCP\n"), "{shown}");
}

#[test]
fn what_does_not_exist_is_named() {
    for wanted in ["9.9", "6.1/nothing", "6.", "x"] {
        let output = tlsbook(&["play", wanted]);
        assert_eq!(output.status.code(), Some(1));
        let error = text(&output.stderr);
        assert!(error.contains(&format!("there is no section or experiment {wanted}")), "{error}");
        assert!(output.stdout.is_empty(), "nothing was played");
    }
    assert_eq!(tlsbook(&["jump"]).status.code(), Some(2));
}

#[test]
fn the_listings_and_the_readmes_are_as_they_should_be() {
    let output = tlsbook(&["api"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with("each call has its line\n"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let arguments = ["-c", "\"$0\" list | head -1", env!("CARGO_BIN_EXE_tlsbook")];
    let output = harness::stranger_command("sh").args(arguments).output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_quiet_play_shows_a_line_for_each_section() {
    let output = tlsbook(&["play", "--lang", "en", "--quiet", "1", "7.1"]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    let lines: Vec<_> = shown.lines().collect();
    for (line, start) in lines.iter().zip([
        "",
        "section  title                  in the book  expected      time",
        "1.1      TCP client and server            1         0  ",
        "1.2      Adding the TLS layer             1         0  ",
        "7.1      Common wrapper                   0         2  ",
        "4 experiments: 2 as in the book, 2 as expected, 0 not; ",
    ]) {
        assert!(line.starts_with(start), "{start}: {shown}");
    }
    assert_eq!(lines.len(), 6, "{shown}");
}

/// If the shell cannot be started, the message gives the reason in words, without the number of its `errno`.
#[cfg(unix)]
#[test]
fn what_cannot_be_started_is_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sh"), "a file that nobody may execute").unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    let output = command.args(["play", "7.1/order"]).env("PATH", folder.path()).output().unwrap();
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("cannot be started (Permission denied)\n"), "{error}");
}

/// The processes whose folder for temporary files is this one, except `but`.
#[cfg(target_os = "linux")]
fn processes_of(folder: &std::path::Path, but: u32) -> Vec<String> {
    let variable = format!("TMPDIR={}", folder.display());
    let has = |process: &String| {
        let environment = std::fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|entry| entry == variable.as_bytes())
    };
    let names =
        std::fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.parse().is_ok_and(|process: u32| process != but)).filter(has).collect()
}

/// A signal to `tlsbook` alone, as sent by `timeout` or a system shutdown, also ends the programs in its
/// windows.
#[cfg(target_os = "linux")]
#[test]
fn nothing_outlives_a_play_that_is_ended() {
    use std::thread::sleep;
    use std::time::{Duration, Instant};
    for signal in ["INT", "TERM", "HUP", "KILL"] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = harness::command("tlsbook").unwrap();
        command.args(["play", "6.1"]).env("TMPDIR", folder.path());
        let mut window = harness::Window::open("play", command, Duration::from_secs(60)).unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        // The guard, which ends what is left, and a program.
        while processes_of(folder.path(), window.id()).len() < 2 {
            assert!(Instant::now() < deadline && window.ended().is_none(), "{}", window.transcript());
            sleep(Duration::from_millis(1));
        }
        let kill = format!("kill -s {signal} {}", window.id());
        assert!(harness::stranger_command("sh").args(["-c", &kill]).status().unwrap().success());
        let deadline = Instant::now() + Duration::from_secs(30);
        while window.ended().is_none() || !processes_of(folder.path(), window.id()).is_empty() {
            let left = processes_of(folder.path(), window.id());
            assert!(Instant::now() < deadline, "{signal}: {left:?} are left");
            sleep(Duration::from_millis(10));
        }
    }
}

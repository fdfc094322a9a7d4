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
fn list_names_each_section_in_both_languages_with_its_commands() {
    let output = tlsbook(&["list"]);
    assert!(output.status.success());
    let shown = text(&output.stdout);
    for part in [
        "1.1  ",
        "6.1  Client-server communication — クライアント・サーバー通信",
        "cargo run -q --bin client-tls ",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn play_shows_each_window_and_a_table() {
    let output = tlsbook(&["play", "6.1/session"]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    assert!(shown.contains(
        "── client ──\n  $ client-tls\n  Send to localhost(127.0.0.1)\n  Message to send: Hello server\n"
    ));
    assert!(shown.contains("\n1 experiment: 1 as in the book, 0 not; "), "{shown}");
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
    let output = tlsbook(&["play", "--list", "1"]);
    assert!(output.status.success());
    let shown = text(&output.stdout);
    assert_eq!(shown.lines().count(), 2, "{shown}");
    assert!(shown.starts_with("1.1/tcp "));
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
    let output = tlsbook(&["play", "--quiet", "1", "7.2"]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    let lines: Vec<_> = shown.lines().filter(|line| line.contains("as in the book")).collect();
    assert_eq!(lines.len(), 4, "{shown}");
    assert!(lines[0].starts_with("1.1      TCP client and server  1 as in the book "), "{shown}");
    assert!(lines[2].starts_with("7.2      Hash "), "{shown}");
}

/// If the shell cannot be started, the message gives the reason in words, without the number of its `errno`.
#[cfg(unix)]
#[test]
fn what_cannot_be_started_is_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    let output = command.args(["play", "7.1/order"]).env("PATH", folder.path()).output().unwrap();
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("cannot be started (No such file or directory)\n"), "{error}");
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
        while processes_of(folder.path(), window.id()).is_empty() {
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

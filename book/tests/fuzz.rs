//! `tlsbook explain` as a whole, with captures that are changed at random: no panic, no hang, no memory without end,
//! JSON that is JSON, and nothing proven or false without a secret that was given. In the same way in each run; for a
//! longer one, `TLSBOOK_FUZZ_SECONDS` says how long, and `TLSBOOK_FUZZ_SEED` where it begins.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use harness::root;

/// The longest that one capture may take: they have 50 packets at most.
const LONGEST: Duration = Duration::from_secs(20);

/// How much memory one may take: threads, OpenSSL and all, in KiB of address space.
const MEMORY: u64 = 1 << 21;

/// How many captures are tried, if no time is given.
const TRIED: u64 = 150;

/// Numbers that look random (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % end.max(1)
    }

    fn byte(&mut self) -> u8 {
        const EDGES: [u8; 8] = [0, 1, 2, 3, 0x7f, 0x80, 0xfe, 0xff];
        let any = u8::try_from(self.below(256)).unwrap();
        if self.below(2) == 0 { EDGES[self.below(EDGES.len())] } else { any }
    }

    /// Changes a file anywhere: its own headers, those of packets, records, messages.
    fn change(&mut self, file: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            let at = self.below(file.len());
            match self.below(8) {
                0..=3 => file[at] = self.byte(),
                4 => file[at] ^= 1 << self.below(8),
                5 => file.truncate(at.max(24)),
                6 => {
                    let end = at + self.below(60.min(file.len() - at));
                    file.drain(at..end);
                }
                _ => {
                    let end = at + self.below(400.min(file.len() - at));
                    let part = file[at..end].to_vec();
                    let to = self.below(file.len());
                    file.splice(to..to, part);
                }
            }
            if file.is_empty() {
                return;
            }
        }
    }

    /// Changes the order of the packets of a capture in the classic form.
    fn shuffle(&mut self, file: &mut Vec<u8>) {
        let mut packets: Vec<Vec<u8>> = Vec::new();
        let mut at = 24;
        while let Some(length) = file.get(at + 8..at + 12) {
            let length = u32::from_le_bytes(length.try_into().unwrap()) as usize;
            let Some(packet) = file.get(at..at + 16 + length) else { break };
            packets.push(packet.to_vec());
            at += 16 + length;
        }
        for _ in 0..=self.below(4) {
            let (one, other) = (self.below(packets.len()), self.below(packets.len()));
            match self.below(3) {
                0 if packets.len() > 1 => drop(packets.remove(one)),
                1 if !packets.is_empty() => packets.insert(other, packets[one].clone()),
                _ if !packets.is_empty() => packets.swap(one, other),
                _ => {}
            }
        }
        file.truncate(24);
        file.extend(packets.concat());
    }
}

fn fixtures() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("book/tests/cases")).unwrap();
    let mut all: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| {
        path.extension().is_some_and(|extension| extension.to_string_lossy().starts_with("pcap"))
    });
    all.sort();
    assert!(all.len() > 10);
    all
}

fn explain(capture: &Path, arguments: &[&str]) -> Output {
    // The path and the arguments are the shell's own, so that nothing has to be quoted.
    let mut command = harness::stranger_command("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh"]);
    command
        .arg(harness::command("tlsbook").unwrap().get_program())
        .arg("explain")
        .args(arguments)
        .arg(capture);
    command.stdin(Stdio::null()).output().unwrap()
}

/// Whether something is said to be proven or false that only a secret can tell.
fn claims(text: &str) -> bool {
    let open = ["signature of the key exchange", "the signature is that of the client's"];
    let claims = |line: &&str| line.contains("[proven: ") || line.contains("[FALSE: ");
    text.lines().filter(claims).any(|line| !open.iter().any(|words| line.contains(words)))
}

#[test]
fn no_capture_breaks_explain() {
    const KEYS: &str = "--keylog";
    let given = |name: &str| env::var(name).ok().map(|value| value.parse::<u64>().unwrap());
    let limit = given("TLSBOOK_FUZZ_SECONDS").map(Duration::from_secs);
    let seed = given("TLSBOOK_FUZZ_SEED").unwrap_or(1);
    let folder = tempfile::tempdir().unwrap();
    let (path, keys) = (folder.path().join("changed.pcap"), root().join("book/tests/cases/keys"));
    let keys = keys.to_str().unwrap();
    let page = folder.path().join("page.html");
    let page = page.to_str().unwrap();
    let ways: [&[&str]; 6] = [
        &["--trace=full"], // without a secret
        &[KEYS, keys],
        &[KEYS, keys, "--trace=hex", "--why"],
        &[KEYS, keys, "--json", "--keys", "--why"],
        &[KEYS, keys, "--keys"],
        &[KEYS, keys, "--html", page],
    ];
    let fixtures = fixtures();
    let begun = Instant::now();
    let mut tried = 0;
    while limit.map_or(tried < TRIED, |limit| begun.elapsed() < limit) {
        tried += 1;
        let mut random = Random((seed << 32) + tried * 0x9e37_79b9);
        let fixture = &fixtures[random.below(fixtures.len())];
        let mut file = fs::read(fixture).unwrap();
        if random.below(3) == 0 {
            random.shuffle(&mut file);
        }
        if random.below(4) > 0 {
            random.change(&mut file);
        }
        fs::write(&path, &file).unwrap();
        let way = ways[usize::try_from(tried).unwrap() % ways.len()];
        let start = Instant::now();
        let output = explain(&path, way);
        let what = format!("{}, seed {seed}, number {tried}, {way:?}", fixture.display());
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{what}: {}\n{err}", output.status);
        assert!(!err.contains("panicked"), "{what}\n{err}");
        assert!(start.elapsed() < LONGEST, "{what} took {:?}", start.elapsed());
        if way.contains(&"--json") && output.status.success() {
            serde_json::from_slice::<serde_json::Value>(&output.stdout)
                .map_err(|error| format!("{what}: {error}"))
                .unwrap();
        }
        if !way.contains(&KEYS) {
            assert!(!claims(&out), "{what}\n{out}");
        }
    }
    println!("{tried} captures in {:?}", begun.elapsed());
}

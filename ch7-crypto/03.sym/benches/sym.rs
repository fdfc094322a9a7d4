//! `aescbc` and `aesgcm` over 1 GiB, beside the `openssl` command.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use harness::bench::{self, Cost, Side, Time, compare, measure, time};

const SIZE: u64 = 1 << 30;
const KEY: &str = "30313233343536373031323334353637";
const IV: &str = "31323334353637383132333435363738";
const GCM_IV: &str = "313233343536373831323334";

fn main() -> io::Result<()> {
    if !harness::tool("openssl") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    let (plain, sealed, out) = (path("1GiB"), path("sealed"), path("out"));
    bench::make_file(&plain, SIZE)?;

    let aescbc = |way: &str, input: &Path, output: &Path| {
        let mut command = harness::command("aescbc")?;
        command.args([way, "-k", KEY, "-i", IV]).args([input, output]);
        Ok(command)
    };
    let enc = |way: &str, input: &Path, output: &Path| {
        let mut command = harness::stranger_command("openssl");
        command
            .args(["enc", "-aes-128-cbc", way, "-K", KEY, "-iv", IV, "-in"])
            .arg(input)
            .arg("-out")
            .arg(output);
        Ok(command)
    };
    measure(&mut aescbc("-e", &plain, &sealed)?)?;
    for (way, input, title) in
        [("-e", &plain, "AES-128-CBC, encrypting"), ("-d", &sealed, "AES-128-CBC, decrypting")]
    {
        let sides = vec![
            Side::new("aescbc", || to_file(&out, aescbc(way, input, &out))),
            Side::new("openssl enc -aes-128-cbc", || to_file(&out, enc(way, input, &out))),
        ];
        compare(5, sides)?.print(&format!("{title} 1 GiB, file to file"))?;

        let null = Path::new("/dev/null");
        let sides = vec![
            Side::new("aescbc", || measure(&mut aescbc(way, input, null)?)),
            Side::new("openssl enc -aes-128-cbc", || measure(&mut enc(way, input, null)?)),
        ];
        compare(5, sides)?.print(&format!("{title} 1 GiB, to /dev/null"))?;
    }

    let aesgcm = || {
        let mut command = harness::command("aesgcm")?;
        command.args(["-k", KEY, "-i", GCM_IV]);
        Ok::<_, io::Error>(command)
    };
    let tag = aesgcm()?.args([&plain, &sealed]).stderr(Stdio::inherit()).output()?.stdout;
    let tag = String::from_utf8_lossy(&tag).trim().to_owned();
    // `openssl enc` has no GCM: what the library needs for as many bytes, and the way of the bytes through
    // the system.
    let speed_and = |files: io::Result<Cost>| {
        let mut cost = bench::openssl_speed("aes-128-gcm", SIZE)?;
        let files = files?;
        cost.wall += files.wall;
        cost.cpu += files.cpu;
        Ok(cost)
    };
    let sides = vec![
        Side::new("aesgcm", || measure(aesgcm()?.arg(&plain).arg("/dev/null"))),
        Side::new("openssl speed, plus reading the file", || speed_and(time(|| bench::read_file(&plain)))),
    ];
    compare(5, sides)?.print("AES-128-GCM, encrypting 1 GiB, to /dev/null")?;
    let sides = vec![
        Side::new("aesgcm -d", || {
            let mut command = aesgcm()?;
            command.args(["-d", "-t", &tag]).args([&sealed, &out]);
            to_file(&out, Ok(command))
        }),
        Side::new("openssl speed, plus dd", || speed_and(to_file(&out, Ok(copy(&plain, &out))))),
    ];
    compare(5, sides)?
        .aim("aesgcm -d", "openssl speed, plus dd", Time::Wall, 1.1)
        .print("AES-128-GCM, decrypting 1 GiB, file to file")
}

/// Measures a command that writes the file `out`, which is not there before and after.
fn to_file(out: &Path, command: io::Result<Command>) -> io::Result<Cost> {
    let cost = measure(&mut command?);
    fs::remove_file(out)?;
    cost
}

/// What any program spends that reads a file and writes another.
fn copy(input: &Path, output: &Path) -> Command {
    let mut dd = harness::stranger_command("dd");
    dd.arg(format!("if={}", input.display())).arg(format!("of={}", output.display()));
    dd.args(["bs=65536", "status=none"]);
    dd
}

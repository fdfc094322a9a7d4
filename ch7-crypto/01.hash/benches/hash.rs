//! `sha256` over 1 GiB, beside the `openssl` command, and beside what no program can save.

use std::io;

use harness::bench::{self, Side, compare, measure, time};

const SIZE: u64 = 1 << 30;

fn main() -> io::Result<()> {
    if !harness::tool("openssl") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("1GiB");
    bench::make_file(&input, SIZE)?;
    let sides = vec![
        Side::new("sha256", || measure(harness::command("sha256")?.arg(&input))),
        Side::new("openssl dgst -sha256", || {
            measure(harness::stranger_command("openssl").args(["dgst", "-sha256"]).arg(&input))
        }),
        Side::new("openssl speed, plus reading the file", || {
            let mut cost = bench::openssl_speed("sha256", SIZE)?;
            let reading = time(|| bench::read_file(&input))?;
            cost.wall += reading.wall;
            cost.cpu += reading.cpu;
            Ok(cost)
        }),
    ];
    compare(5, sides)?.print("SHA-256 of 1 GiB")
}

//! `hmac` over 1 GiB, beside the `openssl` command.

use std::io;

use harness::bench::{self, Side, compare, measure};

fn main() -> io::Result<()> {
    if !harness::tool("openssl") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("1GiB");
    bench::make_file(&input, 1 << 30)?;
    let sides = vec![
        Side::new("hmac", || measure(harness::command("hmac")?.args(["-k", "544c53312e33"]).arg(&input))),
        Side::new("openssl dgst -sha1 -hmac", || {
            measure(
                harness::stranger_command("openssl").args(["dgst", "-sha1", "-hmac", "TLS1.3"]).arg(&input),
            )
        }),
    ];
    compare(5, sides)?.print("HMAC with SHA-1 of 1 GiB")
}

//! `make bench`: what `--trace=brief` and `--pcap` cost a bulk transfer.
//!
//! The bench runs itself for each transfer, as a program with these options. A server sends to an observed
//! client: once as fast as the machine can, where every cost shows, and once as fast as a network of 1
//! Gbit/s.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream, SslVerifyMode};

use common::net::{self, Host};
use harness::bench::{self, Side, Time};
use observe::Observe;

/// Bytes of a transfer, and of one write.
const BYTES: usize = 200_000_000;
const WRITE: usize = 16_384;

/// Bytes in a second on a network of 1 Gbit/s.
const NETWORK: u32 = 125_000_000;

#[derive(Parser)]
struct Args {
    /// Set when the bench runs itself
    #[arg(long)]
    transfer: bool,

    /// The most bytes that the server sends in a second
    #[arg(long)]
    rate: Option<u32>,

    /// The argument that cargo passes to a bench
    #[arg(long, hide = true)]
    bench: bool,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let result = if args.transfer { transfer(&args) } else { compare() };
    match result {
        Ok(()) if args.transfer => observe::exit::code(Ok(()), "end"),
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            common::note!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let capture = folder.path().join("bulk.pcapng");
    let pcap = format!("--pcap={}", capture.display());
    let side = |name, rate: Option<u32>, option: Option<&str>| {
        let options: Vec<String> =
            rate.map(|rate| format!("--rate={rate}")).into_iter().chain(option.map(str::to_owned)).collect();
        let capture = &capture;
        Side::new(name, move || {
            let _ = fs::remove_file(capture); // replacing a file would cost more; the first time there is none
            #[allow(clippy::disallowed_methods)] // this program
            let mut command = Command::new(env::current_exe()?);
            command.arg("--transfer").args(&options).stderr(Stdio::null());
            bench::measure(&mut command)
        })
    };
    let transfers = |rate| {
        vec![
            side("nothing observed", rate, None),
            side("--trace=brief", rate, Some("--trace=brief")),
            side("--pcap FILE", rate, Some(&pcap)),
        ]
    };
    let mut sides = transfers(None);
    // The minimum that both cost: decrypting each record once more, and writing its bytes to a file.
    let speed = || bench::openssl_speed("aes-256-gcm", BYTES as u64);
    sides.push(Side::new("openssl speed -evp aes-256-gcm", speed));
    sides.push(Side::new("a file, written", || {
        fs::remove_file(&capture)?;
        bench::time(|| write(&capture))
    }));
    bench::compare(3, sides)?.print("200 MB to an observed client, as fast as the machine can")?;
    bench::compare(3, transfers(Some(NETWORK)))?
        .aim("--trace=brief", "nothing observed", Time::Cpu, 1.1)
        .print("200 MB to an observed client at 1 Gbit/s")
}

/// Writes the same number of bytes to a file.
fn write(path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    let data = [b'x'; WRITE];
    let mut left = BYTES;
    while left > 0 {
        left -= file.write(data.get(..left.min(WRITE)).unwrap_or_default())?;
    }
    Ok(())
}

/// One transfer within this process: the server's end is not observed.
fn transfer(args: &Args) -> io::Result<()> {
    let failed = |error: common::Error| io::Error::other(error.to_string());
    let certs = common::defaults::workspace().join("certs");
    let mut server = SslContext::builder(SslMethod::tls_server())?;
    server.set_certificate_chain_file(certs.join("tb-server-cert.pem"))?;
    server.set_private_key_file(certs.join("tb-server-key.pem"), SslFiletype::PEM)?;
    let server = server.build();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let rate = args.rate;
    let serving = thread::spawn(move || -> io::Result<()> {
        let (tcp, _) = listener.accept()?;
        let mut stream = SslStream::new(Ssl::new(&server)?, tcp)?;
        stream.accept().map_err(io::Error::other)?;
        let data = [b'x'; WRITE];
        let start = Instant::now();
        let mut left = BYTES;
        while left > 0 {
            if let Some(rate) = rate {
                let due = Duration::from_secs((BYTES - left) as u64) / rate;
                thread::sleep(due.saturating_sub(start.elapsed()));
            }
            let length = left.min(WRITE);
            stream.write_all(data.get(..length).unwrap_or_default())?;
            left -= length;
        }
        let _ = stream.shutdown();
        Ok(())
    });

    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    ctx.load_verify_locations(Some(&certs.join("tb-ca-cert.pem")), None)?;
    ctx.set_verify(SslVerifyMode::PEER);
    args.observe.attach(&mut ctx).map_err(failed)?;
    let host = Host::Address(Ipv4Addr::LOCALHOST.into());
    let connection = net::connect(&host, port, Duration::from_secs(60)).map_err(failed)?;
    let mut stream = SslStream::new(Ssl::new(&ctx.build())?, args.observe.tap(connection))?;
    stream.connect().map_err(io::Error::other)?;
    let mut buffer = vec![0; WRITE];
    let mut received = 0;
    loop {
        match stream.read(&mut buffer)? {
            0 => break,
            count => received += count,
        }
    }
    if received != BYTES {
        return Err(io::Error::other(format!("{received} bytes came")));
    }
    serving.join().unwrap_or_else(|_| Err(io::Error::other("the server failed")))
}

//! `make bench`: what `--trace=brief` and `--pcap` cost a bulk transfer.
//!
//! The bench runs itself for each transfer, as a program with these options: 200 MB from a server to an observed client.

use std::env;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslStream, SslVerifyMode};

use common::net::{self, Host};
use common::observe::Observe;
use stage::bench::{self, Side};

/// Bytes of a transfer, and of one write.
const BYTES: usize = 200_000_000;
const WRITE: usize = 16_384;

#[derive(Parser)]
struct Args {
    /// Set when the bench runs itself
    #[arg(long)]
    transfer: bool,

    /// What cargo says to a bench
    #[arg(long, hide = true)]
    bench: bool,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let result = if args.transfer { transfer(&args.observe) } else { compare() };
    match result {
        Ok(()) => common::exit(Ok(()), "end"),
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
    let side = |name: &'static str, option: Option<&str>| {
        let option = option.map(str::to_owned);
        Side::new(name, move || {
            let mut command = Command::new(env::current_exe()?);
            command.arg("--transfer").args(&option).stderr(Stdio::null());
            bench::measure(&mut command)
        })
    };
    let sides = vec![
        side("nothing observed", None),
        side("--trace=brief", Some("--trace=brief")),
        side("--pcap FILE", Some(&pcap)),
    ];
    bench::compare(3, sides)?.print("200 MB to a client:")
}

/// One transfer within this process: the server's end is not observed.
fn transfer(observe: &Observe) -> io::Result<()> {
    let failed = |error: common::Error| io::Error::other(error.to_string());
    let certs = common::defaults::workspace().join("certs");
    let mut server = SslContext::builder(SslMethod::tls_server())?;
    server.set_certificate_chain_file(certs.join("tb-server-cert.pem"))?;
    server.set_private_key_file(certs.join("tb-server-key.pem"), SslFiletype::PEM)?;
    let server = server.build();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let serving = thread::spawn(move || -> io::Result<()> {
        let (tcp, _) = listener.accept()?;
        let mut stream = SslStream::new(Ssl::new(&server)?, tcp)?;
        stream.accept().map_err(io::Error::other)?;
        let data = [b'x'; WRITE];
        let mut left = BYTES;
        while left > 0 {
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
    observe.attach(&mut ctx).map_err(failed)?;
    let host = Host::Address(Ipv4Addr::LOCALHOST.into());
    let connection = net::connect(&host, port, Duration::from_secs(60)).map_err(failed)?;
    let mut stream = SslStream::new(Ssl::new(&ctx.build())?, observe.watch(connection))?;
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

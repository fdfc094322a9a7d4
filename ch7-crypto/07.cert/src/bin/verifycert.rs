//! Section 7.8.3: verifies that a CA signed a certificate.
//!
//! The book has the listing; the C repository has no source.
//!
//! ```text
//! cargo run -q --bin verifycert -- certs/tb-ca-cert.pem certs/tb-server-cert.pem
//! cargo run -q --bin verifycert -- certs/tb-ca-cert.pem certs/broken/tb-server-cert2.pem
//! ```
//!
//! As in the text, it verifies the signature only: not the dates, not whether the CA is one, not whose the
//! certificate is. To verify what a TLS client does, use `--chain` with `--host` and `--purpose server`.
//!
//! Unlike the C original:
//! - the exit status is 0 only for `Verified`.
//! - it takes certificates in PEM or DER.

use std::fmt::Write;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use openssl::error::ErrorStack;
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::X509VerifyParam;
use openssl::x509::{X509PurposeId, X509Ref, X509StoreContext};

use cert::date::Date;
use cert::name;
use common::files::Input;
use common::net::Host;
use common::{Error, Terminal, keys};

/// Verifies that a certificate was signed by a CA (section 7.8.3).
#[derive(Parser)]
#[command(name = "verifycert", version = common::version())]
struct Args {
    /// Certificate of the CA; with --chain, of all trusted CAs
    #[arg(value_name = "CA")]
    ca: Input,

    /// Certificate to verify
    #[arg(value_name = "CERT")]
    certificate: Input,

    /// Verify the whole chain up to a CA as TLS does: signatures, dates, and that each issuer may sign
    #[arg(long)]
    chain: bool,

    /// Intermediate certificates, which are not trusted by themselves
    #[arg(long, value_name = "FILE", requires = "chain")]
    untrusted: Option<Input>,

    /// Host name or IP address that the certificate must be for
    #[arg(long, requires = "chain")]
    host: Option<Host>,

    /// Purpose that the certificate must have
    #[arg(long, requires = "chain")]
    purpose: Option<Purpose>,

    /// Time to verify at, in UTC: 2030-12-31 or 2030-12-31T23:59:59 [default: now]
    #[arg(long, requires = "chain")]
    date: Option<Date>,

    /// How many intermediate certificates there may be
    #[arg(long, value_name = "N", requires = "chain", value_parser = clap::value_parser!(i32).range(0..=100))]
    depth: Option<i32>,
}

/// Whom a certificate may be for (`X509_PURPOSE_…`).
#[derive(Clone, Copy, ValueEnum)]
enum Purpose {
    /// A TLS server
    Server,
    /// A TLS client
    Client,
    /// Signing mail
    Email,
}

fn main() -> ExitCode {
    common::exit::verdict(run(&Args::parse()))
}

fn run(args: &Args) -> Result<bool, Error> {
    common::init();
    let files: Vec<_> = [&args.ca, &args.certificate].into_iter().chain(&args.untrusted).collect();
    Input::once(&files)?;
    let mut terminal = Terminal::new();
    if args.chain {
        return verify_chain(args, &mut terminal);
    }

    // PEM_read_X509 (here: keys::certificate)
    let cert_sv = keys::certificate(&args.certificate)?;
    let cert_ca = keys::certificate(&args.ca)?;

    // X509_get_pubkey (here: public_key)
    let pkey = cert_ca.public_key().map_err(Error::algorithm("X509_get_pubkey"))?;

    // X509_verify: only 1 is yes. 0 is no, and so is an error.
    let verified = cert_sv.verify(&pkey).unwrap_or(false);
    // An invalid signature leaves errors in the queue.
    let _ = ErrorStack::get();

    writeln!(terminal, "{}", if verified { "Verified" } else { "Failed" })?;
    Ok(verified)

    // EVP_PKEY_free, X509_free (here: Drop)
}

/// Verifies what a TLS client does. Shows the chain, or where and why it failed.
fn verify_chain(args: &Args, terminal: &mut Terminal) -> Result<bool, Error> {
    let certificate = keys::certificate(&args.certificate)?;

    // X509_STORE_new (here: X509StoreBuilder::new): the trusted CAs.
    let mut store = X509StoreBuilder::new()?;
    for ca in keys::certificates(&args.ca)? {
        // X509_STORE_add_cert
        store.add_cert(ca)?;
    }
    // OpenSSL only: X509_STORE_set1_param (here: set_param)
    store.set_param(&*parameters(args)?)?;
    let store = store.build();

    let mut untrusted = Stack::new()?;
    for between in args.untrusted.as_ref().map(keys::certificates).transpose()?.unwrap_or_default() {
        untrusted.push(between)?;
    }

    let subject = |x509: &X509Ref| name::text(x509.subject_name());

    // X509_STORE_CTX_new (here: X509StoreContext::new)
    let mut ctx = X509StoreContext::new()?;

    // X509_STORE_CTX_init
    let (verified, verdict) = ctx.init(&store, &certificate, &untrusted, |ctx| {
        // X509_verify_cert: an error is a no.
        let verified = ctx.verify_cert().unwrap_or(false);
        let _ = ErrorStack::get();

        // X509_STORE_CTX_get_error, X509_verify_cert_error_string (here: error, error_string)
        let why = ctx.error().error_string();

        // X509_STORE_CTX_get_error_depth (here: error_depth)
        let depth = ctx.error_depth();

        // X509_STORE_CTX_get_current_cert (here: current_cert)
        let about = ctx.current_cert().map_or_else(String::new, subject);
        let mut verdict = if verified {
            "Verified".to_owned()
        } else {
            format!("Failed: {why} (certificate {depth}: {about})")
        };
        // OpenSSL only: X509_STORE_CTX_get0_chain (here: chain)
        for (depth, x509) in ctx.chain().filter(|_| verified).into_iter().flatten().enumerate() {
            let _ = write!(verdict, "\n{depth}: {}", subject(x509));
        }
        Ok((verified, verdict))
    })?;
    writeln!(terminal, "{verdict}")?;
    Ok(verified)
}

/// `X509_VERIFY_PARAM` for the options.
fn parameters(args: &Args) -> Result<X509VerifyParam, ErrorStack> {
    // OpenSSL only: X509_VERIFY_PARAM_new (here: X509VerifyParam::new)
    let mut param = X509VerifyParam::new()?;
    match &args.host {
        // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host)
        Some(Host::Name(name)) => param.set_host(name)?,
        // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip)
        Some(Host::Address(address)) => param.set_ip(*address)?,
        None => {}
    }
    if let Some(purpose) = args.purpose {
        // OpenSSL only: X509_VERIFY_PARAM_set_purpose
        param.set_purpose(match purpose {
            Purpose::Server => X509PurposeId::SSL_SERVER,
            Purpose::Client => X509PurposeId::SSL_CLIENT,
            Purpose::Email => X509PurposeId::SMIME_SIGN,
        })?;
    }
    if let Some(Date(seconds)) = args.date {
        // OpenSSL only: X509_VERIFY_PARAM_set_time
        param.set_time(seconds);
    }
    if let Some(depth) = args.depth {
        // OpenSSL only: X509_VERIFY_PARAM_set_depth
        param.set_depth(depth);
    }
    Ok(param)
}

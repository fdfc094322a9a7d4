//! Section 7.8.1: verifies the signature of a certificate signing request, with the public key in it.
//!
//! ```text
//! cargo run -q --bin verifycsr -- csr.der
//! ```
//!
//! A CA does this first. It proves that the requester has the private key, not that the name is the
//! requester's.

use std::process::ExitCode;

use clap::Parser;
use openssl::error::ErrorStack;

use cert::name;
use common::files::Input;
use common::{Error, Terminal, keys};

/// Verifies the signature of a certificate signing request (section 7.8.1).
#[derive(Parser)]
#[command(name = "verifycsr", version = common::version())]
struct Args {
    /// Request, in DER or PEM
    #[arg(value_name = "CSR")]
    request: Input,
}

fn main() -> ExitCode {
    common::exit::verdict(run(&Args::parse()))
}

fn run(args: &Args) -> Result<bool, Error> {
    common::init();
    let mut terminal = Terminal::new();

    // BIO_new_file, d2i_X509_REQ_bio (here: keys::request)
    let req = keys::request(&args.request)?;
    writeln!(terminal, "Subject: {}", name::text(req.subject_name()))?;

    // X509_REQ_get_pubkey (here: public_key)
    let pkey = req.public_key().map_err(Error::algorithm("X509_REQ_get_pubkey"))?;

    // X509_REQ_verify
    let verified = req.verify(&pkey).unwrap_or(false);
    // An invalid signature leaves errors in the queue.
    let _ = ErrorStack::get();

    writeln!(terminal, "{}", if verified { "Verified" } else { "Failed" })?;
    Ok(verified)

    // X509_REQ_free, BIO_free, EVP_PKEY_free (here: Drop)
}

//! Section 7.8.3: reads items of a certificate, by default the common name of its subject.
//!
//! Beside `Examples/2.Crypto/08.cert/certName.c`.
//!
//! ```text
//! cargo run -q --bin certname -- certs/tb-server-cert.pem
//! cargo run -q --bin certname -- --show all certs/tb-server-cert.pem
//! ```
//!
//! The calls that read an item are in `../items.rs`.
//!
//! Unlike the C original:
//! - it reads all items of the text's table, as text or JSON, from a certificate in PEM or DER.
//! - it shows control characters as `\x1b`, so the text of a certificate cannot control the terminal.

use std::process::ExitCode;

use clap::Parser;
use serde_json::{Map, Value};

use cert::items::{self, Item};
use common::files::Input;
use common::{Error, Terminal, keys};

/// Shows items of a certificate (section 7.8.3).
#[derive(Parser)]
#[command(name = "certname", version = common::version())]
struct Args {
    /// Certificate, in PEM or DER
    #[arg(value_name = "CERT")]
    certificate: Input,

    /// Items to show, separated by commas
    #[arg(long, value_name = "ITEMS", value_delimiter = ',', default_value = "cn", ignore_case = true)]
    show: Vec<Item>,

    /// Show them as one JSON object
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    common::exit::code(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Error> {
    common::init();
    let mut terminal = Terminal::new();

    // X509_load_certificate_file (here: keys::certificate)
    let x509 = keys::certificate(&args.certificate)?;

    let wanted = Item::spelt_out(&args.show);
    if args.json {
        let read = |item: &Item| Ok((item.key().to_owned(), item.read(&x509)?));
        let object = wanted.iter().map(read).collect::<Result<Map<String, Value>, Error>>()?;
        return writeln!(terminal, "{}", items::json_text(&Value::Object(object)));
    }
    for item in &wanted {
        // If this is the only item, it is a failure that it cannot be shown. Among others, that is a fact.
        if let ([_], Some(why)) = (&wanted[..], item.unreadable(&x509)) {
            return Err(refused(*item, format!("the {} is {why}", item.label())));
        }
        // X509_get_subject_name, X509_NAME_get_index_by_NID, X509_NAME_get_entry (here: item.text)
        // X509_NAME_ENTRY_get_data, ASN1_STRING_data (here: item.text)
        match item.text(&x509)? {
            Some(text) => writeln!(terminal, "{}: {text}", item.label())?,
            None if wanted.len() == 1 => {
                return Err(refused(*item, format!("the certificate has no {}", item.label())));
            }
            None => writeln!(terminal, "{}: none", item.label())?,
        }
    }
    Ok(())

    // X509_free (here: Drop)
}

fn refused(item: Item, reason: String) -> Error {
    let call = if item == Item::Cn { "X509_NAME_get_index_by_NID" } else { "X509_get_ext_d2i" };
    Error::Algorithm { call, reason }
}

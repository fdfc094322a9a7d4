//! `tlsbook explain --certs`: the certificates of sessions as PEM.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use common::{Terminal, escape};
use openssl::base64::encode_block;
use openssl::pkey::PKey;
use openssl::sha::sha256;
use openssl::x509::X509;
use texts::{Lang, Sentence, say};
use wire::capture::sessions::{self, Outcome, Summary, Viewer};
use wire::capture::tcp::Peers;
use wire::overview::{self, Certificate};
use wire::secrets::KeyLog;
use wire::{Direction, Event};

use super::filter::Selection;
use super::folder::Folder;
use crate::error::Error;

/// Writes the chains of certificates of a capture into the new folder `target`, a file for each chain.
pub(super) fn write(
    target: &Path,
    selection: &mut Selection<'_>,
    capture: impl Read + Send,
    keys: &Arc<KeyLog>,
    lang: Lang,
) -> Result<(Summary, Result<(), sessions::Error>), Error> {
    let folder = Folder::begin(target)?;
    let mut chains = Chains { folder, known: HashMap::new(), lines: Vec::new() };
    let (summary, read) = selection.read(capture, keys, &mut chains);
    let Chains { folder, lines, .. } = chains;
    let kept = folder.keep(read, selection, lines.is_empty().then_some(Error::NoCertificate))?;
    if kept.is_ok() {
        let mut terminal = Terminal::new();
        for line in lines {
            writeln!(terminal, "{}", line.of(lang))?;
        }
    }
    Ok((summary, kept))
}

/// The chains of all sessions.
struct Chains {
    folder: Folder,
    /// The files of the chains that have been written, by their SHA-256: servers send the same one again and again.
    known: HashMap<[u8; 32], String>,
    lines: Vec<Sentence>,
}

impl Viewer for Chains {
    /// The number of a session, and how many chains its client and its server have sent.
    type View = (u64, [u32; 2]);

    fn open(&mut self, number: u64, _peers: &Peers) -> io::Result<Self::View> {
        Ok((number, [0; 2]))
    }

    fn event(&mut self, (number, [client, server]): &mut Self::View, event: &Event) -> io::Result<()> {
        let Event::Message(message) = event else { return Ok(()) };
        let chain = overview::certificates(message);
        let Some(first) = chain.first() else { return Ok(()) };
        let count = if message.direction == Direction::FromClient { client } else { server };
        *count += 1;
        // A session that is negotiated anew has several.
        let again = if *count > 1 { format!("-{count}") } else { String::new() };
        let file = format!("session-{number}-{}{again}.pem", message.direction);
        let pem: String = chain.iter().map(|der| pem(der)).collect();
        let hash = sha256(pem.as_bytes());
        if let Some(file) = self.known.get(&hash) {
            self.lines.push(say!(
                "session {0}, {1}: the chain of {2}",
                *number,
                message.direction,
                file.clone()
            ));
            return Ok(());
        }
        self.folder.write(&file, pem.as_bytes())?;
        let name = Certificate::of(message.direction, first).name;
        let name = escape::line(if name.is_empty() { "?" } else { name.as_str() }).to_string();
        self.lines.push(match chain.len() {
            1 => say!("{0}: the certificate of {1}", file.clone(), name),
            count => {
                say!("{0}: the certificate of {1}, and {2} of its issuers", file.clone(), name, count - 1)
            }
        });
        self.known.insert(hash, file);
        Ok(())
    }

    fn close(&mut self, _session: Self::View, _outcome: &Outcome) -> io::Result<()> {
        Ok(())
    }
}

/// A certificate as PEM (RFC 7468), byte by byte as it was sent, even if it is none that OpenSSL can read. A raw public
/// key (RFC 7250) is one there, too.
fn pem(der: &[u8]) -> String {
    let is_key = X509::from_der(der).is_err() && PKey::public_key_from_der(der).is_ok();
    let label = if is_key { "PUBLIC KEY" } else { "CERTIFICATE" };
    let base64 = encode_block(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for (place, digit) in base64.chars().enumerate() {
        if place > 0 && place % 64 == 0 {
            pem.push('\n');
        }
        pem.push(digit);
    }
    pem + &format!("\n-----END {label}-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pem_is_that_of_openssl() {
        let file = include_bytes!("../../../certs/tb-server-cert.pem");
        let certificate = X509::from_pem(file).unwrap();
        let ours = pem(&certificate.to_der().unwrap());
        assert_eq!(ours.as_bytes(), certificate.to_pem().unwrap());
        let key = certificate.public_key().unwrap();
        assert_eq!(pem(&key.public_key_to_der().unwrap()).as_bytes(), key.public_key_to_pem().unwrap());
        assert_eq!(pem(&[1; 48]).lines().map(str::len).collect::<Vec<_>>(), [27, 64, 25]);
        assert_eq!(pem(b"no DER"), "-----BEGIN CERTIFICATE-----\nbm8gREVS\n-----END CERTIFICATE-----\n");
    }
}

//! GnuTLS: `gnutls-cli` and `gnutls-serv`.

use std::fs;
use std::path::Path;

use harness::{gnutls_cli, gnutls_serv, stranger_command, tool, with_gnutls_serv};

use crate::ours;
use crate::outcome::Trouble;
use crate::peer::{Peer, Serving};
use crate::reason::reason;
use crate::subject::{HELLO, Subject};

/// `gnutls-cli` and `gnutls-serv`.
pub struct GnuTls {
    version: String,
}

const CA: &str = "--x509cafile=certs/tb-ca-cert.pem";

impl GnuTls {
    /// `None`, in words, if one of the two cannot be used here.
    #[must_use]
    pub fn find() -> Option<Self> {
        if !tool("gnutls-cli") || !gnutls_serv() {
            return None;
        }
        let output = stranger_command("gnutls-cli").arg("--version").output().ok()?;
        let shown = String::from_utf8_lossy(&output.stdout);
        let version = shown.lines().next()?.split_whitespace().last()?;
        Some(Self { version: format!("GnuTLS {version}") })
    }

    /// # Errors
    /// [`Trouble::Cannot`]: the library knows no such group.
    fn knows(subject: Subject) -> Result<(), Trouble> {
        if subject != Subject::Hybrid {
            return Ok(());
        }
        let output = stranger_command("gnutls-cli").arg("--list").output();
        let known =
            output.is_ok_and(|list| String::from_utf8_lossy(&list.stdout).contains("X25519-MLKEM768"));
        match reason("the library of this peer has no X25519MLKEM768") {
            Some(reason) if !known => Err(Trouble::Cannot(reason)),
            _ => Ok(()),
        }
    }
}

/// GnuTLS's priority string for a subject.
const fn priority(subject: Subject) -> &'static str {
    match subject {
        Subject::Tls12 => "NORMAL:-VERS-ALL:+VERS-TLS1.2",
        Subject::Psk => "NORMAL:-KX-ALL:+ECDHE-PSK:+DHE-PSK:-VERS-ALL:+VERS-TLS1.3",
        Subject::Hybrid => "NORMAL:-GROUP-ALL:+GROUP-X25519-MLKEM768",
        _ => "NORMAL:-VERS-ALL:+VERS-TLS1.3",
    }
}

impl Peer for GnuTls {
    fn name(&self) -> String {
        "gnutls-cli, gnutls-serv".to_owned()
    }

    fn version(&self) -> String {
        self.version.clone()
    }

    fn serve(&self, _subject: Subject) -> Result<Serving, Trouble> {
        Err(Trouble::Failed("gnutls-serv is started by as_server".to_owned()))
    }

    /// `gnutls-serv` listens on every interface, so it and our clients run in a network of their own.
    fn as_server(&self, subject: Subject, folder: &Path) -> Result<(), Trouble> {
        Self::knows(subject)?;
        let keys = folder.join("keys.txt");
        fs::write(&keys, "Client_identity:1a2b3c4d\n").map_err(|error| Trouble::Failed(error.to_string()))?;
        let identity = match subject {
            Subject::Psk => format!("--pskpasswd {}", keys.display()),
            _ => "--x509certfile certs/tb-server-cert.pem --x509keyfile certs/tb-server-key.pem".to_owned(),
        };
        let more = match subject {
            Subject::Mutual => {
                " --require-client-cert --verify-client-cert --x509cafile certs/tb-ca-cert.pem"
            }
            Subject::EarlyData => " --earlydata --maxearlydata=100",
            _ => "",
        };
        let clients: Vec<String> = ours::clients(subject)
            .iter()
            .map(|(program, options, _)| {
                let session = if subject.has_session() { "--session session.bin" } else { "" };
                let session = session.replace("session.bin", &folder.join("session.bin").to_string_lossy());
                format!("echo | {program} {} {session} || exit 1", options.join(" "))
            })
            .collect();
        let refused = if subject == Subject::Mutual { "echo | client-tls-mutual --no-cert" } else { "true" };
        let serve = format!("--priority {} {identity}{more}", priority(subject));
        let mut window = with_gnutls_serv(&serve, &format!("(\n{}\n{refused})", clients.join("\n")))?;
        for (_, _, shows) in ours::clients(subject) {
            if !shows.is_empty() {
                window.wait_for(shows)?;
            }
            window.wait_for("Received: GET /index.html")?;
            window.wait_for("End of TLS Client\n")?;
        }
        if subject == Subject::Mutual {
            // A server that only asks for the certificate would have been content, too.
            window.wait_for("ERROR: failed SSL ")?;
        }
        window.wait_for_end()?;
        Ok(())
    }

    fn connect(&self, subject: Subject, port: u16, folder: &Path) -> Result<(), Trouble> {
        Self::knows(subject)?;
        let early = folder.join("early.txt");
        let _ = fs::write(&early, "good early morning");
        let early = format!("--earlydata={}", early.display());
        // It opens both connections itself, and says what it is told to say on the second.
        let resume = ["--resume", "--waitresumption"];
        let arguments = match subject {
            Subject::Mutual => {
                vec![CA, "--x509certfile=certs/tb-client-cert.pem", "--x509keyfile=certs/tb-client-key.pem"]
            }
            Subject::Psk => vec!["--pskusername=Client_identity", "--pskkey=1a2b3c4d"],
            Subject::Resumption => [&[CA], &resume[..]].concat(),
            Subject::EarlyData => [&[CA], &resume[..], &[&early]].concat(),
            _ => vec![CA],
        };
        let mut client = gnutls_cli(&[&arguments[..], &["--priority", priority(subject)]].concat(), port)?;
        if subject == Subject::EarlyData && !self.version.contains(" 3.7.") {
            return match reason("gnutls-cli of this version ends when it sends early data") {
                Some(reason) if client.wait_for_end().is_ok() => Err(Trouble::Cannot(reason)),
                _ => Err(Trouble::Failed("gnutls-cli: early data".to_owned())),
            };
        }
        client.wait_for("- Simple Client Mode:")?;
        client.type_line(HELLO)?;
        client.wait_for("I hear ya fa shizzle!")?;
        client.close_input();
        client.wait_for_end()?;
        Ok(())
    }
}

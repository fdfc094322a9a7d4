//! The `openssl` command.

use std::fs;
use std::path::Path;

use harness::{Window, stranger, stranger_command, tool};

use crate::outcome::Trouble;
use crate::peer::{Peer, Serving};
use crate::reason::reason;
use crate::subject::{HELLO, Subject};

/// `openssl s_server` and `openssl s_client`.
pub struct OpenSsl {
    version: String,
}

const PSK: [&str; 4] = ["-psk", "1a2b3c4d", "-psk_identity", "Client_identity"];
const SERVER: [&str; 4] = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];
const CLIENT: [&str; 4] = ["-cert", "certs/tb-client-cert.pem", "-key", "certs/tb-client-key.pem"];
const CA: [&str; 3] = ["-verify_return_error", "-CAfile", "certs/tb-ca-cert.pem"];
const GROUP: [&str; 2] = ["-groups", "X25519MLKEM768"];

impl OpenSsl {
    /// `None`, in words, without the command.
    #[must_use]
    pub fn find() -> Option<Self> {
        if !tool("openssl") {
            return None;
        }
        let output = stranger_command("openssl").arg("version").output().ok()?;
        let version = String::from_utf8_lossy(&output.stdout);
        let words: Vec<&str> = version.split_whitespace().take(2).collect();
        Some(Self { version: words.join(" ") })
    }

    /// # Errors
    /// [`Trouble::Cannot`]: the command knows no such group.
    fn knows(subject: Subject) -> Result<(), Trouble> {
        if subject != Subject::Hybrid {
            return Ok(());
        }
        let output = stranger_command("openssl").args(["list", "-kem-algorithms"]).output();
        let known = output.is_ok_and(|list| String::from_utf8_lossy(&list.stdout).contains("X25519MLKEM768"));
        match reason("OpenSSL has X25519MLKEM768 since 3.5") {
            Some(reason) if !known => Err(Trouble::Cannot(reason)),
            _ => Ok(()),
        }
    }
}

impl Peer for OpenSsl {
    fn name(&self) -> String {
        "openssl s_client, s_server".to_owned()
    }

    fn version(&self) -> String {
        self.version.clone()
    }

    fn serve(&self, subject: Subject) -> Result<Serving, Trouble> {
        Self::knows(subject)?;
        let demand = [&["-Verify", "1"], &CA[..]].concat();
        let arguments = match subject {
            Subject::Tls13 => [&SERVER[..], &["-tls1_3"]].concat(),
            Subject::Tls12 => [&SERVER[..], &["-tls1_2"]].concat(),
            Subject::Mutual => [&SERVER[..], &demand].concat(),
            Subject::Psk => [&["-nocert"], &PSK[..]].concat(),
            Subject::Resumption => SERVER.to_vec(),
            Subject::EarlyData => [&SERVER[..], &["-early_data", "-max_early_data", "100"]].concat(),
            Subject::Hybrid => [&SERVER[..], &GROUP].concat(),
        };
        // With -rev it answers lines, but takes no early data.
        let (answers, message): (&[&str], _) =
            if subject == Subject::EarlyData { (&[], None) } else { (&["-rev"], Some("")) };
        let mut server =
            stranger("openssl", &[&["s_server", "-accept", "127.0.0.1:0"], answers, &arguments].concat())?;
        server.wait_for("ACCEPT 127.0.0.1:")?;
        let port = server.wait_for("\n")?;
        let port =
            port.trim().parse().map_err(|_| Trouble::Failed(format!("s_server shows no port: {port}")))?;
        Ok(Serving { port, message, process: Some(Box::new(server)) })
    }

    fn connect(&self, subject: Subject, port: u16, folder: &Path) -> Result<(), Trouble> {
        Self::knows(subject)?;
        let (session, early) = (folder.join("openssl.pem"), folder.join("early.txt"));
        let _ = fs::write(&early, "good early morning");
        let path = |path: &Path| path.to_string_lossy().into_owned();
        let (session, early) = (path(&session), path(&early));
        match subject {
            Subject::Tls13 => client(port, &[&CA[..], &["-tls1_3"]].concat()),
            Subject::Tls12 => client(port, &[&CA[..], &["-tls1_2"]].concat()),
            Subject::Mutual => client(port, &[&CA[..], &CLIENT].concat()),
            Subject::Psk => client(port, &PSK),
            Subject::Hybrid => client(port, &[&CA[..], &GROUP].concat()),
            Subject::Resumption => {
                client(port, &[&CA[..], &["-sess_out", &session]].concat())?;
                client(port, &[&CA[..], &["-sess_in", &session]].concat())
            }
            Subject::EarlyData => {
                client(port, &[&CA[..], &["-sess_out", &session]].concat())?;
                client(port, &[&CA[..], &["-sess_in", &session, "-early_data", &early]].concat())
            }
        }
    }
}

/// One connection of `openssl s_client`.
fn client(port: u16, arguments: &[&str]) -> Result<(), Trouble> {
    let address = format!("127.0.0.1:{port}");
    let mut client: Window = stranger("openssl", &[&["s_client", "-connect", &address], arguments].concat())?;
    client.type_line(HELLO)?;
    client.wait_for("I hear ya fa shizzle!")?;
    client.close_input();
    client.end(0)?;
    Ok(())
}

//! Our programs for each subject, and how they meet those of a peer.

use std::path::Path;

use harness::{Window, open, serve};

use crate::outcome::Trouble;
use crate::subject::{HELLO, Subject};

/// A program of ours: its name, its options, and what it shows before the first message if all went well.
type Program = (&'static str, &'static [&'static str], &'static str);

/// Our clients, one after the other.
pub(crate) const fn clients(subject: Subject) -> &'static [Program] {
    match subject {
        Subject::Tls13 => &[("client-tls", &["--state"], "handshake done: TLSv1.3, ")],
        Subject::Tls12 => {
            &[("client-tls", &["--state", "--max-version", "1.2"], "handshake done: TLSv1.2, ")]
        }
        Subject::Mutual => &[("client-tls-mutual", &[], "")],
        Subject::Psk => &[("client-tls-psk", &["--mode", "psk_dhe_ke"], "Key exchange: psk_dhe_ke")],
        Subject::Resumption => {
            &[("client-tls-session", &[], ""), ("client-tls-resume", &[], "Session is reused\n")]
        }
        Subject::EarlyData => {
            &[("client-tls-session", &[], ""), ("client-tls-eld", &[], "Early Data is accepted\n")]
        }
        Subject::Hybrid => &[("client-tls-exts", &["--groups", "X25519MLKEM768"], "Group: X25519MLKEM768\n")],
    }
}

/// Our server.
const fn server(subject: Subject) -> Program {
    match subject {
        Subject::Tls13 => ("server-tls", &["--min-version", "1.3"], ""),
        Subject::Tls12 => ("server-tls", &["--max-version", "1.2"], ""),
        Subject::Mutual => ("server-tls-mutual", &[], "Client certificate: TLS Book Test Client\n"),
        Subject::Psk => ("server-tls-psk", &["--mode", "both"], "Identity: Client_identity\n"),
        Subject::Resumption => ("server-tls-tickets", &[], "Session is reused\n"),
        Subject::EarlyData => ("server-tls-eld", &[], "Early Data Client message: good early morning"),
        Subject::Hybrid => ("server-tls-exts", &["--groups", "X25519MLKEM768"], "Group: X25519MLKEM768\n"),
    }
}

/// Lets our clients meet the server of a peer on `port`. They type `message` to get an answer, if it gives any.
/// `folder` is for their files.
///
/// # Errors
/// [`Trouble::Failed`]: a client has not shown what it should.
pub(crate) fn visit(
    subject: Subject,
    port: u16,
    message: Option<&str>,
    folder: &Path,
) -> Result<(), Trouble> {
    let session = folder.join("session.bin");
    for (program, options, shows) in clients(subject) {
        let mut arguments = options.to_vec();
        if subject.has_session() {
            arguments.extend(["--session", session.to_str().unwrap_or_default()]);
        }
        let mut client = open(program, &arguments, port)?;
        let shown = client.wait_for("Message to send: ")?;
        if !shown.contains(shows) {
            return Err(Trouble::Failed(format!("{program} does not show {shows:?}:\n{shown}")));
        }
        if let Some(message) = message {
            client.type_line(message)?;
            client.wait_for("Received: ")?;
            client.wait_for("Message to send: ")?;
        }
        client.type_line("break")?;
        client.wait_for("End of TLS Client\n")?;
        client.end(0)?;
    }
    if subject == Subject::Mutual {
        refused_without_certificate(port)?;
    }
    Ok(())
}

/// Starts our server; `meet` lets a peer's client meet it, on the port that it gets.
///
/// # Errors
/// Those of `meet`; [`Trouble::Failed`]: the server has not shown what it should.
pub(crate) fn host(subject: Subject, meet: impl FnOnce(u16) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let (program, options, shows) = server(subject);
    let (mut ours, port) = serve(program, options)?;
    meet(port).map_err(|trouble| trouble.beside(&mut ours))?;
    if !shows.is_empty() {
        ours.wait_for(shows)?;
    }
    ours.wait_for(&format!("Received: {HELLO}"))?;
    ours.wait_for("Closed the connection\n")?;
    if subject == Subject::Mutual {
        refused_without_certificate(port)?;
        ours.wait_for("ERROR: failed SSL accept (")?;
    }
    Ok(())
}

/// A server that only asks for the certificate would have been content with the session before, too.
fn refused_without_certificate(port: u16) -> Result<(), Trouble> {
    let mut client = open("client-tls-mutual", &["--no-cert"], port)?;
    let _ = client.type_line(""); // it may have ended already
    client.wait_for("ERROR: failed SSL ")?;
    client.end(1)?;
    Ok(())
}

/// What a program has shown, for a message about its peer.
impl Trouble {
    fn beside(self, window: &mut Window) -> Self {
        match self {
            Self::Failed(why) => {
                let shown = window.rest();
                Self::Failed(format!("{why}\nour {}: {shown}", window.name()))
            }
            cannot @ Self::Cannot(_) => cannot,
        }
    }
}

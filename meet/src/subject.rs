//! What a session is about, and which programs of ours have it.

use std::path::Path;

use harness::{Window, open, serve};

use crate::peer::{Serving, Trouble};

/// What a session is about. The name is also the argument of the peers in `peers/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Section 6.1 with TLS 1.3, and with TLS 1.2.
    Tls13,
    /// See above.
    Tls12,
    /// Section 6.1: the client has a certificate, too.
    Mutual,
    /// Section 6.3: a pre-shared key, and no certificate.
    Psk,
    /// Section 6.4: two connections, the second of which resumes the first one's session.
    Resumption,
    /// Section 6.5: two connections, the second of which begins with early data.
    EarlyData,
    /// Section 6.2 with the hybrid group X25519MLKEM768 alone.
    Hybrid,
}

/// A program of ours: its name, its options, and what it shows before the first message if all went well.
type Program = (&'static str, &'static [&'static str], &'static str);

/// What a client says.
pub const HELLO: &str = "Hello server";

impl Subject {
    /// Those that every OpenSSL has.
    pub const CLASSIC: [Self; 6] =
        [Self::Tls13, Self::Tls12, Self::Mutual, Self::Psk, Self::Resumption, Self::EarlyData];

    /// The name in tables, in English and Japanese.
    #[must_use]
    pub const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Tls13 => ["TLS 1.3", "TLS 1.3"],
            Self::Tls12 => ["TLS 1.2", "TLS 1.2"],
            Self::Mutual => ["mutual authentication", "相互認証"],
            Self::Psk => ["PSK", "事前共有鍵"],
            Self::Resumption => ["resumption", "セッション再開"],
            Self::EarlyData => ["early data", "Early Data"],
            Self::Hybrid => ["X25519MLKEM768", "X25519MLKEM768"],
        }
    }

    /// The name as an argument of the peers in `peers/`.
    #[must_use]
    pub const fn argument(self) -> &'static str {
        match self {
            Self::Tls13 => "tls1.3",
            Self::Tls12 => "tls1.2",
            Self::Mutual => "mutual",
            Self::Psk => "psk",
            Self::Resumption => "resumption",
            Self::EarlyData => "early-data",
            Self::Hybrid => "hybrid",
        }
    }

    /// Our clients, one after the other.
    pub(crate) const fn clients(self) -> &'static [Program] {
        match self {
            Self::Tls13 => &[("client-tls", &["--state"], "handshake done: TLSv1.3, ")],
            Self::Tls12 => {
                &[("client-tls", &["--state", "--max-version", "1.2"], "handshake done: TLSv1.2, ")]
            }
            Self::Mutual => &[("client-tls-mutual", &[], "")],
            Self::Psk => &[("client-tls-psk", &["--mode", "psk_dhe_ke"], "Key exchange: psk_dhe_ke")],
            Self::Resumption => {
                &[("client-tls-session", &[], ""), ("client-tls-resume", &[], "Session is reused\n")]
            }
            Self::EarlyData => {
                &[("client-tls-session", &[], ""), ("client-tls-eld", &[], "Early Data is accepted\n")]
            }
            Self::Hybrid => {
                &[("client-tls-exts", &["--groups", "X25519MLKEM768"], "Group: X25519MLKEM768\n")]
            }
        }
    }

    /// Whether a client keeps what the next one needs in a file.
    pub(crate) const fn has_session(self) -> bool {
        matches!(self, Self::Resumption | Self::EarlyData)
    }

    /// Our server.
    const fn server(self) -> Program {
        match self {
            Self::Tls13 => ("server-tls", &["--min-version", "1.3"], ""),
            Self::Tls12 => ("server-tls", &["--max-version", "1.2"], ""),
            Self::Mutual => ("server-tls-mutual", &[], "Client certificate: TLS Book Test Client\n"),
            Self::Psk => ("server-tls-psk", &["--mode", "both"], "Identity: Client_identity\n"),
            Self::Resumption => ("server-tls-tickets", &[], "Session is reused\n"),
            Self::EarlyData => ("server-tls-eld", &[], "Early Data Client message: good early morning"),
            Self::Hybrid => ("server-tls-exts", &["--groups", "X25519MLKEM768"], "Group: X25519MLKEM768\n"),
        }
    }

    /// Lets our clients meet the server of a peer. `folder` is for their files.
    ///
    /// # Errors
    /// [`Trouble::Failed`]: a client has not shown what it should.
    pub fn visit(self, server: &Serving, folder: &Path) -> Result<(), Trouble> {
        let session = folder.join("session.bin");
        for (program, options, shows) in self.clients() {
            let mut arguments = options.to_vec();
            if self.has_session() {
                arguments.extend(["--session", session.to_str().unwrap_or_default()]);
            }
            let mut client = open(program, &arguments, server.port)?;
            let shown = client.wait_for("Message to send: ")?;
            if !shown.contains(shows) {
                return Err(Trouble::Failed(format!("{program} does not show {shows:?}:\n{shown}")));
            }
            if let Some(message) = server.message {
                client.type_line(message)?;
                client.wait_for("Received: ")?;
                client.wait_for("Message to send: ")?;
            }
            client.type_line("break")?;
            client.wait_for("End of TLS Client\n")?;
            client.end(0)?;
        }
        if self == Self::Mutual {
            refused_without_certificate(server.port)?;
        }
        Ok(())
    }

    /// Starts our server; `meet` lets a peer's client meet it, on the port that it gets.
    ///
    /// # Errors
    /// Those of `meet`; [`Trouble::Failed`]: the server has not shown what it should.
    pub fn host(self, meet: impl FnOnce(u16) -> Result<(), Trouble>) -> Result<(), Trouble> {
        let (program, options, shows) = self.server();
        let (mut server, port) = serve(program, options)?;
        meet(port).map_err(|trouble| trouble.beside(&mut server))?;
        if !shows.is_empty() {
            server.wait_for(shows)?;
        }
        server.wait_for(&format!("Received: {HELLO}"))?;
        server.wait_for("Closed the connection\n")?;
        if self == Self::Mutual {
            refused_without_certificate(port)?;
            server.wait_for("ERROR: failed SSL accept (")?;
        }
        Ok(())
    }
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

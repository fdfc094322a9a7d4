//! What a session is about.

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

    /// Whether a client keeps what the next one needs in a file.
    pub(crate) const fn has_session(self) -> bool {
        matches!(self, Self::Resumption | Self::EarlyData)
    }
}

//! Why a peer cannot have a session about a subject.

/// A reason, in English and Japanese.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason([&'static str; 2]);

impl Reason {
    /// The reason in both languages, English first.
    #[must_use]
    pub const fn texts(&self) -> [&'static str; 2] {
        self.0
    }
}

/// The reasons. The programs in `peers/` show the English one when they find that they cannot.
static REASONS: [Reason; 11] = [
    Reason(["wolfSSL is built without early data here", "このwolfSSLはEarly Dataなしでビルドされている"]),
    Reason([
        "this peer uses early data with OpenSSL only",
        "この相手のプログラムは、OpenSSLでのみEarly Dataを使う",
    ]),
    Reason(["rustls has no external pre-shared keys", "rustlsには外部の事前共有鍵の機能がない"]),
    Reason(["JSSE has no pre-shared keys", "JSSEには事前共有鍵の機能がない"]),
    Reason(["JSSE has no early data", "JSSEにはEarly Dataの機能がない"]),
    Reason(["Python's ssl has pre-shared keys since 3.13", "Pythonのsslで事前共有鍵を使えるのは3.13から"]),
    Reason(["Python's ssl has no early data", "PythonのsslにはEarly Dataの機能がない"]),
    Reason([
        "gnutls-cli of this version ends when it sends early data",
        "このバージョンのgnutls-cliは、Early Dataを送ると終了する",
    ]),
    Reason(["OpenSSL has X25519MLKEM768 since 3.5", "OpenSSLでX25519MLKEM768を使えるのは3.5から"]),
    Reason([
        "the library of this peer has no X25519MLKEM768",
        "この相手のライブラリーにはX25519MLKEM768がない",
    ]),
    Reason(["this peer cannot choose its groups", "この相手のプログラムは、鍵共有のグループを選べない"]),
];

/// The reason with this English text.
#[must_use]
pub fn reason(english: &str) -> Option<&'static Reason> {
    REASONS.iter().find(|reason| reason.0[0] == english)
}

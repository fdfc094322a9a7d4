//! Why a handshake with a pre-shared key has failed. OpenSSL's own reason only names what it lacked to go on without
//! the key.

use common::{Error, Reason};
use openssl::ex_data::Index;
use openssl::ssl::{self, Ssl, SslRef};

use crate::mode::Mode;

/// `SSL_R_NO_SUITABLE_KEY_SHARE`, `SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM`, `SSL_R_NO_SHARED_CIPHER` and
/// `SSL_R_PSK_IDENTITY_NOT_FOUND` of `openssl/sslerr.h`: a server can go on neither with the key nor without it.
const NOTHING_ELSE_TO_DO: [i32; 4] = [101, 118, 193, 223];

/// What a client has asked a server for.
pub struct Asked {
    /// The identity that it has offered.
    pub identity: Vec<u8>,
    /// Whether the server has a key for it.
    pub known: bool,
}

/// Why a client's `SSL_connect` has failed. Unless a certificate may take the place of the key (`or_certificate`),
/// the fault is that the server shows one, and not what verifying it has found.
#[must_use]
pub fn connect(error: &ssl::Error, ssl: &SslRef, or_certificate: bool) -> Error {
    match Error::tls("SSL connect", error, ssl) {
        Error::Tls { call, reason: Reason::Verify(_) } if !or_certificate => {
            let why = "the server has not taken the pre-shared key, but shown a certificate".to_owned();
            Error::Tls { call, reason: Reason::Refused(why) }
        }
        error => error,
    }
}

/// Why a server's `SSL_accept` has failed. `asked` is where the callback has stored what the client asked for, and
/// `mode` is what the server takes.
#[must_use]
pub fn accept(error: &ssl::Error, ssl: &SslRef, asked: Index<Ssl, Asked>, mode: Mode) -> Error {
    match Error::tls("SSL accept", error, ssl) {
        Error::Tls { call, reason: Reason::Library { reason, .. } }
            if NOTHING_ELSE_TO_DO.contains(&reason) =>
        {
            let why = match ssl.ex_data(asked) {
                None => {
                    "the client has offered no pre-shared key, or none that can be taken: in a mode that is not \
                     allowed here, or with an identity of more than 256 bytes"
                }
                Some(asked) if !asked.known => "there is no key for this identity",
                Some(_) if mode == Mode::PskKe => "the client does not offer psk_ke",
                Some(_) => "there is no group for psk_dhe_ke that both sides allow",
            };
            Error::Tls { call, reason: Reason::Refused(why.to_owned()) }
        }
        error => error,
    }
}

//! Why a call of OpenSSL failed, according to the codes in its error queue.

use std::fmt;
use std::io;

use openssl::error::{Error as Entry, ErrorStack};
use openssl::ssl::{self, ErrorCode, SslRef};
use openssl::x509::X509VerifyResult;

use super::words::words;
use crate::alert::Alert;
use crate::escape::line;

/// Why a call of OpenSSL failed.
#[derive(Debug)]
pub enum Reason {
    /// The peer closed the TLS connection properly (`SSL_ERROR_ZERO_RETURN`).
    CloseNotify,
    /// The peer closed the TCP connection without a close_notify: data may be missing.
    Truncated,
    /// The system's reason: the peer reset the connection or did not answer in time, or a file is missing.
    Io(io::Error),
    /// The peer sent this fatal alert. TLS deliberately gives no more details.
    Alert(Alert),
    /// The peer's certificate does not verify.
    Verify(X509VerifyResult),
    /// This program refused, for a reason of its own rather than OpenSSL's.
    Refused(String),
    /// Any other failure, with its codes and the library's text for them.
    Library {
        /// `ERR_GET_LIB`.
        library: i32,
        /// `ERR_GET_REASON`.
        reason: i32,
        /// The library's text, for codes that have no message in this module.
        text: String,
    },
}

/// `ERR_LIB_PEM`, `ERR_LIB_X509`, `ERR_LIB_ASN1`, `ERR_LIB_SSL`, `ERR_LIB_PROV`,
/// `ERR_LIB_OSSL_DECODER` of `openssl/err.h`.
mod library {
    pub(super) const PEM: i32 = 9;
    pub(super) const X509: i32 = 11;
    pub(super) const ASN1: i32 = 13;
    pub(super) const SSL: i32 = 20;
    pub(super) const PROV: i32 = 57;
    pub(super) const DECODER: i32 = 60;
}

/// `ERR_SYSTEM_FLAG` of `openssl/err.h`: the rest of the code is an `errno`.
const SYSTEM_FLAG: std::ffi::c_ulong = 0x8000_0000;
/// `SSL_R_CERTIFICATE_VERIFY_FAILED` of `openssl/sslerr.h`.
const CERTIFICATE_VERIFY_FAILED: i32 = 134;
/// `ERR_LIB_SSL`, `SSL_R_RECORD_LAYER_FAILURE`: OpenSSL 3.2 and later append it to the actual reason.
const RECORD_LAYER_FAILURE: (i32, i32) = (library::SSL, 313);
/// `PROV_R_BAD_DECRYPT` of `openssl/proverr.h`.
const BAD_DECRYPT: i32 = 100;
/// `ERR_RFLAG_COMMON` of `openssl/err.h`: reasons shared by all libraries, among them `ASN1 lib` and
/// `PEM lib`.
const COMMON: i32 = 0x8_0000;
/// `ERR_R_UNSUPPORTED` of `openssl/err.h`: no decoder recognises the file.
const UNSUPPORTED: i32 = COMMON | 0x10c;
/// `SSL_AD_REASON_OFFSET` of `openssl/ssl.h`: reasons from here on are alerts received.
const ALERT_OFFSET: i32 = 1000;

impl Reason {
    /// Why an operation on a TLS connection failed (`SSL_get_error`, then the error queue).
    #[must_use]
    pub fn of(error: &ssl::Error, ssl: &SslRef) -> Self {
        if error.code() == ErrorCode::ZERO_RETURN {
            return Self::CloseNotify;
        }
        if let Some(io) = error.io_error() {
            return Self::Io(io::Error::new(io.kind(), words(io)));
        }
        match error.ssl_error() {
            Some(stack) => match Self::of_stack(stack) {
                // The verify result is meaningful only with this reason.
                Self::Library { library: library::SSL, reason: CERTIFICATE_VERIFY_FAILED, .. } => {
                    Self::Verify(ssl.verify_result())
                }
                reason => reason,
            },
            // SSL_ERROR_SYSCALL without either: the transport ended (see `unexpected EOF` in SSL_get_error(3)).
            None => Self::Truncated,
        }
    }

    /// Whether the decrypted data lacks valid padding. With a wrong key, it nearly always does.
    #[must_use]
    pub fn is_bad_decrypt(&self) -> bool {
        matches!(self, Self::Library { library: library::PROV, reason: BAD_DECRYPT, .. })
    }

    /// Why a call without a connection failed, from the most informative entry of its error queue.
    #[must_use]
    pub fn of_stack(stack: &ErrorStack) -> Self {
        let entries = stack.errors();
        // A missing file is an early entry. Otherwise the last entry is the most informative, unless it only
        // names another library.
        let says_something = |e: &&Entry| {
            let (library, reason) = (e.library_code(), e.reason_code());
            (reason & COMMON == 0 && (library, reason) != RECORD_LAYER_FAILURE)
                || explain(library, reason).is_some()
        };
        let told = entries
            .iter()
            .find(|e| system_error(e).is_some())
            .or_else(|| entries.iter().rev().find(says_something))
            .or_else(|| entries.last());
        let Some(told) = told else {
            return Self::Library { library: 0, reason: 0, text: "OpenSSL gives no reason".to_owned() };
        };
        if let Some(errno) = system_error(told) {
            return Self::Io(io::Error::from_raw_os_error(errno));
        }
        let (library, reason) = (told.library_code(), told.reason_code());
        match alert(library, reason) {
            Some(alert) => Self::Alert(alert),
            None => Self::Library {
                library,
                reason,
                text: told
                    .reason()
                    .map_or_else(|| format!("library {library}, reason {reason}"), str::to_owned),
            },
        }
    }
}

/// The `errno` of an entry from the system (`ERR_SYSTEM_ERROR`, `ERR_GET_REASON` of `openssl/err.h`).
///
/// `Entry::reason_code` does not give it: `openssl-sys` reads the bits of `ERR_LIB_SYS`, which is always 2.
fn system_error(entry: &Entry) -> Option<i32> {
    let code = entry.code();
    if code & SYSTEM_FLAG == 0 { None } else { i32::try_from(code & !SYSTEM_FLAG).ok() }
}

/// The fatal alert behind an SSL reason code (`SSL_AD_REASON_OFFSET` plus the alert's number).
fn alert(library: i32, reason: i32) -> Option<Alert> {
    let description = u8::try_from(reason.checked_sub(ALERT_OFFSET)?).ok()?;
    (library == library::SSL).then_some(Alert(description))
}

/// Our message for codes whose own text would confuse a reader of the book.
fn explain(library: i32, reason: i32) -> Option<&'static str> {
    Some(match (library, reason) {
        (library::PEM, 108) => "no certificate or key in PEM form in it",
        (library::PEM, 100 | 102 | 103) => "damaged: its base64 text cannot be decoded",
        (library::PEM, 104 | 109) => {
            "encrypted, and no pass phrase is asked for: decrypt it with `openssl pkey`"
        }
        (library::ASN1, _) => "damaged: not valid ASN.1",
        (library::PROV, BAD_DECRYPT) => "bad decrypt: a wrong key or IV, or the data was changed",
        (library::PROV, 107) => {
            "wrong final block length: the data must be whole blocks, and with padding at least one"
        }
        (library::PROV, 149) => "the two halves of an XTS key must differ",
        (library::DECODER, UNSUPPORTED) => "no sound private key in PEM form in it",
        (library::X509, 136) => "no certificate in PEM form in it",
        (library::X509, 116) | (library::SSL, 177) => "it is not the key of the certificate",
        (library::SSL, 101) => "no group for the key exchange that both sides allow",
        (library::SSL, 118) => "no signature algorithm that both sides allow fits the certificate",
        (library::SSL, 164) => "more early data than the ticket allows",
        (library::SSL, 155 | 156) => "the peer speaks plain HTTP, not TLS",
        (library::SSL, 181) => "no cipher suite is left to offer for the versions allowed",
        (library::SSL, 191) => "no protocol version is left to offer",
        (library::SSL, 193) => "no cipher suite that both sides allow and the certificate fits",
        (library::SSL, 199) => "the peer did not send a certificate",
        (library::SSL, 235) => "no application protocol that both sides allow",
        (library::SSL, 253) => {
            "the binder does not verify: the peer has another pre-shared key for this identity"
        }
        (library::SSL, 258) => "unsupported protocol version: the peer's is not allowed here",
        (library::SSL, 267) => "wrong version number in a record: not TLS, or not the version agreed on",
        (library::SSL, 294) => "closed without close_notify: the data may have been cut off",
        (library::SSL, 266) => "the peer chose a protocol version that is not allowed here",
        (library::SSL, 295) => "no group is left to offer for the versions allowed",
        (library::SSL, 376) => "no signature scheme that both sides allow",
        _ => return None,
    })
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloseNotify => f.write_str("the peer has closed the TLS connection: close_notify"),
            Self::Truncated => f.write_str("the peer closed the connection without close_notify"),
            Self::Io(error) => f.write_str(&words(error)),
            Self::Alert(alert) => write!(f, "received fatal alert {alert}"),
            Self::Verify(result) => f.write_str(result.error_string()),
            Self::Refused(why) => line(why).fmt(f),
            Self::Library { library, reason, text } => {
                f.write_str(explain(*library, *reason).unwrap_or(text))
            }
        }
    }
}

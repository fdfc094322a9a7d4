//! The two modes of TLS 1.3 with a pre-shared key (RFC 8446 section 4.2.9): with an (EC)DHE key exchange or without.
//!
//! With `psk_dhe_ke` the session's keys come from the pre-shared key and an (EC)DHE exchange: whoever learns the
//! pre-shared key later cannot read what was recorded before. With `psk_ke` they come from the pre-shared key alone,
//! and then it can be read.
//!
//! How far OpenSSL lets a program choose:
//!
//! | | `psk_dhe_ke` | `both` | `psk_ke` |
//! | --- | --- | --- | --- |
//! | client | offers it alone | offers both | — it always offers `psk_dhe_ke`, too |
//! | server | takes it alone | takes `psk_dhe_ke` where it can | takes it alone, having no group for `psk_dhe_ke` |

use clap::ValueEnum;
use common::{Error, Terminal, ffi};
use openssl::ssl::{SslContextBuilder, SslRef, SslVersion};

/// A mode, or both, as given on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// The pre-shared key with an (EC)DHE key exchange
    #[value(name = "psk_dhe_ke")]
    PskDheKe,
    /// The pre-shared key alone: no forward secrecy
    #[value(name = "psk_ke")]
    PskKe,
    /// Either
    Both,
}

/// A group that TLS 1.2 has and TLS 1.3 has not (RFC 8446 section 4.2.7).
const NOT_OF_TLS_1_3: &str = "P-224";

impl Mode {
    /// Sets what a client offers. `psk_ke` alone it cannot.
    pub fn offer(self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        match self {
            Self::PskDheKe => Ok(()),
            Self::Both => {
                // SSL_CTX_set_options, SSL_OP_ALLOW_NO_DHE_KEX
                ctx.set_options(ffi::SSL_OP_ALLOW_NO_DHE_KEX);
                Ok(())
            }
            Self::PskKe => Err(Error::Option {
                option: "--mode psk_ke".to_owned(),
                reason: "OpenSSL's client always offers psk_dhe_ke, too, and the server chooses: offer both, and give \
                         this option to the server"
                    .to_owned(),
            }),
        }
    }

    /// Sets what a server takes.
    pub fn take(self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        if self != Self::PskDheKe {
            // SSL_CTX_set_options, SSL_OP_ALLOW_NO_DHE_KEX
            ctx.set_options(ffi::SSL_OP_ALLOW_NO_DHE_KEX);
        }
        if self == Self::PskKe {
            // OpenSSL takes psk_dhe_ke as long as there is a common group (from 3.3 on, SSL_OP_PREFER_NO_DHE_KEX would
            // change that). So this server has no group of TLS 1.3, which works with any OpenSSL: clients that offer
            // psk_dhe_ke alone are refused.
            // SSL_CTX_set1_groups_list (here: set_groups_list)
            ctx.set_groups_list(NOT_OF_TLS_1_3)?;
        }
        Ok(())
    }
}

/// Prints the mode that the handshake of `ssl` has used.
pub fn show(terminal: &mut Terminal, ssl: &SslRef) -> Result<(), Error> {
    if ssl.version2() != Some(SslVersion::TLS1_3) {
        // In TLS 1.2 the mode is a part of the cipher suite: PSK-…, ECDHE-PSK-….
        let suite = ssl.current_cipher().map_or("none", |cipher| cipher.name());
        return writeln!(terminal, "Key exchange: that of {suite}");
    }
    // SSL_get_negotiated_group
    match ffi::SSL_get_negotiated_group(ssl) {
        Some(group) => writeln!(terminal, "Key exchange: psk_dhe_ke, {group}"),
        None => writeln!(terminal, "Key exchange: psk_ke"),
    }
}

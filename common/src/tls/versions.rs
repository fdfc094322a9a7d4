//! Protocol versions: tables 6.1.1 and 6.1.2 of the book.
//!
//! Table 6.1.1 selects versions by the method given to `SSL_CTX_new`. wolfSSL still has a method for each
//! version. OpenSSL has `TLS_method` and its two sides (`SSLv23_method` is its old name), deprecates the
//! others, and never had `TLSv1_3_method`. The limits of table 6.1.2 do the same in both libraries:
//!
//! | table 6.1.1, for client, server and both | here |
//! | --- | --- |
//! | `SSLv23_…` | no option: the highest version that both sides support |
//! | `TLSv1_3_…` | `--min-version 1.3` |
//! | `TLSv1_2_…` | `--min-version 1.2 --max-version 1.2` |
//! | `TLSv1_1_…` | `--min-version 1.1 --max-version 1.1 --security-level 0` |
//! | `TLSv1_…` | `--min-version 1.0 --max-version 1.0 --security-level 0` |

use std::fmt;

use clap::ValueEnum;
use openssl::error::ErrorStack;
use openssl::ssl::{SslContextBuilder, SslVersion};

use crate::error::Error;

/// A version of the protocol, as given on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Version {
    /// TLS 1.0 (RFC 2246), 0x0301 on the wire.
    #[value(name = "1.0")]
    Tls1_0,
    /// TLS 1.1 (RFC 4346), 0x0302.
    #[value(name = "1.1")]
    Tls1_1,
    /// TLS 1.2 (RFC 5246), 0x0303.
    #[value(name = "1.2")]
    Tls1_2,
    /// TLS 1.3 (RFC 8446), 0x0304.
    #[value(name = "1.3")]
    Tls1_3,
}

impl Version {
    fn openssl(self) -> SslVersion {
        match self {
            // C: TLSv1_method, TLSv1_client_method, TLSv1_server_method (here: SslVersion::TLS1)
            Self::Tls1_0 => SslVersion::TLS1,
            // C: TLSv1_1_method, TLSv1_1_client_method, TLSv1_1_server_method (here: SslVersion::TLS1_1)
            Self::Tls1_1 => SslVersion::TLS1_1,
            // C: TLSv1_2_method, TLSv1_2_client_method, TLSv1_2_server_method (here: SslVersion::TLS1_2)
            Self::Tls1_2 => SslVersion::TLS1_2,
            // wolfSSL only: TLSv1_3_method, TLSv1_3_client_method, TLSv1_3_server_method
            // (here: SslVersion::TLS1_3)
            Self::Tls1_3 => SslVersion::TLS1_3,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tls1_0 => "1.0",
            Self::Tls1_1 => "1.1",
            Self::Tls1_2 => "1.2",
            Self::Tls1_3 => "1.3",
        })
    }
}

/// The versions to allow. By default, all that this OpenSSL and its configuration allow.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Protocol versions (tables 6.1.1, 6.1.2)")]
pub struct Versions {
    /// Lowest TLS version to allow
    #[arg(long, value_name = "VERSION")]
    min_version: Option<Version>,

    /// Highest TLS version to allow
    #[arg(long, value_name = "VERSION")]
    max_version: Option<Version>,

    /// OpenSSL's security level; TLS 1.0 and 1.1 need 0, which also allows broken hashes and short keys
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u32).range(0..=5))]
    security_level: Option<u32>,
}

impl Versions {
    /// Sets the limits on `ctx`, and checks that they leave a version that this OpenSSL allows.
    ///
    /// # Errors
    /// [`Error::Option`] with the name of the option, if the limits leave no version, or if the security level
    /// or this OpenSSL allows none of those left.
    pub fn apply(&self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        if let Some(level) = self.security_level {
            // OpenSSL only: SSL_CTX_set_security_level
            ctx.set_security_level(level);
        }
        // C: SSLv23_method, SSLv23_client_method, SSLv23_server_method (here: self.min_version): no limit.
        if let Some(version) = self.min_version {
            // SSL_CTX_set_min_proto_version
            ctx.set_min_proto_version(Some(version.openssl())).map_err(refused("--min-version", version))?;
        }
        if let Some(version) = self.max_version {
            // SSL_CTX_set_max_proto_version
            ctx.set_max_proto_version(Some(version.openssl())).map_err(refused("--max-version", version))?;
        }
        self.check(ctx)
    }

    /// Checks the limits. OpenSSL accepts any limits and fails only in the handshake, with an alert that
    /// explains nothing.
    fn check(&self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        // SSL_CTX_get_min_proto_version (here: min_proto_version): also what openssl.cnf sets.
        let min = ctx.min_proto_version();
        // SSL_CTX_get_max_proto_version (here: max_proto_version)
        let max = ctx.max_proto_version();

        if let (Some(min), Some(max)) = (min, max) {
            if known(min).0 > known(max).0 {
                let (option, reason) = match (self.min_version, self.max_version) {
                    (Some(min), Some(max)) => {
                        (format!("--max-version {max}"), format!("it is below --min-version {min}"))
                    }
                    (None, Some(max)) => (
                        format!("--max-version {max}"),
                        format!(
                            "the configuration of this OpenSSL allows nothing below {}: give --min-version, too",
                            known(min).1
                        ),
                    ),
                    (min, None) => (
                        format!("--min-version {}", min.map_or_else(String::new, |min| min.to_string())),
                        format!("the configuration of this OpenSSL allows nothing above {}", known(max).1),
                    ),
                };
                return Err(Error::Option { option, reason });
            }
        }
        // OpenSSL 3 does not sign with SHA-1 and MD5 above level 0, and these versions offer nothing else.
        let level = ffi::SSL_CTX_get_security_level(ctx);
        let asked = [("--max-version", self.max_version), ("--min-version", self.min_version)];
        for (option, version) in asked.into_iter().filter_map(|(option, version)| Some((option, version?))) {
            if version < Version::Tls1_2 && level > 0 {
                let openssl = openssl::version::version();
                return Err(Error::Option {
                    option: format!("{option} {version}"),
                    reason: format!(
                        "{openssl} does not allow TLS {version} at its security level {level}: \
                         ask for --security-level 0"
                    ),
                });
            }
        }
        Ok(())
    }
}

/// The error for a version that this OpenSSL was built without.
fn refused(option: &'static str, version: Version) -> impl FnOnce(ErrorStack) -> Error {
    move |_| Error::Option {
        option: format!("{option} {version}"),
        reason: format!("{} has no TLS {version}", openssl::version::version()),
    }
}

/// The version's number on the wire, which grows with the version, and its name.
fn known(version: SslVersion) -> (u16, &'static str) {
    match version {
        SslVersion::SSL3 => (0x0300, "SSL 3.0"),
        SslVersion::TLS1 => (0x0301, "TLS 1.0"),
        SslVersion::TLS1_1 => (0x0302, "TLS 1.1"),
        SslVersion::TLS1_2 => (0x0303, "TLS 1.2"),
        _ => (0x0304, "TLS 1.3"),
    }
}

//! Extensions of requests and certificates (RFC 5280, section 4.2), from the command line.

use std::net::IpAddr;
use std::str::FromStr;

use clap::ValueEnum;
use common::Error;
use openssl::error::ErrorStack;
use openssl::x509::extension::{
    BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName, SubjectKeyIdentifier,
};
use openssl::x509::{X509Extension, X509v3Context};

/// A subject alternative name (RFC 5280, section 4.2.1.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum San {
    /// A host name, which may begin with `*.` for one label.
    Dns(String),
    /// An IPv4 or IPv6 address.
    Ip(IpAddr),
    /// A mail address.
    Email(String),
    /// A URI.
    Uri(String),
}

impl FromStr for San {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, name) =
            text.split_once(':').ok_or("DNS:NAME, IP:ADDRESS, email:ADDRESS or URI:URI is expected")?;
        // The type is IA5String: ASCII. Names with other letters have ASCII forms.
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
        match kind.to_ascii_uppercase().as_str() {
            "DNS" if is_host(name) => Ok(Self::Dns(name.to_owned())),
            "DNS" => Err(format!("{name:?} is no host name")),
            "IP" => name.parse().map(Self::Ip).map_err(|_| format!("{name:?} is no IP address")),
            "EMAIL" if plain && name.contains('@') => Ok(Self::Email(name.to_owned())),
            "EMAIL" => Err(format!("{name:?} is no mail address")),
            "URI" if plain && name.contains(':') => Ok(Self::Uri(name.to_owned())),
            "URI" => Err(format!("{name:?} is no URI")),
            _ => Err(format!("{kind:?} is none of DNS, IP, email, URI")),
        }
    }
}

/// Labels of letters, digits and hyphens (RFC 1123); the first may be `*` (RFC 9525, section 6.3).
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.len() <= 63 && label.chars().all(valid)
    };
    name.len() <= 253 && name.strip_prefix("*.").unwrap_or(name).split('.').all(label)
}

/// `subjectAltName` with all of `names`.
pub fn subject_alt_name(names: &[San], context: &X509v3Context<'_>) -> Result<X509Extension, Error> {
    let mut extension = SubjectAlternativeName::new();
    for name in names {
        match name {
            San::Dns(name) => extension.dns(name),
            San::Ip(address) => extension.ip(&address.to_string()),
            San::Email(address) => extension.email(address),
            San::Uri(uri) => extension.uri(uri),
        };
    }
    extension.build(context).map_err(Error::algorithm("X509V3_EXT_i2d"))
}

/// What a key may be used for (RFC 5280, section 4.2.1.3), by the names of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub enum KeyUse {
    /// Signatures, as in the handshake of TLS
    DigitalSignature,
    /// Signatures that bind the signer
    NonRepudiation,
    /// Encryption of keys, as in RSA key exchange before TLS 1.3
    KeyEncipherment,
    /// Encryption of data
    DataEncipherment,
    /// Key agreement, with keys of Diffie-Hellman
    KeyAgreement,
    /// Signatures of certificates, by a CA: needs --ca
    KeyCertSign,
    /// Signatures of revocation lists
    #[value(name = "cRLSign")]
    CrlSign,
}

/// `keyUsage` with all of `uses`.
pub fn key_usage(uses: &[KeyUse]) -> Result<X509Extension, ErrorStack> {
    let mut extension = KeyUsage::new();
    extension.critical();
    for key_use in uses {
        match key_use {
            KeyUse::DigitalSignature => extension.digital_signature(),
            KeyUse::NonRepudiation => extension.non_repudiation(),
            KeyUse::KeyEncipherment => extension.key_encipherment(),
            KeyUse::DataEncipherment => extension.data_encipherment(),
            KeyUse::KeyAgreement => extension.key_agreement(),
            KeyUse::KeyCertSign => extension.key_cert_sign(),
            KeyUse::CrlSign => extension.crl_sign(),
        };
    }
    extension.build()
}

/// Which protocol a certificate is for (RFC 5280, section 4.2.1.12), by the names of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub enum ExtKeyUse {
    /// TLS servers
    ServerAuth,
    /// TLS clients
    ClientAuth,
    /// Programs
    CodeSigning,
    /// Mail
    EmailProtection,
    /// Time stamps
    TimeStamping,
}

/// `extKeyUsage` with all of `uses`.
pub fn ext_key_usage(uses: &[ExtKeyUse]) -> Result<X509Extension, ErrorStack> {
    let mut extension = ExtendedKeyUsage::new();
    for key_use in uses {
        match key_use {
            ExtKeyUse::ServerAuth => extension.server_auth(),
            ExtKeyUse::ClientAuth => extension.client_auth(),
            ExtKeyUse::CodeSigning => extension.code_signing(),
            ExtKeyUse::EmailProtection => extension.email_protection(),
            ExtKeyUse::TimeStamping => extension.time_stamping(),
        };
    }
    extension.build()
}

/// `basicConstraints` of a CA, and the identifier of its key, by which others find it.
pub fn authority(context: &X509v3Context<'_>) -> Result<[X509Extension; 2], ErrorStack> {
    Ok([BasicConstraints::new().critical().ca().build()?, SubjectKeyIdentifier::new().build(context)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternative_name_has_a_kind_and_fits_it() {
        assert_eq!("DNS:www.example.com".parse(), Ok(San::Dns("www.example.com".to_owned())));
        assert_eq!("dns:*.example.com".parse(), Ok(San::Dns("*.example.com".to_owned())));
        assert_eq!("IP:::1".parse(), Ok(San::Ip("::1".parse().unwrap())));
        assert_eq!("email:a@b".parse(), Ok(San::Email("a@b".to_owned())));
        assert_eq!("URI:https://b/".parse(), Ok(San::Uri("https://b/".to_owned())));
        for wrong in [
            "",
            "localhost",
            "DNS:",
            "DNS:a b",
            "DNS:a..b",
            "DNS:*",
            "DNS:a.*.b",
            "DNS:日本",
            "IP:localhost",
            "IP:1.2.3",
            "email:a",
            "email:あ@b",
            "URI:b",
            "RID:1.2",
            "DNS:a,DNS:b",
        ] {
            assert!(wrong.parse::<San>().is_err(), "{wrong:?}");
        }
    }
}

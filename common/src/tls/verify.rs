//! Whom a client wants to talk to.

use openssl::error::ErrorStack;
use openssl::ssl::SslRef;

use crate::net::Host;

/// Makes the handshake of `ssl` fail unless the server's certificate holds `host` (RFC 9525), and, if that is a name,
/// sends it as server name (RFC 6066 section 3), so that a server with several identities can choose.
///
/// Without this a client accepts the certificate of any server that its CA ever signed for: the C originals do.
pub fn expect_host(ssl: &mut SslRef, host: &Host) -> Result<(), ErrorStack> {
    match host {
        Host::Name(name) => {
            // SSL_set_tlsext_host_name
            ssl.set_hostname(name)?;
            // X509_VERIFY_PARAM_set1_host
            ssl.param_mut().set_host(name)
        }
        // X509_VERIFY_PARAM_set1_ip
        Host::Address(address) => ssl.param_mut().set_ip(*address),
    }
}

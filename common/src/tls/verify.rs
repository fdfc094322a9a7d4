//! Which server a client expects.

use openssl::error::ErrorStack;
use openssl::ssl::SslRef;

use crate::net::Host;

/// Makes the handshake of `ssl` fail unless the server's certificate is valid for `host` (RFC 9525). A host
/// name is also sent as the server name (RFC 6066 section 3), so that a server with several identities can
/// choose one.
///
/// Without this check, a client accepts any server whose certificate its CA has signed, as the C originals
/// do.
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

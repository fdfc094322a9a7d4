//! Default addresses, ports and files: the `#define`s of the C originals.

use std::env;
use std::path::{Path, PathBuf};

/// The address that clients connect to and servers listen on.
pub const LOCALHOST: &str = "127.0.0.1";

/// The port of every TLS sample.
pub const DEFAULT_PORT: u16 = 11111;

/// The port of the plain TCP samples of section 1.1.
pub const DEFAULT_TCP_PORT: u16 = 11110;

/// The CA certificate that clients trust (`../../certs/tb-ca-cert.pem` in the C originals).
pub const CA_CERT_FILE: &str = "tb-ca-cert.pem";

/// The certificate a server presents.
pub const SERVER_CERT_FILE: &str = "tb-server-cert.pem";

/// The private key of [`SERVER_CERT_FILE`].
pub const SERVER_KEY_FILE: &str = "tb-server-key.pem";

/// The certificate a client presents when the server requests one (mutual authentication).
pub const CLIENT_CERT_FILE: &str = "tb-client-cert.pem";

/// The private key of [`CLIENT_CERT_FILE`].
pub const CLIENT_KEY_FILE: &str = "tb-client-key.pem";

/// The environment variable that names a different folder of certificates.
pub const CERTS_VARIABLE: &str = "TLSBOOK_CERTS";

/// The path of one of the project's test certificates or keys, valid from any working directory.
///
/// The folder is the one named by `TLSBOOK_CERTS`, or else `certs/` in the source tree that this program was
/// built from. The file is not opened here. If it is missing, the code that loads it reports that.
#[must_use]
pub fn certs(file: &str) -> PathBuf {
    match env::var_os(CERTS_VARIABLE) {
        Some(folder) if !folder.is_empty() => Path::new(&folder).join(file),
        _ => workspace().join("certs").join(file),
    }
}

/// The first argument of a client.
#[derive(Clone, Debug, clap::Args)]
pub struct CaCert {
    /// CA certificate that the server's must be signed with [default: the book's, certs/tb-ca-cert.pem]
    ca_cert: Option<PathBuf>,
}

impl CaCert {
    /// Whether the argument was omitted. For most clients, this means that there are no arguments at all.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.ca_cert.is_none()
    }

    /// The given file, or else the book's.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.ca_cert.clone().unwrap_or_else(|| certs(CA_CERT_FILE))
    }
}

/// The root of the source tree that this program was built from.
#[must_use]
pub fn workspace() -> &'static Path {
    let common = Path::new(env!("CARGO_MANIFEST_DIR"));
    common.parent().unwrap_or(common)
}

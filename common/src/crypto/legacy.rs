//! OpenSSL's legacy provider: algorithms that nobody should use any more, and that the book's tables still have.

use std::sync::OnceLock;

use openssl::provider::Provider;

/// Loads the legacy provider for the rest of the process; whether it is there.
///
/// It is a part of OpenSSL that can be left out, and a file of its own (`legacy.so`) that need not be installed.
pub fn load() -> bool {
    static LEGACY: OnceLock<Option<Provider>> = OnceLock::new();
    // Rust only: OSSL_PROVIDER_try_load (here: Provider::try_load), with `true`: the default provider stays.
    LEGACY.get_or_init(|| Provider::try_load(None, "legacy", true).ok()).is_some()
}

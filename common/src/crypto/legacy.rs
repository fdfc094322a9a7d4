//! OpenSSL's legacy provider: obsolete algorithms that the book's tables still list.

use std::sync::OnceLock;

use openssl::provider::Provider;

/// Loads the legacy provider for the rest of the process, and returns whether it is available.
///
/// OpenSSL can be built without it, and it is a separate file (`legacy.so`) that need not be installed.
pub fn load() -> bool {
    static LEGACY: OnceLock<Option<Provider>> = OnceLock::new();
    // Rust only: OSSL_PROVIDER_try_load (here: Provider::try_load), with `true`: the default provider stays.
    LEGACY.get_or_init(|| Provider::try_load(None, "legacy", true).ok()).is_some()
}

//! The TLS library as a whole.

use std::sync::LazyLock;

/// Initialises OpenSSL (`OPENSSL_init_ssl`, the book's `SSL_library_init`) and makes it never ask for a pass
/// phrase: an encrypted key file is an error like any other, not a program that waits for a terminal.
pub fn init() {
    openssl::init();
    ffi::never_prompt();
}

/// What `--version` shows of every program: the package's version, and the OpenSSL that it runs on
/// (`OpenSSL_version`), which may be another than the one that it was built with.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> =
        LazyLock::new(|| format!("{} ({})", env!("CARGO_PKG_VERSION"), openssl::version::version()));
    &VERSION
}

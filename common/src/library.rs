//! The TLS library as a whole.

use std::sync::LazyLock;

/// Initialises OpenSSL (`OPENSSL_init_ssl`, the book's `SSL_library_init`) and disables its pass phrase prompt.
/// An encrypted key file is then an ordinary error, and the program does not wait for input on a terminal.
pub fn init() {
    openssl::init();
    ffi::never_prompt();
}

/// The text of every program's `--version`: the package version, and the version of the OpenSSL it runs on
/// (`OpenSSL_version`), which may differ from the one it was built with.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> =
        LazyLock::new(|| format!("{} ({})", env!("CARGO_PKG_VERSION"), openssl::version::version()));
    &VERSION
}

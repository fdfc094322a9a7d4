//! What every sample shares: the part that `Examples/include` and `Examples/common` play for the C originals.
//!
//! | module | what | on the C side |
//! | --- | --- | --- |
//! | [`defaults`] | addresses, ports and files that a sample uses when it is told nothing | `#define`s of each sample |
//! | [`error`] | failures in words, by the codes of the library | `print_SSL_error` |
//! | [`alert`] | the names of the alerts | — |
//! | [`terminal`] | prompts, lines and messages | `printf`, `fgets` |
//! | [`net`] | TCP connections whose waits end | `socket`, `connect`, `bind`, `listen`, `accept` |
//! | [`key_exchange`] | the secrets that a key log does not have | — |
//! | [`versions`] | `--min-version`, `--max-version` | the methods of table 6.1.1 |
//! | [`interrupt`] | Ctrl-C | — |
//! | [`wrapper`] | the arguments of chapter 7: files, `-e`, `-d`, hexadecimal digits | `common/main.c` |
//! | [`files`] | inputs and outputs of chapter 7 | `fopen`, `fread`, `fwrite`, `fclose` |
//! | [`keys`] | keys and certificates from files of any form | `d2i_PrivateKey`, `d2i_PublicKey`, `PEM_read_X509` |
//! | [`digest`], [`legacy`] | digests by name, algorithms out of use | `EVP_get_digestbyname` |
//! | [`exit`] | how a program ends | `return` of `main` |
//! | [`ffi`] | the few functions of OpenSSL that the bindings lack | — |

pub mod alert;
mod crypto;
pub mod defaults;
pub mod error;
pub mod exit;
pub mod files;
pub mod interrupt;
mod library;
pub mod net;
mod note;
pub mod terminal;
mod tls;

pub use ffi;

pub use crypto::{digest, keys, legacy, wrapper};
pub use error::{Error, Reason, report};
pub use library::{init, version};
pub use terminal::Terminal;
pub use tls::{key_exchange, versions};

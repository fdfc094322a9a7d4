//! Code shared by all samples, as `Examples/include` and `Examples/common` are for the C originals.
//!
//! | module | what | on the C side |
//! | --- | --- | --- |
//! | [`defaults`] | default addresses, ports and files | `#define`s of each sample |
//! | [`error`] | error messages, chosen by OpenSSL's error codes | `print_SSL_error` |
//! | [`alert`] | the names of the alerts | — |
//! | [`escape`] | what others say, as text that is safe to print | — |
//! | [`terminal`] | prompts, lines and messages | `printf`, `fgets` |
//! | [`net`] | TCP connections with time limits | `socket`, `connect`, `bind`, `listen`, `accept` |
//! | [`key_exchange`] | the secrets that a key log does not contain | — |
//! | [`lists`] | groups, signature schemes and cipher suites by name: which one is wrong | — |
//! | [`versions`] | `--min-version`, `--max-version` | the methods of table 6.1.1 |
//! | [`interrupt`] | Ctrl-C | — |
//! | [`wrapper`] | the arguments of chapter 7: files, `-e`, `-d`, hexadecimal digits | `common/main.c` |
//! | [`files`] | inputs and outputs of chapter 7 | `fopen`, `fread`, `fwrite`, `fclose` |
//! | [`keys`] | keys and certificates, PEM or DER | `d2i_PrivateKey`, `d2i_PublicKey`, `PEM_read_X509` |
//! | [`digest`], [`legacy`] | digests by name, obsolete algorithms | `EVP_get_digestbyname` |
//! | [`exit`] | how a program ends | `return` of `main` |
//! | [`ffi`] | the OpenSSL functions that the bindings lack | — |

pub mod alert;
mod crypto;
pub mod defaults;
pub mod error;
pub mod escape;
pub mod exit;
pub mod files;
mod hint;
pub mod interrupt;
mod library;
pub mod net;
pub mod note;
pub mod terminal;
mod tls;

pub use ffi;

pub use crypto::{digest, keys, legacy, wrapper};
pub use error::{Error, Reason};
pub use hint::{report, server_of};
pub use library::{init, version};
pub use terminal::Terminal;
pub use tls::{key_exchange, lists, versions};

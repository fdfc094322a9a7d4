//! Section 8.4: what the state machines of client and server share.
//!
//! | module | what |
//! | --- | --- |
//! | [`turns`] | the endless loop's other work, and its sleep when there is nothing to do |
//! | [`connection`] | a TLS connection of which no call waits |
//! | [`input`] | standard input that does not wait either |

pub mod connection;
pub mod input;
pub mod turns;

pub use connection::TlsConnection;
pub use input::Input;
pub use turns::Turns;

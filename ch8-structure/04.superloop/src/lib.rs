//! Section 8.4: what the state machines of client and server share.
//!
//! | module | what |
//! | --- | --- |
//! | [`turn`] | the endless loop's other work, and its sleep when there is nothing to do |
//! | [`session`] | a TLS connection of which no call waits, over TCP or over the files of section 8.1 |
//! | [`input`] | standard input that does not wait either |

pub mod input;
pub mod session;
pub mod turn;

pub use input::Input;
pub use session::{Link, Session};
pub use turn::{Step, Turns};

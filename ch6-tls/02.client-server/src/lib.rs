//! Section 6.1: what its programs share. The samples of 6.2 to 6.5 and of chapter 8 use it, too.
//!
//! | module | what |
//! | --- | --- |
//! | [`messages`] | the loops of client and server over the messages, and closing the connection |
//! | [`identity`] | certificates and keys from files or from memory (table 6.1.3) |
//! | [`records`] | printing the length of each record sent (6.1.4) |
//! | [`clients`] | the connections of `server-tls-threads`, and stopping it (6.1.1) |

pub mod clients;
pub mod identity;
pub mod messages;
pub mod records;

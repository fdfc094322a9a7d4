//! Section 7.4: encrypting and decrypting files with symmetric ciphers. `algo_main` of the C originals.
//!
//! | module | what | the C's |
//! | --- | --- | --- |
//! | [`ciphers`] | the ciphers of table 7.4.6 by name, and what they ask for | — |
//! | [`cbc`] | CBC, and the other modes that do not notice a change | `aes-cbc.c` |
//! | [`gcm`] | GCM, which does | `aes-gcm.c` |

pub mod cbc;
pub mod ciphers;
pub mod gcm;

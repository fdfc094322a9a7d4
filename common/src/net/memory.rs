//! Whether there is memory for another client.

use std::hint::black_box;

/// More than a client takes: the stack of a thread, which has 2 MiB, its session, and what other sessions grow by while
/// its own begins. In bytes.
const FOR_A_CLIENT: usize = 4 << 20;

/// Looks whether there is memory for another client, so that a server can turn it away. A Rust program for which there is
/// no memory any more ends, and with it the sessions of all others.
///
/// # Errors
/// The reason, if there is none.
pub fn room_for_a_client() -> Result<(), String> {
    let mut room = Vec::<u8>::new();
    let found = room.try_reserve_exact(FOR_A_CLIENT);
    black_box(&room); // or the compiler finds that nobody needs it
    found.map_err(|_| "there is no memory for it".to_owned())
}

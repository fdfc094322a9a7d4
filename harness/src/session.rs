//! The session of section 6.1, which the clients and servers of the later sections repeat.

use crate::window::{Failure, Window};

/// Sends one message and `break` from a client that is about to prompt to a server that waits for a connection.
pub fn session(client: &mut Window, server: &mut Window) -> Result<(), Failure> {
    client.wait_for("Message to send: ")?;
    client.type_line("Hello server")?;
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ")?;
    client.type_line("break")?;
    client.see("Sending break command\nEnd of TLS Client\n")?;
    client.end(0)?;
    server.see("Client connected successfully\nReceived: Hello server\nReceived: break\n")?;
    server.see("Received break command\nClosed the connection\nWaiting for a connection...\n")?;
    Ok(())
}

//! client-tls-iocb and server-tls-iocb, in a folder of the test's own.

#![allow(dead_code)] // not every file of tests needs all of it

use std::path::Path;
use std::time::Duration;

use harness::Window;

/// The kinds of transport that this system has.
pub(crate) const KINDS: &[&[&str]] = if cfg!(unix) { &[&[], &["--files"]] } else { &[&["--files"]] };

pub(crate) fn open(name: &str, folder: &Path, arguments: &[&str]) -> Window {
    let mut command = harness::command(name).unwrap();
    command.current_dir(folder).args(arguments);
    Window::open(name, command, Duration::from_secs(20)).unwrap()
}

pub(crate) fn serve(folder: &Path, arguments: &[&str]) -> Window {
    let mut server = open("server-tls-iocb", folder, arguments);
    server.see("\t\t\t\t\tWaiting for a connection...\n").unwrap();
    server
}

/// One message and `break`, in a client that may have been started before the server.
pub(crate) fn session(mut client: Window, server: &mut Window) {
    client.see("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server
        .see(
            "\t\t\t\t\tClient connected successfully\n\t\t\t\t\tReceived: Hello server\n\t\t\t\t\tReceived: break\n\
             \t\t\t\t\tReceived break command\n\t\t\t\t\tClosed the connection\n\t\t\t\t\tWaiting for a connection...\n",
        )
        .unwrap();
}

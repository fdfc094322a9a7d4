//! Programs of others that the tests use as peers: the `openssl` command and GnuTLS.

use crate::command::stranger_command;
use crate::tools::{LIMIT, ROOT};
use crate::window::{Failure, Instead, Window};

/// Starts a program of others at the root of the workspace.
pub fn stranger(name: &str, arguments: &[&str]) -> Result<Window, Failure> {
    let mut command = stranger_command(name);
    command.args(arguments).current_dir(ROOT);
    Window::open(name, command, LIMIT)
}

/// Starts `gnutls-cli` as a client of our server on `port`. It checks the server as localhost, even if that
/// name has no address.
pub fn gnutls_cli(arguments: &[&str], port: u16) -> Result<Window, Failure> {
    let port = port.to_string();
    let server = ["--port", &port, "--sni-hostname=localhost", "--verify-hostname=localhost", "127.0.0.1"];
    stranger("gnutls-cli", &[arguments, &server].concat())
}

/// Starts `openssl s_server` on a free port of 127.0.0.1. It answers each line with the line reversed.
pub fn s_server(arguments: &[&str]) -> Result<(Window, u16), Failure> {
    let fixed = ["s_server", "-accept", "127.0.0.1:0", "-rev"];
    let mut server = stranger("openssl", &[&fixed[..], arguments].concat())?;
    server.wait_for("ACCEPT 127.0.0.1:")?;
    let rest = server.wait_for("\n")?;
    let port = rest.trim().parse().map_err(|_| Failure::Output {
        window: "openssl".to_owned(),
        why: Instead::NoPort,
        expected: "a port number".to_owned(),
        shown: rest,
    })?;
    Ok((server, port))
}

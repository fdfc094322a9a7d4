//! Programs of others that the tests use as peers: the `openssl` command and GnuTLS.

use crate::command::stranger_command;
use crate::tools::{self, LIMIT, ROOT, search_path};
use crate::window::{Failure, Window};

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
        why: "shows no port".to_owned(),
        expected: "a port number".to_owned(),
        shown: rest,
    })?;
    Ok((server, port))
}

/// Starts `gnutls-serv` on port 11111 and, once it listens, the shell command `client`, which finds our
/// programs. The window returned is the client's.
///
/// `gnutls-serv` always listens on every interface. Both therefore run in their own network and process
/// namespaces (`unshare`), and end with the window.
#[cfg(target_os = "linux")]
pub fn with_gnutls_serv(arguments: &str, client: &str) -> Result<Window, Failure> {
    // Unless it is told otherwise, it asks for a certificate, but also takes a client without one.
    let asks = arguments.contains("--require-client-cert");
    let certificate = if asks { "" } else { "--disable-client-cert" };
    let script = format!(
        "ip link set lo up
         timeout 20 gnutls-serv --quiet --echo --port 11111 {certificate} {arguments} >/dev/null 2>&1 &
         server=$!
         for try in $(seq 100); do
             grep -q ':2B67 ' /proc/net/tcp /proc/net/tcp6 && break
             sleep 0.1
         done
         {client} 2>&1
         kill $server"
    );
    let path =
        search_path("client-tls").map_err(|source| Failure::Start { window: client.to_owned(), source })?;
    let mut command = stranger_command("unshare");
    command.args(ALONE).args(["sh", "-c", &script]).env("PATH", path).current_dir(ROOT);
    Window::open("unshare", command, LIMIT)
}

/// Whether [`with_gnutls_serv`] works here. If not, reports the test as skipped.
///
/// # Panics
/// If it does not work and `TLSBOOK_REQUIRE_TOOLS` is set, as in [`tool`](tools::tool).
#[cfg(target_os = "linux")]
#[must_use]
pub fn gnutls_serv() -> bool {
    if !tools::tool("gnutls-serv") || !tools::tool("unshare") || !tools::tool("ip") {
        return false;
    }
    let allowed =
        stranger_command("unshare").args(ALONE).arg("true").status().is_ok_and(|status| status.success());
    tools::found(allowed, "a network of one's own (unshare)")
}

#[cfg(target_os = "linux")]
const ALONE: [&str; 6] = ["--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

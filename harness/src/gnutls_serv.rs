//! `gnutls-serv`, in a network of its own, which only Linux has.

use crate::command::stranger_command;
use crate::tools::{LIMIT, ROOT, found, search_path, tool};
use crate::window::{Failure, Window};

/// Starts `gnutls-serv` on port 11111 and, once it listens, the shell command `client`, which finds our
/// programs. The window returned is the client's.
///
/// `gnutls-serv` always listens on every interface. Both therefore run in their own network and process
/// namespaces (`unshare`), and end with the window.
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
/// If it does not work and `TLSBOOK_REQUIRE_TOOLS` is set, as in [`tool`].
#[must_use]
pub fn gnutls_serv() -> bool {
    if !tool("gnutls-serv") || !tool("unshare") || !tool("ip") {
        return false;
    }
    let allowed =
        stranger_command("unshare").args(ALONE).arg("true").status().is_ok_and(|status| status.success());
    found(allowed, "a network of one's own (unshare)")
}

const ALONE: [&str; 6] = ["--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

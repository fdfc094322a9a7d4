//! The options for observing a session, which all TLS samples share.
//!
//! [`Observe::attach`] takes the secrets of a context's connections, [`Observe::tap`] the bytes of one
//! connection. Without an option, neither does anything.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use openssl::ssl::SslContextBuilder;

use common::Error;
use common::files::Output;
use common::net::Transport;
use texts::{Lang, page as lines};
use wire::render::text::Detail;
use wire::render::why::Reasons;

use crate::detail::Trace;
use crate::recorder::{self, Wanted};
use crate::report;
use crate::tapped::Tapped;
use crate::{key_log, state_log};

/// What to show of a session on standard error, and what to write to files.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Observing")]
pub struct Observe {
    /// Show each step of the library's state machine (the book filters wolfSSL's debug log for it)
    #[arg(long)]
    state: bool,

    /// Show each message on the wire, decrypted: as a line, with its fields, or with its bytes
    #[arg(long, value_name = "DETAIL", num_args = 0..=1, require_equals = true, default_missing_value = "brief")]
    trace: Option<Trace>,

    /// Say why each field, message and key is there, below its line; shows fields even without --trace=full
    #[arg(long)]
    why: bool,

    /// Language of the sentences in --trace and of what --why says, and in which the page of --report opens [default:
    /// that of the locale]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Lang>,

    /// Write the sessions to a capture for Wireshark and `tlsbook explain`, secrets included, the (EC)DHE secret
    /// and the pre-shared key among them: anyone who has it can read the sessions
    #[arg(long, value_name = "FILE")]
    pcap: Option<PathBuf>,

    /// Write the sessions as JSON, with every field and secret, for programs
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write the sessions as one HTML page that needs no network: every byte with the reason why it is there, the
    /// keys and how they are derived; anyone who has it can read the sessions
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Leave keys, secrets and application data out of the page, and say where they would be
    #[arg(long, requires = "report")]
    report_redact: bool,

    /// Append the secrets of the session to a file, for Wireshark: anyone who has it can read the session
    #[arg(long, value_name = "FILE", env = "SSLKEYLOGFILE", hide_env_values = true)]
    key_log: Option<OsString>,
}

impl Observe {
    /// Attaches the observers asked for to the connections of `ctx`. Call it before `Ssl::new`.
    ///
    /// # Errors
    /// [`Error::KeyLog`], [`Error::Record`] if a file cannot be opened, or if two options name the same one.
    pub fn attach(&self, ctx: &mut SslContextBuilder) -> Result<(), Error> {
        if self.state {
            state_log::attach(ctx);
        }
        // An empty name counts as unset, as in other programs.
        let key_log = self.key_log.as_deref().filter(|path| !path.is_empty()).map(Path::new);
        let pcap = self.pcap.clone().or_else(own_capture);
        let files = [
            ("--key-log", key_log),
            ("--pcap", pcap.as_deref()),
            ("--json", self.json.as_deref()),
            ("--report", self.report.as_deref()),
        ];
        apart(&files)?;
        let lang = self.lang.unwrap_or_else(Lang::of_environment);
        let recorded = recorder::start(Wanted {
            trace: self.detail(),
            lang,
            reasons: self.why.then(|| Reasons { lang, width: lines::width_of(io::stderr()), once: true }),
            pcap: pcap.as_deref(),
            json: self.json.as_deref(),
            report: self.report.as_deref().map(|path| report::Wanted {
                path,
                lang,
                redact: self.report_redact,
            }),
        })?;
        key_log::attach(ctx, key_log, recorded)
    }

    /// How much is shown of a message. Reasons stand below its fields, so that these are shown, too.
    fn detail(&self) -> Option<Detail> {
        let asked = self.trace.map(Detail::from);
        if self.why { asked.max(Some(Detail::Full)) } else { asked }
    }

    /// Wraps the transport of one connection in an observer. Pass the result to `SslStream::new` instead.
    pub fn tap<S: Transport>(&self, transport: S) -> Tapped<S> {
        Tapped::new(transport)
    }
}

/// The variable that names a folder for captures of all TLS programs: `tlsbook play --site` sets it. `--pcap` comes
/// before it.
///
/// Nothing that a program shows depends on it.
pub const CAPTURES_VARIABLE: &str = "TLSBOOK_CAPTURES";

/// The capture of this process in the folder that [`CAPTURES_VARIABLE`] names, if it does.
fn own_capture() -> Option<PathBuf> {
    let folder = env::var_os(CAPTURES_VARIABLE).filter(|folder| !folder.is_empty())?;
    let program = env::current_exe().ok()?;
    let name = format!("{}-{}.pcapng", program.file_stem()?.to_string_lossy(), process::id());
    Some(PathBuf::from(folder).join(name))
}

/// Refuses one file for two options, since one would overwrite the other.
fn apart(files: &[(&str, Option<&Path>)]) -> Result<(), Error> {
    for (index, (_, path)) in files.iter().enumerate() {
        let Some(path) = path else { continue };
        for (option, other) in files.iter().take(index) {
            if other.is_some_and(|other| Output::from(other).is_same(&Output::from(*path))) {
                let source = io::Error::other(format!("it is the file of {option} as well"));
                return Err(Error::Record { what: "open", path: path.to_path_buf(), source });
            }
        }
    }
    Ok(())
}

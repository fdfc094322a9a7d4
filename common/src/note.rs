//! Writes lines to standard error.

/// Writes one line to standard error. Unlike `eprintln!`, it does not panic if standard error is closed.
#[macro_export]
macro_rules! note {
    ($($arg:tt)*) => {{
        use ::std::io::Write as _;
        // Write the line at once, so that lines of several threads or processes do not mix.
        let line = format!("{}\n", format_args!($($arg)*));
        let _ = ::std::io::stderr().write_all(line.as_bytes());
    }};
}

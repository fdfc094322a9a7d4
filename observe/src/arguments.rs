//! Reads the command line of a TLS program.

use std::env;
use std::ffi::OsString;

use clap::{Parser, ValueEnum};

use crate::detail::Trace;

/// `A::parse()`, except that `--trace full` means `--trace=full`.
///
/// The value of `--trace` is optional, so clap must take `full` for the next argument, the CA certificate.
#[must_use]
pub fn parse<A: Parser>() -> A {
    A::parse_from(joined(env::args_os()))
}

/// The arguments, with `--trace` and a detail behind it made one. A file called `full` can be named `./full`.
fn joined(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut options = true;
    for argument in arguments {
        match joined.last_mut() {
            Some(last) if options && *last == "--trace" && is_detail(&argument) => {
                last.push("=");
                last.push(argument);
            }
            _ => {
                options &= argument != "--";
                joined.push(argument);
            }
        }
    }
    joined
}

fn is_detail(argument: &OsString) -> bool {
    argument.to_str().is_some_and(|text| Trace::from_str(text, false).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(line: &str) -> String {
        let words = super::joined(line.split(' ').map(OsString::from));
        words.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_detail_belongs_to_the_option_before_it() {
        assert_eq!(joined("client-tls --trace full ca.pem"), "client-tls --trace=full ca.pem");
        assert_eq!(joined("explain --trace hex --trace=brief a"), "explain --trace=hex --trace=brief a");
    }

    #[test]
    fn anything_else_stays() {
        for line in [
            "client-tls --trace ca.pem",
            "client-tls --trace",
            "client-tls full --trace",
            "client-tls --trace ./full",
            "client-tls --trace=full hex",
            "client-tls -- --trace full",
        ] {
            assert_eq!(joined(line), line);
        }
    }
}

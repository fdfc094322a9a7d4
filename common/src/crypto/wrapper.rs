//! Section 7.1: the arguments that the programs of chapter 7 share, as in `Examples/common/main.c` of the C
//! originals.
//!
//! Each program flattens the groups that it needs, and declares whichever of `-k`, `-i` and `-t` it has as
//! [`Hex`]. Its help therefore lists exactly what it accepts. Files and options may come in any order.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use crate::files::{Input, Output};
use crate::note;

/// The input and the output file.
#[derive(Clone, Debug, clap::Args)]
pub struct Files {
    /// File to read; - is standard input
    #[arg(value_name = "IN", default_value = "-")]
    pub input: Input,

    /// File to write; - is standard output
    #[arg(value_name = "OUT", default_value = "-")]
    pub output: Output,
}

/// `-e` and `-d`: the C originals' `mode`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Direction {
    /// Encrypt (this is the default)
    #[arg(short = 'e', long, conflicts_with = "decrypt")]
    encrypt: bool,

    /// Decrypt
    #[arg(short = 'd', long)]
    decrypt: bool,
}

impl Direction {
    /// Whether to encrypt.
    #[must_use]
    pub fn encrypts(self) -> bool {
        !self.decrypt
    }
}

/// How much of the input is in memory at a time (`BUFF_SIZE` of the C originals), and whether to show each
/// step.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Buffer {
    /// Read and process this many bytes at a time, up to 1 MiB; the C originals take 16 (7.2, 7.3) or 256
    #[arg(long = "buffer", value_name = "BYTES", default_value_t = 65536, value_parser = clap::value_parser!(u32).range(1..=0x10_0000))]
    size: u32,

    /// Show each step of the incremental processing, on standard error
    #[arg(long)]
    steps: bool,
}

impl Buffer {
    /// Allocates a buffer of that size.
    #[must_use]
    pub fn allocate(self) -> Vec<u8> {
        vec![0; self.size as usize]
    }

    /// Shows a step, if `--steps` is set.
    pub fn step(self, step: fmt::Arguments<'_>) {
        if self.steps {
            note!("{step}");
        }
    }
}

/// `--force`: for programs that write private keys.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Force {
    /// Overwrite existing keys
    #[arg(long)]
    pub force: bool,
}

/// Bytes given as hexadecimal digits, two per byte: `-k`, `-i`, `-t`.
#[derive(Clone, PartialEq, Eq)]
pub struct Hex(Vec<u8>);

impl Deref for Hex {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Hides the bytes, since they may be a key.
impl fmt::Debug for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hex({} bytes)", self.0.len())
    }
}

impl FromStr for Hex {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((at, wrong)) = text.chars().enumerate().find(|(_, digit)| !digit.is_ascii_hexdigit()) {
            return Err(format!("{wrong:?} at position {} is no hexadecimal digit", at + 1));
        }
        if text.len() % 2 != 0 {
            return Err(format!("an odd number of hexadecimal digits, {}: a byte takes two", text.len()));
        }
        let pairs = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16));
        pairs.collect::<Result<_, _>>().map(Self).map_err(|error| error.to_string())
    }
}

/// Formats bytes as hexadecimal digits, two per byte.
pub fn hex(bytes: &[u8]) -> impl fmt::Display + '_ {
    struct Digits<'a>(&'a [u8]);
    impl fmt::Display for Digits<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
        }
    }
    Digits(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits_are_read_and_written() {
        for (text, bytes) in
            [("", &b""[..]), ("00", b"\0"), ("0aF9", b"\x0a\xf9"), ("544c53312e33", b"TLS1.3")]
        {
            let read: Hex = text.parse().unwrap();
            assert_eq!(*read, *bytes);
            assert_eq!(hex(&read).to_string(), text.to_lowercase());
        }
    }

    #[test]
    fn what_is_not_hexadecimal_is_named() {
        for (text, why) in [
            ("0", "an odd number of hexadecimal digits, 1: a byte takes two"),
            ("0g", "'g' at position 2 is no hexadecimal digit"),
            ("0x12", "'x' at position 2 is no hexadecimal digit"),
            ("12 34", "' ' at position 3 is no hexadecimal digit"),
            ("鍵", "'鍵' at position 1 is no hexadecimal digit"),
            ("-1", "'-' at position 1 is no hexadecimal digit"),
        ] {
            assert_eq!(text.parse::<Hex>().unwrap_err(), why);
        }
    }
}

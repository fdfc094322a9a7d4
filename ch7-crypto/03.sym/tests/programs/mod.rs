//! Data through the programs, by way of files. A failure is the line on standard error.

#![allow(dead_code)] // not every test needs all of it

use std::fs;

use common::wrapper::hex;

/// The options that all programs of this section have.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a> {
    pub(crate) cipher: &'a str,
    pub(crate) key: &'a [u8],
    pub(crate) iv: &'a [u8],
    pub(crate) buffer: u32,
}

impl Settings<'_> {
    /// Encrypts (`-e`) or decrypts (`-d`) with `symcipher`, and with `aescbc`, which must do the same, if it
    /// has the cipher.
    pub(crate) fn symcipher(self, way: &str, more: &[&str], data: &[u8]) -> Result<Vec<u8>, String> {
        let symcipher = self.run("symcipher", &[&["--cipher", self.cipher, way], more].concat(), data);
        if self.cipher == "aes-128-cbc" {
            assert_eq!(self.run("aescbc", &[&[way], more].concat(), data), symcipher);
        }
        symcipher.map(|(out, _)| out)
    }

    /// Encrypts with `aesgcm`: the encrypted data, and the tag in hexadecimal digits.
    pub(crate) fn seal(self, aad: &[u8], data: &[u8]) -> Result<(Vec<u8>, String), String> {
        let (out, tag) =
            self.run("aesgcm", &["--cipher", self.cipher, "-e", "--aad", &hex(aad).to_string()], data)?;
        Ok((out, tag.trim_end().to_owned()))
    }

    /// Decrypts with `aesgcm`.
    pub(crate) fn open(self, aad: &[u8], tag: &str, data: &[u8]) -> Result<Vec<u8>, String> {
        let options = ["--cipher", self.cipher, "-d", "-t", tag, "--aad", &hex(aad).to_string()];
        let opened = self.run("aesgcm", &options, data);
        opened.map(|(out, _)| out)
    }

    /// Runs a program: what it writes to the file, and what to standard output.
    fn run(self, program: &str, options: &[&str], data: &[u8]) -> Result<(Vec<u8>, String), String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("in"), data).unwrap();
        let (key, iv) = (hex(self.key).to_string(), hex(self.iv).to_string());
        let mut command = harness::command(program).unwrap();
        command.args(["-k", &key, "-i", &iv, "--buffer", &self.buffer.to_string(), "in", "out"]);
        let output = command.args(options).current_dir(&folder).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        if output.status.success() && stderr.is_empty() {
            let stdout = String::from_utf8(output.stdout).unwrap();
            return Ok((fs::read(folder.path().join("out")).unwrap(), stdout));
        }
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{program}: {stderr}");
        // Nothing is left, but for what came out in the book's experiment: garbage, or nothing of a single block.
        if !["garbage", "is empty, since"].iter().any(|words| stderr.contains(words)) {
            let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
            assert_eq!(left.len(), 1, "{program}: more than the input file is left: {left:?}");
        }
        Err(stderr)
    }
}

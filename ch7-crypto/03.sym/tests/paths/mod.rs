//! Data through the functions that the programs call, by way of files.

#![allow(dead_code)] // not every test needs all of it

use std::fs;
use std::path::PathBuf;

use common::Error;
use common::files::{Input, Output};
use common::wrapper::{Buffer, Direction, Files};
use sym::ciphers::Named;
use sym::gcm::Tag;
use sym::{cbc, gcm};
use tempfile::TempDir;

/// An input file, and the place of an output file.
pub(crate) struct Paths {
    folder: TempDir,
    files: Files,
    output: PathBuf,
}

impl Paths {
    pub(crate) fn new(data: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (input, output) = (folder.path().join("in"), folder.path().join("out"));
        fs::write(&input, data).unwrap();
        let files = Files { input: Input::from(input.as_path()), output: Output::from(output.as_path()) };
        Self { folder, files, output }
    }

    /// What `aescbc` and `symcipher` do.
    pub(crate) fn cbc(
        &self,
        cipher: &Named,
        key: &[u8],
        iv: &[u8],
        mode: Direction,
        padding: bool,
        buffer: u32,
    ) -> Result<Vec<u8>, Error> {
        cbc::cipher_file(cipher, key, iv, mode, padding, &self.files, Buffer::of(buffer))?;
        Ok(fs::read(&self.output).unwrap())
    }

    /// What `aesgcm -e` does: the encrypted data, and the tag.
    pub(crate) fn seal(
        &self,
        cipher: &Named,
        key: &[u8],
        iv: &[u8],
        aad: &[u8],
        buffer: u32,
    ) -> Result<(Vec<u8>, Vec<u8>), Error> {
        let mut tag = Vec::new();
        let mut keep = |made: &[u8]| {
            tag.extend_from_slice(made);
            Ok(())
        };
        gcm::cipher_file(cipher, key, iv, aad, Tag::Make(&mut keep), &self.files, Buffer::of(buffer))?;
        Ok((fs::read(&self.output).unwrap(), tag))
    }

    /// What `aesgcm -d` does. After a failure there is no output file, and nothing else.
    pub(crate) fn open(
        &self,
        cipher: &Named,
        key: &[u8],
        iv: &[u8],
        aad: &[u8],
        tag: &[u8],
        buffer: u32,
    ) -> Result<Vec<u8>, Error> {
        let result = gcm::cipher_file(cipher, key, iv, aad, Tag::Check(tag), &self.files, Buffer::of(buffer));
        if result.is_err() {
            let left: Vec<_> = fs::read_dir(self.folder.path()).unwrap().collect();
            assert_eq!(left.len(), 1, "more than the input file is left: {left:?}");
        }
        result?;
        Ok(fs::read(&self.output).unwrap())
    }
}

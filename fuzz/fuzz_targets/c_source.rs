//! A C source, as `tlsbook compare` reads it: its calls, and its slips.

#![no_main]
#![allow(dead_code, unused_imports)] // the command uses more of these rooms

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use tlsbook_fuzz::Memory;

#[path = "../../book/src/api/mod.rs"]
mod api;
#[path = "../../book/src/catalogue.rs"]
mod catalogue;
#[path = "../../book/src/error.rs"]
mod error;
#[path = "../../book/src/script.rs"]
mod script;
#[path = "../../book/src/source/mod.rs"]
mod source;

#[path = "../../book/src/compare"]
mod compare {
    mod c;
    mod lossy;
    mod unexpected;

    use std::path::PathBuf;

    use tlsbook_fuzz::reason;

    /// Reads a source, and asserts that what is found in it has its place there.
    pub(crate) fn read(path: PathBuf) {
        let files = match c::read(&[path]) {
            Ok(files) => files,
            Err(why) => return reason(&why.to_string()),
        };
        let program = c::Program::new(&files);
        let lines = files[0].text.lines().count() + 1;
        for call in program.calls() {
            assert!((1..=lines).contains(&call.line), "{} in line {} of {lines}", call.name, call.line);
        }
        for slip in c::slips::find(&program) {
            assert!((1..=lines).contains(&slip.line), "{slip:?}");
        }
        c::pair(&program, &program);
    }
}

thread_local!(static FILE: RefCell<Memory> = RefCell::default());

fuzz_target!(|input: &[u8]| {
    FILE.with_borrow_mut(|file| {
        file.set(input);
        compare::read(file.path());
    });
});

//! What must hold of every session: it is read to its end, tiles, and proves.
mod sessions;

use wire::text::{Detail, Printer};

#[test]
fn show() {
    for recording in sessions::all() {
        for detail in [Detail::Brief, Detail::Full, Detail::Hex] {
            println!("=== {} {detail:?}", recording.name);
            let mut printer = Printer::new(detail, false);
            for event in recording.read() {
                print!("{}", printer.print(&event));
            }
        }
    }
}

//! What must hold of every session: it is read to its end, tiles, and proves.
mod sessions;

use wire::message::Kind;
use wire::session::Event;

#[test]
fn show() {
    for recording in sessions::all() {
        println!("=== {}", recording.name);
        for event in recording.read() {
            match event {
                Event::Record(record) => println!(
                    "  record {} {:?} {} {:?}",
                    record.number,
                    record.direction,
                    record.raw.len(),
                    record.protection
                ),
                Event::Message(message) => {
                    println!(
                        "  {:?} {} {} {:?}",
                        message.direction,
                        message.epoch,
                        message.title(),
                        message.notes
                    );
                    for proof in &message.proofs {
                        println!("      {proof}");
                    }
                    if let Kind::Closed { why, .. } = &message.kind {
                        println!("      {why}");
                    }
                }
                Event::Key(key) => {
                    println!("  key {} {} {}", key.direction, key.epoch, key.label);
                    for proof in &key.proofs {
                        println!("      {proof}");
                    }
                }
            }
        }
    }
}

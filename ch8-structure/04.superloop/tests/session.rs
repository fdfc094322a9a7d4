//! client-tls-sp and server-tls-sp with each other and with the programs of 6.1.

#![allow(clippy::unwrap_used)]

use harness::{open, serve, session};

#[test]
fn with_each_other_and_with_the_programs_of_section_6_1() {
    for (client, server) in
        [("client-tls-sp", "server-tls-sp"), ("client-tls-sp", "server-tls"), ("client-tls", "server-tls-sp")]
    {
        let (mut server, port) = serve(server, &[]).unwrap();
        for _ in 0..2 {
            session(&mut open(client, &[], port).unwrap(), &mut server).unwrap();
        }
    }
    // Without sleeping, too.
    let (mut server, port) = serve("server-tls-sp", &["--busy"]).unwrap();
    session(&mut open("client-tls-sp", &["--busy"], port).unwrap(), &mut server).unwrap();
}

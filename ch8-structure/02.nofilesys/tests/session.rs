//! client-tls-nofs and server-tls-nofs in every form and level, with each other and with the programs of 6.1.

#![allow(clippy::unwrap_used)]

use harness::{open, serve, session};

#[test]
fn every_form_and_level_and_the_programs_of_section_6_1() {
    for (server, client) in [
        (&["server-tls-nofs"][..], &["client-tls-nofs"][..]),
        (&["server-tls-nofs", "--form", "pem"], &["client-tls-nofs", "--form", "pem"]),
        (&["server-tls-nofs", "--level", "session"], &["client-tls-nofs"]),
        (&["server-tls-nofs"], &["client-tls"]),
        (&["server-tls"], &["client-tls-nofs"]),
    ] {
        let (mut window, port) = serve(server[0], &server[1..]).unwrap();
        session(&mut open(client[0], &client[1..], port).unwrap(), &mut window).unwrap();
    }
}

#[test]
fn a_host_name_is_none_of_its_arguments() {
    let mut client = open("client-tls-nofs", &["localhost"], 1).unwrap();
    client.wait_for("error: invalid value 'localhost'").unwrap();
    client.end(2).unwrap();
}

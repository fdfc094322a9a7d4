//! Captures of both formats and byte orders, sound, cut off, and lying.

use super::pcapng::TLS_KEY_LOG;
use super::*;

/// Files of both byte orders are made by the same steps.
struct File {
    big: bool,
    bytes: Vec<u8>,
}

impl File {
    fn u16(&mut self, value: u16) -> &mut Self {
        self.bytes.extend(if self.big { value.to_be_bytes() } else { value.to_le_bytes() });
        self
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.bytes.extend(if self.big { value.to_be_bytes() } else { value.to_le_bytes() });
        self
    }

    fn block(&mut self, kind: u32, body: &[u8]) -> &mut Self {
        let padding = body.len().next_multiple_of(4) - body.len();
        let total = u32::try_from(12 + body.len() + padding).unwrap();
        self.u32(kind).u32(total);
        self.bytes.extend(body);
        self.bytes.extend(vec![0; padding]);
        self.u32(total)
    }

    fn part(&self) -> Self {
        Self { big: self.big, bytes: Vec::new() }
    }

    fn classic(big: bool, magic: u32, extra: usize) -> Vec<u8> {
        let mut file = Self { big, bytes: Vec::new() };
        file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(0xf000_0001);
        for (time, data) in [(7, &b"abc"[..]), (8, b""), (9, b"defgh")] {
            let length = u32::try_from(data.len()).unwrap();
            file.u32(time).u32(500).u32(length).u32(length);
            file.bytes.extend(vec![0xee; extra]);
            file.bytes.extend(data);
        }
        file.bytes
    }

    fn section(&mut self) -> &mut Self {
        let mut body = self.part();
        body.u32(0x1a2b_3c4d).u16(1).u16(0).u32(u32::MAX).u32(u32::MAX);
        self.block(0x0a0d_0d0a, &body.bytes)
    }

    fn next(big: bool) -> Vec<u8> {
        let mut file = Self { big, bytes: Vec::new() };
        file.section();
        let mut secrets = file.part();
        secrets.u32(TLS_KEY_LOG).u32(5).bytes.extend(b"A b c");
        file.block(10, &secrets.bytes);
        // Interface 0: microseconds. Interface 1: 2^-10 seconds, an hour later.
        let mut interface = file.part();
        interface.u16(0).u16(0).u32(0);
        file.block(1, &interface.bytes);
        let mut interface = file.part();
        interface.u16(101).u16(0).u32(0).u16(9).u16(1).bytes.extend([0x8a, 0, 0, 0]);
        interface.u16(14).u16(8);
        let hour: [u32; 2] = if big { [0, 3600] } else { [3600, 0] };
        interface.u32(hour[0]).u32(hour[1]).u32(0);
        file.block(1, &interface.bytes);
        let mut packet = file.part();
        packet.u32(0).u32(0).u32(7_000_500).u32(3).u32(9).bytes.extend(b"abc\0");
        file.block(6, &packet.bytes);
        file.block(0xbad, b"a custom block, or one of tomorrow");
        let mut packet = file.part();
        packet.u32(1).u32(0).u32(1024 + 512).u32(2).u32(2).bytes.extend(b"de");
        file.block(6, &packet.bytes);
        let mut packet = file.part();
        packet.u32(3).bytes.extend(b"fgh");
        file.block(3, &packet.bytes);
        let mut packet = file.part();
        packet.u16(1).u16(0).u32(0).u32(2048).u32(1).u32(1).bytes.extend(b"i");
        file.block(2, &packet.bytes);
        file.bytes
    }
}

/// What a capture holds, one string an item, and how it ends.
fn read(bytes: &[u8]) -> (Vec<String>, Result<(), Error>) {
    let mut items = Vec::new();
    let mut reader = match Reader::new(bytes) {
        Ok(reader) => reader,
        Err(error) => return (items, Err(error)),
    };
    loop {
        match reader.next_item() {
            Ok(None) => return (items, Ok(())),
            Err(error) => return (items, Err(error)),
            Ok(Some(Item::Secrets(log))) => items.push(String::from_utf8_lossy(log).into_owned()),
            Ok(Some(Item::Packet(packet))) => {
                let text = String::from_utf8_lossy(packet.data);
                items.push(format!("{:?} {} {text}", packet.time, packet.link_type));
            }
        }
    }
}

#[test]
fn classic_captures_of_every_kind() {
    let cases = [(0xa1b2_c3d4, 0, "500µs"), (0xa1b2_3c4d, 0, "500ns"), (0xa1b2_cd34, 8, "500µs")];
    for (magic, extra, fraction) in cases {
        for big in [false, true] {
            let (items, end) = read(&File::classic(big, magic, extra));
            assert!(end.is_ok(), "{magic:x} {end:?}");
            let fraction = if fraction == "500ns" { "0000005" } else { "0005" };
            assert_eq!(
                items,
                [
                    format!("7.{fraction}s 1 abc"),
                    format!("8.{fraction}s 1 "),
                    format!("9.{fraction}s 1 defgh")
                ]
            );
        }
    }
}

#[test]
fn pcapng_captures_of_both_byte_orders_and_a_second_section() {
    for big in [false, true] {
        let file = File::next(big);
        let expected = ["A b c", "7.0005s 0 abc", "3601.5s 101 de", "0ns 0 fgh", "3602s 101 i"];
        let (items, end) = read(&file);
        assert!(end.is_ok(), "{end:?}");
        assert_eq!(items, expected);
        // Another section may have another byte order, and numbers its interfaces anew.
        let both = [file, File::next(!big)].concat();
        assert_eq!(read(&both).0, [expected, expected].concat());
    }
}

#[test]
fn a_capture_cut_off_anywhere_gives_what_it_has_and_says_so() {
    for file in [File::classic(false, 0xa1b2_c3d4, 0), File::classic(true, 0xa1b2_cd34, 8), File::next(false)]
    {
        let (whole, _) = read(&file);
        let mut ends_well = 0;
        for length in 0..file.len() {
            let (items, end) = read(&file[..length]);
            assert!(whole.starts_with(&items));
            match end {
                Ok(()) => ends_well += 1, // between two blocks or packets
                Err(Error::Truncated { end, start, .. }) => {
                    assert_eq!(end, length as u64);
                    assert!(start < end);
                }
                Err(Error::NotACapture(_)) => assert!(length < 4),
                Err(other) => panic!("{length}: {other}"),
            }
        }
        assert!(ends_well < 12);
    }
}

#[test]
fn what_is_no_capture_is_named() {
    for (bytes, word) in [
        (&b""[..], "empty"),
        (b"abc", "too short"),
        (b"hello", "neither"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"CLIENT_RANDOM 00", "--keylog"),
        (b"-----BEGIN CERTIFICATE-----", "PEM"),
    ] {
        let error = read(bytes).1.unwrap_err().to_string();
        assert!(error.contains("not a capture") && error.contains(word), "{error}");
    }
}

#[test]
fn a_length_that_lies_takes_no_memory_and_no_time() {
    let mut file = File { big: false, bytes: Vec::new() };
    file.section().u32(10).u32(0x3fff_fffc).u32(TLS_KEY_LOG).u32(0x3fff_0000);
    assert!(matches!(read(&file.bytes).1, Err(Error::Truncated { .. })));
    let mut file = File { big: false, bytes: Vec::new() };
    file.section().u32(6).u32(0x7fff_fffc);
    assert!(matches!(read(&file.bytes).1, Err(Error::Damaged { at: 28, .. })));
    let mut file = File { big: false, bytes: Vec::new() };
    file.section().u32(6).u32(13);
    assert!(matches!(read(&file.bytes).1, Err(Error::Damaged { at: 28, .. })));
}

#[test]
fn no_change_of_a_byte_makes_it_panic() {
    for file in [File::classic(false, 0xa1b2_c3d4, 0), File::next(true), File::next(false)] {
        for at in 0..file.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut changed = file.clone();
                changed[at] = value;
                let _ = read(&changed);
            }
        }
    }
}

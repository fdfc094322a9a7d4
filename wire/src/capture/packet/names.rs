//! Names of what is not TCP.

/// The name of a link type (<https://www.tcpdump.org/linktypes.html>).
pub fn link_type_name(number: u16) -> Option<&'static str> {
    Some(match number {
        6 => "Token Ring",
        7 => "ARCNET",
        8 => "SLIP",
        10 => "FDDI",
        105 => "IEEE 802.11",
        119 => "IEEE 802.11 with a Prism header",
        127 => "IEEE 802.11 with a radiotap header",
        147..=162 => "reserved for private use",
        163 => "IEEE 802.11 with an AVS header",
        187 | 201 => "Bluetooth HCI",
        189 | 220 => "USB, as Linux captures it",
        192 => "PPI",
        195 | 215 | 230 => "IEEE 802.15.4",
        227 => "CAN, as Linux captures it",
        231 => "D-Bus",
        239 => "NFLOG, Linux's packet filter",
        249 => "USB, as Windows captures it",
        251 | 256 => "Bluetooth Low Energy",
        252 => "what Wireshark has dissected already",
        253 => "Netlink",
        266 => "USB, as macOS captures it",
        271 => "vsock",
        _ => return None,
    })
}

/// The name of an EtherType.
pub fn ether_type_name(number: u16) -> Option<&'static str> {
    Some(match number {
        super::numbers::ethertype::LLC => "LLC",
        0x806 => "ARP",
        0x8035 => "RARP",
        0x809b => "AppleTalk",
        0x8137 => "IPX",
        0x8808 => "Ethernet flow control",
        0x8809 => "slow protocols of Ethernet",
        0x8863 => "PPPoE discovery",
        0x888e => "IEEE 802.1X",
        0x88cc => "LLDP",
        0x88e5 => "MACsec, encrypted",
        0x88f7 => "PTP",
        0x894f => "NSH",
        0x9000 => "Ethernet loopback test",
        _ => return None,
    })
}

/// The name of a protocol in PPP.
pub fn ppp_name(number: u16) -> Option<&'static str> {
    Some(match number {
        0x3d => "PPP Multilink",
        0xfd => "PPP, compressed",
        0x53 => "PPP, encrypted",
        0x8021 | 0x8057 | 0xc021 | 0xc023 | 0xc223 | 0x80fd => "PPP control",
        _ => return None,
    })
}

/// The name of a protocol in IP.
pub fn protocol_name(number: u8) -> Option<&'static str> {
    Some(match number {
        1 => "ICMP",
        2 => "IGMP",
        33 => "DCCP",
        46 => "RSVP",
        50 => "ESP (IPsec), encrypted",
        58 => "ICMPv6",
        59 => "IPv6 without a payload",
        88 => "EIGRP",
        89 => "OSPF",
        103 => "PIM",
        112 => "VRRP",
        115 => "L2TPv3",
        132 => "SCTP",
        136 => "UDP-Lite",
        _ => return None,
    })
}

//! Numbers that say which header comes next.

/// Link types (<https://www.tcpdump.org/linktypes.html>).
pub(super) mod link_type {
    pub(crate) const NULL: u16 = 0;
    pub(crate) const ETHERNET: u16 = 1;
    pub(crate) const PPP: u16 = 9;
    /// BSD and OpenBSD have numbers of their own for RAW, which old files say.
    pub(crate) const RAW_BSD: u16 = 12;
    pub(crate) const RAW_OPENBSD: u16 = 14;
    pub(crate) const PPP_SERIAL: u16 = 50;
    pub(crate) const PPP_ETHER: u16 = 51;
    pub(crate) const RAW: u16 = 101;
    pub(crate) const C_HDLC: u16 = 104;
    pub(crate) const LOOP: u16 = 108;
    pub(crate) const LINUX_SLL: u16 = 113;
    pub(crate) const IPV4: u16 = 228;
    pub(crate) const IPV6: u16 = 229;
    pub(crate) const PKTAP: u16 = 258;
    pub(crate) const LINUX_SLL2: u16 = 276;
}

/// EtherTypes (IEEE, and those that GRE has its own use for).
pub(super) mod ethertype {
    /// Smaller numbers are lengths.
    pub(crate) const SMALLEST: u16 = 0x600;
    /// Stands here for a frame with LLC that is not IP.
    pub(crate) const LLC: u16 = 0;
    pub(crate) const IPV4: u16 = 0x800;
    pub(crate) const ERSPAN_III: u16 = 0x22eb;
    pub(crate) const BRIDGED: u16 = 0x6558;
    pub(crate) const VLAN: u16 = 0x8100;
    pub(crate) const IPV6: u16 = 0x86dd;
    pub(crate) const PPP: u16 = 0x880b;
    pub(crate) const MPLS: u16 = 0x8847;
    pub(crate) const MPLS_MULTICAST: u16 = 0x8848;
    pub(crate) const PPPOE_DISCOVERY: u16 = 0x8863;
    pub(crate) const PPPOE_SESSION: u16 = 0x8864;
    pub(crate) const QINQ: u16 = 0x88a8;
    pub(crate) const ERSPAN: u16 = 0x88be;
    pub(crate) const PROVIDER_BACKBONE: u16 = 0x88e7;
    pub(crate) const CISCO_METADATA: u16 = 0x8909;
    pub(crate) const VN_TAG: u16 = 0x8926;
}

/// Protocols in IP (IANA).
pub(super) mod protocol {
    pub(crate) const HOP_BY_HOP: u8 = 0;
    pub(crate) const IPV4: u8 = 4;
    pub(crate) const TCP: u8 = 6;
    pub(crate) const UDP: u8 = 17;
    pub(crate) const IPV6: u8 = 41;
    pub(crate) const ROUTING: u8 = 43;
    pub(crate) const FRAGMENT: u8 = 44;
    pub(crate) const GRE: u8 = 47;
    pub(crate) const AUTHENTICATION: u8 = 51;
    pub(crate) const DESTINATION: u8 = 60;
    pub(crate) const ETHERNET_IN_IP: u8 = 97;
    pub(crate) const MOBILITY: u8 = 135;
    pub(crate) const MPLS_IN_IP: u8 = 137;
    pub(crate) const HIP: u8 = 139;
    pub(crate) const SHIM6: u8 = 140;
}

/// Ports of tunnels (IANA, and what Linux took for VXLAN before).
pub(super) mod port {
    pub(crate) const VXLAN: u16 = 4789;
    pub(crate) const VXLAN_LINUX: u16 = 8472;
    pub(crate) const VXLAN_GPE: u16 = 4790;
    pub(crate) const GENEVE: u16 = 6081;
    pub(crate) const GTP_U: u16 = 2152;
    pub(crate) const GRE: u16 = 4754;
    pub(crate) const MPLS: u16 = 6635;
    pub(crate) const TZSP: u16 = 37008;
    pub(crate) const HTTPS: u16 = 443;
}

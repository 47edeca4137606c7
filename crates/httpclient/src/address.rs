//! Which addresses the public Internet can have, by the IANA special-purpose registries (RFC 6890 and its updates).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserved {
    /// Hands out a cloud machine's credentials. Only an allow-list entry for exactly this address opens it.
    Metadata,
    /// Not on the public Internet: private, loopback, link-local, shared, multicast, documentation and the like.
    NotPublic,
}

/// Addresses that hand out a cloud machine's credentials: AWS, Google, Azure and most others; AWS over IPv6; Alibaba;
/// Azure's host agent, which has a public address.
const METADATA: [IpAddr; 4] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
];

const RESERVED_V4: [Ipv4Net; 16] = [
    v4([0, 0, 0, 0], 8),       // this network, unspecified
    v4([10, 0, 0, 0], 8),      // private
    v4([100, 64, 0, 0], 10),   // shared by carrier-grade NAT
    v4([127, 0, 0, 0], 8),     // loopback
    v4([169, 254, 0, 0], 16),  // link-local
    v4([172, 16, 0, 0], 12),   // private
    v4([192, 0, 0, 0], 24),    // IETF protocol assignments
    v4([192, 0, 2, 0], 24),    // documentation
    v4([192, 31, 196, 0], 24), // AS112
    v4([192, 88, 99, 0], 24),  // 6to4 relays
    v4([192, 168, 0, 0], 16),  // private
    v4([198, 18, 0, 0], 15),   // benchmarking
    v4([198, 51, 100, 0], 24), // documentation
    v4([203, 0, 113, 0], 24),  // documentation
    v4([224, 0, 0, 0], 4),     // multicast
    v4([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// The only IPv6 space that IANA has given out. Everything else is refused, which covers loopback, unspecified,
/// link-local, unique-local, multicast, IPv4-mapped and IPv4-compatible addresses, and what is assigned in future.
const GLOBAL_UNICAST: Ipv6Net = v6([0x2000, 0, 0, 0], 3);

/// Parts of the global unicast space that are no ordinary destinations. 6to4 and Teredo wrap any IPv4 address.
const RESERVED_V6: [Ipv6Net; 4] = [
    v6([0x2001, 0, 0, 0], 23),      // IETF protocol assignments, Teredo, ORCHID
    v6([0x2001, 0x0db8, 0, 0], 32), // documentation
    v6([0x2002, 0, 0, 0], 16),      // 6to4
    v6([0x3fff, 0, 0, 0], 20),      // documentation
];

/// NAT64: on networks without IPv4 the resolver writes public IPv4 addresses this way, so the address inside decides.
const NAT64: Ipv6Net = v6([0x0064, 0xff9b, 0, 0], 96);

/// Why `address` is not one that a stranger's URL may lead to; `None` for addresses of the public Internet.
pub fn reserved(address: IpAddr) -> Option<Reserved> {
    let address = unwrapped(address);
    if METADATA.contains(&address) {
        return Some(Reserved::Metadata);
    }
    let refused = match address {
        IpAddr::V4(v4) => RESERVED_V4.iter().any(|net| net.contains(&v4)),
        IpAddr::V6(v6) => !GLOBAL_UNICAST.contains(&v6) || RESERVED_V6.iter().any(|net| net.contains(&v6)),
    };
    refused.then_some(Reserved::NotPublic)
}

/// The IPv4 address inside a NAT64 address or inside a mapped one that wraps a metadata address; else the address.
fn unwrapped(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    let octets = v6.octets();
    let inner = IpAddr::V4(Ipv4Addr::new(octets[12], octets[13], octets[14], octets[15]));
    let names_metadata = v6.to_ipv4_mapped().is_some() && METADATA.contains(&inner);
    if NAT64.contains(&v6) || names_metadata { inner } else { address }
}

const fn v4([a, b, c, d]: [u8; 4], prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6([a, b, c, d]: [u16; 4], prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0), prefix)
}

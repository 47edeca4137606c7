//! Where a request really came from, when proxies stand in between.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// Networks whose `X-Forwarded-*` headers are believed. Empty by default: nobody's.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Believes the proxies in these networks.
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    fn trust(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&ip.to_canonical()))
    }

    /// The client's address: the rightmost one in `X-Forwarded-For` that is not a trusted proxy itself. Addresses to
    /// the left of it are the client's own claim and count for nothing.
    pub fn client_ip(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.ip().to_canonical();
        if !self.trust(client) {
            return client;
        }
        // Split as bytes: a hop that is no text must neither hide its neighbours nor let an earlier line take its place.
        let lines = headers.get_all("x-forwarded-for").iter();
        let hops: Vec<&[u8]> = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).collect();
        for hop in hops.into_iter().rev() {
            let Some(ip) = parse_hop(hop) else { break };
            client = ip;
            if !self.trust(client) {
                break;
            }
        }
        client
    }

    /// Whether the peer is a trusted proxy, whose request id and protocol are taken over.
    pub fn trusts_peer(&self, peer: SocketAddr) -> bool {
        self.trust(peer.ip())
    }
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn parse_hop(hop: &[u8]) -> Option<IpAddr> {
    let hop = std::str::from_utf8(hop).ok()?.trim();
    let ip =
        hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()));
    ip.or_else(|| hop.trim_start_matches('[').trim_end_matches(']').parse().ok()).map(|ip| ip.to_canonical())
}

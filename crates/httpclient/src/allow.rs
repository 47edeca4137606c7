//! What the operator lets Tradepost reach although it is not on the public Internet.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use kernel::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::address::{Reserved, reserved};

/// One opening: a network (`192.168.7.0/24`), an address (`192.168.7.4`), a host (`shop.internal`), or all hosts below
/// a name (`*.internal`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowEntry {
    /// Every address of the network. A metadata address is opened only by a network of that one address.
    Network(IpNet),
    /// This host, whatever non-public addresses its name has.
    Host(String),
    /// Every host whose name ends in a dot and this text.
    HostsBelow(String),
}

impl FromStr for AllowEntry {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = normalized(text.trim());
        if let Ok(network) = text.parse::<IpNet>() {
            return Ok(Self::Network(network));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Network(IpNet::from(address)));
        }
        let (below, name) = text.strip_prefix("*.").map_or((false, text.as_str()), |name| (true, name));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if name.is_empty() || name.starts_with('.') || !name.bytes().all(plain) {
            let message = format!("“{text}” is neither a network such as 192.168.7.0/24 nor a host name.");
            return Err(Error::invalid("allow", "invalid", message));
        }
        Ok(if below { Self::HostsBelow(name.to_owned()) } else { Self::Host(name.to_owned()) })
    }
}

impl fmt::Display for AllowEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(network) => write!(f, "{network}"),
            Self::Host(name) => f.write_str(name),
            Self::HostsBelow(name) => write!(f, "*.{name}"),
        }
    }
}

impl Serialize for AllowEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AllowEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|error: Error| de::Error::custom(error.detail()))
    }
}

/// The openings together. Empty by default: then only the public Internet can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AllowList(Vec<AllowEntry>);

impl AllowList {
    /// The list of these openings.
    pub fn new(entries: impl IntoIterator<Item = AllowEntry>) -> Self {
        Self(entries.into_iter().collect())
    }

    /// Whether a request to `host` may connect to `address`.
    pub(crate) fn permits(&self, host: &str, address: IpAddr) -> bool {
        let host = normalized(host);
        match reserved(address) {
            None => true,
            Some(Reserved::Metadata) => self.names_exactly(address),
            Some(Reserved::NotPublic) => self.0.iter().any(|entry| match entry {
                AllowEntry::Network(network) => network.contains(&address),
                AllowEntry::Host(name) => *name == host,
                AllowEntry::HostsBelow(name) => {
                    host.strip_suffix(name.as_str()).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
                }
            }),
        }
    }

    fn names_exactly(&self, address: IpAddr) -> bool {
        self.0.contains(&AllowEntry::Network(IpNet::from(address)))
    }
}

/// Host names compare without case and without the root's trailing dot.
fn normalized(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

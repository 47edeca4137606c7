//! Whoever plays a connection's platform.

use catalog::shop;
use db::Tx;
use kernel::{Error, Result, TenantId};
use secrets::KeyRing;

use super::{Occasion, Simulated, World, simulate, topics, world};
use crate::connection::{ConnectionId, ConnectionState, Kept, store};
use crate::inbox::address;
use crate::{Credentials, Platform};

/// A connection's platform, with the secret that it signs with and the goods that it may speak of.
#[derive(Debug)]
pub struct Sender {
    /// Who is played.
    pub platform: Platform,
    id: ConnectionId,
    credentials: Credentials,
    world: World,
}

impl Sender {
    /// Whose connection it is, in a transaction that belongs to nobody.
    pub async fn tenant_of(tx: &mut Tx, id: ConnectionId) -> Result<TenantId> {
        store::tenant_of(tx, id).await?.ok_or_else(|| Error::not_found("connection"))
    }

    /// Reads what is needed, in a transaction of the organization. An error where nothing can be sent.
    pub async fn read(tx: &mut Tx, ring: &KeyRing, id: ConnectionId) -> Result<Self> {
        let connection = store::get(tx, id).await?;
        if connection.state == ConnectionState::Disconnected {
            let detail = "Nothing is taken in while the connection is disconnected. Activate it first.";
            return Err(Error::conflict("disconnected", detail));
        }
        let platform = connection.platform;
        if topics(platform).is_empty() {
            let detail = "Deliveries of this platform cannot be played: only the platform can sign them, or its extension \
                          sends them. Change something there, and see it arrive.";
            return Err(Error::conflict("not_simulated", detail));
        }
        let credentials = Kept::read(tx, ring, id).await?.credentials(&connection, tx.now());
        let sold_in = match connection.shop_id {
            Some(shop) => Some(shop::get(tx, shop).await?.currency),
            None => None,
        };
        Ok(Self { platform, id, credentials, world: world(tx, sold_in).await? })
    }

    /// Where its deliveries go.
    pub fn url(&self, site: &str) -> String {
        address(site, self.id)
    }

    /// The topic of that name; the one that falls out of the seed where none is named.
    pub fn topic(&self, name: Option<&str>, seed: u64) -> Result<&'static str> {
        let all = topics(self.platform);
        let Some(name) = name else {
            let place = usize::try_from(seed % all.len().max(1) as u64).unwrap_or_default();
            return all.get(place).copied().ok_or_else(|| Error::internal("a platform without topics"));
        };
        all.iter().copied().find(|topic| *topic == name).ok_or_else(|| {
            Error::invalid("topic", "unknown", format!("One of these can be sent: {}.", all.join(", ")))
        })
    }

    /// A delivery.
    pub fn make(&self, topic: &'static str, occasion: Occasion<'_>) -> Result<Simulated> {
        simulate(self.platform, topic, &self.world, &self.credentials, occasion)
            .map_err(|rejection| Error::conflict(rejection.code().word(), rejection.detail().to_owned()))
    }
}

//! The made-up merchant's connections: one for each connected shop, so that whoever looks can send something.

use std::time::Duration;

use catalog::shop::{self, Shop, ShopState};
use db::Tx;
use kernel::{Cursor, Json, Result};
use secrets::KeyRing;

use crate::Platform;
use crate::connection::{Connection, ConnectionSettings, ConnectionState, Kept, insert, new_secret};
use crate::inbox::made_up;
use crate::simulator::{Occasion, Sender};

/// More shops the made-up merchant does not have.
const SHOPS: i64 = 50;

/// Deliveries of each connection: those of the last hours.
const DELIVERIES: u64 = 40;
/// Between two of them.
const PAUSE: Duration = Duration::from_secs(11 * 60);

/// Connects every connected shop whose platform signs with a shared secret, and lets its platform tell of a few hours'
/// business, which is applied as soon as somebody works.
pub async fn seed(tx: &mut Tx, ring: &KeyRing, site: &str) -> Result<()> {
    for shop in shop::list(tx, Some(ShopState::Active), Cursor::START_ASCENDING, SHOPS).await? {
        if let Some(platform) = platform_of(&shop) {
            let connection = connect(tx, ring, &shop, platform).await?;
            business(tx, ring, &connection, site).await?;
        }
    }
    Ok(())
}

async fn business(tx: &mut Tx, ring: &KeyRing, connection: &Connection, site: &str) -> Result<()> {
    let Ok(sender) = Sender::read(tx, ring, connection.id).await else { return Ok(()) };
    let (url, now) = (sender.url(site), tx.now());
    for number in 0..DELIVERIES {
        let at = now.minus(PAUSE.saturating_mul(u32::try_from(DELIVERIES - number).unwrap_or(1)));
        let topic = sender.topic(None, number)?;
        let made = sender.make(topic, Occasion { url: &url, at, seed: number })?;
        made_up::take(tx, (connection.id, connection.platform), made, at).await?;
    }
    Ok(())
}

fn platform_of(shop: &Shop) -> Option<Platform> {
    match shop.platform? {
        shop::Platform::Shopify => Some(Platform::Shopify),
        shop::Platform::Woocommerce => Some(Platform::Woocommerce),
        shop::Platform::Prestashop => Some(Platform::Prestashop),
        shop::Platform::Opencart => Some(Platform::Opencart),
        shop::Platform::Magento => Some(Platform::Magento),
        shop::Platform::Amazon | shop::Platform::Ebay | shop::Platform::Wix => None,
    }
}

async fn connect(tx: &mut Tx, ring: &KeyRing, shop: &Shop, platform: Platform) -> Result<Connection> {
    let connection = Connection {
        id: tx.new_id(),
        platform,
        name: shop.name.clone(),
        shop_id: Some(shop.id),
        state: ConnectionState::Active,
        settings: Json(ConnectionSettings::default()),
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let connection = insert(tx, connection).await?;
    let mut kept = Kept::default();
    kept.replace_secret(new_secret(platform, tx.env()), tx.now());
    kept.write(tx, ring, connection.id).await?;
    Ok(connection)
}

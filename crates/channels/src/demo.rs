//! The made-up merchant's connections: one for each connected shop, so that whoever looks can send something.

use catalog::shop::{self, Shop, ShopState};
use db::Tx;
use kernel::{Cursor, Json, Result};
use secrets::KeyRing;

use crate::Platform;
use crate::connection::{Connection, ConnectionSettings, ConnectionState, Kept, insert, new_secret};

/// More shops the made-up merchant does not have.
const SHOPS: i64 = 50;

/// Connects every connected shop whose platform signs with a shared secret; answers the connections.
pub async fn seed(tx: &mut Tx, ring: &KeyRing) -> Result<Vec<Connection>> {
    let mut made = Vec::new();
    for shop in shop::list(tx, Some(ShopState::Active), Cursor::START_ASCENDING, SHOPS).await? {
        if let Some(platform) = platform_of(&shop) {
            made.push(connect(tx, ring, &shop, platform).await?);
        }
    }
    Ok(made)
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

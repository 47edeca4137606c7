//! Deliveries that were made up, in an inbox that nobody serves yet: for the demo.

use db::Tx;
use kernel::{Error, Result, Timestamp};

use super::{InboxDeliveryId, receive, store, wire};
use crate::connection::ConnectionId;
use crate::processing::ProcessDeliveries;
use crate::simulator::Simulated;
use crate::{Delivery, Platform, identify};

/// Takes a made-up delivery in as of `at`; it is processed once somebody works.
pub(crate) async fn take(
    tx: &mut Tx,
    (connection, platform): (ConnectionId, Platform),
    made: Simulated,
    at: Timestamp,
) -> Result<()> {
    let delivery = Delivery { headers: &made.headers, body: &made.body, url: None, received_at: at };
    let identity = identify(platform, &delivery);
    let headers = wire::kept(&made.headers, None);
    let id: InboxDeliveryId = tx.new_id();
    let row = receive::of((id, connection), at, identity, headers.into(), made.body.clone().into());
    let tenant = tx.tenant()?;
    store::insert(tx, vec![(tenant, row)]).await?;
    jobs::enqueue(tx, ProcessDeliveries { connection, again: false }).await.map_err(Error::internal)?;
    Ok(())
}

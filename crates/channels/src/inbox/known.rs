//! Connections as the inbox needs them, remembered for some seconds, so that a delivery costs one write and no reads.

use std::sync::Arc;

use db::{Db, Topic, Tx};
use identity::{Cache, News};
use kernel::{Result, Scope, TenantId};
use secrets::KeyRing;

use crate::Credentials;
use crate::connection::{Connection, ConnectionId, Kept, store};

/// A connection with what its deliveries are verified with.
#[derive(Debug)]
pub(crate) struct Known {
    pub(super) tenant: TenantId,
    pub(super) connection: Connection,
    pub(super) credentials: Credentials,
}

impl Known {
    /// Every process looks again once this transaction is committed.
    pub(crate) fn forget_after(tx: &mut Tx) {
        tx.wake(Topic::connections());
    }
}

/// What is remembered. That there is no such connection is remembered too.
pub(super) struct Memory {
    db: Db,
    ring: KeyRing,
    known: Cache<ConnectionId, Option<Arc<Known>>>,
    news: News,
}

impl Memory {
    pub(super) fn new(db: Db, ring: KeyRing) -> Self {
        let news = News::new(&db, Topic::connections());
        Self { db, ring, known: Cache::default(), news }
    }

    /// The connection of that id, whoever's it is.
    pub(super) async fn find(&self, id: ConnectionId) -> Result<Option<Arc<Known>>> {
        let now = self.db.env().now();
        self.news.heed(|| self.known.clear());
        if let Some(known) = self.known.get(&id, now) {
            return Ok(known);
        }
        let ticket = self.known.ticket();
        let known = self.read(id).await?.map(Arc::new);
        self.known.put(ticket, id, known.clone(), now);
        Ok(known)
    }

    async fn read(&self, id: ConnectionId) -> Result<Option<Known>> {
        let everybody = Scope::installation("inbox");
        let Some(tenant) = self.db.read(&everybody, async |tx| store::tenant_of(tx, id).await).await? else {
            return Ok(None);
        };
        let scope = Scope::system(tenant, "inbox");
        self.db
            .read(&scope, async |tx| {
                let Some(connection) = store::find(tx, id).await? else { return Ok(None) };
                let kept = Kept::read(tx, &self.ring, id).await?;
                let credentials = kept.credentials(&connection, tx.now());
                Ok(Some(Known { tenant, connection, credentials }))
            })
            .await
    }
}

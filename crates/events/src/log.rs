//! Writing the log: the commit hook that numbers what was emitted and enqueues the subscribers' jobs.

use std::collections::HashSet;
use std::sync::Arc;

use db::{CommitHook, HookFuture, Topic, Tx, bulk};
use kernel::{Result, TenantId};

use crate::event::{EventRow, Pending};
use crate::{Subscription, store};

/// Writes emitted events just before their transaction commits. Install it with [`db::Db::install_hooks`].
#[derive(Debug)]
pub struct EventLog {
    subscriptions: Vec<Subscription>,
}

impl EventLog {
    /// The hook, with everybody who subscribes. Two subscriptions of one name are a programming error and end the
    /// start of the program.
    pub fn hook(subscriptions: Vec<Subscription>) -> Arc<dyn CommitHook> {
        let mut names = HashSet::new();
        for subscription in &subscriptions {
            assert!(
                names.insert(subscription.name()),
                "two subscriptions are called {}",
                subscription.name()
            );
        }
        Arc::new(Self { subscriptions })
    }

    async fn flush(&self, tx: &mut Tx) -> Result<()> {
        let Pending { mut events, .. } = tx.take_pending();
        // Organizations in one order in all transactions, so that two never wait for each other's heads in a circle;
        // the sort is stable, so each organization's events stay in the order in which they were emitted.
        events.sort_by_key(|event| event.tenant_id);
        for events in events.chunk_by_mut(|a, b| a.tenant_id == b.tenant_id) {
            if let Some(tenant) = events.first().map(|event| event.tenant_id) {
                self.append(tx, tenant, events).await?;
            }
        }
        Ok(())
    }

    async fn append(&self, tx: &mut Tx, tenant: TenantId, events: &mut [EventRow]) -> Result<()> {
        let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
        // From here to the end of the transaction nobody else of this organization gets a number.
        let last = store::advance_head(tx, tenant, count).await?;
        for (sequence, event) in (last - count + 1..).zip(events.iter_mut()) {
            event.sequence = sequence;
        }
        bulk::insert_for(tx, tenant, events.iter().cloned()).await?;
        for event in events {
            for subscription in self.subscriptions.iter().filter(|s| s.wants(event)) {
                subscription.job_for(event)?.enqueue(tx, tenant).await?;
            }
        }
        tx.wake(Topic::events(tenant));
        Ok(())
    }
}

impl CommitHook for EventLog {
    fn before_commit<'a>(&'a self, tx: &'a mut Tx) -> HookFuture<'a> {
        Box::pin(self.flush(tx))
    }
}

//! The jobs that process deliveries, and those that keep the inbox tidy.

use std::time::Duration;

use jobs::schedules::ScheduleDecl;
use jobs::{Failure, Job, JobCtx, Queue, Registry};
use kernel::Scope;
use serde::{Deserialize, Serialize};

use super::{drain, store};
use crate::connection::{self, ConnectionId, ConnectionState};
use crate::retention;

/// Deliveries of a transaction that is tried again one by one.
const TOGETHER: usize = usize::MAX;
/// What waits for longer than this, and nobody works on it, has been forgotten.
const FORGOTTEN: Duration = Duration::from_secs(120);

/// Applies what waits in the inbox of a connection.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ProcessDeliveries {
    pub(crate) connection: ConnectionId,
    /// Whether it is about those that are tried again: they have a job of their own, so that one that waits for its time
    /// holds up nothing that has just come.
    #[serde(default)]
    pub(crate) again: bool,
}

impl Job for ProcessDeliveries {
    const NAME: &'static str = "channels.process_deliveries";
    const PRIORITY: i64 = 50;

    fn dedup_key(&self) -> Option<String> {
        Some(format!("{}{}", self.connection, if self.again { " again" } else { "" }))
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let Some(connection) =
            ctx.read(async |tx| connection::store::find(tx, self.connection).await).await?
        else {
            return Ok(());
        };
        if connection.state != ConnectionState::Active {
            return Ok(());
        }
        loop {
            if ctx.cancelled().is_cancelled() {
                return Err(Failure::retry_after("the worker stops", Duration::ZERO));
            }
            match ctx.write(async |tx| drain::round(tx, &connection, TOGETHER).await).await {
                Ok(0) => break,
                Ok(_) => continue,
                Err(error) => {
                    tracing::info!(%error, connection = %connection.id, "deliveries are applied alone");
                }
            }
            if let Err(error) = ctx.write(async |tx| drain::alone(tx, &connection).await).await {
                // The transaction is gone, and with it what it would have written about the delivery.
                tracing::warn!(%error, connection = %connection.id, "a delivery could not be applied");
                ctx.write(async |tx| drain::blame(tx, &connection, error).await).await?;
            }
        }
        let later = ctx
            .write(async |tx| {
                let at = store::next_attempt(tx, self.connection).await?;
                if let Some(at) = at {
                    jobs::enqueue_at(tx, Self { connection: self.connection, again: true }, at).await?;
                }
                Ok(at)
            })
            .await?;
        tracing::debug!(connection = %self.connection, ?later, "the inbox is empty but for what is tried again");
        Ok(())
    }
}

/// Finds deliveries that wait although nobody works on them: a job that became a dead letter, a connection that is in use
/// again.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RemindOfDeliveries {}

impl Job for RemindOfDeliveries {
    const NAME: &'static str = "channels.remind_of_deliveries";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let scope = Scope::installation("channels.remind_of_deliveries");
        let before = ctx.env().now().minus(FORGOTTEN);
        let found = ctx.db().read(&scope, async |tx| store::forgotten(tx, before).await).await?;
        for (tenant, connection) in found {
            let job = ProcessDeliveries { connection, again: false };
            ctx.db().write(&scope, async |tx| jobs::enqueue_for(tx, tenant, job).await).await?;
        }
        Ok(())
    }
}

/// The jobs of processing.
pub(crate) fn registry() -> Registry {
    Registry::new()
        .register::<ProcessDeliveries>()
        .register::<RemindOfDeliveries>()
        .register::<retention::DropBodies>()
}

/// What recurs.
pub(crate) fn schedules() -> Vec<ScheduleDecl> {
    vec![
        ScheduleDecl::new("channels.remind_of_deliveries", "*/5 * * * *", &RemindOfDeliveries {}),
        ScheduleDecl::new("channels.drop_bodies", "20 3 * * *", &retention::DropBodies {}),
    ]
}

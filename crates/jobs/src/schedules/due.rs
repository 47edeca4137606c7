//! Turning schedules that are due into jobs, within the dispatcher's transaction.

use std::time::Duration;

use db::Tx;
use kernel::Result;

use super::cron::Cron;
use super::{CatchUp, ScheduleRow, store, zone};
use crate::{NewJob, Registry};

/// Schedules that one turn handles at most.
const BATCH: i64 = 100;
/// How late an occurrence may be and still not count as missed.
const GRACE: Duration = Duration::from_secs(60);
/// Occurrences that are made up for at most.
const CATCH_UP_MOST: usize = 1000;

/// A schedule with the zone of its organization.
#[derive(sqlx::FromRow)]
pub(super) struct Due {
    #[sqlx(flatten)]
    row: ScheduleRow,
    organization_time_zone: String,
}

/// Enqueues the jobs of schedules that are due and moves each on to its next occurrence; answers whether there are
/// more. Each occurrence is enqueued once, however many processes look.
pub(crate) async fn enqueue_due(tx: &mut Tx, registry: &Registry) -> Result<bool> {
    let now = tx.now();
    let due: Vec<Due> = db::dialect::jobs::due_schedules(tx).bind(now).bind(BATCH).fetch_all().await?;
    let more = i64::try_from(due.len()).unwrap_or(i64::MAX) >= BATCH;
    for Due { row, organization_time_zone } in due {
        let zone = zone::or_utc(row.time_zone.as_deref().unwrap_or(&organization_time_zone));
        let planned = Cron::parse(&row.cron).and_then(|cron| {
            let next = cron.next(now, &zone)?;
            let missed = match row.catch_up {
                CatchUp::All => cron.between(row.next_run_at, now, &zone, CATCH_UP_MOST),
                CatchUp::Once => cron.between(row.next_run_at, now, &zone, 1),
                CatchUp::Skip => cron.between(row.next_run_at.max(now.minus(GRACE)), now, &zone, 1),
            };
            Ok((next, missed))
        });
        match planned {
            Ok((next, missed)) => {
                for time in &missed {
                    job_of(registry, &row).at(*time).insert(tx, row.tenant_id).await?;
                }
                store::ran(tx, &row, next, (!missed.is_empty()).then_some(now)).await?;
            }
            Err(error) => {
                tracing::error!(%error, schedule = row.name, tenant = %row.tenant_id, "turned off a schedule that never comes");
                store::set_enabled(tx, &row, false, row.next_run_at).await?;
            }
        }
    }
    Ok(more)
}

/// A job that this version does not know, or not so, is enqueued all the same: a newer version may be about to run
/// it, and otherwise it becomes a dead letter that says what is wrong, instead of nothing that nobody sees.
fn job_of(registry: &Registry, row: &ScheduleRow) -> NewJob {
    registry
        .prepare(&row.job, &row.payload.0)
        .unwrap_or_else(|_| NewJob::unchecked(&row.job, row.payload.0.clone()))
}

//! Jobs that recur: a cron expression in the organization's time zone, and a policy for what a stop made it miss.
//!
//! Schedules of the installation itself belong to the operator organization and are declared in code ([`declare`]);
//! organizations have their own ([`create`]). What the transaction is for decides what the other functions see: one
//! organization its own schedules, the installation all of them.

use db::{Db, OnUnique, Tx};
use kernel::{
    Cursor, Entity, Error, FieldError, Id, Json, Page, PageParams, Result, Scope, TenantId, Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{Job, JobId, NewJob, Registry};

mod cron;
mod due;
mod store;
mod zone;

pub(crate) use due::enqueue_due;

use cron::Cron;

/// What to do about occurrences that passed while no worker ran.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum CatchUp {
    /// Leave them out: only an occurrence of the last minute counts.
    Skip,
    /// Run once for all of them.
    #[default]
    Once,
    /// Run once for each, but for no more than the latest 1000.
    All,
}

/// A schedule as it stands in the database.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct ScheduleRow {
    /// The organization whose jobs it enqueues.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: ScheduleId,
    /// Unique within the organization.
    pub name: String,
    /// The name of the job that it enqueues.
    pub job: String,
    /// That job's payload.
    pub payload: Json<Box<RawValue>>,
    /// Minute, hour, day of month, month, day of week.
    pub cron: String,
    /// IANA name of the time zone that the expression is meant in; the organization's when there is none.
    pub time_zone: Option<String>,
    /// What to do about missed occurrences.
    pub catch_up: CatchUp,
    /// Whether it enqueues anything.
    pub enabled: bool,
    /// When it does so next.
    pub next_run_at: Timestamp,
    /// When it last did.
    pub last_run_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Entity for ScheduleRow {
    const PREFIX: &'static str = "sched";
}

/// The id of a schedule.
pub type ScheduleId = Id<ScheduleRow>;

/// A schedule to be made. The job comes from [`NewJob::of`], or from [`Registry::prepare`] when all that is known of it
/// is its name.
#[derive(Debug, Clone)]
pub struct NewSchedule {
    /// Unique within the organization.
    pub name: String,
    /// What to enqueue.
    pub job: NewJob,
    /// Minute, hour, day of month, month, day of week.
    pub cron: String,
    /// IANA name of a time zone; the organization's when there is none.
    pub time_zone: Option<String>,
    /// What to do about missed occurrences.
    pub catch_up: CatchUp,
}

/// A schedule of the installation itself, declared in code. It runs in the operator's time zone.
#[derive(Debug)]
pub struct ScheduleDecl {
    name: &'static str,
    cron: &'static str,
    catch_up: CatchUp,
    job: Result<NewJob>,
}

impl ScheduleDecl {
    /// `job`, every time that `cron` says. By default a stop is made up for by one run.
    pub fn new<J: Job>(name: &'static str, cron: &'static str, job: &J) -> Self {
        Self { name, cron, catch_up: CatchUp::default(), job: NewJob::of(job) }
    }

    /// Another policy for missed occurrences.
    #[must_use]
    pub fn catch_up(self, catch_up: CatchUp) -> Self {
        Self { catch_up, ..self }
    }
}

/// Makes the declared schedules exist as declared. Whether one is enabled stays the operator's decision, and its next
/// occurrence moves only when its expression has changed, so starting again and again postpones nothing.
pub async fn declare(db: &Db, declared: impl IntoIterator<Item = ScheduleDecl>) -> Result<()> {
    db.write(&Scope::system(TenantId::OPERATOR, "schedules"), async |tx| {
        let zone = store::organization_zone(tx).await?;
        for ScheduleDecl { name, cron, catch_up, job } in declared {
            let next = Cron::parse(cron)?.next(tx.now(), &zone::or_utc(&zone))?;
            let new = NewSchedule {
                name: name.to_owned(),
                job: job?,
                cron: cron.to_owned(),
                time_zone: None,
                catch_up,
            };
            store::upsert(tx, new, next).await?;
        }
        Ok(())
    })
    .await
}

/// Makes a schedule for the transaction's organization. All that is wrong with it is said at once.
pub async fn create(tx: &mut Tx, new: NewSchedule) -> Result<ScheduleRow> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut note = |error: Error| wrong.extend(error.fields().iter().cloned());
    if new.name.trim().is_empty() || new.name.len() > 200 {
        note(Error::invalid("name", "length", "Give a name of at most 200 characters."));
    }
    let cron = Cron::parse(&new.cron).map_err(&mut note).ok();
    let zone = match &new.time_zone {
        Some(name) => zone::parse(name).map_err(&mut note).ok(),
        None => Some(zone::or_utc(&store::organization_zone(tx).await?)),
    };
    let (Some(cron), Some(zone), true) = (cron, zone, wrong.is_empty()) else {
        return Err(Error::invalid_fields(wrong));
    };
    let next = cron.next(tx.now(), &zone)?;
    let id = store::insert(tx, new, next).await.on_unique(("schedules", "name"), || {
        Error::conflict("schedule_exists", "There is a schedule with this name already.")
    })?;
    get(tx, id).await
}

/// The schedules, the oldest first.
pub async fn list(tx: &mut Tx, page: &PageParams) -> Result<Page<ScheduleRow>> {
    let limit = page.limit()?;
    let rows = store::list(tx, page.after_ascending()?, limit + 1).await?;
    Ok(Page::new(rows, limit, |row| Cursor::at(row.created_at, row.id)))
}

/// The schedule, or 404.
pub async fn get(tx: &mut Tx, id: ScheduleId) -> Result<ScheduleRow> {
    store::find(tx, id).await?.ok_or_else(|| Error::not_found("schedule"))
}

/// Turns it on or off. When turned on it goes on with its next occurrence; what was missed meanwhile stays missed.
pub async fn set_enabled(tx: &mut Tx, id: ScheduleId, enabled: bool) -> Result<ScheduleRow> {
    let row = get(tx, id).await?;
    if row.enabled == enabled {
        return Ok(row);
    }
    let next = if enabled { next_of(tx, &row).await? } else { row.next_run_at };
    store::set_enabled(tx, &row, enabled, next).await?;
    get(tx, id).await
}

/// Enqueues its job now; its occurrences stay as they are. `None` when an equal job waits already.
pub async fn run_now(tx: &mut Tx, registry: &Registry, id: ScheduleId) -> Result<Option<JobId>> {
    let row = get(tx, id).await?;
    registry.prepare(&row.job, &row.payload.0)?.enqueue(tx, row.tenant_id).await
}

/// Deletes it. One that is declared in code comes back at the next start; turn it off instead.
pub async fn delete(tx: &mut Tx, id: ScheduleId) -> Result<()> {
    if store::delete(tx, id).await? { Ok(()) } else { Err(Error::not_found("schedule")) }
}

/// Moves the next occurrences of the transaction's organization to its new time zone. Call it in the transaction that
/// changes the zone. Schedules with a zone of their own stay, and so do those that are due at this moment.
pub async fn recompute(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    for row in store::without_zone(tx).await? {
        if row.next_run_at > now {
            let next = next_of(tx, &row).await?;
            store::set_next(tx, &row, next).await?;
        }
    }
    Ok(())
}

async fn next_of(tx: &mut Tx, row: &ScheduleRow) -> Result<Timestamp> {
    let zone = match &row.time_zone {
        Some(name) => zone::or_utc(name),
        None => zone::or_utc(&store::zone_of(tx, row.tenant_id).await?),
    };
    Cron::parse(&row.cron)?.next(tx.now(), &zone)
}

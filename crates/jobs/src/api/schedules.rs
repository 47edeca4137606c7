//! Schedules over HTTP.

use std::sync::Arc;

use db::Tx;
use kernel::{Page, PageParams, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Accepted, AuditNote, Ctx, Json, OperatorCtx, Path, Query, Result, Routes};

use super::{JOBS_MANAGE, JOBS_READ};
use crate::Registry;
use crate::schedules::{self, CatchUp, ScheduleId, ScheduleRow};

/// A job that recurs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Schedule)]
pub struct ScheduleView {
    /// The id.
    id: ScheduleId,
    /// The organization that it works for.
    organization_id: TenantId,
    /// What it is called.
    name: String,
    /// The job that it enqueues.
    job: String,
    /// Minute, hour, day of month, month, day of week.
    #[schema(example = "0 3 * * *")]
    cron: String,
    /// IANA time zone; the organization's when null.
    #[schema(required)]
    time_zone: Option<String>,
    /// What to do about occurrences that passed while nothing ran.
    catch_up: CatchUp,
    /// Whether it enqueues anything.
    enabled: bool,
    /// When it does so next; null while it is off.
    #[schema(required)]
    next_run_at: Option<Timestamp>,
    /// When it last did.
    #[schema(required)]
    last_run_at: Option<Timestamp>,
}

impl From<ScheduleRow> for ScheduleView {
    fn from(row: ScheduleRow) -> Self {
        Self {
            id: row.id,
            organization_id: row.tenant_id,
            name: row.name,
            job: row.job,
            cron: row.cron,
            time_zone: row.time_zone,
            catch_up: row.catch_up,
            enabled: row.enabled,
            next_run_at: row.enabled.then_some(row.next_run_at),
            last_run_at: row.last_run_at,
        }
    }
}

/// What to change of a schedule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleChange {
    /// Whether it enqueues anything. Turned on again it goes on with its next occurrence.
    enabled: bool,
}

async fn switch(tx: &mut Tx, id: ScheduleId, enabled: bool) -> kernel::Result<ScheduleRow> {
    let row = schedules::set_enabled(tx, id, enabled).await?;
    let after = json!({"name": row.name, "enabled": row.enabled});
    AuditNote::new("schedule.changed").target("schedule", id).after(after).leave(tx);
    Ok(row)
}

async fn run_now(tx: &mut Tx, registry: &Registry, id: ScheduleId) -> kernel::Result<()> {
    let name = schedules::get(tx, id).await?.name;
    schedules::run_now(tx, registry, id).await?;
    AuditNote::new("schedule.run").target("schedule", id).after(json!({"name": name})).leave(tx);
    Ok(())
}

pub(super) fn routes() -> Routes {
    web::routes![list, change, run, operator_list, operator_change, operator_run]
}

/// List schedules
#[utoipa::path(get, path = "/api/v1/schedules", tag = "Jobs")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<ScheduleView>>> {
    ctx.require(JOBS_READ)?;
    let page = ctx.read(async |tx| schedules::list(tx, &page).await).await?;
    Ok(Json(page.map(ScheduleView::from)))
}

/// Turn a schedule on or off
#[utoipa::path(patch, path = "/api/v1/schedules/{schedule_id}", tag = "Jobs")]
async fn change(
    ctx: Ctx,
    Path(id): Path<ScheduleId>,
    Json(change): Json<ScheduleChange>,
) -> Result<Json<ScheduleView>> {
    ctx.require(JOBS_MANAGE)?;
    let row = ctx.write(async |tx| switch(tx, id, change.enabled).await).await?;
    Ok(Json(row.into()))
}

/// Run a schedule now
///
/// Its occurrences stay as they are.
#[utoipa::path(post, path = "/api/v1/schedules/{schedule_id}/run", tag = "Jobs")]
async fn run(ctx: Ctx, Path(id): Path<ScheduleId>) -> Result<Accepted> {
    ctx.require(JOBS_MANAGE)?;
    let registry = Arc::clone(ctx.service::<Arc<Registry>>()?);
    ctx.write(async |tx| run_now(tx, &registry, id).await).await?;
    Ok(Accepted)
}

/// List all organizations' schedules
#[utoipa::path(get, path = "/api/v1/operator/schedules", tag = "Operator")]
async fn operator_list(ctx: OperatorCtx, Query(page): Query<PageParams>) -> Result<Json<Page<ScheduleView>>> {
    ctx.require(JOBS_READ)?;
    let page = ctx.read(async |tx| schedules::list(tx, &page).await).await?;
    Ok(Json(page.map(ScheduleView::from)))
}

/// Turn any organization's schedule on or off
#[utoipa::path(patch, path = "/api/v1/operator/schedules/{schedule_id}", tag = "Operator")]
async fn operator_change(
    ctx: OperatorCtx,
    Path(id): Path<ScheduleId>,
    Json(change): Json<ScheduleChange>,
) -> Result<Json<ScheduleView>> {
    ctx.require(JOBS_MANAGE)?;
    let row = ctx.write(async |tx| switch(tx, id, change.enabled).await).await?;
    Ok(Json(row.into()))
}

/// Run any organization's schedule now
#[utoipa::path(post, path = "/api/v1/operator/schedules/{schedule_id}/run", tag = "Operator")]
async fn operator_run(ctx: OperatorCtx, Path(id): Path<ScheduleId>) -> Result<Accepted> {
    ctx.require(JOBS_MANAGE)?;
    let registry = Arc::clone(ctx.service::<Arc<Registry>>()?);
    ctx.write(async |tx| run_now(tx, &registry, id).await).await?;
    Ok(Accepted)
}

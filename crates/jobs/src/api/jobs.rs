//! Jobs over HTTP.

use db::Tx;
use kernel::{Id, Page, PageParams, Tenant, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use web::{AuditNote, Ctx, Json, NoContent, OperatorCtx, Path, Query, Result, Routes};

use super::{JOBS_MANAGE, JOBS_READ};
use crate::inspect::{self, JobFilter};
use crate::{JobId, JobRow, JobState};

/// Dead letters that one call replays at most; call again for more.
const REPLAY_MAX: i64 = 10_000;

/// A job that waits, runs or is dead.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Job)]
pub struct JobView {
    /// The id.
    id: JobId,
    /// The organization that it works for.
    organization_id: TenantId,
    /// What it does.
    #[schema(example = "mail.send")]
    name: String,
    /// The queue that it waits in.
    queue: String,
    /// Lower goes first.
    priority: i64,
    /// Where it stands.
    state: JobState,
    /// How often it has been started.
    attempt: i64,
    /// How often it may be started.
    max_attempts: i64,
    /// What it was told.
    payload: Value,
    /// Not before.
    run_at: Timestamp,
    /// When its worker must have been heard of again.
    #[schema(required)]
    lease_until: Option<Timestamp>,
    /// How the last failed attempt ended.
    #[schema(required)]
    last_error: Option<String>,
    /// When it was enqueued.
    created_at: Timestamp,
    /// When its state last changed.
    updated_at: Timestamp,
}

impl From<JobRow> for JobView {
    fn from(row: JobRow) -> Self {
        Self {
            id: row.id,
            organization_id: row.tenant_id,
            name: row.name,
            queue: row.queue,
            priority: row.priority,
            state: row.state,
            attempt: row.attempt,
            max_attempts: row.max_attempts,
            payload: row.payload.0,
            run_at: row.run_at,
            lease_until: row.lease_until,
            last_error: row.last_error,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JobSearch {
    /// Only those in this state.
    #[param(inline)]
    state: Option<JobState>,
    /// Only those of this name.
    name: Option<String>,
    /// Part of the name, the last error or the payload.
    q: Option<String>,
}

impl From<JobSearch> for JobFilter {
    fn from(search: JobSearch) -> Self {
        Self { state: search.state, name: search.name, q: search.q }
    }
}

/// Which dead letters to replay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// Only those of this name.
    name: Option<String>,
    /// Part of the name, the last error or the payload.
    q: Option<String>,
}

impl From<Replay> for JobFilter {
    fn from(replay: Replay) -> Self {
        Self { state: Some(JobState::Dead), name: replay.name, q: replay.q }
    }
}

/// How many were replayed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replayed {
    /// Dead letters that are ready again, 10 000 at most per call.
    replayed: u64,
}

async fn replay_noted(tx: &mut Tx, id: JobId) -> kernel::Result<()> {
    let name = inspect::get(tx, id).await?.name;
    inspect::replay(tx, id).await?;
    AuditNote::new("job.replayed").target("job", id).after(json!({"name": name})).leave(tx);
    Ok(())
}

async fn discard_noted(tx: &mut Tx, id: JobId) -> kernel::Result<()> {
    let name = inspect::get(tx, id).await?.name;
    inspect::discard(tx, id).await?;
    AuditNote::new("job.discarded").target("job", id).after(json!({"name": name})).leave(tx);
    Ok(())
}

async fn replay_matching_noted(tx: &mut Tx, filter: &JobFilter) -> kernel::Result<u64> {
    let replayed = inspect::replay_matching(tx, filter, REPLAY_MAX).await?;
    let after = json!({"name": filter.name, "q": filter.q, "replayed": replayed});
    AuditNote::new("jobs.replayed").after(after).leave(tx);
    Ok(replayed)
}

pub(super) fn routes() -> Routes {
    web::routes![
        list,
        replay,
        replay_matching,
        discard,
        operator_list,
        operator_replay,
        operator_replay_matching,
        operator_discard,
    ]
}

/// List jobs
///
/// The latest changed first. A job that has succeeded is gone.
#[utoipa::path(get, path = "/api/v1/jobs", tag = "Jobs")]
async fn list(
    ctx: Ctx,
    Query(search): Query<JobSearch>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<JobView>>> {
    ctx.require(JOBS_READ)?;
    let filter = search.into();
    let page = ctx.read(async |tx| inspect::list(tx, &filter, &page).await).await?;
    Ok(Json(page.map(JobView::from)))
}

/// Replay a job
///
/// Makes a dead letter, or a job that waits for its time, ready at once.
#[utoipa::path(post, path = "/api/v1/jobs/{job_id}/replay", tag = "Jobs")]
async fn replay(ctx: Ctx, Path(id): Path<JobId>) -> Result<NoContent> {
    ctx.require(JOBS_MANAGE)?;
    ctx.write(async |tx| replay_noted(tx, id).await).await?;
    Ok(NoContent)
}

/// Replay dead letters
///
/// All that match, the oldest first, 10 000 at most.
#[utoipa::path(post, path = "/api/v1/jobs/replay", tag = "Jobs")]
async fn replay_matching(ctx: Ctx, Json(which): Json<Replay>) -> Result<Json<Replayed>> {
    ctx.require(JOBS_MANAGE)?;
    let filter = which.into();
    let replayed = ctx.write(async |tx| replay_matching_noted(tx, &filter).await).await?;
    Ok(Json(Replayed { replayed }))
}

/// Discard a job
///
/// It will never run. A running job cannot be discarded.
#[utoipa::path(delete, path = "/api/v1/jobs/{job_id}", tag = "Jobs")]
async fn discard(ctx: Ctx, Path(id): Path<JobId>) -> Result<NoContent> {
    ctx.require(JOBS_MANAGE)?;
    ctx.write(async |tx| discard_noted(tx, id).await).await?;
    Ok(NoContent)
}

/// One organization of the installation.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfOrganization {
    /// Only of this organization.
    #[param(value_type = Option<String>)]
    organization_id: Option<Id<Tenant>>,
}

/// List all organizations' jobs
#[utoipa::path(get, path = "/api/v1/operator/jobs", tag = "Operator")]
async fn operator_list(
    ctx: OperatorCtx,
    Query(search): Query<JobSearch>,
    Query(of): Query<OfOrganization>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<JobView>>> {
    ctx.require(JOBS_READ)?;
    let filter = search.into();
    let page = match of.organization_id {
        Some(tenant) => ctx.read_in(tenant, async |tx| inspect::list(tx, &filter, &page).await).await?,
        None => ctx.read(async |tx| inspect::list(tx, &filter, &page).await).await?,
    };
    Ok(Json(page.map(JobView::from)))
}

/// Replay any organization's job
#[utoipa::path(post, path = "/api/v1/operator/jobs/{job_id}/replay", tag = "Operator")]
async fn operator_replay(ctx: OperatorCtx, Path(id): Path<JobId>) -> Result<NoContent> {
    ctx.require(JOBS_MANAGE)?;
    ctx.write(async |tx| replay_noted(tx, id).await).await?;
    Ok(NoContent)
}

/// Replay all organizations' dead letters
///
/// All that match, the oldest first, 10 000 at most.
#[utoipa::path(post, path = "/api/v1/operator/jobs/replay", tag = "Operator")]
async fn operator_replay_matching(ctx: OperatorCtx, Json(which): Json<Replay>) -> Result<Json<Replayed>> {
    ctx.require(JOBS_MANAGE)?;
    let filter = which.into();
    let replayed = ctx.write(async |tx| replay_matching_noted(tx, &filter).await).await?;
    Ok(Json(Replayed { replayed }))
}

/// Discard any organization's job
#[utoipa::path(delete, path = "/api/v1/operator/jobs/{job_id}", tag = "Operator")]
async fn operator_discard(ctx: OperatorCtx, Path(id): Path<JobId>) -> Result<NoContent> {
    ctx.require(JOBS_MANAGE)?;
    ctx.write(async |tx| discard_noted(tx, id).await).await?;
    Ok(NoContent)
}

//! The audit log over HTTP.

use kernel::{Page, PageParams, Timestamp};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{Cell, Csv, Ctx, Json, Query, Result, Routes};

use super::{AuditEntry, AuditEntryId, AuditFilter, store};
use crate::permission::AUDIT_READ;

/// Rows per export at most; a longer log is exported by time range.
const EXPORT_MAX: i64 = 50_000;

/// One thing that somebody did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub struct AuditEntryView {
    /// The id.
    id: AuditEntryId,
    /// When.
    at: Timestamp,
    /// Who.
    actor: AuditActor,
    /// What was done.
    #[schema(example = "api_key.created")]
    action: String,
    /// What it was done to.
    #[schema(required)]
    target: Option<AuditTarget>,
    /// What was there before; only what changed.
    #[schema(required)]
    before: Option<Value>,
    /// What is there now; only what changed.
    #[schema(required)]
    after: Option<Value>,
    /// The client's address.
    #[schema(required)]
    ip: Option<String>,
    /// The client's program.
    #[schema(required)]
    user_agent: Option<String>,
    /// The request.
    #[schema(required)]
    request_id: Option<String>,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditActor {
    /// `user`, `api_key`, `system` or `anonymous`.
    kind: String,
    /// The user's or API key's id.
    #[schema(required)]
    id: Option<String>,
    /// The name at that time.
    name: String,
}

/// What it was done to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditTarget {
    /// What kind of thing.
    kind: String,
    /// Its id.
    id: String,
}

impl From<AuditEntry> for AuditEntryView {
    fn from(entry: AuditEntry) -> Self {
        let id = store::actor_id(&entry);
        Self {
            id: entry.id,
            at: entry.at,
            actor: AuditActor { kind: entry.actor_kind, id, name: entry.actor_name },
            action: entry.action,
            target: entry.target_kind.zip(entry.target_id).map(|(kind, id)| AuditTarget { kind, id }),
            before: entry.before.map(|json| json.0),
            after: entry.after.map(|json| json.0),
            ip: entry.ip,
            user_agent: entry.user_agent,
            request_id: entry.request_id,
        }
    }
}

pub(super) fn routes() -> Routes {
    web::routes![list, export]
}

/// List audit entries
///
/// Newest first.
#[utoipa::path(get, path = "/api/v1/audit-entries", tag = "Audit log")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<AuditFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<AuditEntryView>>> {
    ctx.require(AUDIT_READ)?;
    let page = ctx.read(async |tx| store::page(tx, filter, &page).await).await?;
    Ok(Json(page.map(AuditEntryView::from)))
}

/// Export audit entries as CSV
///
/// The same filters as the list, newest first, 50 000 entries at most: narrow the time for more. A cell that a
/// spreadsheet would take for a formula begins with an apostrophe.
#[utoipa::path(get, path = "/api/v1/audit-entries/export", tag = "Audit log")]
async fn export(ctx: Ctx, Query(filter): Query<AuditFilter>) -> Result<Csv> {
    ctx.require(AUDIT_READ)?;
    let start = kernel::Cursor::START_DESCENDING;
    let entries = ctx.read(async |tx| store::list(tx, filter, start, EXPORT_MAX).await).await?;
    Csv::of("audit-log.csv", &COLUMNS, entries.into_iter().map(cells)).map_err(Into::into)
}

const COLUMNS: [&str; 12] = [
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "action",
    "target_kind",
    "target_id",
    "before",
    "after",
    "ip",
    "user_agent",
    "request_id",
];

fn cells(entry: AuditEntry) -> Vec<Cell> {
    let json =
        |value: &Option<kernel::Json<Value>>| value.as_ref().map_or_else(String::new, |v| v.0.to_string());
    let (before, after) = (json(&entry.before), json(&entry.after));
    let cells = [
        entry.at.to_string(),
        entry.actor_kind.clone(),
        store::actor_id(&entry).unwrap_or_default(),
        entry.actor_name,
        entry.action,
        entry.target_kind.unwrap_or_default(),
        entry.target_id.unwrap_or_default(),
        before,
        after,
        entry.ip.unwrap_or_default(),
        entry.user_agent.unwrap_or_default(),
        entry.request_id.unwrap_or_default(),
    ];
    cells.map(Cell::from).into()
}

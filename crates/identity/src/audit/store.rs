//! SQL of the audit log.

use db::bulk::Row;
use db::{Query, Tx};
use kernel::{Cursor, Id, PageParams, Result, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use super::AuditEntry;
use crate::search::{containing, literal};

/// Which entries are wanted. What is left out does not narrow.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Part of the actor's name.
    pub actor: Option<String>,
    /// An action, or the beginning of one: `api_key.`
    pub action: Option<String>,
    /// The public id of the thing that it was done to.
    pub target: Option<String>,
    /// At this time or later.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub to: Option<Timestamp>,
}

impl Row for AuditEntry {
    const TABLE: &'static str = "audit_entries";
    const COLUMNS: &'static [&'static str] = &[
        "id",
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

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let query = query.bind(self.id).bind(self.at).bind(self.actor_kind).bind(self.actor_id);
        let query = query.bind(self.actor_name).bind(self.action).bind(self.target_kind).bind(self.target_id);
        let query = query.bind(self.before).bind(self.after).bind(self.ip).bind(self.user_agent);
        query.bind(self.request_id)
    }
}

pub(super) async fn list(
    tx: &mut Tx,
    filter: AuditFilter,
    after: Cursor,
    limit: i64,
) -> Result<Vec<AuditEntry>> {
    let actor = filter.actor.as_deref();
    let beginning = |text: String| format!("{}%", literal(&text.to_lowercase()));
    tx.query(
        "SELECT id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, before, after, ip,
                user_agent, request_id
         FROM audit_entries
         WHERE tenant_id = $1 AND (at, id) < ($2, $3)
           AND ($4 IS NULL OR lower(actor_name) LIKE $4 ESCAPE '\\' OR actor_name LIKE $10 ESCAPE '\\')
           AND ($5 IS NULL OR action LIKE $5 ESCAPE '\\')
           AND ($6 IS NULL OR target_id = $6)
           AND at >= $7 AND at < $8
         ORDER BY at DESC, id DESC LIMIT $9",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(actor.map(|text| containing(&text.to_lowercase())))
    .bind(filter.action.map(beginning))
    .bind(filter.target)
    .bind(filter.from.unwrap_or(Timestamp::from_micros(Cursor::START_ASCENDING.key)))
    .bind(filter.to.unwrap_or(Timestamp::from_micros(Cursor::START_DESCENDING.key)))
    .bind(limit)
    .bind(actor.map(containing))
    .fetch_all()
    .await
}

/// One page of entries, newest first.
pub(super) async fn page(
    tx: &mut Tx,
    filter: AuditFilter,
    page: &PageParams,
) -> Result<kernel::Page<AuditEntry>> {
    let limit = page.limit()?;
    let rows = list(tx, filter, page.after_descending()?, limit + 1).await?;
    Ok(kernel::Page::new(rows, limit, |row| Cursor::at(row.at, row.id)))
}

/// The public id of an actor, whose kind says what the UUID names.
pub(super) fn actor_id(entry: &AuditEntry) -> Option<String> {
    let uuid = entry.actor_id?;
    match entry.actor_kind.as_str() {
        "user" => Some(Id::<crate::user::User>::from_uuid(uuid).to_string()),
        "api_key" => Some(Id::<crate::api_key::ApiKey>::from_uuid(uuid).to_string()),
        _ => None,
    }
}

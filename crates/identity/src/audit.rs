//! The audit log: who did what, to what, before and after, from where. Append-only: the database refuses changes.
//!
//! Recording an entry also emits an event of the same name with the same facts, so that whatever is worth auditing can
//! also be watched, and the two never disagree.

mod api;
mod store;

use std::sync::Arc;

use db::{CommitHook, HookFuture, bulk};
use kernel::{ActorKind, Entity, Error, Id, Json, Result, TenantId, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;
use web::{AuditNote, AuditNotes, Routes};

pub use store::AuditFilter;

/// The id of an audit entry.
pub type AuditEntryId = Id<AuditEntry>;

/// One thing that somebody did.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AuditEntry {
    /// The id.
    pub id: AuditEntryId,
    /// When.
    pub at: Timestamp,
    /// What kind of actor.
    pub actor_kind: String,
    /// The user's or API key's id.
    pub actor_id: Option<Uuid>,
    /// The actor's name at that time.
    pub actor_name: String,
    /// What was done: `api_key.created`.
    pub action: String,
    /// What kind of thing it was done to.
    pub target_kind: Option<String>,
    /// The public id of that thing.
    pub target_id: Option<String>,
    /// What was there before; only what changed.
    pub before: Option<Json<Value>>,
    /// What is there now; only what changed.
    pub after: Option<Json<Value>>,
    /// The client's address.
    pub ip: Option<String>,
    /// The client's program.
    pub user_agent: Option<String>,
    /// The request.
    pub request_id: Option<String>,
}

impl Entity for AuditEntry {
    const PREFIX: &'static str = "aud";
}

/// What is to be recorded. Never put a secret in it.
#[derive(Debug, Clone, Default)]
pub struct Record {
    action: &'static str,
    target: Option<(&'static str, String)>,
    before: Option<Value>,
    after: Option<Value>,
    told: Option<Value>,
}

impl Record {
    /// An action in the past tense: `api_key.created`.
    pub fn new(action: &'static str) -> Self {
        Self { action, ..Self::default() }
    }

    /// What it was done to.
    #[must_use]
    pub fn target<T: Entity>(mut self, kind: &'static str, id: Id<T>) -> Self {
        self.target = Some((kind, id.to_string()));
        self
    }

    /// What the event says, where that must be less than what is there now: more roles may read events.
    #[must_use]
    pub fn tell(mut self, value: impl Serialize) -> Self {
        self.told = serde_json::to_value(value).ok();
        self
    }

    /// What was there before.
    #[must_use]
    pub fn before(mut self, value: impl Serialize) -> Self {
        self.before = serde_json::to_value(value).ok();
        self
    }

    /// What is there now.
    #[must_use]
    pub fn after(mut self, value: impl Serialize) -> Self {
        self.after = serde_json::to_value(value).ok();
        self
    }
}

impl Record {
    /// What an edit changed: of both values only the fields that differ. The version always does and says nothing.
    pub fn change<T: Serialize>(self, before: &T, after: &T) -> Result<Self> {
        let (mut old, mut new) = (fields(before)?, fields(after)?);
        old.remove("version");
        old.retain(|name, value| new.get(name) != Some(value));
        new.retain(|name, _| old.contains_key(name));
        Ok(self.before(old).after(new))
    }

    /// Whether there is something to say about what is there now: an edit that changed nothing leaves no entry.
    pub fn says_something(&self) -> bool {
        self.after.as_ref().is_some_and(|after| after.as_object().is_none_or(|fields| !fields.is_empty()))
    }
}

fn fields<T: Serialize>(value: &T) -> Result<Map<String, Value>> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(Error::internal(error)),
    }
}

/// Records in the organization of the transaction.
pub async fn record(tx: &mut db::Tx, record: Record) -> Result<()> {
    record_many(tx, [record]).await
}

/// Records many things in the organization of the transaction, in their order, with few statements.
pub async fn record_many(tx: &mut db::Tx, records: impl IntoIterator<Item = Record>) -> Result<()> {
    let tenant = tx.tenant()?;
    let entries = records.into_iter().map(|record| entry(tx, tenant, record)).collect::<Result<Vec<_>>>()?;
    bulk::insert_for(tx, tenant, entries).await
}

/// Records in the given organization, for transactions that are in none. Things that people do for themselves, such as
/// signing in, are recorded with the operator.
pub async fn record_for(tx: &mut db::Tx, tenant: TenantId, record: Record) -> Result<()> {
    let entry = entry(tx, tenant, record)?;
    bulk::insert_for(tx, tenant, [entry]).await
}

/// The entry for a record, whose event is emitted.
fn entry(tx: &mut db::Tx, tenant: TenantId, record: Record) -> Result<AuditEntry> {
    let scope = tx.scope().clone();
    let entry = AuditEntry {
        id: tx.new_id(),
        at: tx.now(),
        actor_kind: kind_name(scope.actor.kind).to_owned(),
        actor_id: scope.actor.id,
        actor_name: scope.actor.name,
        action: record.action.to_owned(),
        target_kind: record.target.as_ref().map(|(kind, _)| (*kind).to_owned()),
        target_id: record.target.map(|(_, id)| id),
        before: record.before.map(Json),
        after: record.after.map(Json),
        ip: scope.origin.ip.map(|ip| ip.to_string()),
        user_agent: scope.origin.user_agent,
        request_id: scope.origin.request_id,
    };
    let payload = record.told.or_else(|| entry.after.clone().map(|after| after.0)).unwrap_or_default();
    events::emit_named(tx, tenant, record.action, entry.target_id.clone(), payload)?;
    Ok(entry)
}

/// Writes down what crates below this one noted ([`web::AuditNote`]), just before their transaction commits.
#[derive(Debug)]
pub struct AuditLog;

impl AuditLog {
    /// The hook. It emits events, so it goes before the one that writes those.
    pub fn hook() -> Arc<dyn CommitHook> {
        Arc::new(Self)
    }
}

impl CommitHook for AuditLog {
    fn before_commit<'a>(&'a self, tx: &'a mut db::Tx) -> HookFuture<'a> {
        Box::pin(async move {
            // What is done across organizations is done by the operator.
            let tenant = tx.scope().tenant.unwrap_or(TenantId::OPERATOR);
            for AuditNote { action, target, after } in tx.take_pending::<AuditNotes>().0 {
                let entry = Record { action, target, after, ..Record::default() };
                record_for(tx, tenant, entry).await?;
            }
            Ok(())
        })
    }
}

fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::User => "user",
        ActorKind::ApiKey => "api_key",
        ActorKind::System => "system",
        ActorKind::Anonymous => "anonymous",
    }
}

pub(crate) fn routes() -> Routes {
    api::routes()
}

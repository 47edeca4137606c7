//! What an event is, and how it is emitted.

use std::borrow::Cow;
use std::collections::HashMap;

use db::{Collected, Tx};
use kernel::{Entity, Error, Id, Json, Result, TenantId, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A fact. The value is its payload, which is part of the public API: fields are added and never change meaning.
pub trait Event: Serialize {
    /// `noun.participle`: `order.placed`.
    const NAME: &'static str;

    /// The outside id of what the event is about: `order_01h…`.
    fn entity(&self) -> Option<String> {
        None
    }
}

/// An event as it stands in the log.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct EventRow {
    /// The organization that it belongs to.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: EventId,
    /// Its place in the organization's log: 1, 2, 3 …
    pub sequence: i64,
    /// What happened: `order.placed`.
    pub name: String,
    /// What it happened to.
    pub entity: Option<String>,
    /// The particulars.
    pub payload: Json<Box<RawValue>>,
    /// When the transaction began that made it true.
    pub at: Timestamp,
}

impl Entity for EventRow {
    const PREFIX: &'static str = "evt";
}

/// The id of an event.
pub type EventId = Id<EventRow>;

impl EventRow {
    /// The particulars as the type that was emitted.
    pub fn payload_as<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(self.payload.0.get()).map_err(Error::internal)
    }
}

/// Emitting, on a transaction.
pub trait Emit {
    /// Emits `event` in the transaction's organization. It is written when the transaction commits.
    fn emit<E: Event>(&mut self, event: E) -> Result<()>;

    /// Emits `event` in `tenant`, from a transaction of the installation (or of that organization).
    fn emit_for<E: Event>(&mut self, tenant: TenantId, event: E) -> Result<()>;
}

impl Emit for Tx {
    fn emit<E: Event>(&mut self, event: E) -> Result<()> {
        let tenant = self.tenant()?;
        self.emit_for(tenant, event)
    }

    fn emit_for<E: Event>(&mut self, tenant: TenantId, event: E) -> Result<()> {
        emit_named(self, tenant, E::NAME, event.entity(), &event)
    }
}

/// Emits an event whose name is known only when it happens, as the audit log does.
pub fn emit_named(
    tx: &mut Tx,
    tenant: TenantId,
    name: impl Into<Cow<'static, str>>,
    entity: Option<String>,
    payload: impl Serialize,
) -> Result<()> {
    if tx.scope().tenant.is_some_and(|own| own != tenant) {
        return Err(Error::internal("a transaction of one organization cannot emit for another"));
    }
    let event = row(tx, tenant, name.into(), entity, payload)?;
    tx.pending::<Pending>().events.push(event);
    Ok(())
}

/// Emits `event` in the transaction's organization in place of an earlier one of this transaction with the same name,
/// entity and `part`: of a figure that changes several times, the last word counts.
pub fn emit_latest<E: Event>(tx: &mut Tx, part: &str, event: &E) -> Result<()> {
    let tenant = tx.tenant()?;
    let entity = event.entity();
    let key = (E::NAME, format!("{} {part}", entity.as_deref().unwrap_or_default()));
    let event = row(tx, tenant, E::NAME.into(), entity, event)?;
    tx.pending::<Pending>().put_latest(key, event);
    Ok(())
}

fn row(
    tx: &Tx,
    tenant: TenantId,
    name: Cow<'static, str>,
    entity: Option<String>,
    payload: impl Serialize,
) -> Result<EventRow> {
    let payload = serde_json::value::to_raw_value(&payload).map_err(Error::internal)?;
    Ok(EventRow {
        tenant_id: tenant,
        id: tx.new_id(),
        sequence: 0,
        name: name.into_owned(),
        entity,
        payload: Json(payload),
        at: tx.now(),
    })
}

/// Events that wait for the commit, in the order in which they were emitted. They have no number yet.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub(crate) events: Vec<EventRow>,
    /// Where those are that a later one replaces, by name, entity and part.
    latest: HashMap<(&'static str, String), usize>,
}

impl Pending {
    fn put_latest(&mut self, key: (&'static str, String), event: EventRow) {
        let index = *self.latest.entry(key).or_insert(self.events.len());
        if let Some(earlier) = self.events.get_mut(index) {
            *earlier = event;
        } else {
            self.events.push(event);
        }
    }
}

impl Collected for Pending {
    fn append(&mut self, later: Self) {
        let mut keys: HashMap<usize, _> = later.latest.into_iter().map(|(key, index)| (index, key)).collect();
        for (index, event) in later.events.into_iter().enumerate() {
            match keys.remove(&index) {
                Some(key) => self.put_latest(key, event),
                None => self.events.push(event),
            }
        }
    }
}

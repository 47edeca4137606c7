//! Reading the log of the transaction's organization.

use db::Tx;
use kernel::{Cursor, Error, Page, PageParams, Result, Timestamp};
use serde::Deserialize;
use uuid::Uuid;

use crate::{EventId, EventRow, store};

/// Which events to look at; an empty one means all.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct EventFilter {
    /// Only those of this name; a final `*` stands for any ending: `order.*`.
    pub name: Option<String>,
    /// Only those about this: `order_01h…`.
    pub entity: Option<String>,
}

impl EventFilter {
    /// Whether the filter lets `event` through.
    pub fn matches(&self, event: &EventRow) -> bool {
        self.name.as_deref().is_none_or(|pattern| crate::subscription::matches(pattern, &event.name))
            && self.entity.as_ref().is_none_or(|entity| event.entity.as_ref() == Some(entity))
    }

    /// The name as a LIKE pattern, with `\` as the escape.
    pub(crate) fn name_pattern(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        let (fixed, ending) = name.strip_suffix('*').map_or((name, ""), |prefix| (prefix, "%"));
        Some(fixed.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_") + ending)
    }
}

/// The events after `sequence` in order, at most `limit`: the way to follow the log, which
/// [`Follower`](crate::Follower) does for you.
pub async fn read_after(
    tx: &mut Tx,
    sequence: i64,
    limit: i64,
    filter: &EventFilter,
) -> Result<Vec<EventRow>> {
    store::after(tx, sequence, filter, limit).await
}

/// The events that `filter` lets through, the newest first.
pub async fn list(tx: &mut Tx, page: &PageParams, filter: &EventFilter) -> Result<Page<EventRow>> {
    let limit = page.limit()?;
    let rows = store::before(tx, page.after_descending()?.key, filter, limit + 1).await?;
    Ok(Page::new(rows, limit, |row| Cursor { key: row.sequence, id: row.id.uuid() }))
}

/// The event, or 404.
pub async fn get(tx: &mut Tx, id: EventId) -> Result<EventRow> {
    store::find(tx, id).await?.ok_or_else(|| Error::not_found("event"))
}

/// The number of the latest event; 0 when there has been none.
pub async fn latest_sequence(tx: &mut Tx) -> Result<i64> {
    Ok(store::head(tx).await?.unwrap_or(0))
}

/// How many events of all organizations there have been since `time`: a health figure.
pub async fn count_since(tx: &mut Tx, time: Timestamp) -> Result<i64> {
    // The ids begin with their time, so the primary key answers this without reading older events.
    let earliest = EventId::from_uuid(Uuid::from_u128(u128::from(time.as_millis()) << 80));
    store::count_from(tx, earliest).await
}

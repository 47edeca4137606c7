//! Saved views: the filters of a list under a name, for one person or for everybody in the organization. They know
//! nothing of the list: orders, customers and products keep theirs alike.

pub(crate) mod api;
pub(crate) mod store;

use kernel::{Entity, Error, Id, Json, Result, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

const LIST_MAX: usize = 40;
const FILTER_MAX: usize = 4_000;

/// One saved view.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SavedView {
    pub(crate) id: SavedViewId,
    pub(crate) list: String,
    pub(crate) name: String,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) filter: Json<Map<String, Value>>,
    pub(crate) created_at: Timestamp,
}

impl Entity for SavedView {
    const PREFIX: &'static str = "view";
}

/// The id of a saved view.
pub type SavedViewId = Id<SavedView>;

pub(crate) fn check_list(list: &str) -> Result<String> {
    let plain = list.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-');
    if plain && !list.is_empty() && list.len() <= LIST_MAX {
        return Ok(list.to_owned());
    }
    Err(Error::invalid("list", "invalid", "Name the list in small letters, such as orders."))
}

pub(crate) fn check_filter(filter: Map<String, Value>) -> Result<Json<Map<String, Value>>> {
    let length = serde_json::to_string(&filter).map_err(Error::internal)?.len();
    if length > FILTER_MAX {
        return Err(Error::invalid("filter", "too_long", format!("Use at most {FILTER_MAX} characters.")));
    }
    Ok(Json(filter))
}

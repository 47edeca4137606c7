//! A value stored as JSON: `jsonb` in PostgreSQL, `TEXT` in SQLite; and what a change says in JSON.

use serde::{Deserialize, Deserializer, Serialize};

/// Wraps a serde type so that it is bound to and read from a JSON column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

/// For a field of a change that null clears: tells a null, which is `Some(None)`, from a field that was left out, which
/// is `None`. Used as `#[serde(default, deserialize_with = "kernel::present")]`.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

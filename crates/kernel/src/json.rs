//! A value stored as JSON: `jsonb` in PostgreSQL, `TEXT` in SQLite.

use serde::{Deserialize, Serialize};

/// Wraps a serde type so that it is bound to and read from a JSON column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

//! Cursor paging: `?limit=&after=`, answered with `{"data": […], "next": "…"}`.

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{Error, Id, Result};

/// Which part of a list the caller wants.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// How many rows at most, 1 to 200; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// The `next` of the page before; the first page when left out.
    pub after: Option<String>,
}

/// The row after which a page starts, as SQL needs it: the ordering column's value and the id that breaks ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The ordering column: microseconds of a timestamp, or a sequence number.
    pub key: i64,
    /// The id that breaks ties.
    pub id: Uuid,
}

impl Cursor {
    /// Before every row of a descending list.
    pub const START_DESCENDING: Self = Self { key: i64::MAX, id: Uuid::max() };
    /// Before every row of an ascending list.
    pub const START_ASCENDING: Self = Self { key: i64::MIN, id: Uuid::nil() };

    /// The text that callers hand back. Opaque to them: only its round trip is promised.
    pub fn encode(&self) -> String {
        format!("{:x}.{}", self.key, self.id.simple())
    }

    fn decode(text: &str) -> Option<Self> {
        let (key, id) = text.split_once('.')?;
        // `{:x}` writes negative numbers as two's complement, which only the unsigned parser reads back.
        let key = u64::from_str_radix(key, 16).ok()?.cast_signed();
        Some(Self { key, id: Uuid::try_parse(id).ok()? })
    }
}

impl PageParams {
    const DEFAULT_LIMIT: u32 = 50;
    const MAX_LIMIT: u32 = 200;

    /// Rows per page; an error that names the field when it is out of range.
    pub fn limit(&self) -> Result<i64> {
        let limit = self.limit.unwrap_or(Self::DEFAULT_LIMIT);
        if limit == 0 || limit > Self::MAX_LIMIT {
            return Err(Error::invalid("limit", "out_of_range", "Use a limit between 1 and 200."));
        }
        Ok(i64::from(limit))
    }

    /// The cursor for a list that runs from new to old.
    pub fn after_descending(&self) -> Result<Cursor> {
        self.cursor_or(Cursor::START_DESCENDING)
    }

    /// The cursor for a list that runs from old to new.
    pub fn after_ascending(&self) -> Result<Cursor> {
        self.cursor_or(Cursor::START_ASCENDING)
    }

    fn cursor_or(&self, start: Cursor) -> Result<Cursor> {
        match self.after.as_deref().filter(|after| !after.is_empty()) {
            None => Ok(start),
            Some(text) => Cursor::decode(text).ok_or_else(|| {
                Error::invalid("after", "invalid", "Pass the `next` value of the page before, unchanged.")
            }),
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Pass it as `after` to get the next page; null on the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts `rows`, of which one more than `limit` was fetched, to a page. `cursor` gives a row's place in the order.
    pub fn new(mut rows: Vec<T>, limit: i64, cursor: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| cursor(row).encode());
        Self { data: rows, next }
    }

    /// A page of everything, for lists that are short by nature.
    pub fn all(rows: Vec<T>) -> Self {
        Self { data: rows, next: None }
    }

    /// The same page with each row turned into its outside form.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { data: self.data.into_iter().map(f).collect(), next: self.next }
    }
}

impl Cursor {
    /// The cursor of a row that is ordered by its creation time.
    pub fn at<T>(time: crate::Timestamp, id: Id<T>) -> Self {
        Self { key: time.as_micros(), id: id.uuid() }
    }
}

//! A query: static text, bound values, and the rows that come back.

use kernel::{Error, Id, Result};
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Encode, FromRow, Postgres, Sqlite, Type};

use crate::Tx;
use crate::error::from_sqlx;
use crate::tx::Connection;

/// A value that both databases can be given. Implemented for everything that sqlx can encode for both.
pub trait Bind: Encode<'static, Sqlite> + Type<Sqlite> + Encode<'static, Postgres> + Type<Postgres> {}
impl<T> Bind for T where T: Encode<'static, Sqlite> + Type<Sqlite> + Encode<'static, Postgres> + Type<Postgres>
{}

/// A row type that both databases can fill: derive `sqlx::FromRow`, or use a tuple.
pub trait FromDbRow: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> FromDbRow for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// How many ids [`ids`](crate::ids) stands for.
pub const IDS: usize = 50;

/// The placeholders of [`IDS`] ids from `$2` on, for `concat!("… AND id IN (", db::ids!(), ")")`; what else is bound
/// comes after them, from `$52` on. One text for every number of ids: [`Query::bind_ids`] fills up what is left over.
#[macro_export]
macro_rules! ids {
    () => {
        "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, \
         $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51"
    };
}

enum Values {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

/// A query that is being put together; see [`Tx::query`].
#[must_use = "a query does nothing until it is executed or fetched"]
pub struct Query<'t> {
    tx: &'t mut Tx,
    sql: &'static str,
    values: Result<Values, BoxDynError>,
    refused: Option<Error>,
}

/// Runs the same sqlx call on whichever driver the transaction has.
macro_rules! on_either {
    ($query:ident, $build:path, $run:ident $(, $row:ty)?) => {{
        if let Some(error) = $query.refused {
            return Err(error);
        }
        $query.tx.count_statement();
        match ($query.tx.connection(), $query.values.map_err(Error::internal)?) {
            (Connection::Sqlite(tx), Values::Sqlite(values)) => {
                $build($query.sql, values).$run(&mut **tx).await.map_err(from_sqlx)?.into()
            }
            (Connection::Postgres(tx), Values::Postgres(values)) => {
                $build($query.sql, values).$run(&mut **tx).await.map_err(from_sqlx)?.into()
            }
            _ => return Err(Error::internal("a query was bound for the other database")),
        }
    }};
}

impl<'t> Query<'t> {
    pub(crate) fn global(tx: &'t mut Tx, sql: &'static str) -> Self {
        let values = match tx.connection() {
            Connection::Sqlite(_) => Values::Sqlite(SqliteArguments::default()),
            Connection::Postgres(_) => Values::Postgres(PgArguments::default()),
        };
        Self { tx, sql, values: Ok(values), refused: None }
    }

    pub(crate) fn for_tenant(tx: &'t mut Tx, sql: &'static str) -> Self {
        let tenant = tx.tenant();
        let query = Self::global(tx, sql);
        if cfg!(debug_assertions) && !sql.contains("tenant_id") {
            let text = format!("this query names no tenant_id; use global_query if that is meant: {sql}");
            return Self { refused: Some(Error::internal(text)), ..query };
        }
        match tenant {
            Ok(tenant) => query.bind(tenant),
            Err(error) => Self { refused: Some(error), ..query },
        }
    }

    /// Binds the next value.
    pub fn bind<T: Bind>(mut self, value: T) -> Self {
        if let Ok(values) = &mut self.values {
            let added = match values {
                Values::Sqlite(arguments) => arguments.add(value),
                Values::Postgres(arguments) => arguments.add(value),
            };
            if let Err(error) = added {
                self.values = Err(error);
            }
        }
        self
    }

    /// Binds at most [`IDS`] ids to the placeholders of [`ids`](crate::ids); more are an internal error.
    pub fn bind_ids<T: 'static>(mut self, ids: &[Id<T>]) -> Self {
        if ids.len() > IDS {
            let error = Error::internal(format!("{} ids where {IDS} are the most", ids.len()));
            self.refused = Some(error);
            return self;
        }
        let nobody = Id::<T>::from_uuid(uuid::Uuid::nil());
        for index in 0..IDS {
            self = self.bind(ids.get(index).copied().unwrap_or(nobody));
        }
        self
    }

    /// Binds at most [`IDS`] texts to the placeholders of [`ids`](crate::ids), what is left over to the empty text; more are
    /// an internal error.
    pub fn bind_texts(mut self, texts: &[String]) -> Self {
        if texts.len() > IDS {
            self.refused = Some(Error::internal(format!("{} texts where {IDS} are the most", texts.len())));
            return self;
        }
        for index in 0..IDS {
            self = self.bind(texts.get(index).cloned().unwrap_or_default());
        }
        self
    }

    /// Runs it; answers how many rows it changed.
    pub async fn execute(self) -> Result<u64> {
        struct Affected(u64);
        impl From<sqlx::sqlite::SqliteQueryResult> for Affected {
            fn from(result: sqlx::sqlite::SqliteQueryResult) -> Self {
                Self(result.rows_affected())
            }
        }
        impl From<sqlx::postgres::PgQueryResult> for Affected {
            fn from(result: sqlx::postgres::PgQueryResult) -> Self {
                Self(result.rows_affected())
            }
        }
        let affected: Affected = on_either!(self, sqlx::query_with, execute);
        Ok(affected.0)
    }

    /// The row, if there is one.
    pub async fn fetch_optional<T: FromDbRow>(self) -> Result<Option<T>> {
        Ok(on_either!(self, sqlx::query_as_with, fetch_optional))
    }

    /// The row that is known to be there; its absence is an internal error.
    pub async fn fetch_one<T: FromDbRow>(self) -> Result<T> {
        let sql = self.sql;
        let row: Option<T> = self.fetch_optional().await?;
        row.ok_or_else(|| Error::internal(format!("no row where one must be: {sql}")))
    }

    /// All rows. Bound the number in the text.
    pub async fn fetch_all<T: FromDbRow>(self) -> Result<Vec<T>> {
        Ok(on_either!(self, sqlx::query_as_with, fetch_all))
    }

    /// The first column of the row, if there is one.
    pub async fn scalar_optional<T>(self) -> Result<Option<T>>
    where
        (T,): FromDbRow,
    {
        Ok(self.fetch_optional::<(T,)>().await?.map(|(value,)| value))
    }

    /// The first column of the row that is known to be there.
    pub async fn scalar<T>(self) -> Result<T>
    where
        (T,): FromDbRow,
    {
        Ok(self.fetch_one::<(T,)>().await?.0)
    }
}

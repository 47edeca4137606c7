//! How the value types are stored: natively in PostgreSQL (`uuid`, `timestamptz`, `jsonb`), and in SQLite as `BLOB`,
//! `INTEGER` microseconds and `TEXT`. Codes of countries, currencies and languages are text in both.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};
use uuid::Uuid;

use crate::{Country, Currency, Id, Json, Language, Timestamp};

/// Forwards a newtype's sqlx traits to the type it stores.
macro_rules! stored_as {
    ([$($generics:tt)*] $outer:ty as $inner:ty, $db:ty, $buffer:ty, $value:ident, $into:expr, $from:expr) => {
        impl<$($generics)*> Type<$db> for $outer {
            fn type_info() -> <$db as sqlx::Database>::TypeInfo {
                <$inner as Type<$db>>::type_info()
            }
            fn compatible(info: &<$db as sqlx::Database>::TypeInfo) -> bool {
                <$inner as Type<$db>>::compatible(info)
            }
        }
        impl<$($generics)*> Encode<'_, $db> for $outer {
            fn encode_by_ref(&self, buffer: &mut $buffer) -> Result<IsNull, BoxDynError> {
                let into: fn(&$outer) -> Result<$inner, BoxDynError> = $into;
                <$inner as Encode<'_, $db>>::encode_by_ref(&into(self)?, buffer)
            }
        }
        impl<'r, $($generics)*> Decode<'r, $db> for $outer {
            fn decode(value: $value<'r>) -> Result<Self, BoxDynError> {
                let from: fn($inner) -> Result<$outer, BoxDynError> = $from;
                from(<$inner as Decode<'r, $db>>::decode(value)?)
            }
        }
    };
}

stored_as!([T] Id<T> as Uuid, Sqlite, SqliteArgumentsBuffer, SqliteValueRef,
    |id| Ok(id.uuid()), |uuid| Ok(Id::from_uuid(uuid)));
stored_as!([T] Id<T> as Uuid, Postgres, PgArgumentBuffer, PgValueRef,
    |id| Ok(id.uuid()), |uuid| Ok(Id::from_uuid(uuid)));
stored_as!([] Timestamp as i64, Sqlite, SqliteArgumentsBuffer, SqliteValueRef,
    |time| Ok(time.as_micros()), |micros| Ok(Timestamp::from_micros(micros)));
stored_as!([T: Serialize + DeserializeOwned] Json<T> as String, Sqlite, SqliteArgumentsBuffer, SqliteValueRef,
    |json| Ok(serde_json::to_string(&json.0)?), |text| Ok(Json(serde_json::from_str(&text)?)));

stored_as!([] Country as String, Sqlite, SqliteArgumentsBuffer, SqliteValueRef,
    |country| Ok(country.code().to_owned()), |code| Ok(code.parse()?));
stored_as!([] Country as String, Postgres, PgArgumentBuffer, PgValueRef,
    |country| Ok(country.code().to_owned()), |code| Ok(code.parse()?));
stored_as!([] Currency as String, Sqlite, SqliteArgumentsBuffer, SqliteValueRef,
    |currency| Ok(currency.code().to_owned()), |code| Ok(code.parse()?));
stored_as!([] Currency as String, Postgres, PgArgumentBuffer, PgValueRef,
    |currency| Ok(currency.code().to_owned()), |code| Ok(code.parse()?));
stored_as!([] Language as String, Sqlite, SqliteArgumentsBuffer, SqliteValueRef,
    |language| Ok(language.to_string()), |tag| Ok(tag.parse::<Language>()?));
stored_as!([] Language as String, Postgres, PgArgumentBuffer, PgValueRef,
    |language| Ok(language.to_string()), |tag| Ok(tag.parse::<Language>()?));

impl<T> PgHasArrayType for Id<T> {
    fn array_type_info() -> PgTypeInfo {
        <Uuid as PgHasArrayType>::array_type_info()
    }
}

/// Microseconds from the Unix epoch to PostgreSQL's, 2000-01-01T00:00:00Z.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;

impl Type<Postgres> for Timestamp {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("TIMESTAMPTZ")
    }
}

impl Encode<'_, Postgres> for Timestamp {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        // Saturation turns the first instant into PostgreSQL's -infinity, which sorts the same.
        let micros = self.as_micros().saturating_sub(POSTGRES_EPOCH_MICROS);
        <i64 as Encode<'_, Postgres>>::encode_by_ref(&micros, buffer)
    }
}

impl<'r> Decode<'r, Postgres> for Timestamp {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        match value.format() {
            PgValueFormat::Binary => {
                let micros = <i64 as Decode<'r, Postgres>>::decode(value)?;
                Ok(Self::from_micros(micros.saturating_add(POSTGRES_EPOCH_MICROS)))
            }
            PgValueFormat::Text => Err("timestamps are read in the binary format only".into()),
        }
    }
}

impl<T> Type<Postgres> for Json<T> {
    fn type_info() -> PgTypeInfo {
        <sqlx::types::Json<()> as Type<Postgres>>::type_info()
    }
    fn compatible(info: &PgTypeInfo) -> bool {
        <sqlx::types::Json<()> as Type<Postgres>>::compatible(info)
    }
}

impl<T: Serialize> Encode<'_, Postgres> for Json<T> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        <sqlx::types::Json<&T> as Encode<'_, Postgres>>::encode_by_ref(&sqlx::types::Json(&self.0), buffer)
    }
}

impl<'r, T: DeserializeOwned + 'r> Decode<'r, Postgres> for Json<T> {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        <sqlx::types::Json<T> as Decode<'r, Postgres>>::decode(value).map(|json| Self(json.0))
    }
}

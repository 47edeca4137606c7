//! Enums that are stored as their name.

/// Implements sqlx's traits for an enum whose variants are stored as text, as serde writes them.
macro_rules! sql_enum {
    ($name:ident, $what:literal, [$($variant:ident),+]) => {
        impl std::str::FromStr for $name {
            type Err = kernel::Error;

            fn from_str(text: &str) -> kernel::Result<Self> {
                [$(Self::$variant),+]
                    .into_iter()
                    .find(|one| one.as_str() == text)
                    .ok_or_else(|| kernel::Error::invalid($what, "invalid", concat!("There is no such ", $what, ".")))
            }
        }

        impl<DB: sqlx::Database> sqlx::Type<DB> for $name
        where
            String: sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <String as sqlx::Type<DB>>::type_info()
            }
            fn compatible(info: &DB::TypeInfo) -> bool {
                <String as sqlx::Type<DB>>::compatible(info)
            }
        }

        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name
        where
            String: sqlx::Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                buffer: &mut <DB as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <String as sqlx::Encode<'q, DB>>::encode(self.as_str().to_owned(), buffer)
            }
        }

        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name
        where
            String: sqlx::Decode<'r, DB>,
        {
            fn decode(value: <DB as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                Ok(<String as sqlx::Decode<'r, DB>>::decode(value)?.parse()?)
            }
        }
    };
}

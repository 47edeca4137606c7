//! Typed identifiers: a UUIDv7 inside, a prefixed TypeID outside (`order_01h455vb4pex5vsknk084sn02q`).
//!
//! Source of the text form: the TypeID specification 0.3, <https://github.com/jetify-com/typeid>: Crockford base32,
//! lower case, 26 characters, the first at most `7`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LEN: usize = 26;

/// Something that has an id. The prefix is part of the public API and never changes.
pub trait Entity {
    /// Lower-case ASCII word before the underscore: `order`.
    const PREFIX: &'static str;
}

/// The id of a `T`. Ids of different entities do not mix, in Rust by type and outside by prefix.
pub struct Id<T> {
    uuid: Uuid,
    entity: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// Wraps a UUID that is known to identify a `T`.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self { uuid, entity: PhantomData }
    }

    /// The UUID, as the database stores it.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

/// Why a text is not the id of this entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIdError {
    expected_prefix: &'static str,
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "An id here looks like {}_01h455vb4pex5vsknk084sn02q.", self.expected_prefix)
    }
}

impl std::error::Error for ParseIdError {}

impl<T: Entity> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::PREFIX)?;
        f.write_str("_")?;
        let bits = self.uuid.as_u128();
        for position in (0..SUFFIX_LEN).rev() {
            let digit = (bits >> (position * 5)) & 31;
            // The mask keeps the digit below 32, so the alphabet always has it.
            let letter = usize::try_from(digit).ok().and_then(|d| ALPHABET.get(d)).copied().unwrap_or(b'0');
            fmt::Write::write_char(f, char::from(letter))?;
        }
        Ok(())
    }
}

impl<T: Entity> FromStr for Id<T> {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let error = ParseIdError { expected_prefix: T::PREFIX };
        let (prefix, suffix) = text.rsplit_once('_').ok_or_else(|| error.clone())?;
        if prefix != T::PREFIX || suffix.len() != SUFFIX_LEN {
            return Err(error);
        }
        let mut bits: u128 = 0;
        for (index, byte) in suffix.bytes().enumerate() {
            let digit = ALPHABET.iter().position(|letter| *letter == byte).ok_or_else(|| error.clone())?;
            // 26 digits of 5 bits are 130 bits: the first digit may only carry 3.
            if index == 0 && digit > 7 {
                return Err(error);
            }
            bits = (bits << 5) | digit as u128;
        }
        Ok(Self::from_uuid(Uuid::from_u128(bits)))
    }
}

impl<T: Entity> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T: Entity> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T: Entity> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

// Derives would ask these traits of `T` too, which only names the entity.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

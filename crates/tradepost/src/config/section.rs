//! One declaration per setting: its name, type, default and meaning stand in one place, and the reference that
//! operators read is written from it.

use super::source::{Given, Origin, variable};
use super::{Problem, Value};

/// A setting, as the reference shows it.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// `http.listen`.
    pub name: &'static str,
    /// The default, as text.
    pub default: &'static str,
    /// What it means, a sentence or two per line.
    pub doc: &'static [&'static str],
    /// What a good value looks like.
    pub expected: &'static str,
    /// Whether it is hidden.
    pub secret: bool,
}

/// A group of settings, as the reference shows it.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// What the group is about.
    pub doc: &'static [&'static str],
    /// Its settings.
    pub keys: &'static [Key],
}

/// Hands out what was given, and collects every problem instead of ending at the first.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) given: &'a Given,
    pub(super) problems: Vec<Problem>,
}

impl Reader<'_> {
    /// The value of a setting; `None` when it is unusable, which is then among the problems.
    pub(super) fn take<T: Value>(&mut self, key: &Key) -> Option<T> {
        let (text, origin) = match self.given.get(key.name) {
            Some((text, origin)) => (text.as_str(), origin.clone()),
            None => (key.default, Origin::Default),
        };
        let value = T::parse(text);
        if value.is_none() {
            let shown = if T::SECRET { "The value".to_owned() } else { format!("\"{text}\"") };
            let message =
                format!("{shown} is not {}. Set it in the file or as {}.", T::EXPECTED, variable(key.name));
            self.problems.push(Problem { key: key.name.to_owned(), origin, message });
        }
        value
    }
}

/// Declares a group of settings: a struct, the reference's entries, and the reader, from one text.
macro_rules! group {
    ($(#[doc = $about:literal])+ $name:ident $prefix:literal {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $default:literal;)+
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)+
        }

        impl $name {
            pub(super) const GROUP: $crate::config::section::Group = $crate::config::section::Group {
                doc: &[$($about),+],
                keys: &[$($crate::config::section::Key {
                    name: concat!($prefix, stringify!($field)),
                    default: $default,
                    doc: &[$($doc),+],
                    expected: <$type as $crate::config::Value>::EXPECTED,
                    secret: <$type as $crate::config::Value>::SECRET,
                }),+],
            };

            /// Every setting is read before any failure counts, so that all problems are found at once.
            pub(super) fn read(reader: &mut $crate::config::section::Reader<'_>) -> Option<Self> {
                let mut keys = Self::GROUP.keys.iter();
                $(let $field = keys.next().and_then(|key| reader.take::<$type>(key));)+
                Some(Self { $($field: $field?),+ })
            }
        }
    };
}
pub(super) use group;

//! The types that settings may have, and how text becomes one of them.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use httpclient::AllowEntry;
use ipnet::IpNet;

/// A type that a setting may have. Text is what every source can give: a file, the environment, the default.
pub trait Value: Sized {
    /// What a good value looks like; ends the sentence "… is not …".
    const EXPECTED: &'static str;
    /// Whether `config show` hides it.
    const SECRET: bool = false;

    /// The value, if the text is one.
    fn parse(text: &str) -> Option<Self>;
}

macro_rules! parse_from_str {
    ($($type:ty: $expected:literal),+ $(,)?) => {
        $(impl Value for $type {
            const EXPECTED: &'static str = $expected;

            fn parse(text: &str) -> Option<Self> {
                text.trim().parse().ok()
            }
        })+
    };
}
parse_from_str! {
    bool: "true or false",
    u16: "a whole number from 0 to 65535",
    u32: "a whole number",
    u64: "a whole number",
    usize: "a whole number",
    f64: "a number",
    SocketAddr: "an address with a port, such as 127.0.0.1:8080 or [::]:8080",
    IpNet: "a network, such as 10.0.0.0/8",
    AllowEntry: "a network, an address or a host, such as 192.168.7.0/24 or shop.internal",
}

impl Value for String {
    const EXPECTED: &'static str = "text";

    fn parse(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Value for PathBuf {
    const EXPECTED: &'static str = "a path";

    fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.into())
    }
}

/// Nothing at all is `None`: a setting that is off.
impl<T: Value> Value for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const SECRET: bool = T::SECRET;

    fn parse(text: &str) -> Option<Self> {
        if text.trim().is_empty() { Some(None) } else { T::parse(text).map(Some) }
    }
}

/// Values between commas; in a file, an array.
impl<T: Value> Value for Vec<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const SECRET: bool = T::SECRET;

    fn parse(text: &str) -> Option<Self> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(T::parse).collect()
    }
}

/// Text that is never shown: passwords, tokens, keys.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl Value for Secret {
    const EXPECTED: &'static str = "text";
    const SECRET: bool = true;

    fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }
}

/// The origin of a web site: scheme, host and perhaps a port, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebOrigin(String);

impl WebOrigin {
    /// The text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for WebOrigin {
    const EXPECTED: &'static str = "an origin, such as https://shop.example, without a path";

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        (!host.is_empty() && host.chars().all(allowed)).then(|| Self(text.to_ascii_lowercase()))
    }
}

/// Declares a setting that is one of a few words.
macro_rules! one_of {
    ($(#[doc = $about:literal])+ $name:ident: $expected:literal { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $crate::config::Value for $name {
            const EXPECTED: &'static str = $expected;

            fn parse(text: &str) -> Option<Self> {
                match text.trim() {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use one_of;

//! The headers of a request.

use std::fmt;

use crate::rejection::{Rejection, RejectionCode};

/// The headers of a request: names in any case, values as bytes, several values per name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, Vec<u8>)>);

/// A line that is no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadHeaderLine {
    /// Which line, from 1.
    pub line: usize,
}

impl fmt::Display for BadHeaderLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is no header: a header is written as `Name: value`", self.line)
    }
}

impl std::error::Error for BadHeaderLine {}

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value, behind those that the name has already.
    pub fn push(&mut self, name: &str, value: impl Into<Vec<u8>>) {
        self.0.push((name.to_ascii_lowercase(), value.into()));
    }

    /// All values of a name, in the order in which they came.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.0
            .iter()
            .filter(move |(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_slice())
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.all(name).next()
    }

    /// Names in small letters, and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    /// Headers from text: one `Name: value` per line, with either kind of line end; blank lines count for nothing.
    pub fn parse(text: &[u8]) -> Result<Self, BadHeaderLine> {
        let mut headers = Self::new();
        for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let bad = BadHeaderLine { line: index + 1 };
            let colon = line.iter().position(|byte| *byte == b':').ok_or(bad)?;
            let name = str::from_utf8(&line[..colon]).map_err(|_| bad)?;
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            if name.is_empty() || !name.bytes().all(is_name) {
                return Err(bad);
            }
            headers.push(name, line[colon + 1..].trim_ascii());
        }
        Ok(headers)
    }

    /// The text of the first of these headers that is there and not empty. Where it is there twice, both must say the
    /// same: otherwise what was verified may not be what somebody else reads.
    pub(crate) fn text(&self, names: &[&str]) -> Result<Option<&str>, Rejection> {
        for name in names {
            let mut values = self.all(name).map(<[u8]>::trim_ascii);
            let Some(first) = values.next() else { continue };
            if values.any(|other| other != first) {
                let detail = format!("The header {name} is there more than once, with different values.");
                return Err(Rejection::new(RejectionCode::RepeatedHeader, detail));
            }
            if first.is_empty() {
                continue;
            }
            return str::from_utf8(first).map(Some).map_err(|_| {
                let detail = format!("The header {name} is not text.");
                Rejection::new(RejectionCode::MalformedSignature, detail)
            });
        }
        Ok(None)
    }

    /// The same of a header without which nothing can be verified; the first name is what it is called.
    pub(crate) fn required(&self, names: &[&str]) -> Result<&str, Rejection> {
        self.text(names)?.ok_or_else(|| {
            let name = names.first().copied().unwrap_or_default();
            let detail = format!(
                "The header {name} is missing. It carries the signature or a part of what is signed: see that the \
                 sender signs, and that no proxy on the way takes the header out."
            );
            Rejection::new(RejectionCode::MissingHeader, detail)
        })
    }

    /// The same for identifying, where a header that cannot be read is as good as none.
    pub(crate) fn known(&self, names: &[&str]) -> Option<&str> {
        self.text(names).ok().flatten()
    }
}

impl<N: AsRef<str>, V: Into<Vec<u8>>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in pairs {
            headers.push(name.as_ref(), value);
        }
        headers
    }
}

/// Names only: values hold signatures, keys and tokens.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

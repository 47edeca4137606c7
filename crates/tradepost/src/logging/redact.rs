//! Masks what must not leave the process: e-mail addresses, credentials in addresses, bearer tokens, API keys, and
//! the values of whatever is called password, token, secret, cookie and the like.
//!
//! It works on finished lines, so it needs no help from whoever logs. It is the last line of defence, not a licence:
//! code logs ids, never addresses or secrets.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::LazyLock;

use regex::{Captures, Regex};
use tracing_subscriber::fmt::MakeWriter;

#[cfg(test)]
mod tests;

/// The alternatives, first match wins. `\\*` before a quote lets JSON inside a JSON string match too.
const PATTERN: &str = r#"(?x)
    (?P<origin>://) [^/\s:@"']* : [^/\s@"']+ @
  | (?i: (?P<scheme>bearer|basic) (?:\s|%20|\+)+ [a-z0-9._~+/=-]{8,} )
  | (?P<prefix>tp_(?:live|test)_) [A-Za-z0-9]+
  | (?P<key>
      (?i: [a-z0-9_.-]* (?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|authorization|cookie|session|credential|dsn) s? )
      \\*["']? \s* (?:=|:|%3D) \s* (?:Some\()? (?i:(?:bearer|basic)\s+)?
    )
    (?:
        (?P<nested>\\") (?: [^"\\] | \\\\ (?:\\["\\] | [^"\\]) )* \\"
      | (?P<quoted>") (?: [^"\\] | \\. )* "
      | (?P<single>') [^']* '
      | [^\s"'\\,;&})\]]+ (?: ; \s* [^\s"'\\,;&})\]]+ )*
    )
  | [^\s"'<>()\[\]{},;:@=/\\&?]+ (?:@|%40) [^\s"'<>()\[\]{},;:@=/\\&?.]+ (?: \. [^\s"'<>()\[\]{},;:@=/\\&?.]+ )* \. [^\s"'<>()\[\]{},;:@=/\\&?.0-9]{2,}
"#;

static FINDER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PATTERN).ok());

/// The text with everything masked that must not leave the process.
pub fn redact(text: &str) -> Cow<'_, str> {
    match &*FINDER {
        Some(finder) => finder.replace_all(text, mask),
        // A test proves that the pattern compiles; a build in which it did not would rather say nothing.
        None => Cow::Borrowed("[redaction is broken, so nothing is written]\n"),
    }
}

/// The same for one field: what its key calls a secret is masked whatever it looks like.
pub fn redact_field<'a>(key: &str, value: &'a str) -> Cow<'a, str> {
    let probe = format!("{key}=x");
    if redact(&probe) == probe { redact(value) } else { Cow::Borrowed("[secret]") }
}

fn mask(found: &Captures<'_>) -> String {
    if found.name("origin").is_some() {
        return "://[credentials]@".to_owned();
    }
    if let Some(scheme) = found.name("scheme") {
        return format!("{} [secret]", scheme.as_str());
    }
    if let Some(prefix) = found.name("prefix") {
        return format!("{}[secret]", prefix.as_str());
    }
    let Some(key) = found.name("key") else { return "[email]".to_owned() };
    let quotes = ["nested", "quoted", "single"].into_iter().find_map(|name| found.name(name));
    let quote = quotes.map_or("", |quote| quote.as_str());
    format!("{}{quote}[secret]{quote}", key.as_str())
}

/// Makes writers that redact. Each write must be one whole line, as `tracing_subscriber::fmt` writes them.
#[derive(Debug)]
pub struct Redacting<M>(pub M);

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Redacting<M> {
    type Writer = RedactingWriter<M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        RedactingWriter(self.0.make_writer())
    }
}

/// Redacts each write as a whole.
#[derive(Debug)]
pub struct RedactingWriter<W>(W);

impl<W: Write> Write for RedactingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(redact(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

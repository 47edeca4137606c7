//! Where settings come from, in rising rank: the default, the file, `PORT` and `DATABASE_URL`, `TRADEPOST_…`.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::Problem;

/// The environment variables whose names begin so are ours.
const PREFIX: &str = "TRADEPOST_";
/// Ours, but no settings: the file's own path, and what tests and Kubernetes (for a service named `tradepost`) set.
const NO_SETTINGS: [&str; 4] =
    ["TRADEPOST_CONFIG", "TRADEPOST_TEST_", "TRADEPOST_SERVICE_", "TRADEPOST_PORT"];

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: the default holds.
    Default,
    /// The configuration file.
    File(PathBuf),
    /// An environment variable.
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => f.write_str(name),
        }
    }
}

/// What was said, by key (`http.listen`), and by whom.
#[derive(Clone, Default)]
pub(super) struct Given(BTreeMap<String, (String, Origin)>);

impl fmt::Debug for Given {
    /// Values may be secrets, so only keys are told.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Deref for Given {
    type Target = BTreeMap<String, (String, Origin)>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Reads a TOML file. Tables become dotted keys, arrays become values between commas.
pub(super) fn from_file(path: &Path, given: &mut Given, problems: &mut Vec<Problem>) {
    let origin = Origin::File(path.to_owned());
    let mut refuse =
        |message| problems.push(Problem { key: "config".to_owned(), origin: origin.clone(), message });
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            return refuse(format!(
                "The file cannot be read: {error}. Name another with --config or TRADEPOST_CONFIG."
            ));
        }
    };
    match text.parse::<toml::Table>() {
        Ok(table) => flatten("", table, &origin, given),
        Err(error) => refuse(format!("This is not TOML: {}", error.to_string().trim())),
    }
}

fn flatten(prefix: &str, table: toml::Table, origin: &Origin, given: &mut Given) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, origin, given),
            value => {
                given.0.insert(key, (text_of(value), origin.clone()));
            }
        }
    }
}

fn text_of(value: toml::Value) -> String {
    match value {
        toml::Value::String(text) => text,
        toml::Value::Array(values) => values.into_iter().map(text_of).collect::<Vec<_>>().join(","),
        value => value.to_string(),
    }
}

/// Reads the environment: `TRADEPOST_HTTP__LISTEN` is `http.listen`.
pub(super) fn from_environment(variables: impl IntoIterator<Item = (String, String)>, given: &mut Given) {
    let mut ranked = BTreeMap::new();
    for (name, value) in variables {
        let origin = Origin::Environment(name.clone());
        match name.as_str() {
            // Platforms that hand out ports want every address answered.
            "PORT" => drop(given.0.insert("http.listen".to_owned(), (format!("0.0.0.0:{value}"), origin))),
            "DATABASE_URL" => drop(given.0.insert("database.url".to_owned(), (value, origin))),
            name if NO_SETTINGS.iter().any(|ours| name.starts_with(ours)) => {}
            name => {
                if let Some(key) = name.strip_prefix(PREFIX) {
                    ranked.insert(key.to_lowercase().replace("__", "."), (value, origin));
                }
            }
        }
    }
    given.0.extend(ranked);
}

/// The environment variable that sets `key`.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}
